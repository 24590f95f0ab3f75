import path from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { fang, onStage, stage } from './on-stage.ts';
import { says, wordsOf } from './seen.ts';
import { type Window } from './stage.ts';

/** Two people at the same matter, and one person who presses more than once. */
const survey = path.resolve(import.meta.dirname, '../outline/texts/01-survey.txt');

onStage({ fang: true });

const dialog = (page: Page) => page.getByRole('dialog');
const press = (page: Page, name: string) => dialog(page).getByRole('button', { name, exact: true });
const field = (page: Page, name: string) => dialog(page).getByRole('textbox', { name, exact: true });
const openAction = async ({ page }: Window, id: string, action: string) => {
  await page.goto(`/matter/${id}?do=${action}`);
  await dialog(page).waitFor();
};
/** How often an action stands in the record itself: of one matter, or of all. */
const recorded = async (id: string | null, action: string): Promise<number> => {
  const { rows } = await stage.database.owner.query<{ n: number }>(
    `select count(*)::int as n from event
where ($1::text is null or body::jsonb #>> '{stream,id}' = $1) and body::jsonb ->> 'action' = $2`,
    [id, action],
  );
  return rows[0]?.n ?? 0;
};

test('both plan at the same moment: one succeeds, the other sees what changed, keeps the words and sends again', async () => {
  const { id } = await fang.openProblem('两处窗口说法不一');
  const people = [
    { window: await stage.window({}, 'gu'), name: '顾晨', words: '统一一份口径' },
    { window: await stage.window({}, 'fang'), name: '方志成', words: '每月抽查五件' },
  ];
  await Promise.all(
    people.map(async ({ window, words }) => {
      window.watch.expected.add('412 POST /api/matters/:id/actions/plan');
      await openAction(window, id, 'plan');
      await field(window.page, '措施').fill(words);
      await dialog(window.page).getByRole('combobox', { name: '责任人' }).fill('李婷');
      await window.page.getByRole('option', { name: /李婷/ }).click();
    }),
  );
  await Promise.all(people.map(({ window }) => press(window.page, '制定措施').click()));
  const late = await Promise.any(
    people.map(async (person) => {
      await dialog(person.window.page).locator('.moved').waitFor();
      return person;
    }),
  );
  const first = people.find((person) => person !== late);
  if (!first) throw new Error('nobody was first');
  await dialog(first.window.page).waitFor({ state: 'detached' });
  expect(await recorded(id, 'plan')).toBe(2);

  const { page } = late.window;
  const moved = dialog(page).locator('.moved');
  await says(moved, new RegExp(`有了新的变化[^]*${first.name}\\s*制定了措施[^]*你填的都在`));
  expect(await field(page, '措施').inputValue()).toBe(late.words);
  await moved.getByRole('button', { name: '看过了，按最新情况提交' }).click();
  await press(page, '制定措施').click();
  await dialog(page).waitFor({ state: 'detached' });
  for (const { words } of people) await says(page.locator('.children'), words);
  expect(await recorded(id, 'plan')).toBe(3);
});

test('what the quicker one did leaves nothing to do for the other: it says why, and the words stay', async () => {
  const [quick, slow] = await Promise.all([stage.window({}, 'he'), stage.window({}, 'lu')]);
  await quick.page.goto('/ledger?view=toReview');
  const address = await quick.page.locator('td a.row-link').first().getAttribute('href');
  const id = address?.split('/').at(-1) ?? '';
  await Promise.all([openAction(quick, id, 'sendBack'), openAction(slow, id, 'strikeOff')]);
  await field(quick.page, '理由').fill('对账记录缺九月的。');
  await field(slow.page, '理由').fill('两个月账证相符，可以。');
  await press(quick.page, '退回整改').click();
  await dialog(quick.page).waitFor({ state: 'detached' });

  for (const status of [412, 409]) slow.watch.expected.add(`${status} POST /api/matters/:id/actions/strikeOff`);
  await press(slow.page, '准予销号').click();
  await press(slow.page, '确定准予销号').click();
  await says(dialog(slow.page).locator('.moved'), /何静\s*退回整改[\s\S]*现在的状态是“整改中”/);
  expect(await field(slow.page, '理由').inputValue()).toBe('两个月账证相符，可以。');
  await dialog(slow.page).getByRole('button', { name: '看过了，按最新情况提交' }).click();
  await press(slow.page, '准予销号').click();
  await press(slow.page, '确定准予销号').click();
  await says(dialog(slow.page), /哪条\s*这一步有先后\s*为何\s*现在的状态是“整改中”/);
  expect(await field(slow.page, '理由').inputValue()).toBe('两个月账证相符，可以。');
  expect(await recorded(id, 'strikeOff')).toBe(0);
});

