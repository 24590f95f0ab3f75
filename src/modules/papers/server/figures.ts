import type { Viewer } from '../../../platform/authorization/directory.ts';
import { type Runner, run, statement } from '../../../platform/database/statement.ts';
import type { UnitFigures } from './compose/bulletin.ts';

type Row = {
  unit_id: string;
  accepted: number;
  closed: number;
  in_time: number;
  ended: number;
  yellow: number;
  red: number;
  struck_off: number;
  registered: number;
};

// Confidential problems, voided ones and those that went into another count nowhere, for whomever a bulletin is made.
const counted = (alias: string): string =>
  `${alias}.procedure = 'problem' and not ${alias}.confidential and ${alias}.state not in ('voided', 'merged')`;

/** A month's figures by unit. $2 the month's beginning, $3 its end, $4 what is over by now of it, $5 the year's beginning. */
const monthly = statement<Row>(
  'papers.monthly',
  `with figures as (
  select m.unit_id, 1 as accepted, 0 as closed, 0 as in_time, 0 as ended, 0 as yellow, 0 as red, 0 as struck_off, 0 as registered
  from matter m where m.agency_id = $1 and ${counted('m')} and m.registered_at >= $2 and m.registered_at < $3
  union all
  select m.unit_id, 0, 1, 0, 0, 0, 0, 0, 0 from problem p join matter m on m.agency_id = $1 and m.id = p.matter_id
  where p.agency_id = $1 and p.struck_off_at >= $2 and p.struck_off_at < $3 and ${counted('m')}
  union all
  select m.unit_id, 0, 0, (c.ended_at is not null and c.ended_at <= c.due_at)::int, 1, 0, 0, 0, 0
  from clock c join matter m on m.agency_id = $1 and m.id = c.matter_id
  where c.agency_id = $1 and c.name = 'due' and c.due_at >= $2 and c.due_at < $4 and ${counted('m')}
  union all
  select m.unit_id, 0, 0, 0, 0, (l.level = 'near')::int, (l.level in ('over', 'overPromise'))::int, 0, 0
  from (select e.stream_id, (e.body::json) #>> '{data,level}' as level from event e
    where e.agency_id = $1 and e.action = 'lightChanged' and e.recorded_at >= $2 and e.recorded_at < $3) l
  join matter m on m.agency_id = $1 and m.id = l.stream_id and ${counted('m')}
  union all
  select m.unit_id, 0, 0, 0, 0, 0, 0, (p.struck_off_at is not null and p.struck_off_at < $3)::int, 1
  from matter m join problem p on p.agency_id = $1 and p.matter_id = m.id
  where m.agency_id = $1 and ${counted('m')} and m.registered_at >= $5 and m.registered_at < $3
)
select unit_id, sum(accepted)::int as accepted, sum(closed)::int as closed, sum(in_time)::int as in_time, sum(ended)::int as ended,
  sum(yellow)::int as yellow, sum(red)::int as red, sum(struck_off)::int as struck_off, sum(registered)::int as registered
from figures group by unit_id`,
);

/** Midnight in China on the first of a month, `2026-10`, and of the one after it. */
export const monthSpan = (month: string): { from: Date; to: Date; year: Date } => {
  const [year = 0, number = 0] = month.split('-').map(Number);
  const at = (y: number, m: number): Date => new Date(Date.UTC(y, m - 1, 1) - 8 * 3_600_000);
  return { from: at(year, number), to: number === 12 ? at(year + 1, 1) : at(year, number + 1), year: at(year, 1) };
};

export const monthFigures = async (
  runner: Runner,
  { agency, directory }: Viewer,
  month: string,
  now: Date,
): Promise<UnitFigures[]> => {
  const { from, to, year } = monthSpan(month);
  const until = now < to ? now : to;
  const rows = await run(runner, monthly, agency.id, from, to, until, year);
  return rows.map((row) => ({
    unit: directory.unitName(row.unit_id) ?? '',
    accepted: row.accepted,
    closed: row.closed,
    overdue: row.ended - row.in_time,
    inTime: row.in_time,
    ended: row.ended,
    yellow: row.yellow,
    red: row.red,
    struckOff: row.struck_off,
    registered: row.registered,
  }));
};
