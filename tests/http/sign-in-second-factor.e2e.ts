import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { StepView } from '../../src/kernel/view/account.ts';
import { openAccount } from '../../src/modules/directory/index.ts';
import { inTransaction } from '../../src/platform/database/transaction.ts';
import { firstRule } from '../../src/platform/session/rule.ts';
import { atTheDoor, codeNow, type Enrolled, enrol } from '../builders/authenticator.ts';
import { type Bureau, openBureau, rowsOf } from '../builders/bureau.ts';
import { openLogins, openSite, type Site, signedIn, type Visitor } from '../builders/site.ts';

let site: Site;
let bureau: Bureau;
/** An agency where nobody has set a rule. */
let fresh: Bureau;

beforeAll(async () => {
  site = await openSite();
  bureau = await openBureau(site.office, 'first');
  fresh = await openBureau(site.office, 'fresh');
  await openLogins(bureau, [
    'owner',
    'clerk',
    'leader',
    'measureOwner',
    'stranger',
    'reviewer',
    'securityAdmin',
    'discipline',
  ]);
});
afterAll(() => site.stop());

/** A code of the next time step: the one of this step was taken. */
const later = async (secret: string): Promise<string> => {
  site.pass(1);
  return codeNow(site, secret);
};
const enrolled = async (login: string): Promise<{ who: Visitor } & Enrolled> => {
  const who = await signedIn(site, 'first', login);
  return { who, ...(await enrol(site, who)) };
};
const me = async (who: Visitor) => (await who.ask('/api/session')).status;

describe('a second factor', () => {
  test('stands between the password and everything else', async () => {
    const { secret } = await enrolled('owner');
    const { who, answer } = await atTheDoor(site, 'first', 'owner');
    expect([answer.status, StepView.strict().parse(answer.json)]).toEqual([202, { step: 'code' }]);
    for (const path of ['/api/session', '/api/directory', '/api/matters', '/api/account'])
      expect((await who.ask(path)).json).toMatchObject({ status: 401, rule: 'session.step', facts: { step: 'code' } });
    for (const path of ['/api/account/password', '/api/account/second-factor', '/api/account/second-factor/removal'])
      expect((await who.post(path, { code: '1', current: 'x', password: 'y' })).json.rule).toBe('session.step');
    const before = who.cookie;
    const done = await who.post('/api/session/code', { code: await later(secret) });
    expect([done.status, done.json.person.id]).toEqual([200, bureau.people.owner.person]);
    expect(who.cookie).not.toBe(before);
    expect(await me(who)).toBe(200);
    who.cookie = before;
    expect(await me(who)).toBe(401);
  });

  test('is encrypted under the person’s key and read by nobody from the database', async () => {
    const { secret, recoveryCodes } = await enrolled('discipline');
    for (const text of [secret, ...recoveryCodes])
      for (const table of ['second_factor', 'recovery_code', 'security_event', 'event'])
        expect(await rowsOf(bureau, `select 1 from ${table} t where position($1 in t::text) > 0`, text)).toEqual([]);
    expect(recoveryCodes).toHaveLength(10);
    expect(new Set(recoveryCodes).size).toBe(10);
  });

  test('takes no code twice, not even side by side', async () => {
    const { secret } = await enrolled('clerk');
    const code = await later(secret);
    const doors = await Promise.all([1, 2, 3].map(() => atTheDoor(site, 'first', 'clerk')));
    const answers = await Promise.all(doors.map(({ who }) => who.post('/api/session/code', { code })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 422, 422]);
    const { who } = await atTheDoor(site, 'first', 'clerk');
    expect((await who.post('/api/session/code', { code })).json.fields).toEqual([{ path: 'code', rule: 'code.wrong' }]);
  });

  test('takes the code of a clock that is half a minute off, and of no other', async () => {
    const { secret } = await enrolled('leader');
    for (const [ahead, status] of [
      [-4, 422],
      [4, 422],
      [1, 200],
    ] as const) {
      site.pass(3);
      const { who } = await atTheDoor(site, 'first', 'leader');
      expect([
        ahead,
        (await who.post('/api/session/code', { code: await codeNow(site, secret, ahead) })).status,
      ]).toEqual([ahead, status]);
    }
  });

  test('is answered by a recovery code once, whatever its case and hyphens', async () => {
    const { recoveryCodes } = await enrolled('reviewer');
    const [one = '', two = ''] = recoveryCodes;
    const give = async (code: string) => {
      const { who } = await atTheDoor(site, 'first', 'reviewer');
      return { who, status: (await who.post('/api/session/code', { code })).status };
    };
    const first = await give(one.toUpperCase().replace('-', ' '));
    expect(first.status).toBe(200);
    expect((await first.who.ask('/api/account')).json.secondFactor.codesLeft).toBe(9);
    expect((await give(one)).status).toBe(422);
    expect((await give(two)).status).toBe(200);
  });

  test('counts wrong codes to the lock of the account; the right password between them gives no more tries', async () => {
    const { secret } = await enrolled('stranger');
    for (let n = 0; n < 5; n++) {
      const { who, answer } = await atTheDoor(site, 'first', 'stranger');
      expect(answer.status).toBe(202);
      expect((await who.post('/api/session/code', { code: '000000' })).status).toBe(422);
    }
    const { answer } = await atTheDoor(site, 'first', 'stranger');
    expect(answer.json).toMatchObject({ status: 423, code: 'locked' });
    site.pass(31);
    const { who } = await atTheDoor(site, 'first', 'stranger');
    expect((await who.post('/api/session/code', { code: await codeNow(site, secret) })).status).toBe(200);
  });

  test('guessed side by side gets five tries, not more', async () => {
    const { secret } = await enrolled('securityAdmin');
    const { who } = await atTheDoor(site, 'first', 'securityAdmin');
    const { cookie } = who;
    const guesses = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        who.post('/api/session/code', { code: String(100_000 + n) }, { cookie: `xn_session=${cookie}` }),
      ),
    );
    expect(guesses.filter(({ status }) => status === 422)).toHaveLength(5);
    expect(guesses.filter(({ status }) => status === 423)).toHaveLength(15);
    expect((await who.post('/api/session/code', { code: await later(secret) })).status).toBe(423);
    site.pass(31);
  });

  test('a sign-in that is left half done ends after ten minutes', async () => {
    const { who } = await atTheDoor(site, 'first', 'owner');
    site.pass(11);
    expect((await who.ask('/api/session')).json.rule).toBe('session.none');
  });

  test('goes by a code, and comes with new recovery codes by a code', async () => {
    const { who, secret, recoveryCodes } = await enrolled('measureOwner');
    const wrong = await who.post('/api/account/second-factor/recovery-codes', { code: '000000' });
    expect(wrong.json.fields).toEqual([{ path: 'code', rule: 'code.wrong' }]);
    const fresh = await who.post('/api/account/second-factor/recovery-codes', { code: await later(secret) });
    expect(fresh.json.recoveryCodes.some((code: string) => recoveryCodes.includes(code))).toBe(false);
    const old = await who.post('/api/account/second-factor/removal', { code: recoveryCodes[0] });
    expect(old.status).toBe(422);
    const removed = await who.post('/api/account/second-factor/removal', { code: fresh.json.recoveryCodes[0] });
    expect(removed.status).toBe(204);
    await signedIn(site, 'first', 'measureOwner');
  });

  test('is not there to be proved by whoever has none', async () => {
    const who = await signedIn(site, 'first', 'measureOwner');
    for (const path of ['recovery-codes', 'removal'])
      expect((await who.post(`/api/account/second-factor/${path}`, { code: '123456' })).json).toMatchObject({
        status: 409,
        rule: 'secondFactor.none',
      });
  });
});