test('three presses in one breath are one event', async () => {
  const { id } = await fang.openProblem('叫号屏常黑');
  const window = await stage.window({}, 'fang');
  await openAction(window, id, 'reportProgress');
  await field(window.page, '进展').fill('屏已报修。');
  await press(window.page, '反馈进展').click({ clickCount: 3 });
  await dialog(window.page).waitFor({ state: 'detached' });
  const told = window.page.locator('.log li').filter({ hasText: '反馈了进展' });
  await told.first().waitFor();
  expect(await told.count()).toBe(1);
  expect(await recorded(id, 'reportProgress')).toBe(1);
});

test('pressing on while the page is slow to follow the answer deposits one report', async () => {
  const { page } = await stage.window({}, 'fang');
  await page.goto('/ledger/reports');
  await page.getByLabel('选择报告文件').setInputFiles(survey);
  const before = await recorded(null, 'deposit');
  // What is read anew after the command takes its time: the form still stands there.
  await page.route(/\/api\/matters\?/, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 700));
    await route.continue();
  });
  const send = page.getByRole('button', { name: /^(交存并开始读|正在提交)$/ });
  const answered = page.waitForResponse(/\/api\/matters$/);
  await send.click();
  await answered;
  await send.click();
  await send.click();
  await page.locator('.entry-list').waitFor();
  expect(await recorded(null, 'deposit')).toBe(before + 1);
});

test('leaving out an entry by three presses is one event, also when the page is slow to follow', async () => {
  const { page, watch } = await stage.window({}, 'fang');
  watch.expected.add('412 POST /api/matters/:id/actions/dropEntry');
  await page.goto('/ledger/reports');
  await page.getByLabel('选择报告文件').setInputFiles(survey);
  await page.getByRole('button', { name: '交存并开始读' }).click();
  await page.locator('.entry-list').waitFor();
  const id = page.url().split('/').at(-1) ?? '';
  await page.route(/\/api\/ledger/, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 700));
    await route.continue();
  });
  const drop = page.getByRole('button', { name: '不列入 问 2' });
  const answered = page.waitForResponse(/dropEntry/);
  await drop.click({ clickCount: 2 });
  await answered;
  await drop.click();
  await page.getByRole('button', { name: '恢复 问 2' }).waitFor();
  await page.unrouteAll({ behavior: 'wait' });
  expect(await recorded(id, 'dropEntry')).toBe(1);
});

/** Lets a command reach the server and keeps its answer from the page, once; tells the keys under which it was sent. */
const loseAnswer = async ({ page, watch }: Window, path: RegExp): Promise<string[]> => {
  const keys: string[] = [];
  watch.expected.add('lost');
  await page.route(path, async (route) => {
    keys.push(route.request().headers()['idempotency-key'] ?? '');
    if (keys.length > 1) return route.continue();
    const answer = await route.fetch();
    expect(answer.status()).toBe(200);
    return route.abort('connectionreset');
  });
  return keys;
};

test('a lost answer: the same words go again under the same key and stand in the record once', async () => {
  const { id } = await fang.openProblem('样表没有更新');
  const window = await stage.window({}, 'fang');
  const { page } = window;
  const keys = await loseAnswer(window, /actions\/reportProgress/);
  await openAction(window, id, 'reportProgress');
  await field(page, '进展').fill('样表已换成今年的。');
  await press(page, '反馈进展').click();
  await says(dialog(page), '没有送到，填的内容都在');
  expect(await field(page, '进展').inputValue()).toBe('样表已换成今年的。');
  expect(await recorded(id, 'reportProgress')).toBe(1);
  await press(page, '反馈进展').click();
  await dialog(page).waitFor({ state: 'detached' });
  expect(keys).toHaveLength(2);
  expect(keys[1]).toBe(keys[0]);
  expect(await recorded(id, 'reportProgress')).toBe(1);
  expect((await wordsOf(page.locator('.log'))).match(/样表已换成今年的/g)).toHaveLength(1);
});

test('a lost answer and the page opened anew: the words are still there and still count once', async () => {
  const { id } = await fang.openProblem('墙上的办事指南过期');
  const window = await stage.window({}, 'fang');
  const { page } = window;
  const keys = await loseAnswer(window, /actions\/reportProgress/);
  await openAction(window, id, 'reportProgress');
  await field(page, '进展').fill('指南连夜重印。');
  await press(page, '反馈进展').click();
  await says(dialog(page), '没有送到，填的内容都在');
  await page.reload();
  await dialog(page).waitFor();
  expect(await field(page, '进展').inputValue()).toBe('指南连夜重印。');
  await press(page, '反馈进展').click();
  await dialog(page).waitFor({ state: 'detached' });
  expect(keys[1]).toBe(keys[0]);
  expect(await recorded(id, 'reportProgress')).toBe(1);
});
