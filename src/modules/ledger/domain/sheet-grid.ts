import { type Choice, type ColumnCode, proposeColumns } from './sheet-columns.ts';

/** A range of cells shown as one, inclusive, counted from 0. */
export type Merge = { top: number; left: number; bottom: number; right: number };

/** Cells as text, with the ranges that were merged. Rows end at their last filled cell. */
export type Grid = { name: string; rows: readonly (readonly string[])[]; merges: readonly Merge[] };

/** Merged cells may span whole columns of a sheet; only rows that hold something are filled. */
const mostFilled = 400_000;

export const cellAt = (grid: Pick<Grid, 'rows'>, row: number, column: number): string => grid.rows[row]?.[column] ?? '';

/**
 * Every cell of a merged range says what its first one says. `spans` tells of a cell whether it hangs together with the one above:
 * that is how an office writes several measures under one problem.
 */
export const fillMerges = (grid: Grid): { rows: string[][]; spans: (row: number, column: number) => boolean } => {
  const rows = grid.rows.map((row) => [...row]);
  const hanging = new Set<string>();
  let filled = 0;
  for (const { top, left, bottom, right } of grid.merges) {
    const words = cellAt(grid, top, left);
    const last = Math.min(bottom, rows.length - 1);
    for (let row = top; row <= last; row++)
      for (let column = left; column <= right; column++) {
        if (++filled > mostFilled) return { rows, spans: (at, place) => hanging.has(`${at} ${place}`) };
        if (row > top) hanging.add(`${row} ${column}`);
        const cells = rows[row];
        if (!cells || words === '' || (cells[column] ?? '') !== '') continue;
        while (cells.length < column) cells.push('');
        cells[column] = words;
      }
  }
  return { rows, spans: (row, column) => hanging.has(`${row} ${column}`) };
};

/** A title and a line on unit and date often stand above the headers. */
const searched = 20;

export type Head = {
  row: number /** Rows the headers take, two where groups of columns have a title of their own. */;
  height: 1 | 2;
  headers: string[];
};

const rowOf = (rows: readonly (readonly string[])[], row: number): readonly string[] => rows[row] ?? [];

/** The headers at a row; under a group's title the row below says what the column is. */
export const headAt = (grid: Grid, row: number, height: 1 | 2): Head => {
  const { rows } = fillMerges({ ...grid, rows: grid.rows.slice(0, row + 2) });
  const upper = rowOf(rows, row);
  const lower = height === 2 ? rowOf(rows, row + 1) : [];
  const width = Math.max(upper.length, lower.length);
  const headers = Array.from({ length: width }, (_, column) => (lower[column] || upper[column] || '').trim());
  return { row, height, headers };
};

/** Where the headers stand: the row that says most of what a ledger's columns are called. */
export const findHead = (
  grid: Grid,
  choices: readonly Choice[],
  remembered: ReadonlyMap<string, ColumnCode | null>,
): Head | null => {
  let best: { head: Head; known: number } | null = null;
  for (let row = 0; row < Math.min(searched, grid.rows.length); row++)
    for (const height of [1, 2] as const) {
      const head = headAt(grid, row, height);
      // A second row of headers only where titles of groups stand above it.
      if (height === 2 && !grid.merges.some((merge) => merge.top === row && merge.left < merge.right)) continue;
      const known = proposeColumns(head.headers, choices, remembered).filter((code) => code !== null).length;
      if (known >= 2 && (!best || known > best.known)) best = { head, known };
    }
  return best?.head ?? null;
};

/** What Excel lays on the clipboard as text: tabs between cells, quotes around cells with line breaks, quotes doubled inside. */
export const parseTabbed = (text: string): string[][] => {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  const plain = text.replaceAll('\r\n', '\n').replaceAll('\r', '\n');
  while (at < plain.length) {
    let cell = '';
    // A cell that begins with a quote and has no end to it is text that happens to begin so.
    const close = plain[at] === '"' ? closingQuote(plain, at) : -1;
    if (close >= 0) {
      cell = plain.slice(at + 1, close).replaceAll('""', '"');
      at = close + 1;
    } else {
      const from = at;
      while (at < plain.length && plain[at] !== '\t' && plain[at] !== '\n') at += 1;
      cell = plain.slice(from, at);
    }
    row.push(cell.trim());
    const mark = plain[at];
    at += 1;
    if (mark === '\t') {
      if (at >= plain.length) row.push('');
      continue;
    }
    rows.push(row);
    row = [];
  }
  if (row.length > 0) rows.push(row);
  return rows;
};

/** The quote that ends the cell begun at `from`: before a tab, a line's end or the end of all. */
const closingQuote = (text: string, from: number): number => {
  for (let at = from + 1; at < text.length; at++) {
    if (text[at] !== '"') continue;
    if (text[at + 1] === '"') {
      at += 1;
      continue;
    }
    return at + 1 >= text.length || text[at + 1] === '\t' || text[at + 1] === '\n' ? at : -1;
  }
  return -1;
};
