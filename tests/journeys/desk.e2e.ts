import type { Locator, Page } from 'playwright-core';
import { uuidv7 } from 'uuidv7';
import { expect, test } from 'vitest';
import { Finger } from './finger.ts';
import { hasFocus } from './in-page.ts';
import { Keyboard } from './keyboard.ts';
import { onStage, stage } from './on-stage.ts';
import { arrives, says, wordsOf } from './seen.ts';
import { type Window } from './stage.ts';

/** My desk: by keyboard, on a phone, for somebody who is away, with news that come by themselves, and for the accused. */
onStage();

type Sent = { [key: string]: unknown };

/** The same server asked without a page. */
const asking = ({ context }: Window) => ({
  get: async (path: string) => (await context.request.get(`/api${path}`)).json(),
  post: async (path: string, data: Sent) => {
    const headers = { 'idempotency-key': uuidv7() };
    const answer = await context.request.post(`/api${path}`, { data, headers });
    if (!answer.ok()) throw new Error(`${path}: ${await answer.text()}`);
    return answer.json();
  },
});

const deskOf = async (login: string, options = {}): Promise<{ window: Window; page: Page }> => {
  const window = await stage.window(options, login);
  await window.page.goto('/');
  await window.page.locator('.cols').waitFor();
  return { window, page: window.page };
};
const row = (page: Page, title: string): Locator => page.locator('.cols a.it').filter({ hasText: title });
const peek = (page: Page): Locator => page.getByRole('complementary', { name: '事项速览' });
const peekedIn = (page: Page): string | null => new URL(page.url()).searchParams.get('peek');
const column = (page: Page, name: string): Locator => page.getByRole('region', { name: new RegExp(`^${name}`) });
const said = (page: Page, words: string) => page.locator('.said').getByText(words).waitFor();

test('by keyboard alone: look beside the list, act in place, take it back, and never lose the place', async () => {
  const { window, page } = await deskOf('fang');
  const keys = new Keyboard(page);
  const title = '同类减免两镇掌握不一';
  await keys.step('j', row(page, title));
  await says(peek(page), title);
  const id = peekedIn(page);
  expect(await row(page, title).getAttribute('aria-current')).toBe('true');
  await says(peek(page), '最近的事');
  // The next row opens in its place, and back again; to the side are the other columns.
  await keys.press('j');
  await expect.poll(() => peekedIn(page)).not.toBe(id);
  await keys.press('ArrowUp');
  await expect.poll(() => peekedIn(page)).toBe(id);
  await keys.press('l');
  expect(await column(page, '我在等别人').locator(':focus').count()).toBe(1);
  await keys.press('h');
  await keys.step('j', row(page, title));

  // A form opens in place; Escape leaves it, what was typed stays.
  await keys.open('e', peek(page).locator('form'));
  await keys.answer(peek(page).getByRole('textbox', { name: '进展' }), '口径初稿改好了。');
  await keys.press('Escape');
  await arrives(row(page, title));
  await keys.open('e', peek(page).locator('form'));
  expect(await peek(page).getByRole('textbox', { name: '进展' }).inputValue()).toBe('口径初稿改好了。');
  await keys.use(peek(page).getByRole('button', { name: '反馈进展' }));
  await said(page, '反馈进展：已记下');
  await arrives(row(page, title));
  await says(peek(page), '口径初稿改好了。');
  await says(page.locator('.keys'), /刚才：.* 反馈进展 征管-/);

  // What is only asked can be taken back by one key.
  await keys.press('p');
  await arrives(peek(page).getByRole('button', { name: '反馈进展' }));
  await keys.use(peek(page).getByRole('button', { name: '申请延期' }));
  await arrives(peek(page).getByLabel('延期到'));
  // The parts of a date stand in the order of the browser's own language.
  await peek(page).getByLabel('延期到').fill('2027-01-15');
  await keys.fill(peek(page).getByRole('textbox', { name: '理由' }), '要等省里的新口径。');
  await keys.use(peek(page).getByRole('button', { name: '申请延期' }));
  await said(page, '申请延期：已记下');
  await says(page.locator('.keys'), '撤回延期申请');
  await arrives(row(page, title));
  await keys.press('z');
  await said(page, '撤回延期申请：已记下');
  await says(peek(page), '撤回了延期申请');

  // Reloaded it stands as it was; Escape closes it, Enter opens the whole page.
  await page.reload();
  await says(peek(page), title);
  await keys.press('Escape');
  await expect.poll(() => peekedIn(page)).toBe(null);
  await keys.step('j', row(page, title));
  await keys.press('Enter');
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
  expect(keys.faults).toEqual([]);
  expect(window.watch.hands.filter((hand) => !hand.startsWith('field '))).toEqual([]);
  console.log(`the desk by keyboard took ${keys.pressed} keys besides typed words`);
});

