import { type Outline, outline } from '../../../kernel/outline/index.ts';
import { type Sum, sums } from '../../../kernel/outline/sums.ts';
import { granted, type Outcome, type Refusal } from '../../../kernel/refusal.ts';
import { type DocumentText, readText } from '../../../platform/documents/read-text.ts';
import { readSheet } from '../../../platform/documents/spreadsheet.ts';
import { type Cell, tableEntries, textOfSheets } from '../domain/table-entries.ts';

/** What is read out of a report's text: entries of its sentences and of its lists, and the sums that do not fit. */
export type Source = { text: string; outline: Outline; cells: Cell[]; sums: Sum[] };

const within = ({ at: [start, end] }: { at: [number, number] }, row: { start: number; end: number }): boolean =>
  start < row.end && end > row.start;

const asEntry = ({ text, start, end }: Cell) => ({ text, at: [start, end] as [number, number] });

/** Pure: the same text gives the same places. */
export const sourceOf = (text: string): Source => {
  const found = outline(text);
  const { problems, measures, rows } = tableEntries(text);
  const outside = <T extends { at: [number, number] }>(list: readonly T[]): T[] =>
    list.filter((entry) => !rows.some((row) => within(entry, row)));
  return {
    text,
    outline: {
      ...found,
      // The name of a sheet is no title of a report.
      title: found.title && rows.length > 0 && text.startsWith('〔表') ? null : found.title,
      problems: [...outside(found.problems), ...problems.map(asEntry)],
      measures: [...outside(found.measures), ...measures.map(asEntry)],
    },
    cells: [...problems, ...measures].filter(({ cell }) => cell !== null),
    sums: sums(text),
  };
};

const isZip = (bytes: Uint8Array): boolean => Buffer.from(bytes.subarray(0, 4)).toString('latin1') === 'PK\u0003\u0004';

/** The text of any file a report may come as; a list in Excel is a text whose lines are its rows. */
export const textOfFile = async (bytes: Uint8Array): Promise<Outcome<DocumentText>> => {
  const read = await readText(bytes);
  const isSheet =
    !read.ok &&
    read.refusal.rule === 'document.kind' &&
    String(read.refusal.facts.found).endsWith('spreadsheetml.sheet');
  if (!isSheet || !isZip(bytes)) return read;
  const sheets = await readSheet(bytes);
  return sheets.ok ? granted({ text: textOfSheets(sheets.value.sheets), skipped: [] }) : sheets;
};

/** Readings are pure functions of the file, so a few are kept by digest; the text of a report may be long. */
const kept = new Map<string, Promise<Outcome<Source>>>();
const keptMost = 16;

export type Bytes = (digest: string) => Promise<Uint8Array>;

const read = async (bytes: Bytes, digest: string): Promise<Outcome<Source>> => {
  const text = await textOfFile(await bytes(digest));
  return text.ok ? granted(sourceOf(text.value.text)) : text;
};

const sourceIn = (bytes: Bytes, agency: string, digest: string): Promise<Outcome<Source>> => {
  const key = `${agency}/${digest}`;
  const known = kept.get(key);
  if (known) return known;
  const made = read(bytes, digest);
  if (kept.size >= keptMost) kept.delete(kept.keys().next().value as string);
  kept.set(key, made);
  // What failed by accident is tried again; what cannot be read stays so.
  made.catch(() => kept.delete(key));
  return made;
};

export type ReportFile = { digest: string; type: string; seq: number };

/**
 * The text of a report among its files: of those handed in together first the one that is a text, since places are about it;
 * what came later speaks only where nothing before it had words. Else why there is none.
 */
export const reportSource = async (
  bytes: Bytes,
  agency: string,
  files: readonly ReportFile[],
): Promise<{ source: Source | null; refusal: Refusal | null }> => {
  const isText = ({ type }: ReportFile) => (type.startsWith('text/') ? 0 : 1);
  const ordered = [...files].sort((a, b) => a.seq - b.seq || isText(a) - isText(b) || (a.digest < b.digest ? -1 : 1));
  let refusal: Refusal | null = null;
  for (const { digest } of ordered) {
    const outcome = await sourceIn(bytes, agency, digest);
    if (outcome.ok) return { source: outcome.value, refusal: null };
    refusal ??= outcome.refusal;
  }
  return { source: null, refusal };
};
