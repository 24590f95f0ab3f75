import { type Outline, outline } from '../../../kernel/outline/index.ts';
import { granted, type Outcome, refuse } from '../../../kernel/refusal.ts';
import type { Viewer } from '../../../platform/authorization/directory.ts';
import { selvesOf, viewerPlaces, viewerValues, visibleTo } from '../../../platform/authorization/visible-to.ts';
import type { Engine } from '../../../platform/command/engine.ts';
import { run, statement } from '../../../platform/database/statement.ts';
import { recordAccess } from '../../../platform/matter/page.ts';
import { type BriefRow, briefColumns } from '../../../platform/matter/read.ts';
import { brief } from '../../../platform/matter/render.ts';
import { decodeText } from '../../../platform/text/decode.ts';
import type { ReportReading } from '../domain/views.ts';

type Row = BriefRow & {
  digest: string | null;
  accepted: { id: string; number: string; title: string | null; start: number; end: number }[] | null;
  decisions: { action: string; data: { start: number; end: number } }[] | null;
};

/** The report with what was decided about its entries: problems made from it, and the drop and restore events. $2 report, $3–$5 viewer. */
const readReport = statement<Row>(
  'ledger.readReport',
  `select ${briefColumns('m')},
  (select f.digest from matter_file f where f.agency_id = $1 and f.matter_id = m.id and not exists (
    select 1 from event g where g.agency_id = $1 and g.stream_id = m.id and g.action = 'erase' and g.seq >= f.seq)
    order by f.seq limit 1) as digest,
  (select json_agg(json_build_object('id', x.id, 'number', x.number, 'title', x.title, 'start', p.span_start, 'end', p.span_end))
    from problem p join matter x on x.agency_id = $1 and x.id = p.matter_id
    where p.agency_id = $1 and p.report_id = m.id and x.state <> 'voided' and ${visibleTo('x', viewerPlaces(3))}) as accepted,
  (select json_agg(json_build_object('action', e.action, 'data', (e.body::json) -> 'data') order by e.seq)
    from event e where e.agency_id = $1 and e.stream_id = m.id and e.action in ('dropEntry', 'restoreEntry')) as decisions
from matter m where m.agency_id = $1 and m.id = $2 and m.procedure = 'report' and ${visibleTo('m', viewerPlaces(3))}`,
);

/** Readings are pure functions of the file, so a few are kept by digest; the text of a report may be long. */
const kept = new Map<string, { text: string; outline: Outline }>();
const keptMost = 16;

const readingOf = async (bytes: (digest: string) => Promise<Uint8Array>, agency: string, digest: string) => {
  const key = `${agency}/${digest}`;
  const known = kept.get(key);
  if (known) return known;
  const text = decodeText(await bytes(digest));
  const made = { text, outline: outline(text) };
  if (kept.size >= keptMost) kept.delete(kept.keys().next().value as string);
  kept.set(key, made);
  return made;
};

const dropped = (decisions: NonNullable<Row['decisions']>): { start: number; end: number }[] => {
  const standing = new Map<string, { start: number; end: number }>();
  for (const { action, data } of decisions) {
    const key = `${data.start}-${data.end}`;
    if (action === 'dropEntry') standing.set(key, { start: data.start, end: data.end });
    else standing.delete(key);
  }
  return [...standing.values()];
};

export const reportReading = async (
  engine: Engine,
  viewer: Viewer,
  id: string,
  bytes: (digest: string) => Promise<Uint8Array>,
): Promise<Outcome<ReportReading>> => {
  const [row] = await run(engine.runner, readReport, viewer.agency.id, id, ...viewerValues(viewer));
  if (!row?.digest) return refuse('notFound', 'matter');
  await recordAccess(engine, viewer, 'reading', [row]);
  const { text, outline: found } = await readingOf(bytes, viewer.agency.id, row.digest);
  return granted({
    report: brief(viewer, row, engine.now()),
    mine: selvesOf(viewer).includes(row.owner_id),
    text,
    outline: found as ReportReading['outline'],
    accepted: (row.accepted ?? []).map(({ start, end, ...problem }) => ({ start, end, problem })),
    dropped: dropped(row.decisions ?? []),
  });
};
