import { generate } from 'otplib';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openStage, type Stage, tellWhere } from './stage.ts';

/** Signing in with all its steps, in a browser: a second factor by page, a password that is due, single sign-on, the trial's mark. */
let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.close());
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') for (const page of stage.pages()) await tellWhere(page);
  await stage.closeWindows();
});

const desk = (page: Page) => page.getByRole('button', { name: '退出', exact: true }).waitFor();
const typeLogin = async (page: Page, login: string, password = stage.password(login)) => {
  await page.getByLabel('登录名').fill(login);
  await page.getByLabel('密码').fill(password);
  await page.keyboard.press('Enter');
};
/** The code of the time step that comes next: the device may be half a minute ahead, and no code counts twice. */
const nextCode = (secret: string) => generate({ secret, epoch: Math.floor(Date.now() / 1000) + 30 });

test('a second factor is set up by page and asked for from then on; a reload loses nothing, a recovery code helps once', async () => {
  const { page, watch } = await stage.window({ viewport: { width: 375, height: 812 }, hasTouch: true });
  watch.expected.add('401 GET /api/session');
  watch.expected.add('422 POST /api/session/code');
  await page.goto('/account');
  await typeLogin(page, 'li');
  await page.getByRole('button', { name: '绑定手机' }).click();
  const secret = (await page.locator('.account-secret').innerText()).replace(/\s/g, '');
  await page.getByLabel('应用上显示的 6 位数字').fill(await generate({ secret }));
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: '恢复码' }).waitFor();
  const codes = await page.locator('.account-codes code').allInnerTexts();
  expect(codes).toHaveLength(10);
  await page.getByRole('button', { name: '已经抄下' }).click();
  await page.getByText('恢复码还剩 10 个').waitFor();
  await page.getByRole('button', { name: '退出', exact: true }).click();

  await typeLogin(page, 'li');
  await page.getByText('还要一个动态码').waitFor();
  await page.reload();
  await page.getByLabel('动态码或恢复码').fill('000000');
  await page.keyboard.press('Enter');
  await page.getByText('不对，或已经用过').waitFor();
  await page.getByLabel('动态码或恢复码').fill(await nextCode(secret));
  await page.keyboard.press('Enter');
  await desk(page);
  await page.getByRole('button', { name: '退出', exact: true }).click();

  await typeLogin(page, 'li');
  await page.getByLabel('动态码或恢复码').fill(codes[0] ?? '');
  await page.keyboard.press('Enter');
  await desk(page);
  await page.goto('/account');
  await page.getByText('恢复码还剩 9 个').waitFor();
  expect(stage.faults()).toEqual([]);
});

test('somebody with another’s hand in their password chooses a new one before anything else, without typing the old one again', async () => {
  const { owner } = stage.database;
  const { page, watch, context } = await stage.window({}, 'wei');
  watch.expected.add('401 GET /api/session');
  watch.expected.add('422 POST /api/account/password');
  const { person } = await (await context.request.get('/api/session')).json();
  await owner.query('update account set must_change = true where person_id = $1', [person.id]);
  await context.request.delete('/api/session');
  await page.goto('/');
  await typeLogin(page, 'wei');
  await page.getByText('换一个只有自己知道的').waitFor();
  expect(await page.getByLabel('现在的密码').count()).toBe(0);
  const choose = async (password: string) => {
    await page.getByLabel('新密码', { exact: true }).fill(password);
    await page.getByLabel('新密码再输一次').fill(password);
    await page.keyboard.press('Enter');
  };
  await choose('nurklein');
  await page.getByText('大写、小写、数字、符号都要有', { exact: true }).waitFor();
  await choose('Eigen-4711!');
  await desk(page);
  expect(stage.faults()).toEqual([]);
});

test('somebody who stops half-way may come in as somebody else', async () => {
  const { owner } = stage.database;
  const { page, watch, context } = await stage.window({}, 'deng');
  watch.expected.add('401 GET /api/session');
  const { person } = await (await context.request.get('/api/session')).json();
  await owner.query('update account set must_change = true where person_id = $1', [person.id]);
  await context.request.delete('/api/session');
  await page.goto('/');
  await typeLogin(page, 'deng');
  await page.getByRole('button', { name: '改用别的账号登录' }).click();
  await typeLogin(page, 'fang');
  await desk(page);
  expect(stage.faults()).toEqual([]);
});

test('single sign-on stands on the page where it is set, and says so when the provider cannot be reached', async () => {
  const { owner } = stage.database;
  const { page, watch } = await stage.window();
  watch.expected.add('401 GET /api/session');
  await page.goto('/');
  await page.getByRole('button', { name: '登录' }).waitFor();
  expect(await page.getByRole('link', { name: '统一身份认证登录' }).count()).toBe(0);
  await owner.query(
    `insert into single_sign_on (agency_id, issuer, client_id, matches, enabled)
select id, 'http://127.0.0.1:9/', 'xiaoneng', 'none', true from agency where code = 'yunxi'`,
  );
  await page.goto('/ledger?view=mine');
  await page.getByRole('link', { name: '统一身份认证登录' }).click();
  await page.getByText('统一身份认证现在连不上').waitFor();
  await typeLogin(page, 'fang');
  await desk(page);
  expect(stage.faults()).toEqual([]);
});

test('the security administrator resets a password and hands over what is shown once; the mark of a trial is on the bar', async () => {
  const { owner } = stage.database;
  await owner.query(`update agency set trial = true where code = 'yunxi'`);
  const { page } = await stage.window({}, 'sec');
  await page.goto('/security?name=纪明');
  await page.getByText('试用：三员由一人担任').waitFor();
  await page.getByRole('button', { name: '纪明' }).click();
  await page.getByRole('button', { name: '重置密码' }).click();
  await page.getByRole('button', { name: '确定重置密码' }).click();
  expect(await page.locator('.sec-password code').innerText()).toMatch(/^Xn-\S{12}-\d\d$/);
  await page.keyboard.press('Escape');
  await page.getByText('下次登录要换').waitFor();
  await page.getByRole('link', { name: '登录规则' }).click();
  await page.getByRole('button', { name: '结束试用' }).click();
  await page.getByText('试用：三员由一人担任').waitFor({ state: 'detached' });
  expect(stage.faults()).toEqual([]);
});
