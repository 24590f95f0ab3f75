import type { Pool } from 'pg';
import { granted, type Outcome, refuse } from '../../kernel/refusal.ts';
import type { Agency } from '../authorization/directory.ts';
import { dayOf } from '../command/engine.ts';
import { type Runner, run, statement } from '../database/statement.ts';
import { inTransaction } from '../database/transaction.ts';
import type { Vault } from '../personal/vault.ts';
import { recordSecurity } from '../security/record.ts';
import { failuresOf } from './attempts.ts';
import { fits, hashPassword, oneTimePassword, passwordFaultByIndex } from './passwords.ts';
import { type SignInRule, signInRule } from './rule.ts';
import { removeSecondFactor, type SecondFactor } from './second-factor.ts';
import { endSessions } from './session-list.ts';
import type { Held, Sessions, SignedIn } from './sessions.ts';

const find = statement<{
  password_hash: string;
  password_at: Date;
  must_change: boolean;
  login_index: Buffer;
  subject_index: Buffer | null;
}>(
  'account.find',
  `select password_hash, password_at, must_change, login_index, subject_index from account
where agency_id = $1 and person_id = $2 and not closed`,
);

const history = statement<{ password_hash: string }>(
  'account.history',
  'select password_hash from password_history where agency_id = $1 and person_id = $2 order by at desc limit $3',
);

/** Moves on only from the password that was looked at: of two changes at once one wins. */
const replace = statement<{ person_id: string }>(
  'account.replacePassword',
  `update account set password_hash = $4, password_at = $5, must_change = $6
where agency_id = $1 and person_id = $2 and password_hash = $3 and not closed returning person_id`,
);

const remember = statement(
  'account.rememberPassword',
  `insert into password_history (agency_id, person_id, at, password_hash) values ($1, $2, $3, $4)
on conflict (agency_id, person_id, at) do nothing`,
);

const forget = statement(
  'account.forgetPasswords',
  `delete from password_history where agency_id = $1 and person_id = $2 and at not in (
  select at from password_history where agency_id = $1 and person_id = $2 order by at desc limit $3)`,
);

const unlock = statement(
  'account.unlock',
  `update account set failures = 0, locked_until = null, barred_at = null where agency_id = $1 and person_id = $2`,
);

/** As many as a rule may ever name are kept, so that a stricter rule of tomorrow finds them. */
const mostRemembered = 24;

const wrongField = (path: string, rule: string, limit?: number) =>
  refuse('invalid', 'form', {}, { fields: [{ path, rule, ...(limit !== undefined && { limit }) }] });

export type AccountDeps = {
  pool: Pool;
  vault: Vault;
  now: () => Date;
  sessions: Sessions;
  secondFactor: SecondFactor;
};

type Change = { old: string; next: string; mustChange: boolean };

const store = async (client: Runner, agency: string, person: string, change: Change, at: Date): Promise<boolean> => {
  const { old, next, mustChange } = change;
  const [done] = await run(client, replace, agency, person, old, next, at, mustChange);
  if (!done) return false;
  await run(client, remember, agency, person, at, old);
  await run(client, forget, agency, person, mostRemembered);
  return true;
};

/** What the rules say against a new password: its form, the login in it, one of the last ones again. */
const faultOf = async (
  { pool, vault }: AccountDeps,
  agency: string,
  person: string,
  next: string,
  rule: SignInRule,
): Promise<ReturnType<typeof wrongField> | null> => {
  const [account] = await run(pool, find, agency, person);
  if (!account) return refuse('notFound', 'account');
  const fault = passwordFaultByIndex(vault, next, account.login_index);
  if (fault) return wrongField('password', `password.${fault}`);
  const past = await run(pool, history, agency, person, Math.max(0, rule.passwordHistory - 1));
  const known = rule.passwordHistory === 0 ? [] : [account.password_hash, ...past.map((each) => each.password_hash)];
  for (const each of known)
    if (await fits(each, next)) return wrongField('password', 'password.again', rule.passwordHistory);
  return null;
};

