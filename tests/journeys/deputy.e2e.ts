import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { Keyboard } from './keyboard.ts';
import { onStage, stage } from './on-stage.ts';
import { says, wordsOf } from './seen.ts';

/** AB岗: the second one in a post does what the post may do, in their own name, and nothing that they may not as a human. */
onStage();

const title = '临时摊点收费当日不进系统';

/** The system administrator appoints, by page. */
const makeDeputy = async (page: Page, unit: string, post: string, person: string) => {
  await page.goto('/people');
  await page.getByRole('treeitem', { name: unit, exact: true }).click();
  await page.getByRole('button', { name: `任命 ${post}`, exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: '谁' }).fill(person);
  await page.getByRole('option', { name: new RegExp(person) }).click();
  await dialog.getByLabel('方式').selectOption({ label: 'B岗' });
  await dialog.getByRole('button', { name: '保存' }).click();
  await dialog.waitFor({ state: 'detached' });
  await says(page.getByRole('region', { name: post, exact: true }), new RegExp(`B岗\\s*${person}`));
};

const openFound = async (page: Page) => {
  await page.goto('/ledger');
  const row = page.locator('tr').filter({ hasText: title }).locator('a.row-link');
  await row.click();
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
};

test('the owner of a problem made deputy of a reviewing post is told why it is not theirs to strike off', async () => {
  const { page: admin } = await stage.window({}, 'sys');
  await makeDeputy(admin, '云溪县综合服务局', '副局长', '方志成');
  const { page } = await stage.window({}, 'fang');
  await openFound(page);
  const striking = page.locator('.matter-do').getByRole('button', { name: '准予销号', exact: true });
  await striking.waitFor();
  expect(await striking.getAttribute('aria-disabled')).toBe('true');
  await says(page.locator('.matter-do .no').first(), /哪条[\s\S]*为何/);
  // Nor does it wait for them on the desk.
  await page.goto('/');
  await page.locator('.board').waitFor();
  expect(await wordsOf(page.locator('.cols'))).not.toContain('等你复核');
});

test('a deputy finds on the desk what waits for the post, decides it by keyboard, and the record names them in that post', async () => {
  const { page: admin } = await stage.window({}, 'sys');
  await makeDeputy(admin, '督查室', '督查室主任', '顾晨');
  const { page, watch } = await stage.window({}, 'gu');
  await page.goto('/');
  const row = page.locator('.cols a.it').filter({ hasText: title });
  await says(row, '等你复核');
  const keys = new Keyboard(page);
  await keys.step('j', row);
  const peek = page.getByRole('complementary', { name: '事项速览' });
  await keys.open('e', peek.locator('form'));
  await says(peek, '以督查室主任');
  await keys.fill(peek.getByRole('textbox', { name: '理由' }), '两个月账证相符。');
  await keys.use(peek.getByRole('button', { name: '准予销号', exact: true }));
  await keys.use(peek.getByRole('button', { name: '确定准予销号' }));
  await page.locator('.said').getByText('准予销号：已记下').waitFor();
  await row.waitFor({ state: 'detached' });
  expect([keys.faults, watch.hands.filter((hand) => !hand.startsWith('field '))]).toEqual([[], []]);

  await openFound(page);
  await says(page.locator('.log'), /准予销号\s*顾晨，督查室主任/);
  expect(await wordsOf(page.locator('.log'))).not.toContain('代何静');
});
