import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Bureau, measureRow, openBureau, problemOf, rowsOf, workedOn } from '../builders/bureau.ts';
import type { Clerk } from '../builders/office.ts';
import { type Answer, openLogins, openSite, type Site, signedIn, type Visitor } from '../builders/site.ts';

let site: Site;
let bureau: Bureau;
let admin: Visitor;
let supervisor: Visitor;
let owner: Visitor;
const today = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
const later = (days: number) => new Date(Date.parse(today()) + days * 86_400_000).toISOString().slice(0, 10);
const span = { from: '2026-01-01', to: null };

beforeAll(async () => {
  site = await openSite();
  bureau = await openBureau(site.office, 'first');
  await openLogins(bureau, ['systemAdmin', 'supervisor', 'owner', 'leader', 'clerk', 'stranger', 'discipline']);
  [admin, supervisor, owner] = (await Promise.all(
    ['systemAdmin', 'supervisor', 'owner'].map((login) => signedIn(site, 'first', login)),
  )) as [Visitor, Visitor, Visitor];
});
afterAll(() => site.stop());

const said = ({ status, json }: Answer) => `${status} ${json?.code} ${json?.rule}`;
const fieldsOf = ({ json }: Answer): string[] =>
  (json?.fields ?? []).map((each: { path: string; rule: string }) => `${each.path} ${each.rule}`);
const put = (name: string, body: object) => admin.post(`/api/directory/${name}`, body);

/** A person with a post of their own, settled by the administrator as on the page. */
const newClerk = async (name: string): Promise<Clerk & { appointment: string }> => {
  const [person, post, appointment] = [uuidv7(), uuidv7(), uuidv7()];
  const unit = bureau.units.window;
  for (const [path, body] of [
    ['people', { id: person, name }],
    ['posts', { id: post, unit, name: `${name}岗`, roles: ['handler'], reach: 'unit', ...span }],
    ['appointments', { id: appointment, person, post, kind: 'holder', forPerson: null, ...span }],
  ] as const)
    expect([path, (await put(path, body)).status]).toEqual([path, 200]);
  return { person, post, unit, appointment };
};
const ending = ({ person, post, appointment }: Clerk & { appointment: string }, to: string | null) =>
  put('appointments', { id: appointment, person, post, kind: 'holder', forPerson: null, from: span.from, to });
const ofOwner = (who: Clerk, more: object = {}) =>
  problemOf(bureau, { owner: who.person, ownerPost: who.post, unit: who.unit, ...more });

