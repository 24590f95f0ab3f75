import type { ReportReading } from '../domain/views.ts';

export type Span = { start: number; end: number };
export type MeasureEntry = Span & { key: string; nr: number; text: string; subs: string[] };
export type ProblemEntry = Span & {
  key: string;
  nr: number;
  text: string;
  status: 'open' | 'accepted' | 'dropped';
  problem: ReportReading['accepted'][number]['problem'] | null;
  measures: MeasureEntry[];
  /** Marked by the reader, not found by the program. */
  byHand: boolean;
};
export type Reading = { problems: ProblemEntry[]; loose: MeasureEntry[]; measures: MeasureEntry[] };

export const keyOf = ({ start, end }: Span): string => `${start}-${end}`;
const byPlace = (a: Span, b: Span) => a.start - b.start || a.end - b.end;

/**
 * Where a measure belongs as far as the text shows it: in the same paragraph as a problem, or between two problems.
 * Measures of a part of their own belong to no problem until the reader says so.
 */
const placed = (measure: Span, problems: readonly Span[], text: string): Span | null => {
  const before = problems.filter(({ start }) => start < measure.start).at(-1);
  if (!before) return null;
  const isLast = before === problems.at(-1);
  const between = text.slice(before.end, measure.start);
  return !between.includes('\n') || !isLast ? before : null;
};

/** What the reader decided by hand: a measure (by key) to a problem (by key), `''` to none. */
export type Attached = Readonly<Record<string, string>>;

/** Proposals of a report in the order of its text, each with what became of it. */
export const readingOf = (reading: ReportReading, marked: readonly Span[], attached: Attached): Reading => {
  const { outline, text, accepted, dropped } = reading;
  const spans = new Map<string, Span & { text: string; byHand: boolean }>();
  for (const entry of outline.problems) {
    const [start, end] = entry.at;
    spans.set(keyOf({ start, end }), { start, end, text: entry.text, byHand: false });
  }
  for (const span of [...accepted, ...marked]) {
    const { start, end } = span;
    if (!spans.has(keyOf(span)))
      spans.set(keyOf(span), { start, end, text: oneLine(text.slice(start, end)), byHand: true });
  }
  const ordered = [...spans.values()].sort(byPlace);
  const measures = outline.measures
    .map((entry) => ({
      start: entry.at[0],
      end: entry.at[1],
      text: entry.text,
      subs: (outline.subMeasures[entry.text] ?? []).map((sub) => sub.text),
    }))
    .sort(byPlace)
    .map((entry, index) => ({ ...entry, key: keyOf(entry), nr: index + 1 }));
  const homeOf = (measure: MeasureEntry): string => {
    const chosen = attached[measure.key];
    if (chosen !== undefined) return spans.has(chosen) ? chosen : '';
    const found = placed(measure, ordered, text);
    return found ? keyOf(found) : '';
  };
  const homes = new Map(measures.map((measure) => [measure.key, homeOf(measure)]));
  const taken = new Map(accepted.map((entry) => [keyOf(entry), entry.problem]));
  const out = new Set(dropped.map(keyOf));
  return {
    measures,
    loose: measures.filter(({ key }) => homes.get(key) === ''),
    problems: ordered.map((span, index) => {
      const key = keyOf(span);
      const problem = taken.get(key) ?? null;
      return {
        ...span,
        key,
        nr: index + 1,
        status: problem ? 'accepted' : out.has(key) ? 'dropped' : 'open',
        problem,
        measures: measures.filter((measure) => homes.get(measure.key) === key),
      };
    }),
  };
};

/** Words of a passage on one line, as a title holds them. */
const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** A measure as rows of a plan: its parts are what will be done; without parts, itself. */
export const planRows = (measures: readonly MeasureEntry[]): string[] =>
  measures.flatMap(({ text, subs }) => (subs.length === 0 ? [text] : subs.map((sub) => `${text}：${sub}`)));

/** Where words stand in the text, though they were typed with other spaces and line breaks; `null` when nowhere. */
export const findPassage = (text: string, words: string): Span | null => {
  const wanted = words.replace(/\s/g, '');
  if (wanted === '') return null;
  const places: number[] = [];
  let bare = '';
  for (let index = 0; index < text.length; index += 1) {
    const letter = text[index] ?? '';
    if (/\s/.test(letter)) continue;
    bare += letter;
    places.push(index);
  }
  const found = bare.indexOf(wanted);
  if (found < 0) return null;
  const last = places[found + wanted.length - 1];
  const first = places[found];
  return first === undefined || last === undefined ? null : { start: first, end: last + 1 };
};
