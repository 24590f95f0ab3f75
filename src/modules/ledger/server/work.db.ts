import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type Bureau,
  carry,
  fileOf,
  openBureau,
  problemOf,
  rowsOf,
  struckOff,
  workedOn,
} from '../../../../tests/builders/bureau.ts';
import { type Office, openOffice, viewerFor } from '../../../../tests/builders/office.ts';
import { inTransaction } from '../../../platform/database/transaction.ts';
import { batch, checkActions } from './batch.ts';
import { recount } from './counters.ts';
import { ledgerFigures } from './figures.ts';
import { dropView, keepLookOf, savedViews, saveView } from './saved-views.ts';

let office: Office;
let bureau: Bureau;

beforeAll(async () => {
  office = await openOffice();
  bureau = await openBureau(office, 'first');
});
afterAll(() => office?.stop());

const who = (name: keyof Bureau['people']) => viewerFor(office, bureau.agency, bureau.people[name].person);

test('figures say what was said of each, and solved on the spot has its share', async () => {
  const { owner, leader } = bureau.people;
  await struckOff(bureau, { category: 'development' });
  await struckOff(bureau, { category: 'risk', urgency: 'urgent' });
  await problemOf(bureau, { kind: 'suggestion', urgency: 'urgent' });
  const onSite = await problemOf(bureau, { kind: 'suggestion' });
  const files = [await fileOf(bureau, owner, '现场照片')];
  await carry(bureau, owner, { matter: onSite.id }, { action: 'solveOnSite', data: { outcome: '当场换好' }, files });
  await problemOf(bureau, { accused: [leader.person], kind: 'suggestion' });
  await problemOf(bureau, { confidential: true });
  await inTransaction(office.pools.app, (client) => recount(client, bureau.agency.id));
  const figures = async (name: keyof Bureau['people'], year: number | null = null) => {
    const found = await ledgerFigures(office.engine, await who(name), { year, unit: null });
    if (!found.ok) throw new Error(found.refusal.rule);
    return found.value;
  };
  const all = await figures('supervisor');
  expect(all.all).toMatchObject({ count: 5, struckOff: 2, open: 3 });
  expect(all.kinds).toMatchObject([
    { kind: 'problem', count: 2, struckOff: 2, onSite: 0 },
    { kind: 'suggestion', count: 3, struckOff: 0, onSite: 1 },
  ]);
  expect(all.kinds[0]?.categories.map(({ category, count }) => [category, count]).sort()).toEqual([
    ['development', 1],
    ['risk', 1],
  ]);
  expect(all.urgencies).toMatchObject([{ urgency: 'urgent', count: 2, struckOff: 1 }]);
  expect(all.measures).toEqual({ count: 2, done: 2, open: 0, voided: 0 });
  expect(all.years).toEqual([new Date().getFullYear()]);
  expect((await figures('supervisor', 2001)).all.count).toBe(0);
  // Of the same reach but for one problem; no figure tells that there is one more.
  expect((await figures('leader')).kinds.find(({ kind }) => kind === 'suggestion')).toMatchObject({ count: 2 });
});

test('a rule that a measure made is counted and named', async () => {
  const { measureOwner } = bureau.people;
  const { measure } = await workedOn(bureau);
  const files = [await fileOf(bureau, measureOwner, '制度')];
  const data = { outcome: '印发', ruleTitle: '窗口轮值办法', ruleNumber: '综发〔2026〕9号', ruleKind: 'made' };
  await carry(bureau, measureOwner, { matter: measure }, { action: 'complete', data, files });
  await inTransaction(office.pools.app, (client) => recount(client, bureau.agency.id));
  const found = await ledgerFigures(office.engine, await who('supervisor'), { year: null, unit: null });
  expect(found.ok && found.value.rules).toMatchObject({
    made: 1,
    amended: 0,
    newest: [{ measure, title: '窗口轮值办法', kind: 'made' }],
  });
});

test('many at once: asked before, done one by one, and the same ids again do nothing twice', async () => {
  const open = (await problemOf(bureau, { dueOn: '2098-12-31' })).id;
  const running = await workedOn(bureau);
  const gone = uuidv7();
  const asked = await checkActions(office.engine, await who('owner'), [open, running.problem, gone]);
  expect(asked.gone).toEqual([gone]);
  const strike = asked.actions.find(({ action }) => action === 'requestStrikeOff');
  expect(strike?.allowed).toEqual([]);
  expect(strike?.refused.map(({ refusal, ids }) => [refusal.rule, ids])).toEqual(
    expect.arrayContaining([
      ['from', [open]],
      ['ledger.measuresClosed', [running.problem]],
    ]),
  );
  const supervisor = await who('supervisor');
  const commands = [open, running.problem, gone].map((matter) => ({ id: uuidv7(), matter }));
  const urge = { action: 'urge', data: { urging: '月底前报进展' }, commands } as const;
  const first = await batch(office.engine, supervisor, urge);
  expect(first.results.map(({ done, repeated, refusal }) => [done, repeated, refusal?.code])).toEqual([
    [true, false, undefined],
    [true, false, undefined],
    [false, false, 'notFound'],
  ]);
  const again = await batch(office.engine, supervisor, urge);
  expect(again.results.map(({ done, repeated }) => [done, repeated])).toEqual([
    [true, true],
    [true, true],
    [false, false],
  ]);
  const urged = await rowsOf(bureau, `select urged from problem where matter_id = any($1)`, [open, running.problem]);
  expect(urged).toEqual([{ urged: 1 }, { urged: 1 }]);
  // The owner asks for more time for both; what one of them refuses does not keep the other.
  const wanted = { action: 'askExtension', data: { dueOn: '2099-01-31' }, reason: '等批复' } as const;
  const extended = await batch(office.engine, await who('owner'), {
    ...wanted,
    commands: [open, running.problem].map((matter) => ({ id: uuidv7(), matter })),
  });
  expect(extended.results.map(({ done }) => done)).toEqual([true, false]);
});

test('a view is kept with its filters, shared with a unit of one’s own, and let go only by its maker', async () => {
  const [owner, clerk, leader] = await Promise.all([who('owner'), who('clerk'), who('leader')]);
  const { tax, law } = bureau.units;
  const made = await saveView(office.engine, owner, { name: '急件', query: 'view=all&urgency=urgent', unit: tax });
  if (!made.ok) throw new Error(made.refusal.rule);
  expect((await savedViews(office.engine, leader)).views).toMatchObject([{ name: '急件', mine: false }]);
  expect((await savedViews(office.engine, clerk)).views).toEqual([]);
  const bad = async (query: string, unit: string | null) => {
    const outcome = await saveView(office.engine, owner, { name: '坏', query, unit });
    return outcome.ok ? null : outcome.refusal.fields?.[0]?.path;
  };
  expect([await bad('colour=red', null), await bad('view=nothing', null), await bad('view=all', law)]).toEqual([
    'query',
    'query',
    'unit',
  ]);
  expect(await dropView(office.engine, leader, made.value.id)).toMatchObject({ ok: false });
  const look = { view: made.value.id, columns: ['number', 'due'], lines: 1 } as const;
  await keepLookOf(office.engine, owner, { ...look, columns: [...look.columns] });
  await keepLookOf(office.engine, owner, { ...look, columns: ['number'], lines: 2 });
  expect((await savedViews(office.engine, owner)).looks).toEqual([{ view: look.view, columns: ['number'], lines: 2 }]);
  expect(await dropView(office.engine, owner, made.value.id)).toMatchObject({ ok: true });
});
