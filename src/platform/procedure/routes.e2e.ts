import exceljs from 'exceljs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Bureau, openBureau, problemOf, rowsOf } from '../../../tests/builders/bureau.ts';
import { versionAt } from '../../../tests/builders/shaping.ts';
import { openLogins, openSite, type Site, signedIn, type Visitor } from '../../../tests/builders/site.ts';

let site: Site;
let bureau: Bureau;
let office: Visitor;
let supervisor: Visitor;
let discipline: Visitor;

beforeAll(async () => {
  site = await openSite();
  bureau = await openBureau(site.office, 'first');
  await openLogins(bureau, ['office', 'supervisor', 'discipline']);
  [office, supervisor, discipline] = (await Promise.all(
    ['office', 'supervisor', 'discipline'].map((login) => signedIn(site, 'first', login)),
  )) as [Visitor, Visitor, Visitor];
});
afterAll(() => site.stop());

const added = {
  titles: { 'form.problem.xArea': '所在片区' },
  fields: { problem: [{ name: 'xArea', type: 'text', required: true }] },
};

test('whoever lists a confidential matter among the running ones is on record', async () => {
  const { id } = await problemOf(bureau, { confidential: true });
  const readings = () => rowsOf(bureau, `select person_id, way from access where matter_id = $1`, id);
  const asked = (who: Visitor) => who.ask('/api/procedures/problem/running?version=1');
  expect((await asked(supervisor)).json.items).toEqual([]);
  expect(await readings()).toEqual([]);
  const { items } = (await asked(discipline)).json;
  expect(items.map((item: { id: string }) => item.id)).toEqual([id]);
  expect(items[0]).not.toHaveProperty('confidential');
  expect(await readings()).toEqual([{ person_id: bureau.people.discipline.person, way: 'list' }]);
});

test('two drafts begun at once: one answer is a conflict, and nothing else', async () => {
  const both = await Promise.all([1, 2].map(() => office.post('/api/procedures/measure/draft', { overlay: {} })));
  expect(both.every(({ status }) => status === 200 || status === 409)).toBe(true);
  expect(both.some(({ status }) => status === 200)).toBe(true);
  const rows = await rowsOf(bureau, `select 1 from procedure_version where code = 'measure' and state = 'draft'`);
  expect(rows).toHaveLength(1);
});

test('a preview writes nothing; every fault comes back with its path', async () => {
  const shown = await office.post('/api/procedures/problem/preview', { overlay: added });
  expect(shown.json.differences.map(({ at }: { at: string }) => at)).toEqual([
    'fields.problem.xArea',
    'titles.form.problem.xArea',
  ]);
  const wrong = await office.post('/api/procedures/problem/preview', { overlay: { ...added, titles: {} } });
  expect([wrong.status, wrong.json.fields]).toEqual([422, [{ path: 'titles.form.problem.xArea', rule: 'required' }]]);
  const neither = await office.post('/api/procedures/problem/preview', {});
  expect(neither.status).toBe(422);
  expect(await rowsOf(bureau, `select 1 from procedure_version where code = 'problem'`)).toEqual([]);
});

test('once published, tables, words and blank forms are the agency’s; another publication is no second one', async () => {
  await office.post('/api/procedures/problem/draft', { overlay: added });
  await office.post('/api/procedures/problem/versions/2/submit', { basis: '试行通知' });
  const publish = () => supervisor.post('/api/procedures/problem/versions/2/publish');
  const twice = await Promise.all([publish(), publish()]);
  expect(twice.map(({ status }) => status).sort()).toEqual([200, 409]);
  const { procedures, titles } = (await office.ask('/api/procedures')).json;
  const ofProblem = procedures.filter(({ code }: { code: string }) => code === 'problem');
  expect(ofProblem.map(({ version }: { version: number }) => version)).toEqual([2, 1]);
  expect(titles['form.problem.xArea']).toBe('所在片区');
  const file = await fetch(`${site.origin}/a/first/api/procedures/problem/forms/problem.xlsx`, {
    headers: { cookie: `xn_session=${office.cookie}` },
  });
  expect(file.headers.get('content-disposition')).toContain("filename*=UTF-8''");
  const workbook = new exceljs.Workbook();
  await workbook.xlsx.load((await file.arrayBuffer()) as never);
  expect(JSON.stringify(workbook.worksheets[0]?.getRow(1).values)).toContain('所在片区 *');
  const none = await office.ask('/api/procedures/problem/forms/nothing.docx');
  expect(none.status).toBe(404);
  const { schema } = (await office.ask('/api/procedures/problem/forms/problem/placeholders')).json;
  expect(schema.required).toContain('xArea');
});

test('a version that is not there, or not yet submitted, is refused as such', async () => {
  const version = await versionAt(bureau, 'draft');
  expect((await supervisor.post(`/api/procedures/report/versions/${version}/publish`)).json).toMatchObject({
    status: 409,
    rule: 'procedure.state',
  });
  expect((await supervisor.post('/api/procedures/report/versions/99/publish')).status).toBe(404);
  expect((await office.ask('/api/procedures/nothing')).status).toBe(404);
});
