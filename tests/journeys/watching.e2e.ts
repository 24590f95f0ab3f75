import type { Page } from 'playwright-core';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { JobName } from '../builders/bureau.ts';
import { passwordOf } from '../builders/site.ts';
import { answerable, openStageBureau, type StageBureau } from '../builders/stage-bureau.ts';
import { onStage, stage } from './on-stage.ts';
import { says } from './seen.ts';

/** Sweeping other units, going over a month, judging a case, looking at hazards again: as those who do it, from page to page. */
onStage();
let bureau: StageBureau;
const names: JobName[] = [
  'owner',
  'measureOwner',
  'registrar',
  'reviewer',
  'supervisor',
  'stranger',
  'clerk',
  'office',
];

beforeAll(async () => {
  bureau = await openStageBureau(stage, 'watched', names);
}, 120_000);

/** Somebody's window, signed in. */
const windowOf = async (name: JobName): Promise<Page> => {
  const { context, page } = await stage.window();
  await context.request.post(bureau.at('/api/session'), { data: { login: name, password: passwordOf(name) } });
  return page;
};
const goes = async (page: Page, path: string) => {
  await page.goto(bureau.at(path));
  await page.locator('#main h1').waitFor();
};

let problem: string;
const mine = () => ({ unit: bureau.units.tax, ...answerable(bureau.people.owner) });

beforeEach(async () => {
  const { id } = await bureau.register('registrar', 'problem', { title: '窗口排队太久', ...mine() });
  const measure = { title: '加开窗口', unit: bureau.units.law, ...answerable(bureau.people.measureOwner) };
  await bureau.act('owner', id, 'plan', { data: { measures: [measure] } });
  problem = id;
});

