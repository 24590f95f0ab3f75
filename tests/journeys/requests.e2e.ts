import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { fang, onStage, stage } from './on-stage.ts';
import { says, wordsOf } from './seen.ts';
import { type Window } from './stage.ts';

/** What is asked about a matter and answered by somebody else, as both see it. */
onStage({ fang: true });

const day = (ahead: number): string => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);
const problemOf = async (title: string, more: object = {}): Promise<string> => {
  const { person: owner, post: ownerPost, unit } = fang.user;
  const data = { title, unit, owner, ownerPost, ...more };
  return (await fang.command('/api/matters', { procedure: 'problem', data })).id;
};

const dialog = (page: Page) => page.getByRole('dialog');
const field = (page: Page, name: string) => dialog(page).getByLabel(name, { exact: true });
const side = (page: Page) => page.locator('.matter-do');
const log = (page: Page) => page.locator('.matter-log');
const asked = (page: Page, what: string) => side(page).getByRole('region', { name: `申请${what}`, exact: true });
const open = async ({ page }: Pick<Window, 'page'>, id: string): Promise<Page> => {
  await page.goto(`/matter/${id}`);
  await log(page).waitFor();
  return page;
};
/** Opens a form that is asked with, out of its fold. */
const ask = async (page: Page, what: string): Promise<void> => {
  await side(page).locator('.asks summary').click();
  await side(page)
    .getByRole('button', { name: `申请${what}`, exact: true })
    .click();
  await dialog(page).waitFor();
};
const send = async (page: Page, what: string): Promise<void> => {
  await dialog(page).getByRole('button', { name: what, exact: true }).click();
};
const closed = (page: Page) => dialog(page).waitFor({ state: 'detached' });

test('an extension is asked and granted: the date moves, the days with it, and both dates stay in the record', async () => {
  const [was, is] = [day(20), day(50)];
  const id = await problemOf('公示栏玻璃碎了', { dueOn: was });
  const owner = await stage.window({}, 'fang');
  owner.watch.expected.add('422 POST /api/matters/:id/actions/askExtension');
  const page = await open(owner, id);
  const clock = side(page).getByRole('region', { name: '整改期限' });
  await says(clock, was);
  const rail = await clock.getByRole('img').getAttribute('aria-label');
  await ask(page, '延期');
  await says(dialog(page), new RegExp(`整改期限：现在是 ${was}.*由领导、督查人员或纪检人员答复`, 's'));
  await field(page, '延期到').fill(day(10));
  await field(page, '理由').fill('玻璃要定做');
  await send(page, '申请延期');
  await says(dialog(page), `要晚于现在的期限 ${was}`);
  await field(page, '延期到').fill(is);
  await send(page, '申请延期');
  await closed(page);
  await says(asked(page, '延期'), /方志成（你）.*玻璃要定做.*你提的，等领导、督查人员或纪检人员答复/s);
  expect(await asked(page, '延期').getByRole('button').allInnerTexts()).toEqual(['撤回延期申请']);
  await says(clock, was);

  const he = await open(await stage.window({}, 'he'), id);
  await asked(he, '延期').getByRole('button', { name: '同意延期', exact: true }).click();
  await says(dialog(he), /方志成.*申请.*玻璃要定做/s);
  await send(he, '同意延期');
  await closed(he);
  await says(side(he).getByRole('region', { name: '整改期限' }), is);
  await says(log(he), new RegExp(`同意了延期.*答复方志成.*${was}.*→.*${is}`, 's'));
  await expect.poll(() => asked(he, '延期').count()).toBe(0);

  await page.reload();
  await says(clock, is);
  expect(await clock.getByRole('img').getAttribute('aria-label')).not.toBe(rail);
});

