import { bite, inBites } from '../database/bites.ts';
import { type Runner, run, statement } from '../database/statement.ts';
import type { MailReason } from './transport.ts';

/** A letter that waits: ids only. */
export type MailRow = {
  id: string;
  person_id: string;
  kind: 'notice' | 'digest' | 'witness';
  since: Date | null;
  made_at: Date;
  due_at: Date;
  tries: number;
  held_until: Date;
};

export type NewMail = {
  id: string;
  person: string;
  kind: MailRow['kind'];
  notice: string | null;
  day: string | null;
  since: Date | null;
  due: Date;
};

const put = statement<{ id: string }>(
  'mail.put',
  `insert into mail (agency_id, id, person_id, kind, notice_id, day, since, state, made_at, due_at, next_try_at, tries)
select $1::uuid, id, person, kind, notice, day, since, 'waiting', $3, due, due, 0
from json_to_recordset($2::json) as r(id uuid, person uuid, kind text, notice uuid, day date, since timestamptz, due timestamptz)
on conflict do nothing returning id`,
);

/** Makes letters; one that was made before, by whatever process, is not made again. Answers how many are new. */
export const makeMail = async (runner: Runner, agency: string, mails: readonly NewMail[], at: Date): Promise<number> =>
  mails.length === 0 ? 0 : (await run(runner, put, agency, JSON.stringify(mails), at)).length;

/** Agencies with a letter that may leave, or the moment the next one may. */
export const earliestMail = statement<{ id: string; at: Date }>(
  'mail.earliest',
  `select a.id, n.next_try_at as at from agency a cross join lateral (
  select m.next_try_at from mail m where m.agency_id = a.id and m.state = 'waiting' order by m.next_try_at limit 1
) n order by n.next_try_at`,
  { acrossAgencies: true },
);

// One at a time: the row is locked for this statement, and for as long as sending takes `held_until` keeps others off.
const claim = statement<MailRow>(
  'mail.claim',
  `update mail set held_until = $3, next_try_at = $3 where agency_id = $1 and id = (
  select m.id from mail m where m.agency_id = $1 and m.state = 'waiting' and m.next_try_at <= $2
  order by m.next_try_at limit 1 for update skip locked)
returning id, person_id, kind, since, made_at, due_at, tries, held_until`,
);

/** What else waits for the same person and was never tried goes along: one letter, one Message-ID. */
const gather = statement(
  'mail.gather',
  `update mail set state = 'gathered', with_id = $3, ended_at = $4 where agency_id = $1 and id in (
  select m.id from mail m where m.agency_id = $1 and m.person_id = $2 and m.kind = 'notice' and m.state = 'waiting'
    and m.tries = 0 and m.id <> $3 and m.next_try_at <= $4 limit 200 for update skip locked)`,
);

const noticesOf = statement<{ notice_id: string }>(
  'mail.noticesOf',
  `select notice_id from mail where agency_id = $1 and id = $2 union
select notice_id from mail where agency_id = $1 and with_id = $2`,
);

/** How long a process may be about a letter before another one takes it over. */
const heldMs = 300_000;

/** The next letter that may leave, with the notices that leave in it; null where there is none. */
export const claimMail = async (
  runner: Runner,
  agency: string,
  now: Date,
): Promise<(MailRow & { notices: string[] }) | null> => {
  const [row] = await run(runner, claim, agency, now, new Date(now.getTime() + heldMs));
  if (!row) return null;
  if (row.kind !== 'notice') return { ...row, notices: [] };
  if (row.tries === 0) await run(runner, gather, agency, row.person_id, row.id, now);
  const notices = await run(runner, noticesOf, agency, row.id);
  return { ...row, notices: notices.map(({ notice_id }) => notice_id) };
};

// Each of these asks that the letter is still in this process's hands.
const ended = statement(
  'mail.ended',
  `update mail set state = $4, ended_at = $5, held_until = null, reason = null, answer = null, tries = tries + 1
where agency_id = $1 and id = $2 and held_until = $3 and state = 'waiting'`,
);
const failed = statement(
  'mail.failed',
  `update mail set state = $4, next_try_at = coalesce($5::timestamptz, next_try_at), ended_at = $6, held_until = null,
  reason = $7, answer = $8, tries = tries + 1 where agency_id = $1 and id = $2 and held_until = $3 and state = 'waiting'`,
);
const release = statement(
  'mail.release',
  `update mail set next_try_at = $4, held_until = null where agency_id = $1 and id = $2 and held_until = $3 and state = 'waiting'`,
);

export const endMail = async (
  runner: Runner,
  agency: string,
  row: MailRow,
  state: 'sent' | 'dropped',
  at: Date,
): Promise<void> => {
  await run(runner, ended, agency, row.id, row.held_until, state, at);
};

