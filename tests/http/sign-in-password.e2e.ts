import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { atTheDoor } from '../builders/authenticator.ts';
import { type Bureau, openBureau, rowsOf } from '../builders/bureau.ts';
import { runCommandLine } from '../builders/command-line.ts';
import { openLogins, openSite, passwordOf, type Site, signedIn, type Visitor } from '../builders/site.ts';

let site: Site;
let bureau: Bureau;

beforeAll(async () => {
  site = await openSite();
  bureau = await openBureau(site.office, 'first');
  await openLogins(bureau, ['owner', 'clerk', 'leader', 'stranger', 'reviewer', 'systemAdmin', 'securityAdmin']);
});
afterAll(() => site.stop());

const change = (who: Visitor, current: string, password: string) =>
  who.post('/api/account/password', { current, password });
const me = async (who: Visitor) => (await who.ask('/api/session')).status;

describe('a new password', () => {
  test.each([
    ['Kurz-1a', 'short'],
    ['nurkleinundgross', 'classes'],
    ['OHNE-KLEINE-4711', 'classes'],
    ['keineziffer-ABC', 'classes'],
    ['KeinZeichen4711', 'classes'],
    ['Mein-owner-4711', 'login'],
    ['Mein-ＯＷＮＥＲ-4711a', 'login'],
    [`Zu-lang-1${'a'.repeat(200)}`, 'long'],
  ])('%s is refused: %s', async (password, rule) => {
    const who = await signedIn(site, 'first', 'owner');
    const answer = await change(who, passwordOf('owner'), password);
    const path = 'password';
    // Beyond what the request may hold at all, the request itself is refused.
    const expected = rule === 'long' ? [{ path, rule: 'max', limit: 200 }] : [{ path, rule: `password.${rule}` }];
    expect([answer.status, answer.json.fields]).toEqual([422, expected]);
  });

  test('asks for the one of now, and counts a wrong one to the lock', async () => {
    const who = await signedIn(site, 'first', 'stranger');
    for (let n = 0; n < 5; n++)
      expect((await change(who, 'Falsch-4711!', 'Neu-4711-aB!')).json.fields).toEqual([
        { path: 'current', rule: 'password.wrong' },
      ]);
    expect((await change(who, passwordOf('stranger'), 'Neu-4711-aB!')).status).toBe(423);
    expect((await atTheDoor(site, 'first', 'stranger')).answer.status).toBe(423);
    site.pass(31);
  });

  test('is none of the last five', async () => {
    const who = await signedIn(site, 'first', 'clerk');
    const passwords = [passwordOf('clerk'), ...[1, 2, 3, 4, 5].map((n) => `Neu-47${n}1-aB!`)];
    for (const [index, next] of passwords.slice(1).entries())
      expect((await change(who, passwords[index] as string, next)).status).toBe(204);
    const now = passwords.at(-1) as string;
    for (const again of passwords.slice(1))
      expect((await change(who, now, again)).json.fields).toEqual([
        { path: 'password', rule: 'password.again', limit: 5 },
      ]);
    expect((await change(who, now, passwords[0] as string)).status).toBe(204);
  });

  test('ends every other session of the person, and nobody else’s', async () => {
    const [here, there, other] = await Promise.all([
      signedIn(site, 'first', 'leader'),
      signedIn(site, 'first', 'leader'),
      signedIn(site, 'first', 'owner'),
    ]);
    expect((await change(here, passwordOf('leader'), 'Neu-4711-aB!')).status).toBe(204);
    expect([await me(here), await me(there), await me(other)]).toEqual([200, 401, 200]);
    expect((await atTheDoor(site, 'first', 'leader')).answer.status).toBe(401);
    expect((await atTheDoor(site, 'first', 'leader', 'Neu-4711-aB!')).answer.status).toBe(200);
  });

  test('of two changes at once one wins', async () => {
    const doors = await Promise.all([signedIn(site, 'first', 'reviewer'), signedIn(site, 'first', 'reviewer')]);
    const answers = await Promise.all(
      doors.map((who, n) => change(who, passwordOf('reviewer'), `Neu-471${n}-aB!`).then(({ status }) => status)),
    );
    expect(answers.filter((status) => status === 204)).toHaveLength(1);
  });

  test('leaves no letters of old or new in the database', async () => {
    for (const text of ['Neu-4711-aB!', passwordOf('leader')])
      for (const table of ['account', 'password_history', 'security_event', 'event'])
        expect(await rowsOf(bureau, `select 1 from ${table} t where position($1 in t::text) > 0`, text)).toEqual([]);
  });
});

