import type { Viewer } from '../../../platform/authorization/directory.ts';
import { type BriefRow, briefColumns } from '../../../platform/matter/read.ts';
import { brief, namedPerson } from '../../../platform/matter/render.ts';
import type { LedgerRow } from '../domain/views.ts';

export type Row = BriefRow & {
  leader_id: string | null;
  relapses: number;
  category: string | null;
  source: string | null;
  report_id: string | null;
  span_start: number | null;
  span_end: number | null;
  assist_units: string[];
  struck_off_at: Date | null;
  opened_at: Date | null;
  kind: string;
  urgency: string | null;
  root_cause: string | null;
  misconduct: string | null;
  weakness: string | null;
  hazard_level: string | null;
  theme_id: string | null;
  solved_on_site: boolean;
  urged: number;
  satisfaction_asked: number;
  satisfaction_answers: number;
  satisfaction_satisfied: number;
  satisfaction_rate: number | null;
  measures:
    | {
        id: string;
        number: string;
        title: string | null;
        state: string;
        owner_id: string;
        evidence_count: number;
        due_words: string | null;
        due_on: string | null;
        light: LedgerRow['light'];
        registered_at: string;
        done_at: string | null;
        lasting: boolean;
      }[]
    | null;
  milestones: { nr: number; title: string; due_on: string; reached_on: string | null }[] | null;
};

/** All that a row of the official ledger needs of the matter `m` and what the ledger keeps of it, `p`. */
export const rowColumns = `${briefColumns('m')}, m.leader_id, m.relapses, p.category, p.source, p.report_id, p.span_start, p.span_end,
  p.assist_units, p.struck_off_at, p.opened_at, p.kind, p.urgency, p.cause as root_cause, p.misconduct, p.weakness, p.hazard_level, p.theme_id,
  p.solved_on_site, p.urged, p.satisfaction_asked, p.satisfaction_answers, p.satisfaction_satisfied, p.satisfaction_rate,
  (select json_agg(r) from (select c.id, c.number, c.title, c.state, c.owner_id, c.evidence_count, c.due_words, c.due_on, c.light, c.registered_at,
      (select r.done_at from measure r where r.agency_id = $1 and r.matter_id = c.id) as done_at,
      coalesce((c.fold -> 'data' ->> 'lasting')::boolean, false) as lasting from matter c
    where c.agency_id = $1 and c.parent_id = m.id and c.procedure = 'measure' order by c.registered_at, c.number) r) as measures,
  (select json_agg(r) from (select t.nr, t.title, t.due_on, t.reached_on from milestone t
    where t.agency_id = $1 and t.matter_id = m.id order by t.nr) r) as milestones`;

const iso = (time: Date | null): string | null => (time === null ? null : time.toISOString());

export const rowView = (viewer: Viewer, row: Row, serial: number, now: Date): LedgerRow => ({
  ...brief(viewer, row, now),
  serial,
  category: row.category,
  source: row.source,
  report:
    row.report_id !== null ? { id: row.report_id, start: row.span_start as number, end: row.span_end as number } : null,
  leader: row.leader_id ? namedPerson(viewer.directory, row.leader_id) : null,
  assistUnits: row.assist_units.map((id) => ({ id, name: viewer.directory.unitName(id) })),
  measures: (row.measures ?? []).map((measure) => ({
    id: measure.id,
    number: measure.number,
    title: measure.title,
    state: measure.state,
    owner: namedPerson(viewer.directory, measure.owner_id),
    evidenceCount: measure.evidence_count,
    dueWords: measure.due_words,
    dueOn: measure.due_on,
    light: measure.light,
    registeredAt: new Date(measure.registered_at).toISOString(),
    doneAt: measure.done_at && new Date(measure.done_at).toISOString(),
    lasting: measure.lasting,
  })),
  milestones: (row.milestones ?? []).map(({ nr, title, due_on, reached_on }) => ({
    nr,
    title,
    dueOn: due_on,
    reachedOn: reached_on,
  })),
  kind: row.kind,
  urgency: row.urgency,
  rootCause: row.root_cause,
  misconduct: row.misconduct,
  weakness: row.weakness,
  hazardLevel: row.hazard_level,
  theme: row.theme_id,
  onSite: row.solved_on_site,
  urged: row.urged,
  satisfaction: {
    asked: row.satisfaction_asked,
    answers: row.satisfaction_answers,
    satisfied: row.satisfaction_rate === null ? null : row.satisfaction_satisfied,
  },
  relapses: row.relapses,
  struckOffAt: iso(row.struck_off_at),
  publicSince: iso(row.opened_at),
});
