import type { Viewer } from '../../../platform/authorization/directory.ts';
import { selvesOf, viewerValues } from '../../../platform/authorization/visible-to.ts';
import type { Engine } from '../../../platform/command/engine.ts';
import { run, statement } from '../../../platform/database/statement.ts';
import type { CountedUntil } from '../domain/views.ts';
import { wholeAgency } from './counters.ts';

export type CountRow = { facet: string; unit: string; year: number; state: string; light: string; n: number };

/** Own matters outside one's reach are counted one by one up to so many. */
const ownMost = 2000;

/**
 * Sums of counters as one reader may know them: the units reached, and besides what is the reader's own elsewhere, without what
 * the reader is accused in or recused from. All in one statement, so that what is taken off is what had been put on.
 * $2 facets, $3 beginnings of facets, $4 year, $5 units wanted or null for the whole agency in one, $6 selves, $7 reach or null,
 * $8 whether units are told apart.
 */
const read = statement<CountRow>(
  'ledger.counts',
  `with barred as materialized (
    select y.matter_id as id from party y where y.agency_id = $1 and y.person_id = any($6::uuid[]) and y.to_at is null
      and y.role in ('accused', 'recused')),
  taken as materialized (select b.id from barred b union select c.id from barred b cross join lateral (
    select m.id from matter m where m.agency_id = $1 and m.parent_id = b.id) c),
  own as materialized (select o.id from (
    select x.id from unnest($6::uuid[]) s(id) cross join lateral (
      select m.id from matter m where m.agency_id = $1 and m.owner_id = s.id order by m.registered_at desc, m.id limit ${ownMost}) x
    union select x.id from unnest($6::uuid[]) s(id) cross join lateral (
      select m.id from matter m where m.agency_id = $1 and m.procedure = 'problem' and m.registrar_id = s.id
      order by m.registered_at desc, m.id limit ${ownMost}) x
    union select y.matter_id from party y where y.agency_id = $1 and y.person_id = any($6) and y.to_at is null
      and y.role not in ('accused', 'recused')
    union select i.matter_id from inbox i where i.agency_id = $1 and i.person_id = any($6)) o
    where $7::uuid[] is not null),
  said as (
    select c.facet, c.unit_id as unit, c.year, c.state, c.light, c.n from ledger_counter c
      where c.agency_id = $1 and c.unit_id = any(coalesce($5::uuid[], array['${wholeAgency}'::uuid])) and c.facet = any($2::text[])
        and not ($8::boolean and $5 is null)
    union all
    select c.facet, c.unit_id, c.year, c.state, c.light, c.n from ledger_counter c
      where c.agency_id = $1 and c.facet = any($2) and c.unit_id <> '${wholeAgency}' and $8 and $5 is null
    union all
    select c.facet, c.unit_id, c.year, c.state, c.light, c.n from unnest($3::text[]) b(beginning) cross join lateral (
      select * from ledger_counter one where one.agency_id = $1 and one.unit_id = any(coalesce($5, array['${wholeAgency}'::uuid]))
        and one.facet >= b.beginning and one.facet < b.beginning || chr(1114111)) c
    union all
    select f.facet, d.unit_id, d.year, d.state, d.light, -1 from taken t cross join lateral (
      select * from ledger_counted one where one.agency_id = $1 and one.matter_id = t.id limit 1) d
      cross join lateral unnest(d.facets) f(facet)
      where ($5 is null or d.unit_id = any($5))
    union all
    select f.facet, d.unit_id, d.year, d.state, d.light, 1 from own o cross join lateral (
      select * from ledger_counted one where one.agency_id = $1 and one.matter_id = o.id limit 1) d
      cross join lateral unnest(d.facets) f(facet)
      where not d.unit_id = any($7) and ($9::uuid[] is null or d.unit_id = any($9)) and o.id not in (select t.id from taken t))
select s.facet, case when $8 then s.unit::text else '' end as unit, s.year, s.state, s.light, sum(s.n)::bigint as n from said s
where ($4::int is null or s.year = $4) and (s.facet = any($2) or exists (
  select 1 from unnest($3) b(beginning) where s.facet >= b.beginning and s.facet < b.beginning || chr(1114111)))
group by 1, 2, 3, 4, 5 having sum(s.n) <> 0`,
);

export type CountsWanted = {
  facets?: readonly string[];
  /** Every facet that begins so. */
  beginnings?: readonly string[];
  year?: number | null;
  units?: readonly string[] | null;
  byUnit?: boolean;
};

/** Counters under facets, as the viewer may know them. Confidential matters stand in none. */
export const counts = (engine: Pick<Engine, 'runner'>, viewer: Viewer, wanted: CountsWanted): Promise<CountRow[]> => {
  const { facets = [], beginnings = [], year = null, units = null, byUnit = false } = wanted;
  const [, reach] = viewerValues(viewer);
  const within = reach ? (units ? units.filter((unit) => reach.includes(unit)) : reach) : units;
  return run(
    engine.runner,
    read,
    viewer.agency.id,
    facets,
    beginnings,
    year,
    within,
    selvesOf(viewer),
    reach,
    byUnit,
    units,
  );
};

/** Beyond it a page says until when its figures are. */
const lagMs = 5_000;

const standing = statement<{ counted_until: Date | null; behind: boolean }>(
  'ledger.countedUntil',
  `select (select f.counted_until from ledger_follower f where f.agency_id = $1) as counted_until,
  coalesce((select s.sealed_at from sealed s where s.agency_id = $1 and s.position >= coalesce(
    (select f.position from ledger_follower f where f.agency_id = $1), 0) order by s.position limit 1) < $2, false)
  or coalesce((select q.recorded_at from to_seal q where q.agency_id = $1 order by q.recorded_at limit 1) < $2, false) as behind`,
);

/** Whether the figures lag behind the log, and until when they are. */
export const countedUntil = async (engine: Pick<Engine, 'runner' | 'now'>, agency: string): Promise<CountedUntil> => {
  const [row] = await run(engine.runner, standing, agency, new Date(engine.now().getTime() - lagMs));
  return { behind: row?.behind ?? false, until: row?.counted_until?.toISOString() ?? null };
};
