import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Bureau, openBureau, problemOf, rowsOf, workedOn } from '../../../tests/builders/bureau.ts';
import { type Listening, listen } from '../../../tests/builders/event-source.ts';
import { openLogins, openSite, type Site, signedIn, type Visitor } from '../../../tests/builders/site.ts';
import { createHouse } from '../../main/engine.ts';
import { buildApp } from '../../main/server.ts';
import { startBell } from '../clock/bell.ts';
import { run } from '../database/statement.ts';
import { dropNotices } from './read.ts';

let site: Site;
let bureau: Bureau;
let owner: Visitor;
let reviewer: Visitor;
const lines: Listening[] = [];
/** One for each test. */
const bureaus: Bureau[] = [];

beforeAll(async () => {
  site = await openSite();
  for (let nr = 1; nr <= 10; nr += 1) bureaus.push(await openBureau(site.office, `told-${nr}`));
});
beforeEach(async () => {
  bureau = bureaus.shift() as Bureau;
  await openLogins(bureau, ['owner', 'reviewer']);
  [owner, reviewer] = [
    await signedIn(site, bureau.agency.code, 'owner'),
    await signedIn(site, bureau.agency.code, 'reviewer'),
  ];
});
afterEach(() => {
  for (const line of lines.splice(0)) line.stop();
});
afterAll(() => site.stop());

const listening = async (who: Visitor, last?: string): Promise<Listening> => {
  const line = await listen(site, bureau.agency.code, who.cookie ?? '', last);
  lines.push(line);
  return line;
};
const kinds = ({ heard }: Listening) => heard.filter(({ event }) => event === 'notice').map(({ data }) => data.kind);
const daysFromNow = (days: number) => new Date(site.office.now().getTime() + days * 86_400_000);
const listed = async (who: Visitor) => (await who.ask('/api/notices')).json;

describe('the list', () => {
  test('tells who was made answerable, counts what is unseen, and forgets the count once it is seen', async () => {
    const first = await problemOf(bureau);
    const second = await problemOf(bureau, { title: '第二件' });
    const before = await listed(owner);
    expect(before.unseen).toBe(2);
    expect(before.items).toMatchObject([
      { kind: 'assigned', seen: false, matter: { id: second.id, title: '第二件' }, by: { name: 'registrar某' } },
      { kind: 'assigned', seen: false, matter: { id: first.id } },
    ]);
    const [newest, oldest] = before.items;
    const once = await owner.post('/api/notices/seen', { upTo: oldest.id });
    expect([once.status, once.json]).toEqual([200, { unseen: 1 }]);
    await owner.post('/api/notices/seen', { upTo: newest.id });
    const after = await listed(owner);
    expect([after.unseen, after.items.map((each: { seen: boolean }) => each.seen)]).toEqual([0, [true, true]]);
    expect((await listed(reviewer)).items).toEqual([]);
  });

  test('goes on page by page, and refuses a cursor that is none', async () => {
    for (let nr = 0; nr < 33; nr += 1) await problemOf(bureau);
    const one = await listed(owner);
    expect(one.items).toHaveLength(30);
    const two = (await owner.ask(`/api/notices?cursor=${one.next}`)).json;
    expect([two.items.length, two.next]).toEqual([3, null]);
    expect((await owner.ask('/api/notices?cursor=x')).json).toMatchObject({
      status: 422,
      fields: [{ path: 'cursor' }],
    });
  });

  test('shows nothing any more of what its reader may not know of: neither row nor count nor line', async () => {
    const { problem, measure } = await workedOn(bureau);
    const { measureOwner } = bureau.people;
    await openLogins(bureau, ['measureOwner']);
    const told = await signedIn(site, bureau.agency.code, 'measureOwner');
    expect(await listed(told)).toMatchObject({ unseen: 1, items: [{ matter: { id: measure } }] });
    const { id } = (await listed(told)).items[0];
    await rowsOf(
      bureau,
      `insert into party (agency_id, matter_id, person_id, role, from_at) values ($1, $2, $3, 'accused', $4)`,
      bureau.agency.id,
      problem,
      measureOwner.person,
      new Date(),
    );
    expect(await listed(told)).toEqual({ items: [], next: null, unseen: 0 });
    const again = await told.ask('/api/notices/stream?wait=no', {
      headers: { 'last-event-id': id.replace(/^..../, '0000') },
    });
    expect([again.status, again.text.includes('notice')]).toEqual([200, false]);
    expect(await rowsOf(bureau, 'select 1 from notice where person_id = $1', measureOwner.person)).not.toEqual([]);
  });

  test('leaves one record of reading a confidential matter, however often the page looks again', async () => {
    await problemOf(bureau, { confidential: true });
    const { owner: reader } = bureau.people;
    const records = async () =>
      (
        await rowsOf<{ way: string }>(bureau, 'select way from access where person_id = $1 order by way', reader.person)
      ).map(({ way }) => way);
    for (let nr = 0; nr < 3; nr += 1) {
      await owner.ask('/api/desk');
      await owner.ask('/api/notices');
    }
    expect(await records()).toEqual(['list', 'notice']);
    site.pass(11);
    await owner.ask('/api/desk');
    expect(await records()).toEqual(['list', 'list', 'notice']);
  });

  test('is pruned after half a year, by age alone', async () => {
    await problemOf(bureau);
    await run(site.office.pools.app, dropNotices, bureau.agency.id, daysFromNow(-180));
    expect((await listed(owner)).items).toHaveLength(1);
    await run(site.office.pools.app, dropNotices, bureau.agency.id, daysFromNow(1));
    expect((await listed(owner)).items).toEqual([]);
  });
});

