import type { Calendar } from '../../kernel/calendar/calendar.ts';
import { inForce, type MailRule } from '../../kernel/view/mail.ts';
import type { Agency } from '../authorization/directory.ts';
import { dayOf } from '../command/engine.ts';
import type { Runner } from '../database/statement.ts';
import type { MailDeps } from './deps.ts';
import { heldUntil, nextDigest, wallDay } from './hours.ts';
import { lookAgainAt, type Recipient, recipients, whoseDigest } from './person.ts';
import { makeMail, type NewMail } from './queue.ts';
import { mailRule } from './rule.ts';

const hourMs = 3_600_000;
/** Nobody wants yesterday's morning letter in the evening. */
const latestMs = 12 * hourMs;
/** A holiday announced since then moves the next one: it is looked at again within a day. */
const lookMs = 24 * hourMs;

type Reckoned = { next: Date | null; mail: NewMail | null; digestedAt: Date | null };

const reckon = (recipient: Recipient, rule: MailRule, calendar: Calendar, now: Date, newId: () => string): Reckoned => {
  const holds = inForce(rule, recipient.choice);
  if (!recipient.address || holds.muted.includes('digest')) return { next: null, mail: null, digestedAt: null };
  const soon = (at: Date | null): Date => new Date(Math.min(at?.getTime() ?? Infinity, now.getTime() + lookMs));
  const expected = nextDigest(calendar, holds, recipient.digestedAt);
  if (expected === null || expected > now) return { next: soon(expected), mail: null, digestedAt: null };
  const following = soon(nextDigest(calendar, holds, now));
  // The one expected may be days old; whether this morning's is still worth sending is asked of the newest one missed.
  const missed = nextDigest(calendar, holds, new Date(now.getTime() - latestMs));
  if (missed === null || missed > now) return { next: following, mail: null, digestedAt: null };
  const isLate = now.getTime() - missed.getTime() > hourMs;
  const mail: NewMail = {
    id: newId(),
    person: recipient.person,
    kind: 'digest',
    notice: null,
    day: wallDay(calendar, now),
    since: recipient.digestedAt,
    due: isLate ? heldUntil(calendar, holds, now) : now,
  };
  return { next: following, mail, digestedAt: now };
};

/** Makes the digests that are due; what stands in one is looked up when it leaves. The caller holds the transaction. */
export const makeDigests = async (deps: MailDeps, runner: Runner, agency: Agency): Promise<number> => {
  const now = deps.now();
  const due = await whoseDigest(runner, deps.vault, agency.id, now);
  const [first] = due;
  if (!first) return 0;
  const { settings } = await deps.viewerFor(agency, first.person, now);
  const calendar = settings.calendarOn(dayOf(now)).value;
  const { rule } = await mailRule(runner, agency.id);
  const mails: NewMail[] = [];
  for (const recipient of due) {
    const { next, mail, digestedAt } = reckon(recipient, rule, calendar, now, deps.newId);
    if (mail) mails.push(mail);
    await lookAgainAt(runner, agency.id, recipient.person, next, digestedAt);
  }
  await makeMail(runner, agency.id, mails, now);
  return due.length;
};

/** Once a day, at the agency's hour, the newest checkpoint goes to whoever was named as its witness. */
export const makeWitnessMail = async (deps: MailDeps, agency: Agency): Promise<number> => {
  const now = deps.now();
  const { rule, witnesses } = await mailRule(deps.runner, agency.id);
  const [first] = witnesses;
  if (first === undefined) return 0;
  const { settings } = await deps.viewerFor(agency, first, now);
  const calendar = settings.calendarOn(dayOf(now)).value;
  const day = wallDay(calendar, now);
  // Every day, free ones too: a log may be altered on a Sunday.
  const daily = { ...rule, digestDays: 'every' as const };
  const opened = nextDigest(calendar, daily, new Date(now.getTime() - lookMs));
  if (opened === null || opened > now || wallDay(calendar, opened) !== day) return 0;
  const known = await recipients(deps.runner, deps.vault, agency.id, witnesses);
  const mails = witnesses.flatMap((person): NewMail[] =>
    known.get(person)?.address
      ? [{ id: deps.newId(), person, kind: 'witness', notice: null, day, since: null, due: now }]
      : [],
  );
  return makeMail(deps.runner, agency.id, mails, now);
};
