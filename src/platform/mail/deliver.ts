import { inForce } from '../../kernel/view/mail.ts';
import type { Agency } from '../authorization/directory.ts';
import { dayOf } from '../command/engine.ts';
import { run, statement } from '../database/statement.ts';
import { latestCheckpoint } from '../log/witness.ts';
import type { MailDeps } from './deps.ts';
import { digestLetter } from './digest-letter.ts';
import { wallTime } from './hours.ts';
import { type Draft, letterOf } from './letter.ts';
import { noticeLetter } from './notice-letter.ts';
import { witnessLetter } from './other-letters.ts';
import { recipients } from './person.ts';
import { claimMail, endMail, failMail, type MailRow, nextTry, releaseMail } from './queue.ts';
import { mailRule } from './rule.ts';
import type { MailServer } from './server.ts';
import { isLasting, isOfServer, type Letter, sendLetter } from './transport.ts';
import { type Words, wordsFrom } from './words.ts';

/** Who cannot sign in is not written to either: what a letter links to would be closed to them. */
const mayComeIn = statement<{ person_id: string }>(
  'mail.mayComeIn',
  'select person_id from account where agency_id = $1 and person_id = $2 and not closed and barred_at is null',
);

type Row = MailRow & { notices: readonly string[] };
type Written = { draft: Draft; attachments?: Letter['attachments'] };

const witnessOf = async (
  deps: MailDeps,
  agency: Agency,
  t: Words,
  wall: (at: Date) => string,
): Promise<Written | null> => {
  const checkpoint = await latestCheckpoint(deps.runner, agency, 'mail', deps.now());
  if (!checkpoint) return null;
  const draft = witnessLetter(t, agency.name, checkpoint, wall(checkpoint.madeAt));
  return { draft, attachments: [{ filename: `${agency.code}-${checkpoint.size}.note`, content: checkpoint.note }] };
};

/** What a letter says at this moment, and where it goes; null where there is nothing to say any more. */
const write = async (deps: MailDeps, agency: Agency, server: MailServer, row: Row): Promise<Letter | null> => {
  const { runner, vault, now: clock, engine } = deps;
  const now = clock();
  const t = wordsFrom(deps.text);
  const recipient = (await recipients(runner, vault, agency.id, [row.person_id])).get(row.person_id);
  if (!recipient?.address) return null;
  if ((await run(runner, mayComeIn, agency.id, row.person_id)).length === 0) return null;
  const viewer = await deps.viewerFor(agency, row.person_id, now);
  if (viewer.capacities.length === 0) return null;
  const { rule, witnesses } = await mailRule(runner, agency.id);
  const { muted } = inForce(rule, recipient.choice);
  const { site } = server;
  const wall = (at: Date): string => wallTime(viewer.settings.calendarOn(dayOf(now)).value, at);
  const written = async (): Promise<Written | null> => {
    if (row.kind === 'witness') return witnesses.includes(row.person_id) ? witnessOf(deps, agency, t, wall) : null;
    const draft =
      row.kind === 'notice'
        ? await noticeLetter(runner, { viewer, ids: row.notices, muted, site, now, t })
        : muted.includes('digest')
          ? null
          : await digestLetter(engine, { viewer, since: row.since ?? row.made_at, site, now, t });
    return draft && { draft };
  };
  const found = await written();
  if (!found) return null;
  const foot = [
    ...found.draft.foot,
    ...(row.kind === 'witness' ? [] : [t('mail.foot.choice', { link: `${site}/account?tab=mail` })]),
    t('mail.foot.noReply', { agency: agency.name }),
  ];
  const host = server.sender.slice(server.sender.lastIndexOf('@') + 1);
  return {
    to: recipient.address,
    ...letterOf({ ...found.draft, foot }),
    messageId: `<${row.id}.${agency.code}@${host}>`,
    ...(found.attachments && { attachments: found.attachments }),
  };
};

export type Delivered = 'none' | 'sent' | 'dropped' | 'failed' | 'serverFailed';

/**
 * Sends the next letter of an agency that may leave. A failure that is the server's gives the letter back for this time:
 * the others would fail alike, so the caller leaves the agency alone for a while.
 */
export const deliverOne = async (deps: MailDeps, agency: Agency, server: MailServer): Promise<Delivered> => {
  const { runner, now } = deps;
  const row = await claimMail(runner, agency.id, now());
  if (!row) return 'none';
  let letter: Letter | null;
  try {
    letter = await write(deps, agency, server, row);
  } catch (error) {
    // Not this letter's fault, or one of ours: the next process or the next minute tries it again.
    await releaseMail(runner, agency.id, row, new Date(now().getTime() + 60_000));
    throw error;
  }
  if (!letter) {
    await endMail(runner, agency.id, row, 'dropped', now());
    return 'dropped';
  }
  const sent = await sendLetter(server, letter, { agencyName: agency.name, ca: deps.ca });
  if (sent.ok) {
    await endMail(runner, agency.id, row, 'sent', now());
    return 'sent';
  }
  const { reason, code } = sent;
  const next = isLasting(reason) ? null : nextTry(row.due_at, row.tries, now());
  await failMail(runner, agency.id, row, { reason, code, next, at: now() });
  return isOfServer(reason) ? 'serverFailed' : 'failed';
};
