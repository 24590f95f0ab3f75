import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { writeSignOnSecret } from '../../src/platform/session/sign-on-secret.ts';
import { openProvider, type TestProvider } from '../builders/provider.ts';
import { says } from './seen.ts';
import { openStage, type Stage, tellWhere, type Window } from './stage.ts';

/** Single sign-on as people meet it: set on its page, used from the sign-in page through the provider's own, and back. */
let stage: Stage;
let provider: TestProvider;
const client = { id: 'xiaoneng', secret: 'only-for-this-test' };

beforeAll(async () => {
  stage = await openStage();
  provider = await openProvider({ ...client, redirect: `${stage.address}/api/sign-on/return` });
  writeSignOnSecret(stage.dataFolder, 'yunxi', client.secret);
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') for (const page of stage.pages()) await tellWhere(page);
  await stage.closeWindows();
  // The provider's pages are another site's and bring what they bring; ours ask for nothing elsewhere.
  const faults = stage
    .faults()
    .filter((fault) => !/fonts\.g|127\.0\.0\.1:\d+\/(auth|interaction)|ERR_FAILED/.test(fault));
  expect(faults).toEqual([]);
});
afterAll(async () => {
  await provider?.stop();
  await stage?.close();
});

const saved = ({ page }: Window, words: string) => page.getByText(words).first().waitFor();

/** A window that reaches this machine and nothing else. */
const guest = async (): Promise<Window> => {
  const window = await stage.window();
  await window.context.route(
    (url) => url.hostname !== '127.0.0.1',
    (route) => route.abort(),
  );
  return window;
};

/** Cookies do not know ports: those of the provider are told apart by their names. */
const ours = async (context: BrowserContext) =>
  (await context.cookies(stage.address)).filter(({ name }) => name.startsWith('xn_'));

/** The provider's own pages: who one is there, and that one agrees. */
const atProvider = async (page: Page, login: string) => {
  await page.waitForURL((url) => url.origin === provider.issuer);
  await page.locator('input[name=login]').fill(login);
  await page.locator('input[name=password]').fill('any');
  await page.locator('button[type=submit]').click();
  await page.locator('input[name=prompt][value=consent]').waitFor({ state: 'attached' });
  await page.locator('button[type=submit]').click();
};

test('the security administrator sets the provider and links an account, both by page', async () => {
  const sec = await stage.window({}, 'sec');
  const { page } = sec;
  await page.goto('/security?tab=rules');
  await page.getByText('设置', { exact: true }).click();
  await says(page.locator('.sec-settings'), `${stage.address}/api/sign-on/return`);
  await page.getByLabel('对方的地址').fill(provider.issuer);
  await page.getByLabel('对方给的客户端编号').fill(client.id);
  await page.getByText('在登录页上提供').click();
  await page.locator('.sec-settings section').last().getByRole('button', { name: '保存' }).click();
  await saved(sec, provider.issuer);
  await page.goto('/security?name=方志成');
  await page.getByRole('button', { name: '方志成' }).click();
  await page.getByLabel('统一身份认证里的标识（sub）').fill('fang-at-provider');
  await page.getByRole('button', { name: '对上', exact: true }).click();
  await page.getByRole('button', { name: '解除' }).waitFor();
});

test('from the sign-in page through the provider to the page one wanted, and again after signing out', async () => {
  const { page, context } = await guest();
  await page.goto('/ledger?view=mine');
  await says(page.locator('.sign-in'), /云溪县综合服务局\s*演示单位，内容是虚构的/);
  await page.getByRole('link', { name: '统一身份认证登录' }).click();
  await atProvider(page, 'fang-at-provider');
  await page.getByRole('heading', { level: 1, name: '整改台账' }).waitFor();
  expect(page.url()).toBe(`${stage.address}/ledger?view=mine`);
  await says(page.locator('.bar .who'), '方志成');
  const cookies = await ours(context);
  expect(cookies.map(({ name }) => name)).toEqual(['xn_session']);
  expect(cookies[0]).toMatchObject({ httpOnly: true, sameSite: 'Lax' });
  await page.goto('/account');
  await says(page.locator('#main'), '统一身份认证');

  await page.getByRole('button', { name: '退出', exact: true }).click();
  await page.getByRole('link', { name: '统一身份认证登录' }).click();
  // The provider still knows who sits there and asks nothing.
  await says(page.locator('.bar .who'), '方志成');
});

test('somebody the provider knows and the house does not comes back to the sign-in page and is told where to turn', async () => {
  const { page, context } = await guest();
  await page.goto('/');
  await page.getByRole('link', { name: '统一身份认证登录' }).click();
  await atProvider(page, 'somebody-else');
  await says(page.getByRole('alert').first(), '安全管理员');
  expect(page.url().startsWith(`${stage.address}/`)).toBe(true);
  expect(await ours(context)).toEqual([]);
  await page.getByLabel('登录名').fill('li');
  await page.getByLabel('密码').fill(stage.password('li'));
  await page.keyboard.press('Enter');
  await says(page.locator('.bar .who'), '李婷');
});

test('whoever turns back at the provider is told so and may still come in by password', async () => {
  const { page } = await guest();
  await page.goto('/');
  await page.getByRole('link', { name: '统一身份认证登录' }).click();
  await page.waitForURL((url) => url.origin === provider.issuer);
  await page.locator('a[href$="/abort"]').click();
  await says(page.getByRole('alert').first(), '选择了不登录');
  await page.getByLabel('登录名').fill('li');
  await page.getByLabel('密码').fill(stage.password('li'));
  await page.keyboard.press('Enter');
  await says(page.locator('.bar .who'), '李婷');
});
