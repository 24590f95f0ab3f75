import { readFileSync } from 'node:fs';
import exceljs from 'exceljs';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { onStage, stage } from './on-stage.ts';

/** An agency shapes a procedure: the office writes, somebody else publishes, new matters take it, a running one is moved. */
onStage();

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first().click();
const versions = async (page: Page) => {
  await page.goto('/procedures/problem?tab=versions');
  await page.locator('.pversions').waitFor();
};

test('an overlay written by one, published by another; a running matter migrated', async () => {
  const gu = await stage.window({}, 'gu');
  gu.watch.expected.add('422 POST /api/procedures/problem/draft');
  gu.watch.expected.add('422 POST /api/procedures/problem/versions/2/submit');
  const { page } = gu;
  await page.goto('/procedures');
  await page.getByRole('link', { name: /问题整改/ }).click();
  await page.locator('.drawn svg').waitFor();
  await page.getByRole('link', { name: '调整流程' }).click();
  await page.getByLabel('多长').first().fill('3');
  await press(page, '再加一个栏目');
  await press(page, '存成草稿');
  await page.getByText('这一项要填').first().waitFor();
  await page.getByLabel('栏目名称').fill('所在片区');
  await page.getByLabel('类型').selectOption('choice');
  await page.getByLabel('可选项').fill('镇区、村');
  await page.getByRole('checkbox', { name: '必填' }).check();
  await press(page, '先看变化');
  await page.getByText('镇区 / 村，必填').waitFor();
  await press(page, '存成草稿');
  await page.getByText('起草中').first().waitFor();
  await press(page, '提交发布');
  await page.getByText('填写的内容有不对的地方').waitFor();
  await page.getByLabel('依据').fill('效能办 7 号');
  await press(page, '提交发布');
  await page.getByText('等督查人员或领导发布').waitFor();

  // Nobody is asked for it yet.
  const fang = await stage.window({}, 'fang');
  await fang.page.goto('/new/problem');
  await fang.page.locator('form').waitFor();
  expect(await fang.page.getByText('所在片区').count()).toBe(0);

  const he = await stage.window({}, 'he');
  await versions(he.page);
  await press(he.page, '发布这一版');
  await he.page.getByText('何静发布').waitFor();

  await fang.page.goto('/new/problem');
  await fang.page.getByLabel('所在片区').selectOption({ label: '村' });
  await fang.page.getByLabel('问题', { exact: true }).fill('公示栏被树挡住');
  await fang.page.getByRole('combobox', { name: '责任人' }).fill('李婷');
  await fang.page.getByRole('option', { name: /李婷/ }).click();
  await press(fang.page, '登记问题');
  await fang.page.locator('.matter .log').waitFor();
  await fang.page.getByText('村', { exact: true }).first().waitFor();

  await versions(he.page);
  await he.page.locator('.prunning li').first().waitFor();
  const before = await he.page.locator('.prunning li').count();
  const number = await he.page.locator('.prunning li a').first().innerText();
  await press(he.page, `${number} 迁到第 2 版`);
  await expect.poll(() => he.page.locator('.prunning li').count()).toBe(before - 1);
  await he.page.goto('/procedures/problem');
  await he.page.getByText('现行第 2 版').waitFor();
  const { rows } = await stage.database.owner.query<{ version: number; body: string }>(
    `select m.version, e.body from matter m join event e on e.agency_id = m.agency_id and e.stream_id = m.id
     where m.number = $1 and m.procedure = 'problem' order by e.seq desc limit 1`,
    [number],
  );
  expect(rows[0]?.version).toBe(2);
  const body = JSON.parse(rows[0]?.body ?? '');
  expect([body.action, body.procedure.version]).toEqual(['migrate', 2]);
  expect(body.settings).toContainEqual(expect.objectContaining({ kind: 'procedure' }));
});

test('blank forms are taken away as Excel and Word, with the agency’s own field', async () => {
  const { page } = await stage.window({ acceptDownloads: true }, 'li');
  await page.goto('/procedures/problem?tab=forms');
  const fetched = async (name: string) => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name }).first().click(),
    ]);
    return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
  };
  const sheet = await fetched('空白 Excel');
  expect(sheet.name).toBe('问题整改.xlsx');
  const workbook = new exceljs.Workbook();
  await workbook.xlsx.load(sheet.bytes as never);
  const heads = JSON.stringify(workbook.worksheets[0]?.getRow(1).values);
  expect(heads).toContain('问题 *');
  expect(heads).toContain('所在片区 *');
  const word = await fetched('空白 Word');
  expect(word.name).toBe('问题整改.docx');
  expect(word.bytes.subarray(0, 2).toString()).toBe('PK');
});
