import { type Merge, parseTabbed } from '../../domain/sheet-grid.ts';

export type PastedCells = { rows: string[][]; merges: Merge[] };

/** Stands for a line break while white space is made one; no text uses it. */
const lineMark = '\ue000';

/** What a cell of a copied table says, its line breaks kept and those of the markup not. */
const wordsOf = (cell: Element): string => {
  const copy = cell.cloneNode(true) as Element;
  for (const line of copy.querySelectorAll('br')) line.replaceWith(lineMark);
  return (copy.textContent ?? '')
    .replaceAll(/[\s\u00a0]+/g, ' ')
    .replaceAll(/ ?\ue000 ?/g, '\n')
    .trim();
};

const most = { rows: 10_000, columns: 200 };
const span = (cell: Element, name: string): number => {
  const value = Number(cell.getAttribute(name) ?? '1');
  return Number.isInteger(value) && value > 1 ? value : 1;
};

/** A table as spreadsheets lay it on the clipboard: cells that span rows and columns are the merged ones. */
const fromTable = (table: Element): PastedCells => {
  const rows: string[][] = [];
  const merges: Merge[] = [];
  const taken = new Set<string>();
  for (const [top, line] of [...table.querySelectorAll('tr')].slice(0, most.rows).entries()) {
    const row: string[] = [];
    let left = 0;
    for (const cell of line.querySelectorAll('td, th')) {
      while (taken.has(`${top} ${left}`)) left += 1;
      if (left >= most.columns) break;
      while (row.length < left) row.push('');
      row[left] = wordsOf(cell);
      const bottom = Math.min(top + span(cell, 'rowspan'), most.rows) - 1;
      const right = Math.min(left + span(cell, 'colspan'), most.columns) - 1;
      if (bottom > top || right > left) {
        merges.push({ top, left, bottom, right });
        for (let at = top; at <= bottom; at++)
          for (let place = left; place <= right; place++) taken.add(`${at} ${place}`);
      }
      left = right + 1;
    }
    rows.push(row);
  }
  return { rows, merges };
};

/** Cells on the clipboard; as a table they know which were merged, as text they do not. */
export const cellsOn = (clipboard: Pick<DataTransfer, 'getData'>): PastedCells => {
  const markup = clipboard.getData('text/html');
  const table = markup === '' ? null : new DOMParser().parseFromString(markup, 'text/html').querySelector('table');
  if (table) return fromTable(table);
  return { rows: parseTabbed(clipboard.getData('text/plain')).slice(0, most.rows), merges: [] };
};
