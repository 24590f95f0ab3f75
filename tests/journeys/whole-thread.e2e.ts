import { readFileSync } from 'node:fs';
import { Document, HeadingLevel, Packer, Paragraph } from 'docx';
import exceljs from 'exceljs';
import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openDesk } from '../builders/desk-client.ts';
import { note } from './evidence.ts';
import { arrives, says, wordsOf } from './seen.ts';
import { openStage, type Stage, tellWhere, type Window } from './stage.ts';

/**
 * One problem from the report it stands in to the figures it is counted in, through every part of the house and the hands
 * of everybody it passes. The tests follow each other; each stands on what the one before has done.
 */
const title = '叫号机和窗口对不上';
const known = '自助机缺纸没有人补';
const lasting = '定下开门前核对叫号机的办法';
const single = '补贴各窗口的业务牌';
const rule = '窗口叫号核对办法';
const summary = '叫号机已与窗口对应，每天开门前核对';
const secret = '三号窗口坐着的却是别的业务';
const today = new Date(Date.now() + 8 * 3_600_000).toISOString();
const year = Number(today.slice(0, 4));
const affected = ['秦阿婆', '石大叔', '孔师傅', '白老师', '温嫂子'].map(
  (name, nr) => [name, `1390000000${nr}`] as const,
);

let stage: Stage;
const windows = new Map<string, Window>();
/** The entry of the ledger that the report tells of once more, and the problem that is followed. */
let knownNumber: string;
let problem: string;
let number: string;
let paperCode: string;
const before = { struckOff: 0, rules: 0 };

/** The desk of somebody; each keeps a window of their own for the whole day. */
const deskOf = async (login: string): Promise<Window> => {
  const window = windows.get(login) ?? (await stage.window({}, login));
  windows.set(login, window);
  return window;
};
const at = async (login: string, place: string): Promise<Page> => {
  const { page } = await deskOf(login);
  await page.goto(place);
  await page.locator('#main h1').first().waitFor();
  return page;
};

beforeAll(async () => {
  stage = await openStage();
  const fang = await openDesk(stage.port, { login: 'fang', password: stage.password('fang') });
  const { person: owner, post: ownerPost, unit } = fang.user;
  const data = { title: known, kind: 'problem', category: 'service', unit, owner, ownerPost };
  const made = await fang.command('/api/matters', {
    procedure: 'problem',
    data: { ...data, dueOn: `${year + 1}-03-01` },
  });
  knownNumber = (JSON.parse((await fang.get(`/api/matters/${made.id}`)).body) as { number: string }).number;
  fang.close();
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') for (const page of stage.pages()) await tellWhere(page);
  expect(stage.faults()).toEqual([]);
});
afterAll(() => stage?.close());

const button = (within: Pick<Page, 'getByRole'>, name: string | RegExp): Locator =>
  within.getByRole('button', { name, exact: typeof name === 'string' });
const dialog = (page: Page) => page.getByRole('dialog');
const field = (page: Page, name: string) => dialog(page).getByLabel(name, { exact: true });
const side = (page: Page) => page.locator('.matter-do');
const head = (page: Page) => page.locator('.matter-head');
const pick = async (page: Page, within: Locator, name: string, words: string): Promise<void> => {
  await within.getByRole('combobox', { name, exact: true }).fill(words);
  await page.getByRole('option').first().click();
};
const begin = (page: Page, action: string) =>
  button(side(page), new RegExp(`^${action}`))
    .first()
    .click();
const send = async (page: Page, action: string, isSure = false): Promise<void> => {
  await button(dialog(page), action).click();
  if (isSure) await button(dialog(page), `确定${action}`).click();
  await dialog(page).waitFor({ state: 'detached' });
};
const figures = async () => {
  const page = await at('he', '/ledger/figures');
  await page.locator('.fig-body').waitFor();
  const words = await wordsOf(page.locator('.figures'));
  return {
    struckOff: Number(/已销号 (\d+) 条/.exec(words)?.[1]),
    rules: Number(/制度 (\d+) 项/.exec(words)?.[1]),
    words,
  };
};

