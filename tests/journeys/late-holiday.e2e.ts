import { expect, test } from 'vitest';
import { plan } from '../../src/kernel/calendar/plan.ts';
import { chinaCalendar } from '../../src/modules/calendar/index.ts';
import { fang, onStage, stage } from './on-stage.ts';
import { says, wordsOf } from './seen.ts';
import { type Window } from './stage.ts';

/** A holiday announced late: the office publishes it, what it touches moves and says so, everything else stands. */
onStage({ fang: true });

const dayMs = 86_400_000;
const dateOf = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10);
const calendar = plan(chinaCalendar());
const today = Math.floor((Date.now() + 8 * 3_600_000) / dayMs);

/** The nth working day from tomorrow on. */
const workingDay = (nth: number): string => {
  let day = today;
  for (let found = 0; found < nth; ) {
    day += 1;
    if (calendar.works(day)) found += 1;
  }
  return dateOf(day);
};

type Clock = { name: string; kind: string; dueAt: string };
const clocksOf = async (id: string): Promise<Record<string, string>> => {
  const matter = JSON.parse((await fang.get(`/api/matters/${id}`)).body) as { clocks: Clock[] };
  return Object.fromEntries(matter.clocks.map(({ name, dueAt }) => [name, dueAt]));
};
const localDay = (moment: string): string => dateOf(Math.floor((Date.parse(moment) + 8 * 3_600_000) / dayMs));

/** How often the clock itself said that an end moved, of one matter or of all. */
const movedOf = async (id: string | null): Promise<number> => {
  const { rows } = await stage.database.owner.query<{ n: number }>(
    `select count(*)::int as n from event where action = 'dueMoved' and ($1::uuid is null or stream_id = $1)`,
    [id],
  );
  return rows[0]?.n ?? 0;
};

const register = async (title: string, dueOn: string): Promise<string> => {
  const { unit, person, post } = fang.user;
  const data = { title, unit, owner: person, ownerPost: post, dueOn };
  return (await fang.command('/api/matters', { procedure: 'problem', data })).id;
};

const open = async (login: string, at: string): Promise<Window> => {
  const window = await stage.window({}, login);
  await window.page.goto(at);
  return window;
};

/** Makes a date free in the editor, as the office does by hand. */
const freeDay = async ({ page }: Window, date: string, name: string) => {
  await page.locator(`[data-date="${date}"]`).click();
  await page.getByLabel('放假', { exact: true }).check();
  await page.getByLabel('名称或缘由（可不填）').fill(name);
  await page.getByRole('button', { name: '记下' }).click();
};
const publish = async ({ page }: Window, source: string) => {
  await page.getByRole('button', { name: '看影响并发布' }).click();
  await page.getByLabel('依据').fill(source);
  await page.getByRole('button', { name: '发布', exact: true }).click();
};

test('a clock it touches moves and its page tells why, a fixed date stands, and what it does not touch has no event', async () => {
  const [free, due] = [workingDay(3), workingDay(5)];
  // The date the matter is to be done by is the very day that becomes free.
  const touched = await register('晚公布的放假', free);
  const planned = (await fang.openProblem('措施已定，没有在走的时限')).id;
  const before = await clocksOf(touched);
  expect(localDay(before.plan as string)).toBe(due);

  const gu = await open('gu', `/calendar?year=${free.slice(0, 4)}`);
  await freeDay(gu, free, '临时放假');
  await gu.page.getByRole('button', { name: '看影响并发布' }).click();
  await says(gu.page.locator('.publish-touched'), new RegExp(`${free} 起的日子有变，要核对 [1-9]\\d* 件在办事项`));
  await gu.page.getByRole('button', { name: '不改了' }).click();
  await publish(gu, '县政府办关于调休的通知');
  await says(gu.page.locator('.calendar-versions'), /核对到期日 \d+ 件，移动 [1-9]\d* 件/);
  await says(gu.page.locator('.calendar-versions'), '县政府办关于调休的通知');

  const after = await clocksOf(touched);
  expect(localDay(after.plan as string)).toBe(workingDay(6));
  expect(after.due).toBe(before.due);
  expect(await movedOf(touched)).toBe(1);
  expect(await movedOf(planned)).toBe(0);

  const page = (await open('fang', `/matter/${touched}`)).page;
  await says(page.locator('.matter-log'), /到期时间变了|移到/);
  await page
    .locator('.one-clock a')
    .filter({ hasText: localDay(after.plan as string) })
    .click();
  await page.locator('.why').waitFor();
  await says(page.locator('.why h1'), `为什么是 ${localDay(after.plan as string)}`);
  const why = await wordsOf(page.locator('.why'));
  expect(why).toContain('临时放假 1 天');
  expect(why).toMatch(new RegExp(`从 ${due} .*移到 ${localDay(after.plan as string)} .*县政府办关于调休的通知`));
  expect(why).toContain('工作日历第 2 版');
  await page.goto(`/matter/${touched}/deadline/due`);
  await says(page.locator('.why h1'), `为什么是 ${free}`);
  expect(await wordsOf(page.locator('.why'))).not.toContain('移到');
});

test('two people publish at once: the second is told, and what they changed is kept and goes onto the new version', async () => {
  const [one, other] = [await open('gu', '/calendar'), await open('gu', '/calendar')];
  const [first, second] = [workingDay(12), workingDay(13)];
  const year = first.slice(0, 4);
  for (const [window, date] of [
    [one, first],
    [other, second],
  ] as const) {
    await window.page.goto(`/calendar?year=${year}`);
    await freeDay(window, date, '全员培训');
  }
  await publish(one, '第一份决定');
  await says(one.page.locator('.said'), '版日历已发布');
  other.watch.expected.add('412 POST /api/calendar/versions');
  await publish(other, '第二份决定');
  await says(other.page.locator('.calendar-draft'), '别人刚发布了第');
  await publish(other, '第二份决定');
  await says(other.page.locator('.said'), '版日历已发布');
  const { calendar: now } = JSON.parse((await fang.get('/api/calendar')).body) as {
    calendar: { days: Record<string, unknown[]> };
  };
  expect([now.days[first], now.days[second]]).toEqual([[], []]);
});

test('a year’s notice is pasted, its contradiction is pointed out, and 2027 is no longer provisional', async () => {
  const { page, watch } = await open('gu', '/calendar?year=2027');
  watch.expected.add('422 POST /api/calendar/versions');
  await says(page.locator('.calendar-provisional'), '2027 年放假安排未公布，日期可能会变');
  await page.getByRole('button', { name: '导入放假通知' }).click();
  await page
    .getByLabel('把通知正文粘贴在这里')
    .fill('2027年元旦：1月1日（周五）至3日（周六）放假，共3天。1月9日（周六）上班。');
  await says(page.locator('.notice-faults'), '2027-01-03 写的是周六，实际是周日');
  const keep = page.getByRole('button', { name: '放进日历' });
  expect(await keep.getAttribute('aria-disabled')).toBe('true');
  await page.getByText('已与原件核对').click();
  await keep.click();
  await says(page.locator('.named').first(), '元旦');
  await page.getByRole('button', { name: '看影响并发布' }).click();
  // Everything that is missing is told where it is missing.
  await page.getByRole('button', { name: '发布', exact: true }).click();
  await says(page.getByRole('dialog'), '这一项要填');
  await page.getByLabel('依据').fill('2027 年放假通知');
  await page.getByRole('button', { name: '发布', exact: true }).click();
  await says(page.locator('.said'), '版日历已发布');
  expect(await page.locator('.calendar-provisional').count()).toBe(0);
});
