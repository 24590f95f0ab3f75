import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestAgency } from '../../../tests/builders/office.ts';
import { Calendar } from '../../kernel/calendar/calendar.ts';
import { cloneDatabase, type TestDatabase } from '../../platform/database/test-database.ts';
import { createHouse } from '../engine.ts';
import { checkout } from './setting.ts';

let database: TestDatabase;
let folder: string;

/** The program as people start it, on the database of this file. */
const xiaoneng = (...args: string[]) => {
  const done = spawnSync(process.execPath, [path.join(checkout, 'launch.mjs'), ...args], {
    encoding: 'utf8',
    env: {
      ...process.env,
      DATABASE_URL: database.url('app'),
      DATABASE_SEALER_URL: database.url('sealer'),
      XIAONENG_DATA: folder,
    },
  });
  return { code: done.status, out: done.stdout, err: done.stderr };
};
const noticeOf = (text: string): string => {
  const file = path.join(mkdtempSync(path.join(folder, 'notice-')), 'notice.txt');
  writeFileSync(file, text);
  return file;
};

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'xn-calendar-'));
  database = await cloneDatabase();
  const { app, sealer, owner } = database;
  const office = { ...createHouse({ app, sealer, owner }, folder), database, stop: async () => {} };
  await openTestAgency(office, 'first');
  await openTestAgency(office, 'second');
});
afterAll(async () => {
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

const shown = (agency: string) => JSON.parse(xiaoneng('--json', 'calendar', 'show', '--agency', agency).out);

it('a notice becomes the next version of one agency, as a file that `calendar explain` takes', () => {
  expect(shown('first')).toMatchObject({ version: null, source: null });
  const notice = noticeOf('2027年元旦：1月1日（周五）至3日（周日）放假，共3天。1月9日（周六）上班。');
  const done = xiaoneng(
    '--json',
    'calendar',
    'import',
    notice,
    '--agency',
    'first',
    '--source',
    '通知 1 号',
    '--from',
    '2026-11-22',
  );
  expect([done.code, JSON.parse(done.out)]).toEqual([0, { agency: 'first', version: 1, looked: 0, days: 4 }]);
  const now = shown('first');
  expect(now).toMatchObject({ version: 1, source: '通知 1 号', effectiveFrom: '2026-11-22' });
  expect(now.calendar).toMatchObject({ publishedThrough: '2027-12-31', days: { '2027-01-01': [] } });
  expect(now.notes['2027-01-09']).toBe('元旦调休');
  expect(shown('second')).toMatchObject({ version: null });
  const file = path.join(folder, 'calendar.json');
  writeFileSync(file, xiaoneng('calendar', 'show', '--agency', 'first').out);
  const explained = xiaoneng(
    '--json',
    'calendar',
    'explain',
    '--calendar',
    file,
    '--start',
    '2026-12-30T10:00:00+08:00',
    '--limit',
    '2wd',
  );
  expect(JSON.parse(explained.out)).toMatchObject({ due: '2027-01-04T09:30:00.000Z', provisional: false });
  expect(Calendar.safeParse(now.calendar).success).toBe(true);
});

it('a notice that contradicts itself is not published, until somebody says that it was compared', () => {
  const notice = noticeOf('2028年元旦：1月1日（周五）至3日（周一）放假，共3天。');
  const refused = xiaoneng('calendar', 'import', notice, '--agency', 'second');
  expect(refused.code).toBe(1);
  expect(refused.err).toContain('2028-01-01 is 周六, not 周五');
  expect(refused.err).toContain('--accept');
  expect(shown('second')).toMatchObject({ version: null });
  const only = xiaoneng('--json', 'calendar', 'import', notice, '--preview');
  expect(JSON.parse(only.out)).toMatchObject({ year: 2028, faults: [{ rule: 'weekday' }] });
  expect(xiaoneng('calendar', 'import', notice, '--agency', 'second', '--accept').code).toBe(0);
  expect(shown('second')).toMatchObject({ version: 1, source: '2028 年放假通知' });
});

it.each([
  [['calendar', 'import', '/nowhere/notice.txt'], 'cannot be read: ENOENT'],
  [['calendar', 'import', 'NOTICE', '--year', '27'], '--year must be like 2027'],
  [['calendar', 'import', 'EMPTY'], 'names no day that could be taken'],
  [['calendar', 'import', 'NOTICE', '--from', 'soon', '--agency', 'first'], '--from must be a date'],
])('%j says what is wrong with it', (args, words) => {
  const notice = noticeOf('2027年元旦：1月1日（周五）放假。');
  const empty = noticeOf('请各单位安排好值班。');
  const done = xiaoneng(...args.map((each) => (each === 'NOTICE' ? notice : each === 'EMPTY' ? empty : each)));
  expect(done.code).toBe(1);
  expect(done.err).toContain(words);
});