const devices = new Map<string, string>();
const signedInWithCode = async (login: string): Promise<Visitor> => {
  const known = devices.get(login);
  const drop = 'delete from recovery_code where person_id = $1';
  const { person } = bureau.people[login as 'securityAdmin'];
  if (!known) {
    await rowsOf(bureau, drop, person);
    await rowsOf(bureau, 'delete from second_factor where person_id = $1', person);
    const { who, secret } = await enrolled(login);
    devices.set(login, secret);
    return who;
  }
  const { who } = await atTheDoor(site, 'first', login);
  await who.post('/api/session/code', { code: await later(known) });
  return who;
};

describe('a rule that asks for a second factor', () => {
  test('stops the sign-in until one is set up, and lets nobody take it away', async () => {
    const admin = await signedInWithCode('securityAdmin');
    const today = new Date(site.office.now().getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
    const rule = { passwordDays: 90, passwordHistory: 5, secondFactorRoles: ['leader'] };
    expect((await admin.post('/api/security/sign-in-rule', { ...rule, from: '2020-01-01' })).json.fields).toEqual([
      { path: 'from', rule: 'past', limit: today },
    ]);
    expect((await admin.post('/api/security/sign-in-rule', { ...rule, from: today })).status).toBe(204);
    const { person } = bureau.people.leader;
    const drop = () => admin.post(`/api/security/accounts/${person}/actions/dropSecondFactor`);
    expect([(await drop()).status, (await drop()).json.rule]).toEqual([200, 'secondFactor.none']);
    const { who, answer } = await atTheDoor(site, 'first', 'leader');
    expect([answer.status, answer.json]).toEqual([202, { step: 'enrol' }]);
    expect((await who.ask('/api/matters')).json.facts).toEqual({ step: 'enrol' });
    const { secret } = await enrol(site, who);
    expect(await me(who)).toBe(200);
    const kept = await who.post('/api/account/second-factor/removal', { code: await later(secret) });
    expect(kept.json).toMatchObject({ status: 409, rule: 'secondFactor.required', facts: { who: ['leader'] } });
    expect((await who.ask('/api/account')).json.secondFactorRequired).toBe(true);
  });

  test('holds from its day on', async () => {
    const admin = await signedInWithCode('securityAdmin');
    const rule = { passwordDays: 30, passwordHistory: 2, secondFactorRoles: [], from: '2099-01-01' };
    expect((await admin.post('/api/security/sign-in-rule', rule)).status).toBe(204);
    const { json } = await admin.ask('/api/security/settings');
    expect([json.today.passwordDays, json.today.secondFactorRoles]).toEqual([90, ['leader']]);
    expect(json.rules[0]).toEqual(rule);
  });

  test('is asked of the administrators and of discipline wherever nobody has set one, but in a demonstration', async () => {
    expect(firstRule(false).secondFactorRoles).toEqual(['systemAdmin', 'securityAdmin', 'auditor', 'discipline']);
    expect(firstRule(true).secondFactorRoles).toEqual([]);
    const account = { person: fresh.people.auditor.person, login: 'auditor', password: 'Gut-4711-rotidua!A' };
    await inTransaction(site.office.pools.app, (client) =>
      openAccount(client, site.office.vault, fresh.agency.id, account, site.office.now()),
    );
    const { answer } = await atTheDoor(site, 'fresh', 'auditor', account.password);
    expect([answer.status, answer.json]).toEqual([202, { step: 'enrol' }]);
  });
});
