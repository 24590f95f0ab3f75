import { hash, randomBytes } from 'node:crypto';
import { uuidv7 } from 'uuidv7';
import type { Role } from '../../kernel/procedure/procedure.ts';
import { granted, type Outcome, refuse } from '../../kernel/refusal.ts';
import type { Agency } from '../authorization/directory.ts';
import { dayOf } from '../command/engine.ts';
import { type Runner, run, statement } from '../database/statement.ts';
import type { Vault } from '../personal/vault.ts';
import { recordSecurity } from '../security/record.ts';
import { failuresOf, lockout, minutesAfter } from './attempts.ts';
import { shortAddress } from './device.ts';
import { fits } from './passwords.ts';
import { signInRule } from './rule.ts';
import { nextStep, type Standing, type Step, steps } from './step.ts';

/** DOMAIN B11: idle 30 min. A session that still has a step before it lasts as long as it takes to find one's telephone. */
export const limits = { idleMinutes: 30, longestHours: 12, stepMinutes: 10 };

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

const standingOf = statement<{
  password_at: Date;
  must_change: boolean;
  barred_at: Date | null;
  locked_until: Date | null;
  has_factor: boolean;
}>(
  'session.standing',
  `select a.password_at, a.must_change, a.barred_at, a.locked_until, exists (
  select 1 from second_factor s where s.agency_id = $1 and s.person_id = $2 and s.confirmed_at is not null) as has_factor
from account a where a.agency_id = $1 and a.person_id = $2 and not a.closed`,
);

const open = statement(
  'session.open',
  `insert into session (agency_id, token_hash, person_id, created_at, seen_at, id, step, way, device, address)
values ($1, $2, $3, $4, $4, $5, $6, $7, $8, $9)`,
);

/** A step behind: the session goes on under a new token, so that the one of before opens nothing. */
const moveOn = statement<{ id: string }>(
  'session.moveOn',
  `update session set token_hash = $3, step = $4, seen_at = $5
where agency_id = $1 and token_hash = $2 and step = $6 and ended_at is null returning id`,
);

const noteSignIn = statement(
  'session.noteSignIn',
  'update account set signed_in_at = $3 where agency_id = $1 and person_id = $2',
);

const find = statement<{
  id: string;
  person_id: string;
  created_at: Date;
  seen_at: Date;
  step: Step | null;
  way: Standing['way'];
  version: number | null;
}>(
  'session.find',
  `select s.id, s.person_id, s.created_at, s.seen_at, s.step, s.way, d.version from session s
join account a on a.agency_id = $1 and a.person_id = s.person_id and not a.closed and a.barred_at is null
left join directory_version d on d.agency_id = $1
where s.agency_id = $1 and s.token_hash = $2 and s.ended_at is null`,
);

const touch = statement('session.touch', 'update session set seen_at = $3 where agency_id = $1 and token_hash = $2');
const end = statement('session.end', 'update session set ended_at = $3 where agency_id = $1 and token_hash = $2');

const hashOf = (token: string): Buffer => hash('sha256', token, 'buffer');
const newToken = (): string => randomBytes(32).toString('base64url');

export type From = { address: string; device?: string };
export type SignIn = From & { agency: Agency; login: string; password: string };
/** `step`: what comes before anything else; null = signed in. */
export type SignedIn = { token: string; person: string; step: Step | null };

/** A session as a request brings it. */
export type Held = {
  id: string;
  token: string;
  person: string;
  step: Step | null;
  way: Standing['way'];
  directoryVersion: number;
};

type RolesOf = (agency: Agency, person: string) => Promise<readonly Role[]>;

const lockedUntil = (until: Date) =>
  refuse('locked', 'session.locked', { until: until.toISOString() }, { mend: 'wait' });

