import type { Cell } from '../../kernel/form/cell.ts';

/**
 * A sheet as text: `rows[0]` is line 1 of the sheet, cells from column A on, each as the user sees it; what is empty is ''.
 * Rows end at their last filled cell, the sheet at its last filled row.
 */
export type Sheet = {
  name: string;
  rows: readonly (readonly string[])[];
  /** Ranges shown as one cell, where there are any: only their first cell has words. */
  merges?: readonly Merge[];
};

/** A range of cells, inclusive; rows and columns count from 0. */
export type Merge = { top: number; left: number; bottom: number; right: number };

export type SheetColumn = {
  header: string;
  /** In characters of the standard font. */
  width?: number;
  /** Offered in a list; other words can still be typed. */
  choices?: readonly string[];
  /** How Excel shows what is typed, where it is not text: `0`, `0.00`, `yyyy-mm-dd`. */
  format?: string;
  /** Kept from sight and from print. */
  isHidden?: boolean;
};

/** What stands above and around a sheet that goes on paper. */
export type SheetPrint = {
  /** Lines above the headers, the first as the title. */
  above: readonly string[];
  /** How many columns go on paper, from the first one. */
  columns: number;
  /** Pages count themselves: `&P` this one, `&N` all. */
  foot: string;
};

/** A sheet to write: headers in line 1, then the rows. Words are text, so nothing in it is ever computed; numbers and days count. */
export type SheetDraft = {
  name: string;
  columns: readonly SheetColumn[];
  rows: readonly (readonly (string | Cell)[])[];
  /** Ranges of `rows` to be shown as one cell. */
  merges?: readonly Merge[];
  print?: SheetPrint;
};

export type SheetLimits = { bytes: number; unpacked: number; sheets: number; rows: number; columns: number };

/** An organisation of 20,000 people with all its relations stays below these. */
export const sheetLimits: SheetLimits = {
  bytes: 10 * 1024 * 1024,
  unpacked: 100 * 1024 * 1024,
  sheets: 50,
  rows: 50_000,
  columns: 200,
};

/** `addressOf(0, 0)` → `A1`: the cell as Excel names it, from the place in `rows`. */
export const addressOf = (row: number, column: number): string => {
  let letters = '';
  for (let left = column; left >= 0; left = Math.floor(left / 26) - 1)
    letters = String.fromCharCode(65 + (left % 26)) + letters;
  return `${letters}${row + 1}`;
};
