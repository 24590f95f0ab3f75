import { randomInt } from 'node:crypto';
import { generateSecret, generateURI, verify } from 'otplib';
import type { Pool, PoolClient } from 'pg';
import { granted, type Outcome, refuse } from '../../kernel/refusal.ts';
import { type Runner, run, statement } from '../database/statement.ts';
import { inTransaction } from '../database/transaction.ts';
import type { Vault } from '../personal/vault.ts';
import { recordSecurity } from '../security/record.ts';

const recoveryCodes = 10;
/** Seconds a telephone's clock may be behind or ahead. */
const drift = 30;

const find = statement<{ secret: Buffer; wrapped: Buffer; confirmed_at: Date | null; last_step: number }>(
  'secondFactor.find',
  `select s.secret, k.wrapped, s.confirmed_at, s.last_step from second_factor s
join data_key k on k.agency_id = $1 and k.subject_id = s.person_id
where s.agency_id = $1 and s.person_id = $2`,
);

const keyOf = statement<{ wrapped: Buffer }>(
  'secondFactor.keyOf',
  'select wrapped from data_key where agency_id = $1 and subject_id = $2',
);

/** A secret that was begun and not confirmed is replaced; a confirmed one stands. */
const begin = statement<{ person_id: string }>(
  'secondFactor.begin',
  `insert into second_factor (agency_id, person_id, secret, made_at, last_step) values ($1, $2, $3, $4, 0)
on conflict (agency_id, person_id) do update set secret = excluded.secret, made_at = excluded.made_at
  where second_factor.confirmed_at is null
returning person_id`,
);

const confirm = statement<{ person_id: string }>(
  'secondFactor.confirm',
  `update second_factor set confirmed_at = $3, last_step = $4
where agency_id = $1 and person_id = $2 and confirmed_at is null returning person_id`,
);

/** One winner: the same code again, on this server or another, finds its step already taken. */
const take = statement<{ person_id: string }>(
  'secondFactor.take',
  `update second_factor set last_step = $3
where agency_id = $1 and person_id = $2 and confirmed_at is not null and last_step < $3 returning person_id`,
);

const takeRecovery = statement<{ person_id: string }>(
  'secondFactor.takeRecovery',
  `update recovery_code set used_at = $4
where agency_id = $1 and person_id = $2 and code_index = $3 and used_at is null returning person_id`,
);

const dropCodes = statement(
  'secondFactor.dropCodes',
  'delete from recovery_code where agency_id = $1 and person_id = $2',
);
const putCode = statement(
  'secondFactor.putCode',
  'insert into recovery_code (agency_id, person_id, code_index) values ($1, $2, $3)',
);
const drop = statement<{ person_id: string }>(
  'secondFactor.drop',
  'delete from second_factor where agency_id = $1 and person_id = $2 returning person_id',
);

const standing = statement<{ confirmed_at: Date; codes_left: number }>(
  'secondFactor.standing',
  `select s.confirmed_at, (select count(*)::int from recovery_code c
  where c.agency_id = $1 and c.person_id = $2 and c.used_at is null) as codes_left
from second_factor s where s.agency_id = $1 and s.person_id = $2 and s.confirmed_at is not null`,
);

// No 0, o, 1, l, i: these codes are copied by hand.
const letters = 'abcdefghjkmnpqrstuvwxyz23456789';
const newRecoveryCode = (): string => {
  const part = () => Array.from({ length: 5 }, () => letters[randomInt(letters.length)]).join('');
  return `${part()}-${part()}`;
};

const codeIndex = (vault: Vault, person: string, code: string): Buffer =>
  vault.index(`recovery ${person} ${code.toLowerCase().replace(/[^a-z0-9]/g, '')}`);

/** Whatever is typed between the figures does not matter; anything but six figures is no code of the device. */
const sixFigures = (typed: string): string | null => {
  const figures = typed.normalize('NFKC').replace(/[\s-]/g, '');
  return /^\d{6}$/.test(figures) ? figures : null;
};

export type Enrolment = { secret: string; uri: string };
export type SecondFactorStanding = { since: Date; codesLeft: number } | null;

