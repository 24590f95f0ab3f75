import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { note } from './evidence.ts';
import { sideways } from './in-page.ts';
import { fang, onStage, stage } from './on-stage.ts';
import { arrives, says } from './seen.ts';
import { type Window } from './stage.ts';

/** Those affected are drawn, asked by links and counted; the problem is struck off; the unit opens its page. */
onStage({ fang: true });
let problem: string;
let links: string[] = [];

const secret = '背街那根灯杆的变压器';
const people = [
  ['秦阿婆', '13900000001'],
  ['石大叔', '13900000002'],
  ['孔师傅', '13900000003'],
  ['白老师', '13900000004'],
  ['温嫂子', '13900000005'],
] as const;

beforeAll(async () => {
  const { person: owner, post: ownerPost, unit } = fang.user;
  const dueOn = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10);
  const data = { title: '南街路灯不亮', kind: 'livelihood', description: secret, dueOn, unit, owner, ownerPost };
  problem = (await fang.command('/api/matters', { procedure: 'problem', data })).id;
  const { context, close } = await stage.window({}, 'fang');
  const sent = await context.request.post('/api/files', { multipart: { file: note } });
  const { digest } = (await sent.json()) as { digest: string };
  await close();
  await fang.command(`/api/matters/${problem}/actions/solveOnSite`, {
    data: { outcome: '换了灯' },
    files: [{ digest, name: note.name }],
  });
});

const dialog = (page: Page) => page.getByRole('dialog');
const side = (page: Page) => page.locator('.matter-do');
const section = (page: Page) => page.locator('.satisfaction');
const open = async ({ page }: Pick<Window, 'page'>): Promise<Page> => {
  await page.goto(`/matter/${problem}`);
  await page.locator('.matter-log').waitFor();
  return page;
};
const start = (page: Page, what: string) => side(page).getByRole('button', { name: what, exact: true }).click();
const send = (page: Page, what: string) => dialog(page).getByRole('button', { name: what, exact: true }).click();
/** What stays in the record for ever is asked twice. */
const confirm = async (page: Page, what: string): Promise<void> => {
  await send(page, what);
  await send(page, `确定${what}`);
};
const gone = (page: Page) => dialog(page).waitFor({ state: 'detached' });

/** A cheap phone that runs no script. */
const phone = () => stage.window({ viewport: { width: 375, height: 740 }, javaScriptEnabled: false });

test('striking off waits until those affected are asked; the reviewer draws them and hands out links', async () => {
  const he = await stage.window({}, 'he');
  const page = await open(he);
  await says(side(page), '要先请受影响的人评价');
  await says(section(page), '还没有请受影响的人评价');
  await start(page, '抽人评价');
  for (const [nr, [person, contact]] of people.entries()) {
    if (nr > 0) await dialog(page).getByRole('button', { name: '再加一条受影响的人', exact: true }).click();
    const row = dialog(page).getByRole('group', { name: `受影响的人 ${nr + 1}`, exact: true });
    // A new row takes the focus to its first control.
    if (nr > 0) await arrives(row.getByLabel('姓名', { exact: true }));
    await row.getByLabel('姓名', { exact: true }).fill(person);
    await row.getByLabel('电话或邮箱', { exact: true }).fill(contact);
  }
  await dialog(page).getByLabel('抽几人', { exact: true }).fill('4');
  await send(page, '抽人评价');
  await gone(page);
  await says(section(page), '请了 4 人，至少收回 3 份');
  await says(section(page), '从 5 人里抽出 4 人');
  expect(await section(page).locator('.asked-people li').count()).toBe(4);

  const answered = page.waitForResponse(/\/invitations$/);
  await section(page).getByRole('button', { name: '生成评价链接', exact: true }).click();
  const made = (await (await answered).json()) as { links: { path: string }[] };
  links = made.links.map(({ path }) => path);
  expect(new Set(links).size).toBe(4);
  await says(dialog(page), '离开这一页就看不到了');
  expect(await dialog(page).locator('.rate-links li').count()).toBe(4);
  await page.emulateMedia({ media: 'print' });
  expect(await page.locator('.slip svg.qr').count()).toBe(4);
  await says(page.locator('.slips'), links[0] as string);
  await page.emulateMedia({ media: 'screen' });
  await send(page, '收起');
  await gone(page);
  expect(await page.locator('.slips').count()).toBe(0);
  await says(section(page), '等评价');
});