describe('a person leaves', () => {
  test('only once every open matter has a taker; on a later day it is told how many are open', async () => {
    const leaver = await newClerk('离岗');
    await ofOwner(leaver);
    await ofOwner(leaver, { confidential: true });
    for (const to of [later(-1), today()]) {
      const refused = await ending(leaver, to);
      expect([said(refused), refused.json.facts.count, refused.json.mend]).toEqual([
        '409 ruleBroken directory.openMatters',
        2,
        'handOver',
      ]);
    }
    expect((await ending(leaver, later(1))).json).toMatchObject({ id: leaver.appointment, openMatters: 2 });
    expect((await ending(leaver, null)).json.openMatters).toBe(0);
  });

  test('and their matters are handed over some at a time, confidential ones unseen, none twice', async () => {
    const leaver = await newClerk('多件');
    const matters: string[] = [];
    for (let each = 0; each < 56; each++) matters.push((await ofOwner(leaver, { confidential: each % 2 === 0 })).id);
    const from = { person: leaver.person, post: leaver.post };
    const to = { person: bureau.people.clerk.person, post: bureau.people.clerk.post };
    const key = { 'idempotency-key': uuidv7() };
    const body = { from, to, reason: '调离' };
    const first = await supervisor.post('/api/directory/hand-over', body, key);
    expect([first.status, first.json]).toEqual([200, { handed: 50, left: 6, refused: [] }]);
    const rest = await supervisor.post('/api/directory/hand-over', body, key);
    expect(rest.json).toEqual({ handed: 6, left: 0, refused: [] });
    const more = await supervisor.post('/api/directory/hand-over', body, key);
    expect(more.json).toEqual({ handed: 0, left: 0, refused: [] });
    for (const matter of matters) expect(first.text + rest.text).not.toContain(matter);
    const events = await rowsOf<{ n: number }>(
      bureau,
      `select count(*)::int as n from event where stream_id = any($1::uuid[]) and action = 'handOver'`,
      matters,
    );
    expect(events[0]?.n).toBe(56);
    const owners = await rowsOf<{ owner_id: string }>(
      bureau,
      'select distinct owner_id from matter where id = any($1::uuid[])',
      matters,
    );
    expect(owners).toEqual([{ owner_id: to.person }]);
    const reads = await rowsOf(bureau, 'select 1 from access where matter_id = any($1::uuid[])', matters);
    expect(reads).toEqual([]);
    expect((await ending(leaver, today())).status).toBe(200);
  });

  test('of chosen matters only those are handed over; a closed one and a stranger’s stay', async () => {
    const leaver = await newClerk('择件');
    const [one, two] = [await ofOwner(leaver), await ofOwner(leaver)];
    const { problem } = await workedOn(bureau);
    const body = {
      from: { person: leaver.person, post: leaver.post },
      to: { person: bureau.people.clerk.person, post: bureau.people.clerk.post },
      matters: [one.id, problem, uuidv7()],
      reason: '分工调整',
    };
    expect((await supervisor.post('/api/directory/hand-over', body)).json).toEqual({ handed: 1, left: 0, refused: [] });
    const owners = await rowsOf<{ id: string; owner_id: string }>(
      bureau,
      'select id, owner_id from matter where id = any($1::uuid[]) order by id',
      [one.id, two.id, problem],
    );
    expect(Object.fromEntries(owners.map((row) => [row.id, row.owner_id]))).toEqual({
      [one.id]: bureau.people.clerk.person,
      [two.id]: leaver.person,
      [problem]: bureau.people.owner.person,
    });
  });

  test('what the taker is barred from is refused, counted by its rule, and the rest goes on', async () => {
    const leaver = await newClerk('回避');
    const { clerk } = bureau.people;
    await ofOwner(leaver, { accused: [clerk.person] });
    await ofOwner(leaver);
    const body = {
      from: { person: leaver.person, post: leaver.post },
      to: { person: clerk.person, post: clerk.post },
      reason: '调离',
    };
    const answer = await supervisor.post('/api/directory/hand-over', body);
    expect(answer.json).toEqual({ handed: 1, left: 1, refused: [{ rule: 'barred', count: 1 }] });
    expect(said(await ending(leaver, today()))).toBe('409 ruleBroken directory.openMatters');
  });

  test('to nobody, to themselves, from what is not there, or beyond one’s reach is refused', async () => {
    const { clerk, stranger, supervisor: boss } = bureau.people;
    const at = ({ person, post }: Clerk) => ({ person, post });
    const asking = (who: Visitor, from: object, to: object) =>
      who.post('/api/directory/hand-over', { from, to, reason: '调离' });
    expect(fieldsOf(await asking(supervisor, at(clerk), at(clerk)))).toEqual(['to.person sameOwner']);
    const nobody = { person: stranger.person, post: clerk.post };
    expect(fieldsOf(await asking(supervisor, at(clerk), nobody))).toEqual(['to.person notAppointed']);
    const unknown = { person: uuidv7(), post: uuidv7() };
    expect(fieldsOf(await asking(supervisor, unknown, at(clerk)))).toEqual([
      'from.post unknownId',
      'from.person unknownId',
    ]);
    // The leader of `tax` reaches the window below it, and nothing beside it.
    const leader = await signedIn(site, 'first', 'leader');
    expect((await asking(leader, at(clerk), at(bureau.people.leader))).status).toBe(200);
    expect(said(await asking(leader, at(stranger), at(bureau.people.leader)))).toBe('403 notAllowed handOver.reach');
    expect(said(await asking(owner, at(clerk), at(boss)))).toBe('403 notAllowed role');
    const keyless = await supervisor.ask('/api/directory/hand-over', {
      method: 'POST',
      body: { from: at(clerk), to: at(boss), reason: '调离' },
    });
    expect(said(keyless)).toBe('428 preconditionMissing idempotencyKey');
  });
});

