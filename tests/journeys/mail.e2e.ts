import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { mailOf } from '../../src/main/mail.ts';
import { startMailLoop } from '../../src/platform/mail/loop.ts';
import { openBrowser } from '../../tools/shots/browser.ts';
import { type Bureau, openBureau, problemOf, standIn } from '../builders/bureau.ts';
import { type Arrived, openPostBox, type PostBox } from '../builders/post-box.ts';
import { openLogins, openSite, passwordOf, type Site } from '../builders/site.ts';
import { tellWhere } from './stage.ts';
import { type Watch, watch } from './watch.ts';

/** Mail as people meet it, from an agency without a server to a letter whose link opens the matter. */
let site: Site;
let bureau: Bureau;
let box: PostBox;
let browser: Browser;
let loop: ReturnType<typeof startMailLoop>;
const open: { context: BrowserContext; page: Page; seen: Watch }[] = [];
const code = 'poststelle';

beforeAll(async () => {
  site = await openSite();
  box = await openPostBox();
  bureau = await openBureau(site.office, code);
  await openLogins(bureau, ['systemAdmin', 'owner', 'clerk']);
  const { office } = site;
  loop = startMailLoop({
    ...mailOf(office),
    pool: office.pools.app,
    bell: { hear: office.onRang },
    agencies: office.agencies.all,
    onTrouble: () => {},
    poll: 200,
    pause: 200,
    gather: 50,
  });
  browser = await openBrowser();
}, 60_000);
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') for (const { page } of open) await tellWhere(page);
  const faults = open.flatMap(({ seen }) => seen.faults);
  for (const { context } of open.splice(0)) await context.close();
  expect(faults).toEqual([]);
});
afterAll(async () => {
  await browser?.close();
  await loop?.stop();
  await box?.stop();
  await site?.stop();
});

/** Somebody signed in at a phone or a desk. */
const at = async (login: string, width = 1440): Promise<Page> => {
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    baseURL: site.origin,
    locale: 'zh-CN',
  });
  context.setDefaultTimeout(8_000);
  const seen = await watch(context, site.origin);
  const answer = await context.request.post(`/a/${code}/api/session`, { data: { login, password: passwordOf(login) } });
  if (!answer.ok()) throw new Error(await answer.text());
  const page = await context.newPage();
  open.push({ context, page, seen });
  return page;
};

const letters = (address: string): Arrived[] => box.arrived.filter(({ to }) => to[0]?.toLowerCase() === address);
const arrived = (address: string, count: number) =>
  expect.poll(() => letters(address).length, { timeout: 15_000 }).toBe(count);

/** Types an address, reads the figures out of the letter that comes, types them in. */
const givesAddress = async (page: Page, address: string) => {
  await page.goto(`/a/${code}/account`);
  await page.getByRole('link', { name: '通知方式' }).click();
  await page.getByLabel('邮箱地址').fill(address);
  await page.getByRole('button', { name: '寄数字' }).click();
  await page.getByLabel('收到的 6 位数字').waitFor();
  const figures = /\d{6}/.exec(letters(address).at(-1)?.subject ?? '')?.[0] ?? '';
  await page.getByLabel('收到的 6 位数字').fill(figures);
  await page.getByRole('button', { name: '确认' }).click();
  await page.getByText(`写到 ${address}。`).waitFor();
};

/** Nothing is quiet for this one; what is named is not wanted. */
const wantsAll = async (page: Page, ...not: string[]) => {
  await page.getByLabel('自己定').check();
  await page.getByLabel('不来信，从').fill('00:00');
  await page.getByLabel('到', { exact: true }).fill('00:00');
  await page.getByLabel('休息日和节假日也不来信').uncheck();
  await page.getByLabel('哪些天来').selectOption('每天');
  for (const kind of not) await page.getByLabel(kind).uncheck();
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByText('通知方式已改').waitFor();
};

test('the system administrator sets the server by page and reads its answer to a letter', async () => {
  const page = await at('systemAdmin');
  await page.goto(`/a/${code}/mail`);
  await page.getByText('未配置邮件服务器').waitFor();
  await page.getByLabel('服务器').fill('127.0.0.1');
  await page.getByLabel('加密').selectOption('不加密（只限本机）');
  await page.getByLabel('端口').fill(String(box.port));
  await page.getByLabel('发信人地址').fill('xn@example.gov.cn');
  expect(await page.getByLabel('信里的链接从哪里开始').inputValue()).toBe(`${site.origin}/a/${code}`);
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByText(`信从 127.0.0.1:${box.port} 发出`).waitFor();
  await page.getByLabel('寄到').fill('sys@example.cn');
  await page.getByRole('button', { name: '寄一封试试' }).click();
  await page.getByText('250 kept').waitFor();
  expect(letters('sys@example.cn')).toHaveLength(1);
});

