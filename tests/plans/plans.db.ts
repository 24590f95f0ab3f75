import { afterAll, beforeAll, expect, test } from 'vitest';
import { fillProblems } from '../../bench/fill.ts';
import { growing } from '../../src/platform/database/table-kinds.ts';
import { readStatements } from '../../tools/check/statements.ts';
import { type Bureau, openBureau } from '../builders/bureau.ts';
import { type Office, openOffice, viewerFor } from '../builders/office.ts';

/**
 * Every statement of the house explained on tables of ten thousand rows and more, with a plan made for any parameters. What is
 * read from end to end on purpose is named below with its reason; nothing that a person waits for may be.
 */
const wholeTables: readonly (readonly [name: RegExp, why: string])[] = [
  [/^rebuild\./, 'read models are dropped and computed again, by hand'],
  [/^log\.export/, 'an export is the whole log'],
  [/^log\.(shownCopies|notQueued|waiting)$/, 'verify --live reads everything there is'],
  [/^log\.place$/, 'the sealer takes its batch by index with the parameters it has: shown beside it in sealer.db.ts'],
  [/^file\.page$/, 'the daily sweep compares every digest with the disk'],
  [/^log\.pruneCheckpoints$/, 'the daily maintenance thins out checkpoints'],
  [/^restore\./, 'a restored database is looked through once'],
  [/^observe\.look$/, 'figures for the operator, counted to a bound'],
  [/^ledger\.recount/, 'counters are dropped and counted again, by hand'],
  [/^maintenance\.dropSessions$/, 'the daily clearing looks through the sessions of the last month'],
  [/^backup\./, 'a backup is everything there is'],
];

const rows = 12_000;
let office: Office;
let bureau: Bureau;

const fillers: Record<string, string> = {
  to_seal: `insert into to_seal select agency_id, recorded_at, stream_id, seq from event where false`,
  sealed: `insert into sealed select agency_id, row_number() over (partition by agency_id order by recorded_at, stream_id, seq) - 1,
    stream_id, seq, decode(repeat('ab', 32), 'hex'), recorded_at from event`,
  tile: `insert into tile select a.id, 0, n, decode(repeat('ab', 8192), 'hex') from agency a, generate_series(1, ${rows}) n`,
  checkpoint: `insert into checkpoint select a.id, n, 'note', now() from agency a, generate_series(1, ${rows}) n`,
  command: `insert into command select agency_id, registrar_id, gen_random_uuid(), 'digest', id, 1, registered_at from matter`,
  access: `insert into access select agency_id, gen_random_uuid(), registered_at, registrar_id, id, 'page' from matter`,
  security_event: `insert into security_event select agency_id, gen_random_uuid(), registered_at, 'signIn', registrar_id, '{}' from matter`,
  session: `insert into session (agency_id, id, token_hash, person_id, created_at, seen_at, way, device, address)
    select agency_id, gen_random_uuid(), decode(md5(id::text) || md5(id::text || 'b'), 'hex'), md5(right(id::text, 2))::uuid, registered_at, registered_at, 'password', 'Chrome', '10.0.0' from matter`,
  party: `insert into party select agency_id, id, registrar_id, 'reporter', registered_at from matter`,
  file: `insert into file select agency_id, md5(id::text) || md5(id::text), 9, 'text/plain', null, registrar_id, registered_at from matter`,
  file_upload: `insert into file_upload select agency_id, digest, uploaded_by from file`,
  matter_file: `insert into matter_file select agency_id, id, md5(id::text) || md5(id::text), 1, null from matter`,
  problem_source: `insert into problem_source select agency_id, id, md5(id::text)::uuid, 1, 2, 'words', 1 from matter on conflict do nothing`,
  milestone: `insert into milestone select agency_id, id, 1, 'point', '2099-01-01', null from matter on conflict do nothing`,
  measure: `insert into measure select agency_id, id, id, true, 'rule', null, 'made', registered_at from matter on conflict do nothing`,
  ledger_counted: `insert into ledger_counted select agency_id, id, unit_id, 2026, state, light, array['all'] from matter on conflict do nothing`,
  invitation: `insert into invitation select agency_id, gen_random_uuid(), decode(md5(id::text), 'hex'), id, 3, 1, registered_at, registered_at, false, false from matter`,
  mail: `insert into mail (agency_id, id, person_id, kind, notice_id, state, made_at, due_at, next_try_at, tries)
    select m.agency_id, gen_random_uuid(), p.ids[1 + m.nr % cardinality(p.ids)], 'notice', m.id, 'sent', m.registered_at, m.registered_at, m.registered_at, 1
    from (select agency_id, id, registered_at, row_number() over () as nr from matter) m
    join (select agency_id, array_agg(id) as ids from person group by agency_id) p using (agency_id)`,
  paper: `insert into paper (agency_id, id, kind, state, by_person_id, made_at, changed_at, revision, number, series, year, serial, code, confidential, withheld)
    select agency_id, gen_random_uuid(), 'urge', 'issued', registrar_id, registered_at, registered_at, 1, number || '号', number, 2026, 1, md5(id::text), false, false from matter`,
  paper_matter: `insert into paper_matter select p.agency_id, p.id, m.id, 1 from paper p join matter m on m.agency_id = p.agency_id and m.number || '号' = p.number`,
  sweep: `insert into sweep select agency_id, id, registered_at from matter`,
  sweep_found: `insert into sweep_found select agency_id, id, id from matter`,
  hazard: `insert into hazard select agency_id, id, right(number, 3), 'major', open from matter`,
  notice: `insert into notice select agency_id, gen_random_uuid(), id, id, 1, 'assigned', registered_at, null from matter`,
};

