import exceljs, { type Cell, type CellValue } from 'exceljs';
import type { Cell as Written } from '../../kernel/form/cell.ts';
import { mergesOf } from './merged-cells.ts';
import { layOnPaper, mergeRanges } from './printed-sheet.ts';
import { addressOf, type Sheet, type SheetDraft, type SheetLimits } from './sheet.ts';

// Parts that hold no values. Ranges in them may span whole columns, and the library spells such a range out cell by cell.
const unread = [
  'autoFilter',
  'mergeCells',
  'rowBreaks',
  'hyperlinks',
  'pageMargins',
  'dataValidations',
  'pageSetup',
  'headerFooter',
  'printOptions',
  'picture',
  'drawing',
  'sheetProtection',
  'tableParts',
  'conditionalFormatting',
  'extLst',
];

/** A moment stands in a sheet without a zone; the library hands it over as if it were UTC. */
const momentText = (moment: Date): string => {
  if (Number.isNaN(moment.getTime())) return '';
  const [day = '', time = ''] = moment.toISOString().split('T');
  const clock = time.slice(0, 5);
  // Day 0 of a sheet is a time of day alone.
  if (day < '1900-01-01') return clock;
  return clock === '00:00' ? day : `${day} ${clock}`;
};

/** A number with the decimals its cell shows; thousands are not set apart, so that the text stays a number. */
const numberText = (value: number, format: string): string => {
  const [shown = ''] = format.split(';');
  const decimals = /[0#]\.(0+)/.exec(shown)?.[1]?.length ?? 0;
  if (shown.includes('%')) return `${(value * 100).toFixed(decimals)}%`;
  if (decimals > 0) return value.toFixed(decimals);
  if (/^#?,?#*0$/.test(shown)) return value.toFixed(0);
  if (Number.isInteger(value)) return Math.abs(value) < 1e21 ? BigInt(value).toString() : String(value);
  // What binary fractions add in the 16th place nobody has typed.
  return String(Number(value.toPrecision(15)));
};

const valueText = (value: CellValue, format: string): string => {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return numberText(value, format);
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (value instanceof Date) return momentText(value);
  if ('richText' in value) return value.richText.map((part) => part.text).join('');
  if ('text' in value) return valueText(value.text as CellValue, format);
  if ('error' in value) return value.error;
  // A formula is worth what it showed when the file was saved; nothing is computed here.
  if ('result' in value) return valueText(value.result as CellValue, format);
  return '';
};

const cellText = (cell: Cell): string => valueText(cell.value, cell.numFmt ?? '').trim();

export type ReadFault = 'broken' | 'rows' | 'columns' | 'sheets';

/** Reads the cells of a workbook whose archive was found sound. */
export const readWorkbook = async (
  bytes: Buffer,
  limits: SheetLimits,
): Promise<{ ok: true; sheets: Sheet[] } | { ok: false; fault: ReadFault }> => {
  const workbook = new exceljs.Workbook();
  try {
    await workbook.xlsx.load(
      bytes as never,
      {
        ignoreNodes: unread,
        maxRows: limits.rows,
        maxCols: limits.columns,
      } as never,
    );
  } catch (error) {
    const [, what] = /^Max (row|c|column) count/i.exec(String((error as Error)?.message)) ?? [];
    return { ok: false, fault: what === undefined ? 'broken' : what === 'row' ? 'rows' : 'columns' };
  }
  // What is hidden nobody sees, so nobody means it.
  const seen = workbook.worksheets.filter((worksheet) => worksheet.state === 'visible');
  if (seen.length === 0) return { ok: false, fault: 'broken' };
  if (seen.length > limits.sheets) return { ok: false, fault: 'sheets' };
  const sheets: Sheet[] = [];
  for (const worksheet of seen) {
    const rows: string[][] = [];
    let fault: ReadFault | null = null;
    worksheet.eachRow({ includeEmpty: false }, (row, number) => {
      const cells: string[] = [];
      row.eachCell({ includeEmpty: false }, (cell, column) => {
        const text = cellText(cell);
        if (text === '') return;
        if (column > limits.columns) {
          fault = 'columns';
          return;
        }
        while (cells.length < column - 1) cells.push('');
        cells[column - 1] = text;
      });
      if (cells.length === 0) return;
      if (number > limits.rows) {
        fault = 'rows';
        return;
      }
      while (rows.length < number - 1) rows.push([]);
      rows[number - 1] = cells;
    });
    if (fault) return { ok: false, fault };
    const merges = mergesOf(bytes, worksheet.name);
    sheets.push({ name: worksheet.name, rows, ...(merges.length > 0 && { merges }) });
  }
  return { ok: true, sheets };
};

/** One sheet's lists of choices stand in a hidden sheet: typed into the rule itself they may not be longer than 255 signs. */
const offerChoices = (workbook: exceljs.Workbook, drafts: readonly SheetDraft[]): void => {
  const offered = drafts.flatMap((draft) =>
    draft.columns.flatMap(({ choices }, column) => (choices?.length ? [{ draft, column, choices }] : [])),
  );
  if (offered.length === 0) return;
  const lists = workbook.addWorksheet('_', { state: 'veryHidden' });
  for (const [at, { draft, column, choices }] of offered.entries()) {
    for (const [row, choice] of choices.entries()) lists.getCell(row + 1, at + 1).value = choice;
    const [letters = 'A'] = /^[A-Z]+/.exec(addressOf(0, at)) ?? [];
    const sheet = workbook.getWorksheet(draft.name);
    const [own = 'A'] = /^[A-Z]+/.exec(addressOf(0, column)) ?? [];
    // The library's types do not know that rules may be set for a range.
    const rules = (sheet as unknown as { dataValidations: { add(range: string, rule: object): void } }).dataValidations;
    const above = draft.print?.above.length ?? 0;
    rules.add(`${own}${above + 2}:${own}${above + Math.max(1000, draft.rows.length + 200)}`, {
      type: 'list',
      allowBlank: true,
      showErrorMessage: false,
      formulae: [`_!$${letters}$1:$${letters}$${choices.length}`],
    });
  }
};

/** Words stay words, whatever they look like; numbers and days keep the form they are shown in. */
const writeValue = (cell: Cell, value: string | Written): void => {
  if (typeof value === 'string') {
    cell.value = value === '' ? null : value;
    return;
  }
  switch (value.type) {
    case 'empty':
      return;
    case 'text':
      cell.value = value.text;
      cell.numFmt = '@';
      return;
    case 'number':
      cell.value = value.value;
      cell.numFmt = value.decimals ? `0.${'0'.repeat(value.decimals)}` : '0';
      return;
    case 'day':
      cell.value = new Date(`${value.day}T00:00:00Z`);
      cell.numFmt = 'yyyy-mm-dd';
      return;
    case 'flag':
      cell.value = value.flag;
  }
};

/** Writes sheets whose words are text, so that `=1+1` stays what somebody typed and a long number keeps its digits. */
export const buildWorkbook = async (drafts: readonly SheetDraft[]): Promise<Uint8Array> => {
  const workbook = new exceljs.Workbook();
  for (const draft of drafts) {
    const above = draft.print?.above.length ?? 0;
    const sheet = workbook.addWorksheet(draft.name, { views: [{ state: 'frozen', ySplit: above + 1 }] });
    sheet.columns = draft.columns.map(({ width = 16, format = '@', isHidden }) => ({
      width,
      style: { numFmt: format },
      ...(isHidden && { hidden: true }),
    }));
    for (const line of draft.print?.above ?? []) sheet.addRow([line]);
    const head = sheet.addRow(draft.columns.map(({ header }) => header));
    head.font = { bold: true };
    for (const cells of draft.rows) {
      const row = sheet.addRow([]);
      for (const [index, cell] of cells.entries()) writeValue(row.getCell(index + 1), cell);
    }
    mergeRanges(sheet, draft.merges ?? [], above + 1);
    if (draft.print) layOnPaper(sheet, draft, draft.print);
  }
  offerChoices(workbook, drafts);
  return new Uint8Array(await workbook.xlsx.writeBuffer());
};
