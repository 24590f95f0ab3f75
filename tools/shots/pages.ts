import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { bringSheet, lookAtSheet } from '../../tests/journeys/sheet-places.ts';

/** One picture: whose eyes, where, and what is done before it is taken. */
export type Shot = { name: string; as: string | null; open: (page: Page) => Promise<void>; dark?: true };

const report = path.resolve(import.meta.dirname, '../../tests/outline/texts/01-survey.txt');

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name, level: 1 }).waitFor();
const firstWith = (page: Page, state: string) =>
  page.locator('tr:not(.grp), .led-rows li').filter({ hasText: state, visible: true }).first();

/** States by the words a page shows, so that the one that is wanted stands first in a ledger of any length. */
const stateOf: Readonly<Record<string, string>> = {
  已登记: 'registered',
  已定措施: 'planned',
  整改中: 'rectifying',
  暂停整改: 'suspended',
  待销号复核: 'strikeOffRequested',
  已销号: 'struckOff',
};

const openMatter = async (page: Page, state: string) => {
  await page.goto(`/ledger?group=none&state=${stateOf[state] ?? ''}`);
  await firstWith(page, state).locator('a.row-link').click();
  await page.locator('.matter').waitFor();
};

const openDesk = (page: Page) => page.goto('/').then(() => page.locator('.board').waitFor());

/** The first matter of the desk beside the list, where there is room for it. */
const peekFirst = async (page: Page) => {
  await page.keyboard.press('j');
  if (await page.locator('.peek').isVisible()) await page.locator('.peek-foot').waitFor();
};

/** Deposits the report the first time; opens it afterwards. */
const openReport = async (page: Page) => {
  await page.goto('/ledger/reports');
  await heading(page, '从报告生成台账');
  const title = readFileSync(report, 'utf8').split('\n')[0]?.trim() ?? '';
  await page.locator('.report-list, .reports > p.m2 + *').first().waitFor();
  await page.waitForTimeout(400);
  const known = page.locator('.report-list a').filter({ hasText: title }).first();
  if (await known.isVisible()) await known.click();
  else {
    await page.getByLabel('选择报告文件').setInputFiles(report);
    await page.getByRole('button', { name: '交存并开始读' }).click();
  }
  await page.locator('.entry-list .e').first().waitFor();
};

/** Half-way through: one taken up, one dropped, the next one open; whatever a run before has decided stays so. */
const acceptEntry = async (page: Page) => {
  await openReport(page);
  const pairs = page.getByRole('button', { name: '按次序一一对应' });
  if (await pairs.isVisible()) await pairs.click();
  const accept = page.getByRole('button', { name: '确认 问 1' });
  if (await accept.isVisible()) {
    await accept.click();
    const first = page.locator('.e').nth(0);
    await first.getByRole('combobox', { name: '责任人' }).click();
    await first.getByRole('option', { name: /李婷/ }).click();
    await first.getByRole('button', { name: '确认列入' }).click();
    await first.getByText('已确认').waitFor();
  }
  const drop = page.getByRole('button', { name: '不列入 问 4' });
  if (await drop.isVisible()) {
    await drop.click();
    await page.getByRole('button', { name: '恢复 问 4' }).waitFor();
  }
  await page.getByRole('button', { name: '改 问 2' }).click();
  const entry = page.locator('.e').nth(1);
  await entry.getByRole('combobox', { name: '责任人' }).click();
  await entry.getByRole('option', { name: /邓颖/ }).click();
  await page.locator('.said span').waitFor({ state: 'detached' });
};

/** Pages that watch over the ledger, as a supervisor sees them. */
const watching: readonly Shot[] = [
  ['reconciliation', '对账'],
  ['themes', '专题'],
  ['sweeps', '举一反三'],
  ['cases', '正反案例'],
  ['hazards', '重点部位'],
  ['ownerless', '缺责任人'],
].map(([name = '', words = '']) => ({
  name,
  as: 'he',
  ...(name === 'reconciliation' && { dark: true as const }),
  open: async (page) => {
    await page.goto(`/ledger/${name}`);
    await heading(page, words);
    await page.waitForLoadState('networkidle');
  },
}));

