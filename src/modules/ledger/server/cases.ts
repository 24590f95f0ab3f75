import type { Matter } from '../../../kernel/matter/matter.ts';
import { granted, type Outcome, refuse } from '../../../kernel/refusal.ts';
import type { Viewer } from '../../../platform/authorization/directory.ts';
import { worksOnMatters } from '../../../platform/authorization/three-administrators.ts';
import {
  notBarred,
  selvesOf,
  viewerPlaces,
  viewerValues,
  visibleTo,
} from '../../../platform/authorization/visible-to.ts';
import type { Engine } from '../../../platform/command/engine.ts';
import { run, statement } from '../../../platform/database/statement.ts';
import { badCursor } from '../../../platform/matter/page.ts';
import { revealer } from '../../../platform/matter/render.ts';
import type { CaseRow, CaseView } from '../domain/watch-views.ts';
import { decodePlace, encodePlace, isMoment } from './walk.ts';

type Row = {
  id: string;
  number: string;
  title: string | null;
  kind: CaseRow['kind'];
  cause: CaseRow['cause'];
  unit_id: string;
  approved_at: Date;
  opened_at: Date | null;
};

const columns = 'm.id, m.number, m.title, c.kind, c.cause, m.unit_id, c.approved_at, c.opened_at';

/** An approved case is for everybody who works on matters, whatever their reach, but for the accused and recused of it and of its problem. */
const isRead = (selves: string) =>
  `c.approved_at is not null and not m.confidential and ${notBarred('m', `${selves}::uuid[]`)}`;

/** $2 selves, $3 kind or null, $4 cause or null, $5/$6 cursor, $7 how many. */
const listCases = statement<Row>(
  'ledger.cases',
  `select ${columns} from case_study c join matter m on m.agency_id = $1 and m.id = c.matter_id and m.state = 'approved'
where c.agency_id = $1 and ${isRead('$2')} and ($3::text is null or c.kind = $3) and ($4::text is null or c.cause = $4)
  and ($5::timestamptz is null or (c.approved_at, c.matter_id) < ($5, $6::uuid))
order by c.approved_at desc, c.matter_id desc limit $7`,
);

const viewOf = ({ directory }: Viewer, row: Row): CaseRow => ({
  id: row.id,
  number: row.number,
  title: row.title,
  kind: row.kind,
  cause: row.cause,
  unit: { id: row.unit_id, name: directory.unitName(row.unit_id) },
  approvedAt: row.approved_at.toISOString(),
  publicSince: row.opened_at?.toISOString() ?? null,
});

export type CaseQuery = {
  kind?: string | undefined;
  cause?: string | undefined;
  cursor?: string | undefined;
  limit: number;
};

export const casePage = async (
  engine: Engine,
  viewer: Viewer,
  { kind, cause, cursor, limit }: CaseQuery,
): Promise<Outcome<{ items: CaseRow[]; next: string | null }>> => {
  const place = decodePlace(cursor, isMoment);
  if (place === undefined) return badCursor();
  if (!worksOnMatters(viewer.capacities)) return granted({ items: [], next: null });
  const values = [selvesOf(viewer), kind ?? null, cause ?? null, place?.key ?? null, place?.id ?? null, limit + 1];
  const rows = await run(engine.runner, listCases, viewer.agency.id, ...values);
  const items = rows.slice(0, limit).map((row) => viewOf(viewer, row));
  const last = items.at(-1);
  return granted({
    items,
    next: rows.length > limit && last ? encodePlace({ key: last.approvedAt, id: last.id }) : null,
  });
};

type CaseRead = Row & {
  fold: Matter;
  wrapped: string | null;
  personal: { commitment: string; cipher: string }[] | null;
  problem: { id: string; number: string; title: string | null } | null;
  mine: boolean;
};

/** $2 selves, $3 the case, $4–$6 viewer. */
const readCase = statement<CaseRead>(
  'ledger.case',
  `select ${columns}, m.fold, (${visibleTo('m', viewerPlaces(4))}) as mine,
  (select encode(k.wrapped, 'base64') from data_key k where k.agency_id = $1 and k.subject_id = m.id) as wrapped,
  (select json_agg(json_build_object('commitment', v.commitment, 'cipher', encode(v.cipher, 'base64')))
    from personal v where v.agency_id = $1 and v.subject_id = m.id) as personal,
  (select json_build_object('id', x.id, 'number', x.number, 'title', x.title) from matter x
    where x.agency_id = $1 and x.id = c.problem_id and ${visibleTo('x', viewerPlaces(4))}) as problem
from case_study c join matter m on m.agency_id = $1 and m.id = c.matter_id and m.state = 'approved'
where c.agency_id = $1 and c.matter_id = $3 and ${isRead('$2')}`,
);

export const caseView = async (engine: Engine, viewer: Viewer, id: string): Promise<Outcome<CaseView>> => {
  if (!worksOnMatters(viewer.capacities)) return refuse('notFound', 'matter');
  const [row] = await run(engine.runner, readCase, viewer.agency.id, selvesOf(viewer), id, ...viewerValues(viewer));
  if (!row) return refuse('notFound', 'matter');
  const { data } = row.fold;
  const words = revealer(engine.vault, row)({ story: data.story, taken: data.taken, lesson: data.lesson }) as Record<
    'story' | 'taken' | 'lesson',
    unknown
  >;
  return granted({
    ...viewOf(viewer, row),
    story: words.story ?? null,
    taken: words.taken ?? null,
    lesson: words.lesson ?? null,
    publicSummary: row.opened_at && typeof data.publicSummary === 'string' ? data.publicSummary : null,
    problem: row.problem,
    mine: row.mine,
  });
};