export const createSessions = (runner: Runner, vault: Vault, now: () => Date, rolesOf: RolesOf = async () => []) => {
  const placeOf = (address: string): string => vault.index(`address ${address}`).toString('base64');

  const standing = async (agency: Agency, person: string, way: Standing['way']) => {
    const at = now();
    const [row] = await run(runner, standingOf, agency.id, person);
    if (!row) return null;
    const rule = await signInRule(runner, agency, dayOf(at));
    const asked = rule.secondFactorRoles;
    const needsSecondFactor = asked.length > 0 && (await rolesOf(agency, person)).some((role) => asked.includes(role));
    const { password_at, must_change, has_factor, barred_at, locked_until } = row;
    const facts: Standing = {
      hasSecondFactor: has_factor,
      needsSecondFactor,
      mustChange: must_change,
      passwordAt: password_at,
      passwordDays: rule.passwordDays,
      way,
    };
    return { facts, barred: barred_at !== null, locked: locked_until };
  };

  const arrived = async (agency: string, person: string, way: Standing['way']): Promise<void> => {
    await run(runner, noteSignIn, agency, person, now());
    await recordSecurity(runner, agency, { at: now(), kind: 'signIn', person, detail: { way } });
  };

  /** A session for somebody whose password, or whose provider, has spoken for them. */
  const openFor = async (
    agency: Agency,
    person: string,
    way: Standing['way'],
    { address, device = '' }: From,
  ): Promise<Outcome<SignedIn>> => {
    const at = now();
    const found = await standing(agency, person, way);
    if (!found) return refuse('notSignedIn', 'session.wrong', {}, { mend: 'tryAgain' });
    if (found.barred) return refuse('locked', 'session.barred', {}, { mend: 'askSecurity' });
    const step = nextStep(found.facts, at);
    // Failures are forgotten only by a whole sign-in: else a known password would buy guesses at the code without end.
    const locked =
      step === 'code'
        ? found.locked && found.locked > at && found.locked
        : await failuresOf(runner, agency.id).cleared(person, at);
    if (locked) return lockedUntil(locked);
    const token = newToken();
    await run(runner, open, agency.id, hashOf(token), person, at, uuidv7(), step, way, device, shortAddress(address));
    if (step === null) await arrived(agency.id, person, way);
    else await recordSecurity(runner, agency.id, { at, kind: 'signInBegun', person, detail: { way, step } });
    return granted({ token, person, step });
  };

  return {
    openFor,
    placeOf,

    /** Opens a session and answers its token, which is kept nowhere; refuses alike for an unknown login and a wrong password. */
    async signIn({ agency, login, password, ...from }: SignIn): Promise<Outcome<SignedIn>> {
      const at = now();
      const place = placeOf(from.address);
      const failures = failuresOf(runner, agency.id);
      // A login that does not exist is locked like one that does, or the lock would tell which ones do.
      const ghost = vault.index(`login ${login}`).toString('base64');
      const [found] = await run(runner, findAccount, agency.id, vault.index(login), place, ghost);
      const person = found?.person_id ?? null;
      const locks = [found?.locked_until, found?.address_locked, found?.login_locked];
      const locked = locks.find((until) => until && until > at);
      if (locked) {
        await recordSecurity(runner, agency.id, { at, kind: 'signInLocked', person, detail: {} });
        return lockedUntil(locked);
      }
      const right = await fits(found?.closed ? null : (found?.password_hash ?? null), password);
      if (!right || person === null) {
        if (person) await failures.account(person, at);
        else await failures.address(ghost, at, lockout.account);
        await failures.address(place, at);
        await recordSecurity(runner, agency.id, { at, kind: 'signInFailed', person, detail: {} });
        return refuse('notSignedIn', 'session.wrong', {}, { mend: 'tryAgain' });
      }
      return openFor(agency, person, 'password', from);
    },

    /** The step this session stood before is done; answers its new token and the step after it. */
    async advance(agency: Agency, held: Held): Promise<Outcome<SignedIn>> {
      const at = now();
      const done = held.step === null ? [] : steps.slice(0, steps.indexOf(held.step) + 1);
      const found = await standing(agency, held.person, held.way);
      if (!found || held.step === null) return refuse('notSignedIn', 'session.none', {}, { mend: 'signIn' });
      const step = nextStep(found.facts, at, done);
      const locked = await failuresOf(runner, agency.id).cleared(held.person, at);
      if (locked) return lockedUntil(locked);
      const token = newToken();
      const [moved] = await run(runner, moveOn, agency.id, hashOf(held.token), hashOf(token), step, at, held.step);
      if (!moved) return refuse('notSignedIn', 'session.none', {}, { mend: 'signIn' });
      if (step === null) await arrived(agency.id, held.person, held.way);
      return granted({ token, person: held.person, step });
    },

    /**
     * Who holds this token now; idle or too old sessions are ended. Writes at most once a minute; asked quietly it is no sign of
     * life, or a page left open would keep its session for ever.
     */
    async find(agency: string, token: string, how: 'active' | 'quiet' = 'active'): Promise<Held | null> {
      const [row] = await run(runner, find, agency, hashOf(token));
      if (!row) return null;
      const at = now();
      const longest = row.step === null ? limits.longestHours * 60 : limits.stepMinutes;
      if (minutesAfter(row.seen_at, limits.idleMinutes) < at || minutesAfter(row.created_at, longest) < at) {
        await run(runner, end, agency, hashOf(token), at);
        return null;
      }
      if (how === 'active' && at.getTime() - row.seen_at.getTime() > 60_000)
        await run(runner, touch, agency, hashOf(token), at);
      const { id, person_id: person, step, way, version } = row;
      return { id, token, person, step, way, directoryVersion: version ?? 0 };
    },

    async signOut(agency: string, token: string, person: string): Promise<void> {
      await run(runner, end, agency, hashOf(token), now());
      await recordSecurity(runner, agency, { at: now(), kind: 'signOut', person, detail: {} });
    },
  };
};

export type Sessions = ReturnType<typeof createSessions>;
