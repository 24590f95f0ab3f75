import { granted, type Outcome, refuse } from '../../../kernel/refusal.ts';
import type { Viewer } from '../../../platform/authorization/directory.ts';
import { selvesOf, viewerPlaces, viewerValues, visibleTo } from '../../../platform/authorization/visible-to.ts';
import type { Engine } from '../../../platform/command/engine.ts';
import { run, statement } from '../../../platform/database/statement.ts';
import { recordAccess } from '../../../platform/matter/page.ts';
import { type BriefRow, briefColumns } from '../../../platform/matter/read.ts';
import { brief } from '../../../platform/matter/render.ts';
import { foldReading, type ReadingEvent, readingActions } from '../domain/reading-state.ts';
import type { ReportReading } from '../domain/reading-views.ts';
import { type Bytes, type ReportFile, reportSource } from './reading-source.ts';

type Row = BriefRow & {
  files: ReportFile[] | null;
  accepted:
    | { id: string; number: string; title: string | null; state: string; start: number; end: number; seq: number }[]
    | null;
  decisions: ReadingEvent[] | null;
};

/**
 * The report with what was decided about its entries: every place of it that a problem was found in, and the events of its
 * reading. $2 report, $3–$5 viewer, $6 actions that decide something.
 */
const readReport = statement<Row>(
  'ledger.readReport',
  `select ${briefColumns('m')},
  (select json_agg(json_build_object('digest', f.digest, 'type', k.type, 'seq', f.seq) order by f.seq, f.digest)
    from matter_file f join file k on k.agency_id = $1 and k.digest = f.digest
    where f.agency_id = $1 and f.matter_id = m.id and not exists (
    select 1 from event g where g.agency_id = $1 and g.stream_id = m.id and g.action = 'erase' and g.seq >= f.seq)) as files,
  (select json_agg(json_build_object('id', x.id, 'number', x.number, 'title', x.title, 'state', x.state,
      'start', s.span_start, 'end', s.span_end, 'seq', s.seq) order by s.seq desc)
    from problem_source s join matter x on x.agency_id = $1 and x.id = s.matter_id
    where s.agency_id = $1 and s.report_id = m.id and x.state <> 'voided' and ${visibleTo('x', viewerPlaces(3))}) as accepted,
  (select json_agg(json_build_object('action', e.action, 'data', (e.body::json) -> 'data') order by e.seq)
    from event e where e.agency_id = $1 and e.stream_id = m.id and e.action = any($6::text[])) as decisions
from matter m where m.agency_id = $1 and m.id = $2 and m.procedure = 'report' and ${visibleTo('m', viewerPlaces(3))}`,
);

const nothing = { title: null, problems: [], causes: [], measures: [], subMeasures: {}, mechanisms: [], facts: [] };

export const reportReading = async (
  engine: Engine,
  viewer: Viewer,
  id: string,
  bytes: Bytes,
): Promise<Outcome<ReportReading>> => {
  const actions = [...readingActions];
  const [row] = await run(engine.runner, readReport, viewer.agency.id, id, ...viewerValues(viewer), actions);
  if (!row?.files) return refuse('notFound', 'matter');
  await recordAccess(engine, viewer, 'reading', [row]);
  const { source, refusal } = await reportSource(bytes, viewer.agency.id, row.files);
  const { sums: sumDecisions, ...state } = foldReading(row.decisions ?? []);
  return granted({
    report: brief(viewer, row, engine.now()),
    mine: selvesOf(viewer).includes(row.owner_id),
    text: source?.text ?? '',
    unread: refusal && { rule: refusal.rule, mend: refusal.mend ?? null, facts: refusal.facts },
    outline: (source?.outline ?? nothing) as ReportReading['outline'],
    cells: (source?.cells ?? []).map(({ start, end, cell }) => ({ start, end, cell: cell as string })),
    sums: source?.sums ?? [],
    accepted: (row.accepted ?? []).map(({ start, end, seq, ...problem }) => ({ start, end, added: seq > 1, problem })),
    ...state,
    sumDecisions,
  });
};
