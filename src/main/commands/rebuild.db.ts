import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Bureau, openBureau, rowsOf, workedOn } from '../../../tests/builders/bureau.ts';
import { runCommandLine } from '../../../tests/builders/command-line.ts';
import { type Office, openOffice } from '../../../tests/builders/office.ts';

let office: Office;
let bureau: Bureau;

beforeAll(async () => {
  office = await openOffice();
  bureau = await openBureau(office, 'first');
});
afterAll(() => office.stop());

const rebuild = (args: readonly string[], more: Record<string, string> = {}) =>
  runCommandLine(['rebuild', ...args], {
    DATABASE_URL: office.database.url('app'),
    XIAONENG_DATA: office.dataFolder,
    ...more,
  });
const asOwner = () => ({ DATABASE_ADMIN_URL: office.database.url('admin') });

test('xiaoneng rebuild mends what pages read and says what it did', async () => {
  const { problem } = await workedOn(bureau);
  await rowsOf(bureau, `update matter set title = '改过' where id = $1`, problem);
  const done = await rebuild(['--json'], asOwner());
  expect(done).toMatchObject({ code: 0, stderr: '' });
  expect(JSON.parse(done.stdout)).toMatchObject({ agency: 'first', matters: 2, events: 4 });
  expect(await rowsOf(bureau, 'select title from matter where id = $1', problem)).toEqual([{ title: '排队太久' }]);
});

test('it says what is missing: the owner’s role, or the agency', async () => {
  const without = await rebuild([]);
  expect([without.code === 0, without.stderr]).toEqual([false, expect.stringContaining('DATABASE_ADMIN_URL')]);
  const nowhere = await rebuild(['--agency', 'nowhere'], asOwner());
  expect([nowhere.code === 0, nowhere.stderr]).toEqual([false, expect.stringContaining('there is no agency nowhere')]);
});
