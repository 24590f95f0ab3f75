import type { Matter, MatterEvent } from '../../../kernel/matter/matter.ts';
import type { Projection } from '../../../platform/command/engine.ts';

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** What those who answer for a problem do about it; from the last of these the days without progress are counted. */
const moves = new Set([
  'register',
  'plan',
  'reportProgress',
  'reachMilestone',
  'requestStrikeOff',
  'solveOnSite',
  'sendBack',
  'resume',
  'reopen',
]);
const measureMoves = new Set(['reportProgress', 'complete', 'addEvidence', 'reopen']);

const working = new Set(['planned', 'rectifying']);

/** What watching the ledger needs of a problem, beside the rows of `projection.ts`. */
export const watchedOf = (matter: Matter, event: MatterEvent) => ({
  working: working.has(matter.state),
  progressed_at: moves.has(event.action) ? event.recordedAt : null,
  urged_at: event.action === 'urge' ? event.recordedAt : null,
  relapsed_at: event.action === 'reopen' ? event.recordedAt : null,
  swept_at: event.action === 'sweep' ? event.recordedAt : null,
  location: matter.data.kind === 'hazard' ? text(matter.data.location) : null,
  level: text(matter.data.hazardLevel),
  stands: !['struckOff', 'voided', 'merged'].includes(matter.state),
  at: event.recordedAt,
});

const watched =
  'r(matter_id uuid, working boolean, progressed_at timestamptz, urged_at timestamptz, relapsed_at timestamptz, swept_at timestamptz, location text, level text, stands boolean, at timestamptz)';

/** The later of two moments, either of which may be missing: events of a problem and its measures come in any order. */
const later = (column: string): string => `${column} = greatest(problem_progress.${column}, excluded.${column})`;

export const watchParts: readonly string[] = [
  `insert into problem_progress (agency_id, matter_id, working, progressed_at, urged_at, relapsed_at)
  select $1::uuid, r.matter_id, r.working, coalesce(r.progressed_at, r.at), r.urged_at, r.relapsed_at
  from json_to_recordset($10::json) as ${watched}, whole where whole.ok
  on conflict (agency_id, matter_id) do update set working = excluded.working,
    progressed_at = greatest(problem_progress.progressed_at, (select x.progressed_at from json_to_recordset($10::json) as x(matter_id uuid, progressed_at timestamptz) where x.matter_id = problem_progress.matter_id)),
    ${later('urged_at')}, ${later('relapsed_at')}`,
  `insert into sweep (agency_id, problem_id, swept_at)
  select $1::uuid, r.matter_id, r.swept_at from json_to_recordset($10::json) as ${watched}, whole where whole.ok and r.swept_at is not null
  on conflict (agency_id, problem_id) do update set swept_at = excluded.swept_at`,
  `insert into hazard (agency_id, matter_id, location, level, open)
  select $1::uuid, r.matter_id, r.location, r.level, r.stands
  from json_to_recordset($10::json) as ${watched}, whole where whole.ok and r.location is not null and r.level is not null
  on conflict (agency_id, matter_id) do update set open = excluded.open`,
];

export const measureMovedAt = (event: MatterEvent): string | null =>
  measureMoves.has(event.action) ? event.recordedAt : null;

/** What is done about a measure is progress of its problem, which may stand in another hand and unit. */
export const measureWatchPart = `insert into problem_progress (agency_id, matter_id, working, progressed_at)
  select $1::uuid, r.problem_id, true, r.moved_at
  from json_to_recordset($10::json) as r(problem_id uuid, moved_at timestamptz), whole
  where whole.ok and r.problem_id is not null and r.moved_at is not null
  on conflict (agency_id, matter_id) do update set ${later('progressed_at')}`;

export const sweepProjection: Projection = {
  table: {
    name: 'sweep_found',
    parts: [
      `insert into sweep_found (agency_id, matter_id, problem_id)
  select $1::uuid, r.matter_id, r.problem_id from json_to_recordset($10::json) as r(matter_id uuid, problem_id uuid), whole
  where whole.ok and r.problem_id is not null on conflict do nothing`,
    ],
  },
  rows: (matter, event) => [{ matter_id: matter.id, problem_id: form(event) ? text(event.data.problem) : null }],
};

const form = (event: MatterEvent): boolean => event.action === 'reportFound' || event.action === 'addFound';

const caseRow = (matter: Matter, event: MatterEvent) => ({
  matter_id: matter.id,
  kind: text(matter.data.kind),
  cause: text(matter.data.cause),
  problem_id: text(matter.data.problem),
  approved_at: event.action === 'approve' ? event.recordedAt : null,
  opened_at: event.action === 'publish' ? event.recordedAt : null,
  // Taken back, it is read by nobody else until it is approved anew.
  back: matter.state !== 'approved',
});

const caseRecord =
  'r(matter_id uuid, kind text, cause text, problem_id uuid, approved_at timestamptz, opened_at timestamptz, back boolean)';
const isBack = `(select x.back from json_to_recordset($10::json) as x(matter_id uuid, back boolean) where x.matter_id = case_study.matter_id)`;

export const caseProjection: Projection = {
  table: {
    name: 'case_study',
    parts: [
      `insert into case_study (agency_id, matter_id, kind, cause, problem_id, approved_at, opened_at)
  select $1::uuid, r.matter_id, r.kind, r.cause, r.problem_id, r.approved_at, r.opened_at
  from json_to_recordset($10::json) as ${caseRecord}, whole where whole.ok
  on conflict (agency_id, matter_id) do update set kind = excluded.kind, cause = excluded.cause, problem_id = excluded.problem_id,
    approved_at = case when ${isBack} then null else coalesce(excluded.approved_at, case_study.approved_at) end,
    opened_at = case when ${isBack} then null else coalesce(excluded.opened_at, case_study.opened_at) end`,
    ],
  },
  rows: (matter, event) => [caseRow(matter, event)],
};
