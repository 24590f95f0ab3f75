import { keyOf, type ReadingState, type Span } from './reading-state.ts';
import type { ReportReading } from './reading-views.ts';

export type MeasureEntry = Span & { key: string; nr: number; text: string; subs: string[] };
type Place = Span & { key: string; nr: number; text: string };
export type ProblemEntry = Place & {
  status: 'open' | 'accepted' | 'dropped';
  problem: ReportReading['accepted'][number]['problem'] | null;
  /** It was joined to a problem that stood on the ledger already. */
  isAdded: boolean;
  measures: MeasureEntry[];
  /** Marked by the reader, not found by the program. */
  byHand: boolean;
  /** Other places of the text that were merged into this entry. */
  merged: Place[];
  /** The passage it was split from. */
  splitFrom: Span | null;
};
export type Reading = { problems: ProblemEntry[]; loose: MeasureEntry[]; measures: MeasureEntry[] };

const byPlace = (a: Span, b: Span) => a.start - b.start || a.end - b.end;
/** Words of a passage on one line, as a title holds them. */
const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

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

type Found = Pick<ReportReading, 'text' | 'outline' | 'accepted'> & Omit<ReadingState, 'sums'>;
type Known = Span & { text: string; byHand: boolean; splitFrom: Span | null };

/** Every passage that is an entry: found, marked, on the ledger already, or a part of one that was split. */
const passages = ({ text, outline, accepted, marked, merged, split }: Found): Map<string, Known> => {
  const known = new Map<string, Known>();
  const add = (span: Span, more: Partial<Known> = {}) => {
    const key = keyOf(span);
    if (known.has(key)) return;
    const { start, end } = span;
    known.set(key, { start, end, text: oneLine(text.slice(start, end)), byHand: false, splitFrom: null, ...more });
  };
  for (const { at, text: words } of outline.problems) add({ start: at[0], end: at[1] }, { text: words });
  for (const span of marked) add(span, { byHand: true });
  const taken = new Set(accepted.map(keyOf));
  for (const { at, parts } of split) {
    if (taken.has(keyOf(at))) continue;
    add(at);
    known.delete(keyOf(at));
    for (const part of parts) add(part, { splitFrom: at });
  }
  for (const span of accepted) add(span, { byHand: true });
  for (const { at, into } of merged)
    for (const span of [at, into]) if (!isSplit(split, taken, span)) add(span, { byHand: true });
  return known;
};

const isSplit = (split: Found['split'], taken: ReadonlySet<string>, span: Span): boolean =>
  split.some(({ at }) => keyOf(at) === keyOf(span) && !taken.has(keyOf(span)));

/** The entry each passage goes into in the end: itself, where it was merged into none. */
const homesOf = (known: ReadonlyMap<string, Known>, { merged, accepted }: Found): ((key: string) => string) => {
  const taken = new Set(accepted.map(keyOf));
  const into = new Map<string, string>();
  const endOf = (key: string): string => {
    const next = into.get(key);
    return next === undefined ? key : endOf(next);
  };
  for (const { at, into: home } of merged) {
    const [from, to] = [keyOf(at), keyOf(home)];
    // What became a problem of its own meanwhile is merged no more.
    if (!known.has(from) || !known.has(to) || (taken.has(from) && !taken.has(to))) continue;
    into.delete(from);
    // Of two merged into each other the later word stands.
    for (let end = endOf(to); end === from; end = endOf(to)) into.delete(lastBefore(into, to, from));
    into.set(from, to);
  }
  return endOf;
};

/** The passage whose merging closes the way from one to the other. */
const lastBefore = (into: ReadonlyMap<string, string>, from: string, to: string): string => {
  let at = from;
  for (let next = into.get(at); next !== undefined && next !== to; next = into.get(at)) at = next;
  return at;
};

/** Proposals of a report in the order of its text, each with what became of it. */
export const readingOf = (reading: Found): Reading => {
  const { outline, text, accepted, dropped, attached } = reading;
  const known = passages(reading);
  const homeKey = homesOf(known, reading);
  const places = [...known]
    .map(([key, span]) => ({ ...span, key }))
    .sort(byPlace)
    .map((place, index) => ({ ...place, nr: index + 1 }));
  const measures = outline.measures
    .map((entry) => ({
      start: entry.at[0],
      end: entry.at[1],
      text: entry.text,
      subs: (outline.subMeasures[entry.text] ?? []).map((sub) => sub.text),
    }))
    .sort(byPlace)
    .map((entry, index) => ({ ...entry, key: keyOf(entry), nr: index + 1 }));
  const chosen = new Map(attached.map(({ at, to }) => [keyOf(at), to === null ? '' : keyOf(to)]));
  const homeOf = (measure: MeasureEntry): string => {
    const said = chosen.get(measure.key);
    if (said !== undefined) return known.has(said) ? homeKey(said) : '';
    const found = placed(measure, places, text);
    return found ? homeKey(keyOf(found)) : '';
  };
  const homes = new Map(measures.map((measure) => [measure.key, homeOf(measure)]));
  const taken = new Map(accepted.map((entry) => [keyOf(entry), entry]));
  const out = new Set(dropped.map(keyOf));
  const problems = places
    .filter(({ key }) => homeKey(key) === key)
    .map((place): ProblemEntry => {
      const found = taken.get(place.key);
      return {
        ...place,
        status: found ? 'accepted' : out.has(place.key) ? 'dropped' : 'open',
        problem: found?.problem ?? null,
        isAdded: found?.added ?? false,
        measures: measures.filter(({ key }) => homes.get(key) === place.key),
        merged: places.filter(({ key }) => key !== place.key && homeKey(key) === place.key),
      };
    });
  return { measures, loose: measures.filter(({ key }) => homes.get(key) === ''), problems };
};

/** A measure as rows of a plan: its parts are what will be done; without parts, itself. */
export const planRows = (measures: readonly MeasureEntry[]): string[] =>
  measures.flatMap(({ text, subs }) => (subs.length === 0 ? [text] : subs.map((sub) => `${text}：${sub}`)));

/** Where words stand in the text, though they were typed with other spaces and line breaks; `null` when nowhere. */
export const findPassage = (text: string, words: string, within?: Span): Span | null => {
  const wanted = words.replace(/\s/g, '');
  if (wanted === '') return null;
  const places: number[] = [];
  let bare = '';
  for (let index = within?.start ?? 0; index < (within?.end ?? text.length); index += 1) {
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