test('a request is answered where it stands, and leaves the desk for the next one', async () => {
  const { page } = await deskOf('he');
  const keys = new Keyboard(page);
  const asked = row(page, '窗口叫号后高峰等候偏长');
  await says(asked, '等你答复延期申请');
  await keys.step('j', asked);
  await keys.open('e', peek(page).locator('form'));
  await keys.use(peek(page).getByRole('button', { name: '同意延期' }));
  await said(page, '同意延期：已记下');
  await asked.waitFor({ state: 'detached' });
  // The focus is on a row that stands there, and that row is what stands beside the list.
  const focused = page.locator('.cols a.it:focus');
  await expect.poll(async () => (await focused.getAttribute('data-id')) === peekedIn(page)).toBe(true);
  await says(page.locator('.keys'), /刚才：.* 同意延期 河西-/);
  expect(await page.locator('.keys .end button').count()).toBe(0);
});

test('on a phone: one scroll, tabs that jump, four words at the bottom, a tap opens the page', async () => {
  const { window, page } = await deskOf('wei', {
    viewport: { width: 375, height: 812 },
    hasTouch: true,
    isMobile: true,
  });
  const finger = new Finger(page);
  await finger.look('desk');
  const tabs = page.getByRole('navigation', { name: '三栏' });
  expect(await tabs.getByRole('link').count()).toBe(3);
  await finger.tap(tabs.getByRole('link', { name: /^等我处理/ }));
  await expect.poll(() => tabs.locator('[aria-current]').innerText()).toMatch(/^等我处理/);
  const dock = page.getByRole('navigation', { name: '底部导航' }).getByRole('link');
  expect((await dock.allInnerTexts()).map((words) => words.replaceAll(/\d|\s|未看/g, ''))).toEqual([
    '工作台',
    '台账',
    '通知',
    '更多',
  ]);
  await finger.tap(row(page, '六个所各抽五件复查'));
  await page.getByRole('heading', { level: 1, name: '六个所各抽五件复查' }).waitFor();
  await finger.tap(page.getByRole('navigation', { name: '底部导航' }).getByRole('link', { name: '通知' }));
  await page
    .getByText(/交给你负责/)
    .first()
    .waitFor();
  await finger.look('notices');
  await finger.tap(page.getByRole('navigation', { name: '底部导航' }).getByRole('link', { name: '更多' }));
  await page.getByRole('link', { name: '报告' }).waitFor();
  await finger.look('more');
  expect([...finger.faults]).toEqual([]);
  expect(window.watch.hands.filter((hand) => hand !== 'touch')).toEqual([]);
});

const today = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);

test('whoever stands in finds what the absent colleague would, acts from the own desk, and the record says for whom', async () => {
  const admin = asking(await stage.window({}, 'sys'));
  const { people, posts } = await admin.get('/directory');
  const personOf = (name: string) => people.find((each: { name: string }) => each.name === name);
  const [li, gu] = [personOf('李婷'), personOf('顾晨')];
  const [post] = li.posts;
  expect(posts.some((each: { id: string }) => each.id === post)).toBe(true);
  await admin.post('/directory/appointments', {
    id: uuidv7(),
    person: gu.id,
    post,
    kind: 'substitute',
    forPerson: li.id,
    from: today(),
    to: today(),
  });
  const { page } = await deskOf('gu');
  const keys = new Keyboard(page);
  const measure = row(page, '和厂家改约维护时段');
  await says(measure, '代李婷：等你办结');
  await keys.step('j', measure);
  await keys.open('e', peek(page).locator('form'));
  await says(peek(page), '代李婷');
  await keys.answer(peek(page).getByRole('textbox', { name: '完成情况' }), '厂家同意夜间维护。');
  await keys.use(peek(page).getByRole('button', { name: '办结' }));
  await said(page, '办结：已记下');
  await measure.waitFor({ state: 'detached' });
  const { items } = await asking(await stage.window({}, 'he')).get('/matters?procedure=measure');
  const done = items.find((each: { title: string }) => each.title === '和厂家改约维护时段');
  const { events } = await asking(await stage.window({}, 'he')).get(`/matters/${done.id}`);
  const last = events.find((each: { action: string }) => each.action === 'complete');
  expect([last.actor.name, last.onBehalfOf.name]).toEqual(['顾晨', '李婷']);
});

