import type { Level } from '../../../kernel/matter/matter.ts';
import type { Viewer } from '../../../platform/authorization/directory.ts';
import { selvesOf, viewerPlaces, viewerValues, visibleTo } from '../../../platform/authorization/visible-to.ts';
import type { Engine } from '../../../platform/command/engine.ts';
import { run, statement } from '../../../platform/database/statement.ts';
import type { CountedUntil } from '../domain/views.ts';
import { facets, wholeAgency } from './counters.ts';

export type CountRow = { facet: string; unit: string; year: number; state: string; light: string; n: number };

/** Own matters outside one's reach are counted one by one up to so many. */
const ownMost = 2000;

/** Matters that moved since the counters followed the log are counted as they stand, up to so many. */
const pendingMost = 1000;

/**
 * Sums of counters as one reader may know them: the units reached, and besides what is the reader's own elsewhere, without what
 * the reader is accused in or recused from. What moved since the counters followed is counted anew, so that whoever registers
 * something finds it counted. All in one statement, so that what is taken off is what had been put on.
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
  pending as materialized (select distinct e.id from (
    (select s.stream_id as id from sealed s where s.agency_id = $1 and s.position >= coalesce(
      (select f.position from ledger_follower f where f.agency_id = $1), 0) order by s.position limit ${pendingMost})
    union all (select q.stream_id from to_seal q where q.agency_id = $1 order by q.recorded_at limit ${pendingMost})) e),
  live as materialized (select x.* from pending t cross join lateral (${facets('m.id = t.id')} limit 1) x),
  standing as materialized (select x.* from (select t.id from taken t union select o.id from own o) k cross join lateral (
      select one.matter_id, one.unit_id, one.year, one.state, one.light, one.facets from ledger_counted one
      where one.agency_id = $1 and one.matter_id = k.id and k.id not in (select t.id from pending t) limit 1) x
    union all select l.* from live l where l.matter_id in (select t.id from taken t union select o.id from own o)),
  said as (
    select f.facet, case when $5::uuid[] is null and not $8::boolean then '${wholeAgency}' else l.unit_id end as unit, l.year, l.state,
      l.light, l.d as n from (select l.unit_id, l.year, l.state, l.light, l.facets, 1 as d from live l
        union all select c.unit_id, c.year, c.state, c.light, c.facets, -1 from pending t cross join lateral (
          select * from ledger_counted one where one.agency_id = $1 and one.matter_id = t.id limit 1) c) l
      cross join lateral unnest(l.facets) f(facet) where $5 is null or l.unit_id = any($5)
    union all
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
    select f.facet, d.unit_id, d.year, d.state, d.light, -1 from standing d cross join lateral unnest(d.facets) f(facet)
      where d.matter_id in (select t.id from taken t) and ($5 is null or d.unit_id = any($5))
    union all
    select f.facet, d.unit_id, d.year, d.state, d.light, 1 from standing d cross join lateral unnest(d.facets) f(facet)
      where d.matter_id in (select o.id from own o) and d.matter_id not in (select t.id from taken t)
        and not d.unit_id = any($7) and ($9::uuid[] is null or d.unit_id = any($9)))
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

const following = statement<{ counted_until: Date | null; behind: boolean }>(
  'ledger.countedUntil',
  `select (select f.counted_until from ledger_follower f where f.agency_id = $1) as counted_until,
  coalesce((select s.sealed_at from sealed s where s.agency_id = $1 and s.position >= coalesce(
    (select f.position from ledger_follower f where f.agency_id = $1), 0) + ${pendingMost} order by s.position limit 1) < $2, false)
  or coalesce((select q.recorded_at from to_seal q where q.agency_id = $1 order by q.recorded_at offset ${pendingMost} limit 1) < $2, false) as behind`,
);

/** Whether the figures lag behind the log by more than is counted live, and until when they are. */
export const countedUntil = async (engine: Pick<Engine, 'runner' | 'now'>, agency: string): Promise<CountedUntil> => {
  const [row] = await run(engine.runner, following, agency, new Date(engine.now().getTime() - lagMs));
  return { behind: row?.behind ?? false, until: row?.counted_until?.toISOString() ?? null };
};

type Secret = {
  unit_id: string;
  leader: string;
  theme: string;
  category: string;
  state: string;
  light: Level;
  year: number;
  relapsed: boolean;
  due_on: string | null;
};

/**
 * Confidential entries that the viewer may know of: they stand in no counter, since a count would tell others that there are
 * some, and are counted here for those eyes alone.
 */
const secret = statement<Secret>(
  'ledger.secrets',
  `select m.unit_id, coalesce(m.leader_id::text, 'none') as leader, coalesce(p.theme_id::text, 'none') as theme,
  coalesce(p.category, 'none') as category, m.state, m.light,
  extract(year from m.registered_at at time zone 'Asia/Shanghai')::int as year, m.relapses > 0 as relapsed, m.due_on
from (select one.id from matter one where one.agency_id = $1 and one.procedure = 'problem' and one.confidential
  order by one.registered_at desc, one.id limit ${pendingMost}) k
cross join lateral (select * from matter one where one.agency_id = $1 and one.id = k.id limit 1) m
cross join lateral (select * from problem one where one.agency_id = $1 and one.matter_id = k.id limit 1) p
where ${visibleTo('m', viewerPlaces(2))}`,
);

export const secrets = (engine: Pick<Engine, 'runner'>, viewer: Viewer): Promise<Secret[]> =>
  run(engine.runner, secret, viewer.agency.id, ...viewerValues(viewer));
