import type { Page } from 'playwright-core';
import { writeWorkbook } from '../../src/platform/documents/spreadsheet.ts';
import type { Place } from './places.ts';

const head = ['序号', '存在问题', '责任部门', '具体责任人', '整改措施', '整改时限', '佐证材料', '备注'];
const rows = [
  ['1', '窗口没有老花镜', '征管股', '李婷', '每个窗口配一副', '2099-03-01', '照片', ''],
  ['2', '=1+1 号牌子看不清', '没有的股', '李亭', '换牌子', '2020-01-01', '', ''],
  ['', '', '', '', '加一盏灯', '年底前', '', ''],
];

/** A sheet of another office, brought to the page that takes them. */
export const bringSheet = async (page: Page): Promise<void> => {
  const columns = head.map((header) => ({ header }));
  const buffer = Buffer.from(await writeWorkbook([{ name: '台账', columns, rows }]));
  const mimeType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  await page.getByLabel('选择表格文件').setInputFiles({ name: '街道台账.xlsx', mimeType, buffer });
  await page.locator('.lim-map').waitFor();
};

/** The same, looked at row by row. */
export const lookAtSheet = async (page: Page): Promise<void> => {
  await bringSheet(page);
  await page.getByRole('button', { name: '逐行看一遍' }).click();
  await page.locator('.lim-rows').waitFor();
  await page.getByRole('button', { name: /^全部/ }).click();
  await page.locator('.lim-rows tr[data-outcome="new"]').first().waitFor();
};

export const sheetPlaces: readonly Place[] = [
  {
    name: 'ledger import',
    login: 'fang',
    path: '/ledger/import',
    ready: (page) => page.locator('.lim-take').waitFor(),
  },
  { name: 'ledger import, columns', login: 'fang', path: '/ledger/import', ready: bringSheet },
  { name: 'ledger import, rows with errors', login: 'fang', path: '/ledger/import', ready: lookAtSheet },
  {
    name: 'no such import',
    login: 'fang',
    path: '/ledger/import/01a00000-0000-7000-8000-000000000000',
    expected: ['404 GET /api/ledger/imports/:id'],
    ready: (page) => page.getByRole('heading', { name: '没有这次导入' }).waitFor(),
  },
];
