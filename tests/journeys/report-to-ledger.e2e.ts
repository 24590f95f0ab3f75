import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { photograph } from '../builders/files.ts';
import { scanOf } from '../documents/made-pdf.ts';
import { says } from './seen.ts';
import { openStage, type Stage, tellWhere, type Window } from './stage.ts';

/** From a Word file to the ledger: every way an entry can go. The tests follow each other on one report. */
const file = (name: string) => path.resolve(import.meta.dirname, '../documents', name);

let stage: Stage;
let window: Window;
let page: Page;

beforeAll(async () => {
  stage = await openStage();
  window = await stage.window({}, 'fang');
  page = window.page;
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await tellWhere(page);
  expect(stage.faults()).toEqual([]);
});
afterAll(() => stage?.close());

const button = (name: string | RegExp, within: Pick<Page, 'getByRole'> = page): Locator =>
  within.getByRole('button', { name, exact: typeof name === 'string' });
const entry = (words: string) => page.locator('.entry-list > li').filter({ hasText: words }).first();
const said = (words: string) => page.locator('.said').getByText(words).waitFor();
const pick = async (within: Locator, name: string, words: string) => {
  const box = within.getByRole('combobox', { name, exact: true });
  await box.click();
  await box.fill(words);
  await within.locator('.combo-list [role=option]').first().click();
};
const counted = () => page.locator('.reading .foot').innerText();
const titles = async () =>
  (await page.locator('.entry-list > li .t > b').allInnerTexts()).map((each) => each.replaceAll(/\s/g, ''));

test('a Word file is read: its problems, its measures, and two sums that do not fit', async () => {
  await page.goto('/ledger/reports');
  await page.getByLabel('选择报告文件').setInputFiles(file('report.docx'));
  await page.getByText('report.docx，共 572 字').waitFor();
  expect(await page.getByLabel('报告标题').inputValue()).toBe('关于零散户征管成本的调研报告');
  await button('交存并开始读').click();
  await page.locator('.entry-list').waitFor();
  expect(await titles()).toEqual([
    '“共走访零散户62户”合不拢',
    '“收集意见17条”没有全部办理',
    '村级代办点同一户信息要填三张表，口径还不一样',
    '临时摊点收费只开收据、当日不进系统，月底集中补录',
    '代办费按季拨付，平均晚十九天',
    '同类减免两镇掌握不一',
  ]);
  // The numbers that Word only draws stand in the text.
  await says(page.locator('#source-text'), '二、存在的主要问题');
});

test('a sum is pointed out with both figures, and what the reader makes of it can be taken back', async () => {
  const sum = entry('合不拢');
  await says(sum, '28 + 31 = 59，差 3 户');
  await button(/^改为 59/, sum).click();
  await says(sum, '应为 59 户');
  await button(/^撤回/, sum).click();
  await button(/^问课题组/, sum).click();
  await says(sum, '已记：问课题组');
});

test('an entry that stands on the ledger already is joined to it, by key', async () => {
  const known = entry('临时摊点收费');
  await says(known, /像是 征管-2026-\d{3}/);
  const number = /征管-2026-\d{3}/.exec(await known.innerText())?.[0] as string;
  await known.locator('.t > b').click();
  await says(known.locator('.likely'), '临时摊点收费当日不进系统');
  await page.keyboard.press('m');
  await said(`已并入 ${number}`);
  await says(known, '已并入');
  await known.getByRole('link', { name: number }).click();
  await says(page.locator('.log'), '关于零散户征管成本的调研报告');
  await page.goBack();
  await page.locator('.entry-list').waitFor();
});

test('two entries are merged into one, taken apart again, and merged', async () => {
  const fees = entry('代办费按季拨付');
  await fees.locator('.t > b').click();
  await button('合并到…', fees).click();
  const choice = fees.getByRole('combobox', { name: /合并到$/ });
  const other = await choice.locator('option').filter({ hasText: '同类减免' }).getAttribute('value');
  await choice.selectOption(other);
  await said('已合并到');
  const home = entry('同类减免');
  await says(home, '也见：代办费按季拨付');
  await button(/^拆出/, home).click();
  await said('已拆出');
  await button(/^合并 /, fees).click();
  await fees.getByRole('combobox', { name: /合并到$/ }).selectOption(other);
  await says(home, '也见：代办费按季拨付');
});

test('a passage that says two things is split into two entries', async () => {
  const whole = entry('村级代办点');
  await whole.locator('.t > b').click();
  await button('拆成几条', whole).click();
  await button('拆开', whole).click();
  await said('已拆成 2 条');
  expect(await titles()).toContain('口径还不一样');
  await button('合回一条').first().click();
  await said('已合回一条');
  await button('拆成几条', whole).click();
  await button('拆开', whole).click();
  await said('已拆成 2 条');
});

