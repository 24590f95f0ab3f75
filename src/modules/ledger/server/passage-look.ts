import type { MatterEvent } from '../../../kernel/matter/matter.ts';
import { refuse } from '../../../kernel/refusal.ts';
import { viewerPlaces, viewerValues, visibleTo } from '../../../platform/authorization/visible-to.ts';
import type { Look } from '../../../platform/command/engine.ts';
import { run, statement } from '../../../platform/database/statement.ts';
import type { Span } from '../domain/reading-state.ts';

/** Of two passages that share so much of both, one is the other with a word more or less. */
const same = 0.8;

type Taken = { id: string; number: string };

/** A problem that stands in the same passage of a report. $2 report, $3/$4 beginnings and ends, $5–$7 viewer. */
const findTaken = statement<Taken>(
  'ledger.passageTaken',
  `select m.id, m.number from unnest($3::int[], $4::int[]) as wanted(first, last)
join problem_source s on s.agency_id = $1 and s.report_id = $2 and s.span_start < wanted.last and s.span_end > wanted.first
  and (least(s.span_end, wanted.last) - greatest(s.span_start, wanted.first))::float
    >= ${same} * (greatest(s.span_end, wanted.last) - least(s.span_start, wanted.first))
join matter m on m.agency_id = $1 and m.id = s.matter_id
where m.state <> 'voided' and ${visibleTo('m', viewerPlaces(5))} limit 1`,
);

const passagesOf = ({ action, data }: MatterEvent): { report: string; spans: Span[] } | null => {
  const place = (action === 'addSource' ? data.foundAt : action === 'register' ? data.place : undefined) as
    | (Span & { report: string })
    | undefined;
  if (!place) return null;
  const more = action === 'register' ? ((data.morePlaces as Span[] | undefined) ?? []) : [];
  return { report: place.report, spans: [place, ...more] };
};

/** One passage of a report is one problem: who registers it again is told which it is already. */
export const passageLook: Look = async (runner, viewer, event) => {
  const passages = passagesOf(event);
  if (!passages) return null;
  const starts = passages.spans.map(({ start }) => start);
  const ends = passages.spans.map(({ end }) => end);
  const values = viewerValues(viewer);
  const [taken] = await run(runner, findTaken, viewer.agency.id, passages.report, starts, ends, ...values);
  return taken
    ? refuse('conflict', 'ledger.passageTaken', { number: taken.number, problem: taken.id }, { mend: 'passageTaken' })
        .refusal
    : null;
};
