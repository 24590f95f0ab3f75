import { randomInt } from 'node:crypto';
import { granted, type Outcome, refuse } from '../../kernel/refusal.ts';
import { type Runner, run, statement } from '../database/statement.ts';
import type { Vault } from '../personal/vault.ts';

/** How long a code holds, how often one may be tried, and how soon another one may be asked for. */
const hourMs = 3_600_000;
const triesAllowed = 5;
const soonestMs = 60_000;

const keyOf = statement<{ wrapped: Buffer }>(
  'mail.personKey',
  'select wrapped from data_key where agency_id = $1 and subject_id = $2',
);

/** One address at a time waits; another letter so soon after the last one is refused by writing nothing. */
const put = statement<{ person_id: string }>(
  'mail.putPending',
  `insert into mail_pending (agency_id, person_id, address, code_index, tries, at) values ($1, $2, $3, $4, 0, $5)
on conflict (agency_id, person_id) do update set address = excluded.address, code_index = excluded.code_index, tries = 0, at = excluded.at
  where mail_pending.at <= $6
returning person_id`,
);

/** Counts the try before it is looked at: many at once do not get more of them. */
const take = statement<{ address: Buffer; code_index: Buffer; at: Date }>(
  'mail.tryPending',
  `update mail_pending set tries = tries + 1 where agency_id = $1 and person_id = $2 and tries < $3 and at > $4
returning address, code_index, at`,
);

const find = statement<{ address: Buffer; wrapped: Buffer; at: Date }>(
  'mail.pending',
  `select p.address, k.wrapped, p.at from mail_pending p join data_key k on k.agency_id = $1 and k.subject_id = p.person_id
where p.agency_id = $1 and p.person_id = $2 and p.at > $3`,
);

const drop = statement('mail.dropPending', 'delete from mail_pending where agency_id = $1 and person_id = $2');
const dropOld = statement('mail.dropOldPending', 'delete from mail_pending where agency_id = $1 and at < $2');

const indexOf = (vault: Vault, person: string, code: string): Buffer => vault.index(`mail code ${person} ${code}`);

export type Begun = { address: string; code: string };

/** An address waits for its code; the code is nowhere kept and goes out with the letter alone. */
export const beginAddress = async (
  runner: Runner,
  vault: Vault,
  agency: string,
  person: string,
  address: string,
  at: Date,
): Promise<Outcome<Begun>> => {
  const [key] = await run(runner, keyOf, agency, person);
  if (!key) return refuse('notFound', 'person');
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  const { cipher } = vault.protect(vault.unwrap(key.wrapped), address);
  const before = new Date(at.getTime() - soonestMs);
  const [put1] = await run(runner, put, agency, person, cipher, indexOf(vault, person, code), at, before);
  return put1 ? granted({ address, code }) : refuse('tooMany', 'mail.codeSoon');
};

/** The address whose code was given, still encrypted; a wrong one counts, and after five another letter is needed. */
export const takeCode = async (
  runner: Runner,
  vault: Vault,
  agency: string,
  person: string,
  typed: string,
  at: Date,
): Promise<Outcome<Buffer>> => {
  const code = typed.normalize('NFKC').replace(/[\s-]/g, '');
  const row = (await run(runner, take, agency, person, triesAllowed, new Date(at.getTime() - hourMs)))[0];
  if (!row) return refuse('conflict', 'mail.noCode', {}, { mend: 'mail.newCode' });
  if (!row.code_index.equals(indexOf(vault, person, code)))
    return refuse('invalid', 'form', {}, { fields: [{ path: 'code', rule: 'mail.codeWrong' }] });
  await run(runner, drop, agency, person);
  return granted(row.address);
};

/** The address that waits for its code, if one does. */
export const pendingAddress = async (
  runner: Runner,
  vault: Vault,
  agency: string,
  person: string,
  at: Date,
): Promise<string | null> => {
  const [row] = await run(runner, find, agency, person, new Date(at.getTime() - hourMs));
  return row ? (vault.reveal(vault.unwrap(row.wrapped), row.address).value as string) : null;
};

export const dropPending = async (runner: Runner, agency: string, person: string): Promise<void> => {
  await run(runner, drop, agency, person);
};

/** Addresses nobody confirmed are not kept. */
export const dropOldPendings = async (runner: Runner, agency: string, now: Date): Promise<void> => {
  await run(runner, dropOld, agency, new Date(now.getTime() - hourMs));
};