describe('open matters of somebody', () => {
  test('are counted by post for those who may arrange the hand-over and for oneself, never what one is accused in', async () => {
    const leaver = await newClerk('点数');
    const { supervisor: boss } = bureau.people;
    await ofOwner(leaver);
    await ofOwner(leaver, { confidential: true });
    await ofOwner(leaver, { accused: [boss.person] });
    const counts = async (who: Visitor) =>
      (await who.ask(`/api/directory/people/${leaver.person}/open`)).json.items.map(
        ({ post, count }: { post: { id: string }; count: number }) => [post.id, count],
      );
    expect(await counts(admin)).toEqual([[leaver.post, 3]]);
    expect(await counts(supervisor)).toEqual([[leaver.post, 2]]);
    // Neither theirs nor in their hands.
    expect(await counts(owner)).toEqual([]);
    const listed = await supervisor.ask(`/api/matters?open=yes&owner=${leaver.person}`);
    // The confidential one is not theirs to see, nor the one they are accused in.
    const owners = listed.json.items.map((each: { owner: { person: { id: string } } }) => each.owner.person.id);
    expect(owners).toEqual([leaver.person]);
    expect((await admin.ask(`/api/matters?open=yes&owner=${leaver.person}`)).json.items).toEqual([]);
  });
});

describe('two administrators at once', () => {
  test('the second is told that the directory moved on and nothing of the first is written over', async () => {
    const unit = bureau.units.law;
    const read = async () => (await admin.ask('/api/directory/organisation')).json;
    const seen = await read();
    const { id, parent, code, from, to } = seen.units.find((each: { id: string }) => each.id === unit);
    const body = (name: string, ordinal: number) => ({ id, parent, code, name, ordinal, from, to });
    const saving = (what: object, version: string) =>
      admin.ask('/api/directory/units', { method: 'POST', body: what, headers: { 'if-match': version } });
    expect((await saving(body('法规一股', 7), `"${seen.version}"`)).status).toBe(200);
    expect(said(await saving(body('法规二股', 9), `"${seen.version}"`))).toBe('412 stale directory.moved');
    expect((await read()).units.find((each: { id: string }) => each.id === unit)).toMatchObject({ ordinal: 7 });
    expect(fieldsOf(await saving(body('法规三股', 9), 'elsewhen'))).toEqual(['If-Match format.etag']);
  });
});

describe('a deputy and a substitute', () => {
  test('act from the first to the last day; the event says on whose behalf, through the chain as well', async () => {
    const away = await newClerk('出差');
    const middle = await newClerk('代班');
    const { stranger } = bureau.people;
    const { id } = await ofOwner(away);
    const standIn = (who: Clerk, where: Clerk, forPerson: string, more: object = {}) =>
      put('appointments', {
        id: uuidv7(),
        person: who.person,
        post: where.post,
        kind: 'substitute',
        forPerson,
        from: today(),
        to: later(7),
        ...more,
      });
    expect(fieldsOf(await standIn(middle, away, away.person, { to: null }))).toEqual(['to required']);
    expect((await standIn(middle, away, away.person)).status).toBe(200);
    expect(fieldsOf(await standIn(away, middle, middle.person))).toEqual(['forPerson circle']);
    expect((await standIn(stranger, middle, middle.person)).status).toBe(200);
    const second = await signedIn(site, 'first', 'stranger');
    const plan = { data: { measures: [measureRow(bureau)] } };
    const done = await second.post(`/api/matters/${id}/actions/plan`, plan);
    expect(done.status).toBe(200);
    const page = await second.ask(`/api/matters/${id}`);
    expect(page.json.events.find((each: { seq: number }) => each.seq === done.json.seq)).toMatchObject({
      actor: { id: stranger.person },
      post: { id: away.post },
      onBehalfOf: { id: away.person },
    });
    const view = await second.ask(`/api/directory/people/${stranger.person}`);
    expect(view.json.footings.slice(1)).toMatchObject([
      { post: { id: middle.post }, onBehalfOf: { id: middle.person }, through: [] },
      { post: { id: away.post }, onBehalfOf: { id: away.person }, through: [{ id: middle.person }] },
    ]);
    const after = await second.ask(`/api/directory/people/${stranger.person}?day=${later(8)}`);
    expect(after.json.footings).toHaveLength(1);
  });

  test('one deputy a post, and the holder is not their own', async () => {
    const away = await newClerk('岗主');
    const deputy = (person: string) =>
      put('appointments', { id: uuidv7(), person, post: away.post, kind: 'deputy', forPerson: null, ...span });
    expect(fieldsOf(await deputy(away.person))).toEqual(['person overlap']);
    expect((await deputy(bureau.people.clerk.person)).status).toBe(200);
    expect(fieldsOf(await deputy(bureau.people.stranger.person))).toEqual(['post deputyTwice']);
  });
});

