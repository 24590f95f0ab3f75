import { useQuery } from '@tanstack/react-query';
import { call } from '../../../web/api/client.ts';
import { client, usePages } from '../../../web/api/queries.ts';
import type { KindsView, PaperBrief, PaperView } from '../domain/views.ts';

export const paperKey = (id: string) => ['papers', 'one', id];

export const useKinds = () =>
  useQuery({ queryKey: ['papers', 'kinds'], queryFn: () => call<KindsView>('/papers/kinds'), staleTime: 60_000 });

export const usePaper = (id: string) =>
  useQuery({ queryKey: paperKey(id), queryFn: () => call<PaperView>(`/papers/${id}`) });

export const usePapers = (search: Record<string, string>) =>
  usePages<PaperBrief>(['papers', 'list', search], (cursor) => {
    const wanted = new URLSearchParams(search);
    if (cursor) wanted.set('cursor', cursor);
    return `/papers?${wanted}`;
  });

/** What was changed here is read again wherever it is shown. */
export const afterPaper = () => client.invalidateQueries({ queryKey: ['papers'] });