test('a transfer is seen by its taker, who accepts it: who answers and who held it how long change', async () => {
  const id = await problemOf('河西所门口路灯不亮', { dueOn: day(30) });
  const taker = await stage.window({}, 'wei');
  taker.watch.expected.add('404 GET /api/matters/:id');
  await taker.page.goto(`/matter/${id}`);
  await taker.page.getByRole('heading', { name: '没有这件事项' }).waitFor();

  const owner = await open(await stage.window({}, 'fang'), id);
  await ask(owner, '移交');
  await field(owner, '接手的人').fill('韦立');
  await owner.getByRole('option', { name: /韦立/ }).click();
  await field(owner, '理由').fill('归河西所管');
  await send(owner, '申请移交');
  await closed(owner);
  await says(asked(owner, '移交'), '你提的，等韦立、领导');
  await says(side(owner).locator('dl').first(), '方志成（你）');

  const page = await open(taker, id);
  await says(asked(page, '移交'), /接手单位\s*河西所\s*接手的人\s*韦立/);
  await page.keyboard.press('e');
  await send(page, '同意移交');
  await closed(page);
  await says(side(page).locator('dl').first(), '韦立（你）');
  await says(side(page).locator('.holdings'), /谁经手多久（2 段）.*韦立 河西所.*方志成 征管股/s);
  await says(log(page), /同意了移交.*征管股.*→.*河西所.*方志成.*→.*韦立/s);
});

test('two matters are merged and the merge is undone: links both ways, the state and the date come back', async () => {
  const into = await problemOf('叫号机重复叫号', { dueOn: day(40) });
  const id = await problemOf('叫号机跳号', { dueOn: day(25) });
  const owner = await open(await stage.window({}, 'fang'), id);
  await ask(owner, '合并');
  const choice = dialog(owner).getByRole('combobox', { name: '并入哪个问题' });
  await choice.click();
  await choice.fill('重复叫');
  await owner.getByRole('option', { name: /叫号机重复叫号/ }).click();
  expect(
    await dialog(owner)
      .getByRole('option', { name: /叫号机跳号/ })
      .count(),
  ).toBe(0);
  await field(owner, '理由').fill('同一台机器');
  await send(owner, '申请合并');
  await closed(owner);
  await says(asked(owner, '合并'), '叫号机重复叫号');

  const he = await open(await stage.window({}, 'he'), id);
  await asked(he, '合并').getByRole('button', { name: '同意合并', exact: true }).click();
  await send(he, '同意合并');
  await send(he, '确定同意合并');
  await closed(he);
  await says(he.locator('.banner'), /已并入 .*叫号机重复叫号，由那一件接着办/);
  await he.locator('.banner a').click();
  await says(he.locator('.banner'), /并到这里的 1 件： .*叫号机跳号/);
  await he.locator('.banner a').click();
  await he.getByRole('heading', { name: '叫号机跳号' }).waitFor();

  await side(he).getByRole('button', { name: '撤销合并', exact: true }).click();
  await says(dialog(he), '期限还是原来的');
  await field(he, '理由').fill('是两台机器');
  await send(he, '撤销合并');
  await closed(he);
  await says(he.locator('.matter-head'), '等责任人办');
  expect(await he.locator('.banner').count()).toBe(0);
  await says(side(he).getByRole('region', { name: '整改期限' }), day(25));
  const other = await open({ page: he }, into);
  expect(await other.locator('.banner').count()).toBe(0);
});

test('a correction shows the new words; the old ones stay beside them and in the record', async () => {
  const id = await problemOf('排队超时叁次', { source: '意见箱' });
  const owner = await stage.window({}, 'fang');
  owner.watch.expected.add('422 POST /api/matters/:id/actions/askCorrection');
  const page = await open(owner, id);
  await ask(page, '更正');
  await field(page, '理由').fill('登记时写错');
  await send(page, '申请更正');
  await says(dialog(page), '至少改一项');
  await field(page, '问题').fill('排队超时三次');
  await field(page, '问题来源').fill('随机走访');
  await send(page, '申请更正');
  await closed(page);
  await page.getByRole('heading', { name: '排队超时叁次', level: 1 }).waitFor();

  const he = await open(await stage.window({}, 'he'), id);
  await asked(he, '更正').getByRole('button', { name: '同意更正', exact: true }).click();
  await send(he, '同意更正');
  await closed(he);
  await he.getByRole('heading', { name: '排队超时三次', level: 1 }).waitFor();
  await says(he.locator('.matter-facts'), /原来的标题\s*排队超时叁次.*问题来源\s*随机走访 意见箱/s);
  expect(await he.locator('.matter-facts del').allInnerTexts()).toEqual(['排队超时叁次', '意见箱']);
  await says(log(he), /同意了更正.*排队超时叁次.*→.*排队超时三次.*意见箱.*→.*随机走访/s);
});

