import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Bureau, openBureau, rowsOf } from '../../../tests/builders/bureau.ts';
import { type Office, openOffice } from '../../../tests/builders/office.ts';
import { openLogin, passwordOf } from '../../../tests/builders/site.ts';
import type { Runner } from '../database/statement.ts';
import { createSessions } from './sessions.ts';

let office: Office;
let bureau: Bureau;

beforeAll(async () => {
  office = await openOffice();
  bureau = await openBureau(office, 'first');
  await openLogin(bureau, bureau.people.owner, 'owner');
});
afterAll(() => office.stop());

const attempt = (sessions: ReturnType<typeof createSessions>, password = passwordOf('owner')) =>
  sessions.signIn({ agency: bureau.agency, login: 'owner', password, address: '10.0.0.1' });

test('a lock that falls while the password is still being checked holds for it too: guesses side by side gain nothing', async () => {
  const until = new Date(Date.now() + 60_000);
  const late: Runner = {
    async query(query) {
      const answer = await office.pools.app.query(query);
      if (query.name === 'session.findAccount')
        await rowsOf(
          bureau,
          'update account set locked_until = $1 where person_id = $2',
          until,
          bureau.people.owner.person,
        );
      return answer as never;
    },
  };
  const outcome = await attempt(createSessions(late, office.vault, office.now));
  expect(outcome).toMatchObject({ ok: false, refusal: { code: 'locked', facts: { until: until.toISOString() } } });
  expect(await rowsOf(bureau, 'select 1 from session')).toEqual([]);
  expect(await rowsOf(bureau, 'select 1 from account where locked_until is not null')).toHaveLength(1);
});

test('a lock that is over is taken away by the next right password, with the failures before it', async () => {
  await rowsOf(bureau, 'update account set locked_until = $1, failures = 3', new Date(Date.now() - 1000));
  expect((await attempt(office.sessions)).ok).toBe(true);
  expect(await rowsOf(bureau, 'select failures, locked_until from account')).toEqual([
    { failures: 0, locked_until: null },
  ]);
});

test('a session is looked up without a write, but once a minute', async () => {
  const signed = await attempt(office.sessions);
  if (!signed.ok) throw new Error(signed.refusal.rule);
  const seen = async () => (await rowsOf<{ at: Date }>(bureau, 'select max(seen_at) as at from session'))[0]?.at;
  const before = await seen();
  await office.sessions.find(bureau.agency.id, signed.value.token);
  expect(await seen()).toEqual(before);
  const later = createSessions(office.pools.app, office.vault, () => new Date(Date.now() + 61_000));
  await later.find(bureau.agency.id, signed.value.token);
  expect(await seen()).not.toEqual(before);
});
