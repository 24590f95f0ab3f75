import type { Worksheet } from 'exceljs';
import type { Merge, SheetDraft, SheetPrint } from './sheet.ts';

/** Merges ranges cell by cell: asked for a range the library compares it with every other, which thousands of rows do not bear. */
export const mergeRanges = (sheet: Worksheet, merges: readonly Merge[], below: number): void => {
  for (const { top, left, bottom, right } of merges) {
    const first = sheet.getCell(top + below + 1, left + 1);
    for (let row = top; row <= bottom; row++)
      for (let column = left; column <= right; column++)
        if (row !== top || column !== left)
          (
            sheet.getCell(row + below + 1, column + 1) as unknown as { merge(master: unknown, plain: boolean): void }
          ).merge(first, true);
  }
};

const line = { style: 'thin', color: { argb: 'FF808080' } } as const;
const box = { top: line, left: line, bottom: line, right: line };
const a3 = 8;

const lineHeight = 15;
const highest = 400;

/** How many lines words take in a column so many characters wide; a Chinese one is as wide as two others. */
const linesOf = (words: string, width: number): number =>
  words
    .split('\n')
    .reduce(
      (lines, part) =>
        lines +
        Math.max(
          1,
          Math.ceil([...part].reduce((sum, sign) => sum + (/[\u1100-\uffff]/.test(sign) ? 2 : 1), 0) / width),
        ),
      0,
    );

/** Rows high enough for what stands in them: programs do not measure merged cells by themselves. */
const raiseRows = (sheet: Worksheet, { rows, columns, merges = [] }: SheetDraft, below: number): void => {
  const bottoms = new Map(merges.map(({ top, left, bottom }) => [`${top} ${left}`, bottom]));
  const lines = rows.map(() => 1);
  const long: { from: number; to: number; needs: number }[] = [];
  for (const [row, cells] of rows.entries())
    for (const [column, cell] of cells.entries()) {
      const words = typeof cell === 'string' ? cell : cell.type === 'text' ? cell.text : '';
      if (words === '' || columns[column]?.isHidden) continue;
      const needs = linesOf(words, Math.max(2, (columns[column]?.width ?? 16) - 1));
      const to = bottoms.get(`${row} ${column}`);
      if (to === undefined) lines[row] = Math.max(lines[row] ?? 1, needs);
      else long.push({ from: row, to, needs });
    }
  for (const { from, to, needs } of long) {
    const has = lines.slice(from, to + 1).reduce((sum, each) => sum + each, 0);
    if (has < needs) lines[to] = (lines[to] ?? 1) + needs - has;
  }
  for (const [row, count] of lines.entries())
    sheet.getRow(below + row + 1).height = Math.min(highest, count * lineHeight + 3);
};

/** A table for A3 across: title above, headers on every page, lines around the cells, pages counted. */
export const layOnPaper = (sheet: Worksheet, draft: SheetDraft, { above, columns, foot }: SheetPrint): void => {
  const head = above.length + 1;
  const last = head + draft.rows.length;
  for (const [index] of above.entries()) {
    mergeRanges(sheet, [{ top: index, bottom: index, left: 0, right: columns - 1 }], 0);
    const cell = sheet.getCell(index + 1, 1);
    cell.font = index === 0 ? { bold: true, size: 20 } : { size: 11 };
    cell.alignment = { horizontal: index === 0 ? 'center' : 'left', vertical: 'middle' };
    sheet.getRow(index + 1).height = index === 0 ? 34 : 20;
  }
  for (let row = head; row <= last; row++) {
    for (let column = 1; column <= draft.columns.length; column++) {
      const cell = sheet.getCell(row, column);
      if (column <= columns) cell.border = box;
      cell.alignment = {
        vertical: 'middle',
        wrapText: true,
        ...(row === head && { horizontal: 'center' }),
      };
    }
  }
  raiseRows(sheet, draft, head);
  sheet.pageSetup = {
    ...sheet.pageSetup,
    paperSize: a3 as never,
    orientation: 'landscape',
    fitToPage: true,
    fitToWidth: 1,
    fitToHeight: 0,
    horizontalCentered: true,
    printTitlesRow: `1:${head}`,
    // The library sets a dollar before the columns alone.
    printArea: `A$1:${sheet.getColumn(columns).letter}$${last}`,
    margins: { left: 0.5, right: 0.5, top: 0.6, bottom: 0.6, header: 0.3, footer: 0.3 },
  };
  sheet.headerFooter.oddFooter = `&C${foot}`;
};
