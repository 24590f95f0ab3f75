import type { Matter, MatterEvent } from '../../../kernel/matter/matter.ts';
import type { Projection } from '../../../platform/command/engine.ts';

type Place = { report: string; start: number; end: number };

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** What the ledger keeps of a problem beside the matter; one row, written with each of its events. */
const problemRow = (matter: Matter, event: MatterEvent) => {
  const place = matter.data.place as Place | undefined;
  return {
    matter_id: matter.id,
    category: text(matter.data.category),
    source: text(matter.data.source),
    report_id: place?.report ?? null,
    span_start: place?.start ?? null,
    span_end: place?.end ?? null,
    assist_units: (matter.data.assistUnits as string[] | undefined) ?? [],
    struck_off_at: event.action === 'strikeOff' ? event.recordedAt : null,
    opened_at: event.action === 'publish' ? event.recordedAt : null,
    // Coming back onto the ledger takes the public page away with the striking-off.
    cleared: event.action === 'reopen',
  };
};

const record =
  'r(matter_id uuid, category text, source text, report_id uuid, span_start int, span_end int, assist_units uuid[], struck_off_at timestamptz, opened_at timestamptz, cleared boolean)';

export const problemProjection: Projection = {
  table: {
    name: 'problem',
    part: `insert into problem (agency_id, matter_id, category, source, report_id, span_start, span_end, assist_units, struck_off_at, opened_at)
  select $1::uuid, r.matter_id, r.category, r.source, r.report_id, r.span_start, r.span_end, r.assist_units, r.struck_off_at, r.opened_at
  from json_to_recordset($10::json) as ${record}, whole where whole.ok
  on conflict (agency_id, matter_id) do update set category = excluded.category, source = excluded.source,
    struck_off_at = case when (select cleared from json_to_recordset($10::json) as ${record} limit 1) then null else coalesce(excluded.struck_off_at, problem.struck_off_at) end,
    opened_at = case when (select cleared from json_to_recordset($10::json) as ${record} limit 1) then null else coalesce(excluded.opened_at, problem.opened_at) end`,
  },
  rows: (matter, event) => [problemRow(matter, event)],
};
