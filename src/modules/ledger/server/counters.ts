import type { Pool, PoolClient } from 'pg';
import { type Runner, run, statement } from '../../../platform/database/statement.ts';
import { inTransaction } from '../../../platform/database/transaction.ts';

/**
 * Counters follow the sealed log: by its position they find which matters moved, and count each as it stands now instead of as it
 * stood when it was counted last. What is told of a matter that moved again meanwhile is put right when that event is sealed.
 */

/** The row of the whole agency, beside those of its units. */
export const wholeAgency = '00000000-0000-0000-0000-000000000000';

const zone = 'Asia/Shanghai';

/** As what a matter stands in the counters. What is confidential stands in none: a count must not tell of it. */
export const facets = (only: string): string => `select m.id as matter_id, m.unit_id,
    extract(year from m.registered_at at time zone '${zone}')::int as year, m.state, m.light, array_remove(case m.procedure
      when 'measure' then array['measure',
        case when m.state = 'done' and r.rule_title is not null then 'rule:' || coalesce(r.rule_kind, 'made') end]
      else array['all', 'category:' || coalesce(p.category, 'none'), 'leader:' || coalesce(m.leader_id::text, 'none'),
        'theme:' || coalesce(p.theme_id::text, 'none'), 'kind:' || p.kind || ':' || coalesce(p.category, 'none'),
        'urgency:' || coalesce(p.urgency, 'none'), 'cause:' || coalesce(p.cause, 'none'),
        'misconduct:' || coalesce(p.misconduct, 'none'), 'weakness:' || coalesce(p.weakness, 'none'),
        case when p.solved_on_site then 'onSite:' || p.kind end, case when m.relapses > 0 then 'relapse' end,
        'quarter:' || to_char(m.due_on, 'YYYY"Q"Q')] end, null) as facets
  from matter m left join problem p on p.agency_id = $1 and p.matter_id = m.id
    left join measure r on r.agency_id = $1 and r.matter_id = m.id
  where m.agency_id = $1 and ${only} and not m.confidential
    and (m.procedure = 'problem' and p.matter_id is not null or m.procedure = 'measure')`;

/** How each counter moves, from rows before and after. */
const moves = (
  before: string,
  after: string,
): string => `select f.facet, u.unit, x.year, x.state, x.light, sum(x.d) as n
  from (select unit_id, year, state, light, facets, 1 as d from ${after}
    union all select unit_id, year, state, light, facets, -1 from ${before}) x
  cross join lateral unnest(x.facets) f(facet) cross join lateral (values (x.unit_id), ('${wholeAgency}'::uuid)) u(unit)
  group by 1, 2, 3, 4, 5 having sum(x.d) <> 0`;

const lock = statement<{ position: number }>(
  'ledger.follow.lock',
  'select f.position from ledger_follower f where f.agency_id = $1 for update',
);
const begin = statement(
  'ledger.follow.begin',
  'insert into ledger_follower (agency_id, position, counted_until) values ($1, 0, null) on conflict (agency_id) do nothing',
);

/** $2 the position that is next, $3 how many events. Its own statement behind the lock, so that it sees what the holder before left. */
const follow = statement<{ events: number }>(
  'ledger.follow.batch',
  `with batch as materialized (
    select s.stream_id, s.sealed_at from sealed s where s.agency_id = $1 and s.position >= $2 order by s.position limit $3),
  touched as materialized (select distinct b.stream_id as id from batch b),
  after as materialized (select x.* from touched t cross join lateral (${facets('m.id = t.id')} limit 1) x),
  before as materialized (select c.* from touched t cross join lateral (
    select * from ledger_counted one where one.agency_id = $1 and one.matter_id = t.id limit 1) c),
  moved as (insert into ledger_counter (agency_id, facet, unit_id, year, state, light, n)
    select $1::uuid, v.* from (${moves('before', 'after')}) v
    on conflict (agency_id, unit_id, facet, year, state, light) do update set n = ledger_counter.n + excluded.n),
  gone as (delete from ledger_counted c using before b where c.agency_id = $1 and c.matter_id = b.matter_id
    and not exists (select 1 from after a where a.matter_id = b.matter_id)),
  put as (insert into ledger_counted (agency_id, matter_id, unit_id, year, state, light, facets)
    select $1::uuid, a.matter_id, a.unit_id, a.year, a.state, a.light, a.facets from after a
    on conflict (agency_id, matter_id) do update set unit_id = excluded.unit_id, year = excluded.year, state = excluded.state,
      light = excluded.light, facets = excluded.facets),
  place as (update ledger_follower set position = $2 + (select count(*) from batch),
    counted_until = coalesce((select max(b.sealed_at) from batch b), counted_until) where agency_id = $1)
  select count(*)::int as events from batch`,
);

/** Counts the next events of an agency's sealed log; answers how many there were. Of several processes one does it at a time. */
export const followOnce = (pool: Pool, agency: string, most: number): Promise<number> =>
  inTransaction(pool, async (client) => {
    let [place] = await run(client, lock, agency);
    if (!place) {
      await run(client, begin, agency);
      [place] = await run(client, lock, agency);
    }
    const [done] = await run(client, follow, agency, place?.position ?? 0, most);
    return done?.events ?? 0;
  });

const clearCounters = statement('ledger.recount.counters', 'delete from ledger_counter where agency_id = $1');
const clearCounted = statement('ledger.recount.counted', 'delete from ledger_counted where agency_id = $1');
const countAll = statement<{ matters: number }>(
  'ledger.recount.all',
  `with after as materialized (${facets('true')}),
  put as (insert into ledger_counted (agency_id, matter_id, unit_id, year, state, light, facets)
    select $1::uuid, a.matter_id, a.unit_id, a.year, a.state, a.light, a.facets from after a),
  moved as (insert into ledger_counter (agency_id, facet, unit_id, year, state, light, n)
    select $1::uuid, v.* from (${moves('(select * from after where false) nothing', 'after')}) v)
  select count(*)::int as matters from after`,
);

/**
 * Drops an agency's counters and counts everything again, by the same words. The place in the log stays: what is sealed behind
 * it is compared with what was counted here and changes nothing twice.
 */
export const recount = async (client: PoolClient | Runner, agency: string): Promise<number> => {
  await run(client, begin, agency);
  await run(client, lock, agency);
  await run(client, clearCounters, agency);
  await run(client, clearCounted, agency);
  return (await run(client, countAll, agency))[0]?.matters ?? 0;
};
