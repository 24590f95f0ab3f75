import { expect, test } from 'vitest';
import { parseSource } from './source.ts';
import { outsideFindings } from './sql-outside.ts';
import { folderFindings, styleFindings } from './style.ts';

const style = (file: string, text: string) => styleFindings(parseSource(file, text));
const lines = (count: number) => 'export {};\n'.repeat(count);

test.each([
  ['a file of 400 lines', 'src/platform/one.ts', lines(400)],
  ['a long table', 'src/modules/a/procedure.ts', lines(500)],
  ['a long test', 'src/platform/one.unit.ts', lines(500)],
  [
    'what only looks like it',
    'tests/one.unit.ts',
    `const a = 'as any'; list.skip(1); data.only; // a test.skip is refused`,
  ],
  ['an unknown cast', 'src/platform/one.ts', 'const a = b as unknown as string;'],
])('in order: %s', (_what, file, text) => {
  expect(style(file, text)).toEqual([]);
});

test.each([
  ['a long file', 'src/platform/one.ts', lines(401), 'src/platform/one.ts:400 has 401 lines, more than 400'],
  [
    'a long catalogue',
    'src/web/texts/zh/desk.ts',
    lines(401),
    'src/web/texts/zh/desk.ts:400 has 401 lines, more than 400',
  ],
  ['a name in capitals', 'src/platform/oneTwo.ts', '', 'src/platform/oneTwo.ts:1 is not named in kebab-case'],
  ['a check waved through', 'src/a.ts', '\n// @ts-ignore\nconst a = 1;', 'src/a.ts:2 says @ts-ignore'],
  ['an error awaited', 'tests/a.ts', '// @ts-expect-error later\nconst a = 1;', 'tests/a.ts:1 says @ts-expect-error'],
  ['work put off', 'src/a.ts', '/* TODO: all of it */', 'src/a.ts:1 says TODO'],
  ['any', 'src/a.ts', 'const a = (b as any).c;', 'src/a.ts:1 casts to any'],
  ['any in brackets', 'src/a.ts', 'const a = <any>b;', 'src/a.ts:1 casts to any'],
  ['a test alone', 'src/a.unit.ts', `test.only('a', () => {});`, 'src/a.unit.ts:1 leaves tests out by .only'],
  [
    'a test left out',
    'tests/a.unit.ts',
    `\ndescribe.skip('a', () => {});`,
    'tests/a.unit.ts:2 leaves tests out by .skip',
  ],
  [
    'rows left out',
    'tests/a.unit.ts',
    `it.skip.each([1])('a', () => {});`,
    'tests/a.unit.ts:1 leaves tests out by .skip',
  ],
  [
    'a constant condition',
    'tests/a.unit.ts',
    `test.skipIf(true)('a', () => {});`,
    'tests/a.unit.ts:1 leaves tests out by a constant',
  ],
  ['a stub', 'tests/a.unit.ts', `test.todo('a');`, 'tests/a.unit.ts:1 leaves tests out by .todo'],
])('planted: %s', (_what, file, text, found) => {
  expect(style(file, text)).toEqual([found]);
});

test('folders without a meaning', () => {
  expect(folderFindings(['src/platform/utils/a.ts', 'src/web/common/deep/b.ts', 'tests/helpers/c.ts'])).toEqual([
    'src/platform/utils a folder’s name says what is in it',
    'src/web/common a folder’s name says what is in it',
    'tests/helpers a folder’s name says what is in it',
  ]);
  expect(folderFindings(['src/platform/log/helpers.ts', 'src/web/parts/b.ts'])).toEqual([]);
});

const outside = (file: string, text: string) => outsideFindings([parseSource(file, text)]);

test.each([
  ['a string', `pool.query('select * from matter where id = $1', [id]);`],
  ['a template', 'client.query(`update matter set state = $' + '{state}`);'],
  ['an object', `runner.query({ text: 'delete from matter', values: [] });`],
  ['a change within a CTE', `runner.query({ name: 'a', text: 'with a as (select 1) insert into matter select 1' });`],
])('planted: SQL outside statement(): %s', (_what, text) => {
  expect(outside('src/modules/a/server/x.ts', text)).toEqual([
    'src/modules/a/server/x.ts:1 SQL that is not made by statement()',
  ]);
});

test('SQL in its places, and what is no SQL over tables', () => {
  expect(outside('src/platform/database/migrate.ts', `client.query('select * from migration');`)).toEqual([]);
  expect(outside('src/platform/log/a.db.ts', `pool.query('select * from event');`)).toEqual([]);
  expect(
    outside('src/main/server.ts', `pool.query('select 1'); pool.query('begin'); pool.query({ ...made });`),
  ).toEqual([]);
  expect(outside('src/web/a.ts', `useQuery({ text: 'select a row from the table' });`)).toEqual([]);
});
