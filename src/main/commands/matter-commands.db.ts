import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Clerk, employ, openTestAgency, openUnit } from '../../../tests/builders/office.ts';
import { withoutSecondFactor } from '../../../tests/builders/site.ts';
import { openAccount } from '../../modules/directory/index.ts';
import type { Agency } from '../../platform/authorization/directory.ts';
import { cloneDatabase, type TestDatabase } from '../../platform/database/test-database.ts';
import { inTransaction } from '../../platform/database/transaction.ts';
import { createHouse } from '../engine.ts';
import { checkout } from './setting.ts';

const password = 'Correct horse battery 9';
let database: TestDatabase;
let folder: string;
let agency: Agency;
let clerk: Clerk;
let number = '';

/** The program as people start it, on the database of this file. */
const xiaoneng = (args: readonly string[], secret: string = password) => {
  const done = spawnSync(process.execPath, [path.join(checkout, 'launch.mjs'), 'matter', ...args], {
    encoding: 'utf8',
    input: '',
    env: {
      ...process.env,
      DATABASE_URL: database.url('app'),
      DATABASE_SEALER_URL: database.url('sealer'),
      XIAONENG_DATA: folder,
      XIAONENG_PASSWORD: secret,
    },
  });
  return { code: done.status, out: done.stdout, err: done.stderr };
};
const problem = (...more: string[]) => ['register', 'problem', '--as', 'fang', ...more];
const complete = ['--title', '排队太久', '--unit', '综合股', '--owner', '方志成（综合股）'];

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'xn-matter-'));
  database = await cloneDatabase();
  const { app, sealer, owner } = database;
  const office = { ...createHouse({ app, sealer, owner }, folder), database, stop: async () => {} };
  agency = await openTestAgency(office, 'first');
  const unit = await openUnit(office, agency, '综合');
  clerk = await employ(office, agency, unit, '方志成', ['handler']);
  await inTransaction(app, async (client) => {
    await withoutSecondFactor({ office, agency }, client);
    const account = { person: clerk.person, login: 'fang', password };
    await openAccount(client, office.vault, agency.id, account, office.now());
  });
});
afterAll(async () => {
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

describe('register', () => {
  it('says what a form asks, without a password', () => {
    const { code, out } = xiaoneng(['register', 'problem', '--help'], '');
    expect(code).toBe(0);
    expect(out).toContain('--owner-post <value>');
    expect(out).toMatch(/--title <value>\s+问题 \(一行文字\) \*/);
    expect(out).toContain('style 作风');
    const act = xiaoneng(['act', 'problem', 'plan', '--help'], '');
    expect(act.out).toContain('--measures <value>');
  });

  it('takes names and words as people write them, and a post that is the only one', async () => {
    const { code, out, err } = xiaoneng([...problem(...complete, '--category', '作风'), '--json']);
    expect(err).toBe('');
    expect(code).toBe(0);
    const reply = JSON.parse(out);
    number = reply.number;
    expect(reply).toMatchObject({ procedure: 'problem', state: 'registered', seq: 1, repeated: false });
    const { rows } = await database.owner.query('select owner_post_id, fold from matter where id = $1', [reply.id]);
    expect(rows[0].owner_post_id).toBe(clerk.post);
    expect(rows[0].fold.data.category).toBe('style');
  });

  it('the same command id does it once', () => {
    const id = uuidv7();
    const first = JSON.parse(xiaoneng([...problem(...complete, '--command-id', id), '--json']).out);
    const again = JSON.parse(xiaoneng([...problem(...complete, '--command-id', id), '--json']).out);
    expect([first.repeated, again.repeated, again.id]).toEqual([false, true, first.id]);
  });

  it('refuses as HTTP does: every field at once, named by its flag', () => {
    const json = xiaoneng([...problem('--owner', '方志成'), '--json']);
    expect(json.code).toBe(2);
    expect(JSON.parse(json.err)).toMatchObject({
      status: 422,
      code: 'invalid',
      fields: [
        { path: 'title', rule: 'required' },
        { path: 'unit', rule: 'required' },
      ],
    });
    const words = xiaoneng(problem(...complete, '--due-on', '某日', '--leader', '赵六'));
    expect(words.code).toBe(2);
    expect(words.err).toContain('--due-on:');
    expect(words.err).toContain('--leader: 名册里没有这一个');
  });

  it('refuses a wrong password, nobody, an unknown procedure, an unknown flag', () => {
    expect(xiaoneng(problem(...complete), 'wrong').err).toContain('fang cannot sign in');
    expect(xiaoneng(['register', 'problem', ...complete]).err).toContain('--as <login>');
    expect(xiaoneng(['register', 'nothing', '--as', 'fang']).err).toContain('problem, measure, report');
    const flag = xiaoneng(problem(...complete, '--colour', 'red'));
    expect(flag.code).not.toBe(0);
    expect(flag.err).toContain("unknown option '--colour'");
  });
});

describe('act', () => {
  it('takes a matter by its number, rows as JSON of words, files from disk', () => {
    const row = JSON.stringify({
      title: '加开窗口',
      unit: '综合股',
      owner: '方志成',
      ownerPost: clerk.post,
      lasting: '是',
    });
    const planned = xiaoneng(['act', number, 'plan', '--as', 'fang', '--measures', row, '--json']);
    expect(planned.err).toBe('');
    expect(JSON.parse(planned.out)).toMatchObject({ number, state: 'planned' });
    const file = path.join(folder, '证明.txt');
    writeFileSync(file, '窗口已开');
    const done = xiaoneng(['act', number, 'reportProgress', '--as', 'fang', '--progress', '已开始', '--file', file]);
    expect(done.out).toBe(`${number}  整改中\n`);
  });

  it('refuses with the rule, not yours and not there alike', () => {
    const asked = xiaoneng(['act', number, 'requestStrikeOff', '--as', 'fang', '--outcome', '齐了']);
    expect(asked.code).toBe(2);
    expect(asked.err).toContain('ledger.');
    const none = xiaoneng(['act', '综合-2020-999', 'plan', '--as', 'fang', '--json']);
    expect([none.code, JSON.parse(none.err).status]).toEqual([2, 404]);
    expect(xiaoneng(['act', number, 'fly', '--as', 'fang']).err).toContain('has no action fly');
  });
});
