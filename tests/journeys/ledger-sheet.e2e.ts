import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { readSheet, writeWorkbook } from '../../src/platform/documents/spreadsheet.ts';
import { clippedControls, coveredControls, sideways, smallTargets } from './in-page.ts';
import { onStage, stage } from './on-stage.ts';
import { says } from './seen.ts';

/** A sheet on its way into the ledger and out of it again, in a browser. */
onStage();

const phone = { viewport: { width: 375, height: 812 }, hasTouch: true };
const mimeType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const head = ['序号', '存在问题', '责任部门', '具体责任人', '整改措施', '整改时限', '备注栏'];
const sheet = async (rows: readonly (readonly string[])[], name = '街道台账.xlsx') => ({
  name,
  mimeType,
  buffer: Buffer.from(await writeWorkbook([{ name: '台账', columns: head.map((header) => ({ header })), rows }])),
});
const row = (page: Page, words: string) => page.locator('.lim-rows tbody tr').filter({ hasText: words });
const answer = (page: Page) => page.locator('.lim-answer');
const bring = async (page: Page, rows: readonly (readonly string[])[]) => {
  await page.goto('/ledger/import');
  await page.getByLabel('选择表格文件').setInputFiles(await sheet(rows));
};
const look = async (page: Page) => {
  await page.getByRole('button', { name: '逐行看一遍' }).click();
  await answer(page).waitFor();
};

test('a sheet of another office: columns known, errors at their cells, mended, written, found on the ledger', async () => {
  const { page } = await stage.window({}, 'fang');
  const bad = [
    ['1', '窗口没有老花镜', '征管股', '李婷', '每个窗口配一副', '2099年3月1日', '来自街道'],
    ['2', '=1+1 号窗口牌子看不清', '没有的股', '李婷', '换牌子', '46', ''],
  ];
  await bring(page, bad);
  await says(page.locator('.lim-columns h2'), '表头在第 1 行，认出 6 列，还有 1 列不导入');
  await says(page.locator('.lim-map'), '来自街道');
  await look(page);
  await says(answer(page), '有 1 行要改');
  await says(row(page, '=1+1'), /C3“责任单位”.*名册里没有这一个.*核对写法/);
  expect(await page.getByRole('button', { name: '确认写入' }).getAttribute('aria-disabled')).toBe('true');

  await bring(page, [bad[0] as string[], ['2', '=1+1 号窗口牌子看不清', '征管股', '李婷', '换牌子', '年底前', '']]);
  // What was chosen for each header is remembered.
  await says(page.locator('.lim-columns h2'), '认出 6 列');
  await look(page);
  await says(answer(page), '可以写入：登记 2 行');
  await page.getByRole('button', { name: '确认写入' }).click();
  await says(answer(page), '写好了：登记 2 个问题，2 条措施');
  await row(page, '=1+1').getByRole('link').click();
  await says(page.locator('main'), /=1\+1 号窗口牌子看不清/);
  await page.goto('/ledger/import');
  await says(page.locator('.lim-earlier'), /街道台账\.xlsx\s+已写入/);
});

test('an export comes back as nothing, and with one edit as just that one', async () => {
  const { page } = await stage.window({}, 'he');
  await page.goto('/ledger');
  const coming = page.waitForEvent('download');
  await page.locator('a[href*="export.xlsx"]').first().click();
  const file = await (await coming).path();
  const read = await readSheet(readFileSync(file));
  if (!read.ok) throw new Error(read.refusal.rule);
  await page.goto('/ledger/import');
  await page.getByLabel('选择表格文件').setInputFiles(file);
  await look(page);
  await says(answer(page), '和台账一样，没有要写入的');
});

test('cells are pasted as Excel lays them on the clipboard, merged ones as one problem', async () => {
  const { page } = await stage.window({}, 'fang');
  await page.goto('/ledger/import');
  const table = `<table><tr><td>问题</td><td>责任单位</td><td>责任人</td><td>措施</td></tr>
    <tr><td rowspan="2">停车位不够<br>上午九点就停满</td><td rowspan="2">征管股</td><td rowspan="2">李婷</td><td>划线</td></tr><tr><td>错峰</td></tr></table>`;
  await page.getByLabel(/粘贴到这里/).evaluate((field, html) => {
    const data = new DataTransfer();
    data.setData('text/html', html);
    data.setData('text/plain', '问题');
    field.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  }, table);
  await look(page);
  await says(answer(page), '登记 1 行，加措施 1 行');
  await says(row(page, '停车位不够'), /登记问题、制定措施 2 条/);
});

test('on a phone every step fits, nothing is covered and every target is large enough', async () => {
  const { page } = await stage.window(phone, 'fang');
  const fits = async () => {
    expect(await page.evaluate(sideways, 375)).toBeLessThanOrEqual(0);
    expect(await page.evaluate(smallTargets, 44)).toEqual([]);
    expect(await page.evaluate(clippedControls)).toEqual([]);
    expect(await page.evaluate(coveredControls)).toEqual([]);
  };
  await page.goto('/ledger/import');
  await page.getByLabel('选择表格文件').waitFor();
  await fits();
  await bring(page, [['1', '路面有坑', '征管股', '无此人', '填平', '2099-01-01', '']]);
  await page.locator('.lim-map').waitFor();
  await fits();
  await look(page);
  await says(row(page, '路面有坑'), /D2“责任人”/);
  await page.getByRole('button', { name: /^全部/ }).click();
  await fits();
});