describe('units and posts', () => {
  test('close only when nothing stands in them; all faults are said at once', async () => {
    const clerk = await newClerk('末岗');
    const post = { id: clerk.post, unit: clerk.unit, name: '末岗', roles: ['handler'], reach: 'unit' };
    const closing = await put('posts', { ...post, from: '2026-01-05', to: later(30) });
    expect(fieldsOf(closing)).toEqual(['to stillStands', 'from olderInside']);
    expect((await ending(clerk, later(30))).status).toBe(200);
    expect((await put('posts', { ...post, from: span.from, to: later(30) })).status).toBe(200);
    const unit = { id: bureau.units.head, parent: bureau.units.window, code: 'head', name: 'head股', ordinal: 1 };
    expect(fieldsOf(await put('units', { ...unit, from: '2020-01-01', to: null }))).toEqual(['parent circle']);
  });

  test('keep their duties, of the business and of the party, also when these are left out of a change', async () => {
    const clerk = await newClerk('双责');
    const post = { id: clerk.post, unit: clerk.unit, name: '双责岗', roles: ['handler'], reach: 'unit', ...span };
    const duties = [
      { kind: 'business', text: '受理来件' },
      { kind: 'party', text: '联系党员' },
    ];
    expect((await put('posts', { ...post, duties })).status).toBe(200);
    expect((await put('posts', { ...post, name: '一岗双责' })).status).toBe(200);
    const whole = await owner.ask('/api/directory/organisation');
    const found = whole.json.posts.find((each: { id: string }) => each.id === clerk.post);
    expect(found).toMatchObject({ name: '一岗双责', duties });
  });

  test('of the three administrators carry nothing else, and nobody holds two of the three roles', async () => {
    const [post, clerk] = [uuidv7(), await newClerk('兼任')];
    const body = { id: post, unit: clerk.unit, name: '审计岗', reach: 'own', ...span };
    expect(fieldsOf(await put('posts', { ...body, roles: ['auditor', 'handler'] }))).toEqual([
      'roles administratorsOnly',
    ]);
    expect((await put('posts', { ...body, roles: ['auditor'] })).status).toBe(200);
    const appoint = (person: string) =>
      put('appointments', { id: uuidv7(), person, post, kind: 'holder', forPerson: null, ...span });
    expect(said(await appoint(bureau.people.systemAdmin.person))).toBe('409 ruleBroken administrators.together');
    expect((await appoint(clerk.person)).status).toBe(200);
  });
});

test('two changes at the same time: both are judged by what the other did', async () => {
  const post = uuidv7();
  const at = { id: post, unit: bureau.units.window, name: '抢岗', roles: ['handler'], reach: 'own', ...span };
  expect((await put('posts', at)).status).toBe(200);
  const { clerk, stranger } = bureau.people;
  const both = await Promise.all(
    [clerk, stranger].map(({ person }) =>
      put('appointments', { id: uuidv7(), person, post, kind: 'deputy', forPerson: null, ...span }),
    ),
  );
  expect(both.map(({ status }) => status).sort()).toEqual([200, 422]);
});