/** What people do with their own account, and what the command line and the security administrator do for them. */
export const createAccounts = (deps: AccountDeps) => {
  const { pool, now, sessions, secondFactor } = deps;

  /** One try at a secret of the account, counted before it is looked at. */
  const attempt = async (
    agency: Agency,
    person: string,
    address: string,
    check: () => Promise<boolean>,
    kind: 'codeFailed' | 'passwordFailed',
  ): Promise<Outcome<boolean>> => {
    const at = now();
    const failures = failuresOf(pool, agency.id);
    const place = sessions.placeOf(address);
    const lockedUntil = (until: Date) =>
      refuse('locked', 'session.locked', { until: until.toISOString() }, { mend: 'wait' });
    const addressLock = await failures.addressLockedUntil(place, at);
    if (addressLock) return lockedUntil(addressLock);
    const taken = await failures.take(person, at);
    if (!taken.ok) return lockedUntil(taken.until);
    if (await check()) return granted(true);
    if (taken.last) await failures.lock(person, at);
    await failures.address(place, at);
    await recordSecurity(pool, agency.id, { at, kind, person, detail: {} });
    return granted(false);
  };

  return {
    /** The step after the password. */
    async giveCode(agency: Agency, held: Held, code: string, address: string): Promise<Outcome<SignedIn>> {
      if (held.step !== 'code') return refuse('wrongState', 'session.whole');
      const check = async () => (await secondFactor.accept(agency.id, held.person, code)) !== null;
      const tried = await attempt(agency, held.person, address, check, 'codeFailed');
      if (!tried.ok) return tried;
      return tried.value ? sessions.advance(agency, held) : wrongField('code', 'code.wrong');
    },

    /** A code of somebody who is signed in, before something that weakens their account. */
    async proveCode(agency: Agency, person: string, code: string, address: string): Promise<Outcome<null>> {
      if (!(await secondFactor.standing(agency.id, person))) return refuse('conflict', 'secondFactor.none');
      const check = async () => (await secondFactor.accept(agency.id, person, code)) !== null;
      const tried = await attempt(agency, person, address, check, 'codeFailed');
      if (!tried.ok) return tried;
      if (!tried.value) return wrongField('code', 'code.wrong');
      await failuresOf(pool, agency.id).cleared(person, now());
      return granted(null);
    },

    /** A new password by the person; every other session of theirs ends. */
    async changePassword(
      agency: Agency,
      held: Held,
      { current, password }: { current: string; password: string },
      address: string,
    ): Promise<Outcome<null>> {
      const { person } = held;
      const at = now();
      const [account] = await run(pool, find, agency.id, person);
      if (!account) return refuse('notFound', 'account');
      const check = () => fits(account.password_hash, current);
      const tried = await attempt(agency, person, address, check, 'passwordFailed');
      if (!tried.ok) return tried;
      if (!tried.value) return wrongField('current', 'password.wrong');
      await failuresOf(pool, agency.id).cleared(person, at);
      const rule = await signInRule(pool, agency, dayOf(at));
      const fault = await faultOf(deps, agency.id, person, password, rule);
      if (fault) return fault;
      const change = { old: account.password_hash, next: await hashPassword(password), mustChange: false };
      return inTransaction<Outcome<null>>(
        pool,
        async (client) => {
          if (!(await store(client, agency.id, person, change, at))) return refuse('stale', 'account.moved');
          const ended = await endSessions(client, agency.id, person, at, held.id);
          await recordSecurity(client, agency.id, { at, kind: 'passwordChanged', person, detail: { ended } });
          return granted(null);
        },
        (outcome) => outcome.ok,
      );
    },

    /**
     * A one-time password by somebody else's hand: unlocks, ends every session, and may take the second factor away for
     * somebody whose device and codes are gone.
     */
    async reset(
      agency: string,
      person: string,
      { by, dropSecondFactor = false }: { by: string | null; dropSecondFactor?: boolean },
    ): Promise<Outcome<{ password: string; ended: number; secondFactorGone: boolean }>> {
      const at = now();
      const password = oneTimePassword();
      const next = await hashPassword(password);
      return inTransaction<Outcome<{ password: string; ended: number; secondFactorGone: boolean }>>(
        pool,
        async (client) => {
          const [account] = await run(client, find, agency, person);
          if (!account) return refuse('notFound', 'account');
          const change = { old: account.password_hash, next, mustChange: true };
          if (!(await store(client, agency, person, change, at))) return refuse('stale', 'account.moved');
          await run(client, unlock, agency, person);
          const ended = await endSessions(client, agency, person, at);
          const detail = { subject: person, ended };
          await recordSecurity(client, agency, { at, kind: 'passwordReset', person: by, detail });
          const secondFactorGone = dropSecondFactor && (await removeSecondFactor(client, agency, person, by, at));
          return granted({ password, ended, secondFactorGone });
        },
        (outcome) => outcome.ok,
      );
    },

    /** What stands of an account, for its own page. */
    async standing(agency: string, person: string) {
      const [row] = await run(pool, find, agency, person);
      return row
        ? { passwordAt: row.password_at, mustChange: row.must_change, linked: row.subject_index !== null }
        : null;
    },
  };
};

export type Accounts = ReturnType<typeof createAccounts>;
