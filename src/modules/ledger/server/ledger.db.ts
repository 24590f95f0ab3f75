import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type Bureau,
  carry,
  openBureau,
  problemOf,
  rowsOf,
  struckOff,
  workedOn,
} from '../../../../tests/builders/bureau.ts';
import { type Office, openOffice, viewerFor } from '../../../../tests/builders/office.ts';
import { inTransaction } from '../../../platform/database/transaction.ts';
import type { Filters, LedgerView } from '../domain/filters.ts';
import { followOnce, recount } from './counters.ts';
import { counts } from './counts.ts';
import { ledgerGroups, ledgerTabs } from './groups.ts';
import { ledgerPage } from './ledger.ts';

let office: Office;
let bureau: Bureau;
let made: Record<'plain' | 'pressing' | 'struck' | 'clerks' | 'secret' | 'accusing', string>;

beforeAll(async () => {
  office = await openOffice();
  bureau = await openBureau(office, 'first');
  const { clerk, leader } = bureau.people;
  const at = { unit: bureau.units.window, owner: clerk.person, ownerPost: clerk.post };
  made = {
    plain: (await problemOf(bureau, { category: 'service', leader: leader.person, dueOn: '2099-02-03' })).id,
    pressing: (await problemOf(bureau, { urgency: 'urgent', cause: 'style' })).id,
    struck: (await struckOff(bureau, { category: 'style' })).problem,
    clerks: (await problemOf(bureau, { ...at, title: '窗口缺椅子', dueOn: '2099-01-05' })).id,
    secret: (await problemOf(bureau, { confidential: true })).id,
    accusing: (await workedOn(bureau, { accused: [leader.person] })).problem,
  };
  await seal();
}, 60_000);
afterAll(() => office?.stop());

/** As the sealer does, without its keys: what is queued gets its positions. */
const seal = async (): Promise<void> => {
  await rowsOf(
    bureau,
    `with q as (delete from to_seal where agency_id = $1 returning *)
     insert into sealed (agency_id, position, stream_id, seq, leaf, sealed_at)
     select agency_id, coalesce((select max(position) + 1 from sealed where agency_id = $1), 0) - 1
       + row_number() over (order by recorded_at, stream_id, seq), stream_id, seq, '\\x00', recorded_at from q`,
    bureau.agency.id,
  );
  while ((await followOnce(office.pools.app, bureau.agency.id, 3)) > 0);
};

const who = (name: keyof Bureau['people']) => viewerFor(office, bureau.agency, bureau.people[name].person);
const idsOf = async (
  name: keyof Bureau['people'],
  filters: Filters & { view?: LedgerView; sort?: 'due' } = {},
): Promise<string[]> => {
  const page = await ledgerPage(office.engine, await who(name), { view: 'all', limit: 200, ...filters });
  if (!page.ok) throw new Error(JSON.stringify(page.refusal));
  return page.value.items.map(({ id }) => id);
};
const named = (ids: readonly string[]) => ids.map((id) => Object.entries(made).find(([, each]) => each === id)?.[0]);

test('each filter finds what it says and nothing else', async () => {
  const { leader, owner } = bureau.people;
  const find = async (filters: Filters) => named(await idsOf('registrar', filters)).sort();
  expect(await find({})).toEqual(['accusing', 'clerks', 'plain', 'pressing', 'secret', 'struck']);
  expect(await find({ unit: bureau.units.window })).toEqual(['clerks']);
  expect(await find({ category: 'service' })).toEqual(['plain']);
  expect(await find({ category: 'none' })).toEqual(['accusing', 'clerks', 'pressing', 'secret']);
  expect(await find({ category: 'style,service' })).toEqual(['plain', 'struck']);
  expect(await find({ leader: leader.person })).toEqual(['plain']);
  expect(await find({ leader: `none,${leader.person}` })).toHaveLength(6);
  expect(await find({ owner: bureau.people.clerk.person })).toEqual(['clerks']);
  expect(await find({ owner: owner.person, state: 'struckOff' })).toEqual(['struck']);
  expect(await find({ urgency: 'urgent' })).toEqual(['pressing']);
  expect(await find({ state: 'struckOff' })).toEqual(['struck']);
  expect(await find({ state: 'struckOff,rectifying' })).toEqual(['accusing', 'struck']);
  expect(await find({ quarter: '2099Q1' })).toEqual(['clerks', 'plain']);
  expect(await find({ quarter: '2099Q2' })).toEqual([]);
  expect(await find({ q: '椅子' })).toEqual(['clerks']);
  expect(await find({ source: 'report' })).toEqual([]);
  expect(await find({ relapse: 'yes' })).toEqual([]);
  expect(await find({ onSite: 'yes' })).toEqual([]);
  expect(await find({ year: '2019' })).toEqual([]);
  expect(await find({ year: String(new Date().getFullYear()) })).toHaveLength(6);
});

