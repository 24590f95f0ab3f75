import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { cloneDatabase, type TestDatabase } from './test-database.ts';

let database: TestDatabase;

/** The owner sees neither the statements of other roles nor may it end them. */
const asAdmin = async (text: string, values: unknown[]): Promise<number> => {
  const client = new pg.Client({ ...inject('testCluster').admin, database: 'postgres' });
  await client.connect();
  return client
    .query(text, values)
    .then((answer) => answer.rowCount ?? 0)
    .finally(() => client.end());
};

beforeAll(async () => {
  database = await cloneDatabase();
});
afterAll(() => database.drop());

test('a clone holds every migration and belongs to one file alone', async () => {
  const other = await cloneDatabase();
  await database.owner.query('create table mine (id int)');
  await expect(other.owner.query('select * from mine')).rejects.toMatchObject({ code: '42P01' });
  const { rows } = await other.app.query<{ n: number }>('select count(*) as n from migration');
  expect(rows[0]?.n).toBeGreaterThan(0);
  await other.drop();
});

test.each(['app', 'sealer', 'owner'] as const)('%s comes in as its role', async (role) => {
  const { rows } = await database[role].query<{ me: string }>('select current_user as me');
  expect(rows[0]?.me).toBe(`xiaoneng_${role}`);
});

test('int8 is a number, and one beyond the safe integers is an error, not another number', async () => {
  const { rows } = await database.app.query('select 9007199254740991::int8 as n');
  expect(rows[0]).toEqual({ n: 9007199254740991 });
  await expect(database.app.query('select 9007199254740993::int8 as n')).rejects.toThrow(/safe integers/);
});

test('Chinese letters are letters here', async () => {
  const { rows } = await database.app.query(`select '效能' ~ '^[[:alpha:]]+$' as letters`);
  expect(rows[0]).toEqual({ letters: true });
});

test('a connection that breaks fails its statement and nothing else', async () => {
  const other = await cloneDatabase();
  const lent = await other.app.connect();
  const idle = await other.app.connect();
  idle.release();
  const waiting = expect(lent.query('select pg_sleep(30)')).rejects.toMatchObject({ code: '57P01' });
  const sleeping = `select from pg_stat_activity where datname = $1 and query like '%pg_sleep(30)' and state = 'active'`;
  await expect.poll(() => asAdmin(sleeping, [other.name])).toBe(1);
  // As a restart of the server does to every connection.
  await asAdmin('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [other.name]);
  await waiting;
  lent.release(true);
  // The one that lay idle may be lent out once more before its end is noticed.
  await expect
    .poll(() =>
      other.app.query('select 1').then(
        (answer) => answer.rowCount,
        () => 0,
      ),
    )
    .toBe(1);
  await other.drop();
});
