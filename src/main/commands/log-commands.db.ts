import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countOf, until } from '../../../tests/builders/log-database.ts';
import { act, type Clerk, employ, openTestAgency, openUnit } from '../../../tests/builders/office.ts';
import { withoutSecondFactor } from '../../../tests/builders/site.ts';
import { openAccount } from '../../modules/directory/index.ts';
import type { Agency } from '../../platform/authorization/directory.ts';
import { cloneDatabase, type TestDatabase } from '../../platform/database/test-database.ts';
import { inTransaction } from '../../platform/database/transaction.ts';
import { lastCheckpoint } from '../../platform/log/checkpoints.ts';
import { startSealer } from '../../platform/log/sealer.ts';
import { ensureSigningKey, signingKeys } from '../../platform/log/signing-key.ts';
import { latestCheckpoint } from '../../platform/log/witness.ts';
import { createHouse } from '../engine.ts';
import { checkout } from './setting.ts';

const password = 'Correct horse battery 9';
let database: TestDatabase;
let folder: string;
let agency: Agency;
let second: Agency;
let clerk: Clerk;
let confidential: string;

/** The program as people start it, on the database of this file. */
const xiaoneng = (args: readonly string[], input = '') => {
  const done = spawnSync(process.execPath, [path.join(checkout, 'launch.mjs'), ...args], {
    input,
    encoding: 'utf8',
    env: {
      ...process.env,
      DATABASE_URL: database.url('app'),
      DATABASE_SEALER_URL: database.url('sealer'),
      XIAONENG_DATA: folder,
      TZ: 'Asia/Shanghai',
    },
  });
  return { code: done.status, out: done.stdout, err: done.stderr };
};
const fresh = () => path.join(mkdtempSync(path.join(folder, 'out-')), 'log');

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'xn-commands-'));
  database = await cloneDatabase();
  const { app, sealer, owner } = database;
  const office = { ...createHouse({ app, sealer, owner }, folder), database, stop: async () => {} };
  agency = await openTestAgency(office, 'first');
  second = await openTestAgency(office, 'second');
  const unit = await openUnit(office, agency, '综合');
  clerk = await employ(office, agency, unit, '方志成', ['handler']);
  const auditor = await employ(office, agency, unit, '姚岚', ['auditor'], 'agency');
  await inTransaction(app, async (client) => {
    await withoutSecondFactor({ office, agency }, client);
    for (const [login, { person }] of [
      ['fang', clerk],
      ['yao', auditor],
    ] as const) {
      await openAccount(client, office.vault, agency.id, { person, login, password }, office.now());
    }
  });
  const data = { title: 'title', unit: clerk.unit, owner: clerk.person, ownerPost: clerk.post };
  await act(office, agency, clerk, { procedure: 'problem' }, { action: 'register', data });
  const secret = { ...data, confidential: true };
  confidential = (await act(office, agency, clerk, { procedure: 'problem' }, { action: 'register', data: secret })).id;
  for (const each of [agency, second]) {
    await ensureSigningKey({ runner: app, dataFolder: folder, now: office.now, newId: uuidv7 }, each);
  }
  const sealing = startSealer({ pool: sealer, keys: signingKeys(folder), rest: 10 });
  for (const each of [agency, second]) {
    await until(async () => (await countOf(owner, 'to_seal', each.id)) === 0, 'everything is sealed');
    const sealed = await countOf(owner, 'sealed', each.id);
    await until(async () => (await lastCheckpoint(app, each.id))?.size === sealed, 'a checkpoint covers it');
  }
  await sealing.stop();
});
afterAll(async () => {
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

describe('xiaoneng log export', () => {
  it('takes the first agency and says which others there are, withholds what is confidential and leaves a record', async () => {
    const first = xiaoneng(['log', 'export', '--out', fresh(), '--json']);
    expect(first).toMatchObject({ code: 0, err: expect.stringContaining('--agency second') });
    expect(JSON.parse(first.out).agency).toBe('first');
    const out = fresh();
    const { code, out: text } = xiaoneng(['log', 'export', '--out', out, '--agency', 'first', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(text)).toMatchObject({ agency: 'first', folder: out, withheld: 1, missing: 0 });
    expect(readFileSync(path.join(out, 'log.jsonl'), 'utf8')).not.toContain(confidential);
    const { rows } = await database.owner.query(`select person_id, detail from security_event where kind = 'export'`);
    const record = { person_id: null, detail: { full: false, withheld: 1 } };
    expect(rows).toMatchObject([record, record]);
    expect(xiaoneng(['log', 'export', '--out', out, '--agency', 'first'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('is not empty'),
    });
    expect(xiaoneng(['log', 'export', '--out', fresh(), '--agency', 'nowhere']).code).toBe(2);
  });

  it('gives the confidential bodies to an auditor alone', async () => {
    const full = ['log', 'export', '--agency', 'first', '--full', '--out'];
    expect(xiaoneng([...full, fresh()])).toMatchObject({ code: 2, err: expect.stringContaining('--login') });
    expect(xiaoneng([...full, fresh(), '--login', 'yao'], 'wrong\n')).toMatchObject({ code: 2 });
    const out = fresh();
    expect(xiaoneng([...full, out, '--login', 'fang'], `${password}\n`)).toMatchObject({
      code: 2,
      err: expect.stringContaining("auditor's role"),
    });
    expect(existsSync(out)).toBe(false);
    const done = xiaoneng([...full, out, '--login', 'yao'], `${password}\n`);
    expect(done).toMatchObject({ code: 0, err: '' });
    expect(done.out + done.err).not.toContain(password);
    expect(readFileSync(path.join(out, 'log.jsonl'), 'utf8')).toContain(confidential);
    const { rows } = await database.owner.query('select matter_id, way from access');
    expect(rows).toEqual([{ matter_id: confidential, way: 'export' }]);
  });
});

describe('xiaoneng verify', () => {
  it('checks a folder: 0 whole, 1 findings, 2 unreadable, and says what it did not check', async () => {
    const out = fresh();
    expect(xiaoneng(['log', 'export', '--out', out, '--agency', 'first']).code).toBe(0);
    const without = xiaoneng(['verify', out]);
    expect(without.code).toBe(0);
    expect(without.out).toMatch(/not checked: no note kept outside/);
    expect(without.out).toMatch(/截至 .* 条，前后一致；没有与外存凭证核对/);

    const note = path.join(folder, 'outside.note');
    writeFileSync(note, (await latestCheckpoint(database.app, agency, 'receipt'))!.note);
    const whole = xiaoneng(['verify', out, '--checkpoint', note]);
    expect(whole.code).toBe(0);
    expect(whole.out).toMatch(/截至 \d{4}-\d\d-\d\d \d\d:\d\d 共 \d+ 条，未被改动/);

    const log = path.join(out, 'log.jsonl');
    const lines = readFileSync(log, 'utf8').split('\n');
    writeFileSync(log, lines.with(1, lines[1]!.replace('"action":"register"', '"action":"change"')).join('\n'));
    const forged = xiaoneng(['verify', out, '--checkpoint', note]);
    expect(forged.code).toBe(1);
    expect(forged.out).toMatch(
      /^found: position 1, \w+ [0-9a-f-]{36}, event 1: the text is not the one that was sealed/m,
    );
    const json = JSON.parse(xiaoneng(['verify', out, '--checkpoint', note, '--json']).out);
    expect(json).toMatchObject({
      whole: false,
      findings: [{ code: 'changed', position: 1 }, { code: 'root' }, { code: 'anchorRoot' }],
    });

    rmSync(log);
    expect(xiaoneng(['verify', out])).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringContaining('log.jsonl is not there'),
    });
    expect(xiaoneng(['verify']).code).toBe(2);
    expect(xiaoneng(['verify', out, '--live']).code).toBe(2);
  });

  it('needs no database for a folder', () => {
    const out = fresh();
    expect(xiaoneng(['log', 'export', '--out', out, '--agency', 'second']).code).toBe(0);
    const done = spawnSync(process.execPath, [path.join(checkout, 'launch.mjs'), 'verify', out], {
      encoding: 'utf8',
      env: { PATH: process.env.PATH, DATABASE_URL: 'postgres://nobody@127.0.0.1:1/nothing' },
    });
    expect(done.stdout).toContain('whole: no finding');
    expect(done.status).toBe(0);
  });

  it('checks the database with --live, every agency, against the note of the one it is for', async () => {
    const note = path.join(folder, 'live.note');
    writeFileSync(note, (await latestCheckpoint(database.app, agency, 'receipt'))!.note);
    const whole = xiaoneng(['verify', '--live', '--checkpoint', note, '--json']);
    expect(whole.code).toBe(0);
    const { agencies } = JSON.parse(whole.out) as { agencies: { agency: string; anchor: number | null }[] };
    expect(agencies.map((each) => [each.agency, each.anchor !== null])).toEqual([
      ['first', true],
      ['second', false],
    ]);
    await database.owner.query('delete from personal where agency_id = $1 and subject_id = $2', [
      agency.id,
      clerk.person,
    ]);
    const forged = xiaoneng(['verify', '--live', '--agency', 'first']);
    expect(forged.code).toBe(1);
    expect(forged.out).toMatch(
      new RegExp(`^found: position \\d+, person ${clerk.person}, event 1: .* no erasure was recorded`, 'm'),
    );
    expect(xiaoneng(['verify', '--live', '--agency', 'second']).code).toBe(0);
    expect(xiaoneng(['verify', '--live', '--agency', 'nowhere']).code).toBe(2);
  });
});
