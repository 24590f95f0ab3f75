import { expect, test } from 'vitest';
import { Finger } from './finger.ts';
import { Keyboard } from './keyboard.ts';
import { fang, onStage, stage } from './on-stage.ts';
import { says, wordsOf } from './seen.ts';

/** Why a date is what it is, read by somebody without a mouse and by somebody on a phone. */
onStage({ fang: true });

const register = async (title: string): Promise<string> => {
  const { person: owner, post: ownerPost, unit } = fang.user;
  return (await fang.command('/api/matters', { procedure: 'problem', data: { title, unit, owner, ownerPost } })).id;
};

test('by keyboard: from the desk to the matter, to the reason of its date, through its days, and back', async () => {
  const title = '台账页码重号';
  await register(title);
  const { page, watch } = await stage.window({}, 'fang');
  const keys = new Keyboard(page);
  await page.goto('/');
  const row = page.locator('.cols a.it').filter({ hasText: title });
  await keys.step('j', row);
  await keys.press('Enter');
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
  const clock = page.getByRole('region', { name: '制定措施' });
  const date = clock.getByRole('link');
  const words = await wordsOf(date);
  // What the rail draws is said in words to whoever does not see it.
  expect(await clock.getByRole('img').getAttribute('aria-label')).toMatch(/^制定措施，已过 0 天/);
  await keys.use(date);
  await says(page.locator('.why h1'), `为什么是 ${words}`);

  // The days are a table with its weekdays as heads: every cell is reached by the ways a reader has for tables.
  const table = page.getByRole('table', { name: '逐日计算' }).or(page.locator('.why-days'));
  expect(await table.first().getByRole('columnheader').allInnerTexts()).toEqual([
    '一',
    '二',
    '三',
    '四',
    '五',
    '六',
    '日',
  ]);
  const cells = await table.first().getByRole('cell').allInnerTexts();
  const counted = cells.filter((cell) => /\n\s*[1-5](?!\d)/.test(cell));
  expect(counted).toHaveLength(5);
  expect(counted.at(-1)).toContain('到期');
  expect(counted.at(-1)).toContain(words.slice(5, 10));
  // The sum beneath says the same figure that the page began with.
  await says(page.locator('.why-sum .t'), /工作日\s*5/);

  // Each way on stands within reach of the Tab key; the first leads back to where one came from.
  await keys.to(page.getByRole('link', { name: '看工作日历' }), 30);
  await keys.use(page.locator('.why-crumb a'), 30);
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
  expect([keys.faults, watch.hands]).toEqual([[], []]);
});

test('on a phone: the date opens by a tap, nothing is cut, and the answer stands first', async () => {
  const title = '公示栏字太小';
  const id = await register(title);
  const phone = { viewport: { width: 375, height: 812 }, hasTouch: true, isMobile: true };
  const { page } = await stage.window(phone, 'fang');
  const finger = new Finger(page);
  await page.goto(`/matter/${id}`);
  await finger.tap(page.getByRole('region', { name: '制定措施' }).getByRole('link'));
  await says(page.locator('.why h1'), '为什么是');
  await finger.look('deadline');
  const top = await page.locator('.why h1').boundingBox();
  expect(top && top.y + top.height).toBeLessThan(300);
  await finger.tap(page.locator('.why-crumb a'));
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
  expect([...finger.faults]).toEqual([]);
});

test('of one long over, today and the end are both in the picture', async () => {
  const { page } = await stage.window({}, 'he');
  await page.goto('/ledger');
  const late = page.locator('tr').filter({ hasText: '环节超时' }).locator('a.row-link').first();
  await late.click();
  const rail = page.getByRole('region', { name: '销号复核' }).locator('.rail');
  await rail.waitFor();
  const cells = rail.locator('li');
  const words = await cells.allInnerTexts();
  expect(words.map((word) => word.trim() === '…')).toEqual([false, false, false, false, false, true, false, false]);
  expect(await cells.nth(4).getAttribute('class')).toContain('due');
  expect(await page.getByRole('region', { name: '销号复核' }).getByRole('img').getAttribute('aria-label')).toMatch(
    /之后又过了 \d+ 天/,
  );
});