test('a Word report is handed in: one entry enters the ledger, the other goes into what stands there already', async () => {
  Object.assign(before, await figures());
  const heading = (text: string) => new Paragraph({ text, heading: HeadingLevel.HEADING_1 });
  const children = [
    new Paragraph({ text: '关于城南窗口服务的调研报告', heading: HeadingLevel.TITLE }),
    new Paragraph('十月里走访了城南窗口，看了叫号、取表和自助办理。'),
    heading('一、存在的问题'),
    new Paragraph(`一是${title}。叫号机写着办证，${secret}，群众来回走。`),
    new Paragraph(`二是${known}。机器空着，群众白跑一趟。`),
  ];
  const buffer = await Packer.toBuffer(new Document({ sections: [{ children }] }));
  const mimeType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
  const page = await at('fang', '/ledger/reports');
  await page.getByLabel('选择报告文件').setInputFiles({ name: '城南窗口.docx', mimeType, buffer });
  await button(page, '交存并开始读').click();
  const entry = (words: string) => page.locator('.entry-list > li').filter({ hasText: words }).first();
  await entry(title).locator('.t > b').click();
  await button(entry(title), '确认为新问题').click();
  await pick(page, entry(title), '责任单位', '财务');
  await pick(page, entry(title), '责任人', '邓颖');
  await button(entry(title), '确认列入').click();
  await says(entry(title), '已确认');
  await says(entry(known), `像是 ${knownNumber}`);
  await entry(known).locator('.t > b').click();
  await button(entry(known), /^并入/).click();
  await says(entry(known), '已并入');
  await button(page, '读完了').click();
  await button(page, '接着读').waitFor();
  await entry(title).getByRole('link').first().click();
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
  problem = new URL(page.url()).pathname;
  number = (await wordsOf(page.locator('.crumb'))).match(/\S+-\d{4}-\d+/)?.[0] ?? '';
  expect(number).not.toBe('');
});

test('it is planned with two measures, one of which lasts', async () => {
  const page = await at('fang', problem);
  await begin(page, '制定措施');
  const measures = [
    { name: lasting, unit: '征管', person: '李婷' },
    { name: single, unit: '河西', person: '韦立' },
  ];
  for (const [nr, { name, unit, person }] of measures.entries()) {
    if (nr > 0) await button(dialog(page), '再加一条整改措施').click();
    const row = dialog(page).getByRole('group', { name: `整改措施 ${nr + 1}`, exact: true });
    const what = row.getByRole('textbox', { name: '措施', exact: true });
    // A new row takes the focus by itself; whoever is faster loses the list that was just opened.
    if (nr > 0) await arrives(what);
    await what.fill(name);
    await pick(page, row, '责任单位', unit);
    await pick(page, row, '责任人', person);
    if (name === lasting) await row.getByLabel('是否长效', { exact: true }).check();
  }
  await send(page, '制定措施');
  await says(page.locator('.children'), single);
});

test('a notice about it is drawn up from its own page and issued with the next number', async () => {
  const shape = await at('gu', '/papers/shape');
  await shape.getByLabel('机关代字').fill('云全');
  await button(shape, '保存').click();
  await says(shape.locator('body'), '文面设置已保存');

  const page = await at('he', problem);
  await page.getByRole('link', { name: '起草公文', exact: true }).click();
  const about = page.getByRole('combobox', { name: '针对哪一件' });
  await expect.poll(() => about.inputValue()).toBe(`${number} ${title}`);
  await page.getByLabel('依据（批示、会议）').fill('局长办公会');
  await page.getByLabel('办理要求').fill('月底前对好');
  await button(page, '生成草稿').click();
  await says(page.locator('.sheet'), title);
  await button(page, '印发').click();
  await button(page, '确定印发').click();
  await page.getByRole('heading', { level: 1, name: `云全督〔${year}〕1号` }).waitFor();
  paperCode = await page.locator('.papers-facts a[href*="/open/papers/"]').innerText();
  // Whoever answers for it finds the notice.
  const owner = await at('deng', problem);
  await says(owner.locator('.papers-of'), `云全督〔${year}〕1号`);
  expect(await owner.getByRole('link', { name: '起草公文', exact: true }).count()).toBe(0);
});

