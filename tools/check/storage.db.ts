import type { PoolClient } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TableEntry, tableKinds } from '../../src/platform/database/table-kinds.ts';
import { cloneDatabase, type TestDatabase } from '../../src/platform/database/test-database.ts';
import { readCatalogue } from '../schema/catalogue.ts';
import { writeSchema } from '../schema/write.ts';
import { differences } from './differences.ts';
import { statementFindings } from './sql-rules.ts';
import { unprepared, volatileFunctions } from './statements.ts';
import { storageFindings } from './storage.ts';

let database: TestDatabase;
let client: PoolClient;
beforeAll(async () => {
  database = await cloneDatabase();
  client = await database.owner.connect();
});
afterAll(async () => {
  client.release();
  await database.drop();
});

/** What is found after a migration that was planted; it is taken back before the next. */
const planted = async <T>(sql: string, look: () => Promise<T>): Promise<T> => {
  await client.query('begin');
  try {
    await client.query(sql);
    return await look();
  } finally {
    await client.query('rollback');
  }
};

const storage = async (sql: string, extra: readonly TableEntry[] = []): Promise<string[]> =>
  planted(sql, async () => storageFindings(await readCatalogue(client), [...tableKinds, ...extra]));

test('the migrations as they are break no storage rule', async () => {
  expect(storageFindings(await readCatalogue(client), tableKinds)).toEqual([]);
});

const made = (inner: string) => `create table planted (agency_id uuid not null, id uuid not null, ${inner})`;
const key = 'primary key (agency_id, id)';

test.each<[what: string, sql: string, found: string[], kind?: TableEntry]>([
  ['in order', made(key), []],
  [
    'no kind',
    `create table unknown (id int primary key)`,
    ['unknown: of no kind in table-kinds.ts', 'planted: has a kind but does not exist'],
  ],
  ['no agency', 'create table planted (id uuid primary key)', ['planted: has no column agency_id']],
  [
    'agency may be null',
    'create table planted (agency_id uuid, id uuid unique)',
    [
      'planted.agency_id: may be null',
      'planted: has no primary key',
      'planted: key planted_id_key does not begin with agency_id',
    ],
  ],
  ['no primary key', made('n int'), ['planted: has no primary key']],
  ['primary key', made('primary key (id, agency_id)'), ['planted: key planted_pkey does not begin with agency_id']],
  ['unique key', made(`${key}, unique (id)`), ['planted: key planted_id_key does not begin with agency_id']],
  [
    'unique index',
    `${made(key)}; create unique index planted_one on planted (id)`,
    ['planted: unique index planted_one does not begin with agency_id'],
  ],
  [
    'index',
    `${made(key)}; create index planted_hot on planted (id, agency_id)`,
    ['planted: index planted_hot does not begin with agency_id'],
  ],
  [
    'index over an expression',
    `${made(key)}; create index planted_low on planted (lower(id::text))`,
    ['planted: index planted_low does not begin with agency_id'],
  ],
  [
    'foreign key by half',
    `${made(key)}; create unique index half on matter (id); alter table planted add foreign key (id) references matter (id)`,
    [
      'matter: unique index half does not begin with agency_id',
      'planted: planted_id_fkey does not begin with agency_id on both sides',
    ],
  ],
  [
    'tenant to local',
    made(`${key}, m text references migration (name)`),
    ['planted: planted_m_fkey leads from a tenant to a local table'],
  ],
  [
    'local to tenant',
    made(`${key}, foreign key (agency_id, id) references matter (agency_id, id)`),
    ['planted: planted_agency_id_id_fkey leads from a local to a tenant table'],
    ['planted', 'local'],
  ],
  [
    'child before its parent',
    `${made(key)}; alter table stream add foreign key (agency_id, id) references planted (agency_id, id)`,
    ['stream: planted must stand before it in table-kinds.ts'],
  ],
  [
    'set null',
    made(`m uuid, ${key}, foreign key (agency_id, m) references matter (agency_id, id) on delete set null`),
    ['planted: planted_agency_id_m_fkey sets columns of a composite key to null or default'],
  ],
  [
    'deferrable',
    made(`m uuid, ${key}, foreign key (agency_id, m) references matter (agency_id, id) deferrable`),
    ['planted: planted_agency_id_m_fkey is deferrable'],
  ],
  [
    'volatile default',
    made(`at timestamptz default now(), u uuid default gen_random_uuid(), d date default current_date, ${key}`),
    [
      'planted.at: default now() is not a constant',
      'planted.u: default gen_random_uuid() is not a constant',
      'planted.d: default CURRENT_DATE is not a constant',
    ],
  ],
  ['constant default', made(`n int default 0, t text default 'now()', ${key}`), []],
  ['serial', made(`n serial, ${key}`), ["planted.n: default nextval('planted_n_seq'::regclass) is not a constant"]],
  ['int identity', made(`n int generated always as identity, ${key}`), ['planted.n: identity of type integer']],
  [
    'trigger',
    `${made(key)}; create trigger planted_t before update on planted for each row execute function suppress_redundant_updates_trigger()`,
    [expect.stringMatching(/^planted: has a trigger: CREATE TRIGGER planted_t/) as unknown as string],
  ],
  ['row security', `${made(key)}; alter table planted enable row level security`, ['planted: guarded by row security']],
  [
    'by key without its key',
    'create table planted (series text, n bigint, id int primary key)',
    ['planted.series: may be null', 'planted: key planted_pkey lacks series'],
    ['planted', 'byKey', 'series'],
  ],
  [
    'append-only table opened',
    'grant update (body) on event to xiaoneng_app; grant delete on tile to xiaoneng_sealer',
    [
      'event: xiaoneng_app may update what must not change',
      'tile: xiaoneng_sealer may delete what must not change',
      'planted: has a kind but does not exist',
    ],
  ],
])('planted: %s', async (_what, sql, found, kind = ['planted', 'tenant']) => {
  expect((await storage(sql, [kind])).sort()).toEqual([...found].sort());
});