test('voiding takes a second person: who asked is told why not, another one grants it', async () => {
  const id = await problemOf('重复登记的一条');
  const he = await open(await stage.window({}, 'he'), id);
  await ask(he, '作废');
  await field(he, '理由').fill('与另一条重复');
  await send(he, '申请作废');
  await closed(he);
  await says(asked(he, '作废'), /哪条\s*谁申请的，谁不能自己定\s*为何\s*这项申请是你提的/);
  const granting = asked(he, '作废').getByRole('button', { name: '同意作废', exact: true });
  expect(await granting.getAttribute('aria-disabled')).toBe('true');

  const lu = await open(await stage.window({}, 'lu'), id);
  await asked(lu, '作废').getByRole('button', { name: '同意作废', exact: true }).click();
  await send(lu, '同意作废');
  await send(lu, '确定同意作废');
  await closed(lu);
  await says(lu.locator('.steps .cur'), '已作废');
  await says(side(lu), '现在没有要你办的');
});

test('two grant the same request: the second is told that it is answered', async () => {
  const id = await problemOf('楼道堆物', { dueOn: day(15) });
  await fang.command(`/api/matters/${id}/actions/askExtension`, { data: { dueOn: day(45) }, reason: '等清运' });
  const [first, second] = await Promise.all([stage.window({}, 'he'), stage.window({}, 'lu')]);
  for (const status of [409, 412]) second.watch.expected.add(`${status} POST /api/matters/:id/actions/grantExtension`);
  await Promise.all(
    [first, second].map(async (window) => {
      const page = await open(window, id);
      await asked(page, '延期').getByRole('button', { name: '同意延期', exact: true }).click();
      await dialog(page).waitFor();
    }),
  );
  await field(second.page, '理由').fill('可以');
  await send(first.page, '同意延期');
  await closed(first.page);
  await send(second.page, '同意延期');
  await says(dialog(second.page).locator('.moved'), /何静\s*同意了延期/);
  await says(dialog(second.page), '现在没有这项申请');
  expect(await field(second.page, '理由').inputValue()).toBe('可以');
  await dialog(second.page).getByRole('button', { name: '看过了，按最新情况提交', exact: true }).click();
  await send(second.page, '同意延期');
  await says(dialog(second.page), '现在没有这项申请');
  await dialog(second.page).getByRole('button', { name: '关闭', exact: true }).click();
  await says(side(second.page).getByRole('region', { name: '整改期限' }), day(45));
  expect((await wordsOf(log(second.page))).match(/同意了延期/g)).toHaveLength(1);
});

test('a pause is told on the page with its reason to whoever waits, and so is its end', async () => {
  const { id } = await fang.openProblem('窗口地砖松动');
  const lu = await open(await stage.window({}, 'lu'), id);
  await side(lu).getByRole('button', { name: '暂停整改', exact: true }).click();
  await field(lu, '理由').fill('等建材到货');
  await send(lu, '暂停整改');
  await closed(lu);

  const page = await open(await stage.window({ viewport: { width: 375, height: 800 } }, 'fang'), id);
  await says(page.locator('.banner'), /暂停中，.*陆明川：等建材到货.*暂停期间不计时/s);
  await side(page).getByRole('button', { name: '恢复整改', exact: true }).click();
  await send(page, '恢复整改');
  await closed(page);
  await expect.poll(() => page.locator('.banner').count()).toBe(0);
  await says(log(page), /恢复了整改.*暂停了整改.*理由：等建材到货/s);
});
