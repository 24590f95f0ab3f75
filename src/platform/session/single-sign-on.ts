import { hash, randomBytes } from 'node:crypto';
import { randomNonce, randomPKCECodeVerifier, randomState } from 'openid-client';
import type { Pool } from 'pg';
import { granted, type Outcome, refuse } from '../../kernel/refusal.ts';
import type { Agency } from '../authorization/directory.ts';
import { messageOf } from '../config/fault.ts';
import { type Runner, run, statement } from '../database/statement.ts';
import { appendSetting, type Hand } from '../log/setting.ts';
import type { Vault } from '../personal/vault.ts';
import { recordSecurity } from '../security/record.ts';
import { minutesAfter } from './attempts.ts';
import { addressAt, type Claims, claimsFrom, isIssuer } from './provider.ts';
import { settingId } from './rule.ts';
import type { From, Sessions, SignedIn } from './sessions.ts';

export const claimMatches = ['none', 'preferred_username', 'email'] as const;
export type SignOnSetting = {
  issuer: string;
  clientId: string;
  /** Claim that, equal to a login, links the account at the first sign-in. */
  matches: (typeof claimMatches)[number];
  enabled: boolean;
};

const find = statement<{ issuer: string; client_id: string; matches: SignOnSetting['matches']; enabled: boolean }>(
  'signOn.find',
  'select issuer, client_id, matches, enabled from single_sign_on where agency_id = $1',
);

const put = statement(
  'signOn.put',
  `insert into single_sign_on (agency_id, issuer, client_id, matches, enabled) values ($1, $2, $3, $4, $5)
on conflict (agency_id) do update set issuer = excluded.issuer, client_id = excluded.client_id, matches = excluded.matches,
  enabled = excluded.enabled`,
);

const begin = statement(
  'signOn.begin',
  `insert into sign_on_attempt (agency_id, handle, state, nonce, verifier, destination, at) values ($1, $2, $3, $4, $5, $6, $7)`,
);

/** Taken by whoever comes first; nobody comes back twice with one. */
const take = statement<{ state: string; nonce: string; verifier: string; destination: string; at: Date }>(
  'signOn.take',
  'delete from sign_on_attempt where agency_id = $1 and handle = $2 returning state, nonce, verifier, destination, at',
);

const bySubject = statement<{ person_id: string }>(
  'signOn.bySubject',
  'select person_id from account where agency_id = $1 and subject_index = $2 and not closed',
);

/** Only an account that is linked to nobody yet: a claim never moves a link that somebody made. */
const linkByLogin = statement<{ person_id: string }>(
  'signOn.linkByLogin',
  `update account set subject_index = $3
where agency_id = $1 and login_index = $2 and subject_index is null and not closed returning person_id`,
);

const link = statement<{ person_id: string }>(
  'signOn.link',
  'update account set subject_index = $3 where agency_id = $1 and person_id = $2 and not closed returning person_id',
);

export const signOnSetting = async (runner: Runner, agency: string): Promise<SignOnSetting | null> => {
  const [row] = await run(runner, find, agency);
  return row ? { issuer: row.issuer, clientId: row.client_id, matches: row.matches, enabled: row.enabled } : null;
};

export const setSignOn = async (client: Runner, hand: Hand, setting: SignOnSetting): Promise<Outcome<null>> => {
  if (!isIssuer(setting.issuer)) return refuse('invalid', 'form', {}, { fields: [{ path: 'issuer', rule: 'issuer' }] });
  const written = await appendSetting(client, hand, {
    kind: 'singleSignOn',
    id: settingId(hand.agency.id, 'singleSignOn'),
    data: { ...setting },
  });
  if (!written.ok) return refuse('stale', 'setting.moved', {}, { mend: 'tryAgain' });
  await run(client, put, hand.agency.id, setting.issuer, setting.clientId, setting.matches, setting.enabled);
  return granted(null);
};

const subjectIndex = (vault: Vault, issuer: string, subject: string): Buffer =>
  vault.index(`subject ${JSON.stringify([issuer, subject])}`);

/** Links a person's account to a subject of the provider, or to none any more. */
export const linkSubject = async (
  client: Runner,
  vault: Vault,
  agency: string,
  person: string,
  subject: string | null,
): Promise<Outcome<null>> => {
  const setting = await signOnSetting(client, agency);
  if (!setting) return refuse('ruleBroken', 'signOn.notSet');
  const index = subject === null ? null : subjectIndex(vault, setting.issuer, subject);
  try {
    const [linked] = await run(client, link, agency, person, index);
    return linked ? granted(null) : refuse('notFound', 'account');
  } catch (error) {
    if ((error as { code?: string }).code !== '23505') throw error;
    return refuse('conflict', 'signOn.taken', {}, { fields: [{ path: 'subject', rule: 'taken' }] });
  }
};

