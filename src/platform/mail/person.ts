import type { MailChoice, MailKind } from '../../kernel/view/mail.ts';
import { type Runner, run, statement } from '../database/statement.ts';
import type { Vault } from '../personal/vault.ts';
import type { Hours } from './hours.ts';

type Row = {
  person_id: string;
  address: Buffer | null;
  wrapped: Buffer | null;
  confirmed_at: Date | null;
  digest_at: string | null;
  digest_days: Hours['digestDays'] | null;
  quiet_from: string | null;
  quiet_to: string | null;
  quiet_free_days: boolean | null;
  muted: MailKind[] | null;
  digested_at: Date;
};

/** Somebody as mail knows them. */
export type Recipient = {
  person: string;
  address: string | null;
  confirmedAt: Date | null;
  choice: MailChoice;
  digestedAt: Date;
};

const columns = `p.person_id, p.address, k.wrapped, p.confirmed_at, p.digest_at, p.digest_days, p.quiet_from, p.quiet_to,
  p.quiet_free_days, p.muted, p.digested_at`;

const some = statement<Row>(
  'mail.people',
  `select ${columns} from mail_person p left join data_key k on k.agency_id = $1 and k.subject_id = p.person_id
where p.agency_id = $1 and p.person_id = any($2::uuid[])`,
);

const recipientOf = (vault: Vault, row: Row): Recipient => ({
  person: row.person_id,
  address:
    row.address && row.wrapped && row.confirmed_at
      ? (vault.reveal(vault.unwrap(row.wrapped), row.address).value as string)
      : null,
  confirmedAt: row.confirmed_at,
  choice: {
    digestAt: row.digest_at,
    digestDays: row.digest_days,
    quietFrom: row.quiet_from,
    quietTo: row.quiet_to,
    quietFreeDays: row.quiet_free_days,
    muted: row.muted,
  },
  digestedAt: row.digested_at,
});

export const recipients = async (
  runner: Runner,
  vault: Vault,
  agency: string,
  people: readonly string[],
): Promise<Map<string, Recipient>> => {
  if (people.length === 0) return new Map();
  const rows = await run(runner, some, agency, people);
  return new Map(rows.map((row) => [row.person_id, recipientOf(vault, row)]));
};

const putAddress = statement(
  'mail.putAddress',
  `insert into mail_person (agency_id, person_id, address, confirmed_at, digested_at, next_digest_at)
values ($1, $2, $3, $4, $4, $4)
on conflict (agency_id, person_id) do update set address = excluded.address, confirmed_at = excluded.confirmed_at,
  digested_at = excluded.digested_at, next_digest_at = excluded.next_digest_at`,
);

/** Somebody's address from now on, as the pending one was kept: encrypted under the person's key. */
export const keepAddress = async (
  runner: Runner,
  agency: string,
  person: string,
  cipher: Buffer,
  at: Date,
): Promise<void> => {
  await run(runner, putAddress, agency, person, cipher, at);
};

const clearAddress = statement<{ person_id: string }>(
  'mail.clearAddress',
  `update mail_person set address = null, confirmed_at = null, next_digest_at = null
where agency_id = $1 and person_id = $2 and address is not null returning person_id`,
);
// Each half goes along the index that keeps its letters single.
const dropWaiting = statement(
  'mail.dropWaiting',
  `update mail set state = 'dropped', ended_at = $3 where agency_id = $1 and id in (
  select m.id from mail m where m.agency_id = $1 and m.person_id = $2 and m.notice_id is not null and m.state in ('waiting', 'failed')
  union all
  select m.id from mail m where m.agency_id = $1 and m.person_id = $2 and m.day is not null and m.state in ('waiting', 'failed'))`,
);

/** Takes the address away, with what was still to be sent there; true where there was one. */
export const dropAddress = async (runner: Runner, agency: string, person: string, at: Date): Promise<boolean> => {
  const gone = await run(runner, clearAddress, agency, person);
  await run(runner, dropWaiting, agency, person, at);
  return gone.length > 0;
};

const dropPerson = statement('mail.dropPerson', 'delete from mail_person where agency_id = $1 and person_id = $2');
const dropCode = statement('mail.dropCode', 'delete from mail_pending where agency_id = $1 and person_id = $2');

/** Somebody is erased: the address, one that waits for its code, the choices; letters that wait hold ids alone and are given up. */
export const forgetMail = async (runner: Runner, agency: string, person: string, at: Date): Promise<void> => {
  await run(runner, dropPerson, agency, person);
  await run(runner, dropCode, agency, person);
  await run(runner, dropWaiting, agency, person, at);
};

const putChoice = statement(
  'mail.putChoice',
  `insert into mail_person (agency_id, person_id, digest_at, digest_days, quiet_from, quiet_to, quiet_free_days, muted, digested_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
on conflict (agency_id, person_id) do update set digest_at = excluded.digest_at, digest_days = excluded.digest_days,
  quiet_from = excluded.quiet_from, quiet_to = excluded.quiet_to, quiet_free_days = excluded.quiet_free_days,
  muted = excluded.muted, next_digest_at = case when mail_person.address is null then null else $9::timestamptz end`,
);

export const keepChoice = async (
  runner: Runner,
  agency: string,
  person: string,
  choice: MailChoice,
  at: Date,
): Promise<void> => {
  const { digestAt, digestDays, quietFrom, quietTo, quietFreeDays, muted } = choice;
  await run(runner, putChoice, agency, person, digestAt, digestDays, quietFrom, quietTo, quietFreeDays, muted, at);
};

const again = statement(
  'mail.everybodyAgain',
  'update mail_person set next_digest_at = $2 where agency_id = $1 and address is not null',
);

/** The rule moved: when each next digest is due is reckoned anew. */
export const everybodyAgain = async (runner: Runner, agency: string, at: Date): Promise<void> => {
  await run(runner, again, agency, at);
};

const dueDigests = statement<Row>(
  'mail.dueDigests',
  `select ${columns} from mail_person p left join data_key k on k.agency_id = $1 and k.subject_id = p.person_id
where p.agency_id = $1 and p.next_digest_at <= $2 order by p.next_digest_at limit 200 for update of p skip locked`,
);

/** People whose digest is to be looked at, held until the transaction ends. */
export const whoseDigest = async (runner: Runner, vault: Vault, agency: string, now: Date): Promise<Recipient[]> =>
  (await run(runner, dueDigests, agency, now)).map((row) => recipientOf(vault, row));

const setNext = statement(
  'mail.setNextDigest',
  `update mail_person set next_digest_at = $3, digested_at = coalesce($4::timestamptz, digested_at)
where agency_id = $1 and person_id = $2`,
);

/** When to look again; `digestedAt` where one was made now. */
export const lookAgainAt = async (
  runner: Runner,
  agency: string,
  person: string,
  next: Date | null,
  digestedAt: Date | null,
): Promise<void> => {
  await run(runner, setNext, agency, person, next, digestedAt);
};
