import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { forged, note } from './evidence.ts';
import { fang, onStage, signFangInAgain, stage } from './on-stage.ts';
import { says, wordsOf } from './seen.ts';
import { type Window } from './stage.ts';

/** The line breaks, a session ends, a file is slow: nothing typed is lost and everything counts once. */
onStage({ fang: true });
let window: Window;
let page: Page;

const dialog = () => page.getByRole('dialog');
const press = (name: string) => dialog().getByRole('button', { name, exact: true });
const field = (name: string) => dialog().getByRole('textbox', { name, exact: true });
const told = (words: string) => page.locator('.log li').filter({ hasText: words });

/** A fresh problem of fang's with the form of an action open. */
const begin = async (title: string, action: string) => {
  const { id } = await fang.openProblem(title);
  window = await stage.window({}, 'fang');
  page = window.page;
  await page.goto(`/matter/${id}?do=${action}`);
  await dialog().waitFor();
  return id;
};
/** Half an hour passes for everybody but the one who sets the tests up. */
const endSessions = async () => {
  await stage.database.owner.query(`update session set seen_at = now() - interval '31 minutes' where ended_at is null`);
  await signFangInAgain();
};
const signIn = async (login: string) => {
  await page.getByLabel('登录名').fill(login);
  await page.getByLabel('密码').fill(stage.password(login));
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.locator('#main').waitFor();
};

test('the line breaks while sending: said so, nothing lost, sent again under the same key', async () => {
  await begin('电话转接三次', 'reportProgress');
  window.watch.expected.add('lost');
  const keys: (string | undefined)[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST') keys.push(request.headers()['idempotency-key']);
  });
  await field('进展').fill('总机改为一次转到人。');
  await window.context.setOffline(true);
  await press('反馈进展').click();
  await says(dialog(), '没有送到，填的内容都在');
  expect(await field('进展').inputValue()).toBe('总机改为一次转到人。');
  await window.context.setOffline(false);
  await press('反馈进展').click();
  await dialog().waitFor({ state: 'detached' });
  await told('总机改为一次转到人。').first().waitFor();
  expect(await told('总机改为一次转到人。').count()).toBe(1);
  expect(keys).toHaveLength(2);
  expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/);
  expect(keys[1]).toBe(keys[0]);
});

test('a session that ended meanwhile: asked to sign in again, the words are kept and go out', async () => {
  await begin('公章外借无登记', 'reportProgress');
  window.watch.expected.add('401 POST /api/matters/:id/actions/reportProgress');
  await field('进展').fill('登记簿已启用。');
  // Parts of the page that come later would find the session gone before anything is pressed.
  await page.waitForLoadState('networkidle');
  await endSessions();
  await press('反馈进展').click();
  await says(page.locator('main'), '离开太久，要重新登录');
  await signIn('fang');
  await dialog().waitFor();
  expect(await field('进展').inputValue()).toBe('登记簿已启用。');
  await press('反馈进展').click();
  await dialog().waitFor({ state: 'detached' });
  expect(await told('登记簿已启用。').count()).toBe(1);
});

test('somebody else who signs in after a session that ended finds no words of the one before', async () => {
  const id = await begin('值班表无人更新', 'reportProgress');
  window.watch.expected.add('401 GET /api/matters/:id').add('401 POST /api/matters/:id/statements');
  await field('进展').fill('这句只给自己看。');
  await press('关闭').click();
  await page.getByRole('button', { name: '附上说明' }).first().click();
  await page.getByRole('textbox', { name: '说明' }).fill('这句也没有交出去。');
  await page.waitForLoadState('networkidle');
  await endSessions();
  await page.locator('.log').getByRole('button', { name: '附上说明' }).first().click();
  await says(page.locator('main'), '离开太久，要重新登录');
  await signIn('gu');
  await page.goto(`/matter/${id}?do=plan`);
  await dialog().waitFor();
  await press('关闭').click();
  for (const open of await page.getByRole('button', { name: '附上说明' }).all()) await open.click();
  const fields = await page
    .locator('textarea')
    .evaluateAll((all) => all.map((each) => (each as unknown as { value: string }).value));
  expect([...fields, await wordsOf(page.locator('body'))].join(' ')).not.toMatch(/这句/);
});

