import exceljs from 'exceljs';
import { expect, test } from 'vitest';
import { readSheet, writeWorkbook } from './spreadsheet.ts';

const draft = {
  name: '台账 & 其他',
  columns: [{ header: '问题' }, { header: '措施' }, { header: '记号', isHidden: true }],
  rows: [
    ['甲'.repeat(20), '一', 'a'],
    ['', '=2', 'b'],
    ['乙', '三', 'c'],
  ],
  merges: [{ top: 0, bottom: 1, left: 0, right: 0 }],
  print: { above: ['某局台账', '截至今日'], columns: 2, foot: '第 &P 页，共 &N 页' },
};

test('merged cells come back as ranges, under the lines above the headers', async () => {
  const read = await readSheet(await writeWorkbook([draft]));
  if (!read.ok) throw new Error(read.refusal.rule);
  const [sheet] = read.value.sheets;
  expect(sheet?.rows.slice(2)).toEqual([
    ['问题', '措施', '记号'],
    ['甲'.repeat(20), '一', 'a'],
    ['', '=2', 'b'],
    ['乙', '三', 'c'],
  ]);
  expect(sheet?.merges).toContainEqual({ top: 3, bottom: 4, left: 0, right: 0 });
  expect(sheet?.merges).toContainEqual({ top: 0, bottom: 0, left: 0, right: 1 });
});

test('it is laid out for A3 across, its headers on every page, what is hidden off the paper', async () => {
  const workbook = new exceljs.Workbook();
  await workbook.xlsx.load(Buffer.from(await writeWorkbook([draft])) as never);
  const [sheet] = workbook.worksheets as [exceljs.Worksheet];
  expect(sheet.pageSetup).toMatchObject({ paperSize: 8, orientation: 'landscape', fitToWidth: 1, fitToHeight: 0 });
  expect(sheet.pageSetup.printTitlesRow).toBe('1:3');
  expect(sheet.pageSetup.printArea).toBe('A1:B6');
  expect(sheet.headerFooter.oddFooter).toContain('&P');
  expect(sheet.views[0]).toMatchObject({ state: 'frozen', ySplit: 3 });
  expect([1, 2, 3].map((column) => sheet.getColumn(column).hidden)).toEqual([false, false, true]);
  expect(sheet.getCell('B5').value).toBe('=2');
  expect([4, 5].map((row) => sheet.getRow(row).height)).toEqual([18, 33]);
});
