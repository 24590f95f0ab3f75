import type { Matter, MatterEvent } from '../../../kernel/matter/matter.ts';
import type { Projection } from '../../../platform/command/engine.ts';
import { isSoFew, satisfactionOf } from '../domain/satisfaction.ts';
import { measureMovedAt, measureWatchPart, watchedOf, watchParts } from './watch-projection.ts';

type Place = { report: string; start: number; end: number };
type Point = { point: string; on: string };

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** Places that this event names: those a problem is registered with, or one more where it was found again. */
const sourcesOf = (matter: Matter, event: MatterEvent) => {
  const { data } = event;
  if (event.action === 'addSource')
    return data.foundAt ? [{ ...(data.foundAt as Place), source: text(data.moreSource) }] : [];
  if (event.action !== 'register' || !data.place) return [];
  const place = data.place as Place;
  const more = (data.morePlaces as Omit<Place, 'report'>[] | undefined) ?? [];
  return [place, ...more.map((each) => ({ ...each, report: place.report }))].map((each) => ({
    ...each,
    source: text(matter.data.source),
  }));
};

const milestonesOf = (matter: Matter, event: MatterEvent) => {
  const points = (matter.data.milestones as Point[] | undefined) ?? [];
  if (event.action === 'plan')
    return points.map(({ point, on }, index) => ({ nr: index + 1, title: point, due_on: on }));
  if (event.action !== 'reachMilestone') return [];
  const nr = event.data.nr as number;
  const point = points[nr - 1];
  return point ? [{ nr, title: point.point, due_on: point.on, reached_on: event.data.reachedOn }] : [];
};

/** What those affected said so far, as the ledger lists it. */
const satisfactionRow = (matter: Matter) => {
  const said = satisfactionOf(matter);
  const { asked, answers, satisfied } = said;
  const isTold = answers > 0 && !isSoFew(said);
  return {
    satisfaction_asked: asked,
    satisfaction_answers: answers,
    satisfaction_satisfied: satisfied,
    satisfaction_rate: isTold ? Math.round((satisfied * 1000) / answers) : null,
  };
};

/** What the ledger keeps of a problem beside the matter; one row, written with each of its events. */
const problemRow = (matter: Matter, event: MatterEvent) => {
  const { data } = matter;
  const place = data.place as Place | undefined;
  return {
    matter_id: matter.id,
    category: text(data.category),
    source: text(data.source),
    report_id: place?.report ?? null,
    span_start: place?.start ?? null,
    span_end: place?.end ?? null,
    assist_units: (data.assistUnits as string[] | undefined) ?? [],
    struck_off_at: event.action === 'strikeOff' ? event.recordedAt : null,
    opened_at: event.action === 'publish' ? event.recordedAt : null,
    // Coming back onto the ledger takes the public page away with the striking-off.
    cleared: event.action === 'reopen',
    kind: text(data.kind) ?? 'problem',
    urgency: text(data.urgency),
    cause: text(data.cause),
    misconduct: text(data.misconduct),
    weakness: text(data.weakness),
    hazard_level: text(data.hazardLevel),
    theme_id: text(data.theme),
    solved_on_site: (matter.tallies?.solvedOnSite ?? 0) > 0,
    urged: matter.tallies?.urged ?? 0,
    unit_id: matter.unit,
    ...satisfactionRow(matter),
    seq: matter.seq,
    sources: sourcesOf(matter, event),
    milestones: milestonesOf(matter, event),
    points: event.action === 'plan' ? ((data.milestones as Point[] | undefined) ?? []).length : null,
    ...watchedOf(matter, event),
  };
};

const kept =
  'category text, source text, report_id uuid, span_start int, span_end int, assist_units uuid[], struck_off_at timestamptz, opened_at timestamptz, kind text, urgency text, cause text, misconduct text, weakness text, hazard_level text, theme_id uuid, solved_on_site boolean, urged int, unit_id uuid, satisfaction_asked int, satisfaction_answers int, satisfaction_satisfied int, satisfaction_rate int';