test('a file that is still on its way goes with the words that are already sent', async () => {
  await begin('台账照片没有上墙', 'reportProgress');
  await page.route('**/api/files', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 600));
    await route.continue();
  });
  await field('进展').fill('照片已上墙。');
  await dialog().getByLabel('选择文件').setInputFiles(note);
  await press('反馈进展').click();
  await dialog().waitFor({ state: 'detached' });
  await says(told('照片已上墙。'), note.name);
});

test('a file that did not arrive is not left behind in silence', async () => {
  const id = await begin('公示栏照片模糊', 'reportProgress');
  window.watch.expected.add('415 POST /api/files');
  await field('进展').fill('重新拍过。');
  await dialog().getByLabel('选择文件').setInputFiles(forged);
  await says(dialog().locator('.files'), '只收照片');
  await press('反馈进展').click();
  await says(dialog(), '有 1 个文件没有传上');
  const { events } = JSON.parse((await fang.get(`/api/matters/${id}`)).body) as { events: { action: string }[] };
  expect(events.map(({ action }) => action)).not.toContain('reportProgress');
  await dialog().locator('.files').getByRole('button', { name: '去掉' }).click();
  await press('反馈进展').click();
  await dialog().waitFor({ state: 'detached' });
  expect(await told('重新拍过。').count()).toBe(1);
});

test('a page opens when all of it is there: no part of it can fail later, while somebody writes and the line is down', async () => {
  window = await stage.window({}, 'fang');
  page = window.page;
  const { id } = await fang.openProblem('楼道灯坏了三周');
  const released = Promise.withResolvers<void>();
  const asked = Promise.withResolvers<void>();
  await window.context.route(/\/assets\/satisfaction-section[^/]*\.js$/, async (route) => {
    asked.resolve();
    await released.promise;
    await route.continue();
  });
  await page.goto(`/matter/${id}?do=reportProgress`);
  await asked.promise;
  expect(await page.locator('h1').count()).toBe(0);
  released.resolve();
  await dialog().waitFor();
  window.watch.expected.add('lost');
  await window.context.setOffline(true);
  await field('进展').fill('灯泡已经领到。');
  await press('反馈进展').click();
  await says(dialog(), '没有送到，填的内容都在');
  const line = page.locator('.line-note');
  await says(line, '没有网络。填的内容都留着');
  await window.context.setOffline(false);
  await line.filter({ hasNotText: '没有网络' }).waitFor({ state: 'attached' });
  await press('反馈进展').click();
  await dialog().waitFor({ state: 'detached' });
  await told('灯泡已经领到。').first().waitFor();
});

test('a report pasted before the session ended is still there after signing in again', async () => {
  window = await stage.window({}, 'fang');
  page = window.page;
  window.watch.expected.add('401 POST /api/matters');
  await page.goto('/ledger/reports');
  await page.getByLabel('也可以把全文粘贴在这里').fill('关于电梯停用的情况\n电梯停了两周没有告示。');
  await page.getByRole('button', { name: '用粘贴的全文' }).click();
  await page.getByRole('button', { name: '交存并开始读' }).waitFor();
  await page.waitForLoadState('networkidle');
  await endSessions();
  await page.getByRole('button', { name: '交存并开始读' }).click();
  await says(page.locator('main'), '离开太久，要重新登录');
  await signIn('fang');
  await says(page.locator('h1'), '从报告生成台账');
  expect(await page.getByLabel('也可以把全文粘贴在这里').inputValue()).toContain('电梯停了两周没有告示。');
});

test('a page that is left open falls silent long before the idle limit, so that the session can end', async () => {
  window = await stage.window({}, 'fang');
  page = window.page;
  let asked = 0;
  page.on('request', (request) => {
    if (request.url().includes('/api/')) asked += 1;
  });
  await page.clock.install();
  await page.goto('/proof');
  await page.locator('.note').waitFor();
  const pass = async (minutes: number) => {
    for (let half = 0; half < minutes * 2; half += 1) {
      await page.clock.runFor(30_000);
      await page.waitForLoadState('networkidle');
    }
    return asked;
  };
  const before = await pass(15);
  expect(before).toBeGreaterThan(5);
  expect(await pass(5)).toBe(before);
});
