import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { forged, note, snapshot, tellsWhere } from './evidence.ts';
import { litInSource } from './in-page.ts';
import { Keyboard } from './keyboard.ts';
import { isSharedReport, overlooked, problemsInText, theReport } from './report.ts';
import { arrives, says, wordsOf } from './seen.ts';
import { openStage, type Stage, tellWhere, type Window } from './stage.ts';

/**
 * The whole thread at 1440 px by keyboard alone: one person after another sits down at the same desk. The tests follow
 * each other; each stands on what the one before has done.
 */
const report = theReport();
const problems = problemsInText(report);
const bare = (words: string) => words.replaceAll(/\s/g, '');
const own = { edited: '部门之间互相推，没有人牵头', measures: ['每周轮岗一次', '设一个牵头岗并公示'] };

let stage: Stage;
let window: Window;
let page: Page;
let keys: Keyboard;
/** Address of the problem that is followed to its end. */
let followed: string;
let demonstration: number;

beforeAll(async () => {
  stage = await openStage();
  window = await stage.window({ viewport: { width: 1440, height: 900 } });
  page = window.page;
  keys = new Keyboard(page);
  await page.goto('/');
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await tellWhere(page);
  expect(stage.faults()).toEqual([]);
  expect(keys.faults.splice(0)).toEqual([]);
  // Whatever a test writes, the pages themselves saw neither mouse nor finger.
  expect(window.watch.hands.filter((hand) => !hand.startsWith('field '))).toEqual([]);
});
afterAll(() => stage?.close());

const button = (name: string | RegExp, within: Pick<Page, 'getByRole'> = page) =>
  within.getByRole('button', { name, exact: typeof name === 'string' });
/** A matter on the desk; notices beside it may name the same one. */
const onDesk = (name: string) => page.locator('.cols').getByRole('link', { name });
const link = (name: string, within: Pick<Page, 'getByRole'> = page) => within.getByRole('link', { name, exact: true });
const dialog = () => page.getByRole('dialog');
const field = (name: string) => dialog().getByRole('textbox', { name, exact: true });
const doing = () => page.getByRole('region', { name: '负责、时限、操作' });
const place = (name: string) => link(name, page.getByRole('navigation', { name: '主导航' }));
const entry = (nr: number) => page.locator('.entry-list > li').nth(nr - 1);
const ledgerTitles = () => page.getByRole('region', { name: '整改台账表格' }).locator('tbody tr td:nth-child(5)');

/** How many there are, as the page's own sentence says: the rows of a long ledger come as one scrolls. */
const ledgerCount = async () => Number(/共 (\d+) 条/.exec(await wordsOf(page.locator('.head p')))?.[1]);

const signIn = async (login: string) => {
  await keys.fill(page.getByLabel('登录名'), login);
  await keys.fill(page.getByLabel('密码'), stage.password(login));
  await keys.press('Enter');
  await page.getByRole('heading', { name: '我的工作台' }).waitFor();
};
const signOut = async () => {
  await keys.use(button('退出'));
  await page.getByLabel('登录名').waitFor();
};
const change = async (login: string) => {
  await signOut();
  await signIn(login);
};
const said = (words: string) => page.locator('.said').getByText(words).waitFor();
const sourceOf = (nr: number) => problems[nr - 1] as (typeof problems)[number];

/** Sends the form of an action; afterwards the focus is still somewhere on the page and not back at its very top. */
const send = async (action: string) => {
  await keys.use(button(action, dialog()));
  await recorded(action);
};
const recorded = async (action: string) => {
  await said(`${action}：已记下`);
  await dialog().waitFor({ state: 'detached' });
  await arrives(page.locator('main :focus, main:focus'));
};

/** Who answers and where, in the form of an entry that is being accepted. */
const answerable = async (nr: number, unit: string, person: string) => {
  await keys.pick(entry(nr).getByRole('combobox', { name: '责任单位' }), unit);
  await keys.pick(entry(nr).getByRole('combobox', { name: '责任人' }), person);
};