describe('a password that is due', () => {
  const due = (person: string, days: number) =>
    rowsOf(
      bureau,
      'update account set password_at = $2 where person_id = $1',
      person,
      new Date(site.office.now().getTime() - days * 86_400_000),
    );

  test('after 90 days stops the sign-in for a new one, and not a day before', async () => {
    const { owner } = bureau.people;
    await due(owner.person, 89);
    expect((await atTheDoor(site, 'first', 'owner')).answer.status).toBe(200);
    await due(owner.person, 90);
    const { who, answer } = await atTheDoor(site, 'first', 'owner');
    expect([answer.status, answer.json]).toEqual([202, { step: 'password' }]);
    expect((await who.ask('/api/matters')).json).toMatchObject({ rule: 'session.step', facts: { step: 'password' } });
    expect((await change(who, passwordOf('owner'), passwordOf('owner'))).json.fields).toMatchObject([
      { rule: 'password.again' },
    ]);
    const done = await change(who, passwordOf('owner'), 'Frisch-4711!');
    expect([done.status, done.json.person.id]).toEqual([200, owner.person]);
    expect(await me(who)).toBe(200);
  });

  test('since an administrator set it, must be another one at the first sign-in', async () => {
    const admin = await signedIn(site, 'first', 'securityAdmin');
    const { clerk } = bureau.people;
    const before = await atTheDoor(site, 'first', 'clerk');
    expect(before.answer.status).toBe(200);
    const reset = await admin.post(`/api/security/accounts/${clerk.person}/actions/resetPassword`);
    expect(reset.status).toBe(200);
    expect(await me(before.who)).toBe(401);
    const { who, answer } = await atTheDoor(site, 'first', 'clerk', reset.json.password);
    expect([answer.status, answer.json]).toEqual([202, { step: 'password' }]);
    expect((await change(who, reset.json.password, 'Eigen-4711!')).status).toBe(200);
    expect((await atTheDoor(site, 'first', 'clerk', 'Eigen-4711!')).answer.status).toBe(200);
  });
});

describe('xiaoneng user reset', () => {
  const reset = async (...args: string[]) => {
    const { database, dataFolder } = site.office;
    const env = {
      DATABASE_URL: database.url('app'),
      DATABASE_ADMIN_URL: database.url('admin'),
      DATABASE_SEALER_URL: database.url('sealer'),
      XIAONENG_DATA: dataFolder,
    };
    return runCommandLine(['user', 'reset', '--agency', 'first', ...args], env);
  };

  test('helps in whoever is locked out: unlocked, one password shown once, every session ended, on record', async () => {
    const { stranger } = bureau.people;
    const inside = await signedIn(site, 'first', 'stranger');
    for (let n = 0; n < 5; n++) await atTheDoor(site, 'first', 'stranger', 'Falsch-4711!');
    const done = await reset('--login', 'stranger', '--second-factor', '--json');
    expect([done.code, done.stderr]).toEqual([0, '']);
    const told = JSON.parse(done.stdout);
    expect(told).toMatchObject({ agency: 'first', login: 'stranger', secondFactorGone: false });
    expect(await me(inside)).toBe(401);
    const { answer } = await atTheDoor(site, 'first', 'stranger', told.password);
    expect([answer.status, answer.json]).toEqual([202, { step: 'password' }]);
    expect(
      await rowsOf(
        bureau,
        `select person_id from security_event where kind = 'passwordReset' and detail ->> 'subject' = $1`,
        stranger.person,
      ),
    ).toEqual([{ person_id: null }]);
  });

  test('says in one line whom it does not know', async () => {
    expect(await reset('--login', 'niemand')).toMatchObject({
      code: 2,
      stdout: '',
      stderr: 'xiaoneng: nobody signs in as niemand at first\n',
    });
  });
});