export const shots: readonly Shot[] = [
  ...watching,
  {
    name: 'sign-in',
    as: null,
    open: async (page) => {
      await page.goto('/');
      await heading(page, /登录/);
    },
  },
  {
    name: 'sign-in-wrong',
    as: null,
    open: async (page) => {
      await page.goto('/');
      await page.getByLabel('登录名').fill('nobody');
      await page.getByLabel('密码').fill('not this');
      await page.getByRole('button', { name: '登录' }).click();
      await page.getByText('登录名或密码不对').waitFor();
    },
  },
  { name: 'desk', as: 'wei', dark: true, open: openDesk },
  {
    name: 'desk-peek',
    as: 'he',
    dark: true,
    open: async (page) => {
      await openDesk(page);
      await peekFirst(page);
    },
  },
  {
    name: 'desk-act',
    as: 'fang',
    open: async (page) => {
      await openDesk(page);
      await peekFirst(page);
      if (await page.locator('.peek-foot').isVisible()) await page.keyboard.press('e');
    },
  },
  { name: 'desk-empty', as: 'ji', open: openDesk },
  {
    name: 'desk-keeper',
    as: 'aud',
    open: (page) => page.goto('/').then(() => page.locator('.desk-keeper').waitFor()),
  },
  {
    name: 'notices',
    as: 'wei',
    open: async (page) => {
      await page.goto('/notices');
      await page.locator('.notice').first().waitFor();
    },
  },
  { name: 'more', as: 'wei', open: (page) => page.goto('/more').then(() => heading(page, '更多')) },
  {
    name: 'ledger',
    as: 'fang',
    dark: true,
    open: async (page) => {
      await page.goto('/ledger');
      await page.locator('tr:not(.grp) a.row-link, .led-rows a.row-link').first().waitFor();
    },
  },
  {
    name: 'ledger-selected',
    as: 'he',
    open: async (page) => {
      await page.goto('/ledger?view=quarter');
      await page.locator('.row-link:visible').first().waitFor();
      for (const nr of [0, 1, 2]) await page.locator('td.box input, .led-rows .box input').nth(nr).click();
      await page.locator('.sel-line .btn').first().waitFor();
    },
  },
  {
    name: 'ledger-figures',
    as: 'he',
    open: (page) => page.goto('/ledger/figures').then(() => page.locator('.fig-body').waitFor()),
  },
  {
    name: 'ledger-roadmap',
    as: 'he',
    open: (page) =>
      page.goto('/ledger/roadmap?view=open').then(() => page.locator('.rm-bar, .rm-list .it').first().waitFor()),
  },
  {
    name: 'ledger-print',
    as: 'he',
    open: (page) => page.goto('/ledger/print').then(() => page.locator('.a3 tbody tr').first().waitFor()),
  },
  {
    name: 'ledger-import',
    as: 'fang',
    open: (page) => page.goto('/ledger/import').then(() => bringSheet(page)),
  },
  {
    name: 'ledger-import-rows',
    as: 'fang',
    open: (page) => page.goto('/ledger/import').then(() => lookAtSheet(page)),
  },
  {
    name: 'ledger-empty',
    as: 'wei',
    open: async (page) => {
      await page.goto('/ledger?year=2001');
      await page.locator('.empty').waitFor();
    },
  },
  {
    name: 'reports',
    as: 'fang',
    open: async (page) => {
      await page.goto('/ledger/reports');
      await heading(page, '从报告生成台账');
    },
  },
  { name: 'report-to-ledger', as: 'fang', open: openReport },
  { name: 'report-accept', as: 'fang', open: acceptEntry },
  { name: 'matter', as: 'fang', dark: true, open: (page) => openMatter(page, '整改中') },
  { name: 'matter-refused', as: 'fang', open: (page) => openMatter(page, '待销号复核') },
  { name: 'matter-review', as: 'he', open: (page) => openMatter(page, '待销号复核') },
  {
    name: 'matter-request',
    as: 'he',
    open: async (page) => {
      await openDesk(page);
      const asked = page.locator('.cols a.it').filter({ hasText: '答复' }).first();
      await page.goto((await asked.getAttribute('href')) ?? '');
      await page.locator('.asked').first().waitFor();
    },
  },
  {
    name: 'matter-asks',
    as: 'fang',
    open: async (page) => {
      await page.goto('/ledger?view=mine&group=none&state=rectifying');
      await firstWith(page, '整改中').locator('a.row-link').click();
      await page.locator('.asks summary').click();
    },
  },
  { name: 'matter-paused', as: 'li', open: (page) => openMatter(page, '暂停整改') },
  {
    name: 'matter-plan',
    as: 'deng',
    open: async (page) => {
      await openMatter(page, '已登记');
      await page.getByRole('button', { name: '制定措施' }).click();
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'matter-errors',
    as: 'deng',
    open: async (page) => {
      await openMatter(page, '已登记');
      await page.getByRole('button', { name: '制定措施' }).click();
      await page.getByRole('dialog').getByRole('button', { name: '制定措施', exact: true }).click();
      await page.getByText('处要改').waitFor();
    },
  },
  { name: 'matter-struck-off', as: 'he', open: (page) => openMatter(page, '已销号') },
  {
    name: 'register',
    as: 'fang',
    open: async (page) => {
      await page.goto('/new/problem');
      await heading(page, '登记问题');
    },
  },
  {
    name: 'calendar',
    as: 'gu',
    dark: true,
    open: (page) => page.goto('/calendar').then(() => page.locator('.year').waitFor()),
  },
  {
    name: 'calendar-notice',
    as: 'gu',
    open: async (page) => {
      await page.goto('/calendar?year=2027');
      await page.getByRole('button', { name: '导入放假通知' }).click();
      await page
        .getByLabel('把通知正文粘贴在这里')
        .fill('2027年元旦：1月1日（周五）至3日（周六）放假，共3天。1月9日（周六）上班。');
      await page.getByText('对不上').waitFor();
    },
  },
  {
    name: 'calendar-publish',
    as: 'gu',
    open: async (page) => {
      await page.goto('/calendar?year=2027');
      await page.locator('[data-date="2027-03-10"]').click();
      await page.getByLabel('放假', { exact: true }).check();
      await page.getByRole('button', { name: '记下' }).click();
      await page.getByRole('button', { name: '看影响并发布' }).click();
      await page.locator('.publish-touched').waitFor();
    },
  },
  {
    name: 'deadline',
    as: 'deng',
    dark: true,
    open: async (page) => {
      await openMatter(page, '已登记');
      await page.locator('.one-clock a').last().click();
      await page.locator('.why').waitFor();
    },
  },
  {
    name: 'people',
    as: 'sys',
    dark: true,
    open: async (page) => {
      await page.goto('/people');
      await page.getByRole('treeitem', { name: '河西所' }).click();
      await page.getByRole('button', { name: '任命 河西所所长' }).waitFor();
    },
  },
  {
    name: 'people-forces',
    as: 'fang',
    open: (page) => page.goto('/people?tab=forces').then(() => page.locator('.post').first().waitFor()),
  },
  {
    name: 'people-refused',
    as: 'sys',
    open: async (page) => {
      await page.goto('/people');
      await page.getByRole('treeitem', { name: '河西所' }).click();
      await page.getByRole('button', { name: '结束 韦立' }).click();
      await page.getByRole('button', { name: '按这一天结束' }).click();
      await page.getByRole('button', { name: /现在就交接/ }).waitFor();
    },
  },
  {
    name: 'person',
    as: 'he',
    open: async (page) => {
      await page.goto('/people?q=韦立');
      await page.locator('.ppl-found').getByRole('link', { name: '韦立' }).click();
      await page.locator('.ppl-matters .it').first().waitFor();
    },
  },
  {
    name: 'people-import',
    as: 'sys',
    open: async (page) => {
      await page.goto('/people/import');
      const out = await page.request.get('/api/directory/export.xlsx');
      const mimeType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
      await page.getByLabel('选择改好的表').setInputFiles({ name: '名册.xlsx', mimeType, buffer: await out.body() });
      await page.locator('.imp-table tbody tr').first().waitFor();
    },
  },
  {
    name: 'oversight',
    as: 'he',
    dark: true,
    open: (page) => page.goto('/oversight').then(() => page.locator('.unit-lights').waitFor()),
  },
  {
    name: 'papers',
    as: 'he',
    open: (page) => page.goto('/papers').then(() => heading(page, '公文')),
  },
  {
    name: 'papers-draft',
    as: 'he',
    open: async (page) => {
      await page.goto('/papers/new?kind=ledger');
      await page.getByRole('button', { name: '生成草稿' }).click();
      await page.locator('.sheet').waitFor();
    },
  },
  {
    name: 'papers-shape',
    as: 'gu',
    open: (page) => page.goto('/papers/shape').then(() => heading(page, '文面与模板')),
  },
  {
    name: 'proof',
    as: 'fang',
    open: async (page) => {
      await page.goto('/proof');
      await page.locator('.note').waitFor();
    },
  },
  { name: 'account', as: 'li', open: (page) => page.goto('/account').then(() => heading(page, '我的账号')) },
  {
    name: 'account-enrol',
    as: 'li',
    dark: true,
    open: async (page) => {
      await page.goto('/account');
      await page.getByRole('button', { name: '绑定手机' }).click();
      await page.locator('.qr').waitFor();
    },
  },
  {
    name: 'account-password',
    as: 'li',
    open: async (page) => {
      await page.goto('/account');
      await page.getByRole('button', { name: '修改密码' }).click();
      await page.getByLabel('现在的密码').fill('nicht dieses');
      await page.getByLabel('新密码', { exact: true }).fill('kurz');
      await page.getByLabel('新密码再输一次').fill('kurz');
      await page.getByRole('button', { name: '换成新密码' }).click();
      await page.getByText('现在的密码不对').waitFor();
    },
  },
  {
    name: 'security',
    as: 'sec',
    open: async (page) => {
      await page.goto('/security');
      await page.locator('.sec-table tbody tr').first().waitFor();
    },
  },
  {
    name: 'security-open',
    as: 'sec',
    open: async (page) => {
      await page.goto('/security');
      await page.getByText('开设账号').click();
      await page.getByLabel('登录名').fill('fang');
      await page.getByRole('combobox', { name: '给谁开' }).click();
      await page.getByRole('option', { name: /方志成/ }).click();
      await page.getByRole('button', { name: '开设', exact: true }).click();
      await page.getByText('这个人已经有账号').first().waitFor();
    },
  },
  {
    name: 'security-account',
    as: 'sec',
    open: async (page) => {
      await page.goto('/security?name=韦立');
      await page.getByRole('button', { name: '韦立' }).click();
      await page.getByRole('button', { name: '重置密码' }).click();
      await page.getByRole('button', { name: '确定重置密码' }).waitFor();
    },
  },
  {
    name: 'security-events',
    as: 'aud',
    open: async (page) => {
      await page.goto('/security?tab=events');
      await page.locator('.sec-table tbody tr').first().waitFor();
    },
  },
  {
    name: 'security-rules',
    as: 'sec',
    open: async (page) => {
      await page.goto('/security?tab=rules');
      await page.getByText('改规则').click();
      await page.getByText('设置', { exact: true }).click();
    },
  },
  {
    name: 'mail',
    as: 'sys',
    dark: true,
    open: async (page) => {
      await page.goto('/mail');
      await page.getByText('改规定').click();
    },
  },
  {
    name: 'account-mail',
    as: 'fang',
    open: async (page) => {
      await page.goto('/account?tab=mail');
      await page.getByLabel('自己定').check();
    },
  },
  {
    name: 'procedure',
    as: 'he',
    dark: true,
    open: (page) => page.goto('/procedures/problem').then(() => page.locator('.pstates').waitFor()),
  },
  {
    name: 'procedure-versions',
    as: 'he',
    open: (page) => page.goto('/procedures/problem?tab=versions').then(() => page.locator('.pversions').waitFor()),
  },
  {
    name: 'procedure-edit',
    as: 'gu',
    open: (page) => page.goto('/procedures/problem?edit=yes').then(() => page.locator('.peditor').waitFor()),
  },
  {
    name: 'public-pages',
    as: 'gu',
    open: (page) => page.goto('/public-pages').then(() => page.locator('h1').waitFor()),
  },
  {
    name: 'public-page-ask',
    as: 'fang',
    open: (page) => page.goto('/new/publicPage').then(() => page.getByLabel('页面标题').waitFor()),
  },
  { name: 'rate-over', as: null, open: (page) => page.goto('/rate/none').then(() => undefined) },
  { name: 'open', as: null, open: (page) => page.goto('/open').then(() => undefined) },
  { name: 'open-struck-off', as: null, open: (page) => page.goto('/open/struck-off').then(() => undefined) },
  { name: 'open-proof', as: null, open: (page) => page.goto('/open/proof').then(() => undefined) },
];
