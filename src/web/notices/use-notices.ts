import type { InfiniteData } from '@tanstack/react-query';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { NoticesView } from '../../kernel/view/desk.ts';
import { call } from '../api/client.ts';
import { client } from '../api/queries.ts';

const key = ['notices'];

export const useNotices = () =>
  useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam }) =>
      call<NoticesView>(`/notices${pageParam ? `?cursor=${encodeURIComponent(pageParam)}` : ''}`),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
  });

/** How many are unseen; the first page says it. */
export const useUnseen = (): number => useNotices().data?.pages[0]?.unseen ?? 0;

/** Everything up to this one was looked at; the count follows at once, the rows keep their mark until the list is read anew. */
export const seen = async (upTo: string): Promise<void> => {
  const { unseen } = await call<{ unseen: number }>('/notices/seen', { method: 'POST', body: { upTo } });
  client.setQueryData<InfiniteData<NoticesView>>(
    key,
    (data) => data && { ...data, pages: data.pages.map((page) => ({ ...page, unseen })) },
  );
};
