import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSealer } from '../../src/platform/log/sealer.ts';
import { signingKeys } from '../../src/platform/log/signing-key.ts';
import { atTheDoor, enrol } from '../builders/authenticator.ts';
import { runCommandLine } from '../builders/command-line.ts';
import { openSite, type Site, type Visitor } from '../builders/site.ts';

/** A trial agency from its first command to the day three people hold the three administrators' roles. */
let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.stop());

const xiaoneng = async (...args: string[]) => {
  const { database, dataFolder } = site.office;
  const env = {
    DATABASE_URL: database.url('app'),
    DATABASE_ADMIN_URL: database.url('admin'),
    DATABASE_SEALER_URL: database.url('sealer'),
    XIAONENG_DATA: dataFolder,
  };
  return runCommandLine([...args, '--json'], env);
};
const add = async (login: string, ...posts: string[]) =>
  xiaoneng('user', 'add', '--agency', 'probe', '--login', login, '--name', '某人', '--post', ...posts);
const three = ['系统管理员', '安全管理员', '审计管理员'];

/** Somebody new: the one-time password, a password of their own, a second factor where the role asks for one. */
const firstSignIn = async (login: string, password: string): Promise<Visitor> => {
  const { who, answer } = await atTheDoor(site, 'probe', login, password);
  expect([answer.status, answer.json]).toEqual([202, { step: 'password' }]);
  const changed = await who.post('/api/account/password', { current: password, password: 'Eigen-4711!' });
  expect([changed.status, changed.json]).toEqual([202, { step: 'enrol' }]);
  await enrol(site, who);
  return who;
};

test('one person holds all three on trial, every page is told so, and it ends with three people', async () => {
  const opened = await xiaoneng('agency', 'add', '--code', 'probe', '--name', '试点局', '--trial');
  expect([opened.code, opened.stderr]).toEqual([0, '']);
  const made = await add('all', ...three);
  expect([made.code, made.stderr]).toEqual([0, '']);
  const all = await firstSignIn('all', JSON.parse(made.stdout).password);
  const me = (await all.ask('/api/session')).json;
  expect(me.agency.trial).toBe(true);
  expect(new Set(me.footings.flatMap((each: { roles: string[] }) => each.roles))).toEqual(
    new Set(['systemAdmin', 'securityAdmin', 'auditor']),
  );
  const early = await all.post('/api/security/trial-end');
  expect(early.json).toMatchObject({ status: 409, rule: 'trial.notThree', mend: 'threePeople' });

  await add('security', '安全管理员');
  await add('audit', '审计管理员');
  // Two of the three must first be given up.
  expect((await all.post('/api/security/trial-end')).status).toBe(409);
  const security = await firstSignIn('security', await passwordAgain('security'));
  const { owner } = site.office.database;
  await owner.query(
    `update appointment a set to_on = '2000-01-02', from_on = '2000-01-01' from post p
where p.agency_id = a.agency_id and p.id = a.post_id and a.person_id = $1 and not p.roles @> '{systemAdmin}'`,
    [me.person.id],
  );
  await owner.query('update directory_version set version = version + 1');
  expect((await security.ask('/api/security/settings')).json).toMatchObject({ trial: true, mayEndTrial: true });
  expect((await security.post('/api/security/trial-end')).status).toBe(204);
  expect((await all.ask('/api/session')).json.agency.trial).toBe(false);
  expect((await security.post('/api/security/trial-end')).json).toMatchObject({ status: 409, rule: 'trial.over' });

  const refused = await add('again', '系统管理员', '审计管理员');
  expect([refused.code, refused.stdout]).toEqual([1, '']);
  expect(refused.stderr).toContain('two of the three administrators');
  const { rows } = await owner.query(
    `select e.action from event e join stream s on s.agency_id = e.agency_id and s.id = e.stream_id
where s.kind = 'agency' order by e.seq`,
  );
  expect(rows.map(({ action }) => action)).toEqual(['beginTrial', 'useSigningKey', 'endTrial']);
  const rule = { passwordDays: 30, passwordHistory: 5, secondFactorRoles: ['securityAdmin'], from: '2099-01-01' };
  expect((await security.post('/api/security/sign-in-rule', rule)).status).toBe(204);
  // What signing in writes into the log is sealed and proved like everything else.
  const sealer = startSealer({
    pool: site.office.pools.sealer,
    keys: signingKeys(site.office.dataFolder),
    onTrouble: (line) => expect(line).toBe(''),
  });
  const waiting = async () => (await owner.query('select count(*)::int as n from to_seal')).rows[0].n;
  await expect.poll(waiting, { timeout: 20_000 }).toBe(0);
  await sealer.stop();
  const checked = await xiaoneng('verify', '--live', '--agency', 'probe');
  expect([checked.code, checked.stderr]).toEqual([0, '']);
});

/** What `user add` showed is gone; the operator makes another one. */
const passwordAgain = async (login: string): Promise<string> => {
  const reset = await xiaoneng('user', 'reset', '--agency', 'probe', '--login', login);
  expect([reset.code, reset.stderr]).toEqual([0, '']);
  return JSON.parse(reset.stdout).password;
};
