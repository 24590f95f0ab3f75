import { granted, type Outcome, refuse } from '../../../kernel/refusal.ts';
import type { Viewer } from '../../../platform/authorization/directory.ts';
import { dayOf, type Engine } from '../../../platform/command/engine.ts';
import { run, statement } from '../../../platform/database/statement.ts';
import { chinaSource } from '../domain/china.ts';
import { type Differences, differencesOf, startingOn } from '../domain/differences.ts';
import { faultsOf, type Proposed } from '../domain/proposed.ts';
import type { CalendarView, DifferencesView, JobView, PreviewView } from '../domain/views.ts';
import { findJob, type JobRow, listJobs, sinceOf } from './jobs.ts';
import { bornCalendar, calendarVersion, calendarVersions, newestVersion } from './versions.ts';

/** Versions told with what they changed; the log has all. */
const versionsShown = 30;

const jobView = (job: JobRow): JobView => ({
  id: job.id,
  version: job.seq,
  firstChanged: job.first_changed,
  total: job.total,
  done: job.done,
  moved: job.moved,
  startedAt: job.started_at.toISOString(),
  finishedAt: job.finished_at?.toISOString() ?? null,
});

const differencesView = (
  { week, days, ...rest }: Differences,
  notes: Readonly<Record<string, string>>,
): DifferencesView => {
  const copy = (list: readonly (readonly [string, string])[]): [string, string][] =>
    list.map(([from, to]) => [from, to]);
  return {
    ...rest,
    week: week.map((each) => ({ ...each, before: copy(each.before), after: copy(each.after) })),
    days: days.map((each) => ({
      date: each.date,
      before: copy(each.before),
      after: copy(each.after),
      note: notes[each.date] ?? null,
    })),
  };
};

/** The calendar in force with how it came to be. */
export const calendarPage = async (engine: Engine, viewer: Viewer): Promise<CalendarView> => {
  const { runner } = engine;
  const agency = viewer.agency.id;
  const [versions, jobs] = await Promise.all([calendarVersions(runner, agency), listJobs(runner, agency)]);
  const last = versions.at(-1);
  const { calendar, notes } = last ?? bornCalendar;
  return {
    seq: last?.version.seq ?? null,
    source: last?.source ?? chinaSource,
    effectiveFrom: last?.effectiveFrom ?? null,
    calendar,
    notes: { ...notes },
    today: dayOf(engine.now()),
    mayEdit: viewer.capacities.some(({ roles }) => roles.includes('office')),
    versions: versions
      .map((each, index) => {
        const job = jobs.find(({ seq }) => seq === each.version.seq);
        return {
          seq: each.version.seq,
          effectiveFrom: each.effectiveFrom,
          source: each.source,
          by: each.by === null ? null : { id: each.by, name: viewer.directory.personName(each.by) },
          at: each.recordedAt,
          differences: differencesView(
            differencesOf((versions[index - 1] ?? bornCalendar).calendar, each.calendar, each.effectiveFrom),
            each.notes,
          ),
          job: job ? jobView(job) : null,
        };
      })
      .slice(-versionsShown)
      .reverse(),
  };
};

const countTouched = statement<{ count: number }>(
  'calendar.touched',
  `select count(distinct c.matter_id)::int as count from clock c
where c.agency_id = $1 and c.ended_at is null and c.kind <> 'fixed' and c.due_at >= $2`,
);

/** What publishing this would change, or all that is wrong with it; nothing is written. */
export const previewOf = async (engine: Engine, viewer: Viewer, proposed: Proposed): Promise<Outcome<PreviewView>> => {
  const agency = viewer.agency.id;
  const stands = await newestVersion(engine.runner, agency);
  const before = stands ? await calendarVersion(engine.runner, agency, stands.seq) : bornCalendar;
  if (!before) throw new Error('the newest version of the calendar is gone');
  const faults = faultsOf(proposed, before.calendar);
  if (faults.length > 0) return refuse('invalid', 'form', {}, { fields: faults });
  const calendar = startingOn(before.calendar, proposed.calendar, proposed.effectiveFrom);
  const differences = differencesOf(before.calendar, calendar, proposed.effectiveFrom);
  const [touched] =
    differences.first === null
      ? []
      : await run(engine.runner, countTouched, agency, sinceOf(calendar, differences.first));
  return granted({ differences: differencesView(differences, proposed.notes), touched: touched?.count ?? 0 });
};

export const jobPage = async (engine: Engine, viewer: Viewer, id: string): Promise<Outcome<JobView>> => {
  const job = await findJob(engine.runner, viewer.agency.id, id);
  return job ? granted(jobView(job)) : refuse('notFound', 'job');
};
