import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { DeskColumn, DeskItem, DeskPart, DeskView } from '../../kernel/view/desk.ts';
import { type DeskColumnName, deskColumns } from '../../kernel/view/desk-columns.ts';
import { call } from '../api/client.ts';

type Depth = Record<DeskColumnName, number>;

/** The rows of a column and of as many pages behind as were asked for; what moved meanwhile stands once. */
const deepened = async (name: DeskColumnName, first: DeskColumn, pages: number): Promise<DeskColumn> => {
  const items = new Map<string, DeskItem>(first.items.map((item) => [item.id, item]));
  let { next } = first;
  for (let page = 0; page < pages && next !== null; page += 1) {
    const part: DeskPart = await call<DeskPart>(`/desk/${name}?cursor=${encodeURIComponent(next)}`);
    for (const item of part.items) items.set(item.id, item);
    next = part.next;
  }
  return { ...first, items: [...items.values()], next };
};

/** My desk, as deep as each column was opened; asked anew it comes back as deep, so that nobody loses their place. */
export const useDesk = () => {
  const [depth, setDepth] = useState<Depth>({ today: 0, doing: 0, waiting: 0 });
  const query = useQuery({
    queryKey: ['desk', depth],
    queryFn: async (): Promise<DeskView> => {
      const view = await call<DeskView>('/desk');
      const columns = await Promise.all(deskColumns.map((name) => deepened(name, view[name], depth[name])));
      return { ...view, ...Object.fromEntries(deskColumns.map((name, index) => [name, columns[index]])) };
    },
    placeholderData: keepPreviousData,
  });
  return { ...query, more: (name: DeskColumnName) => setDepth((now) => ({ ...now, [name]: now[name] + 1 })) };
};