/** Did not go: again at `next`, or given up where that is null. */
export const failMail = async (
  runner: Runner,
  agency: string,
  row: MailRow,
  { reason, code, next, at }: { reason: MailReason; code: number | null; next: Date | null; at: Date },
): Promise<void> => {
  const state = next === null ? 'failed' : 'waiting';
  await run(runner, failed, agency, row.id, row.held_until, state, next, next === null ? at : null, reason, code);
};

/** Given back untried. */
export const releaseMail = async (runner: Runner, agency: string, row: MailRow, next: Date): Promise<void> => {
  await run(runner, release, agency, row.id, row.held_until, next);
};

const minute = 60_000;
const pauses = [1, 5, 15, 30, 60, 120, 240, 360].map((minutes) => minutes * minute);
/** After two days nobody tries any more, and somebody is told. */
const lastMs = 48 * 60 * minute;

/** When a letter that was due then is tried again after so many tries; null = given up. */
export const nextTry = (dueAt: Date, tries: number, now: Date): Date | null => {
  const next = now.getTime() + (pauses[Math.min(tries, pauses.length - 1)] ?? 0);
  return next > dueAt.getTime() + lastMs ? null : new Date(next);
};

export type TroubledMail = {
  id: string;
  person_id: string;
  kind: MailRow['kind'];
  state: 'waiting' | 'failed';
  made_at: Date;
  next_try_at: Date;
  ended_at: Date | null;
  tries: number;
  reason: MailReason;
  answer: number | null;
};

const troubled = statement<TroubledMail>(
  'mail.troubled',
  `select id, person_id, kind, state, made_at, next_try_at, ended_at, tries, reason, answer from mail
where agency_id = $1 and state in ('waiting', 'failed') and reason is not null and id < $2::uuid order by id desc limit $3`,
);

/** Letters that did not go, newest first. */
export const troubledMail = (runner: Runner, agency: string, before: string, limit: number): Promise<TroubledMail[]> =>
  run(runner, troubled, agency, before, limit);

const again = statement<{ id: string }>(
  'mail.again',
  `update mail set state = 'waiting', due_at = $3, next_try_at = $3, ended_at = null, held_until = null, tries = 0
where agency_id = $1 and id = $2 and state in ('waiting', 'failed') and reason is not null
  and (held_until is null or held_until <= $3) returning id`,
);
const allAgain = statement<{ id: string }>(
  'mail.allAgain',
  `update mail set state = 'waiting', due_at = $2, next_try_at = $2, ended_at = null, held_until = null, tries = 0
where agency_id = $1 and state in ('waiting', 'failed') and reason is not null and (held_until is null or held_until <= $2)
returning id`,
);

/** Sends one of them again at once, or all; answers how many. */
export const mailAgain = async (runner: Runner, agency: string, id: string | null, at: Date): Promise<number> =>
  (id === null ? await run(runner, allAgain, agency, at) : await run(runner, again, agency, id, at)).length;

const figures = statement<{ waiting: number; troubled: number; failed: number; sent: number }>(
  'mail.figures',
  `select (select count(*)::int from (select 1 from mail where agency_id = $1 and state = 'waiting' limit 1000) x) as waiting,
  (select count(*)::int from (select 1 from mail where agency_id = $1 and state = 'waiting' and reason is not null limit 1000) x) as troubled,
  (select count(*)::int from (select 1 from mail where agency_id = $1 and state = 'failed' and reason is not null limit 1000) x) as failed,
  (select count(*)::int from (select 1 from mail where agency_id = $1 and made_at > $2 and state = 'sent' limit 1000) x) as sent`,
);

/** Counted no further than a thousand. `sent` is of the last day. */
export const mailFigures = async (runner: Runner, agency: string, now: Date) => {
  const [row] = await run(runner, figures, agency, new Date(now.getTime() - 24 * 60 * minute));
  return row ?? { waiting: 0, troubled: 0, failed: 0, sent: 0 };
};

const clearGone = statement<{ id: string }>(
  'mail.clearGone',
  `delete from mail where agency_id = $1 and id = any(array(
  select m.id from mail m where m.agency_id = $1 and m.made_at < $2 and m.state in ('sent', 'dropped', 'gathered')
  order by m.made_at limit ${bite})) returning id`,
);
const clearOld = statement<{ id: string }>(
  'mail.clearOld',
  `delete from mail where agency_id = $1 and id = any(array(
  select m.id from mail m where m.agency_id = $1 and m.made_at < $2 order by m.made_at limit ${bite})) returning id`,
);
const dayMs = 24 * 60 * minute;

/** What went is kept a month, what did not three: long enough to ask why. */
export const clearMail = async (runner: Runner, agency: string, now: Date): Promise<void> => {
  await inBites(() => run(runner, clearGone, agency, new Date(now.getTime() - 30 * dayMs)));
  await inBites(() => run(runner, clearOld, agency, new Date(now.getTime() - 90 * dayMs)));
};
