import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useRef } from 'react';
import { call, statusOf } from '../../../web/api/client.ts';
import { command } from '../../../web/api/command.ts';
import { afterCommand, client } from '../../../web/api/queries.ts';
import { readingOf } from '../domain/reading-model.ts';
import { keyOf, type Span } from '../domain/reading-state.ts';
import type { LikelyProblems, ReportReading } from '../domain/reading-views.ts';
import { type Mark, paragraphsOf } from './paragraphs.ts';
import { figuresOf, isOpen, itemsOf } from './reading-items.ts';

type Files = { digest: string; name: string }[];
const fetchReading = (id: string) => call<ReportReading>(`/ledger/reports/${id}`);

/** What of the open entries looks like a problem that stands on the ledger, by the key of the entry. */
const useLikely = (id: string, seq: number, isWanted: boolean) => {
  const { data } = useQuery({
    queryKey: ['likely', id, seq],
    queryFn: () => call<LikelyProblems>(`/ledger/reports/${id}/likely`),
    enabled: isWanted,
    // Decisions about other entries change nothing of what this one looks like.
    placeholderData: (before) => before,
  });
  return useMemo(() => new Map(data?.items.map((item) => [keyOf(item), item.matches])), [data]);
};

/** A report as it is read: its text, its proposals and everything decided about them, from the server. */
export const useReading = (id: string) => {
  const query = useQuery({ queryKey: ['report', id], queryFn: () => fetchReading(id) });
  const { data } = query;
  const model = useMemo(() => data && readingOf(data), [data]);
  const figures = useMemo(() => (data ? figuresOf(data) : []), [data]);
  const items = useMemo(() => (data && model ? itemsOf(data, model, figures) : []), [data, model, figures]);
  const paragraphs = useMemo(() => {
    if (!data || !model) return [];
    const marks: Mark[] = [
      ...model.problems.flatMap((entry) =>
        [entry, ...entry.merged].map(({ start, end, nr, key }) => ({ start, end, nr, key, kind: 'problem' as const })),
      ),
      ...model.measures.map((entry) => ({ ...entry, kind: 'measure' as const })),
      ...figures.map((figure) => ({ ...figure, kind: 'figure' as const })),
    ];
    const title = data.outline.title && { start: data.outline.title.at[0], end: data.outline.title.at[1] };
    return paragraphsOf(data.text, marks, title);
  }, [data, model, figures]);
  const mayDecide = data?.mine === true && data.report.state === 'reading';
  const likely = useLikely(id, data?.report.seq ?? 0, mayDecide && items.some(isOpen));

  const last = useRef<Promise<unknown>>(Promise.resolve());
  /** An action on the report itself. It only adds a decision, so a newer version of the report is no reason to ask again. */
  const act = useCallback(
    (action: string, data?: Record<string, unknown>, files?: Files): Promise<void> => {
      const carryOut = async () => {
        const body = { ...(data ? { data } : {}), ...(files ? { files } : {}) };
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
      };
      // One behind the other: each tells the next which version of the report it is about.
      const mine = last.current.then(carryOut, carryOut);
      last.current = mine.catch(() => undefined);
      return mine;
    },
    [id],
  );
  return { ...query, model, items, paragraphs, likely, mayDecide, act };
};

/** Only the place of an entry or a measure, as the actions of a report take it. */
export const placeOf = ({ start, end }: Span) => ({ start, end });
