import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { setPerson } from '../../src/modules/directory/index.ts';
import { inTransaction } from '../../src/platform/database/transaction.ts';
import { type Bureau, countsOf, type JobName, jobNames, openBureau, rowsOf, workedOn } from '../builders/bureau.ts';
import { openLogins, openSite, type Site, signedIn, type Visitor, visitor } from '../builders/site.ts';
import { type Asked, routeCases, thingsOf, type World } from './route-cases.ts';

/** 三员: what each of the three cannot do, over every route there is; a new route is asked as well. */
const administrators = ['systemAdmin', 'securityAdmin', 'auditor'] as const;
const everybody = [...administrators, 'owner'] as const;
type Who = (typeof everybody)[number];

let site: Site;
let bureau: Bureau;
let world: World;
let people: Record<Who, Visitor>;

beforeAll(async () => {
  site = await openSite();
  bureau = await openBureau(site.office, 'first');
  await openLogins(bureau, jobNames);
  world = { bureau, things: await thingsOf(bureau) };
  await workedOn(bureau, { confidential: true });
  const all = await Promise.all(everybody.map(async (name) => [name, await signedIn(site, 'first', name)] as const));
  people = Object.fromEntries(all) as Record<Who, Visitor>;
});
afterAll(() => site.stop());

/** Anybody's own affair, and what is open to all. */
const isOwn = (name: string) => /^\w+ \/api\/(session|account|sign-on|notices)/.test(name);
const routes = Object.entries(routeCases).filter(([name, { by }]) => by !== 'nobody' && !isOwn(name));
const names = routes.map(([name]) => name);
/** The address names a matter, or what belongs to one. */
const isOfMatter = ({ path }: Asked) => {
  const { problem, measure, report, digest } = world.things;
  return [problem, measure, report, digest].some((id) => path.includes(id));
};
const changes = (name: string) => !name.startsWith('GET ');

const askedOf = async (name: string): Promise<Asked> => {
  const found = routeCases[name];
  if (!found) throw new Error(name);
  return found.ask(world);
};
const send = (who: Who, { path, ...rest }: Asked) => people[who].ask(path, rest);
const ask = async (who: Who, name: string) => send(who, await askedOf(name));
const turnedAway = (status: number) => status === 403 || status === 404;

