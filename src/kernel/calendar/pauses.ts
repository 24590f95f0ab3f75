/** Stopped time, moments in ms since 1970 UTC; the end is not inside. An open pause ends at `Infinity`. */
export type Pause = { from: number; to: number };

const nothing: readonly Pause[] = [];

/** Pauses in order, without overlaps and without those that last no time. */
export const mergePauses = (pauses: readonly Pause[]): readonly Pause[] => {
  if (pauses.length === 0) return nothing;
  const merged: Pause[] = [];
  for (const pause of pauses.filter(({ from, to }) => from < to).sort((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (last && pause.from <= last.to) last.to = Math.max(last.to, pause.to);
    else merged.push({ ...pause });
  }
  return merged;
};

/**
 * Does a pause cover this end of a day? The last moment before it must be stopped: a pause that begins when the day is over takes
 * nothing from it; one that ends just then leaves nothing of it.
 */
export const coveredBy = (pauses: readonly Pause[], end: number): Pause | undefined => {
  let low = 0;
  let high = pauses.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((pauses[middle] as Pause).to >= end) high = middle;
    else low = middle + 1;
  }
  const pause = pauses[low];
  return pause && pause.from < end ? pause : undefined;
};
