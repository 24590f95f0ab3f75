import { readFileSync } from 'node:fs';
import { generate } from 'otplib';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { readSheet, writeWorkbook } from '../../src/platform/documents/spreadsheet.ts';
import { runCommandLine } from '../builders/command-line.ts';
import { onStage, stage } from './on-stage.ts';
import { says } from './seen.ts';

/**
 * An empty agency and somebody who has never seen the product: two commands, then pages alone, until the first problem stands on
 * the ledger. What a newcomer's hands do is counted; at half a minute a page and five seconds a field it stays under ten minutes.
 */
onStage();

const xiaoneng = async (...args: string[]) => {
  const done = await runCommandLine(args, {
    DATABASE_URL: stage.database.url('app'),
    DATABASE_ADMIN_URL: stage.database.url('admin'),
    DATABASE_SEALER_URL: stage.database.url('sealer'),
    XIAONENG_DATA: stage.dataFolder,
  });
  expect([done.code, done.stderr]).toEqual([0, '']);
  return done.stdout;
};
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const step = (page: Page, words: string | RegExp) => page.locator('.first-steps li').filter({ hasText: words });

/** The first time with a one-time password: a password of one's own, and a second factor where the role asks for it. */
const comeIn = async (page: Page, login: string, password: string, isKeeper: boolean) => {
  await page.getByLabel('登录名').fill(login);
  await page.getByLabel('密码').fill(password);
  await press(page, '登录').click();
  await page.getByLabel('新密码', { exact: true }).fill('Eigen-4711!');
  await page.getByLabel('新密码再输一次').fill('Eigen-4711!');
  await page.keyboard.press('Enter');
  if (isKeeper) {
    const secret = (await page.locator('.account-secret').innerText()).replace(/\s/g, '');
    await page.getByLabel('应用上显示的 6 位数字').fill(await generate({ secret }));
    await page.keyboard.press('Enter');
    await press(page, '已经抄下').click();
  }
  await press(page, '退出').waitFor();
};

/** What the newcomer types into the workbook that was downloaded: two units more, two posts, two people and who holds which. */
const filled = async (bytes: Uint8Array): Promise<Uint8Array> => {
  const read = await readSheet(bytes);
  if (!read.ok) throw new Error(JSON.stringify(read.refusal));
  const add = (sheet: string, heads: readonly string[], ...cells: Record<string, string>[]): string[][] => {
    for (const name of cells.flatMap((each) => Object.keys(each)))
      if (!heads.includes(name)) throw new Error(`sheet ${sheet} has no column ${name}: ${heads.join(' ')}`);
    return cells.map((each) => heads.map((head) => each[head] ?? ''));
  };
  const from = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  const more: Record<string, Record<string, string>[]> = {
    单位: [{ 代码: '综合', 名称: '综合股', 上级单位: '本级', 起: from }],
    岗位: [
      { 单位: '综合', 岗位: '综合股股长', 角色: '经办', 范围: '本单位', 起: from },
      { 单位: '本级', 岗位: '督查员', 角色: '督查、复核', 范围: '全局', 起: from },
    ],
    人员: [
      { 姓名: '周小满', 工号: 'A01' },
      { 姓名: '吴立冬', 工号: 'A02' },
    ],
    任职: [
      { 姓名: '周小满', 单位: '综合', 岗位: '综合股股长', 方式: 'A岗', 起: from },
      { 姓名: '吴立冬', 单位: '本级', 岗位: '督查员', 方式: 'A岗', 起: from },
    ],
  };
  return writeWorkbook(
    read.value.sheets.map(({ name, rows: [heads = [], ...rows] }) => ({
      name,
      columns: heads.map((header) => ({ header })),
      rows: [...rows.map((row) => [...row]), ...add(name, heads, ...(more[name] ?? []))],
    })),
  );
};

test('from nothing to the first problem on the ledger', async () => {
  const began = Date.now();
  const told = await xiaoneng('agency', 'add', '--code', 'xinqiao', '--name', '新桥县便民服务中心', '--trial');
  expect(told).toContain('a short list there says what to set up first');
  const posts = ['系统管理员', '安全管理员', '审计管理员'].flatMap((post) => ['--post', post]);
  const made = await xiaoneng(
    ...['user', 'add', '--agency', 'xinqiao', '--login', 'guan', '--name', '管事', ...posts, '--json'],
  );
  const { page, watch } = await stage.window();
  watch.expected.add('401 GET /a/xinqiao/api/session');
  await page.goto('/a/xinqiao/');
  await comeIn(page, 'guan', JSON.parse(made).password, true);

  await page.locator('.first-steps').waitFor();
  expect(await page.locator('.first-steps li').count()).toBe(7);
  await step(page, /人/).getByRole('link').first().click();
  await page.waitForURL(/\/people/);
  await page.goto('/a/xinqiao/people/import');
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: '导出名册' }).click();
  const sheet = readFileSync(await (await download).path());
  const mimeType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  const buffer = Buffer.from(await filled(sheet));
  await page.getByLabel('选择改好的表').setInputFiles({ name: '名册.xlsx', mimeType, buffer });
  await page.locator('.imp-table tbody tr').first().waitFor();
  await says(page.locator('.imp-answer'), '可以导入');
  await press(page, '确认导入').click();
  await says(page.locator('.said'), /./);

  const passwords: Record<string, string> = {};
  for (const [name, login] of [
    ['周小满', 'zhou'],
    ['吴立冬', 'wu'],
  ] as const) {
    await page.goto('/a/xinqiao/security');
    await page.getByText('开设账号').click();
    await page.locator('.sec-open').getByRole('combobox').fill(name);
    await page.getByRole('option', { name }).click();
    await page.locator('.sec-open').getByLabel('登录名').fill(login);
    await page.locator('.sec-open button[type=submit]').click();
    passwords[login] = await page.locator('.sec-open .sec-password code').innerText();
  }
  await page.goto('/a/xinqiao/');
  await page.locator('.first-steps').waitFor();
  // What is there is struck through; mail and the first problem are left, and the calendar of the house is known.
  expect(await page.locator('.first-steps li s').count()).toBe(5);
  await press(page, '退出').click();

  await comeIn(page, 'zhou', passwords.zhou ?? '', false);
  await page.goto('/a/xinqiao/new/problem');
  await page.getByRole('textbox', { name: '问题', exact: true }).fill('取号机一早就没有纸');
  await page.getByRole('combobox', { name: '责任人' }).fill('周小满');
  await page.getByRole('option', { name: /周小满/ }).click();
  await press(page, '登记问题').click();
  await page.getByRole('heading', { level: 1, name: '取号机一早就没有纸' }).waitFor();
  await page.goto('/a/xinqiao/ledger');
  await says(page.locator('.ledger'), /综合-\d{4}-001/);

  const hands = watch.hands;
  const fields = hands.filter((hand) => hand.startsWith('field ')).length;
  const seconds = (Date.now() - began) / 1000;
  console.log(`first run of an empty agency: ${fields} entries into fields, ${seconds.toFixed(0)} s of the machine's`);
  // Five seconds an entry, half a minute for each of nine pages, two minutes for the sheet.
  expect(fields * 5 + 9 * 30 + 120).toBeLessThan(600);
});
