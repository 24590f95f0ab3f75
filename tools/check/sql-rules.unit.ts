import { expect, test } from 'vitest';
import type { TableEntry } from '../../src/platform/database/table-kinds.ts';
import { statementFindings } from './sql-rules.ts';

const entries: readonly TableEntry[] = [
  ['agency', 'reference'],
  ['matter', 'tenant'],
  ['event', 'tenant'],
  ['job', 'local'],
];
const volatile = new Set(['random', 'gen_random_uuid', 'nextval']);

const faults = (text: string, acrossAgencies = false) =>
  statementFindings([{ name: 's', text, acrossAgencies }], entries, volatile).map((line) =>
    line.replace('statement s: ', ''),
  );

test.each([
  'select 1',
  'select * from agency a where a.code = $1',
  'select * from job',
  'select * from matter where agency_id = $1 and id = $2',
  'select * from matter m where $1::uuid = m.agency_id',
  'select * from public.matter as m where ((m.agency_id = $1::uuid) and (m.open or m.state = $2))',
  'select * from event e join matter m on m.agency_id = $1 and m.id = e.stream_id where e.agency_id = $1',
  'select * from matter m left join event e on e.agency_id = $1 and e.stream_id = m.id where m.agency_id = $1 order by m.id limit $2',
  'select * from matter m, event e where m.agency_id = $1 and e.agency_id = $1 and e.stream_id = m.id',
  'select (select count(*) from event e where e.agency_id = $1 and e.stream_id = m.id) from matter m where m.agency_id = $1',
  'select * from matter m where m.agency_id = $1 and exists (select 1 from event where agency_id = $1) -- from event',
  'with x as (select id from matter where agency_id = $1) select * from x union all select id from event where agency_id = $1',
  "select * from (matter m join event e on e.agency_id = $1 and e.stream_id = m.id) where m.agency_id = $1 and m.t = 'from event'",
  'select m.id from json_to_recordset($2::json) as r(id uuid, at timestamptz), matter m where m.agency_id = $1 and m.id = r.id',
  'select * from matter m where m.agency_id = $1 and m.at between $2 and $3 for update of m skip locked',
  'select extract(epoch from m.at), a is distinct from b from matter m where m.agency_id = $1',
  'update matter m set open = e.open from event e where m.agency_id = $1 and e.agency_id = $1 and e.id = m.id returning m.id',
  'delete from matter where agency_id = $1 and id = $2',
  'delete from matter m using event e where m.agency_id = $1 and e.agency_id = $1',
  'insert into matter (agency_id, id) values ($1, $2), ($1, $3)',
  'insert into matter (agency_id, id) values ($1, $2) on conflict (agency_id, id) do update set id = excluded.id',
  'insert into matter (agency_id, id) select $1::uuid, r.id from rows r on conflict do nothing',
  'insert into matter as m (agency_id, id) select $1, e.id from event e where e.agency_id = $1',
  'select now()',
])('in order: %s', (text) => {
  expect(faults(text)).toEqual([]);
});

const alone = (table: string, alias = table) =>
  `${table}${alias === table ? '' : ` ${alias}`} without ${alias}.agency_id = $1 of its own`;

test.each([
  ['select * from matter', [alone('matter')]],
  ['select * from matter m where m.agency_id = $2', [alone('matter', 'm')]],
  ['select * from matter m where m.agency_id = $1 or m.open', [alone('matter', 'm')]],
  ['select * from matter m where not m.agency_id = $1', [alone('matter', 'm')]],
  ['select * from matter m where m.agency_id = any($1)', [alone('matter', 'm')]],
  ["select * from matter m where m.title = 'm.agency_id = $1'", [alone('matter', 'm')]],
  ['select * from matter m /* where m.agency_id = $1 */', [alone('matter', 'm')]],
  [
    'select * from matter m join event e on e.agency_id = m.agency_id and e.stream_id = m.id where m.agency_id = $1',
    [alone('event', 'e')],
  ],
  ['select * from matter m join event e using (agency_id) where m.agency_id = $1', [alone('event', 'e')]],
  ['select * from matter m join event e on true where agency_id = $1', [alone('matter', 'm'), alone('event', 'e')]],
  ['select * from job j join matter m on m.id = j.id, event e where m.agency_id = $1', [alone('event', 'e')]],
  [
    'select (select count(*) from event e where e.agency_id = m.agency_id) from matter m where m.agency_id = $1',
    [alone('event', 'e')],
  ],
  [
    'select * from matter m where m.agency_id = $1 and exists (select 1 from event e where e.id = m.id)',
    [alone('event', 'e')],
  ],
  ['with x as (select * from event) select * from matter where agency_id = $1', [alone('event')]],
  ['select id from matter where agency_id = $1 union all select id from event', [alone('event')]],
  ['select * from (select * from matter) x where x.agency_id = $1', [alone('matter')]],
  ['select * from (matter m join event e on e.id = m.id) where m.agency_id = $1', [alone('event', 'e')]],
  ['select * from lateral (select * from public.event) e', [alone('event')]],
  ['update matter set open = true where id = $2', [alone('matter')]],
  ['update matter m set open = true from event e where m.agency_id = $1 and e.id = m.id', [alone('event', 'e')]],
  ['delete from matter m using event e where m.agency_id = $1', [alone('event', 'e')]],
  [
    'insert into matter (id, agency_id) values ($2, $1)',
    [
      'insert into matter does not name agency_id first',
      'insert into matter fills agency_id with something else than $1',
    ],
  ],
  [
    'insert into matter (agency_id, id) values ($1, $2), ($3, $2)',
    ['insert into matter fills agency_id with something else than $1'],
  ],
  [
    'insert into matter (agency_id, id) select r.agency_id, r.id from rows r',
    ['insert into matter fills agency_id with something else than $1'],
  ],
  ['insert into matter (agency_id, id) select $1, e.id from event e', [alone('event', 'e')]],
  [
    'insert into matter (agency_id, id) values ($1, $2) on conflict (id) do nothing',
    ['on conflict of matter does not begin with agency_id'],
  ],
  [
    'insert into matter (agency_id, id) values ($1, $2) on conflict on constraint matter_pkey do nothing',
    ["on conflict of matter goes by a constraint's name"],
  ],
])('rule 1: %s', (text, expected) => {
  expect(faults(text)).toEqual(expected);
});

const writing = (name: string) => [`${name} in a statement that writes: pass it as a parameter`];

test.each([
  ['merge into job j using job k on true when matched then do nothing', ['MERGE']],
  ['update job set at = now()', writing('now')],
  ['update job set at = current_timestamp', writing('current_timestamp')],
  ['update job set id = gen_random_uuid()', writing('gen_random_uuid')],
  ['insert into job (id) values ($1) on conflict (id) do update set at = now()', writing('now')],
  ['update job set n = (select pg_catalog.random())', writing('pg_catalog.random')],
  ['with x as (update job set n = 1 returning n) select nextval($1) from x', writing('nextval')],
  ['select (', ['unbalanced parentheses']],
])('rule 4: %s', (text, expected) => {
  expect(faults(text)).toEqual(expected);
});

test('work over all agencies is free of rule 1, and of no other', () => {
  expect(faults('select * from matter', true)).toEqual([]);
  expect(faults('update matter set at = now()', true)).toEqual(writing('now'));
});
