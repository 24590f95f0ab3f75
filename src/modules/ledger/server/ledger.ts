import { granted, type Outcome } from '../../../kernel/refusal.ts';
import type { Viewer } from '../../../platform/authorization/directory.ts';
import { selvesOf, viewerPlaces, viewerValues, visibleTo } from '../../../platform/authorization/visible-to.ts';
import type { Engine } from '../../../platform/command/engine.ts';
import { run, statement } from '../../../platform/database/statement.ts';
import { badCursor, decodeCursor, encodeCursor, recordAccess } from '../../../platform/matter/page.ts';
import { type BriefRow, briefColumns } from '../../../platform/matter/read.ts';
import { brief, namedPerson } from '../../../platform/matter/render.ts';
import type { LedgerRow } from '../domain/views.ts';

type Row = BriefRow & {
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
  measures:
    | {
        id: string;
        number: string;
        title: string | null;
        state: string;
        owner_id: string;
        evidence_count: number;
        due_words: string | null;
        lasting: boolean;
      }[]
    | null;
};

/** Saved views every ledger starts with; each is a condition the index carries. */
export const ledgerViews = ['all', 'open', 'toReview', 'struckOff', 'mine'] as const;
export type LedgerView = (typeof ledgerViews)[number];

/** What narrows each view, said so that an index carries it; `$5` stands in all of them, whether a view asks it or not. */
const narrowing: Record<LedgerView, string> = {
  all: '$5::uuid[] is not null',
  open: '$5::uuid[] is not null and m.open',
  toReview: `$5::uuid[] is not null and m.state = 'strikeOffRequested'`,
  struckOff: `$5::uuid[] is not null and m.state = 'struckOff'`,
  mine: 'm.owner_id = any($5::uuid[])',
};

/**
 * A page of the ledger, newest first by keyset; one statement a view, so that each has a plan of its own however large the ledger
 * grows. $2–$4 viewer, $5 the viewer's selves, $6 unit or null, $7/$8 cursor, $9 limit.
 */
const listProblems = (view: LedgerView) =>
  statement<Row>(
    `ledger.list.${view}`,
    `select ${briefColumns('m')}, m.leader_id, m.relapses, p.category, p.source, p.report_id, p.span_start, p.span_end,
  p.assist_units, p.struck_off_at, p.opened_at,
  (select json_agg(r) from (select c.id, c.number, c.title, c.state, c.owner_id, c.evidence_count, c.due_words,
      coalesce((c.fold -> 'data' ->> 'lasting')::boolean, false) as lasting from matter c
    where c.agency_id = $1 and c.parent_id = m.id order by c.registered_at, c.number) r) as measures
from matter m cross join lateral (select * from problem one where one.agency_id = $1 and one.matter_id = m.id limit 1) p
where m.agency_id = $1 and m.procedure = 'problem' and ${visibleTo('m', viewerPlaces(2))}
  and ${narrowing[view]}
  and ($6::uuid is null or m.unit_id = $6)
  and ($7::timestamptz is null or (m.registered_at, m.id) < ($7, $8::uuid))
order by m.registered_at desc, m.id desc limit $9`,
  );

const lists = Object.fromEntries(ledgerViews.map((view) => [view, listProblems(view)])) as Record<
  LedgerView,
  ReturnType<typeof listProblems>
>;

const iso = (time: Date | null): string | null => (time === null ? null : time.toISOString());

const rowView = (viewer: Viewer, row: Row, serial: number, now: Date): LedgerRow => ({
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
    lasting: measure.lasting,
  })),
  relapses: row.relapses,
  struckOffAt: iso(row.struck_off_at),
  publicSince: iso(row.opened_at),
});

export type LedgerQuery = { view: LedgerView; unit?: string | undefined; cursor?: string | undefined; limit: number };

export const ledgerPage = async (
  engine: Engine,
  viewer: Viewer,
  query: LedgerQuery,
): Promise<Outcome<{ items: LedgerRow[]; next: string | null }>> => {
  const cursor = decodeCursor(query.cursor);
  if (!cursor) return badCursor();
  const rows = await run(
    engine.runner,
    lists[query.view],
    viewer.agency.id,
    ...viewerValues(viewer),
    selvesOf(viewer),
    query.unit ?? null,
    cursor.at,
    cursor.id,
    query.limit + 1,
  );
  const items = rows.slice(0, query.limit).map((row, index) => rowView(viewer, row, index + 1, engine.now()));
  await recordAccess(engine, viewer, 'list', items);
  const last = items.at(-1);
  return granted({ items, next: rows.length > query.limit && last ? encodeCursor(last.registeredAt, last.id) : null });
};
