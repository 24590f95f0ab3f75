import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { uuidv7 } from 'uuidv7';
import { photograph } from '../builders/files.ts';
import { scanOf } from '../documents/made-pdf.ts';
import { forged } from './evidence.ts';
import { prepareRated, type Rated, ratingPlacesOf } from './rating-places.ts';
import { says } from './seen.ts';
import { sheetPlaces } from './sheet-places.ts';
import type { Stage } from './stage.ts';
import { prepareWatched, type Watched, watchPlacesOf } from './watch-places.ts';

/** One page as somebody sees it: where it stands and what is opened there. */
export type Place = {
  name: string;
  login?: string;
  path: string;
  ready: (page: Page) => Promise<unknown>;
  /** Bad answers that belong to it. */
  expected?: readonly string[];
};

type Known = {
  watched: Watched;
  rated: Rated;
  problem: Record<string, string>;
  /** Problems by what is asked about them. */
  asked: Record<string, string>;
  measure: string;
  report: string;
  /** A report with sums that do not add up, and one that is a picture. */
  counted: string;
  scanned: string;
  publicNumber: string;
  /** A draft of an official paper. */
  paper: string;
};

const survey = path.resolve(import.meta.dirname, '../outline/texts/01-survey.txt');
const walked = path.resolve(import.meta.dirname, '../documents/report.docx');

/** What the demonstration holds, by state, and a report that is being read: one entry taken up, one left out. */
export const prepare = async (stage: Stage): Promise<Known> => {
  const { context, close } = await stage.window({}, 'fang');
  const get = async (address: string) => (await context.request.get(`/api${address}`)).json();
  const post = async (address: string, data: object, headers: Record<string, string> = {}) => {
    const answer = await context.request.post(`/api${address}`, {
      data,
      headers: { 'idempotency-key': uuidv7(), ...headers },
    });
    if (!answer.ok()) throw new Error(`${address}: ${await answer.text()}`);
    return answer.json();
  };
  const upload = async (name: string, mimeType: string, buffer: Buffer) => {
    const answer = await context.request.post('/api/files', { multipart: { file: { name, mimeType, buffer } } });
    return { digest: (await answer.json()).digest as string, name };
  };
  const buffer = readFileSync(survey);
  const kept = await upload('01-survey.txt', 'text/plain', buffer);
  const me = await get('/session');
  const [{ unit, post: holds }] = me.footings;
  const title = buffer.toString('utf8').split('\n')[0] ?? '';
  const report = await post('/matters', {
    procedure: 'report',
    data: { title, unit: unit.id },
    files: [kept],
  });
  const also = async (file: { digest: string; name: string }) =>
    (await post('/matters', { procedure: 'report', data: { title: file.name, unit: unit.id }, files: [file] })).id;
  const counted = await also(await upload('零散户调研.docx', 'application/octet-stream', readFileSync(walked)));
  const scanned = await also(await upload('扫描件.pdf', 'application/pdf', scanOf(await photograph(), 1)));
  const { outline } = await get(`/ledger/reports/${report.id}`);
  const [first, second] = outline.problems as { text: string; at: [number, number] }[];
  const span = (entry: typeof first) => ({ start: entry?.at[0], end: entry?.at[1] });
  await post('/matters', {
    procedure: 'problem',
    data: {
      title: first?.text,
      unit: unit.id,
      owner: me.person.id,
      ownerPost: holds.id,
      place: { report: report.id, ...span(first) },
    },
  });
  await post(`/matters/${report.id}/actions/dropEntry`, { data: span(second) }, { 'if-match': `"${report.seq}"` });

  const { items } = await get('/ledger/problems?view=all');
  const rows = items as {
    id: string;
    number: string;
    state: string;
    publicSince: string | null;
    measures: { id: string; state: string; owner: { name: string } }[];
  }[];
  const measures = rows.flatMap((row) => row.measures);
  const matters = (await get('/matters?procedure=problem&open=yes&limit=100')).items as {
    id: string;
    asked: string[];
  }[];
  const paper = (await post('/papers', { kind: 'ledger', matters: [], input: { view: 'all' } })).id;
  const rectifying = rows.findLast(({ state }) => state === 'rectifying')?.id;
  const input = { basis: '局长办公会', requirement: '月底前办结' };
  await post('/papers', { kind: 'supervise', matters: [rectifying], input });
  const watched = await prepareWatched(stage);
  const rated = await prepareRated(stage);
  const known = {
    watched,
    rated,
    paper,
    problem: Object.fromEntries(rows.map(({ state, id }) => [state, id])),
    asked: Object.fromEntries(matters.flatMap(({ id, asked }) => asked.map((kind) => [kind, id]))),
    measure: measures.find(({ state, owner }) => state === 'open' && owner.name === '韦立')?.id ?? '',
    report: report.id,
    counted,
    scanned,
    publicNumber: rows.find(({ publicSince }) => publicSince !== null)?.number ?? '',
  };
  await close();
  return known;
};

