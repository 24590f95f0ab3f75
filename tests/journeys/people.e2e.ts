import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { uuidv7 } from 'uuidv7';
import { expect, test } from 'vitest';
import { readSheet, writeWorkbook } from '../../src/platform/documents/spreadsheet.ts';
import { coveredControls, smallTargets } from './in-page.ts';
import { Keyboard } from './keyboard.ts';
import { onStage, stage } from './on-stage.ts';
import { says, wordsOf } from './seen.ts';

/** The register in a browser: somebody leaves, somebody stands in, a workbook comes back, two keep it at once. */
onStage();

const phone = { viewport: { width: 375, height: 812 }, hasTouch: true };
const dayFrom = (days: number) => new Date(Date.now() + 8 * 3_600_000 + days * 86_400_000).toISOString().slice(0, 10);
const dialog = (page: Page) => page.getByRole('dialog');
const press = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: typeof name === 'string' });
const unit = (page: Page, name: string) => page.getByRole('treeitem', { name, exact: true });
const post = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
const sentence = (page: Page) => page.locator('.ppl-head p');
const rows = async <T extends object>(sql: string, ...values: unknown[]): Promise<T[]> =>
  (await stage.database.owner.query<T>(sql, values)).rows;

test('by keyboard: whoever leaves with open matters is refused, hands them over and then may go; the taker has them', async () => {
  const { page, watch } = await stage.window({}, 'sys');
  watch.expected.add('409 POST /api/directory/appointments');
  const keys = new Keyboard(page);
  await page.goto('/people');
  await keys.to(unit(page, '云溪县综合服务局'));
  await keys.press('End');
  await keys.press('Enter');
  await says(page.locator('.ppl-unit h2'), '河西所');
  await keys.use(press(page, '结束 韦立'));
  await keys.use(press(page, '按这一天结束'));
  const why = dialog(page).locator('.no');
  await says(why, /走的人名下没有办结的，要先有人接手[\s\S]*这个岗位上还有 \d+ 件没有办结/);
  const count = Number(/还有 (\d+) 件/.exec(await wordsOf(why))?.[1]);
  expect(count).toBeGreaterThan(0);
  const open = await rows<{ id: string; number: string }>(
    `select id, number from matter where open and owner_post_id in (select id from post where name = '河西所所长')`,
  );
  expect(open).toHaveLength(count);

  await keys.use(press(page, `现在就交接这 ${count} 件`));
  await says(dialog(page), `韦立在河西所所长上有 ${count} 件没有办结`);
  await keys.pick(page.getByRole('combobox', { name: '接手的人和岗位' }), '李婷');
  await keys.fill(page.getByLabel('理由'), '调到县局工作');
  await keys.use(press(page, '开始交接'));
  await dialog(page).waitFor({ state: 'detached' });
  await says(page.locator('.said'), `到 ${dayFrom(0)} 为止`);
  expect([keys.faults, watch.hands.filter((hand) => !hand.startsWith('field'))]).toEqual([[], []]);
  const handed = await rows(
    `select 1 from event where body::jsonb ->> 'action' = 'handOver' and stream_id = any($1::uuid[])`,
    open.map(({ id }) => id),
  );
  expect(handed).toHaveLength(count);

  const taker = await stage.window({}, 'li');
  await taker.page.goto(`/matter/${open[0]?.id}`);
  await says(taker.page.locator('.log'), /交接给了新的责任人\s*秦越[\s\S]*韦立 → 李婷[\s\S]*调到县局工作/);
  await says(taker.page.locator('.matter'), '李婷');
  await taker.page.goto('/');
  await taker.page.locator('.board').waitFor();
  for (const { number } of open) await says(taker.page.locator('.board'), number);
  // Today is the last day and counts; from tomorrow on the post stands empty.
  await page.getByLabel('那一天谁负责').fill(dayFrom(1));
  await says(sentence(page), /空岗 1 个：河西所 河西所所长/);
  await says(post(page, '河西所所长'), '空岗');
  await press(page, '回到今天').click();
  await says(post(page, '河西所所长'), '韦立');
});

