import { type RefObject, useEffect, useMemo, useState } from 'react';

/** Fewer than these are simply drawn: everything can be found by the browser's own search. */
const drawnWhole = 400;
/** Rows kept on either side of what is in sight. */
const margin = 24;

export type Seen = { from: number; to: number; before: number; after: number };

/** The first place whose end lies behind `at`, among ends that rise. */
const placeOf = (ends: readonly number[], at: number): number => {
  let low = 0;
  let high = ends.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ends[middle] as number) > at) high = middle;
    else low = middle + 1;
  }
  return low;
};

/** Which of many rows are near what is in sight, and how much room those before and behind would take. */
export const windowOf = (ends: readonly number[], top: number, height: number): Seen => {
  const count = ends.length;
  if (count <= drawnWhole) return { from: 0, to: count, before: 0, after: 0 };
  const from = Math.max(0, placeOf(ends, top) - margin);
  const to = Math.min(count, placeOf(ends, top + height) + margin);
  const before = from === 0 ? 0 : (ends[from - 1] as number);
  return { from, to, before, after: (ends[count - 1] as number) - (to === 0 ? 0 : (ends[to - 1] as number)) };
};

export const useWindow = (
  scroller: RefObject<HTMLElement | null>,
  count: number,
  heightOf: (index: number) => number,
  /** Changes when the heights do. */
  version: number,
): Seen => {
  const [sight, setSight] = useState({ top: 0, height: 900 });
  const isLong = count > drawnWhole;
  useEffect(() => {
    const element = scroller.current;
    if (!element || !isLong) return;
    let frame = 0;
    const look = () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => setSight({ top: element.scrollTop, height: element.clientHeight }));
    };
    look();
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      cancelAnimationFrame(frame);
      element.removeEventListener('scroll', look);
    };
  }, [scroller, isLong]);
  const ends = useMemo(() => {
    let end = 0;
    return Array.from({ length: count }, (_, index) => {
      end += heightOf(index);
      return end;
    });
  }, [count, version]);
  return windowOf(ends, sight.top, sight.height);
};
