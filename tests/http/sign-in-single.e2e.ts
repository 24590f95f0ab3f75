import { chmodSync, statSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { writeSignOnSecret } from '../../src/platform/session/sign-on-secret.ts';
import { codeNow, enrol } from '../builders/authenticator.ts';
import { type Bureau, openBureau, rowsOf } from '../builders/bureau.ts';
import { browse, openProvider, type TestProvider } from '../builders/provider.ts';
import { openLogins, openSite, type Site, signedIn, type Visitor, visitor } from '../builders/site.ts';

let site: Site;
let bureau: Bureau;
let provider: TestProvider;
let admin: Visitor;
const host = () => new URL(site.origin).host;
const home = () => `${site.origin}/a/first`;

const setting = (more: object = {}) =>
  admin.post('/api/security/single-sign-on', {
    issuer: provider.issuer,
    clientId: 'xiaoneng',
    matches: 'none',
    enabled: true,
    ...more,
  });
const link = (person: string, subject: string | null) =>
  admin.post(`/api/security/accounts/${person}/subject`, { subject });

beforeAll(async () => {
  site = await openSite();
  bureau = await openBureau(site.office, 'first');
  await openLogins(bureau, ['owner', 'clerk', 'leader', 'stranger', 'reviewer', 'securityAdmin', 'auditor']);
  provider = await openProvider({ id: 'xiaoneng', secret: 'geheim-4711', redirect: `${home()}/api/sign-on/return` });
  writeSignOnSecret(site.office.dataFolder, 'first', 'geheim-4711');
  admin = await signedIn(site, 'first', 'securityAdmin');
  expect((await setting()).status).toBe(204);
  expect((await link(bureau.people.owner.person, 'fang-at-provider')).status).toBe(204);
});
afterAll(async () => {
  await provider?.stop();
  await site.stop();
});
beforeEach(() => provider.forge(null));

const atHome = (url: URL) => url.host === host() && !url.pathname.endsWith('/return');
const atReturn = (url: URL) => url.pathname.endsWith('/api/sign-on/return');

/** The whole way; where the browser ends, and who it is then. */
const signOn = async (login: string, to = '/') => {
  const browser = browse();
  const end = await browser.follow(`${home()}/api/sign-on/start?to=${encodeURIComponent(to)}`, login, atHome);
  const me = visitor(site, 'first');
  me.cookie = browser.jar(host()).get('xn_session') ?? null;
  const answer = await me.ask('/api/session');
  return { at: `${end.pathname}${end.search}`, status: answer.status, json: answer.json, me, browser };
};
const failures = async () =>
  (
    await rowsOf<{ why: string }>(
      bureau,
      `select detail ->> 'why' as why from security_event where kind = 'signOnFailed' order by id`,
    )
  ).map(({ why }) => why);

describe('single sign-on', () => {
  test('is offered only where it is set and switched on', async () => {
    const offered = async () => (await visitor(site, 'first').ask('/api/sign-on')).json;
    const { name, demonstration } = bureau.agency;
    expect(await offered()).toEqual({ offered: true, agency: { name, demonstration } });
    await setting({ enabled: false });
    expect((await offered()).offered).toBe(false);
    const off = await visitor(site, 'first').ask('/api/sign-on/start');
    expect([off.status, off.headers.get('location')]).toEqual([303, '/a/first/?signOn=notSet']);
    await setting();
  });

  test('opens the account that is linked to the subject, at the place one wanted to be', async () => {
    const { at, json } = await signOn('fang-at-provider', '/ledger?view=mine');
    expect([at, json.person.id]).toEqual(['/a/first/ledger?view=mine', bureau.people.owner.person]);
  });

  test('never leads to another site', async () => {
    for (const to of ['//evil.example/', 'https://evil.example/', '/\\evil.example', '/ x'])
      expect((await signOn('fang-at-provider', to)).at).toBe('/a/first/');
  });

  test('asks for code, PKCE, state and nonce, each fresh, and keeps none of them in the browser', async () => {
    const start = async () => {
      const answer = await visitor(site, 'first').ask('/api/sign-on/start');
      return { url: new URL(answer.headers.get('location') ?? ''), cookie: answer.headers.getSetCookie().join() };
    };
    const [one, two] = [await start(), await start()];
    const asked = Object.fromEntries(one.url.searchParams);
    expect(asked).toMatchObject({
      response_type: 'code',
      client_id: 'xiaoneng',
      redirect_uri: `${home()}/api/sign-on/return`,
      code_challenge_method: 'S256',
    });
    for (const name of ['state', 'nonce', 'code_challenge'])
      expect([name, asked[name]?.length ?? 0, asked[name] === two.url.searchParams.get(name)]).toEqual([
        name,
        43,
        false,
      ]);
    expect(one.cookie).toMatch(/^xn_sign_on=[\w-]{43}; Max-Age=900; Path=\/; HttpOnly; SameSite=Lax$/);
    for (const name of ['state', 'nonce']) expect(one.cookie).not.toContain(asked[name]);
  });

  test('makes no account, and tells whoever has none where to turn', async () => {
    const counts = () => rowsOf(bureau, 'select count(*)::int as n from account');
    const before = await counts();
    expect((await signOn('nobody-here')).at).toBe('/a/first/?signOn=notLinked');
    expect(await counts()).toEqual(before);
  });

  test('links by a claim that equals the login where the agency says so, once, and never takes a link away', async () => {
    expect((await signOn('clerk')).status).toBe(401);
    await setting({ matches: 'preferred_username' });
    expect((await signOn('clerk')).json.person.id).toBe(bureau.people.clerk.person);
    await setting();
    expect((await signOn('clerk')).json.person.id).toBe(bureau.people.clerk.person);
    // The login of somebody who is linked to another subject stays theirs.
    await link(bureau.people.leader.person, 'somebody-else');
    await setting({ matches: 'preferred_username' });
    expect((await signOn('leader')).at).toBe('/a/first/?signOn=notLinked');
    await setting();
  });

  test('believes an e-mail address only when the provider has verified it', async () => {
    await setting({ matches: 'email' });
    const { vault } = site.office;
    for (const [name, login] of [
      ['stranger', 'stranger@id.example'],
      ['reviewer', 'unverified-1@id.example'],
    ] as const)
      await rowsOf(
        bureau,
        'update account set login_index = $2 where person_id = $1',
        bureau.people[name].person,
        vault.index(login),
      );
    expect((await signOn('stranger')).json.person.id).toBe(bureau.people.stranger.person);
    expect((await signOn('unverified-1')).at).toBe('/a/first/?signOn=notLinked');
    await setting();
  });

  test('gives one subject to one account', async () => {
    expect((await link(bureau.people.auditor.person, 'fang-at-provider')).json).toMatchObject({
      status: 409,
      fields: [{ path: 'subject', rule: 'taken' }],
    });
    expect((await link(bureau.people.owner.person, null)).status).toBe(204);
    expect((await signOn('fang-at-provider')).at).toBe('/a/first/?signOn=notLinked');
    expect((await link(bureau.people.owner.person, 'fang-at-provider')).status).toBe(204);
  });

  test('still asks for the second factor of whoever has one', async () => {
    await link(bureau.people.auditor.person, 'yao');
    const { me } = await signOn('yao');
    const { secret } = await enrol(site, me);
    const again = await signOn('yao');
    expect([again.status, again.json.rule, again.json.facts]).toEqual([401, 'session.step', { step: 'code' }]);
    site.pass(1);
    const done = await again.me.post('/api/session/code', { code: await codeNow(site, secret) });
    expect(done.json.person.id).toBe(bureau.people.auditor.person);
  });

  test('signs out here alone', async () => {
    const { me } = await signOn('fang-at-provider');
    expect((await me.ask('/api/session', { method: 'DELETE' })).status).toBe(204);
    expect((await me.ask('/api/session')).status).toBe(401);
  });
});

describe('what comes back wrong opens nothing', () => {
  /** As far as the provider's answer, which is then brought back by hand. */
  const answered = async () => {
    const browser = browse();
    const back = await browser.follow(`${home()}/api/sign-on/start`, 'fang-at-provider', atReturn);
    const bring = async (url: URL, by = browser) => {
      const response = await by.ask(url.href);
      const opened = by.jar(host()).get('xn_session');
      return [response.headers.get('location'), opened === undefined ? 'no session' : 'session'];
    };
    return { browser, back, bring };
  };
  const refusedFor = (why: string) => [`/a/first/?signOn=${why}`, 'no session'];

  test('another state', async () => {
    const { back, bring } = await answered();
    back.searchParams.set('state', 'x'.repeat(43));
    expect(await bring(back)).toEqual(refusedFor('notProved'));
  });

  test('another browser', async () => {
    const { back, bring } = await answered();
    expect(await bring(back, browse())).toEqual(refusedFor('lost'));
  });

  test('the same answer a second time', async () => {
    const { browser, back, bring } = await answered();
    const handle = browser.jar(host()).get('xn_sign_on') ?? '';
    expect((await bring(back))[1]).toBe('session');
    const again = browse();
    again.jar(host());
    await again.ask(`${home()}/api/sign-on`);
    again.jar(host()).set('xn_sign_on', handle);
    expect(await bring(back, again)).toEqual(refusedFor('lost'));
  });

  test('an answer after a quarter of an hour', async () => {
    const { back, bring } = await answered();
    site.pass(16);
    expect(await bring(back)).toEqual(refusedFor('lost'));
    site.pass(-16);
  });

  test('another code', async () => {
    const { back, bring } = await answered();
    back.searchParams.set('code', 'y'.repeat(43));
    expect(await bring(back)).toEqual(refusedFor('notProved'));
  });

  test('a code that somebody else’s verifier began', async () => {
    const { back, bring } = await answered();
    await rowsOf(bureau, 'update sign_on_attempt set verifier = $1', 'z'.repeat(43));
    expect(await bring(back)).toEqual(refusedFor('notProved'));
  });

  test.each([
    ['another nonce', { nonce: 'n'.repeat(43) }],
    ['another audience', { aud: 'another-client' }],
    ['another issuer', { iss: 'https://evil.example' }],
    ['a time that is over', { exp: 1_700_000_000 }],
  ])('a token with %s', async (_, forged) => {
    const { back, bring } = await answered();
    provider.forge(forged);
    expect(await bring(back)).toEqual(refusedFor('notProved'));
  });

  test('a token that another key signed', async () => {
    const { back, bring } = await answered();
    provider.forge('otherKey');
    expect(await bring(back)).toEqual(refusedFor('notProved'));
  });

  test('a no of the person at the provider', async () => {
    const { back, bring } = await answered();
    back.search = `?error=access_denied&state=${back.searchParams.get('state')}`;
    expect(await bring(back)).toEqual(refusedFor('refused'));
  });

  test('and each leaves a record', async () => {
    const all = await failures();
    for (const why of ['notProved', 'lost', 'refused', 'notLinked']) expect(all).toContain(why);
  });
});

describe('a provider', () => {
  test('that changes its keys is followed', async () => {
    await provider.rotate();
    expect((await signOn('fang-at-provider')).json.person.id).toBe(bureau.people.owner.person);
  });

  test('that is down is said to be, before the browser is sent there and after', async () => {
    const browser = browse();
    const back = await browser.follow(`${home()}/api/sign-on/start`, 'fang-at-provider', atReturn);
    await provider.down();
    const start = await visitor(site, 'first').ask('/api/sign-on/start');
    expect([start.status, start.headers.get('location')]).toEqual([303, '/a/first/?signOn=unreachable']);
    expect((await browser.ask(back.href)).headers.get('location')).toBe('/a/first/?signOn=unreachable');
    await signedIn(site, 'first', 'owner');
    await provider.up();
    expect((await signOn('fang-at-provider')).status).toBe(200);
  });

  test('must be one that nobody listens in on', async () => {
    for (const issuer of [
      'http://id.example/',
      'ftp://id.example/',
      'https://a:b@id.example/',
      'https://id.example/?x=1',
      'nonsense',
    ])
      expect((await setting({ issuer })).json.fields).toEqual([{ path: 'issuer', rule: 'issuer' }]);
  });

  test('is told the secret, which stands in a file for us alone and nowhere in the database', async () => {
    writeSignOnSecret(site.office.dataFolder, 'first', 'wrong');
    expect((await signOn('fang-at-provider')).at).toBe('/a/first/?signOn=notProved');
    writeSignOnSecret(site.office.dataFolder, 'first', 'geheim-4711');
    expect((await signOn('fang-at-provider')).status).toBe(200);
    const { json } = await admin.ask('/api/security/settings');
    expect([json.signOn.hasSecret, JSON.stringify(json).includes('geheim')]).toEqual([true, false]);
    const file = path.join(site.office.dataFolder, 'single-sign-on', 'first.secret');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    chmodSync(file, 0o644);
    expect((await admin.ask('/api/security/settings')).json.signOn.hasSecret).toBe(false);
    expect((await signOn('fang-at-provider')).at).toBe('/a/first/?signOn=notProved');
    chmodSync(file, 0o600);
    for (const table of ['single_sign_on', 'event', 'security_event', 'sign_on_attempt'])
      expect(await rowsOf(bureau, `select 1 from ${table} t where t::text like '%geheim%'`)).toEqual([]);
  });
});