test('on a phone: a substitute is arranged for a week and acts in the place of who is away', async () => {
  const { page } = await stage.window(phone, 'sys');
  await page.goto('/people');
  await unit(page, '财务股').tap();
  await press(page, '安排代岗 邓颖').tap();
  await page.getByRole('combobox', { name: '由谁代岗' }).fill('李婷');
  await page.getByRole('option', { name: /李婷/ }).tap();
  await page.getByLabel('最后一天').fill(dayFrom(7));
  expect(await page.evaluate(smallTargets, 44)).toEqual([]);
  await press(page, '保存').tap();
  await dialog(page).waitFor({ state: 'detached' });
  await says(sentence(page), new RegExp(`今天 1 人不在：邓颖由李婷代到 .*${dayFrom(7).slice(5)}`));
  await says(post(page, '财务股股长'), /代理\s*李婷 代 邓颖/);
  expect([await page.evaluate(smallTargets, 44), await page.evaluate(coveredControls)]).toEqual([[], []]);

  const [matter] = await rows<{ id: string }>(
    `select m.id from matter m join post p on p.id = m.owner_post_id
where m.open and m.state = 'registered' and m.procedure = 'problem' and p.name = '财务股股长'`,
  );
  const stand = await stage.window({}, 'li');
  await stand.page.goto(`/matter/${matter?.id}?do=plan`);
  await dialog(stand.page).getByRole('textbox', { name: '措施', exact: true }).fill('每周对一次账');
  await dialog(stand.page).getByRole('combobox', { name: '责任人' }).fill('顾晨');
  await stand.page.getByRole('option', { name: /顾晨/ }).click();
  await dialog(stand.page).getByRole('button', { name: '制定措施', exact: true }).click();
  await dialog(stand.page).waitFor({ state: 'detached' });
  await says(stand.page.locator('.log'), /李婷[\s\S]*代邓颖/);

  // Their own page tells both; yesterday nobody stood in.
  await page.goto('/people?q=李婷');
  await page.getByRole('link', { name: '李婷' }).last().tap();
  await says(sentence(page), /代邓颖的财务股股长/);
  await page.goto(`/people?day=${dayFrom(-1)}`);
  await says(sentence(page), '没有人由别人代岗');
});

test('a workbook with three edits shows exactly those three; what is wrong is told at its cell', async () => {
  const { page } = await stage.window({}, 'sys');
  await page.goto('/people/import');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: '导出名册' }).click(),
  ]);
  const read = await readSheet(readFileSync(await download.path()));
  if (!read.ok) throw new Error(JSON.stringify(read.refusal));
  const sheets = read.value.sheets.map(({ name, rows: list }) => ({ name, rows: list.map((row) => [...row]) }));
  const set = (sheet: string, header: string, of: string, to: string) => {
    const [head = [], ...list] = sheets.find(({ name }) => name === sheet)?.rows ?? [];
    const row = list.find((each) => each.includes(of));
    if (!row) throw new Error(`${sheet} has no ${of}`);
    row[head.indexOf(header)] = to;
  };
  const book = async () => {
    const bytes = await writeWorkbook(
      sheets.map(({ name, rows: [head = [], ...list] }) => ({
        name,
        columns: head.map((header) => ({ header })),
        rows: list,
      })),
    );
    const mimeType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
    return { name: '名册.xlsx', mimeType, buffer: Buffer.from(bytes) };
  };
  set('单位', '名称', '河西', '河西便民所');
  set('人员', '工号', '纪明', 'J-01');
  set('岗位', '岗位', '办公室文书', '机要文书');
  set('单位', '起', '征管', '下个月');
  await page.getByLabel('选择改好的表').setInputFiles(await book());
  await says(page.locator('.imp-answer'), '有 1 行要改');
  await says(page.locator('.imp-table tbody'), /单位\s*\d\s*有错\s*[A-Z]\d 起 不是一个日期，请写成 2026-03-01 这样/);
  expect(await press(page, '确认导入').getAttribute('aria-disabled')).toBe('true');

  const [
    {
      rows: [, ...units],
    } = { rows: [] },
  ] = sheets.filter(({ name }) => name === '单位');
  set('单位', '起', '征管', units.find((each) => each.includes('财务'))?.[4] ?? '');
  await page.getByLabel('换一张表').setInputFiles(await book());
  await says(page.locator('.imp-answer'), '可以导入：新增 0 行，变更 3 行。');
  const shown = page.locator('.imp-table tbody tr');
  await expect.poll(() => shown.count()).toBe(3);
  const words = await wordsOf(page.locator('.imp-table tbody'));
  expect(words).toMatch(/河西所 → 河西便民所/);
  expect(words).toMatch(/– → J-01/);
  expect(words).toMatch(/办公室文书 → 机要文书/);
  await page.getByText('全部').click();
  await expect.poll(() => shown.count()).toBeGreaterThan(40);
  await press(page, '确认导入').click();
  await says(page.locator('.said'), '变更 3 行');
  await unit(page, '河西便民所').waitFor();
});

test('two administrators at the same unit: the second is told what changed, keeps what was typed, and both stand', async () => {
  const [one, other] = [await stage.window({}, 'sys'), await stage.window({}, 'sys')];
  other.watch.expected.add('412 POST /api/directory/units');
  for (const { page } of [one, other]) {
    await page.goto('/people');
    await unit(page, '督查室').click();
    await press(page, '变更单位').click();
  }
  await dialog(one.page).getByLabel('名称').fill('督查考核室');
  await press(one.page, '保存').click();
  await dialog(one.page).waitFor({ state: 'detached' });
  await dialog(other.page).getByLabel('排序').fill('9');
  await press(other.page, '保存').click();
  const moved = dialog(other.page).locator('.moved');
  await says(moved, /别人改了这一项[\s\S]*名称：督查室 → 督查考核室/);
  expect(await dialog(other.page).getByLabel('排序').inputValue()).toBe('9');
  expect(await dialog(other.page).getByLabel('名称').inputValue()).toBe('督查考核室');
  await press(other.page, '看过了，照现在的保存').click();
  await dialog(other.page).waitFor({ state: 'detached' });
  const [unitRow] = await rows<{ name: string; ordinal: number }>(`select name, ordinal from unit where code = '督查'`);
  expect(unitRow).toEqual({ name: '督查考核室', ordinal: 9 });
});

