import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cloneDatabase, type TestDatabase } from './test-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await cloneDatabase();
});
afterAll(() => database.drop());

type Right = 'SELECT' | 'INSERT' | 'UPDATE' | 'DELETE' | 'TRUNCATE';

/** Rights of a role on each table, as s(elect) i(nsert) u(pdate) d(elete) t(runcate). */
const rightsOf = async (role: string): Promise<Record<string, string>> => {
  const { rows } = await database.owner.query<{ name: string; deed: Right }>(
    `select c.relname as name, r.deed from pg_class c join pg_namespace n on n.oid = c.relnamespace,
       unnest(array['SELECT','INSERT','UPDATE','DELETE','TRUNCATE']) as r(deed)
     where n.nspname = 'public' and c.relkind in ('r', 'p') and has_table_privilege($1, c.oid, r.deed) order by 1`,
    [role],
  );
  const found: Record<string, string> = {};
  for (const { name, deed } of rows) found[name] = (found[name] ?? '') + deed[0]?.toLowerCase();
  return Object.fromEntries(Object.entries(found).map(([name, text]) => [name, [...text].sort().join('')]));
};

/** What can never be taken back: rows are added by the one role named, and by nobody changed. */
const forEver = {
  event: 'app',
  command: null,
  sealed: 'sealer',
  tile: 'sealer',
  checkpoint: 'sealer',
  checkpoint_handout: 'app',
  access: 'app',
  security_event: 'both',
  matter_file: 'app',
  agency: 'app',
} as const;

describe('the application', () => {
  test('neither changes nor deletes what is for ever, and seals nothing', async () => {
    const rights = await rightsOf('xiaoneng_app');
    for (const [table, writer] of Object.entries(forEver)) {
      if (writer === null) continue;
      expect([table, rights[table]]).toEqual([table, writer === 'sealer' ? 's' : 'is']);
    }
    expect(rights.to_seal).toBe('is');
  });

  test('deletes only what erasure and tidying must: personal values, keys, means of signing in, seats and notices, drafts, letters, links, read models, swept files', async () => {
    const rights = await rightsOf('xiaoneng_app');
    const deletes = Object.keys(rights).filter((table) => rights[table]?.includes('d'));
    expect(deletes.sort()).toEqual([
      'address_failure',
      'calendar_task',
      'command',
      'data_key',
      'file',
      'import_draft',
      'inbox',
      'invitation',
      'ledger_counted',
      'ledger_counter',
      'ledger_import',
      'ledger_import_column',
      'ledger_import_part',
      'ledger_look',
      'ledger_view',
      'mail',
      'mail_pending',
      'mail_person',
      'milestone',
      'notice',
      'paper',
      'paper_matter',
      'password_history',
      'personal',
      'recovery_code',
      'second_factor',
      'session',
      'sign_on_attempt',
    ]);
    expect(Object.values(rights).filter((text) => text.includes('t'))).toEqual([]);
  });
});

test('the sealer takes from the queue and adds places, tiles and checkpoints; it reads no people and no personal data', async () => {
  expect(await rightsOf('xiaoneng_sealer')).toEqual({
    agency: 's',
    checkpoint: 'is',
    event: 's',
    sealed: 'is',
    security_event: 'is',
    stream: 's',
    tile: 'is',
    to_seal: 'ds',
  });
});

describe('tried, not only read in the catalogue', () => {
  const attempts = Object.keys(forEver)
    .filter((table) => table !== 'command')
    .flatMap((table) => [
      `update ${table} set agency_id = agency_id`,
      `delete from ${table}`,
      `truncate ${table} cascade`,
    ])
    .map((text) => text.replace('update agency set agency_id = agency_id', 'update agency set code = code'));

  test.each(attempts)('%s is refused to both', async (text) => {
    for (const pool of [database.app, database.sealer])
      await expect(pool.query(text)).rejects.toMatchObject({ code: '42501' });
  });

  test.each([
    'alter table event add column x int',
    'drop table event',
    'create table mine (x int)',
    'set role xiaoneng_owner',
  ])('%s is refused to both', async (text) => {
    for (const pool of [database.app, database.sealer])
      await expect(pool.query(text)).rejects.toMatchObject({ code: '42501' });
  });
});