describe('the line', () => {
  test('tells what was done on another server, by the bell between them', async () => {
    const { office } = site;
    const { app: pool, sealer, owner: admin } = office.database;
    const second = createHouse({ app: pool, sealer, owner: admin }, office.dataFolder);
    const bells = [startBell({ pool }), startBell({ pool })] as const;
    const stopRinging = office.onRang(bells[0].ring);
    const { app } = await buildApp(second, { tls: undefined, trustProxy: false }, 0, undefined, {
      hear: bells[1].hear,
    });
    await app.listen({ port: 0, host: '127.0.0.1' });
    const { port } = app.server.address() as AddressInfo;
    try {
      const there = { ...site, origin: `http://127.0.0.1:${port}` };
      const line = await listen(there, bureau.agency.code, owner.cookie ?? '');
      lines.push(line);
      const { id } = await problemOf(bureau);
      await expect.poll(() => line.heard[0]?.data.matter?.id, { timeout: 5_000 }).toBe(id);
      const later = Date.now();
      await app.close();
      await expect.poll(() => line.isOver()).toBe(true);
      expect(Date.now() - later).toBeLessThan(2_000);
    } finally {
      await app.close();
      stopRinging();
      for (const bell of bells) await bell.stop();
    }
  });

  test('brings a notice without being asked, to whom it is for and to nobody else', async () => {
    const [mine, theirs] = [await listening(owner), await listening(reviewer)];
    expect([mine.status, mine.type]).toEqual([200, 'text/event-stream; charset=utf-8']);
    const { id } = await problemOf(bureau);
    await expect.poll(() => kinds(mine)).toEqual(['assigned']);
    const [notice] = mine.heard;
    expect(notice).toMatchObject({ event: 'notice', data: { kind: 'assigned', matter: { id } } });
    expect(notice?.id).toBe(notice?.data.id);
    // Everybody’s desk may look different now; what exactly is asked for, not told.
    await expect.poll(() => theirs.heard, { timeout: 5_000 }).toEqual([{ event: 'moved', data: {}, id: null }]);
  });

  test('goes on behind the last one that arrived', async () => {
    const line = await listening(owner);
    await problemOf(bureau);
    await expect.poll(() => kinds(line)).toHaveLength(1);
    line.stop();
    await problemOf(bureau, { title: '断线时的一件' });
    const later = await listening(owner, line.heard[0]?.id ?? '');
    await expect.poll(() => later.heard.map(({ data }) => data.matter)).toMatchObject([{ title: '断线时的一件' }]);
    const { items } = await listed(owner);
    const nothing = await owner.ask('/api/notices/stream?wait=no', { headers: { 'last-event-id': items[0].id } });
    expect(nothing.text).not.toContain('event:');
  });

  test('is told apart by session: a fifth window takes the line of the first', async () => {
    const five: Listening[] = [];
    for (let nr = 0; nr < 5; nr += 1) five.push(await listening(owner));
    await expect.poll(() => five.map((line) => line.isOver())).toEqual([true, false, false, false, false]);
    expect(five[0]?.heard).toMatchObject([{ event: 'end' }]);
  });

  test('ends with the session, tells nothing after it, and is no sign of life', async () => {
    const line = await listening(owner);
    const other = await signedIn(site, bureau.agency.code, 'owner');
    const second = await listening(other);
    await owner.ask('/api/session', { method: 'DELETE' });
    await problemOf(bureau);
    await expect.poll(() => line.isOver()).toBe(true);
    expect(kinds(line)).toEqual([]);
    await expect.poll(() => kinds(second)).toEqual(['assigned']);
    // Asked for again and again, as a page left open would: the session ends all the same.
    for (let minutes = 0; minutes < 36; minutes += 6) {
      site.pass(6);
      await other.ask('/api/notices/stream?wait=no');
    }
    expect((await other.ask('/api/notices/stream?wait=no')).status).toBe(401);
  });
});