test('each measure is done by its own owner with evidence; what lasts names the rule', async () => {
  const complete = async (login: string, measure: string, outcome: string): Promise<Page> => {
    const page = await at(login, '/');
    // A click shows it beside the list; the key opens it.
    await page.locator('.cols').getByRole('link', { name: measure }).press('Enter');
    await page.getByRole('heading', { level: 1, name: measure }).waitFor();
    await begin(page, '办结');
    await field(page, '完成情况').fill(outcome);
    await dialog(page)
      .getByLabel('选择文件')
      .setInputFiles({ ...note, buffer: Buffer.from(`${measure}\n`) });
    await button(dialog(page), `去掉${note.name}`).waitFor();
    return page;
  };
  const li = await complete('li', lasting, '办法已经印到各窗口。');
  (await deskOf('li')).watch.expected.add('409 POST /api/matters/:id/actions/complete');
  await button(dialog(li), '办结').click();
  // The fold with the rule's name opens by itself, and says why it is asked.
  await says(dialog(li), '长效的措施要写明新立或修订的制度');
  await field(li, '新立或修订的制度名称').fill(rule);
  await field(li, '新立还是修订').selectOption({ label: '新立' });
  await send(li, '办结');
  await says(head(li), '已办结');
  const wei = await complete('wei', single, '六块牌子都换过。');
  await send(wei, '办结');
  await says(head(wei), '已办结');
});

test('the owner asks for it to be struck off', async () => {
  const page = await at('deng', problem);
  await begin(page, '反馈进展');
  await field(page, '进展').fill('两条措施都办结了。');
  await send(page, '反馈进展');
  await begin(page, '提请销号');
  await field(page, '完成情况').fill('叫号机和窗口逐个对过。');
  await send(page, '提请销号');
  await says(head(page), '待销号复核');
});

test('those affected are drawn and answer by links of their own', async () => {
  const page = await at('he', problem);
  await begin(page, '抽人评价');
  for (const [nr, [person, contact]] of affected.entries()) {
    if (nr > 0) await button(dialog(page), '再加一条受影响的人').click();
    const row = dialog(page).getByRole('group', { name: `受影响的人 ${nr + 1}`, exact: true });
    const name = row.getByLabel('姓名', { exact: true });
    if (nr > 0) await arrives(name);
    await name.fill(person);
    await row.getByLabel('电话或邮箱', { exact: true }).fill(contact);
  }
  await field(page, '抽几人').fill('4');
  await send(page, '抽人评价');
  const answered = page.waitForResponse(/\/invitations$/);
  await button(page.locator('.satisfaction'), '生成评价链接').click();
  const { links } = (await (await answered).json()) as { links: { path: string }[] };
  await button(dialog(page), '收起').click();
  for (const [nr, grade] of ['满意', '非常满意', '不满意'].entries()) {
    const phone = await stage.window({ viewport: { width: 375, height: 740 }, javaScriptEnabled: false });
    await phone.page.goto(links[nr]?.path ?? '');
    await says(phone.page.locator('main'), title);
    await button(phone.page, grade).click();
    await says(phone.page.locator('main'), '收到了，谢谢你');
    await phone.close();
  }
});

test('somebody else strikes it off with a reason, draws up its form, and opens the result', async () => {
  const page = await at('he', problem);
  await says(page.locator('.satisfaction'), '满意 2 / 3');
  await begin(page, '准予销号');
  await field(page, '理由').fill('叫号机当面试过。');
  await send(page, '准予销号', true);
  await says(head(page), '已销号');
  await begin(page, '公开结果');
  await field(page, '对外公开的话').fill(summary);
  await send(page, '公开结果');

  await page.getByRole('link', { name: '起草公文', exact: true }).click();
  expect(await page.getByLabel('种类').locator('option:checked').innerText()).toBe('销号审批表');
  await button(page, '生成草稿').click();
  const sheet = page.locator('.sheet');
  for (const words of [number, lasting, single, '叫号机当面试过。', '请 4 人评价，收回 3 份，满意 2 份（66.7%）'])
    await says(sheet, words);
  expect((await wordsOf(sheet)).split(title).length).toBe(2);
});