test('fang signs in and drops a report', async () => {
  await signIn('fang');
  await keys.use(place('台账'));
  await ledgerTitles().first().waitFor();
  demonstration = await ledgerCount();
  await keys.use(place('报告'));
  await keys.attach(page.getByLabel('选择报告文件'), report.file);
  await keys.use(button('交存并开始读'));
  await page.locator('.entry-list').waitFor();
  expect(await wordsOf(page.locator('.src'))).toContain('漏了？选中文字登记');
});

test('each proposed problem is linked to its own words in the source', async () => {
  expect(await page.locator('.entry-list > li').count()).toBe(problems.length);
  for (const [index, { start, end, words }] of problems.entries()) {
    const item = entry(index + 1);
    await keys.step('j', item, 2);
    expect(await item.getAttribute('aria-current')).toBe('true');
    expect(await wordsOf(item.locator('.t b'))).toBe(bare(words));
    const lit = (await page.evaluate(litInSource)).filter((mark) => mark.start >= start && mark.start < end);
    expect(lit.map(({ text }) => text).join('')).toBe(words);
    // Enter goes from the entry to its sentence, the tag behind the sentence back to the entry.
    await keys.press('Enter');
    const tag = page.locator('#source-text').getByRole('button', { name: `问 ${index + 1}`, exact: true });
    await expect.poll(() => tag.evaluate((element) => element.getBoundingClientRect().top)).toBeLessThan(900);
  }
  await keys.use(page.locator('#source-text').getByRole('button', { name: '问 2', exact: true }));
  await arrives(entry(2));
});

test.skipIf(!isSharedReport)('report 001 proposes the five problems that its reading names', async () => {
  const proposed = await page.locator('.entry-list > li .t b').allInnerTexts();
  expect(proposed).toHaveLength(5);
  expect(proposed.map(bare)).toEqual(report.reading.problems.map(bare));
});

test('two entries are accepted, one is edited, one dropped and restored, a missed one registered', async () => {
  // By short key from the entry itself.
  await keys.press('k');
  await keys.press('e');
  await answerable(1, '征管', '陆明川');
  await keys.use(button('确认列入', entry(1)));
  await said('已列入台账');
  await arrives(entry(1));
  await says(entry(1), '已确认');
  // By the buttons that say so.
  await keys.use(button('改 问 2'));
  await answerable(2, '财务', '邓颖');
  await keys.use(button('确认列入', entry(2)));
  await says(entry(2), '已确认');
  await keys.use(button('改 问 3'));
  await keys.fill(entry(3).getByRole('textbox', { name: '问题', exact: true }), own.edited);
  await answerable(3, '河西', '韦立');
  await keys.use(button('确认列入', entry(3)));
  await says(entry(3), own.edited);
  await keys.use(button('不列入 问 4'));
  await says(entry(4), '恢复');
  await keys.use(button('恢复 问 4'));
  // Whoever answers for the one before is proposed for the next.
  await says(entry(4), '韦立');

  const words = overlooked(report);
  await keys.use(button('漏了？选中文字登记'));
  await keys.answer(page.getByLabel('漏掉的问题，照原文抄一句'), '原文里没有的一句');
  await keys.use(button('列为问题'));
  await page.getByText('原文里没有这句话').waitFor();
  await arrives(page.getByLabel('漏掉的问题，照原文抄一句'));
  await keys.rewrite(words);
  await keys.use(button('列为问题'));
  const missed = page.locator('.entry-list > li').filter({ hasText: words });
  await arrives(missed);
  await keys.press('i');
  await keys.pick(missed.getByRole('combobox', { name: '责任单位' }), '征管');
  await keys.pick(missed.getByRole('combobox', { name: '责任人' }), '李婷');
  await keys.use(button('确认列入', missed));
  await says(missed, '已确认');
});