test('by date the nearest comes first and what has none comes last; a page goes on where it stopped', async () => {
  const all = await idsOf('registrar', { sort: 'due' });
  expect(named(all).slice(0, 2)).toEqual(['clerks', 'plain']);
  for (const sort of ['due', 'registered'] as const) {
    const seen: string[] = [];
    for (let cursor: string | undefined; ; ) {
      const page = await ledgerPage(office.engine, await who('registrar'), { view: 'all', sort, limit: 2, cursor });
      if (!page.ok) throw new Error(page.refusal.rule);
      seen.push(...page.value.items.map(({ id }) => id));
      if (page.value.next === null) break;
      cursor = page.value.next;
    }
    expect(new Set(seen).size).toBe(6);
    expect(seen).toEqual(await idsOf('registrar', { sort } as { sort: 'due' }));
  }
});

test('who reaches one unit reads that unit and what is their own, by the same lists', async () => {
  expect(named(await idsOf('clerk')).sort()).toEqual(['clerks']);
  expect(named(await idsOf('leader')).sort()).toEqual(['clerks', 'plain', 'pressing', 'struck']);
  expect(named(await idsOf('owner')).sort()).toEqual(['accusing', 'plain', 'pressing', 'secret', 'struck']);
  expect(await idsOf('auditor')).toEqual([]);
});

test('mine, to review, without an owner: the views the house brings', async () => {
  expect(named(await idsOf('clerk', { view: 'mine' }))).toEqual(['clerks']);
  expect(await idsOf('reviewer', { view: 'toReview' })).toEqual([]);
  expect(await idsOf('reviewer', { view: 'ownerless' })).toEqual([]);
  await rowsOf(bureau, `update matter set owner_post_id = $2 where id = $1`, made.clerks, bureau.people.owner.post);
  expect(named(await idsOf('reviewer', { view: 'ownerless' }))).toEqual(['clerks']);
  await rowsOf(bureau, `update matter set owner_post_id = $2 where id = $1`, made.clerks, bureau.people.clerk.post);
});

test('a unit nobody has is refused by its field', async () => {
  const page = await ledgerPage(office.engine, await who('registrar'), { view: 'all', limit: 5, unit: made.plain });
  expect(page).toMatchObject({ ok: false, refusal: { fields: [{ path: 'unit', rule: 'unknownId' }] } });
});

const tabsOf = async (name: keyof Bureau['people']) =>
  Object.fromEntries((await ledgerTabs(office.engine, await who(name))).tabs.map(({ view, count }) => [view, count]));

test('tabs and groups count what the lists show; the accused’s counts tell nothing, nor do those of who may not know', async () => {
  expect(await tabsOf('registrar')).toMatchObject({ all: 6, toReview: 0, relapse: 0, ownerless: 0 });
  // What is confidential stands in no counter: those who may know of it have it counted for themselves.
  expect(await tabsOf('supervisor')).toMatchObject({ all: 5 });
  expect(await rowsOf(bureau, 'select 1 from ledger_counted where matter_id = $1', made.secret)).toEqual([]);
  expect(await tabsOf('supervisor')).toMatchObject({ all: (await idsOf('supervisor')).length });
  expect(await tabsOf('leader')).toMatchObject({ all: (await idsOf('leader')).length });
  expect(await tabsOf('clerk')).toMatchObject({ all: 1, mine: 1 });
  expect(await tabsOf('auditor')).toMatchObject({ all: 0 });
  for (const name of ['supervisor', 'leader', 'clerk', 'owner'] as const)
    for (const group of ['unit', 'leader', 'category', 'theme', 'light', 'none'] as const)
      for (const filters of [{}, { q: '太久' }] as Filters[]) {
        const found = await ledgerGroups(office.engine, await who(name), 'all', filters, group);
        if (!found.ok) throw new Error(found.refusal.rule);
        const listed = await idsOf(name, filters);
        expect([name, group, found.value.total.count]).toEqual([name, group, listed.length]);
        expect(found.value.groups.reduce((all, { count }) => all + count, 0)).toBe(listed.length);
        expect(found.value.struckOff).toBe(listed.includes(made.struck) ? 1 : 0);
        for (const { key, count } of found.value.groups) {
          const own = group === 'none' ? filters : { ...filters, [group]: key };
          expect([name, group, key, (await idsOf(name, own)).length]).toEqual([name, group, key, count]);
        }
      }
});

