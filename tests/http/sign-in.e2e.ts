import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MeView, ProblemDocument } from '../../src/kernel/view/view.ts';
import { type Bureau, openBureau, rowsOf } from '../builders/bureau.ts';
import { openLogin, openLogins, openSite, passwordOf, type Site, signedIn, visitor } from '../builders/site.ts';

let site: Site;
let bureau: Bureau;
let other: Bureau;

beforeAll(async () => {
  site = await openSite();
  bureau = await openBureau(site.office, 'first');
  other = await openBureau(site.office, 'second');
  await openLogins(bureau, ['owner', 'reviewer', 'clerk', 'leader', 'auditor', 'stranger']);
  await openLogin(other, other.people.owner, 'owner');
});
afterAll(() => site.stop());

const wrong = async (login: string, password = 'Falsch-4711!') => {
  const answer = await visitor(site, 'first').post('/api/session', { login, password });
  return `${answer.status} ${answer.json.code} ${answer.json.rule}`;
};

describe('signing in', () => {
  test('opens a session that says who one is', async () => {
    const who = visitor(site, 'first');
    const answer = await who.post('/api/session', { login: 'owner', password: passwordOf('owner') });
    expect(answer.status).toBe(200);
    expect(MeView.strict().parse(answer.json)).toMatchObject({
      person: { id: bureau.people.owner.person, name: 'owner某' },
      agency: { code: 'first', demonstration: false },
      footings: [{ post: { id: bureau.people.owner.post }, roles: ['handler'], onBehalfOf: null }],
      idleMinutes: 30,
    });
    expect((await who.ask('/api/session')).json).toEqual(answer.json);
  });

  test('gives a cookie that scripts cannot read, other sites do not send, and that is kept nowhere', async () => {
    const who = visitor(site, 'first');
    const answer = await who.post('/api/session', { login: 'owner', password: passwordOf('owner') });
    const [cookie] = answer.headers.getSetCookie();
    expect(cookie).toMatch(/^xn_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/);
    const token = who.cookie as string;
    expect(await rowsOf(bureau, `select 1 from session t where position($1 in t::text) > 0`, token)).toEqual([]);
    expect(
      await rowsOf(bureau, 'select 1 from session where token_hash = sha256($1::bytea)', Buffer.from(token)),
    ).toHaveLength(1);
  });

  test('marks the cookie for secure connections only, where there is one', async () => {
    const behind = await openSite({ trustProxy: 1 });
    try {
      const there = await openBureau(behind.office, 'first');
      await openLogin(there, there.people.owner, 'owner');
      const answer = await visitor(behind, 'first').post(
        '/api/session',
        { login: 'owner', password: passwordOf('owner') },
        { 'x-forwarded-proto': 'https' },
      );
      expect(answer.headers.getSetCookie()[0]).toMatch(/; Secure/);
    } finally {
      await behind.stop();
    }
  });

  test('finds the login whatever its letters’ size and width', async () => {
    const answer = await visitor(site, 'first').post('/api/session', {
      login: 'ＯＷＮＥＲ',
      password: passwordOf('owner'),
    });
    expect(answer.status).toBe(200);
  });

  test('refuses a wrong password, an unknown login and another agency’s password alike', async () => {
    const first = await visitor(site, 'first').post('/api/session', { login: 'owner', password: 'Falsch-4711!' });
    expect(ProblemDocument.parse(first.json)).toMatchObject({
      status: 401,
      code: 'notSignedIn',
      rule: 'session.wrong',
    });
    expect(first.headers.getSetCookie()).toEqual([]);
    expect(await wrong('nobody')).toBe('401 notSignedIn session.wrong');
    expect(await wrong('reviewer', passwordOf('owner'))).toBe('401 notSignedIn session.wrong');
    await signedIn(site, 'first', 'owner');
  });

  test('leaves a record of each, without the login’s letters', async () => {
    await wrong('hongmei.zhang');
    const kinds = await rowsOf<{ kind: string }>(
      bureau,
      'select distinct kind from security_event where agency_id = $1',
      bureau.agency.id,
    );
    expect(kinds.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['signIn', 'signInFailed']));
    expect(await rowsOf(bureau, `select 1 from security_event t where t::text like '%hongmei%'`)).toEqual([]);
  });
});