test('a supervisor has the units beside look for the same; one finds nothing, what another finds is linked', async () => {
  const page = await windowOf('supervisor');
  await goes(page, `/matter/${problem}`);
  await page.getByRole('button', { name: '举一反三' }).click();
  await page.waitForURL(/\/ledger\/sweeps\/new\//);
  const law = page.getByRole('checkbox', { name: /^law股/ });
  const window = page.getByRole('checkbox', { name: /^window股/ });
  await law.waitFor();
  // Beside the problem's own unit stands one; another, further down, is added.
  expect([await law.isChecked(), await window.isChecked()]).toEqual([true, false]);
  await window.check();
  await page.getByLabel('查什么').fill('高峰时排队是否超过半小时');
  await page.getByRole('button', { name: '请 2 个单位自查' }).click();
  await page.waitForURL(/\/ledger\/sweeps$/);
  await says(page.locator('.sweep').first(), '2 个单位，已答复 0 个，查出 0 个');

  const sweeps = (await bureau.as('supervisor').ask('/api/ledger/sweeps')).json.items[0].units as {
    id: string;
    unit: { id: string };
    owner: { person: { id: string } };
  }[];
  const of = (unit: string) => sweeps.find((each) => each.unit.id === unit)?.id as string;
  // The one who leads the unit was asked; which of two handlers that is, the register says.
  const lawOwner: JobName =
    sweeps.find((each) => each.unit.id === bureau.units.law)?.owner.person.id === bureau.people.stranger.person
      ? 'stranger'
      : 'measureOwner';
  const other = await windowOf(lawOwner);
  await goes(other, `/matter/${of(bureau.units.law)}`);
  await says(other.locator('#main'), '高峰时排队是否超过半小时');
  await other.getByRole('button', { name: '没有同类问题' }).first().click();
  await other.getByRole('dialog').getByRole('textbox', { name: '怎么查的，看到什么' }).fill('两个窗口各看了一天');
  await other.getByRole('dialog').getByRole('button', { name: '没有同类问题' }).click();
  await other.getByRole('dialog').waitFor({ state: 'detached' });

  const clerk = await windowOf('clerk');
  const { person, post } = bureau.people.clerk;
  const data = { title: '取号机坏了没人修', unit: bureau.units.window, owner: person, ownerPost: post };
  const found = await bureau.register('clerk', 'problem', data);
  await goes(clerk, `/matter/${of(bureau.units.window)}`);
  await clerk.getByRole('link', { name: '登记查出的问题' }).waitFor();
  await clerk.getByRole('button', { name: '查出同类问题' }).first().click();
  const choice = clerk.getByRole('dialog').getByRole('combobox', { name: /查出的问题/ });
  await choice.fill(found.number);
  await clerk.getByRole('option', { name: /取号机坏了没人修/ }).click();
  await clerk.getByRole('dialog').getByRole('button', { name: '查出同类问题' }).click();
  await clerk.getByRole('dialog').waitFor({ state: 'detached' });

  await goes(page, '/ledger/sweeps');
  await says(page.locator('.sweep').first(), '2 个单位，已答复 2 个，查出 1 个');
  await page.getByRole('link', { name: /取号机坏了没人修/ }).waitFor();
  await goes(page, `/matter/${problem}`);
  await says(page.locator('.matter-facts'), '举一反三自查');
});

test('a month is gone over: what has no evidence stands there, is signed for, and what came back is opened again', async () => {
  const { children } = (await bureau.as('owner').ask(`/api/matters/${problem}`)).json;
  await bureau.act('measureOwner', children[0].id, 'complete', { data: { outcome: '办完了' } });
  const page = await windowOf('supervisor');
  await goes(page, '/ledger/reconciliation');
  const bare = page.locator('section').filter({ has: page.getByRole('heading', { name: /办结了但没有佐证的措施/ }) });
  await says(bare, '加开窗口');
  await page.getByRole('button', { name: /核对过，签字/ }).click();
  await says(page.locator('.sign').first(), 'supervisor某');
  await says(page.locator('.sign').first(), '办结了但没有佐证的措施 1');

  const proof = await bureau.upload('measureOwner', '窗口照片');
  await bureau.act('measureOwner', children[0].id, 'addEvidence', { files: [proof] });
  await bureau.act('owner', problem, 'reportProgress', { data: { progress: '开了两个窗口' } });
  await bureau.act('owner', problem, 'requestStrikeOff', { data: { outcome: '不排队了' } });
  await bureau.act('reviewer', problem, 'strikeOff');
  await goes(page, '/ledger/reconciliation');
  await says(page.locator('.watch-clean'), '办结的措施都有佐证');
  await page.getByRole('link', { name: '重新整改' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: /理由/ }).fill('又排起长队');
  await dialog.getByRole('button', { name: '重新整改' }).click();
  await dialog.waitFor({ state: 'detached' });
  await goes(page, '/ledger/reconciliation');
  const back = page.locator('section').filter({ has: page.getByRole('heading', { name: /销号后又重新整改/ }) });
  await says(back, '窗口排队太久');
});

test('a case is written by one, approved by another, and read by everybody', async () => {
  const page = await windowOf('registrar');
  await goes(page, '/ledger/cases');
  await page.getByRole('link', { name: '写案例' }).click();
  await page.getByLabel('案例名称').fill('一张取号单改了三处流程');
  await page.getByLabel('正面还是反面').selectOption({ label: '正面' });
  await page.getByLabel('根源').selectOption({ label: '制度' });
  await page.getByRole('textbox', { name: '经过' }).fill('取号单上写不清要带什么。');
  await page.getByRole('textbox', { name: '启示' }).fill('先看单子，再看人。');
  const more = page.locator('summary');
  if (await more.first().isVisible()) await more.first().click();
  await page.getByLabel(/看不出具体的人/).check();
  await page.getByRole('button', { name: '写案例' }).click();
  await page.waitForURL(/\/matter\//);
  await page.getByRole('button', { name: '提请入库' }).click();
  await says(page.locator('.matter-head'), '待审批');
  const id = /matter\/([0-9a-f-]+)/.exec(page.url())?.[1];

  const judge = await windowOf('supervisor');
  await goes(judge, `/matter/${id}`);
  await judge.getByRole('button', { name: '同意入库' }).first().click();
  const dialog = judge.getByRole('dialog');
  await dialog.getByRole('button', { name: '同意入库' }).click();
  await dialog.waitFor({ state: 'detached' });

  const clerk = await windowOf('clerk');
  await goes(clerk, '/ledger/cases?kind=good&cause=system');
  await clerk.getByRole('link', { name: '一张取号单改了三处流程' }).click();
  await says(clerk.locator('.case-text'), '先看单子，再看人。');
  await goes(clerk, '/ledger/cases?kind=bad');
  await says(clerk.locator('#main'), '没有这样的案例');
});

test('a hazard is looked at again before it is struck off, and stands by its place until then', async () => {
  const data = {
    title: '泵房积水',
    kind: 'hazard',
    hazardLevel: 'major',
    location: '泵房',
    controlMeasure: '断电',
    ...mine(),
  };
  const { id } = await bureau.register('registrar', 'problem', data);
  const page = await windowOf('reviewer');
  await goes(page, '/ledger/hazards');
  await says(page.locator('section').filter({ hasText: '泵房' }), '重大 1');
  const proof = await bureau.upload('owner', '抽干后的照片');
  await bureau.act('owner', id, 'solveOnSite', { data: { outcome: '已抽干' }, files: [proof] });

  await goes(page, `/matter/${id}`);
  await says(page.locator('.matter-do'), '隐患要先复查通过，才能销号');
  await page.getByRole('button', { name: '复查通过' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('复查日期').fill(new Date().toISOString().slice(0, 10));
  await dialog.getByRole('textbox', { name: '复查看到的情况' }).fill('地面干燥，水泵运转正常');
  await dialog.getByRole('button', { name: '复查通过' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: '准予销号' }).first().click();
  await dialog.getByRole('button', { name: '准予销号' }).click();
  await dialog.getByRole('button', { name: '确定准予销号' }).click();
  await dialog.waitFor({ state: 'detached' });
  await says(page.locator('.matter-head'), '已销号');
  await goes(page, '/ledger/hazards');
  await says(page.locator('#main'), '没有隐患');
  await page.getByRole('button', { name: '连已销号的一起看' }).click();
  await says(page.locator('#main'), '泵房积水');
});

test('a theme gathers its problems, drawn and listed; nothing is without an owner; urging is told on the page', async () => {
  const theme = await bureau.register('registrar', 'theme', { title: '窗口作风', aspect: '服务', ...mine() });
  const { id } = await bureau.register('registrar', 'problem', { title: '中午没有人', theme: theme.id, ...mine() });
  const page = await windowOf('supervisor');
  await goes(page, '/ledger/themes');
  await says(page.locator('section').filter({ hasText: '服务' }), '已销号 0 / 1');
  await page.getByRole('link', { name: '窗口作风' }).click();
  await page.getByRole('img', { name: /问题整改/ }).waitFor();
  await page.getByRole('link', { name: '中午没有人' }).click();
  await page.getByRole('button', { name: '催办' }).first().click();
  await page.getByRole('dialog').getByRole('button', { name: '催办' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await says(page.locator('.matter-head'), '已催办 1 次，最近');
  const owner = await windowOf('owner');
  await goes(owner, '/notices');
  await says(owner.locator('#main'), /催/);
  await goes(page, '/ledger/ownerless');
  await says(page.locator('#main'), /没有。在办事项的 \d+ 个责任岗位今天都有人在任/);
  // Planted past the commands, as only somebody with the database in hand can.
  const { post } = bureau.people.clerk;
  await stage.database.owner.query('update matter set owner_post_id = $2 where id = $1', [id, post]);
  await goes(page, '/ledger/ownerless');
  await says(page.locator('#main'), '中午没有人');
  await says(page.locator('#main'), '责任人已不在这个岗位');
});
