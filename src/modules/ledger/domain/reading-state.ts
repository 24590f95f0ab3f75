export type Span = { start: number; end: number };

/** An event of a report that decides something about its text. */
export type ReadingEvent = { action: string; data: Record<string, unknown> };

export const sumDecisions = ['leave', 'correct', 'ask', 'follow'] as const;
export type SumDecision = (typeof sumDecisions)[number];

/** What was decided about the entries of a report so far. */
export type ReadingState = {
  dropped: Span[];
  marked: Span[];
  merged: { at: Span; into: Span }[];
  split: { at: Span; parts: Span[] }[];
  /** A measure and the entry it is for; `null` = for none. */
  attached: { at: Span; to: Span | null }[];
  sums: { at: Span; decision: SumDecision; value: string | null }[];
};

/** The actions whose events this fold reads. */
export const readingActions = [
  'dropEntry',
  'restoreEntry',
  'markEntry',
  'unmarkEntry',
  'mergeEntry',
  'unmergeEntry',
  'splitEntry',
  'unsplitEntry',
  'attachMeasure',
  'decideSum',
  'reopenSum',
] as const;

export const keyOf = ({ start, end }: Span): string => `${start}-${end}`;

const at = (data: Record<string, unknown>, start = 'start', end = 'end'): Span => ({
  start: Number(data[start]),
  end: Number(data[end]),
});

/** Folds the decisions in the order they were taken; each can be taken back, and the last one about a place stands. */
export const foldReading = (events: readonly ReadingEvent[]): ReadingState => {
  const dropped = new Map<string, Span>();
  const marked = new Map<string, Span>();
  const merged = new Map<string, ReadingState['merged'][number]>();
  const split = new Map<string, ReadingState['split'][number]>();
  const attached = new Map<string, ReadingState['attached'][number]>();
  const sums = new Map<string, ReadingState['sums'][number]>();
  for (const { action, data } of events) {
    const span = at(data);
    const key = keyOf(span);
    switch (action) {
      case 'dropEntry':
        dropped.set(key, span);
        break;
      case 'restoreEntry':
        dropped.delete(key);
        break;
      case 'markEntry':
        marked.set(key, span);
        break;
      case 'unmarkEntry':
        marked.delete(key);
        break;
      case 'mergeEntry':
        merged.set(key, { at: span, into: at(data, 'intoStart', 'intoEnd') });
        break;
      case 'unmergeEntry':
        merged.delete(key);
        break;
      case 'splitEntry':
        split.set(key, { at: span, parts: (data.parts as Span[]).map(({ start, end }) => ({ start, end })) });
        break;
      case 'unsplitEntry':
        split.delete(key);
        break;
      case 'attachMeasure':
        attached.set(key, { at: span, to: data.toStart === undefined ? null : at(data, 'toStart', 'toEnd') });
        break;
      case 'decideSum':
        sums.set(key, {
          at: span,
          decision: data.decision as SumDecision,
          value: typeof data.value === 'string' ? data.value : null,
        });
        break;
      case 'reopenSum':
        sums.delete(key);
        break;
    }
  }
  return {
    dropped: [...dropped.values()],
    marked: [...marked.values()],
    merged: [...merged.values()],
    split: [...split.values()],
    attached: [...attached.values()],
    sums: [...sums.values()],
  };
};