/** Whom each route lets in by its role alone; everybody else of the four is turned away. */
const keepers: readonly (readonly [RegExp, readonly Who[]])[] = [
  [/^GET \/api\/security\/readings/, ['auditor']],
  [/^GET \/api\/security\//, ['securityAdmin', 'auditor']],
  [/^POST \/api\/security\//, ['securityAdmin']],
  [/^POST \/api\/(matters|people)\/:id\/erasure/, ['securityAdmin']],
  [/^POST \/api\/directory\/(units|posts|people|appointments)$/, ['systemAdmin']],
];

describe('what belongs to one administrator', () => {
  const kept = names.flatMap((name) => {
    const [found] = keepers.filter(([pattern]) => pattern.test(name));
    return found ? everybody.filter((who) => !found[1].includes(who)).map((who) => [name, who] as const) : [];
  });

  test('is most of what there is to administer', () => {
    expect(kept.length).toBeGreaterThan(30);
  });

  test.each(kept)('%s: not the %s', async (name, who) => {
    expect((await ask(who, name)).json).toMatchObject({ status: 403, code: 'notAllowed', rule: 'role' });
  });
});

/** Looked up or taken in without touching anything that stands: a file that no matter holds is swept. */
const harmless = ['POST /api/files'];

test('the auditor changes nothing: every change there is leaves every table as it was', async () => {
  const before = await countsOf(bureau);
  const went: string[] = [];
  for (const name of names.filter((each) => changes(each) && !harmless.includes(each))) {
    const asked = await askedOf(name);
    const stand = await countsOf(bureau);
    const { status } = await send('auditor', asked);
    const now = await countsOf(bureau);
    if (status < 400 || JSON.stringify(now) !== JSON.stringify(stand)) went.push(`${name} ${status}`);
  }
  expect(went).toEqual([]);
  expect(before.matter).toBeGreaterThan(0);
});

describe('none of the three reads a matter', () => {
  const told = async () => {
    const rows = await rowsOf<{ id: string; title: string | null }>(bureau, 'select id, title from matter');
    return rows.flatMap(({ id, title }) => [id, ...(title ? [title] : [])]);
  };

  test.each(
    administrators.flatMap((who) => names.filter((name) => !changes(name)).map((name) => [who, name] as const)),
  )('%s, %s', async (who, name) => {
    const asked = await askedOf(name);
    const answer = await send(who, asked);
    // A refusal repeats the address that was asked for, and nothing else.
    const text = answer.text.replaceAll(asked.path, '');
    if (isOfMatter(asked)) expect(answer.status).toBe(404);
    // Ids stand in the record of who read what, which is the auditor's; never a title.
    const isRecord = name === 'GET /api/security/readings' && who === 'auditor';
    const words = (await told()).filter((each) => !(isRecord && /^[0-9a-f-]{36}$/.test(each)));
    for (const each of words) expect(text).not.toContain(each);
  });

  test('nor does any of them move one', async () => {
    const events = () =>
      rowsOf(
        bureau,
        `select count(*)::int as n from event e join stream s on s.id = e.stream_id where s.kind = 'matter'`,
      );
    for (const who of administrators)
      for (const name of names.filter((each) => changes(each) && /matters/.test(each) && !/erasure/.test(each))) {
        const asked = await askedOf(name);
        const before = await events();
        const { status } = await send(who, asked);
        expect([who, name, turnedAway(status)]).toEqual([who, name, true]);
        expect(await events()).toEqual(before);
      }
  });
});

describe('the security administrator', () => {
  const act = (who: JobName, action: string) =>
    people.securityAdmin.post(`/api/security/accounts/${bureau.people[who].person}/actions/${action}`);

  test('shuts an account and opens it again; sessions end at once', async () => {
    const clerk = await signedIn(site, 'first', 'clerk');
    expect((await act('clerk', 'lock')).status).toBe(200);
    expect((await clerk.ask('/api/session')).status).toBe(401);
    await expect(signedIn(site, 'first', 'clerk')).rejects.toThrow(/423 .*session\.barred/);
    const { json } = await people.securityAdmin.ask('/api/security/accounts?filter=locked');
    expect(json.items).toMatchObject([{ person: { id: bureau.people.clerk.person }, state: 'barred', sessions: 0 }]);
    expect((await act('clerk', 'unlock')).status).toBe(200);
    await signedIn(site, 'first', 'clerk');
  });

  test('ends all sessions of somebody', async () => {
    const clerk = await signedIn(site, 'first', 'clerk');
    expect((await act('clerk', 'endSessions')).json).toEqual({ password: null });
    expect((await clerk.ask('/api/session')).status).toBe(401);
  });

  test('opens an account for somebody of the directory, once, under a login that is free', async () => {
    const { office, agency } = bureau;
    const hand = { agency, actor: null, post: null, command: uuidv7(), now: office.now() };
    const person = uuidv7();
    await inTransaction(office.pools.app, (client) =>
      setPerson(client, office.vault, hand, { id: person, name: '新人' }),
    );
    const open = async (body: object) => (await people.securityAdmin.post('/api/security/accounts', body)).json;
    expect((await open({ person, login: 'owner' })).fields).toEqual([{ path: 'login', rule: 'taken' }]);
    expect((await open({ person, login: 'nicht so' })).fields).toEqual([{ path: 'login', rule: 'format.login' }]);
    const { password } = await open({ person, login: 'neu.da' });
    const who = visitor(site, 'first');
    expect((await who.post('/api/session', { login: 'neu.da', password })).json).toEqual({ step: 'password' });
    expect(await open({ person, login: 'neu.dort' })).toMatchObject({
      rule: 'account.stands',
      fields: [{ path: 'person', rule: 'hasAccount' }],
    });
  });

  test('has no hand in the own account', async () => {
    for (const action of ['lock', 'unlock', 'resetPassword', 'dropSecondFactor', 'endSessions'])
      expect((await act('securityAdmin', action)).json).toMatchObject({ status: 403, rule: 'security.self' });
    const { person } = bureau.people.securityAdmin;
    const link = await people.securityAdmin.post(`/api/security/accounts/${person}/subject`, { subject: 'me' });
    expect(link.json.rule).toBe('security.self');
  });

  test('finds accounts by name, page by page, each once', async () => {
    const seen: string[] = [];
    for (let cursor = ''; ; ) {
      const { json } = await people.auditor.ask(`/api/security/accounts?limit=5${cursor}`);
      seen.push(...json.items.map((each: { person: { id: string } }) => each.person.id));
      if (json.next === null) break;
      cursor = `&cursor=${json.next}`;
    }
    // The new one of before is among them.
    expect(seen.length).toBeGreaterThan(jobNames.length);
    expect(new Set(seen).size).toBe(seen.length);
    const found = await people.auditor.ask('/api/security/accounts?name=clerk');
    expect(found.json.items.map((each: { person: { name: string } }) => each.person.name)).toEqual(['clerk某']);
  });
});

describe('security events', () => {
  const events = async (query: string) => (await people.auditor.ask(`/api/security/events?${query}`)).json;

  test('are read newest first, by kind, person and day, and go on where a page ended', async () => {
    const locked = await events('kind=accountLocked');
    expect(locked.items).toMatchObject([
      {
        kind: 'accountLocked',
        person: { id: bureau.people.securityAdmin.person, name: 'securityAdmin某' },
        subject: { id: bureau.people.clerk.person, name: 'clerk某' },
        detail: { ended: expect.any(Number) },
      },
    ]);
    const mine = await events(`person=${bureau.people.owner.person}&kind=signIn`);
    expect(mine.items).toMatchObject([{ kind: 'signIn', detail: { way: 'password' } }]);
    expect((await events('to=2020-01-01')).items).toEqual([]);
    expect((await events('from=2099-01-01')).items).toEqual([]);
    const whole = await events('limit=200&from=2020-01-01');
    const first = await events('limit=2');
    const next = await events(`limit=2&cursor=${first.next}`);
    const ids = (page: { items: { id: string }[] }) => page.items.map(({ id }) => id);
    expect([...ids(first), ...ids(next)]).toEqual(ids(whole).slice(0, 4));
    expect(ids(whole)).toEqual([...ids(whole)].sort().reverse());
  });
});

describe('sessions of one’s own', () => {
  test('are listed with device and place in a few words, and end singly or all but this one', async () => {
    const login = { login: 'reviewer', password: 'Gut-87-reweiver!A' };
    const at = async (agent: string) => {
      const who = await signedIn(site, 'first', 'reviewer');
      await who.ask('/api/session', { method: 'DELETE' });
      await who.post('/api/session', login, { 'user-agent': agent });
      return who;
    };
    const here = await at('Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36');
    const phone = await at('Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/537.36 MicroMessenger/8');
    const third = await at('');
    const list = async () => (await here.ask('/api/account')).json.sessions;
    const all = await list();
    expect(all).toHaveLength(3);
    expect(all.filter((each: { current: boolean }) => each.current)).toMatchObject([
      { device: 'Chrome · Windows', address: '127.0.0.*' },
    ]);
    const other = all.find((each: { device: string }) => each.device === '微信 · Android');
    expect((await here.ask(`/api/account/sessions/${other.id}`, { method: 'DELETE' })).status).toBe(204);
    expect((await phone.ask('/api/session')).status).toBe(401);
    expect((await here.ask('/api/account/sessions', { method: 'DELETE' })).json).toEqual({ ended: 1 });
    expect([(await third.ask('/api/session')).status, (await here.ask('/api/session')).status]).toEqual([401, 200]);
    expect(await list()).toHaveLength(1);
  });

  test('are nobody else’s to end', async () => {
    const { json } = await people.owner.ask('/api/account');
    const [{ id }] = json.sessions;
    const answer = await people.auditor.ask(`/api/account/sessions/${id}`, { method: 'DELETE' });
    expect([answer.status, (await people.owner.ask('/api/session')).status]).toEqual([404, 200]);
  });
});

test('erasing a person takes the second factor, the passwords of before and the places along', async () => {
  const { stranger, securityAdmin } = bureau.people;
  const who = await signedIn(site, 'first', 'stranger');
  await who.post('/api/account/second-factor');
  await who.post('/api/account/password', { current: 'Gut-87-regnarts!A', password: 'Neu-4711-aB!' });
  const left = async () =>
    (
      await Promise.all(
        ['second_factor', 'password_history', 'recovery_code'].map((table) =>
          rowsOf(bureau, `select 1 from ${table} where person_id = $1`, stranger.person),
        ),
      )
    ).flat().length;
  expect(await left()).toBe(2);
  const body = { basis: 'personAsked', command: uuidv7() };
  expect((await people.securityAdmin.post(`/api/people/${stranger.person}/erasure`, body)).status).toBe(200);
  expect(await left()).toBe(0);
  expect(
    await rowsOf(
      bureau,
      `select 1 from session where person_id = $1 and (device <> '' or address <> '')`,
      stranger.person,
    ),
  ).toEqual([]);
  expect(securityAdmin.person).not.toBe(stranger.person);
});