test('what was just registered, moved or struck off is counted before the log is sealed, and the same behind it', async () => {
  const before = await tabsOf('supervisor');
  const { id } = await problemOf(bureau, { category: 'burden' });
  await carry(bureau, bureau.people.reviewer, { matter: made.struck }, { action: 'reopen', reason: '又排队' });
  const unsealed = await tabsOf('supervisor');
  expect([unsealed.all, unsealed.relapse]).toEqual([(before.all ?? 0) + 1, 1]);
  await seal();
  expect(await tabsOf('supervisor')).toEqual(unsealed);
  const groups = await ledgerGroups(office.engine, await who('leader'), 'all', {}, 'category');
  expect(groups.ok && groups.value.groups.find(({ key }) => key === 'burden')).toMatchObject({ count: 1 });
  expect(await idsOf('leader')).toContain(id);
});

test('counters equal a count from nothing, whatever moved, in whatever batches', async () => {
  const { supervisor } = bureau.people;
  await carry(
    bureau,
    supervisor,
    { matter: made.plain },
    {
      action: 'askTransfer',
      data: { unit: bureau.units.window, owner: bureau.people.clerk.person, ownerPost: bureau.people.clerk.post },
      reason: '归窗口',
    },
  );
  await carry(bureau, bureau.people.clerk, { matter: made.plain }, { action: 'grantTransfer' });
  await seal();
  const cells = () =>
    rowsOf(
      bureau,
      `select unit_id, facet, year, state, light, n from ledger_counter where agency_id = $1 and n <> 0 order by 1, 2, 3, 4, 5`,
      bureau.agency.id,
    );
  const followed = await cells();
  expect(followed.length).toBeGreaterThan(20);
  await inTransaction(office.pools.app, (client) => recount(client, bureau.agency.id));
  expect(await cells()).toEqual(followed);
  const [row] = await counts(office.engine, await who('supervisor'), { facets: ['relapse'] });
  expect(row).toMatchObject({ n: 1, state: 'rectifying' });
  expect(await followOnce(office.pools.app, bureau.agency.id, 100)).toBe(0);
});

test('two processes that follow at once count nothing twice', async () => {
  await problemOf(bureau);
  const before = await rowsOf<{ n: number }>(
    bureau,
    `select sum(n)::int as n from ledger_counter where agency_id = $1 and facet = 'all'`,
    bureau.agency.id,
  );
  await rowsOf(
    bureau,
    `with q as (delete from to_seal where agency_id = $1 returning *)
     insert into sealed (agency_id, position, stream_id, seq, leaf, sealed_at)
     select agency_id, (select max(position) from sealed where agency_id = $1)
       + row_number() over (order by recorded_at, stream_id, seq), stream_id, seq, '\\x00', recorded_at from q`,
    bureau.agency.id,
  );
  const events = await Promise.all(
    Array.from({ length: 4 }, () => followOnce(office.pools.app, bureau.agency.id, 100)),
  );
  expect(events.sort()).toEqual([0, 0, 0, 1]);
  const after = await rowsOf<{ n: number }>(
    bureau,
    `select sum(n)::int as n from ledger_counter where agency_id = $1 and facet = 'all'`,
    bureau.agency.id,
  );
  // Its unit and the whole agency.
  expect((after[0]?.n ?? 0) - (before[0]?.n ?? 0)).toBe(2);
});