test('what was confirmed stands in the ledger and nothing else', async () => {
  await keys.use(place('台账'));
  await expect.poll(ledgerCount).toBe(demonstration + 4);
  await ledgerTitles().first().waitFor();
  const titles = (await ledgerTitles().allInnerTexts()).map(bare);
  const confirmed = [bare(sourceOf(1).words), bare(sourceOf(2).words), own.edited, overlooked(report)];
  expect(confirmed.filter((title) => !titles.includes(bare(title)))).toEqual([]);
  expect(problems.slice(2).filter(({ words }) => titles.includes(bare(words)))).toEqual([]);
});

test('a problem is planned with two measures and two owners', async () => {
  const row = page.getByRole('row').filter({ hasText: sourceOf(1).words });
  await keys.step('j', row.locator('a.row-link'));
  await keys.press('Enter');
  await page.getByRole('heading', { level: 1, name: bare(sourceOf(1).words) }).waitFor();
  followed = new URL(page.url()).pathname;
  await keys.open('e', dialog());
  const rows = [
    { title: own.measures[0] as string, unit: '征管', person: '李婷' },
    { title: own.measures[1] as string, unit: '河西', person: '韦立' },
  ];
  for (const [index, { title, unit, person }] of rows.entries()) {
    if (index > 0) await keys.use(button('再加一条整改措施', dialog()));
    const group = dialog().getByRole('group', { name: `整改措施 ${index + 1}`, exact: true });
    await keys.fill(group.getByRole('textbox', { name: '措施', exact: true }), title);
    await keys.pick(group.getByRole('combobox', { name: '责任单位' }), unit);
    await keys.pick(group.getByRole('combobox', { name: '责任人' }), person);
  }
  await send('制定措施');
  await says(page.locator('.children'), own.measures[1] as string);
});

test('the owner reports progress and reads why it cannot be struck off yet', async () => {
  await change('lu');
  await keys.use(onDesk(bare(sourceOf(1).words)));
  await page.getByRole('heading', { level: 1, name: bare(sourceOf(1).words) }).waitFor();
  await keys.open('e', dialog());
  await keys.answer(field('进展'), '已开会分工，两条措施都有人领。');
  await send('反馈进展');
  const why = doing().locator('.no').filter({ hasText: '措施全部办结后才能销号' });
  await why.waitFor();
  expect(await wordsOf(why)).toMatch(/哪条[\s\S]*为何\s*还有 2 条措施没有办结[\s\S]*可改为/);
  await keys.use(link(own.measures[0] as string, why));
  await page.getByRole('heading', { level: 1, name: own.measures[0] as string }).waitFor();
});

/** Somebody completes their measure as far as the form; the words and files are the test's. */
const startCompleting = async (login: string, measure: string, words: string) => {
  await change(login);
  await keys.use(onDesk(measure));
  await page.getByRole('heading', { level: 1, name: measure }).waitFor();
  await keys.open('e', dialog());
  await keys.answer(field('完成情况'), words);
};

test('an owner of a measure completes it with a text as evidence', async () => {
  await startCompleting('li', own.measures[0] as string, '十一月第一周已经轮过一次。');
  await keys.attach(dialog().getByLabel('选择文件'), note);
  await button(`去掉${note.name}`, dialog()).waitFor();
  await send('办结');
  await link(note.name).first().waitFor();
});

test('a forged picture is refused in words, nothing typed is lost, the true one shows no place', async () => {
  window.watch.expected.add('415 POST /api/files');
  const words = '公示栏上个星期换好，照片为证。';
  await startCompleting('wei', own.measures[1] as string, words);
  await keys.attach(dialog().getByLabel('选择文件'), forged);
  const refused = dialog().locator('.files li').filter({ hasText: forged.name });
  await says(refused, '只收照片、PDF、Office 文件和纯文本');
  expect(await field('完成情况').inputValue()).toBe(words);
  await keys.use(button('去掉', refused));
  const picture = await snapshot();
  expect(await tellsWhere(picture.buffer)).toBe(true);
  await keys.attach(dialog().getByLabel('选择文件'), picture);
  await dialog().getByText('已去掉位置信息').waitFor();
  await send('办结');

  const shown = page.getByRole('img', { name: picture.name }).first();
  await expect
    .poll(() => shown.evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth))
    .toBeGreaterThan(0);
  for (const address of [await shown.getAttribute('src'), await shown.locator('..').getAttribute('href')]) {
    const answer = await window.context.request.get(address ?? '');
    expect(answer.headers()['content-type']).toBe('image/jpeg');
    expect(await tellsWhere(await answer.body())).toBe(false);
  }
});