test('on a phone somebody gives an address; a letter about a new matter comes, and its link opens the matter', async () => {
  const page = await at('owner', 375);
  await givesAddress(page, 'owner@example.cn');
  await wantsAll(page, '每天一封汇总');
  await problemOf(bureau, { title: '窗口排队太久' });
  await arrived('owner@example.cn', 2);
  const letter = letters('owner@example.cn').at(-1) as Arrived;
  expect(letter.subject).toMatch(/^1 件交给你负责：\S+ 窗口排队太久$/);
  const link = /https?:\/\/\S+\/matter\/\S+/.exec(letter.text)?.[0] ?? '';
  await page.goto(link);
  await page.getByRole('heading', { name: '窗口排队太久' }).waitFor();
});

test('what is muted does not come; whoever stands in is written to for the other', async () => {
  const owner = await at('owner');
  await owner.goto(`/a/${code}/account?tab=mail`);
  await owner.getByLabel('交给我负责的').uncheck();
  await owner.getByRole('button', { name: '保存' }).click();
  await owner.getByText('通知方式已改').waitFor();
  const clerk = await at('clerk');
  await givesAddress(clerk, 'clerk@example.cn');
  await wantsAll(clerk, '每天一封汇总');
  await standIn(bureau, bureau.people.clerk, bureau.people.owner);
  const before = letters('owner@example.cn').length;
  await problemOf(bureau, { title: '代办的一件' });
  await arrived('clerk@example.cn', 2);
  expect(letters('clerk@example.cn').at(-1)?.text).toContain('代 owner某');
  expect(letters('owner@example.cn')).toHaveLength(before);
});

test('quiet hours hold a letter until they end', async () => {
  const clerk = await at('clerk');
  await clerk.goto(`/a/${code}/account?tab=mail`);
  const wall = (hours: number) =>
    new Date(site.office.now().getTime() + (8 + hours) * 3_600_000).toISOString().slice(11, 16);
  await clerk.getByLabel('不来信，从').fill(wall(0));
  await clerk.getByLabel('到', { exact: true }).fill(wall(1));
  await clerk.getByRole('button', { name: '保存' }).click();
  await clerk.getByText('通知方式已改').waitFor();
  const { person, post, unit } = bureau.people.clerk;
  const before = letters('clerk@example.cn').length;
  for (const title of ['夜里一', '夜里二']) await problemOf(bureau, { title, unit, owner: person, ownerPost: post });
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  expect(letters('clerk@example.cn')).toHaveLength(before);
  site.pass(61);
  await arrived('clerk@example.cn', before + 1);
  expect(letters('clerk@example.cn').at(-1)?.subject).toBe('2 件要你办');
});

test('a server that fails is shown with whom it concerns and why, and the letter is sent again from there', async () => {
  box.refuse = (address) => (address === 'clerk@example.cn' ? { code: 550, words: '5.1.1 full' } : null);
  const { person, post, unit } = bureau.people.clerk;
  const before = letters('clerk@example.cn').length;
  await problemOf(bureau, { title: '寄不出的一件', unit, owner: person, ownerPost: post });
  const page = await at('systemAdmin', 375);
  await page.goto(`/a/${code}/mail`);
  await expect
    .poll(
      async () => {
        await page.reload();
        await page.getByRole('heading', { name: '寄信的情况' }).waitFor();
        return page.getByText('邮件服务器说没有这个邮箱（550）').count();
      },
      { timeout: 15_000 },
    )
    .toBe(1);
  expect(await page.locator('.mail-troubled').innerText()).not.toContain('寄不出的一件');
  box.refuse = () => null;
  await page.getByRole('button', { name: '给 clerk某 的再发一次' }).click();
  await arrived('clerk@example.cn', before + 1);
  await page.reload();
  await page.getByText('没有寄不出的信').waitFor();
});

test('the digest comes at its hour with what must be done today', async () => {
  const clerk = await at('clerk');
  await clerk.goto(`/a/${code}/account?tab=mail`);
  await clerk.getByLabel('每天一封汇总').check();
  const hour = new Date(site.office.now().getTime() + (8 * 60 + 20) * 60_000).toISOString().slice(11, 16);
  await clerk.getByLabel('汇总几点来').fill(hour);
  await clerk.getByRole('button', { name: '保存' }).click();
  await clerk.getByText('通知方式已改').waitFor();
  const before = letters('clerk@example.cn').length;
  site.pass(21);
  await arrived('clerk@example.cn', before + 1);
  const letter = letters('clerk@example.cn').at(-1) as Arrived;
  expect(letter.subject).toMatch(/^(今天必须办 \d+ 件|\d+ 件等你办)/);
  expect(letter.text).toContain('夜里一');
  await clerk.goto(/https?:\/\/\S+\/matter\/\S+/.exec(letter.text)?.[0] ?? '');
  await clerk.locator('.matter h1').waitFor();
});
