import { useInfiniteQuery } from '@tanstack/react-query';
import { call } from '../../../../web/api/client.ts';
import type { ThemeView } from '../../domain/watch-views.ts';

/** A theme with its problems, page by page. */
export const useTheme = (id: string) =>
  useInfiniteQuery({
    queryKey: ['ledger', 'theme', id],
    queryFn: ({ pageParam }) =>
      call<ThemeView>(`/ledger/themes/${id}?limit=50${pageParam ? `&cursor=${pageParam}` : ''}`),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
  });
