import { copyFileSync, cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { migrate, migrationsFolder, readMigrations } from './migrate.ts';
import { tableKinds } from './table-kinds.ts';
import { cloneDatabase, type TestDatabase } from './test-database.ts';

const admin = inject('testCluster').admin;
const name = `xn_migrate_${process.pid}`;
const folder = mkdtempSync(path.join(tmpdir(), 'xn-migrations-'));

const withAdmin = async <T>(database: string, work: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = new pg.Client({ ...admin, database });
  await client.connect();
  return work(client).finally(() => client.end());
};
const run = () => withAdmin(name, (client) => migrate(client, { folder }));

beforeAll(() => {
  cpSync(migrationsFolder, folder, { recursive: true });
});
beforeEach(() =>
  withAdmin('postgres', async (client) => {
    await client.query(`drop database if exists ${name} with (force)`);
    await client.query(`create database ${name} template template0 encoding 'UTF8' locale 'C.UTF-8'`);
  }),
);
afterAll(async () => {
  await withAdmin('postgres', (client) => client.query(`drop database if exists ${name} with (force)`));
  rmSync(folder, { recursive: true, force: true });
});

const all = readMigrations().map((migration) => migration.name);

test('twenty at once: each file is applied by exactly one of them', async () => {
  const runs = await Promise.all(Array.from({ length: 20 }, run));
  expect(runs.flatMap(({ applied }) => applied).sort()).toEqual(all);
  expect(await run()).toEqual({ applied: [] });
});

test('tables belong to the owner role, whoever migrated', async () => {
  await run();
  const { rows } = await withAdmin(name, (client) =>
    client.query(`select distinct tableowner from pg_tables where schemaname = 'public'`),
  );
  expect(rows).toEqual([{ tableowner: 'xiaoneng_owner' }]);
});

test('a file that fails leaves nothing, and the ones before it stay', async () => {
  const bad = path.join(folder, '9998-bad.sql');
  writeFileSync(bad, 'create table half (id int); select 1/0;');
  try {
    await expect(run()).rejects.toThrow(/9998-bad.sql failed and was rolled back: division by zero/);
    const { rows } = await withAdmin(name, (client) =>
      client.query<{ half: string | null; n: number }>(
        `select to_regclass('half') as half, count(*)::int as n from migration`,
      ),
    );
    expect(rows).toEqual([{ half: null, n: all.length }]);
  } finally {
    rmSync(bad);
  }
});

test('a released file that was changed, or one that this program does not know, is refused', async () => {
  const later = path.join(folder, '9998-later.sql');
  writeFileSync(later, 'create table later (id int);');
  await run();
  writeFileSync(later, 'create table later (id bigint);');
  await expect(run()).rejects.toThrow(/9998-later.sql was changed/);
  rmSync(later);
  await expect(run()).rejects.toThrow(/newer than this program: it holds migration 9998-later.sql/);
});

test('a file that is no migration is not taken for one', async () => {
  copyFileSync(path.join(folder, all[0] ?? ''), path.join(folder, 'notes.sql'));
  expect((await run()).applied).toEqual(all);
});

test('every table has a kind, and every kind a table', async () => {
  const database: TestDatabase = await cloneDatabase();
  const { rows } = await database.owner.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'public' order by 1`,
  );
  await database.drop();
  expect(tableKinds.map(([table]) => table).sort()).toEqual(rows.map((row) => row.name));
});