describe('who was responsible', () => {
  test('on a day is answered from the days of every relation', async () => {
    const before = await newClerk('前任');
    const after = uuidv7();
    expect((await put('people', { id: after, name: '后任' })).status).toBe(200);
    expect((await ending(before, '2026-02-28')).status).toBe(200);
    const next = { id: uuidv7(), person: after, post: before.post, kind: 'holder', forPerson: null };
    expect((await put('appointments', { ...next, from: '2026-03-01', to: null })).status).toBe(200);
    const { leader } = bureau.people;
    const charge = { id: uuidv7(), person: leader.person, post: leader.post, unit: bureau.units.tax };
    expect((await put('charges', { ...charge, from: '2026-02-15', to: null })).status).toBe(200);
    const on = async (day: string) => {
      const { json } = await owner.ask(`/api/directory/on?day=${day}&post=${before.post}`);
      const names = json.posts.flatMap((each: { people: { person: { name: string } }[] }) => each.people);
      return [names.map((each: { person: { name: string } }) => each.person.name), json.leader?.person.id ?? null];
    };
    expect(await on('2025-12-31')).toEqual([[], null]);
    expect(await on('2026-02-10')).toEqual([['前任'], null]);
    expect(await on('2026-02-28')).toEqual([['前任'], leader.person]);
    expect(await on('2026-03-01')).toEqual([['后任'], leader.person]);
    expect(fieldsOf(await owner.ask('/api/directory/on?day=2026-03-01'))).toEqual(['unit required']);
    expect((await owner.ask(`/api/directory/on?day=2026-03-01&unit=${uuidv7()}`)).status).toBe(404);
  });

  test('is told from the events as well, of a post with everybody on it, newest first', async () => {
    const clerk = await newClerk('有史');
    await ending(clerk, later(90));
    const { json } = await owner.ask(`/api/directory/history/post/${clerk.post}`);
    expect(json.next).toBeNull();
    expect(json.items.map((each: { kind: string; action: string }) => `${each.kind} ${each.action}`)).toEqual([
      'appointment change',
      'appointment register',
      'post register',
    ]);
    expect(json.items[0]).toMatchObject({
      id: clerk.appointment,
      seq: 2,
      actor: { id: bureau.people.systemAdmin.person, name: 'systemAdmin某' },
      data: { person: clerk.person, to: later(90) },
    });
  });

  test('page by page, each event once', async () => {
    const clerk = await newClerk('长史');
    const post = { id: clerk.post, unit: clerk.unit, roles: ['handler'], reach: 'unit', ...span };
    for (let each = 0; each < 105; each++) await put('posts', { ...post, name: `改名${each}` });
    const first = (await owner.ask(`/api/directory/history/post/${clerk.post}`)).json;
    const rest = (await owner.ask(`/api/directory/history/post/${clerk.post}?cursor=${first.next}`)).json;
    const seqs = [...first.items, ...rest.items].flatMap((each: { kind: string; seq: number }) =>
      each.kind === 'post' ? [each.seq] : [],
    );
    expect([first.items.length, rest.next]).toEqual([100, null]);
    expect(seqs).toEqual(Array.from({ length: 106 }, (_, at) => 106 - at));
    expect((await owner.ask(`/api/directory/history/post/${clerk.post}?cursor=2026`)).status).toBe(422);
  });
});

