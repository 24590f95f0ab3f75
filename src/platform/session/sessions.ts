import { hash, randomBytes } from 'node:crypto';
import { granted, type Outcome, refuse } from '../../kernel/refusal.ts';
import type { Agency } from '../authorization/directory.ts';
import { type Runner, run, statement } from '../database/statement.ts';
import type { Vault } from '../personal/vault.ts';
import { recordSecurity } from '../security/record.ts';
import { fits } from './passwords.ts';

/** DOMAIN B11/B12: idle 30 min, 5 failures → locked 30 min. An address is given more, a whole office may stand behind one. */
export const limits = { idleMinutes: 30, longestHours: 12, accountFailures: 5, addressFailures: 30, lockMinutes: 30 };

const minutes = (moment: Date, more: number): Date => new Date(moment.getTime() + more * 60_000);

const findAccount = statement<{
  person_id: string | null;
  password_hash: string | null;
  locked_until: Date | null;
  closed: boolean | null;
  address_locked: Date | null;
  login_locked: Date | null;
}>(
  'session.findAccount',
  `select a.person_id, a.password_hash, a.locked_until, a.closed, f.locked_until as address_locked, g.locked_until as login_locked
from (select 1) one
left join account a on a.agency_id = $1 and a.login_index = $2
left join address_failure f on f.agency_id = $1 and f.address = $3
left join address_failure g on g.agency_id = $1 and g.address = $4`,
);

const failAccount = statement(
  'session.failAccount',
  `update account set failures = case when failures + 1 >= $3 then 0 else failures + 1 end,
  locked_until = case when failures + 1 >= $3 then $4::timestamptz else locked_until end
where agency_id = $1 and person_id = $2`,
);

/** Failures that lie apart by more than the time of a lock do not add up: an office of many people types wrong now and then. */
const failAddress = statement(
  'session.failAddress',
  `insert into address_failure (agency_id, address, failures, at) values ($1, $2, 1, $5)
on conflict (agency_id, address) do update set
  failures = case when address_failure.at < $6 then 1 when address_failure.failures + 1 >= $3 then 0
    else address_failure.failures + 1 end,
  locked_until = case when address_failure.at >= $6 and address_failure.failures + 1 >= $3 then $4::timestamptz
    else address_failure.locked_until end,
  at = excluded.at`,
);

/** Clears what failed before, unless a lock fell while the password was being checked: then it answers until when. */
const succeed = statement<{ locked: Date | null }>(
  'session.succeed',
  `with cleared as (
  update account set failures = 0, locked_until = null
  where agency_id = $1 and person_id = $2 and (failures > 0 or locked_until is not null) and (locked_until is null or locked_until <= $3)
)
select case when a.locked_until > $3 then a.locked_until end as locked from account a where a.agency_id = $1 and a.person_id = $2`,
);

const open = statement(
  'session.open',
  'insert into session (agency_id, token_hash, person_id, created_at, seen_at) values ($1, $2, $3, $4, $4)',
);

const find = statement<{ person_id: string; created_at: Date; seen_at: Date; version: number | null }>(
  'session.find',
  `select s.person_id, s.created_at, s.seen_at, d.version from session s
join account a on a.agency_id = $1 and a.person_id = s.person_id and not a.closed
left join directory_version d on d.agency_id = $1
where s.agency_id = $1 and s.token_hash = $2 and s.ended_at is null`,
);

const touch = statement('session.touch', 'update session set seen_at = $3 where agency_id = $1 and token_hash = $2');
const end = statement('session.end', 'update session set ended_at = $3 where agency_id = $1 and token_hash = $2');

const hashOf = (token: string): Buffer => hash('sha256', token, 'buffer');

export type SignIn = { agency: Agency; login: string; password: string; address: string };

export const createSessions = (runner: Runner, vault: Vault, now: () => Date) => ({
  /** Opens a session and answers its token, which is kept nowhere; refuses alike for an unknown login and a wrong password. */
  async signIn({ agency, login, password, address }: SignIn): Promise<Outcome<{ token: string; person: string }>> {
    const at = now();
    const place = vault.index(`address ${address}`).toString('base64');
    // A login that does not exist is locked like one that does, or the lock would tell which ones do.
    const ghost = vault.index(`login ${login}`).toString('base64');
    const [found] = await run(runner, findAccount, agency.id, vault.index(login), place, ghost);
    const locks = [found?.locked_until, found?.address_locked, found?.login_locked];
    const lockedUntil = locks.find((until) => until && until > at);
    if (lockedUntil) {
      await recordSecurity(runner, agency.id, {
        at,
        kind: 'signInLocked',
        person: found?.person_id ?? null,
        detail: {},
      });
      return refuse('locked', 'session.locked', { until: lockedUntil.toISOString() }, { mend: 'wait' });
    }
    const right = await fits(found?.closed ? null : (found?.password_hash ?? null), password);
    if (!right || !found?.person_id) {
      const until = minutes(at, limits.lockMinutes);
      const lately = minutes(at, -limits.lockMinutes);
      if (found?.person_id) await run(runner, failAccount, agency.id, found.person_id, limits.accountFailures, until);
      else await run(runner, failAddress, agency.id, ghost, limits.accountFailures, until, at, lately);
      await run(runner, failAddress, agency.id, place, limits.addressFailures, until, at, lately);
      await recordSecurity(runner, agency.id, {
        at,
        kind: 'signInFailed',
        person: found?.person_id ?? null,
        detail: {},
      });
      return refuse('notSignedIn', 'session.wrong', {}, { mend: 'tryAgain' });
    }
    const token = randomBytes(32).toString('base64url');
    const [{ locked } = { locked: null }] = await run(runner, succeed, agency.id, found.person_id, at);
    if (locked) return refuse('locked', 'session.locked', { until: locked.toISOString() }, { mend: 'wait' });
    await run(runner, open, agency.id, hashOf(token), found.person_id, at);
    await recordSecurity(runner, agency.id, { at, kind: 'signIn', person: found.person_id, detail: {} });
    return granted({ token, person: found.person_id });
  },

  /** Who holds this token now; idle or too old sessions are ended. Writes at most once a minute. */
  async find(agency: string, token: string): Promise<{ person: string; directoryVersion: number } | null> {
    const [row] = await run(runner, find, agency, hashOf(token));
    if (!row) return null;
    const at = now();
    if (minutes(row.seen_at, limits.idleMinutes) < at || minutes(row.created_at, limits.longestHours * 60) < at) {
      await run(runner, end, agency, hashOf(token), at);
      return null;
    }
    if (at.getTime() - row.seen_at.getTime() > 60_000) await run(runner, touch, agency, hashOf(token), at);
    return { person: row.person_id, directoryVersion: row.version ?? 0 };
  },

  async signOut(agency: string, token: string, person: string): Promise<void> {
    await run(runner, end, agency, hashOf(token), now());
    await recordSecurity(runner, agency, { at: now(), kind: 'signOut', person, detail: {} });
  },
});

export type Sessions = ReturnType<typeof createSessions>;
