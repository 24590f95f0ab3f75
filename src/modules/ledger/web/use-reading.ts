import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { call, statusOf } from '../../../web/api/client.ts';
import { command } from '../../../web/api/command.ts';
import { afterCommand, client } from '../../../web/api/queries.ts';
import { useDraft } from '../../../web/form/draft.ts';
import type { ReportReading } from '../domain/views.ts';
import { type Attached, keyOf, readingOf, type Span } from './entries.ts';
import { type Mark, paragraphsOf } from './paragraphs.ts';

type ByHand = { marked: Span[]; attached: Attached };

const fetchReading = (id: string) => call<ReportReading>(`/ledger/reports/${id}`);

/** A report as it is read: its text, its proposals and what was decided, from the server; what is only being thought of, from this tab. */
export const useReading = (id: string, person: string) => {
  const query = useQuery({ queryKey: ['report', id], queryFn: () => fetchReading(id) });
  const { draft, change } = useDraft<ByHand>(`${person}:report:${id}`, () => ({ marked: [], attached: {} }));
  const { data } = query;
  const model = useMemo(() => data && readingOf(data, draft.marked, draft.attached), [data, draft]);
  const paragraphs = useMemo(() => {
    if (!data || !model) return [];
    const marks: Mark[] = [
      ...model.problems.map((entry) => ({ ...entry, kind: 'problem' as const })),
      ...model.measures.map((entry) => ({ ...entry, kind: 'measure' as const })),
      ...data.outline.facts.map(({ at: [start, end] }, index) => ({
        kind: 'figure' as const,
        nr: index + 1,
        start,
        end,
        key: keyOf({ start, end }),
      })),
    ];
    const title = data.outline.title && { start: data.outline.title.at[0], end: data.outline.title.at[1] };
    return paragraphsOf(data.text, marks, title);
  }, [data, model]);

  const mark = useCallback(
    (span: Span) =>
      change((before) =>
        before.marked.some((each) => keyOf(each) === keyOf(span))
          ? before
          : { ...before, marked: [...before.marked, span] },
      ),
    [change],
  );
  const unmark = useCallback(
    (key: string) => change((before) => ({ ...before, marked: before.marked.filter((each) => keyOf(each) !== key) })),
    [change],
  );
  const attach = useCallback(
    (measure: string, problem: string) =>
      change((before) => ({ ...before, attached: { ...before.attached, [measure]: problem } })),
    [change],
  );
  /** An action on the report itself. It only adds a decision, so a newer version of the report is no reason to ask again. */
  const act = useCallback(
    async (action: string, span?: Span) => {
      const body = span ? { data: { start: span.start, end: span.end } } : {};
      const send = (seq: number) => command(`/matters/${id}/actions/${action}`, body, seq);
      const known = client.getQueryData<ReportReading>(['report', id]);
      try {
        await send(known?.report.seq ?? 0);
      } catch (error) {
        if (statusOf(error) !== 412) throw error;
        await send((await fetchReading(id)).report.seq);
      } finally {
        await afterCommand();
      }
    },
    [id],
  );
  return { ...query, model, paragraphs, mark, unmark, attach, act };
};
