import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { call } from '../../../web/api/client.ts';
import { isWatched } from '../../../web/api/watched.ts';
import { filterNames, type Grouping, groupings, type LedgerView, ledgerViews } from '../domain/filters.ts';
import type { SavedViews } from '../domain/saved-view.ts';
import type { LedgerGroup, LedgerGroups, LedgerRow, LedgerTabs } from '../domain/views.ts';

/** Rows asked for at once: of one group, or of several small ones together. */
const pageSize = 80;

/** What the address says of a list; `group` is how it is laid out, all else is what is in it. */
export type Asked = { view: LedgerView; saved: string | null; group: Grouping; query: string };

export const askedBy = (search: URLSearchParams): Asked => {
  const view = ledgerViews.find((each) => each === search.get('view')) ?? 'all';
  const wanted = new URLSearchParams({ view });
  const sort = search.get('sort');
  if (sort === 'due' || sort === 'registered') wanted.set('sort', sort);
  for (const name of filterNames) {
    const value = search.get(name);
    if (value) wanted.set(name, value);
  }
  return {
    view,
    saved: search.get('saved'),
    group: groupings.find((each) => each === search.get('group')) ?? 'unit',
    query: String(wanted),
  };
};

export const useLedgerTabs = () =>
  useQuery({
    queryKey: ['ledger', 'tabs'],
    queryFn: () => call<LedgerTabs>('/ledger/tabs'),
    refetchInterval: () => isWatched() && 30_000,
  });

export const useSavedViews = () =>
  useQuery({ queryKey: ['ledger-views'], queryFn: () => call<SavedViews>('/ledger/views'), staleTime: 60_000 });

export const useGroups = ({ query, group }: Asked) =>
  useQuery({
    queryKey: ['ledger', 'groups', query, group],
    queryFn: () => call<LedgerGroups>(`/ledger/groups?${query}&group=${group}`),
    placeholderData: (before) => before,
  });

export type GroupRows = { group: string; rows: LedgerRow[] };
type Place = { group: number; cursor: string | null };
type Loaded = { parts: GroupRows[]; next: Place | null };

/** The list of one group: its filter and all others. A light is filtered by its own name. */
const pathOf = (query: string, by: Grouping, key: string, cursor: string | null): string => {
  const wanted = new URLSearchParams(query);
  if (by !== 'none') wanted.set(by, key);
  if (cursor) wanted.set('cursor', cursor);
  wanted.set('limit', String(pageSize));
  return `/ledger/problems?${wanted}`;
};

type Answer = { items: LedgerRow[]; next: string | null };

/** Groups from a place on whose rows fit on a page together; the counts say how many that are. */
export const groupsFrom = (groups: readonly Pick<LedgerGroup, 'count'>[], from: Place): number[] => {
  const taken = [from.group];
  let rows = from.cursor === null ? (groups[from.group]?.count ?? 0) : pageSize;
  for (let next = from.group + 1; next < groups.length && taken.length < 12; next += 1) {
    rows += groups[next]?.count ?? 0;
    if (rows > pageSize) break;
    taken.push(next);
  }
  return taken;
};

const load = async (asked: Asked, groups: readonly LedgerGroup[], from: Place): Promise<Loaded> => {
  const wanted = groupsFrom(groups, from);
  const answers = await Promise.all(
    wanted.map((index) =>
      call<Answer>(
        pathOf(asked.query, asked.group, groups[index]?.key ?? '', index === from.group ? from.cursor : null),
      ),
    ),
  );
  const parts: GroupRows[] = [];
  for (const [nr, answer] of answers.entries()) {
    const index = wanted[nr] as number;
    parts.push({ group: groups[index]?.key ?? '', rows: answer.items });
    // A group that is longer than was counted goes on before the next one is shown.
    if (answer.next !== null) return { parts, next: { group: index, cursor: answer.next } };
  }
  const next = (wanted.at(-1) as number) + 1;
  return { parts, next: next < groups.length ? { group: next, cursor: null } : null };
};

/** Rows group by group in the order of the groups, a page at a time. */
export const useLedgerRows = (asked: Asked, groups: readonly LedgerGroup[] | undefined) => {
  const known = groups ?? [];
  return useInfiniteQuery({
    queryKey: ['ledger', 'rows', asked.query, asked.group, known.map(({ key }) => key).join(' ')],
    queryFn: ({ pageParam }) => load(asked, known, pageParam),
    initialPageParam: { group: 0, cursor: null } as Place,
    getNextPageParam: (last) => last.next,
    enabled: known.length > 0,
  });
};