const columns = kept.split(', ').map((column) => column.split(' ')[0] as string);
const record = `r(matter_id uuid, ${kept}, cleared boolean, seq bigint, sources json, milestones json, points int)`;
const cleared = `(select x.cleared from json_to_recordset($10::json) as x(matter_id uuid, cleared boolean) where x.matter_id = problem.matter_id)`;
const once = ['report_id', 'span_start', 'span_end', 'assist_units'];
const updated = columns
  .filter((column) => !once.includes(column))
  .map((column) =>
    column === 'struck_off_at' || column === 'opened_at'
      ? `${column} = case when ${cleared} then null else coalesce(excluded.${column}, problem.${column}) end`
      : `${column} = excluded.${column}`,
  );

export const problemProjection: Projection = {
  table: {
    name: 'problem',
    parts: [
      `insert into problem (agency_id, matter_id, ${columns.join(', ')})
  select $1::uuid, r.matter_id, ${columns.map((column) => `r.${column}`).join(', ')}
  from json_to_recordset($10::json) as ${record}, whole where whole.ok
  on conflict (agency_id, matter_id) do update set ${updated.join(', ')}`,
      `insert into problem_source (agency_id, matter_id, report_id, span_start, span_end, source, seq)
  select $1::uuid, r.matter_id, s.report, s.start, s."end", s.source, r.seq
  from json_to_recordset($10::json) as ${record}, json_to_recordset(r.sources) as s(report uuid, start int, "end" int, source text), whole where whole.ok
  on conflict do nothing`,
      `insert into milestone (agency_id, matter_id, nr, title, due_on, reached_on)
  select $1::uuid, r.matter_id, s.nr, s.title, s.due_on, s.reached_on
  from json_to_recordset($10::json) as ${record}, json_to_recordset(r.milestones) as s(nr int, title text, due_on date, reached_on date), whole where whole.ok
  on conflict (agency_id, matter_id, nr) do update set title = excluded.title, due_on = excluded.due_on,
    reached_on = coalesce(excluded.reached_on, milestone.reached_on)`,
      // A plan made anew with fewer points lets the others go.
      `delete from milestone t using json_to_recordset($10::json) as ${record}, whole
  where whole.ok and t.agency_id = $1 and t.matter_id = any(array(select x.matter_id from json_to_recordset($10::json) as x(matter_id uuid))) and t.matter_id = r.matter_id and r.points is not null and t.nr > r.points`,
      ...watchParts,
    ],
  },
  rows: (matter, event) => [problemRow(matter, event)],
};

/** What the ledger keeps of a measure: the rule it made or changed, counted once it is done. */
const measureRow = (matter: Matter, event: MatterEvent) => ({
  matter_id: matter.id,
  problem_id: matter.parent,
  lasting: matter.data.lasting === true,
  rule_title: text(matter.data.ruleTitle),
  rule_number: text(matter.data.ruleNumber),
  rule_kind: text(matter.data.ruleKind) ?? (matter.data.ruleTitle ? 'made' : null),
  done_at: matter.state === 'done' ? matter.since : null,
  moved_at: measureMovedAt(event),
});

const measureRecord =
  'r(matter_id uuid, problem_id uuid, lasting boolean, rule_title text, rule_number text, rule_kind text, done_at timestamptz)';

export const measureProjection: Projection = {
  table: {
    name: 'measure',
    parts: [
      `insert into measure (agency_id, matter_id, problem_id, lasting, rule_title, rule_number, rule_kind, done_at)
  select $1::uuid, r.matter_id, r.problem_id, r.lasting, r.rule_title, r.rule_number, r.rule_kind, r.done_at
  from json_to_recordset($10::json) as ${measureRecord}, whole where whole.ok
  on conflict (agency_id, matter_id) do update set lasting = excluded.lasting, rule_title = excluded.rule_title,
    rule_number = excluded.rule_number, rule_kind = excluded.rule_kind, done_at = excluded.done_at`,
      measureWatchPart,
    ],
  },
  rows: (matter, event) => [measureRow(matter, event)],
};
