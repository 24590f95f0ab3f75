import type { ColumnCode } from './sheet-columns.ts';

/** Columns whose cells are remembered in the hidden mark of each row; a new one goes to the end. */
const marked: readonly ColumnCode[] = [
  'number',
  'source',
  'description',
  'category',
  'leader',
  'unit',
  'owner',
  'assistUnits',
  'measures',
  'milestones',
  'due',
  'progress',
  'evidence',
  'lasting',
  'state',
  'satisfaction',
  'measureUnit',
  'measureOwner',
  'problemDue',
  'problemProgress',
];

const begin = 'x1:';

/** A short sum of a cell's words (FNV-1a, 32 bit): tells what was typed over, protects nothing. */
const sum = (words: string): string => {
  let value = 0x811c9dc5;
  for (let at = 0; at < words.length; at++) value = Math.imul(value ^ words.charCodeAt(at), 0x01000193);
  return (value >>> 0).toString(36);
};

/** What a row said when it was exported, cell by cell, so that a sheet from last week changes only what was typed since. */
export const markOf = (words: (code: ColumnCode) => string): string =>
  begin + marked.map((code) => sum(words(code))).join('.');

/** Does the cell still say what the export had said? `null` where the row has no mark for it. */
export const isAsExported = (mark: string, code: ColumnCode, words: string): boolean | null => {
  const at = marked.indexOf(code);
  const sums = mark.startsWith(begin) ? mark.slice(begin.length).split('.') : [];
  const kept = at < 0 ? undefined : sums[at];
  return kept === undefined ? null : kept === sum(words);
};
