import type { Calendar } from '../../../kernel/calendar/calendar.ts';
import { plan } from '../../../kernel/calendar/plan.ts';
import { toMoment } from '../../../kernel/calendar/zone.ts';
import type { Matter, SettingVersion } from '../../../kernel/matter/matter.ts';
import { type Runner, run, statement } from '../../../platform/database/statement.ts';

const insertJob = statement(
  'calendarJob.insert',
  `insert into calendar_job (agency_id, id, stream_id, seq, first_changed, since, total, done, moved, swept, started_at)
values ($1, $2, $3, $4, $5, $6, 0, 0, 0, false, $7)`,
);

// The partial index by end holds just what a calendar can move: open clocks that are not fixed dates.
const touched = `select distinct c.matter_id from clock c
  where c.agency_id = $1 and c.ended_at is null and c.kind <> 'fixed' and c.due_at >= $3`;

const insertTasks = statement<{ count: number }>(
  'calendarJob.tasks',
  `with made as (
  insert into calendar_task (agency_id, job_id, matter_id) select $1::uuid, $2::uuid, t.matter_id from (${touched}) t returning 1
), counted as (select count(*)::int as count from made)
update calendar_job j set total = counted.count from counted where j.agency_id = $1 and j.id = $2 returning j.total as count`,
);

/** What was written by somebody who had not seen the new version yet: matters that changed since, and do not name it. */
const sweep = statement<{ count: number }>(
  'calendarJob.sweep',
  `with late as (
  select distinct c.matter_id from clock c
  cross join lateral (select 1 from matter m where m.agency_id = $1 and m.id = c.matter_id and m.changed_at >= $5 limit 1) m
  where c.agency_id = $1 and c.ended_at is null and c.kind <> 'fixed' and c.due_at >= $3
    and c.calendar_seq is distinct from $4
), made as (
  insert into calendar_task (agency_id, job_id, matter_id) select $1::uuid, $2::uuid, late.matter_id from late
  on conflict do nothing returning 1
), counted as (select count(*)::int as count from made)
update calendar_job j set total = j.total + counted.count, swept = true from counted
where j.agency_id = $1 and j.id = $2 and not j.swept returning counted.count`,
);

const finish = statement(
  'calendarJob.finish',
  `update calendar_job j set finished_at = $3 where j.agency_id = $1 and j.id = $2 and j.finished_at is null and j.swept
  and not exists (select 1 from calendar_task t where t.agency_id = $1 and t.job_id = $2)`,
);

const columns = 'j.id, j.seq, j.first_changed, j.since, j.total, j.done, j.moved, j.swept, j.started_at, j.finished_at';

const find = statement<JobRow>(
  'calendarJob.find',
  `select ${columns} from calendar_job j where j.agency_id = $1 and j.id = $2`,
);

const list = statement<JobRow>(
  'calendarJob.list',
  `select ${columns} from calendar_job j where j.agency_id = $1 order by j.started_at desc limit 100`,
);

const open = statement<JobRow>(
  'calendarJob.open',
  `select ${columns} from calendar_job j where j.agency_id = $1 and j.finished_at is null order by j.started_at`,
);

/** Agencies with a job that is not done, whoever began it. */
export const unfinished = statement<{ id: string; code: string }>(
  'calendarJob.unfinished',
  `select a.id, a.code from agency a where exists (
  select 1 from calendar_job j where j.agency_id = a.id and j.finished_at is null)`,
  { acrossAgencies: true },
);

/**
 * Takes streams of matters still to be looked at, passing over those a command holds: streams first, as everybody does. $2 the job,
 * $3 how many.
 */
export const claimTasks = statement<{ id: string }>(
  'calendarJob.claim',
  `select taken.id from (
  select t.matter_id from calendar_task t where t.agency_id = $1 and t.job_id = $2 order by t.matter_id limit 1000
) due cross join lateral (
  select s.id from stream s where s.agency_id = $1 and s.id = due.matter_id for no key update skip locked
) taken limit $3`,
);

export type Standing = {
  fold: Matter;
  number: string;
  registered_at: Date;
  head: string;
  recorded_at: Date;
  version: number;
};

export const standingMatters = statement<Standing>(
  'calendarJob.matters',
  `select m.fold, m.number, m.registered_at, s.head, s.recorded_at,
  coalesce((select v.version from directory_version v where v.agency_id = $1), 0) as version
from matter m join stream s on s.agency_id = $1 and s.id = m.id
where m.agency_id = $1 and m.id = any($2::uuid[]) order by m.id`,
);

export const doneTasks = statement(
  'calendarJob.done',
  `with gone as (
  delete from calendar_task t where t.agency_id = $1 and t.job_id = $2 and t.matter_id = any($3::uuid[]) returning 1
), counted as (select count(*)::int as count from gone)
update calendar_job j set done = j.done + counted.count, moved = j.moved + $4 from counted where j.agency_id = $1 and j.id = $2`,
);

export type JobRow = {
  id: string;
  seq: number;
  first_changed: string;
  since: Date;
  total: number;
  done: number;
  moved: number;
  swept: boolean;
  started_at: Date;
  finished_at: Date | null;
};

type NewJob = { id: string; version: SettingVersion; first: string; calendar: Calendar; now: Date };

/** Midnight at which a day begins. */
export const sinceOf = (calendar: Calendar, day: string): Date =>
  new Date(toMoment(plan(calendar).zone, Date.parse(`${day}T00:00:00Z`)));

/** Opens the job over the open clocks that end on or after the first changed day; inside the transaction that publishes. */
export const openJob = async (runner: Runner, agency: string, made: NewJob): Promise<number> => {
  const { id, version, first, calendar, now } = made;
  const since = sinceOf(calendar, first);
  await run(runner, insertJob, agency, id, version.id, version.seq, first, since, now);
  const [row] = await run(runner, insertTasks, agency, id, since);
  return row?.count ?? 0;
};

/** How long a command may have been under way with the calendar from before. */
const underWayMs = 300_000;

/** When nothing is left: looks once for what slipped by, then closes the job. */
export const closeJob = async (runner: Runner, agency: string, job: JobRow, now: Date): Promise<void> => {
  if (!job.swept)
    await run(runner, sweep, agency, job.id, job.since, job.seq, new Date(job.started_at.getTime() - underWayMs));
  await run(runner, finish, agency, job.id, now);
};

export const findJob = async (runner: Runner, agency: string, id: string): Promise<JobRow | null> =>
  (await run(runner, find, agency, id))[0] ?? null;

export const listJobs = (runner: Runner, agency: string): Promise<JobRow[]> => run(runner, list, agency);
export const openJobs = (runner: Runner, agency: string): Promise<JobRow[]> => run(runner, open, agency);
