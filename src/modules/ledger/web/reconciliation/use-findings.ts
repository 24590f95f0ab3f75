import { usePages } from '../../../../web/api/queries.ts';
import type { FindingKind } from '../../domain/finding-kinds.ts';
import type { Finding } from '../../domain/watch-views.ts';

/** One kind of finding as far as it is loaded; a fifth of a thousand at a time, so that a month is mostly whole at once. */
export const useFindings = (kind: FindingKind, month: string, unit: string | null) => {
  const pages = usePages<Finding>(['ledger', 'reconciliation', kind, month, unit], (cursor) => {
    const wanted = new URLSearchParams({ month, limit: '200', ...(unit && { unit }), ...(cursor && { cursor }) });
    return `/ledger/reconciliation/${kind}?${wanted}`;
  });
  const items = pages.data?.pages.flatMap((page) => page.items) ?? [];
  return { pages, items, isWhole: pages.data !== undefined && !pages.hasNextPage };
};

export type Found = ReturnType<typeof useFindings>;