const handleOf = (cookie: string): Buffer => hash('sha256', cookie, 'buffer');
/** Longer than anybody types a password at the provider. */
const attemptMinutes = 15;

export type SignOnDeps = {
  pool: Pool;
  vault: Vault;
  now: () => Date;
  sessions: Sessions;
  secretOf: (agencyCode: string) => string | null;
  onTrouble: (line: string) => void;
};

/** Signing in by the organisation's own provider (OpenID Connect); it opens accounts that are linked, and makes none. */
export const createSingleSignOn = ({ pool, vault, now, sessions, secretOf, onTrouble }: SignOnDeps) => {
  const clientOf = async (agency: Agency) => {
    const setting = await signOnSetting(pool, agency.id);
    return setting?.enabled ? { setting, client: { ...setting, secret: secretOf(agency.code) } } : null;
  };

  const personOf = async (agency: string, setting: SignOnSetting, claims: Claims): Promise<string | null> => {
    const index = subjectIndex(vault, setting.issuer, claims.subject);
    const [known] = await run(pool, bySubject, agency, index);
    if (known) return known.person_id;
    const claim =
      setting.matches === 'email' ? claims.email : setting.matches === 'none' ? null : claims.preferredUsername;
    if (claim === null) return null;
    const [linked] = await run(pool, linkByLogin, agency, vault.index(claim), index);
    if (!linked) return null;
    const detail = { subject: linked.person_id, by: setting.matches };
    await recordSecurity(pool, agency, { at: now(), kind: 'signOnLinked', person: linked.person_id, detail });
    return linked.person_id;
  };

  const failed = async (agency: Agency, why: string, error?: unknown): Promise<Outcome<never>> => {
    if (error !== undefined) onTrouble(`single sign-on of ${agency.code}: ${messageOf(error)}`);
    await recordSecurity(pool, agency.id, { at: now(), kind: 'signOnFailed', person: null, detail: { why } });
    return refuse('notSignedIn', `signOn.${why}`, {}, { mend: 'tryAgain' });
  };

  return {
    async isOffered(agency: Agency): Promise<boolean> {
      return (await clientOf(agency)) !== null;
    },

    /** Where to send the browser, and the cookie that binds what comes back to it. */
    async begin(
      agency: Agency,
      redirect: string,
      destination: string,
    ): Promise<Outcome<{ address: string; cookie: string }>> {
      const found = await clientOf(agency);
      if (!found) return refuse('notSignedIn', 'signOn.notSet');
      const attempt = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier() };
      const cookie = randomBytes(32).toString('base64url');
      try {
        const address = await addressAt(found.client, attempt, redirect);
        const { state, nonce, verifier } = attempt;
        await run(pool, begin, agency.id, handleOf(cookie), state, nonce, verifier, destination, now());
        return granted({ address: address.href, cookie });
      } catch (error) {
        return failed(agency, 'unreachable', error);
      }
    },

    /** What the browser brought back from the provider becomes a session, or a reason why not. */
    async finish(
      agency: Agency,
      { cookie, address, ...from }: From & { cookie: string | undefined; address: string; back: URL },
    ): Promise<Outcome<SignedIn & { destination: string }>> {
      const [attempt] = cookie ? await run(pool, take, agency.id, handleOf(cookie)) : [];
      const found = await clientOf(agency);
      if (!attempt || !found || minutesAfter(attempt.at, attemptMinutes) < now()) return failed(agency, 'lost');
      if (from.back.searchParams.has('error')) {
        const isNo = from.back.searchParams.get('error') === 'access_denied';
        return failed(agency, isNo ? 'refused' : 'provider', from.back.searchParams.get('error'));
      }
      let claims: Claims;
      try {
        claims = await claimsFrom(found.client, attempt, from.back);
      } catch (error) {
        return failed(agency, isUnreachable(error) ? 'unreachable' : 'notProved', error);
      }
      const person = await personOf(agency.id, found.setting, claims);
      if (person === null) return failed(agency, 'notLinked');
      const opened = await sessions.openFor(agency, person, 'singleSignOn', { address, ...from });
      return opened.ok ? granted({ ...opened.value, destination: attempt.destination }) : opened;
    },
  };
};

/** The network failed, or the provider took too long; everything else is about what it said. */
const isUnreachable = (error: unknown): boolean => {
  const code = (error as { code?: string }).code ?? '';
  return error instanceof TypeError ? /fetch failed/.test(error.message) : /TIMEOUT/.test(code);
};

export type SingleSignOn = ReturnType<typeof createSingleSignOn>;
