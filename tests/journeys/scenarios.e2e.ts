import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { JobName } from '../builders/bureau.ts';
import { passwordOf } from '../builders/site.ts';
import { answerable, openStageBureau, type StageBureau } from '../builders/stage-bureau.ts';
import { onStage, stage } from './on-stage.ts';
import { says } from './seen.ts';

/**
 * What the reports tell in figures (DOMAIN C 4 to 7), done again by commands over HTTP; the pages must come to the same figures by
 * themselves. Each agency stands beside the demonstration, so that nothing else is counted.
 */
onStage();
const names: JobName[] = ['owner', 'measureOwner', 'registrar', 'reviewer', 'supervisor'];

/** The page of an agency as its supervisor sees it. */
const pageOf = async (bureau: StageBureau, path: string): Promise<Page> => {
  const { context, page } = await stage.window();
  const login = { login: 'supervisor', password: passwordOf('supervisor') };
  await context.request.post(bureau.at('/api/session'), { data: login });
  await page.goto(bureau.at(path));
  await page.locator('#main h1').waitFor();
  return page;
};

/** A row of a table of figures: its cells as they read. */
const cells = async (page: Page, table: string, row: string): Promise<string[]> =>
  (
    await page
      .getByRole('table', { name: table })
      .getByRole('row')
      .filter({ has: page.getByRole('rowheader', { name: row }) })
      .getByRole('cell')
      .allInnerTexts()
  ).map((text) => text.replace(/\s+/g, ' ').trim());

const several = async <T>(count: number, make: (index: number) => Promise<T>): Promise<T[]> => {
  const made: T[] = [];
  // A few at a time: the server has other things to do as well.
  for (let at = 0; at < count; at += 4)
    made.push(...(await Promise.all(Array.from({ length: Math.min(4, count - at) }, (_, index) => make(at + index)))));
  return made;
};

type Solved = { bureau: StageBureau; data: Record<string, unknown>; measures: number; rules: number; nr: number };

/** Registered, planned, every measure done with evidence, asked for and struck off by somebody else. */
const strikeOff = async ({ bureau, data, measures, rules, nr }: Solved): Promise<string> => {
  const { people, units } = bureau;
  const { id } = await bureau.register('registrar', 'problem', {
    unit: units.tax,
    ...answerable(people.owner),
    ...data,
  });
  const row = (index: number) => ({
    title: `措施 ${nr}-${index + 1}`,
    unit: units.law,
    ...answerable(people.measureOwner),
    lasting: index < rules,
  });
  const planned = await bureau.act('owner', id, 'plan', {
    data: { measures: Array.from({ length: measures }, (_, index) => row(index)) },
  });
  const proof = await bureau.upload('measureOwner', `第 ${nr} 个问题的佐证`);
  for (const [index, measure] of (planned.children as string[]).entries())
    await bureau.act('measureOwner', measure, 'complete', {
      data: { outcome: '已办结', ...(index < rules && { ruleTitle: `制度 ${nr}-${index + 1}`, ruleKind: 'made' }) },
      files: [proof],
    });
  await bureau.act('owner', id, 'reportProgress', { data: { progress: '措施都办了' } });
  await bureau.act('owner', id, 'requestStrikeOff', { data: { outcome: '问题已解决' } });
  await bureau.act('reviewer', id, 'strikeOff', { reason: '核对无误' });
  return id;
};

test('宣城: ten problems of four kinds, 48 measures, all struck off, 15 rules', async () => {
  const bureau = await openStageBureau(stage, 'xuancheng', names);
  const categories = [...Array<string>(5).fill('development'), ...Array<string>(3).fill('urgentNeed'), 'risk', 'other'];
  const [most, fewer] = [8, 2];
  await several(most + fewer, (nr) =>
    strikeOff({
      bureau,
      data: { title: `走访发现的问题 ${nr + 1}`, category: categories[nr] },
      // 8 × 5 + 2 × 4 = 48 measures; 5 × 2 + 5 × 1 = 15 rules.
      measures: nr < most ? 5 : 4,
      rules: nr < 5 ? 2 : 1,
      nr: nr + 1,
    }),
  );
  const page = await pageOf(bureau, '/ledger/figures');
  await says(page.locator('#main .head'), /10.*100(\.0)?%/s);
  /** All, those struck off, and their share. */
  const struckOff = async (category: string) =>
    (await cells(page, '问题', category)).filter((_, at) => at !== 1).slice(0, 3);
  expect(await struckOff('发展')).toEqual(['5', '5', '100.0%']);
  expect(await struckOff('急难愁盼')).toEqual(['3', '3', '100.0%']);
  expect(await struckOff('风险')).toEqual(['1', '1', '100.0%']);
  expect(await struckOff('其他')).toEqual(['1', '1', '100.0%']);
  await says(page.locator('#main'), /措施\s*48/);
  await says(page.locator('#main'), /制度\s*15/);
});

