import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { employ, openTestAgency, openUnit } from '../../../tests/builders/office.ts';
import { withoutSecondFactor } from '../../../tests/builders/site.ts';
import { openAccount } from '../../modules/directory/index.ts';
import { cloneDatabase, type TestDatabase } from '../../platform/database/test-database.ts';
import { inTransaction } from '../../platform/database/transaction.ts';
import { writeWorkbook } from '../../platform/documents/spreadsheet.ts';
import { createHouse } from '../engine.ts';
import { checkout } from './setting.ts';

const password = 'Correct horse battery 9';
let database: TestDatabase;
let folder: string;

/** The program as people start it, on the database of this file. */
const xiaoneng = (...args: string[]) => {
  const done = spawnSync(process.execPath, [path.join(checkout, 'launch.mjs'), 'ledger', ...args], {
    encoding: 'utf8',
    input: '',
    env: {
      ...process.env,
      DATABASE_URL: database.url('app'),
      DATABASE_SEALER_URL: database.url('sealer'),
      XIAONENG_DATA: folder,
      XIAONENG_PASSWORD: password,
    },
  });
  return { code: done.status, out: done.stdout, err: done.stderr };
};

const sheet = async (name: string, rows: string[][]): Promise<string> => {
  const file = path.join(folder, name);
  const head = ['问题', '责任单位', '责任人', '整改措施', '附注'];
  writeFileSync(file, await writeWorkbook([{ name: '台账', columns: head.map((header) => ({ header })), rows }]));
  return file;
};

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'xn-ledger-'));
  database = await cloneDatabase();
  const { app, sealer, owner } = database;
  const office = { ...createHouse({ app, sealer, owner }, folder), database, stop: async () => {} };
  const agency = await openTestAgency(office, 'first');
  const unit = await openUnit(office, agency, '综合');
  const clerk = await employ(office, agency, unit, '方志成', ['handler']);
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

test('a preview writes nothing and tells every error at its cell', async () => {
  const file = await sheet('bad.xlsx', [['没有人管', '综合股', '无此人', '一', '']]);
  const { code, out } = xiaoneng('import', file, '--preview', '--as', 'fang');
  expect(code).toBe(1);
  expect(out).toContain('not read: 附注');
  expect(out).toMatch(/C2 责任人: 名册里没有这一个；/);
  expect(out).toContain('wrong 1');
  expect((await database.owner.query('select 1 from matter')).rowCount).toBe(0);
});

test('in it goes, out it comes, and the same again comes to nothing', async () => {
  const file = await sheet('good.xlsx', [
    ['=窗口太少', '综合股', '方志成', '加开窗口', ''],
    ['', '', '', '延长时间', ''],
  ]);
  const { code, out, err } = xiaoneng('import', file, '--as', 'fang');
  expect([err, code]).toEqual(['', 0]);
  expect(out).toContain('written: 1 problems, 2 measures');
  const back = path.join(folder, 'out.xlsx');
  expect(xiaoneng('export', back, 'view=open', '--as', 'fang').out).toContain('1 problems');
  const again = JSON.parse(xiaoneng('import', back, '--as', 'fang', '--json').out);
  expect(again).toMatchObject({ state: 'previewed', written: null, counts: { same: 2, error: 0, ask: 0, new: 0 } });
  expect(xiaoneng('export', back, '--as', 'fang').err).toContain('cannot be written');
  expect(xiaoneng('export', path.join(folder, 'x.xlsx'), 'colour=red', '--as', 'fang').code).toBe(1);
});