describe('a person', () => {
  test('can be renamed and numbered; the history shows the names of before until they are erased', async () => {
    const clerk = await newClerk('旧名');
    const named = await admin.post(`/api/directory/people/${clerk.person}`, { name: '新名', number: 'G-9' });
    expect(named.status).toBe(200);
    const taken = await admin.post(`/api/directory/people/${bureau.people.clerk.person}`, {
      name: '甲',
      number: 'G-9',
    });
    expect([said(taken), fieldsOf(taken)]).toEqual(['409 conflict settingTaken', ['number taken']]);
    const seen = async (who: Visitor) => (await who.ask(`/api/directory/people/${clerk.person}`)).json;
    expect([(await seen(admin)).number, (await seen(owner)).number, (await seen(owner)).name]).toEqual([
      'G-9',
      null,
      '新名',
    ]);
    const history = async (who: Visitor) =>
      (await who.ask(`/api/directory/history/person/${clerk.person}`)).json.items.flatMap(
        (each: { kind: string; data: object }) => (each.kind === 'person' ? [each.data] : []),
      );
    expect(await history(admin)).toEqual([{ name: '新名', number: 'G-9' }, { name: '旧名' }]);
    expect(await history(owner)).toEqual([{ name: '新名' }, { name: '旧名' }]);
  });

  test('once erased is on no list by name or number, in no history and in no export', async () => {
    const clerk = await newClerk('将删');
    await admin.post(`/api/directory/people/${clerk.person}`, { name: '将删', number: 'G-10' });
    await openLogins(bureau, ['securityAdmin']);
    const security = await signedIn(site, 'first', 'securityAdmin');
    const erased = await security.post(`/api/people/${clerk.person}/erasure`, {
      basis: 'personAsked',
      command: uuidv7(),
    });
    expect(erased.status).toBe(200);
    const answers = await Promise.all(
      ['organisation?past=yes', `people/${clerk.person}`, `history/person/${clerk.person}`].map((path) =>
        admin.ask(`/api/directory/${path}`),
      ),
    );
    for (const answer of answers) {
      expect(answer.status).toBe(200);
      expect(answer.text).not.toMatch(/将删"|G-10/);
    }
    expect(await rowsOf(bureau, 'select number_index from person where id = $1', clerk.person)).toEqual([
      { number_index: null },
    ]);
    expect(said(await admin.post(`/api/directory/people/${clerk.person}`, { name: '又来', number: null }))).toBe(
      '404 notFound person',
    );
    const reused = await admin.post(`/api/directory/people/${bureau.people.clerk.person}`, {
      name: '甲',
      number: 'G-10',
    });
    expect(reused.status).toBe(200);
  });

  test('of a branch and a task force is shown with both; what ended is left out unless asked for', async () => {
    const clerk = await newClerk('党员');
    const [branch, force] = [uuidv7(), uuidv7()];
    const team = { task: null, unit: null, term: null, ...span };
    const ended = { id: force, kind: 'taskForce', name: '旧专班', task: '清理', unit: null, term: '2026-02-01' };
    expect((await put('teams', { id: branch, kind: 'branch', name: '机关支部', ...team })).status).toBe(200);
    expect((await put('teams', { ...ended, from: span.from, to: '2026-03-01' })).status).toBe(200);
    for (const [at, role] of [
      [branch, 'lead'],
      [force, 'member'],
    ])
      expect((await put('members', { id: uuidv7(), team: at, person: clerk.person, role, ...span })).status).toBe(200);
    const { json } = await owner.ask(`/api/directory/people/${clerk.person}`);
    expect(json.teams).toMatchObject([
      { team: { id: branch, name: '机关支部' }, kind: 'branch', role: 'lead' },
      { team: { id: force }, kind: 'taskForce', role: 'member' },
    ]);
    const teams = async (path: string) =>
      (await owner.ask(`/api/directory/organisation${path}`)).json.teams.map((each: { id: string }) => each.id);
    expect(await teams('')).not.toContain(force);
    expect(await teams('?past=yes')).toEqual(expect.arrayContaining([branch, force]));
    expect(await teams('?day=2026-02-15')).toContain(force);
    const over = (await owner.ask('/api/directory/organisation?day=2026-02-15')).json.teams;
    expect(over.find((each: { id: string }) => each.id === force).overTerm).toBe(true);
  });
});

describe('the workbook over HTTP', () => {
  test('goes out to be saved, comes back as a preview, and is refused when it is none', async () => {
    const answer = await admin.ask('/api/directory/export.xlsx');
    expect(answer.headers.get('content-type')).toBe(
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    );
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="organisation\.xlsx"/);
    const sending = (body: FormData) => admin.ask('/api/directory/import/preview', { method: 'POST', raw: body });
    const form = (name: string, bytes: string) => {
      const made = new FormData();
      made.append(name, new Blob([bytes]), 'x.xlsx');
      return made;
    };
    expect(said(await sending(form('file', '姓名')))).toBe('415 unsupportedFile sheet.broken');
    expect(fieldsOf(await sending(form('other', '姓名')))).toEqual(['file required']);
    expect(fieldsOf(await admin.post('/api/directory/import/preview'))).toEqual(['file required']);
    const none = await admin.post('/api/directory/import', { digest: 'a'.repeat(64), version: 1 });
    expect(said(none)).toBe('404 notFound import.preview');
  });
});