test('海西: 18 suggestions, two solved where they were made (11.1 %), 16 in progress', async () => {
  const bureau = await openStageBureau(stage, 'haixi', names);
  const { people, units } = bureau;
  await several(18, async (nr) => {
    const data = { title: `意见建议 ${nr + 1}`, kind: 'suggestion', unit: units.tax, ...answerable(people.owner) };
    const { id } = await bureau.register('registrar', 'problem', data);
    if (nr < 2) {
      const proof = await bureau.upload('owner', `当场答复 ${nr}`);
      return bureau.act('owner', id, 'solveOnSite', { data: { outcome: '当场答复' }, files: [proof] });
    }
    const measure = { title: `办理意见 ${nr + 1}`, unit: units.law, ...answerable(people.measureOwner) };
    await bureau.act('owner', id, 'plan', { data: { measures: [measure] } });
    return bureau.act('owner', id, 'reportProgress', { data: { progress: '正在办理' } });
  });
  const page = await pageOf(bureau, '/ledger/figures');
  const line = page.getByRole('region', { name: /意见建议/ });
  await says(line, '18');
  await says(line, /现场解决\s*2[^\d].*11\.1%/s);
  const roadmap = await pageOf(bureau, '/ledger?kind=suggestion&state=rectifying');
  await says(roadmap.locator('#main'), '16 条');
});

test('凉山: 75 urgent needs, 44 of them solved (58.7 %)', async () => {
  const bureau = await openStageBureau(stage, 'liangshan', names);
  const { people, units } = bureau;
  await several(75, (nr) => {
    const data = { title: `急难愁盼 ${nr + 1}`, urgency: 'urgent', category: 'livelihood' };
    return nr < 44
      ? strikeOff({ bureau, data, measures: 1, rules: 0, nr: nr + 1 })
      : bureau.register('registrar', 'problem', { ...data, unit: units.tax, ...answerable(people.owner) });
  });
  const page = await pageOf(bureau, '/ledger/figures');
  await page.getByRole('table', { name: '缓急' }).waitFor();
  const row = await cells(page, '缓急', '急难愁盼');
  expect(row.slice(0, 4)).toEqual(['75', '31', '44', '58.7%']);
});

test('中山: 13 topics, 38 problems, 20 solved where they were found (52.6 %), one good and one bad case', async () => {
  const bureau = await openStageBureau(stage, 'zhongshan', names);
  const { people, units } = bureau;
  const mine = { unit: units.tax, ...answerable(people.owner) };
  const themes = await several(13, (nr) =>
    bureau.register('registrar', 'theme', { title: `课题 ${nr + 1}`, aspect: '调研', ...mine }),
  );
  await several(38, async (nr) => {
    const theme = themes[nr % 13].id as string;
    const { id } = await bureau.register('registrar', 'problem', { title: `调研问题 ${nr + 1}`, theme, ...mine });
    if (nr >= 20) return;
    const proof = await bureau.upload('owner', `当场解决 ${nr}`);
    await bureau.act('owner', id, 'solveOnSite', { data: { outcome: '当场解决' }, files: [proof] });
  });
  for (const kind of ['good', 'bad']) {
    const data = {
      title: kind === 'good' ? '一次现场解决' : '一次来回跑',
      kind,
      cause: 'style',
      unit: units.head,
      story: '经过',
      lesson: '启示',
      anonymised: true,
    };
    const { id } = await bureau.register('registrar', 'caseStudy', data);
    await bureau.act('registrar', id, 'submit');
    await bureau.act('supervisor', id, 'approve');
  }
  const figures = await pageOf(bureau, '/ledger/figures');
  await says(figures.getByRole('region', { name: /问题/ }).first(), /现场解决\s*20[^\d].*52\.6%/s);
  const list = await pageOf(bureau, '/ledger/themes');
  await says(list.locator('#main'), '13 个专题');
  const rows = await list.locator('.theme-row').allInnerTexts();
  expect(rows.map((text) => Number(/已销号 0 \/ (\d+)/.exec(text)?.[1])).reduce((sum, n) => sum + n, 0)).toBe(38);
  const cases = await pageOf(bureau, '/ledger/cases?kind=bad');
  await says(cases.locator('#main'), '一次来回跑');
  expect(await cases.locator('.watch-line').count()).toBe(1);
});
