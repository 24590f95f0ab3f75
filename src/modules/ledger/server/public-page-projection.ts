import type { Matter, MatterEvent } from '../../../kernel/matter/matter.ts';
import type { Projection } from '../../../platform/command/engine.ts';
import { pageParts } from '../procedure/public-page.ts';

const rowOf = (matter: Matter, event: MatterEvent) => ({
  matter_id: matter.id,
  unit_id: matter.unit,
  title: typeof matter.data.title === 'string' ? matter.data.title : null,
  parts: pageParts.filter((part) => matter.data[part] === true),
  is_open: matter.state === 'opened',
  opened_at: event.action === 'open' ? event.recordedAt : null,
});

const record = 'r(matter_id uuid, unit_id uuid, title text, parts text[], is_open boolean, opened_at timestamptz)';

/** What the public door asks of a unit's page; written with each of its events. */
export const publicPageProjection: Projection = {
  table: {
    name: 'public_page',
    parts: [
      `insert into public_page (agency_id, matter_id, unit_id, title, parts, is_open, opened_at)
  select $1::uuid, r.matter_id, r.unit_id, r.title, r.parts, r.is_open, r.opened_at
  from json_to_recordset($10::json) as ${record}, whole where whole.ok
  on conflict (agency_id, matter_id) do update set unit_id = excluded.unit_id, title = excluded.title, parts = excluded.parts,
    is_open = excluded.is_open, opened_at = coalesce(excluded.opened_at, public_page.opened_at)`,
    ],
  },
  rows: (matter, event) => [rowOf(matter, event)],
};