test('the first is accepted with who answers; the next costs two presses, with what was chosen last', async () => {
  const forms = entry('村级代办点');
  await forms.locator('.t > b').click();
  await button('确认为新问题', forms).click();
  await forms.getByRole('combobox', { name: '种类' }).selectOption({ label: '意见建议' });
  await pick(forms, '责任单位', '财务');
  await pick(forms, '责任人', '邓颖');
  await button('确认列入', forms).click();
  await said('已列入台账');
  await says(forms, '已确认');
  const next = entry('口径还不一样');
  await says(next, '邓颖');
  await page.evaluate('window.scrollTo(0, 0)');
  const before = window.watch.hands.length;
  await next.locator('.t > b').click();
  await button('确认为新问题', next).click();
  await says(next, '已确认');
  const hands = window.watch.hands.slice(before);
  expect([hands.filter((hand) => hand === 'mouse').length, hands.filter((hand) => hand.startsWith('field '))]).toEqual([
    2,
    [],
  ]);
});

test('merged entries enter as one problem that stands in both places', async () => {
  const home = entry('同类减免');
  await home.locator('.t > b').click();
  await button('确认为新问题', home).click();
  await says(home, '已确认');
  await says(home, '也见：代办费按季拨付');
});

test('what was not dealt with becomes an entry of its own; only then the report is read', async () => {
  expect(await counted()).toContain('还有 1 个数没有核对');
  await button(/^登记其余 8 条/).click();
  await says(entry('没有全部办理'), '其余的已列为一条');
  const rest = page.locator('.entry-list > li.open');
  await says(rest, '17条，当场答复9条');
  expect(await counted()).toContain('还有 1 个问题没有定');
  await button('不列入', rest).click();
  await said('不列入');
  await page.getByText('已定 4 / 4').waitFor();
  await button('读完了').click();
  await button('接着读').waitFor();
});

test('the ledger has what was confirmed, once, and nothing else', async () => {
  await page.goto('/ledger');
  const rows = page.getByRole('region', { name: '整改台账表格' });
  await rows.getByText('口径还不一样').first().waitFor();
  const words = await rows.innerText();
  for (const title of ['村级代办点同一户信息要填三张表', '口径还不一样', '同类减免两镇掌握不一'])
    expect(words).toContain(title);
  expect(words).not.toContain('代办费按季拨付，平均晚十九天');
  expect(words).not.toContain('当场答复9条');
});

test('a passage that was registered in another window meanwhile is no second problem', async () => {
  const second = await stage.window({}, 'fang');
  second.watch.expected.add('409 POST /api/matters');
  const there = second.page;
  await there.goto('/ledger/reports');
  await there
    .getByLabel('也可以把全文粘贴在这里')
    .fill('关于大厅的调研报告\n一、存在的问题\n一是大厅座椅不够。老人站着等。\n二是饮水机坏了。夏天没水喝。');
  await there.getByRole('button', { name: '用粘贴的全文' }).click();
  await there.getByRole('button', { name: '交存并开始读' }).click();
  await there.locator('.entry-list').waitFor();
  await page.goto(there.url());
  const item = (where: Page) => where.locator('.entry-list > li').filter({ hasText: '大厅座椅不够' });
  await there.getByRole('button', { name: '改 问 1' }).click();
  await pick(item(there), '责任单位', '财务');
  await pick(item(there), '责任人', '邓颖');
  await page.getByRole('button', { name: '确认 问 1' }).click();
  await item(page).getByText('已确认').waitFor();
  await there.getByRole('button', { name: '确认列入' }).click();
  await item(there)
    .getByText(/这段话已经列为/)
    .waitFor();
  await second.close();
});

test('a scan says that it is one, is kept as evidence, and is read once its text comes after it, on a phone', async () => {
  const phone = await stage.window({ viewport: { width: 375, height: 812 }, hasTouch: true, isMobile: true }, 'fang');
  phone.watch.expected.add('415 POST /api/ledger/reports/text');
  const here = phone.page;
  await here.goto('/ledger/reports');
  const buffer = scanOf(await photograph(), 2);
  await here.getByLabel('选择报告文件').setInputFiles({ name: '扫描件.pdf', mimeType: 'application/pdf', buffer });
  await here.getByText('这份文件是图片或扫描件，里面没有文字').waitFor();
  await says(here.locator('.no'), '请提供文字版');
  await here.getByRole('button', { name: '交存，只作佐证' }).tap();
  await here.getByText('原件已经交存，没有丢').waitFor();
  await here.getByLabel('补交文字版').setInputFiles(file('report.pdf'));
  await here.locator('.entry-list').waitFor();
  expect(await here.locator('.entry-list > li').count()).toBe(6);
  await here.locator('.entry-list > li').filter({ hasText: '代办费按季拨付' }).locator('.t > b').tap();
  await here.getByRole('button', { name: '确认为新问题' }).waitFor();
  expect(await here.evaluate('document.documentElement.scrollWidth')).toBe(375);
  await phone.close();
});