/** Codes from a device (RFC 6238) as second factor of an account, with recovery codes for the day the device is gone. */
export const createSecondFactor = (pool: Pool, vault: Vault, now: () => Date) => {
  /** The time step of a right code that is newer than the last one taken. */
  const stepOf = async (secret: string, typed: string, after: number): Promise<number | null> => {
    const token = sixFigures(typed);
    if (token === null) return null;
    const epoch = Math.floor(now().getTime() / 1000);
    const checked = await verify({
      secret,
      token,
      epoch,
      epochTolerance: drift,
      ...(after > 0 && { afterTimeStep: after }),
    });
    return checked.valid && 'timeStep' in checked ? checked.timeStep : null;
  };
  const reveal = (row: { secret: Buffer; wrapped: Buffer }): string =>
    vault.reveal(vault.unwrap(row.wrapped), row.secret).value as string;

  const freshCodes = async (client: PoolClient, agency: string, person: string): Promise<string[]> => {
    const codes = Array.from({ length: recoveryCodes }, newRecoveryCode);
    await run(client, dropCodes, agency, person);
    for (const code of codes) await run(client, putCode, agency, person, codeIndex(vault, person, code));
    return codes;
  };

  return {
    async standing(agency: string, person: string): Promise<SecondFactorStanding> {
      const [row] = await run(pool, standing, agency, person);
      return row ? { since: row.confirmed_at, codesLeft: row.codes_left } : null;
    },

    /** A new secret to put into a device; it counts for nothing until a code of it was given. */
    async begin(agency: { id: string; name: string }, person: string, label: string): Promise<Outcome<Enrolment>> {
      const [key] = await run(pool, keyOf, agency.id, person);
      if (!key) return refuse('notFound', 'person');
      const secret = generateSecret();
      const { cipher } = vault.protect(vault.unwrap(key.wrapped), secret);
      const [row] = await run(pool, begin, agency.id, person, cipher, now());
      if (!row) return refuse('conflict', 'secondFactor.stands');
      return granted({ secret, uri: generateURI({ issuer: agency.name, label, secret }) });
    },

    /** The first code of the device; answers recovery codes, which are shown this once. */
    async confirm(agency: string, person: string, code: string): Promise<Outcome<string[]>> {
      const [row] = await run(pool, find, agency, person);
      if (!row) return refuse('conflict', 'secondFactor.notBegun');
      if (row.confirmed_at) return refuse('conflict', 'secondFactor.stands');
      const step = await stepOf(reveal(row), code, 0);
      if (step === null) return refuse('invalid', 'form', {}, { fields: [{ path: 'code', rule: 'code.wrong' }] });
      return inTransaction<Outcome<string[]>>(
        pool,
        async (client) => {
          const at = now();
          const [done] = await run(client, confirm, agency, person, at, step);
          if (!done) return refuse('conflict', 'secondFactor.stands');
          const codes = await freshCodes(client, agency, person);
          await recordSecurity(client, agency, { at, kind: 'secondFactorSet', person, detail: {} });
          return granted(codes);
        },
        (outcome) => outcome.ok,
      );
    },

    /** Takes a code of the device or a recovery code, each once; answers which it was. */
    async accept(agency: string, person: string, code: string): Promise<'device' | 'recovery' | null> {
      const [row] = await run(pool, find, agency, person);
      if (!row?.confirmed_at) return null;
      const step = await stepOf(reveal(row), code, row.last_step);
      if (step !== null) return (await run(pool, take, agency, person, step)).length > 0 ? 'device' : null;
      const at = now();
      const [used] = await run(pool, takeRecovery, agency, person, codeIndex(vault, person, code), at);
      if (!used) return null;
      await recordSecurity(pool, agency, { at, kind: 'recoveryCodeUsed', person, detail: {} });
      return 'recovery';
    },

    renewCodes: (agency: string, person: string): Promise<string[]> =>
      inTransaction(pool, (client) => freshCodes(client, agency, person)),

    /** Takes the second factor away; `by` is who did it, if not the person. False = there was none. */
    remove: (agency: string, person: string, by: string | null): Promise<boolean> =>
      inTransaction(pool, (client) => removeSecondFactor(client, agency, person, by, now())),
  };
};

export type SecondFactor = ReturnType<typeof createSecondFactor>;

export const removeSecondFactor = async (
  client: Runner,
  agency: string,
  person: string,
  by: string | null,
  at: Date,
): Promise<boolean> => {
  await run(client, dropCodes, agency, person);
  const [gone] = await run(client, drop, agency, person);
  if (!gone) return false;
  await recordSecurity(client, agency, {
    at,
    kind: 'secondFactorRemoved',
    person: by,
    detail: { subject: person },
  });
  return true;
};
