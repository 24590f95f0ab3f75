import { type ProblemEntry, type Reading } from '../domain/reading-model.ts';
import { keyOf, type Span, type SumDecision } from '../domain/reading-state.ts';
import type { ReportReading, SumView } from '../domain/reading-views.ts';

/** A figure of the text with the number its tag shows. */
export type FigureEntry = Span & { key: string; nr: number };
export type SumEntry = Span & {
  key: string;
  /** Number of the figure that would be corrected. */
  nr: number;
  sum: SumView;
  decision: SumDecision | null;
  value: string | null;
  /** Figures it is made of, by key. */
  figures: string[];
};
/** What stands on the right, in the order of the text. */
export type Item = { kind: 'problem'; entry: ProblemEntry } | { kind: 'sum'; entry: SumEntry };

const spanOf = ({ at: [start, end] }: { at: [number, number] }): Span => ({ start, end });
const overlap = (a: Span, b: Span): boolean => a.start < b.end && b.start < a.end;

/** Every figure of the text, also those that only a sum speaks of, numbered in its order. */
export const figuresOf = ({ outline, sums }: Pick<ReportReading, 'outline' | 'sums'>): FigureEntry[] => {
  const facts = outline.facts.map(spanOf);
  const others = sums.map(({ total }) => spanOf(total)).filter((span) => !facts.some((fact) => overlap(fact, span)));
  return [...facts, ...others]
    .sort((a, b) => a.start - b.start || a.end - b.end)
    .map((span, index) => ({ ...span, key: keyOf(span), nr: index + 1 }));
};

const sumsOf = (reading: ReportReading, figures: readonly FigureEntry[]): SumEntry[] => {
  const decided = new Map(reading.sumDecisions.map((each) => [keyOf(each.at), each]));
  return reading.sums.map((sum) => {
    const span = spanOf(sum);
    const told = decided.get(keyOf(span));
    const terms = [sum.total, ...sum.parts].map(spanOf);
    return {
      ...span,
      key: `sum-${keyOf(span)}`,
      nr: figures.find((figure) => overlap(figure, spanOf(sum.total)))?.nr ?? 0,
      sum,
      decision: told?.decision ?? null,
      value: told?.value ?? null,
      figures: figures.filter((figure) => terms.some((term) => overlap(figure, term))).map(({ key }) => key),
    };
  });
};

/** Problems and sums that do not fit, in the order of the text; a problem stands before the sum in its own words. */
export const itemsOf = (reading: ReportReading, model: Reading, figures: readonly FigureEntry[]): Item[] =>
  [
    ...model.problems.map((entry) => ({ kind: 'problem' as const, entry })),
    ...sumsOf(reading, figures).map((entry) => ({ kind: 'sum' as const, entry })),
  ].sort((a, b) => a.entry.start - b.entry.start || (a.kind === 'problem' ? -1 : 1));

export const isOpen = (item: Item): boolean =>
  item.kind === 'problem' ? item.entry.status === 'open' : item.entry.decision === null;

const stop = /[。！？!?；;]/;
const longest = 500;

/** From its words on to the end of the paragraph, or to where the next entry begins: what a title leaves out. */
const saidAbout = (text: string, { start, end }: Span, others: readonly Span[]): string => {
  const line = text.indexOf('\n', end);
  const next = Math.min(...others.filter((other) => other.start >= end).map((other) => other.start), text.length);
  const last = Math.min(line < 0 ? text.length : line, next, start + longest);
  let to = last;
  // Cut short it ends with a sentence, so that no marker of the next entry hangs on.
  if (last !== line && last !== text.length) while (to > end && !stop.test(text[to - 1] ?? '')) to -= 1;
  return text.slice(start, to).replace(/\s+/g, ' ').trim();
};

/** What the entry says in the report's own words, where that is more than its title. */
export const descriptionOf = (
  text: string,
  entry: Pick<ProblemEntry, 'start' | 'end' | 'text' | 'merged'>,
  others: readonly Span[],
): string | undefined => {
  const said = [entry, ...entry.merged]
    .map((place) => saidAbout(text, place, others))
    .join('\n')
    .slice(0, 5000);
  return said.replace(/\s/g, '').length > entry.text.replace(/\s/g, '').length + 4 ? said : undefined;
};

/** The parts a passage is proposed to be split into: at its stops, else at its commas. */
export const proposedParts = (words: string): string[] => {
  const cut = (at: RegExp) =>
    words
      .split(at)
      .map((part) => part.replace(/\s+/g, ' ').trim())
      .filter((part) => part.length > 1);
  const sentences = cut(/[。；;！？\n]/);
  return sentences.length > 1 ? sentences : cut(/[，,、]/);
};
