import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { forged, note, snapshot } from './evidence.ts';
import { Finger } from './finger.ts';
import { selectWords } from './in-page.ts';
import { overlooked, problemsInText, theReport } from './report.ts';
import { says, wordsOf } from './seen.ts';
import { openStage, type Stage, tellWhere, type Window } from './stage.ts';

/** The thread on a phone, by touch alone: shorter than at the desk, but whole. The tests follow each other. */
const report = theReport();
const [first] = problemsInText(report).map(({ words }) => words.replaceAll(/\s/g, ''));
const title = first ?? '';
const missed = overlooked(report).slice(0, 10);
const measures = ['窗口每天晨会讲一件事', '口径印成一页贴在柜台'];

let stage: Stage;
let window: Window;
let page: Page;
let finger: Finger;

beforeAll(async () => {
  stage = await openStage();
  window = await stage.window({ viewport: { width: 375, height: 812 }, hasTouch: true, isMobile: true });
  page = window.page;
  finger = new Finger(page);
  await page.goto('/');
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await tellWhere(page);
  expect(stage.faults()).toEqual([]);
  expect([...finger.faults]).toEqual([]);
  finger.faults.clear();
  expect(window.watch.hands.filter((hand) => hand === 'mouse' || hand === 'pen')).toEqual([]);
});
afterAll(() => stage?.close());

const button = (name: string, within: Pick<Page, 'getByRole'> = page) =>
  within.getByRole('button', { name, exact: true });
const link = (name: string | RegExp) => page.getByRole('link', { name });
const dialog = () => page.getByRole('dialog');
const field = (name: string) => dialog().getByRole('textbox', { name, exact: true });
const dock = (name: string) =>
  page.getByRole('navigation', { name: '底部导航' }).getByRole('link', { name, exact: true });
const entry = (words: string) => page.locator('.entry-list > li').filter({ hasText: words });
const said = (words: string) => page.locator('.said').getByText(words).waitFor();
const state = () => page.getByRole('list', { name: '流程' }).locator('[aria-current=step]');

const signIn = async (login: string) => {
  await finger.look('sign-in');
  await finger.fill(page.getByLabel('登录名'), login);
  await finger.fill(page.getByLabel('密码'), stage.password(login));
  await finger.tap(button('登录'));
  await page.locator('.board').waitFor();
  await finger.look(`desk of ${login}`);
};
const change = async (login: string) => {
  await finger.tap(button('退出'));
  await signIn(login);
};
/** From the desk to a matter that is mine, and to the form of one of its actions. */
const openAction = async (matter: string, action: string) => {
  await finger.tap(link(matter));
  await page.getByRole('heading', { level: 1, name: matter }).waitFor();
  await finger.look(`matter ${matter}`);
  await finger.tap(page.getByRole('region', { name: '负责、时限、操作' }).getByRole('button', { name: action }));
  await dialog().waitFor();
  await finger.look(`form ${action}`);
};
const send = async (action: string) => {
  await finger.tap(button(action, dialog()));
  await said(`${action}：已记下`);
};

test('a report is read: one entry accepted, one dropped, one registered from words selected in the source', async () => {
  await signIn('fang');
  await finger.tap(dock('更多'));
  await finger.look('more');
  await finger.tap(link('报告'));
  await finger.look('reports');
  await finger.attach(page.getByLabel('选择报告文件'), report.file);
  await finger.look('report chosen');
  await finger.tap(button('交存并开始读'));
  await page.locator('.entry-list').waitFor();
  await finger.look('reading');
  await finger.tap(button('确认 问 1'));
  await finger.pick(entry(title).getByRole('combobox', { name: '责任单位' }), '财务');
  await finger.pick(entry(title).getByRole('combobox', { name: '责任人' }), '邓颖');
  await finger.look('accepting');
  await finger.tap(button('确认列入', entry(title)));
  await says(entry(title), '已确认');
  await finger.tap(button('不列入 问 2'));
  await button('恢复 问 2').waitFor();

  await finger.tap(button('原文'));
  await finger.look('source');
  expect(await page.evaluate(selectWords, missed)).toBe(true);
  await finger.tap(button('漏了？选中文字登记'));
  await finger.tap(button('改', entry(missed)));
  await finger.pick(entry(missed).getByRole('combobox', { name: '责任单位' }), '征管');
  await finger.pick(entry(missed).getByRole('combobox', { name: '责任人' }), '李婷');
  await finger.tap(button('确认列入', entry(missed)));
  await says(entry(missed), '已确认');
  await finger.look('read');
});

