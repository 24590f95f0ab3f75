import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Bureau, carry, type JobName, openBureau, problemOf, rowsOf } from '../../../tests/builders/bureau.ts';
import { type Office, openOffice, viewerFor } from '../../../tests/builders/office.ts';
import { findFor, searchFor } from './search.ts';

let office: Office;
let bureau: Bureau;
const numbers: Record<string, string> = {};

beforeAll(async () => {
  office = await openOffice();
  bureau = await openBureau(office, 'first');
  const made = async (name: string, data: Record<string, unknown>) => {
    numbers[name] = (await problemOf(bureau, data)).number;
  };
  const { measureOwner, discipline, stranger } = bureau.people;
  await made('queue', { title: '取号排队太久' });
  await made('guide', { title: 'WiFi 指南看不懂' });
  await made('law', {
    title: '排队没有椅子',
    unit: bureau.units.law,
    owner: measureOwner.person,
    ownerPost: measureOwner.post,
  });
  const secret = { confidential: true, owner: discipline.person, ownerPost: discipline.post };
  await made('secret', { title: '排队时收钱', ...secret });
  await made('accused', { title: '排队的投诉', accused: [stranger.person] });
  const { id } = await problemOf(bureau, { title: '排队的旧事' });
  await carry(bureau, bureau.people.reviewer, { matter: id }, { action: 'askVoid', reason: '重复' });
  await carry(bureau, bureau.people.supervisor, { matter: id }, { action: 'grantVoid' });
  const [row] = await rowsOf<{ number: string }>(bureau, 'select number from matter where id = $1', id);
  numbers.over = row?.number ?? '';
});
afterAll(() => office.stop());

/** Names of what is found, in the order it is offered. */
const found = async (who: JobName, q: string, unit?: string, procedure = 'problem'): Promise<string[]> => {
  const viewer = await viewerFor(office, bureau.agency, bureau.people[who].person);
  const items = await searchFor(office.engine, viewer, { procedure, q, unit });
  return items.map(({ number }) => Object.keys(numbers).find((name) => numbers[name] === number) ?? number);
};

test('by words of the title among the open ones of the unit that is named, the newest first', async () => {
  expect(await found('supervisor', '排队', bureau.units.tax)).toEqual(['accused', 'queue']);
  expect(await found('supervisor', '排队', bureau.units.law)).toEqual(['law']);
  expect(await found('supervisor', 'wifi', bureau.units.tax)).toEqual(['guide']);
  expect(await found('supervisor', '100%', bureau.units.tax)).toEqual([]);
});

test('without a unit among those of one’s own posts, and without words whatever is open there', async () => {
  expect(await found('owner', '排队')).toEqual(['accused', 'queue']);
  expect(await found('owner', '')).toEqual(['accused', 'guide', 'queue']);
  expect(await found('supervisor', '排队')).toEqual([]);
});

test('by how its number begins, of every unit and also when it is over, those that are open first', async () => {
  expect(await found('supervisor', numbers.law as string)).toEqual(['law']);
  expect(await found('supervisor', (numbers.law as string).toUpperCase())).toEqual(['law']);
  expect(await found('supervisor', numbers.over as string)).toEqual(['over']);
  const all = await found('supervisor', (numbers.queue as string).slice(0, -1));
  expect(all.sort()).toEqual(['accused', 'guide', 'over', 'queue']);
});

test('a few figures mean a number of this year in the unit that is named', async () => {
  const figures = Number((numbers.guide as string).split('-').at(-1));
  expect(await found('supervisor', String(figures), bureau.units.tax)).toEqual(['guide']);
});

test('nothing is found that one may not see, by whatever it is looked for', async () => {
  for (const q of ['排队', numbers.secret as string, ''])
    expect(await found('owner', q, bureau.units.tax)).not.toContain('secret');
  expect(await found('discipline', numbers.secret as string)).toEqual(['secret']);
  expect(await found('stranger', numbers.accused as string)).toEqual([]);
  expect(await found('stranger', numbers.queue as string)).toEqual([]);
});

test('of another procedure nothing is offered', async () => {
  expect(await found('supervisor', numbers.queue as string, bureau.units.tax, 'measure')).toEqual([]);
  expect(await found('supervisor', '', bureau.units.tax, 'nonsense')).toEqual([]);
});

test('a confidential one that is offered leaves a record that it was seen', async () => {
  const { discipline } = bureau.people;
  const noted = async () =>
    (await rowsOf(bureau, `select 1 from access where person_id = $1 and way = 'search'`, discipline.person)).length;
  const before = await noted();
  await found('discipline', numbers.secret as string);
  expect(await noted()).toBe(before + 1);
});

/** What the search box offers, of whatever kind. */
const finds = async (who: JobName, q: string): Promise<string[]> => {
  const viewer = await viewerFor(office, bureau.agency, bureau.people[who].person);
  const items = await findFor(office.engine, viewer, q);
  return items.map(({ number }) => Object.keys(numbers).find((name) => numbers[name] === number) ?? number);
};

test('whoever does not say of which kind finds by number and by title within their reach', async () => {
  expect(await finds('owner', '排队')).toEqual(['accused', 'queue']);
  expect(await finds('supervisor', '排队')).toEqual(['accused', 'law', 'queue']);
  expect(await finds('supervisor', numbers.over as string)).toEqual(['over']);
  expect(await finds('owner', String(Number((numbers.guide as string).split('-').at(-1))))).toEqual(['guide']);
  expect(await finds('owner', '')).toEqual([]);
  expect(await finds('stranger', '排队')).toEqual(['law']);
  expect(await finds('discipline', numbers.secret as string)).toEqual(['secret']);
  expect(await finds('owner', numbers.secret as string)).toEqual([]);
});
