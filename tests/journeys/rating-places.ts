import { uuidv7 } from 'uuidv7';
import { note } from './evidence.ts';
import type { Place } from './places.ts';
import type { Stage } from './stage.ts';

export type Rated = { problem: string; page: string; links: readonly string[] };

/** A problem with people drawn for it, links for them, and a public page that was asked for. */
export const prepareRated = async (stage: Stage): Promise<Rated> => {
  const fang = await stage.window({}, 'fang');
  const he = await stage.window({}, 'he');
  const post = async (by: typeof fang, address: string, data: object) => {
    const answer = await by.context.request.post(`/api${address}`, {
      data,
      headers: { 'idempotency-key': uuidv7() },
    });
    if (!answer.ok()) throw new Error(`${address}: ${await answer.text()}`);
    return answer.json();
  };
  const me = await (await fang.context.request.get('/api/session')).json();
  const [{ unit, post: holds }] = me.footings;
  const sent = await fang.context.request.post('/api/files', { multipart: { file: note } });
  const { digest } = await sent.json();
  const { id } = await post(fang, '/matters', {
    procedure: 'problem',
    data: { title: '巷口积水', unit: unit.id, owner: me.person.id, ownerPost: holds.id },
  });
  await post(fang, `/matters/${id}/actions/solveOnSite`, {
    data: { outcome: '疏通了' },
    files: [{ digest, name: note.name }],
  });
  const affected = ['秦阿婆', '石大叔', '孔师傅', '白老师'].map((person) => ({ person, contact: '13900000000' }));
  await post(he, `/matters/${id}/actions/sample`, { data: { affected, size: 4 } });
  const made = await post(he, `/ledger/problems/${id}/invitations`, {});
  const links = made.links.map(({ path }: { path: string }) => path) as string[];
  for (const [n, grade] of ['satisfied', 'dissatisfied', 'satisfied'].entries())
    await he.context.request.post(links[n] as string, { form: { grade, comment: '记下了' } });
  const page = await post(fang, '/matters', {
    procedure: 'publicPage',
    data: {
      title: '说到做到',
      unit: unit.id,
      showCounts: true,
      showPromise: true,
      showSatisfaction: true,
      showProblems: true,
    },
  });
  const gu = await stage.window({}, 'gu');
  await post(gu, `/matters/${page.id}/actions/open`, {});
  for (const each of [fang, he, gu]) await each.close();
  return { problem: id, page: page.id, links };
};

/** Pages of asking those affected, as the reviewer, whoever answers for it, and whoever was invited see them. */
export const ratingPlacesOf = ({ problem, page, links }: Rated): readonly Place[] => [
  {
    name: 'satisfaction, as the reviewer',
    login: 'he',
    path: `/matter/${problem}`,
    ready: (at) => at.locator('.asked-people').waitFor(),
  },
  {
    name: 'satisfaction, as the owner',
    login: 'fang',
    path: `/matter/${problem}`,
    ready: async (at) => {
      await at.locator('.satisfaction .grades').waitFor();
      await at.locator('.draw summary').click();
    },
  },
  {
    name: 'satisfaction, people to draw',
    login: 'he',
    path: `/matter/${problem}?do=sample`,
    ready: (at) => at.getByRole('dialog').locator('form').waitFor(),
  },
  { name: 'public pages', login: 'gu', path: '/public-pages', ready: (at) => at.locator('.page-list').waitFor() },
  {
    name: 'public page, asked for',
    login: 'fang',
    path: '/new/publicPage',
    ready: (at) => at.getByLabel('页面标题').waitFor(),
  },
  {
    name: 'public page, its record',
    login: 'gu',
    path: `/matter/${page}`,
    ready: (at) => at.locator('.matter .log').waitFor(),
  },
  {
    name: 'rate',
    path: links[3] as string,
    ready: async (at) => {
      await at.locator('.rate summary').click();
      await at.locator('.rate textarea').waitFor();
    },
  },
  {
    name: 'rate, over',
    path: links[0] as string,
    expected: [`404 GET ${links[0]}`],
    ready: (at) => at.locator('h1').waitFor(),
  },
  // Last of them: new links end the old ones.
  {
    name: 'satisfaction, links',
    login: 'he',
    path: `/matter/${problem}`,
    ready: async (at) => {
      await at.locator('.issue .btn').click();
      await at.locator('.rate-links').waitFor();
    },
  },
  { name: 'unit', path: `/u/${encodeURIComponent('征管')}`, ready: (at) => at.locator('.figures').waitFor() },
];
