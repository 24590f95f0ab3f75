import { type RefObject, useEffect, useRef } from 'react';

const rowsIn = (within: ParentNode | null | undefined): HTMLElement[] => [
  ...(within?.querySelectorAll<HTMLElement>('a.it') ?? []),
];

/**
 * Where the keys are on the desk: from row to row, from column to column, and back to a place that is still there. `onLanded` hears
 * when a row is gone and another one has the focus in its place.
 */
export const useDeskFocus = (board: RefObject<HTMLElement | null>, onLanded: (gone: string, id: string) => void) => {
  const last = useRef<{ id: string; column: string; index: number } | null>(null);
  /** Was the focus of this page lost with what had it, or left by hand? */
  const isHere = useRef(false);

  const columns = () => [...(board.current?.querySelectorAll<HTMLElement>('.col') ?? [])];
  const rowOf = (id: string) => rowsIn(board.current).find((row) => row.dataset.id === id);

  useEffect(() => {
    const onFocus = (event: FocusEvent) => {
      const target = event.target as HTMLElement;
      isHere.current = target.closest('.desk') !== null;
      const row = target.closest<HTMLElement>('a.it');
      const column = row?.closest<HTMLElement>('.col');
      if (row && column)
        last.current = { id: row.dataset.id ?? '', column: column.id, index: rowsIn(column).indexOf(row) };
    };
    const onPress = (event: PointerEvent) => {
      const target = event.target as HTMLElement;
      if (!target.closest('a, button, input, textarea, select, label, summary')) isHere.current = false;
    };
    document.addEventListener('focusin', onFocus);
    document.addEventListener('pointerdown', onPress);
    return () => {
      document.removeEventListener('focusin', onFocus);
      document.removeEventListener('pointerdown', onPress);
    };
  }, []);

  // What was done takes its row away, and a form its button: the focus goes on to the row that stands there now.
  useEffect(() => {
    if (!isHere.current || document.activeElement !== document.body) return;
    const at = last.current;
    const column = at && rowsIn(document.getElementById(at.column));
    const next = at && (rowOf(at.id) ?? column?.[Math.min(at.index, column.length - 1)] ?? rowsIn(board.current)[0]);
    (next ?? document.getElementById('main'))?.focus();
    if (at && next && next.dataset.id !== at.id) onLanded(at.id, next.dataset.id ?? '');
  });

  /** The row that has the focus now. */
  const here = (): HTMLElement | null => {
    const row = document.activeElement;
    return row instanceof HTMLElement && row.matches('.cols a.it') ? row : null;
  };

  return {
    here,
    /** The first of these places that is there. */
    into: (...places: string[]) => {
      const found = places.map((place) => document.querySelector<HTMLElement>(place)).find((place) => place !== null);
      found?.focus();
    },
    rows: () => rowsIn(board.current),
    rowOf,
    first: (column: string) => rowsIn(document.getElementById(column))[0]?.focus(),
    sideways: (by: 1 | -1) => {
      const full = columns().filter((column) => rowsIn(column).length > 0);
      const now = full.findIndex((column) => column.contains(document.activeElement));
      rowsIn(full[Math.min(full.length - 1, Math.max(0, now + by))])[0]?.focus();
    },
  };
};