test('the owner asks to strike off, and reads why it is not the owner who grants it', async () => {
  await change('lu');
  await keys.use(onDesk(bare(sourceOf(1).words)));
  await page.getByRole('heading', { level: 1, name: bare(sourceOf(1).words) }).waitFor();
  await keys.open('e', dialog());
  await keys.answer(field('完成情况'), '两条措施都办结，佐证齐全。');
  await send('提请销号');
  const refused = button('准予销号', doing());
  await refused.waitFor();
  expect(await refused.getAttribute('aria-disabled')).toBe('true');
  await keys.to(refused);
  const why = page.locator(`[id="${await refused.getAttribute('aria-describedby')}"]`);
  expect(await wordsOf(why)).toMatch(/哪条\s*谁负责整改，谁就不能自己认定办完\s*为何[\s\S]*陆明川[\s\S]*可改为\s*\S+/);
  await keys.press('Enter');
  expect(await dialog().count()).toBe(0);
});

test('somebody else strikes it off and opens the result to the public', async () => {
  await change('he');
  const review = onDesk(bare(sourceOf(1).words));
  await says(review, '等你复核');
  await keys.step('j', review);
  await keys.press('Enter');
  await page.getByRole('heading', { level: 1, name: bare(sourceOf(1).words) }).waitFor();
  await keys.use(button(/^准予销号/, doing()));
  await keys.fill(field('理由'), '佐证逐件看过，属实。');
  await keys.use(button('准予销号', dialog()));
  await arrives(button('确定准予销号', dialog()));
  await keys.press('Enter');
  await recorded('准予销号');
  await page.getByRole('list', { name: '流程' }).locator('[aria-current=step]').getByText('已销号').waitFor();
  await keys.open('e', dialog());
  await keys.fill(field('对外公开的话'), '窗口每周轮岗，牵头人已公示。');
  await send('公开结果');
});

test('the proof page says in plain words how much is sealed', async () => {
  await keys.use(place('更多'));
  await keys.use(link('校验', page.locator('.place-list')));
  const answer = page.locator('.answer');
  await says(answer, /^截至 \d\d:\d\d 共 [\d\s\u00a0]+ 条，已封存。$/);
  await says(page.locator('.proof-page'), '现在没有等着封存的记录');
  const { rows } = await stage.database.app.query<{ n: number }>(
    `select count(*)::int as n from event e join agency a on a.id = e.agency_id where a.code = 'yunxi'`,
  );
  await expect.poll(async () => Number((await wordsOf(answer)).replaceAll(/^.*共|\D/g, ''))).toBe(rows[0]?.n);
});

test('the public page shows the public fields and nothing more', async () => {
  await signOut();
  await keys.use(page.getByRole('link', { name: '不登录，看对外公开的内容' }));
  await keys.use(page.getByRole('link', { name: '全部销号的问题' }));
  await keys.use(page.getByRole('link', { name: bare(sourceOf(1).words) }));
  await page.getByRole('heading', { level: 1, name: bare(sourceOf(1).words) }).waitFor();
  const shown = await wordsOf(page.locator('body'));
  for (const words of [bare(sourceOf(1).words), '征管股', '已销号', '窗口每周轮岗，牵头人已公示。'])
    expect(shown).toContain(words);
  const html = await page.content();
  const inner = [
    '陆明川',
    '李婷',
    '韦立',
    '方志成',
    '何静',
    '佐证逐件',
    '已开会分工',
    note.name,
    '公示栏',
    ...own.measures,
  ];
  expect(inner.filter((words) => html.includes(words))).toEqual([]);
  expect(followed).toMatch(/^\/matter\//);
  console.log(`the thread took ${keys.pressed} keys besides typed words`);
});