beforeAll(async () => {
  office = await openOffice();
  bureau = await openBureau(office, 'first');
  const other = await openBureau(office, 'second');
  for (const { agency, people, units } of [bureau, other]) {
    const { owner, measureOwner } = people;
    const viewer = await viewerFor(office, agency, people.registrar.person);
    const begun = Date.now() - rows * 10;
    const filler = {
      viewer,
      at: (n: number) => new Date(begun + n * 10),
      data: (n: number) => {
        const who = n % 2 === 0 ? owner : measureOwner;
        return {
          title: `第 ${n} 件`,
          description: '来回跑',
          unit: units.tax,
          owner: who.person,
          ownerPost: who.post,
          dueOn: '2099-12-31',
        };
      },
    };
    await fillProblems(office.engine, filler, 0, agency === bureau.agency ? rows : 500);
  }
  const { owner } = office.database;
  for (const text of Object.values(fillers)) await owner.query(text);
  // As if hundreds of people answered for them: the planner looks at how many each has.
  await owner.query(
    `update matter set owner_id = md5((number ~ '[05]$')::text || right(number, 3))::uuid, registrar_id = md5(right(number, 3))::uuid`,
  );
  await owner.query(
    `update inbox i set person_id = md5(right(i.matter_id::text, 3))::uuid where person_id is not null`,
  );
  await owner.query('vacuum (analyze)');
}, 120_000);
afterAll(() => office?.stop());

type Plan = { 'Node Type': string; 'Total Cost': number; 'Relation Name'?: string; Plans?: Plan[] };

const scanned = (plan: Plan): string[] => [
  ...(plan['Node Type'] === 'Seq Scan' && plan['Relation Name'] ? [plan['Relation Name']] : []),
  ...(plan.Plans ?? []).flatMap(scanned),
];

test('the tables are large enough to tell', async () => {
  const { rows: counted } = await office.database.owner.query<{ relname: string; n: number }>(
    `select relname, reltuples::int as n from pg_class where relkind = 'r' and relname = any($1)`,
    [growing],
  );
  expect(counted.map(({ relname }) => relname).sort()).toEqual([...growing].sort());
  expect(counted.filter(({ n }) => n < 10_000)).toEqual([]);
});

test('no statement reads a growing table from end to end, nor is near to it', async () => {
  const { found, findings } = await readStatements(process.cwd());
  expect(findings).toEqual([]);
  expect(found.length).toBeGreaterThan(100);
  const client = await office.database.owner.connect();
  const planOf = async (text: string) => {
    const { rows: explained } = await client.query<{ 'QUERY PLAN': { Plan: Plan }[] }>(
      `explain (generic_plan, format json) ${text}`,
    );
    return explained[0]?.['QUERY PLAN'][0]?.Plan;
  };
  const faults: string[] = [];
  for (const { name, text } of found) {
    if (wholeTables.some(([pattern]) => pattern.test(name))) continue;
    const plan = await planOf(text);
    const read = plan ? scanned(plan).filter((table) => growing.includes(table)) : ['nothing was explained'];
    if (read.length > 0) faults.push(`${name}: ${[...new Set(read)].join(', ')}`);
    // A plan that is cheaper by a hair becomes the other one with the next row.
    await client.query('set enable_indexscan = off; set enable_indexonlyscan = off; set enable_bitmapscan = off');
    const without = await planOf(text);
    await client.query('reset all');
    if (!plan || !without || !scanned(without).some((table) => growing.includes(table))) continue;
    const times = without['Total Cost'] / plan['Total Cost'];
    if (times < 1.15) faults.push(`${name}: its index saves little, ${times.toFixed(2)} times`);
  }
  client.release();
  expect(faults).toEqual([]);
});

test('a statement that does is found', async () => {
  const { rows: explained } = await office.database.owner.query<{ 'QUERY PLAN': { Plan: Plan }[] }>(
    `explain (generic_plan, format json) select count(*) from matter where agency_id = $1 and title like '%' || $2 || '%'`,
  );
  expect(scanned(explained[0]?.['QUERY PLAN'][0]?.Plan as Plan)).toEqual(['matter']);
});