describe('five failures', () => {
  test('lock the account for half an hour, against the right password too, and not a minute longer', async () => {
    for (let n = 0; n < 5; n++) expect(await wrong('clerk')).toBe('401 notSignedIn session.wrong');
    const answer = await visitor(site, 'first').post('/api/session', { login: 'clerk', password: passwordOf('clerk') });
    expect(answer.json).toMatchObject({ status: 423, code: 'locked', mend: 'wait' });
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(1700);
    await signedIn(site, 'first', 'owner');
    site.pass(29);
    expect(await wrong('clerk', passwordOf('clerk'))).toBe('423 locked session.locked');
    site.pass(2);
    await signedIn(site, 'first', 'clerk');
  });

  test('do not add up over a success', async () => {
    for (let round = 0; round < 2; round++) {
      for (let n = 0; n < 4; n++) await wrong('leader');
      await signedIn(site, 'first', 'leader');
    }
  });

  test('lock a login that does not exist just the same: nobody learns which ones do', async () => {
    for (let n = 0; n < 5; n++) expect(await wrong('ghost')).toBe('401 notSignedIn session.wrong');
    expect(await wrong('ghost')).toBe('423 locked session.locked');
  });

  test('at once are five failures: guesses side by side do not get more tries', async () => {
    await Promise.all(Array.from({ length: 12 }, () => wrong('stranger')));
    expect(await wrong('stranger', passwordOf('stranger'))).toBe('423 locked session.locked');
  });
});

test('thirty failures from one address lock the address, for every account, and in this agency only', async () => {
  site.pass(31);
  const answers: string[] = [];
  for (let n = 0; n < 31; n++) answers.push(await wrong(`nobody${n}`));
  expect(answers.filter((each) => each === '401 notSignedIn session.wrong').length).toBe(30);
  expect(await wrong('owner', passwordOf('owner'))).toBe('423 locked session.locked');
  await signedIn(site, 'second', 'owner');
  site.pass(31);
  await signedIn(site, 'first', 'owner');
});

describe('a session', () => {
  test('ends after half an hour without use, and lasts while it is used', async () => {
    const who = await signedIn(site, 'first', 'reviewer');
    for (let n = 0; n < 3; n++) {
      site.pass(29);
      expect((await who.ask('/api/session')).status).toBe(200);
    }
    site.pass(31);
    expect((await who.ask('/api/session')).json).toMatchObject({ status: 401, rule: 'session.none' });
    site.pass(-31);
    expect((await who.ask('/api/session')).status).toBe(401);
  });

  test('ends after twelve hours, however busy', async () => {
    const who = await signedIn(site, 'first', 'reviewer');
    for (let n = 0; n < 25; n++) {
      site.pass(28);
      expect((await who.ask('/api/session')).status).toBe(200);
    }
    site.pass(21);
    expect((await who.ask('/api/session')).status).toBe(401);
  });

  test('ends on signing out; the token is worth nothing afterwards', async () => {
    const who = await signedIn(site, 'first', 'owner');
    const token = who.cookie;
    const answer = await who.ask('/api/session', { method: 'DELETE' });
    expect([answer.status, answer.text, who.cookie]).toEqual([204, '', null]);
    who.cookie = token;
    expect((await who.ask('/api/session')).status).toBe(401);
  });

  test('gets a new token at each sign-in: one planted before, or held before, opens nothing', async () => {
    const planted = visitor(site, 'first');
    planted.cookie = 'a'.repeat(43);
    await planted.post('/api/session', { login: 'owner', password: passwordOf('owner') });
    expect(planted.cookie).not.toBe('a'.repeat(43));
    const before = planted.cookie as string;
    await planted.post('/api/session', { login: 'owner', password: passwordOf('owner') });
    const held = visitor(site, 'first');
    held.cookie = before;
    expect((await held.ask('/api/session')).status).toBe(401);
    held.cookie = 'a'.repeat(43);
    expect((await held.ask('/api/session')).status).toBe(401);
    expect((await planted.ask('/api/session')).status).toBe(200);
  });

  test('holds one agency', async () => {
    const here = await signedIn(site, 'first', 'owner');
    const there = visitor(site, 'second');
    there.cookie = here.cookie;
    expect((await there.ask('/api/session')).json).toMatchObject({ status: 401, rule: 'session.none' });
    expect((await visitor(site, 'nowhere').ask('/api/session')).json).toMatchObject({ status: 404, rule: 'agency' });
  });

  test('of an account that was closed is over', async () => {
    const who = await signedIn(site, 'first', 'auditor');
    await rowsOf(bureau, 'update account set closed = true where person_id = $1', bureau.people.auditor.person);
    expect((await who.ask('/api/session')).status).toBe(401);
    expect(await wrong('auditor', passwordOf('auditor'))).toBe('401 notSignedIn session.wrong');
  });
});