const problemFor = async (from: ReturnType<typeof asking>, owner: string, title: string, more: Sent = {}) => {
  const { people, posts } = await from.get('/directory');
  const who = people.find((each: { name: string }) => each.name === owner);
  const post = posts.find((each: { id: string }) => each.id === who.posts[0]);
  const data = { title, unit: post.unit, owner: who.id, ownerPost: post.id, ...more };
  return from.post('/matters', { procedure: 'problem', data });
};

test('news come without a reload: the line is read out, the count rises, the row is there, the focus stays', async () => {
  const { page } = await deskOf('deng');
  const keys = new Keyboard(page);
  const mine = row(page, '票据领用纸质与电子两套账不一致');
  await keys.step('j', mine);
  const bar = page.getByRole('link', { name: /^通知/ }).first();
  const unseen = async () => Number((await wordsOf(bar)).replaceAll(/\D/g, '') || 0);
  const before = await unseen();
  const marker = await page.evaluate(() => {
    const here = globalThis as { mark?: number };
    here.mark = Math.random();
    return here.mark;
  });
  const title = `窗口排号机卡纸 ${uuidv7().slice(-4)}`;
  await problemFor(asking(await stage.window({}, 'fang')), '邓颖', title);
  await said(page, `新通知：方志成把“${title}”交给你负责`);
  await row(page, title).waitFor();
  await expect.poll(unseen).toBe(before + 1);
  expect(await mine.evaluate(hasFocus)).toBe(true);
  expect(await page.evaluate(() => (globalThis as { mark?: number }).mark)).toBe(marker);
  // Looked at they count no more; new ones keep their mark until the page is left.
  await keys.press('Escape');
  await keys.use(bar, 200);
  await page.getByRole('heading', { level: 1, name: '通知' }).waitFor();
  await expect.poll(unseen).toBe(0);
  await says(page.locator('.notice--new'), title);
});

test('the accused finds nothing of it: not on the desk, not counted, not told, not in search, lists or ledger', async () => {
  const { window, page } = await deskOf('wei');
  const wei = asking(window);
  const fang = asking(await stage.window({}, 'fang'));
  const { people, units } = await fang.get('/directory');
  const accused = people.find((each: { name: string }) => each.name === '韦立').id;
  const unit = units.find((each: { code: string }) => each.code === '财务').id;
  const title = `反映收费不开票 ${uuidv7().slice(-4)}`;
  const known = async () => ({
    desk: await wei.get('/desk').then(({ today, doing, waiting, over, near }) => [today, doing, waiting, over, near]),
    notices: await wei.get('/notices'),
    sentence: await wordsOf(page.locator('.desk .head p')),
  });
  const before = await known();
  const { id, number } = await problemFor(fang, '邓颖', title, { accused: [accused] });
  // What the line brings, it brings within this time: the next thing told is about another matter.
  const other = `另一件 ${uuidv7().slice(-4)}`;
  await problemFor(fang, '韦立', other);
  await said(page, other);
  await row(page, other).waitFor();
  expect(await wordsOf(page.locator('body'))).not.toContain(title);
  const after = await known();
  expect(after.desk[1].count + after.desk[0].count).toBe(before.desk[1].count + before.desk[0].count + 1);
  expect(after.notices.unseen).toBe(before.notices.unseen + 1);
  const searched = [title, number].map(
    (words) => `/matters/search?procedure=problem&unit=${unit}&q=${encodeURIComponent(words)}`,
  );
  for (const path of ['/desk', '/notices', '/matters?limit=200', '/ledger/problems?view=all&limit=200', ...searched]) {
    const answer = await window.context.request.get(`/api${path}`);
    expect([path, answer.status()]).toEqual([path, 200]);
    expect([path, (await answer.text()).includes(id)]).toEqual([path, false]);
  }
  // Somebody else of the same reach does find it by these ways.
  const [found] = (await asking(await stage.window({}, 'he')).get(searched[0] ?? '')).items;
  expect(found.id).toBe(id);
  window.watch.expected.add('404 GET /api/matters/:id');
  await page.goto(`/?peek=${id}`);
  await says(peek(page), '可能编号不对，也可能不归你看');
});
