import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCommandLine } from '../../../tests/builders/command-line.ts';
import { employ, openTestAgency, openUnit } from '../../../tests/builders/office.ts';
import { workbookOf } from '../../../tests/builders/organisation.ts';
import { cloneDatabase, type TestDatabase } from '../../platform/database/test-database.ts';
import { readSheet } from '../../platform/documents/spreadsheet.ts';
import { createHouse } from '../engine.ts';

let database: TestDatabase;
let folder: string;
const file = (name: string) => path.join(folder, name);
const xiaoneng = (...args: string[]) =>
  runCommandLine(['directory', ...args], {
    DATABASE_URL: database.url('app'),
    DATABASE_SEALER_URL: database.url('sealer'),
    XIAONENG_DATA: folder,
  });

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'xn-directory-'));
  database = await cloneDatabase();
  const { app, sealer, owner } = database;
  const office = { ...createHouse({ app, sealer, owner }, folder), database, stop: async () => {} };
  const agency = await openTestAgency(office, 'first');
  const unit = await openUnit(office, agency, '综合');
  await employ(office, agency, unit, '方志成', ['handler']);
  await openTestAgency(office, 'second');
});
afterAll(async () => {
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

test('a workbook goes out, is changed and comes in: previewed first, then done once', async () => {
  const out = await xiaoneng('export', file('out.xlsx'), '--agency', 'first');
  expect(out).toMatchObject({ code: 0, stdout: `${file('out.xlsx')}: 1 people\n` });
  const read = await readSheet(readFileSync(file('out.xlsx')));
  if (!read.ok) throw new Error(read.refusal.rule);
  const cells = read.value.sheets.map(({ name, rows }) => ({ name, rows: rows.map((row) => [...row]) }));
  cells.find(({ name }) => name === '单位')?.rows.push(['新', '新设股', '综合', '3', '2026-01-01']);
  writeFileSync(file('in.xlsx'), await workbookOf(cells));

  const preview = await xiaoneng('import', file('in.xlsx'), '--agency', 'first', '--preview');
  expect(preview).toMatchObject({ code: 0, stdout: 'new 1, changed 0, same 4, wrong 0\n' });
  const done = await xiaoneng('import', file('in.xlsx'), '--agency', 'first', '--json');
  expect(JSON.parse(done.stdout)).toMatchObject({ new: 1, changed: 0 });
  const again = await xiaoneng('import', file('in.xlsx'), '--agency', 'first');
  expect(again).toMatchObject({ code: 0, stdout: 'new 0, changed 0\n' });
});

test('what is wrong is told by cell, in words, and nothing is done', async () => {
  const rows = [
    ['代码', '名称', '上级单位', '排序', '起', '止'],
    ['坏', '坏股', '没有', '', '明天', ''],
  ];
  writeFileSync(file('bad.xlsx'), await workbookOf([{ name: '单位', rows }]));
  const told = await xiaoneng('import', file('bad.xlsx'), '--agency', 'first');
  expect(told).toMatchObject({
    code: 1,
    stdout: [
      '单位 C2 上级单位: 没有叫这个的；核对写法，或先在它自己的表里加一行',
      '单位 E2 起: 不是一个日期；请写成 2026-03-01 这样',
      'new 0, changed 0, same 0, wrong 1',
      '',
    ].join('\n'),
  });
});

test.each([
  [['import', 'nowhere.xlsx', '--agency', 'first'], 'cannot be read: ENOENT'],
  [['import', 'text.xlsx', '--agency', 'first'], '这不是能打开的 .xlsx 表'],
  [['export', 'new.xlsx'], 'say which by --agency'],
  [['export', 'new.xlsx', '--agency', 'third'], 'there is no agency third'],
  [['export', 'text.xlsx', '--agency', 'first'], 'cannot be written: EEXIST'],
])('%j is refused in one line', async ([command = '', name = '', ...rest], line) => {
  writeFileSync(file('text.xlsx'), '姓名\n');
  const told = await xiaoneng(command, file(name), ...rest);
  expect(told.code).toBe(1);
  expect(told.stderr.trim().split('\n')).toEqual([expect.stringContaining(line)]);
});
