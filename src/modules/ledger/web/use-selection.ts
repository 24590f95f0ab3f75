import { useRef, useState } from 'react';
import { batchMost } from '../domain/batch.ts';
import type { NumberedRow } from './grouping.ts';

export type Selecting = {
  most: number;
  count: number;
  ids: readonly string[];
  has: (id: string) => boolean;
  /** With `range` everything between this row and the one pressed before. */
  toggle: (id: string, range?: boolean) => void;
  all: () => void | Promise<void>;
  drop: (ids: readonly string[]) => void;
  clear: () => void;
};

/** Rows ticked for doing something to all of them; at most as many as the server takes at once. */
export const useSelection = (
  rows: readonly NumberedRow[],
  loadMore: () => Promise<readonly NumberedRow[]>,
): Selecting => {
  const [ids, setIds] = useState<readonly string[]>([]);
  const last = useRef<string | null>(null);
  const toggle = (id: string, range = false) => {
    const order = rows.map((row) => row.id);
    const from = range && last.current !== null ? order.indexOf(last.current) : -1;
    const to = order.indexOf(id);
    last.current = id;
    setIds((before) => {
      if (from !== -1 && to !== -1) {
        const between = order.slice(Math.min(from, to), Math.max(from, to) + 1);
        return [...new Set([...before, ...between])].slice(0, batchMost);
      }
      if (before.includes(id)) return before.filter((each) => each !== id);
      return before.length < batchMost ? [...before, id] : before;
    });
  };
  return {
    most: batchMost,
    count: ids.length,
    ids,
    has: (id) => ids.includes(id),
    toggle,
    all: async () => {
      const loaded = rows.length >= batchMost ? rows : await loadMore();
      setIds(loaded.slice(0, batchMost).map(({ id }) => id));
    },
    drop: (gone) => setIds((before) => before.filter((id) => !gone.includes(id))),
    clear: () => setIds([]),
  };
};