test('on a phone without script one tap answers, words are optional, and the link is used up', async () => {
  const rate = async (link: string, grade: string, comment?: string) => {
    const one = await phone();
    await one.page.goto(link);
    await says(one.page.locator('main'), '南街路灯不亮');
    expect(await one.page.content()).not.toContain(secret);
    expect(await one.page.evaluate(sideways, 375).catch(() => null)).not.toEqual(true);
    for (const button of await one.page.locator('.five button').all())
      expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(44);
    if (comment !== undefined) {
      await one.page.locator('.rate summary').click();
      await one.page.locator('.rate textarea').fill(comment);
    }
    await one.page.getByRole('button', { name: grade, exact: true }).click();
    await says(one.page.locator('main'), '收到了，谢谢你');
    await says(one.page.locator('main'), '接下来');
    one.watch.expected.add(`404 GET ${link}`);
    await one.page.goto(link);
    await says(one.page.locator('main'), '这个链接不能用了');
    await one.close();
  };
  await rate(links[0] as string, '满意', '亮了，谢谢');
  await rate(links[1] as string, '非常满意');
  const wrong = await phone();
  const altered = `${(links[2] as string).slice(0, -1)}${links[2]?.endsWith('A') ? 'Q' : 'A'}`;
  wrong.watch.expected.add(`404 GET ${altered}`);
  const answer = await wrong.page.goto(altered);
  expect(answer?.status()).toBe(404);
  expect(answer?.headers()['x-robots-tag']).toContain('noindex');
  await rate(links[2] as string, '不满意', '隔天又闪');
});

test('the owner reads totals alone: no name, no contact, not who said what', async () => {
  const page = await open(await stage.window({}, 'fang'));
  await says(section(page), '满意 2 / 3');
  await says(section(page), '只看得到总数');
  await says(page.locator('.matter-log'), '有人作了评价');
  const html = await page.content();
  for (const [person, contact] of people) {
    expect(html).not.toContain(person);
    expect(html).not.toContain(contact);
  }
  for (const words of ['亮了，谢谢', '隔天又闪']) expect(html).not.toContain(words);
  expect(await section(page).getByRole('button').count()).toBe(0);
});

test('the reviewer reads what was said; too many dissatisfied is refused, and granted with a reason', async () => {
  const he = await stage.window({}, 'he');
  he.watch.expected.add('409 POST /api/matters/:id/actions/strikeOff');
  const page = await open(he);
  await says(page.locator('.matter-log'), '隔天又闪');
  await says(section(page), '不满意占 33.3%，达到 20% 的上限');
  await start(page, '准予销号');
  await confirm(page, '准予销号');
  await says(dialog(page), '退回整改，或写明理由后销号');
  await dialog(page).getByLabel(/理由/).fill('已换镇流器，当面演示过');
  await confirm(page, '准予销号');
  await gone(page);
  await says(page.locator('.matter-head'), '已销号');
  await start(page, '公开结果');
  await dialog(page).getByLabel('对外公开的话', { exact: true }).fill('南街路灯已全部更换');
  await send(page, '公开结果');
  await gone(page);
  await page.goto('/ledger');
  await says(page.locator('main'), '南街路灯不亮');
});

test('a unit asks for a public page, the office opens it: public fields and computed figures, and nobody’s name', async () => {
  const { page } = await stage.window({}, 'fang');
  await page.goto('/public-pages');
  await page.getByRole('link', { name: '申请公开', exact: true }).click();
  await page.getByLabel('页面标题', { exact: true }).fill('我们答应的事');
  for (const part of ['列出已公开的销号问题', '问题有多少、销号多少', '按时办结多少', '群众满意多少'])
    await page.getByLabel(part, { exact: true }).check();
  await page.getByRole('button', { name: '申请公开', exact: true }).click();
  await says(page.locator('.matter-head'), '待办公室答复');
  const address = page.url();

  const gu = await stage.window({}, 'gu');
  await gu.page.goto('/');
  await says(gu.page.locator('main'), '我们答应的事');
  await gu.page.goto(address);
  await start(gu.page, '准予公开');
  await confirm(gu.page, '准予公开');
  await gone(gu.page);
  await gu.page.goto('/public-pages');
  const link = await gu.page.getByRole('link', { name: '看公开页', exact: true }).getAttribute('href');

  const guest = await phone();
  guest.watch.expected.add('404 GET /u/nothing');
  const found = await guest.page.goto(link as string);
  expect(found?.headers()['cache-control']).toBe('public, max-age=30');
  const main = guest.page.locator('main');
  await says(main, '我们答应的事');
  await says(main, '南街路灯已全部更换');
  await says(main, '3 份评价，2 份满意');
  const html = await guest.page.content();
  for (const words of ['方志成', '何静', secret, '换了灯', '亮了，谢谢', ...people.flat()])
    expect(html).not.toContain(words);
  await guest.page.goto('/open');
  await says(main, '各单位的公开页');
  expect((await guest.page.goto('/u/nothing'))?.status()).toBe(404);

  await gu.page.goto(address);
  await start(gu.page, '关闭公开页');
  await dialog(gu.page).getByLabel(/理由/).fill('核对数字');
  await send(gu.page, '关闭公开页');
  await gone(gu.page);
  // Past the half minute for which a browser may keep it.
  expect((await guest.context.request.get(link as string)).status()).toBe(404);
});