test('the ledger shows them, and one is planned with two measures and two owners', async () => {
  await finger.tap(dock('台账'));
  await link(title).waitFor();
  await finger.look('ledger');
  await finger.tap(link(title));
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
  await finger.look('matter');
  await finger.tap(button('制定措施'));
  const row = (nr: number) => dialog().getByRole('group', { name: `整改措施 ${nr}`, exact: true });
  await finger.fill(row(1).getByRole('textbox', { name: '措施', exact: true }), measures[0] as string);
  await finger.pick(row(1).getByRole('combobox', { name: '责任人' }), '李婷');
  await finger.tap(button('再加一条整改措施', dialog()));
  await finger.answer(row(2).getByRole('textbox', { name: '措施', exact: true }), measures[1] as string);
  await finger.tap(row(2).getByRole('combobox', { name: '责任人' }));
  await finger.tap(page.getByRole('option', { name: /韦立/ }));
  await finger.look('plan');
  await send('制定措施');
});

test('a report of progress costs at most one field and three taps', async () => {
  await change('deng');
  const before = window.watch.hands.length;
  await openAction(title, '反馈进展');
  await finger.answer(field('进展'), '两条措施都有人领，今天开始。');
  await send('反馈进展');
  const hands = window.watch.hands.slice(before);
  const fields = new Set(hands.filter((hand) => hand.startsWith('field ')));
  const taps = hands.filter((hand) => hand === 'touch');
  console.log(`reporting progress on a phone: ${fields.size} field, ${taps.length} taps`);
  expect(fields.size).toBe(1);
  expect(taps.length).toBeLessThanOrEqual(3);
  expect(taps.length).toBeGreaterThan(0);
});

test('it cannot be struck off while measures are open, and says why', async () => {
  const why = page.locator('.matter-do .no').filter({ hasText: '措施全部办结后才能销号' });
  await why.waitFor();
  expect(await wordsOf(why)).toMatch(/为何\s*还有 2 条措施没有办结[\s\S]*可改为/);
  await finger.look('refused');
});

test('both owners complete their measures with evidence; a forged picture is refused and the words stay', async () => {
  window.watch.expected.add('415 POST /api/files');
  await change('li');
  await openAction(measures[0] as string, '办结');
  await finger.answer(field('完成情况'), '晨会已经开了一周。');
  await finger.attach(dialog().getByLabel('选择文件'), note);
  await button(`去掉${note.name}`, dialog()).waitFor();
  await finger.look('evidence');
  await send('办结');

  await change('wei');
  await openAction(measures[1] as string, '办结');
  await finger.answer(field('完成情况'), '六个柜台都贴好。');
  await finger.attach(dialog().getByLabel('选择文件'), forged);
  const refused = dialog().locator('.files li').filter({ hasText: forged.name });
  await says(refused, '只收照片、PDF、Office 文件和纯文本');
  await finger.look('evidence refused');
  await finger.tap(button('去掉', refused));
  expect(await field('完成情况').inputValue()).toBe('六个柜台都贴好。');
  await finger.attach(dialog().getByLabel('选择文件'), await snapshot());
  await dialog().getByText('已去掉位置信息').waitFor();
  await send('办结');
  await page.getByRole('img').first().waitFor();
});

test('the owner asks, may not grant, somebody else does and opens the result', async () => {
  await change('deng');
  await openAction(title, '提请销号');
  await finger.answer(field('完成情况'), '两条都办结。');
  await send('提请销号');
  await says(state(), '待销号复核');
  expect(await button('准予销号').getAttribute('aria-disabled')).toBe('true');
  await finger.tapInVain(button('准予销号'));
  expect(await dialog().count()).toBe(0);

  await change('he');
  await openAction(title, '准予销号');
  await finger.tap(button('准予销号', dialog()));
  await finger.look('sure');
  await finger.tap(button('确定准予销号', dialog()));
  await said('准予销号：已记下');
  await says(state(), '已销号');
  await finger.tap(button('公开结果'));
  await finger.fill(field('对外公开的话'), '晨会天天开，口径贴上柜台。');
  await send('公开结果');
});

/** Follows a link to another public page. */
const visit = async (name: string, heading: string) => {
  await finger.tap(link(name));
  await page.getByRole('heading', { level: 1, name: heading, exact: true }).waitFor();
  await finger.look(heading);
};

test('proof in plain words, and the public page with its public fields', async () => {
  await finger.tap(dock('更多'));
  await finger.tap(link('校验'));
  await says(page.locator('.answer'), /^截至 \d\d:\d\d 共 [\d\s\u00a0]+ 条，已封存。$/);
  await finger.look('proof');
  await finger.tap(button('退出'));
  await visit('不登录，看对外公开的内容', '这里公开了什么');
  await visit('全部销号的问题', '销号的问题');
  await visit(title, title);
  const shown = await wordsOf(page.locator('body'));
  expect(shown).toContain('晨会天天开，口径贴上柜台。');
  expect(['邓颖', '李婷', '韦立', '两条都办结', ...measures].filter((words) => shown.includes(words))).toEqual([]);
  await visit('看记录怎样校验', '记录校验');
});
