import { useQuery } from '@tanstack/react-query';
import { call } from '../../../../web/api/client.ts';
import type { LinksView, PublicPagesView, SatisfactionView } from '../../domain/satisfaction-views.ts';

/** With the matter's sequence in the key: an answer that came in meanwhile shows as soon as the page sees it. */
export const useSatisfaction = (id: string, seq: number) =>
  useQuery({
    queryKey: ['matter', id, 'satisfaction', seq],
    queryFn: () => call<SatisfactionView>(`/ledger/problems/${id}/satisfaction`),
    placeholderData: (before: SatisfactionView | undefined) => before,
  });

export const makeLinks = (id: string): Promise<LinksView> =>
  call<LinksView>(`/ledger/problems/${id}/invitations`, { method: 'POST', body: {} });

export const usePublicPages = () =>
  useQuery({ queryKey: ['matters', 'public-pages'], queryFn: () => call<PublicPagesView>('/ledger/public-pages') });