test('a kind named twice', async () => {
  expect(await storage('select 1', [['event', 'tenant']])).toEqual(['event: stands twice in table-kinds.ts']);
});

test.each([
  ['a column', `alter table unit add planted text not null default 'x'`, `+ planted text not null default 'x'::text,`],
  ['a type', 'alter table unit alter ordinal type bigint', '+ ordinal bigint not null,'],
  ['a constraint', 'alter table unit add constraint planted check (ordinal > 0)', '+ constraint planted CHECK'],
  [
    'an index',
    'create index planted on unit (agency_id, ordinal) where ordinal > 0',
    '+ create index planted on unit (agency_id, ordinal) WHERE (ordinal > 0);',
  ],
  [
    'a right',
    'grant delete on unit to xiaoneng_app',
    '+ grant delete, insert, select, update on unit to xiaoneng_app;',
  ],
  [
    'a right on a column',
    'grant update (name) on post to xiaoneng_sealer',
    '+ grant update (name) on post to xiaoneng_sealer;',
  ],
  ['a comment', `comment on column unit.code is 'it''s planted'`, `+ comment on column unit.code is 'it''s planted';`],
  ['a view', 'create view planted as select 1 as one', '+ -- view planted'],
  ['a function', `create function planted() returns int language sql as 'select 1'`, '+ -- function planted()'],
  ['a type of its own', `create type planted as enum ('a')`, '+ -- type planted'],
])('the schema file tells of %s', async (_what, sql, line) => {
  const stands = writeSchema(await readCatalogue(client));
  const now = await planted(sql, async () => writeSchema(await readCatalogue(client)));
  expect(differences('db/schema.sql', stands, now, 'tools/schema.ts')).toEqual([expect.stringContaining(line)]);
  expect(differences('db/schema.sql', stands, stands, 'tools/schema.ts')).toEqual([]);
});

test('the schema file does not depend on the order of making', async () => {
  const grants = (order: string[]) => planted(order.join(';'), async () => writeSchema(await readCatalogue(client)));
  const steps = [
    'grant update on unit to xiaoneng_sealer',
    'grant delete on unit to xiaoneng_sealer',
    'create index zz on unit (agency_id, ordinal)',
    'create index aa on unit (agency_id, name)',
  ];
  expect(await grants(steps)).toBe(await grants([...steps].reverse()));
});

test('statements the schema does not know are refused by the database', async () => {
  const statements = [
    { name: 'good', text: 'select id from unit where agency_id = $1 and code = $2', acrossAgencies: false },
    { name: 'gone', text: 'select colour from unit where agency_id = $1', acrossAgencies: false },
  ];
  expect(await unprepared(client, statements)).toEqual([
    'statement gone: the database refuses it: column "colour" does not exist',
  ]);
});

test('what is volatile is asked of the catalogue', async () => {
  const volatile = await volatileFunctions(client);
  expect(volatile.has('gen_random_uuid')).toBe(true);
  expect(volatile.has('lower')).toBe(false);
  const text = 'update unit set ordinal = random()::int where agency_id = $1';
  expect(statementFindings([{ name: 's', text, acrossAgencies: false }], tableKinds, volatile)).toEqual([
    'statement s: random in a statement that writes: pass it as a parameter',
  ]);
});