test('the public reads what was opened and nothing else; the notice holds', async () => {
  const { page } = await stage.window();
  await page.goto('/open');
  await page.getByRole('link', { name: title }).first().click();
  const main = page.locator('main');
  for (const words of [title, number, '财务股', '已销号', summary, '3 份评价，2 份满意']) await says(main, words);
  const html = await page.content();
  const inner = ['邓颖', '李婷', '韦立', '方志成', '何静', secret, lasting, single, note.name, '叫号机当面试过'];
  expect([...inner, ...affected.flat()].filter((words) => html.includes(words))).toEqual([]);
  await page.goto(`/open/papers/${paperCode}`);
  await says(main, '有效');
  expect(await wordsOf(main)).not.toContain(title);
});

test('the ledger as a workbook comes back as nothing, and with three cells changed as exactly those', async () => {
  const page = await at('fang', '/ledger');
  const coming = page.waitForEvent('download');
  await page.locator('a[href*="export.xlsx"]').first().click();
  const file = await (await coming).path();
  const answer = page.locator('.lim-answer');
  const bring = async (bytes: Buffer) => {
    const mimeType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
    await at('fang', '/ledger/import');
    await page.getByLabel('选择表格文件').setInputFiles({ name: '整改台账.xlsx', mimeType, buffer: bytes });
    await page.getByLabel('更正、延期、移交的理由').fill('按盘点结果改');
    await button(page, '逐行看一遍').click();
    await answer.waitFor();
  };
  await bring(readFileSync(file));
  await says(answer, '和台账一样，没有要写入的');

  const workbook = new exceljs.Workbook();
  await workbook.xlsx.readFile(file);
  const [sheet] = workbook.worksheets;
  if (!sheet) throw new Error('no sheet');
  const cellAt = (row: number, column: string) => {
    const columns: number[] = [];
    sheet.getRow(3).eachCell((cell, nr) => void (cell.text === column && columns.push(nr)));
    return sheet.getCell(row, columns[0] ?? 0);
  };
  const rowOf = (wanted: string) => {
    const rows: number[] = [];
    sheet.eachRow((_, nr) => void (nr > 3 && cellAt(nr, '编号').text === wanted && rows.push(nr)));
    return Math.min(...rows);
  };
  cellAt(rowOf(knownNumber), '类别').value = '作风';
  cellAt(rowOf(knownNumber), '完成时限').value = `${year + 1}-04-01`;
  cellAt(rowOf(number), '类别').value = '服务';
  await bring(Buffer.from(await workbook.xlsx.writeBuffer()));
  await says(answer, '登记 0 行，加措施 0 行，申请改动 2 行，进展 0 行');
  const changes = page.locator('.lim-rows li').filter({ hasText: '→' });
  expect((await changes.allInnerTexts()).map((each) => each.trim()).sort()).toEqual(
    ['类别 服务 → 作风', `完成时限 ${year + 1}-03-01 → ${year + 1}-04-01`, '类别 – → 服务'].sort(),
  );
  await button(page, '确认写入').click();
  await says(answer, '写好了：登记 0 个问题，0 条措施，3 份申请，0 条进展');
});

test('the figures have one more struck off and one rule more, and name it', async () => {
  await expect
    .poll(async () => (({ struckOff, rules }) => ({ struckOff, rules }))(await figures()), { timeout: 15_000 })
    .toEqual({ struckOff: before.struckOff + 1, rules: before.rules + 1 });
  const { words } = await figures();
  expect(words).toContain(rule);
});

test('the bulletin of the month has the same rate as the figures of the year', async () => {
  const page = await at('he', `/ledger/figures?year=${year}`);
  await page.locator('.fig-body').waitFor();
  const rate = /销号率 ([\d.]+%)/.exec(await wordsOf(page.locator('.figures .head')))?.[1];
  await at('he', '/papers/new?kind=bulletin');
  await page.getByLabel('月份').fill(today.slice(0, 7));
  await page.getByLabel('下月要求').fill('照时限办结');
  await button(page, '生成草稿').click();
  await says(page.locator('.sheet'), '财务股');
  expect(await wordsOf(page.locator('.sheet'))).toContain(`销号率 ${rate}。`);
});