const heading = (name?: string | RegExp) => (page: Page) =>
  page
    .getByRole('heading', { level: 1, ...(name !== undefined && { name }) })
    .first()
    .waitFor();
const matter = (page: Page) => page.locator('.matter .log').waitFor();
const form = (page: Page) => page.getByRole('dialog').locator('form').waitFor();
const reading = (page: Page) => page.locator('.entry-list').waitFor();
const sent = async (page: Page) => {
  await form(page);
  await page.getByRole('dialog').locator('button[type=submit]').click();
};

/** Every page there is, and on it every form, refusal and fault that can be brought about. */
export const placesOf = ({
  problem,
  asked,
  measure,
  report,
  counted,
  scanned,
  publicNumber,
  paper,
  watched,
  rated,
}: Known): readonly Place[] => [
  ...sheetPlaces,
  ...watchPlacesOf(watched),
  ...ratingPlacesOf(rated),
  { name: 'sign-in', path: '/', ready: heading(/登录/) },
  {
    name: 'sign-in, wrong',
    path: '/',
    expected: ['401 POST /api/session'],
    ready: async (page) => {
      await page.getByLabel('登录名').fill('nobody');
      await page.getByLabel('密码').fill('not this one');
      await page.getByRole('button', { name: '登录' }).click();
      await page.getByText('登录名或密码不对').waitFor();
    },
  },
  { name: 'desk', login: 'wei', path: '/', ready: (page) => page.locator('.board').waitFor() },
  {
    name: 'desk, a matter beside the list',
    login: 'wei',
    path: '/',
    ready: async (page) => {
      await page.locator('.cols a.it').first().focus();
      await page.keyboard.press('e');
      await page.locator('.peek-foot').waitFor();
    },
  },
  {
    name: 'desk, a form beside the list',
    login: 'wei',
    path: '/',
    ready: async (page) => {
      await page.locator('.cols a.it').first().focus();
      await page.keyboard.press('e');
      await page.locator('.peek-foot').waitFor();
      await page.keyboard.press('e');
      await page.locator('.peek-form form').waitFor();
    },
  },
  { name: 'notices', login: 'wei', path: '/notices', ready: (page) => page.locator('.notice').first().waitFor() },
  { name: 'notices, none', login: 'aud', path: '/notices', ready: heading('通知') },
  { name: 'find', login: 'wei', path: '/find', ready: heading('查找') },
  {
    name: 'find, something found',
    login: 'wei',
    path: '/find',
    ready: async (page) => {
      await page.getByRole('combobox', { name: '编号、人、单位、事由' }).fill('河西');
      await page.getByRole('option').first().waitFor();
    },
  },
  { name: 'settings', login: 'gu', path: '/settings', ready: heading('设置') },
  { name: 'settings of a security administrator', login: 'sec', path: '/settings', ready: heading('设置') },
  { name: 'public home in English', path: '/open?language=en', ready: heading('What is public here') },
  { name: 'public home, traditional', path: '/open?language=zh-Hant', ready: heading('這裏公開了什麼') },
  { name: 'public home, simplified again', path: '/open?language=zh', ready: heading('这里公开了什么') },
  { name: 'more', login: 'wei', path: '/more', ready: heading('更多') },
  { name: 'desk of a reviewer', login: 'he', path: '/', ready: (page) => page.locator('.board').waitFor() },
  { name: 'desk with nothing', login: 'ji', path: '/', ready: (page) => page.locator('.board').waitFor() },
  {
    name: 'desk of an administrator',
    login: 'aud',
    path: '/',
    ready: (page) => page.locator('.desk-keeper').waitFor(),
  },
  {
    name: 'ledger',
    login: 'fang',
    path: '/ledger',
    ready: (page) => page.locator('.row-link:visible').first().waitFor(),
  },
  {
    name: 'ledger of one unit, ungrouped',
    login: 'fang',
    path: '/ledger?group=none&view=struckOff',
    ready: (page) => page.locator('.row-link:visible').first().waitFor(),
  },
  {
    name: 'ledger, selected',
    login: 'he',
    path: '/ledger?view=open',
    ready: async (page) => {
      await page.locator('.row-link:visible').first().waitFor();
      await page.locator('td.box input, .led-rows .box input').first().click();
      await page.locator('.sel-line .btn').first().waitFor();
      await page.locator('.sel-why').waitFor();
    },
  },
  {
    name: 'ledger, kept as a view',
    login: 'he',
    path: '/ledger?category=service,none&group=leader',
    ready: async (page) => {
      await page.getByRole('button', { name: '另存为视图' }).click();
      await form(page);
    },
  },
  {
    name: 'figures of the ledger',
    login: 'he',
    path: '/ledger/figures',
    ready: (page) => page.locator('.fig-body').waitFor(),
  },
  {
    name: 'roadmap',
    login: 'he',
    path: '/ledger/roadmap?view=open',
    ready: (page) => page.locator('.rm-bar, .rm-list .it').first().waitFor(),
  },
  {
    name: 'ledger on paper',
    login: 'he',
    path: '/ledger/print?view=open',
    ready: (page) => page.locator('.a3 tbody tr').first().waitFor(),
  },
  {
    name: 'ledger with nothing',
    login: 'wei',
    path: '/ledger?view=toReview',
    ready: (page) => page.locator('.empty, .row-link:visible').first().waitFor(),
  },
  { name: 'reports', login: 'fang', path: '/ledger/reports', ready: (page) => page.locator('.report-list').waitFor() },
  {
    name: 'report chosen',
    login: 'fang',
    path: '/ledger/reports',
    ready: async (page) => {
      await page.getByLabel('选择报告文件').setInputFiles(survey);
      await page.getByRole('button', { name: '交存并开始读' }).waitFor();
    },
  },
  { name: 'reading', login: 'fang', path: `/ledger/reports/${report}`, ready: reading },
  {
    name: 'reading, accepting an entry that lacks everything',
    login: 'fang',
    path: `/ledger/reports/${report}`,
    expected: ['422 POST /api/matters'],
    ready: async (page) => {
      await page.getByRole('button', { name: '确认 问 3' }).click();
      await page.getByRole('button', { name: '确认列入' }).click();
      await page.getByText(/有 \d 处要改/).waitFor();
    },
  },
  {
    name: 'reading, a sentence that is nowhere',
    login: 'fang',
    path: `/ledger/reports/${report}`,
    ready: async (page) => {
      await reading(page);
      const source = page.getByRole('button', { name: '原文', exact: true });
      if (await source.isVisible()) await source.click();
      await page.getByRole('button', { name: '漏了？选中文字登记' }).click();
      await page.getByLabel('漏掉的问题，照原文抄一句').fill('没有这一句');
      await page.getByRole('button', { name: '列为问题' }).click();
      await page.getByText('原文里没有这句话').waitFor();
    },
  },
  {
    name: 'reading, an entry opened with what it looks like, to be merged',
    login: 'fang',
    path: `/ledger/reports/${counted}`,
    ready: async (page) => {
      await page.locator('.entry-list b').filter({ hasText: '临时摊点收费' }).click();
      await page.locator('.likely').waitFor();
      await page.getByRole('button', { name: '合并到…' }).click();
    },
  },
  {
    name: 'reading, a passage split in words that are not in it',
    login: 'fang',
    path: `/ledger/reports/${counted}`,
    ready: async (page) => {
      await page.locator('.entry-list b').filter({ hasText: '临时摊点收费' }).click();
      await page.getByRole('button', { name: '拆成几条' }).click();
      await page.getByLabel('一行一条').fill('没有这一句\n也没有这句');
      await page.getByRole('button', { name: '拆开', exact: true }).click();
      await page.getByText('第 1 行不在这段原文里').waitFor();
    },
  },
  {
    name: 'report that is a picture',
    login: 'fang',
    path: `/ledger/reports/${scanned}`,
    ready: (page) => page.getByText('里面没有文字').waitFor(),
  },
  {
    name: 'report chosen that is a picture',
    login: 'fang',
    path: '/ledger/reports',
    expected: ['415 POST /api/ledger/reports/text'],
    ready: async (page) => {
      const buffer = scanOf(await photograph(), 1);
      await page.getByLabel('选择报告文件').setInputFiles({ name: '扫描件.pdf', mimeType: 'application/pdf', buffer });
      await page.getByRole('button', { name: '交存，只作佐证' }).waitFor();
    },
  },
  { name: 'reading of somebody else', login: 'gu', path: `/ledger/reports/${report}`, ready: reading },
  { name: 'matter', login: 'fang', path: `/matter/${problem.rectifying}`, ready: matter },
  { name: 'matter, refused', login: 'fang', path: `/matter/${problem.strikeOffRequested}`, ready: matter },
  { name: 'matter, struck off', login: 'he', path: `/matter/${problem.struckOff}`, ready: matter },
  { name: 'matter, a request to answer', login: 'he', path: `/matter/${asked.extension}`, ready: matter },
  { name: 'matter, paused', login: 'li', path: `/matter/${problem.suspended}`, ready: matter },
  {
    name: 'matter, what may be asked for and what may not',
    login: 'fang',
    path: `/matter/${asked.transfer}`,
    ready: (page) => page.locator('.asks summary').click(),
  },
  {
    name: 'granting, what was asked beside',
    login: 'he',
    path: `/matter/${asked.transfer}?do=grantTransfer`,
    ready: form,
  },
  {
    name: 'asking for an extension with faults',
    login: 'fang',
    path: `/matter/${asked.transfer}?do=askExtension`,
    expected: ['422 POST /api/matters/:id/actions/askExtension'],
    ready: async (page) => {
      await sent(page);
      await page.getByText(/有 \d 处要改/).waitFor();
    },
  },
  {
    name: 'merging: matters offered',
    login: 'he',
    path: `/matter/${problem.registered}?do=askMerge`,
    ready: async (page) => {
      await page.getByRole('combobox', { name: '并入哪个问题' }).fill('征管');
      await page.getByRole('option').first().waitFor();
    },
  },
  {
    name: 'matter, statement',
    login: 'fang',
    path: `/matter/${problem.strikeOffRequested}`,
    ready: (page) => page.getByRole('button', { name: '附上说明' }).first().click(),
  },
  {
    name: 'planning with faults',
    login: 'deng',
    path: `/matter/${problem.registered}?do=plan`,
    expected: ['422 POST /api/matters/:id/actions/plan'],
    ready: async (page) => {
      await sent(page);
      await page.getByText(/有 \d 处要改/).waitFor();
    },
  },
  {
    name: 'completing a measure, a file refused',
    login: 'wei',
    path: `/matter/${measure}?do=complete`,
    expected: ['415 POST /api/files'],
    ready: async (page) => {
      await form(page);
      await page.getByLabel('选择文件').setInputFiles(forged);
      await says(page.locator('.files'), '只收照片');
    },
  },
  {
    name: 'striking off, asked whether sure',
    login: 'he',
    path: `/matter/${problem.strikeOffRequested}?do=strikeOff`,
    ready: async (page) => {
      await sent(page);
      await page.getByRole('button', { name: '确定准予销号' }).waitFor();
    },
  },
  {
    name: 'recusing: a list of people opened',
    login: 'he',
    path: `/matter/${problem.rectifying}?do=recuse`,
    ready: async (page) => {
      await page.getByRole('combobox', { name: '回避的人' }).click();
      await page.getByRole('option').first().waitFor();
    },
  },
  {
    name: 'registering, with all it can hold',
    login: 'fang',
    path: '/new/problem',
    ready: async (page) => {
      await heading('登记问题')(page);
      for (const fold of await page.locator('summary').all()) await fold.click();
    },
  },
  { name: 'calendar, read', login: 'fang', path: '/calendar', ready: (page) => page.locator('.year').waitFor() },
  {
    name: 'calendar of the office, a year not announced',
    login: 'gu',
    path: '/calendar?year=2027',
    ready: (page) => page.locator('.calendar-provisional').waitFor(),
  },
  {
    name: 'calendar, one day with hours of its own',
    login: 'gu',
    path: '/calendar?year=2027',
    ready: async (page) => {
      await page.locator('[data-date="2027-03-10"]').click();
      await page.getByLabel('另定时段').check();
      await page.getByRole('button', { name: '给时段加一段' }).click();
      await page.getByText('每段要有起止时间').waitFor();
    },
  },
  {
    name: 'calendar, hours of the week',
    login: 'gu',
    path: '/calendar',
    ready: async (page) => {
      await page.getByRole('button', { name: '改上班时间' }).click();
      await page.getByRole('dialog').locator('form').waitFor();
    },
  },
  {
    name: 'calendar, a notice that contradicts itself',
    login: 'gu',
    path: '/calendar?year=2027',
    ready: async (page) => {
      await page.getByRole('button', { name: '导入放假通知' }).click();
      await page.getByLabel('把通知正文粘贴在这里').fill('2027年元旦：1月1日（周四）至3日（周日）放假，共4天。');
      await page.getByText('对不上').waitFor();
    },
  },
  {
    name: 'calendar, publishing without a source',
    login: 'gu',
    path: '/calendar?year=2027',
    expected: ['422 POST /api/calendar/versions'],
    ready: async (page) => {
      await page.locator('[data-date="2027-03-10"]').click();
      await page.getByLabel('放假', { exact: true }).check();
      await page.getByRole('button', { name: '记下' }).click();
      await page.getByRole('button', { name: '看影响并发布' }).click();
      await page.getByRole('button', { name: '发布', exact: true }).click();
      await page.getByText(/有 \d 处要改/).waitFor();
    },
  },
  {
    name: 'deadline',
    login: 'deng',
    path: `/matter/${problem.registered}/deadline/plan`,
    ready: (page) => page.locator('.why').waitFor(),
  },
  {
    name: 'deadline, a fixed date',
    login: 'fang',
    path: `/matter/${problem.rectifying}/deadline/due`,
    ready: (page) => page.locator('.why').waitFor(),
  },
  {
    name: 'deadline that is none',
    login: 'fang',
    path: `/matter/${problem.rectifying}/deadline/nothing`,
    expected: ['404 GET /api/matters/:id/deadline/nothing'],
    ready: heading('没有这件事项'),
  },
  {
    name: 'people',
    login: 'fang',
    path: '/people',
    ready: (page) => page.locator('.ppl-unit h2, .tree').first().waitFor(),
  },
  {
    name: 'people, one unit of the keeper',
    login: 'sys',
    path: '/people',
    ready: async (page) => {
      await page.getByRole('treeitem', { name: '河西所' }).click();
      await page.getByRole('button', { name: '任命 河西所所长' }).waitFor();
    },
  },
  {
    name: 'people, on another day',
    login: 'fang',
    path: '/people?day=2030-01-02',
    ready: (page) => page.getByRole('button', { name: '回到今天' }).waitFor(),
  },
  {
    name: 'people, branches',
    login: 'sys',
    path: '/people?tab=branches',
    ready: (page) => page.locator('.post').first().waitFor(),
  },
  {
    name: 'people, task forces',
    login: 'sys',
    path: '/people?tab=forces',
    ready: (page) => page.locator('.post').first().waitFor(),
  },
  {
    name: 'people, pairings',
    login: 'sys',
    path: '/people?tab=pairings',
    ready: (page) => page.locator('.post').first().waitFor(),
  },
  {
    name: 'people, found',
    login: 'fang',
    path: '/people?q=征管',
    ready: (page) => page.locator('.ppl-found li').first().waitFor(),
  },
  {
    name: 'people, a post with faults',
    login: 'sys',
    path: '/people',
    expected: ['422 POST /api/directory/posts'],
    ready: async (page) => {
      await page.getByRole('treeitem', { name: '财务股' }).click();
      await page.getByRole('button', { name: '设岗位' }).click();
      await page.getByRole('button', { name: '保存', exact: true }).click();
      await page.getByText(/有 \d 处要改/).waitFor();
    },
  },
  {
    name: 'people, an ending that is refused',
    login: 'sys',
    path: '/people',
    expected: ['409 POST /api/directory/appointments'],
    ready: async (page) => {
      await page.getByRole('treeitem', { name: '河西所' }).click();
      await page.getByRole('button', { name: '结束 韦立' }).click();
      await page.getByRole('button', { name: '按这一天结束' }).click();
      await page.getByRole('button', { name: /现在就交接/ }).waitFor();
    },
  },
  {
    name: 'people, a hand-over that lacks everything',
    login: 'he',
    path: '/people?q=韦立',
    expected: ['422 POST /api/directory/hand-over'],
    ready: async (page) => {
      await page.locator('.ppl-found').getByRole('link', { name: '韦立' }).click();
      await page.getByRole('button', { name: '办交接' }).click();
      await page.getByRole('button', { name: '开始交接' }).click();
      await page.locator('.fld-error').first().waitFor();
    },
  },
  {
    name: 'person',
    login: 'he',
    path: '/people?q=韦立',
    ready: async (page) => {
      await page.locator('.ppl-found').getByRole('link', { name: '韦立' }).click();
      await page.locator('.ppl-history li').first().waitFor();
      await page.locator('.ppl-matters .it').first().waitFor();
    },
  },
  {
    name: 'no such person',
    login: 'fang',
    path: '/people/01a00000-0000-7000-8000-000000000000',
    expected: [
      '404 GET /api/directory/people/:id',
      '404 GET /api/directory/people/:id/open',
      '404 GET /api/directory/history/person/:id',
    ],
    ready: heading('名册里没有这个人'),
  },
  {
    name: 'people, a workbook that is none',
    login: 'sys',
    path: '/people/import',
    expected: ['415 POST /api/directory/import/preview'],
    ready: async (page) => {
      await page.getByLabel('选择改好的表').setInputFiles(survey);
      await page.locator('.imp-refused .no').waitFor();
    },
  },
  {
    name: 'people, a workbook as it went out',
    login: 'sys',
    path: '/people/import',
    ready: async (page) => {
      const out = await page.request.get('/api/directory/export.xlsx');
      const mimeType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
      await page.getByLabel('选择改好的表').setInputFiles({ name: '名册.xlsx', mimeType, buffer: await out.body() });
      await page.locator('.imp-table tbody tr').first().waitFor();
    },
  },
  { name: 'import of somebody else', login: 'fang', path: '/people/import', ready: heading('导入由系统管理员办理') },
  { name: 'oversight', login: 'he', path: '/oversight', ready: (page) => page.locator('.unit-lights').waitFor() },
  { name: 'proof', login: 'fang', path: '/proof', ready: (page) => page.locator('.note').waitFor() },
  { name: 'account', login: 'li', path: '/account', ready: heading('我的账号') },
  {
    name: 'account, a password that breaks the rules',
    login: 'li',
    path: '/account',
    expected: ['422 POST /api/account/password'],
    ready: async (page) => {
      await page.getByRole('button', { name: '修改密码' }).click();
      await page.getByLabel('现在的密码').fill('nicht dieses');
      await page.getByLabel('新密码', { exact: true }).fill('kurz');
      await page.getByLabel('新密码再输一次').fill('kurz');
      await page.getByRole('button', { name: '换成新密码' }).click();
      await page.getByText('现在的密码不对').waitFor();
    },
  },
  {
    name: 'account, setting up a second factor',
    login: 'li',
    path: '/account',
    expected: ['422 POST /api/account/second-factor/confirm'],
    ready: async (page) => {
      await page.getByRole('button', { name: '绑定手机' }).click();
      await page.locator('.qr').waitFor();
      await page.getByLabel('应用上显示的 6 位数字').fill('000000');
      await page.getByRole('button', { name: '绑定', exact: true }).click();
      await page.getByText('不对，或已经用过').waitFor();
    },
  },
  {
    name: 'security, accounts',
    login: 'sec',
    path: '/security',
    ready: (page) => page.locator('.sec-table tbody tr').first().waitFor(),
  },
  {
    name: 'security, opening an account that is there',
    login: 'sec',
    path: '/security',
    expected: ['409 POST /api/security/accounts'],
    ready: async (page) => {
      await page.getByText('开设账号').click();
      await page.getByLabel('登录名').fill('fang');
      await page.getByRole('combobox', { name: '给谁开' }).click();
      await page.getByRole('option', { name: /方志成/ }).click();
      await page.getByRole('button', { name: '开设', exact: true }).click();
      await page.getByText('这个人已经有账号').first().waitFor();
    },
  },
  {
    name: 'security, one account',
    login: 'sec',
    path: '/security?name=韦立',
    ready: async (page) => {
      await page.getByRole('button', { name: '韦立' }).click();
      await page.getByRole('button', { name: '重置密码' }).click();
      await page.getByRole('button', { name: '确定重置密码' }).waitFor();
    },
  },
  {
    name: 'security, events',
    login: 'aud',
    path: '/security?tab=events',
    ready: (page) => page.locator('.sec-table tbody tr').first().waitFor(),
  },
  {
    name: 'security, rules with both forms open',
    login: 'sec',
    path: '/security?tab=rules',
    expected: ['422 POST /api/security/single-sign-on'],
    ready: async (page) => {
      await page.getByText('改规则').click();
      await page.getByText('设置', { exact: true }).click();
      await page.getByLabel('对方的地址（issuer）').fill('http://id.example/');
      await page.getByLabel('对方给的客户端编号').fill('xiaoneng');
      await page.getByRole('button', { name: '保存' }).last().click();
      await page.getByText('要写 https:// 开头').waitFor();
    },
  },
  {
    name: 'security, what was read',
    login: 'aud',
    path: '/security?tab=readings',
    ready: (page) => page.locator('.empty, .sec-table').first().waitFor(),
  },
  {
    name: 'mail, with the rule open',
    login: 'sys',
    path: '/mail',
    ready: async (page) => {
      await page.getByRole('heading', { name: '寄信的情况' }).waitFor();
      await page.getByText('没有寄不出的信').waitFor();
      await page.getByText('改规定').click();
      await page.getByLabel('每天把校验点寄给谁').waitFor();
    },
  },
  {
    name: 'mail, a server with faults',
    login: 'sys',
    path: '/mail',
    expected: ['422 POST /api/mail/server'],
    ready: async (page) => {
      await page.getByLabel('登录名').fill('xn');
      await page.getByLabel('服务器', { exact: true }).fill('smtp://mail');
      await page.getByRole('button', { name: '保存' }).first().click();
      await page.getByText('只写服务器的名字或 IP').waitFor();
    },
  },
  { name: 'mail of somebody else', login: 'fang', path: '/mail', ready: heading(/这一页由/) },
  {
    name: 'account, notifications of one’s own choice',
    login: 'fang',
    path: '/account?tab=mail',
    ready: async (page) => {
      await page.getByLabel('自己定').check();
      await page.getByLabel('汇总几点来').waitFor();
    },
  },
  { name: 'security of somebody else', login: 'fang', path: '/security', ready: heading(/这一页由/) },
  {
    name: 'no such matter',
    login: 'fang',
    path: '/matter/01a00000-0000-7000-8000-000000000000',
    expected: ['404 GET /api/matters/:id'],
    ready: heading('没有这件事项'),
  },
  { name: 'procedures', login: 'gu', path: '/procedures', ready: (page) => page.locator('.procedure-list').waitFor() },
  {
    name: 'procedure, drawn',
    login: 'he',
    path: '/procedures/problem',
    ready: (page) => page.locator('.pstates').waitFor(),
  },
  {
    name: 'procedure, forms',
    login: 'wei',
    path: '/procedures/problem?tab=forms',
    ready: (page) => page.locator('.pfields').first().waitFor(),
  },
  {
    name: 'procedure, limits',
    login: 'wei',
    path: '/procedures/problem?tab=limits',
    ready: (page) => page.locator('.plimits').waitFor(),
  },
  {
    name: 'procedure, versions',
    login: 'lu',
    path: '/procedures/report?tab=versions',
    ready: (page) => page.locator('.pversions').waitFor(),
  },
  {
    name: 'procedure, changed by its agency',
    login: 'gu',
    path: '/procedures/measure?edit=yes',
    expected: ['422 POST /api/procedures/measure/draft'],
    ready: async (page) => {
      await page.locator('.peditor').waitFor();
      await page.getByRole('button', { name: '再加一个时限' }).click();
      await page.getByRole('button', { name: '再加一个栏目' }).click();
      for (const words of await page.locator('.peditor summary').all()) await words.click();
      await page.getByRole('button', { name: '存成草稿' }).click();
      await page.getByText('处要改').waitFor();
    },
  },
  {
    name: 'no such procedure',
    login: 'fang',
    path: '/procedures/nothing',
    expected: ['404 GET /api/procedures/nothing'],
    ready: heading('没有这个页面'),
  },
  { name: 'papers', login: 'fang', path: '/papers', ready: heading('公文') },
  {
    name: 'papers, none of that number',
    login: 'fang',
    path: '/papers?number=X',
    ready: (page) => says(page.locator('#main'), '没有这个文号开头的公文'),
  },
  { name: 'papers/new', login: 'he', path: '/papers/new?kind=supervise', ready: heading('起草公文') },
  { name: 'papers/shape', login: 'gu', path: '/papers/shape', ready: heading('文面与模板') },
  { name: 'papers, one', login: 'fang', path: `/papers/${paper}`, ready: (page) => page.locator('.sheet').waitFor() },
  { name: 'no such page', login: 'fang', path: '/nowhere', ready: heading('没有这个页面') },
  {
    name: 'second agency',
    path: '/a/qingquan/',
    expected: ['401 GET /a/qingquan/api/session'],
    ready: heading(/登录/),
  },
  { name: 'open', path: '/open', ready: heading() },
  { name: 'open, large type', path: '/open?size=large', ready: heading() },
  { name: 'open/struck-off', path: '/open/struck-off', ready: heading() },
  { name: 'open/struck-off, one', path: `/open/struck-off/${encodeURIComponent(publicNumber)}`, ready: heading() },
  {
    name: 'open/struck-off, none',
    path: '/open/struck-off/none',
    expected: ['404 GET /open/struck-off/none'],
    ready: heading(),
  },
  { name: 'open/cases', path: '/open/cases', ready: heading() },
  { name: 'open/proof', path: '/open/proof', ready: heading() },
  { name: 'api/docs', path: '/api/docs', ready: heading() },
];
