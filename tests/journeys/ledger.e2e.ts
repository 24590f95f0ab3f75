import { expect, test } from 'vitest';
import { onStage, stage } from './on-stage.ts';
import { says, wordsOf } from './seen.ts';
import { type Window } from './stage.ts';

/** The ledger's page as a supervisor works with it: views, filters, many at once, figures that lead to what they count, paper. */
onStage();

const rows = ({ page }: Window) => page.locator('tr:not(.grp) a.row-link');
const sentence = async ({ page }: Window): Promise<number> => {
  await says(page.locator('.head p'), /共 \d+\+? 条/);
  return Number(/共 (\d+)/.exec(await wordsOf(page.locator('.head p')))?.[1]);
};
const opened = async (window: Window, path: string): Promise<number> => {
  await window.page.goto(path);
  const count = await sentence(window);
  await window.page.locator('.ledger-body > *').first().waitFor();
  return count;
};

test('each tab says how many stand in its list, and a filter from the address finds what its sender saw', async () => {
  const window = await stage.window({}, 'he');
  const { page } = window;
  const all = await opened(window, '/ledger');
  expect(all).toBeGreaterThan(3);
  for (const view of ['全部', '本季到期', '待复核', '反复出现', '缺责任人']) {
    const tab = page.locator('.views a').filter({ hasText: view });
    const told = Number(/\d+/.exec(await wordsOf(tab))?.[0]);
    await tab.click();
    await expect.poll(() => sentence(window)).toBe(told);
  }
  await opened(window, '/ledger?state=struckOff&group=none');
  const struckOff = await sentence(window);
  await expect.poll(() => rows(window).count()).toBe(Math.min(80, struckOff));
  await says(page.locator('.f.on').filter({ hasText: '状态' }), /状态\s+已销号/);
  await page.getByRole('button', { name: '去掉条件“状态”' }).click();
  await expect.poll(() => sentence(window)).toBe(all);
  expect(new URL(page.url()).search).toBe('?group=none');
});

test('a filter is set by keys alone, kept as a view with its columns, and found again after a reload', async () => {
  const window = await stage.window({}, 'he');
  const { page } = window;
  const all = await opened(window, '/ledger?group=none');
  const chip = page.locator('.f summary').filter({ hasText: '类别' });
  await chip.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('checkbox', { name: '服务', exact: true }).press('Space');
  await page.keyboard.press('Escape');
  await expect.poll(() => new URL(page.url()).searchParams.get('category')).toBe('service');
  await expect.poll(() => sentence(window)).toBeLessThan(all);
  const count = await sentence(window);
  await page.getByRole('button', { name: '另存为视图' }).click();
  await page.getByLabel('视图名称').fill('服务类');
  await page.getByRole('dialog').getByRole('button', { name: '另存为视图' }).click();
  await page.locator('.views a[aria-current]').filter({ hasText: '服务类' }).waitFor();
  await page.locator('.looks summary').click();
  await page.getByRole('checkbox', { name: '配合单位' }).uncheck();
  await page.locator('.looks summary').filter({ hasText: '列 16' }).waitFor();
  await page.waitForLoadState('networkidle');
  await page.goto('/ledger');
  await page.locator('.views a').filter({ hasText: '服务类' }).click();
  await expect.poll(() => sentence(window)).toBe(count);
  await says(page.locator('.looks'), '列 16');
  expect(await page.locator('thead th.c-assistUnits').count()).toBe(0);
});

test('many are urged at once; what cannot be done says why before it is pressed; a lost answer counts once', async () => {
  const window = await stage.window({}, 'he');
  const { page, watch } = window;
  await opened(window, '/ledger?view=open&group=none');
  await rows(window).first().waitFor();
  const numbers = (await rows(window).allInnerTexts()).slice(0, 2);
  await rows(window).first().focus();
  await page.keyboard.press('x');
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  const bar = page.getByRole('region', { name: '所选' });
  await says(bar, '已选 2 条');
  await says(bar, /提请销号：\d 条不能/);
  await bar.getByRole('button', { name: '催办' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').fill('本周内报一次进展。');
  watch.expected.add('lost');
  await page.route(
    '**/api/ledger/batch',
    async (route) => {
      await route.fetch();
      await route.abort();
    },
    { times: 1 },
  );
  const send = dialog.getByRole('button', { name: '催办（2 条）' });
  await send.click();
  await dialog.getByRole('alert').filter({ hasText: /\S/ }).waitFor();
  await send.click();
  await says(dialog, '2 条办好了');
  await dialog.getByRole('button', { name: '关闭' }).click();
  await bar.waitFor({ state: 'detached' });
  for (const number of numbers) {
    const row = page.getByRole('row').filter({ hasText: number });
    await says(row, '催办 1 次');
  }
});

test('each figure opens as many as it says', async () => {
  const window = await stage.window({}, 'he');
  const { page } = window;
  await page.goto('/ledger/figures');
  await page.locator('.fig-body').waitFor();
  const figures = page.locator('.fig tbody td.num a');
  const count = Math.min(6, await figures.count());
  expect(count).toBeGreaterThan(2);
  for (let nr = 0; nr < count; nr += 1) {
    const told = Number(await figures.nth(nr).innerText());
    await figures.nth(nr).click();
    await page.waitForURL(/\/ledger\?/);
    await expect.poll(() => sentence(window)).toBe(told);
    await page.goBack();
    await page.locator('.fig-body').waitFor();
  }
});

test('the roadmap shows measures over months at the desk and month by month on a phone', async () => {
  const { page } = await stage.window({}, 'he');
  await page.goto('/ledger/roadmap');
  await page.locator('.rm-bar').first().waitFor();
  expect(await page.locator('.rm-months li').count()).toBeGreaterThan(0);
  await page.setViewportSize({ width: 375, height: 812 });
  await page.locator('.rm-list .it').first().waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(375);
});

test('on paper it is A3 across with the official columns in order and the head on every sheet', async () => {
  const { page } = await stage.window({}, 'he');
  await page.goto('/ledger/print');
  await page.locator('.a3 tbody tr').first().waitFor();
  const head = await page.locator('.a3 thead tr').nth(1).locator('th').allInnerTexts();
  expect(head.join(' ')).toBe(
    '序号 编号 问题来源 问题描述 类别 责任领导 责任单位 责任人 配合单位 整改措施 时间表节点 完成时限 进展 佐证 是否长效 销号状态/日期 满意度',
  );
  const printed = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  const boxes = [...printed.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)].map(([, w, h]) => [
    Number(w),
    Number(h),
  ]);
  expect(boxes.length).toBeGreaterThan(0);
  // 420 × 297 mm in points.
  expect(boxes.filter(([w, h]) => Math.abs((w ?? 0) - 1190.5) > 2 || Math.abs((h ?? 0) - 841.9) > 2)).toEqual([]);
  expect(await page.evaluate(() => getComputedStyle(document.querySelector('.a3 thead') as Element).display)).toBe(
    'table-header-group',
  );
});
