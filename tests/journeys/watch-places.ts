import type { Page } from 'playwright-core';
import { uuidv7 } from 'uuidv7';
import type { Place } from './places.ts';
import { says } from './seen.ts';
import type { Stage } from './stage.ts';

export type Watched = { theme: string; swept: string; sweep: string; approved: string; draft: string };

type Made = { id: string; children: string[] };

/** Somebody's commands, from a window of their own. */
const handOf = async (stage: Stage, login: string) => {
  const { context, close } = await stage.window({}, login);
  const get = async (path: string) => (await context.request.get(`/api${path}`)).json();
  const post = async (path: string, data: object): Promise<Made> => {
    const answer = await context.request.post(`/api${path}`, { data, headers: { 'idempotency-key': uuidv7() } });
    if (!answer.ok()) throw new Error(`${path}: ${await answer.text()}`);
    return answer.json();
  };
  return { get, post, close };
};

/** A theme with problems, a hazard, a sweep of two units, a case in the library and one that is still written. */
export const prepareWatched = async (stage: Stage): Promise<Watched> => {
  const fang = await handOf(stage, 'fang');
  const he = await handOf(stage, 'he');
  const me = await fang.get('/session');
  const [{ unit, post: holds }] = me.footings;
  const mine = { unit: unit.id, owner: me.person.id, ownerPost: holds.id };
  const register = (procedure: string, data: object) => fang.post('/matters', { procedure, data: { ...data } });
  const theme = await register('theme', { title: '窗口作风', aspect: '窗口一线', ...mine });
  const swept = await register('problem', { title: '收件不给回执', theme: theme.id, ...mine });
  const hazard = { kind: 'hazard', hazardLevel: 'major', location: '档案库房', controlMeasure: '专人值守' };
  await register('problem', { title: '消防栓无水', ...hazard, ...mine });
  await fang.post(`/matters/${swept.id}/actions/plan`, { data: { measures: [{ title: '印制回执单', ...mine }] } });
  const { units, dueOn } = await he.get(`/ledger/problems/${swept.id}/sweep`);
  const sweeps = (
    units as { unit: { id: string }; answerable: { person: { id: string }; post: { id: string } } | null }[]
  ).flatMap(({ unit: other, answerable }) =>
    answerable
      ? [
          {
            title: '举一反三：收件不给回执',
            unit: other.id,
            owner: answerable.person.id,
            ownerPost: answerable.post.id,
            dueOn,
          },
        ]
      : [],
  );
  const asked = await he.post(`/matters/${swept.id}/actions/sweep`, { data: { sweeps: sweeps.slice(0, 2) } });
  await he.post(`/matters/${swept.id}/actions/urge`, {});
  const written = {
    kind: 'good',
    cause: 'system',
    unit: unit.id,
    story: '排了一上午的队。',
    lesson: '先看单子，再看人。',
    anonymised: true,
  };
  const draft = await register('caseStudy', { title: '还没写完的案例', ...written });
  const approved = await register('caseStudy', { title: '一张取号单改了三处流程', ...written, problem: swept.id });
  await fang.post(`/matters/${approved.id}/actions/submit`, {});
  await he.post(`/matters/${approved.id}/actions/approve`, {});
  await fang.close();
  await he.close();
  return {
    theme: theme.id,
    swept: swept.id,
    sweep: asked.children.at(-1) as string,
    approved: approved.id,
    draft: draft.id,
  };
};

const none = '00000000-0000-4000-8000-000000000000';
const main = (words: string | RegExp) => (page: Page) => says(page.locator('#main'), words);
const matter = (page: Page) => page.locator('.matter .log').waitFor();
const form = (page: Page) => page.getByRole('dialog').locator('form').waitFor();

/** Pages that watch over the ledger, and the matters they are about. */
export const watchPlacesOf = ({ theme, swept, sweep, approved, draft }: Watched): readonly Place[] => [
  { name: 'reconciliation', login: 'he', path: '/ledger/reconciliation', ready: main('签字') },
  { name: 'reconciliation of who signs nothing', login: 'fang', path: '/ledger/reconciliation', ready: main('签字') },
  {
    name: 'reconciliation rule',
    login: 'gu',
    path: '/ledger/reconciliation?month=2020-01',
    ready: (page) => page.locator('details.sign summary').click(),
  },
  { name: 'themes', login: 'he', path: '/ledger/themes', ready: main('窗口作风') },
  { name: 'theme', login: 'he', path: `/ledger/themes/${theme}`, ready: main('收件不给回执') },
  {
    name: 'theme that is not there',
    login: 'he',
    path: `/ledger/themes/${none}`,
    ready: main('没有这个专题'),
    expected: ['404 GET /api/ledger/themes/:id'],
  },
  { name: 'matter of a theme', login: 'fang', path: `/matter/${theme}`, ready: main('专题里的问题') },
  { name: 'set up a theme', login: 'fang', path: '/new/theme', ready: main('设专题') },
  { name: 'sweeps', login: 'he', path: '/ledger/sweeps', ready: main('收件不给回执') },
  { name: 'begin a sweep', login: 'he', path: `/ledger/sweeps/new/${swept}`, ready: main('查什么') },
  {
    name: 'sweep of what is not there',
    login: 'he',
    path: `/ledger/sweeps/new/${none}`,
    ready: main('没有这件事项'),
    expected: ['404 GET /api/ledger/problems/:id/sweep'],
  },
  { name: 'one unit’s sweep', login: 'he', path: `/matter/${sweep}`, ready: matter },
  { name: 'urge a sweep', login: 'he', path: `/matter/${sweep}?do=urge`, ready: form },
  { name: 'a problem that was swept and urged', login: 'he', path: `/matter/${swept}`, ready: matter },
  { name: 'cases', login: 'fang', path: '/ledger/cases', ready: main('一张取号单改了三处流程') },
  {
    name: 'cases of a kind that has none',
    login: 'fang',
    path: '/ledger/cases?kind=bad',
    ready: main('没有这样的案例'),
  },
  { name: 'case', login: 'wei', path: `/ledger/cases/${approved}`, ready: main('先看单子') },
  {
    name: 'case that is not there',
    login: 'wei',
    path: `/ledger/cases/${none}`,
    ready: main('没有这个案例'),
    expected: ['404 GET /api/ledger/cases/:id'],
  },
  { name: 'case being written', login: 'fang', path: `/matter/${draft}`, ready: matter },
  { name: 'edit a case', login: 'fang', path: `/matter/${draft}?do=edit`, ready: form },
  { name: 'write a case', login: 'fang', path: '/new/caseStudy', ready: main('写案例') },
  { name: 'hazards by place', login: 'he', path: '/ledger/hazards?all=yes', ready: main('档案库房') },
  { name: 'without an owner', login: 'he', path: '/ledger/ownerless', ready: main('责任岗位') },
];