test('a new person is entered with every fault told at once, gets a post and signs in with the one-time password', async () => {
  const { page, watch } = await stage.window({}, 'sys');
  for (const name of ['people', 'posts']) watch.expected.add(`422 POST /api/directory/${name}`);
  watch.expected.add('409 POST /api/directory/people');
  await page.goto('/people');
  await press(page, '登记人员').click();
  await dialog(page).getByLabel('登录名').fill('fang');
  await press(page, '保存').click();
  await says(dialog(page), /这一项要填/);
  await dialog(page).getByLabel('姓名').fill('齐敏');
  await press(page, '保存').click();
  await says(dialog(page), '已经用过了');
  await dialog(page).getByLabel('登录名').fill('qimin');
  await press(page, '保存').click();
  await says(dialog(page), '一次性密码');
  const password = await dialog(page).locator('code').innerText();
  await press(page, '已经抄下').click();

  await unit(page, '办公室').click();
  await press(page, '设岗位').click();
  await dialog(page).getByLabel('最后一天').or(dialog(page).getByLabel('撤销日')).fill(dayFrom(-3));
  await press(page, '保存').click();
  // What is missing and what contradicts itself, in one answer.
  await says(dialog(page), '有 1 处要改');
  await dialog(page).getByLabel('岗位名称').fill('档案员');
  await press(page, '保存').click();
  await says(dialog(page), '不能早于第一天');
  await dialog(page).getByLabel('撤销日').fill('');
  await dialog(page).getByLabel('经办').check();
  await press(page, '保存').click();
  await dialog(page).waitFor({ state: 'detached' });
  await says(sentence(page), /办公室 档案员/);
  await press(page, '任命 档案员').click();
  await dialog(page).getByRole('combobox', { name: '谁' }).fill('齐敏');
  await page.getByRole('option', { name: /齐敏/ }).click();
  await press(page, '保存').click();
  await dialog(page).waitFor({ state: 'detached' });
  await says(post(page, '档案员'), /A岗\s*齐敏/);

  const fresh = await stage.window();
  fresh.watch.expected.add('401 GET /api/session');
  await fresh.page.goto('/');
  await fresh.page.getByLabel('登录名').fill('qimin');
  await fresh.page.getByLabel('密码').fill(password);
  await fresh.page.keyboard.press('Enter');
  await fresh.page.getByLabel('新密码', { exact: true }).waitFor();
});

test('a large hand-over tells how far it is, can be stopped and gone on with', async () => {
  const { page, context } = await stage.window({}, 'fang');
  const { people, units } = await (await context.request.get('/api/directory')).json();
  const named = (name: string) => people.find((each: { name: string }) => each.name === name);
  const owner = named('方志成');
  const unitOf = units.find((each: { code: string }) => each.code === '征管').id;
  const titles = Array.from({ length: 54 }, (_, nr) => `窗口排队超时 ${nr}`);
  for (const title of titles) {
    const made = await context.request.post('/api/matters', {
      data: { procedure: 'problem', data: { title, unit: unitOf, owner: owner.id, ownerPost: owner.posts[0] } },
      headers: { 'idempotency-key': uuidv7() },
    });
    expect(made.status()).toBe(201);
  }
  await page.goto(`/people/${owner.id}`);
  const before = page.locator('.person section').filter({ hasText: '名下没有办结的' });
  await says(before, /征管股 征管股股长 \d+ 件/);
  const all = Number(/征管股股长 (\d+) 件/.exec(await wordsOf(before))?.[1]);
  expect(all).toBeGreaterThan(50);
  // The owner is told how many, and arranges nothing.
  expect(await press(page, '办交接').count()).toBe(0);

  const keeper = await stage.window({}, 'he');
  // Each answer takes its time, as it would with a slow line.
  await keeper.page.route('**/api/directory/hand-over', async (route) => {
    await new Promise((after) => setTimeout(after, 400));
    await route.continue();
  });
  await keeper.page.goto(`/people/${owner.id}`);
  await press(keeper.page, '办交接').click();
  const sheet = dialog(keeper.page);
  await sheet.getByRole('combobox', { name: '接手的人和岗位' }).fill('李婷');
  await keeper.page.getByRole('option', { name: /李婷/ }).click();
  await sheet.getByLabel('理由').fill('轮岗');
  await press(keeper.page, '开始交接').click();
  await press(keeper.page, '停在这里').click();
  await says(sheet, `已交接 50 件，共 ${all} 件`);
  await says(sheet, `还有 ${all - 50} 件没有接手的人`);
  await press(keeper.page, '开始交接').click();
  await sheet.waitFor({ state: 'detached' });
  await says(keeper.page.locator('.person section').filter({ hasText: '名下没有办结的' }), '没有。');
});
