import { inForce, type MailKind } from '../../kernel/view/mail.ts';
import type { Agency } from '../authorization/directory.ts';
import type { NoticeKind } from '../command/notices.ts';
import { run, statement } from '../database/statement.ts';
import { before, leastAt, lookBackMs } from '../notices/told-id.ts';
import type { AgencySettings } from '../settings/settings.ts';
import type { MailDeps } from './deps.ts';
import { heldUntil, wallDay } from './hours.ts';
import { recipients } from './person.ts';
import { makeMail, type NewMail } from './queue.ts';
import { mailRule } from './rule.ts';

/** Notices that are worth a letter of their own; everything else stands in the digest. */
const immediate: Partial<Record<NoticeKind, MailKind>> = {
  assigned: 'assigned',
  asked: 'asked',
  over: 'over',
  sentBack: 'sentBack',
  urged: 'urged',
  // A notice of supervision or of urging: who does not want letters of one does not want those of the other.
  paper: 'urged',
};

export const mailKindOf = (notice: string): MailKind | null => immediate[notice as NoticeKind] ?? null;

const page = 500;
/** What is older when mail begins to leave again stands in the digest. */
const oldestMs = 24 * 3_600_000;

const next = statement<{ id: string; person_id: string; kind: string }>(
  'mail.newNotices',
  'select id, person_id, kind from notice where agency_id = $1 and id > $2::uuid order by id limit $3',
);

/** Where nothing stands yet mail begins at `$2`, not to be looked back from: nobody is written to about what was before. */
const position = statement<{ notice_id: string }>(
  'mail.position',
  `with made as (insert into mail_position (agency_id, notice_id) values ($1, $2) on conflict (agency_id) do nothing returning notice_id)
select notice_id from mail_position where agency_id = $1 union all select notice_id from made`,
);
const moveOn = statement(
  'mail.moveOn',
  'update mail_position set notice_id = $2 where agency_id = $1 and notice_id < $2::uuid',
);

const forPeople = async (
  deps: MailDeps,
  agency: Agency,
  rows: readonly { id: string; person_id: string; kind: string }[],
  settings: AgencySettings,
  directory: { standInsFor(person: string, day: string): readonly string[] },
  now: Date,
): Promise<NewMail[]> => {
  const calendar = settings.calendarOn(now.toISOString().slice(0, 10)).value;
  const today = wallDay(calendar, now);
  const told = rows.flatMap(({ id, person_id, kind }) => {
    const about = mailKindOf(kind);
    return about === null
      ? []
      : [person_id, ...directory.standInsFor(person_id, today)].map((person) => ({ id, person, about }));
  });
  const [{ rule }, known] = await Promise.all([
    mailRule(deps.runner, agency.id),
    recipients(deps.runner, deps.vault, agency.id, [...new Set(told.map(({ person }) => person))]),
  ]);
  return told.flatMap(({ id, person, about }): NewMail[] => {
    const recipient = known.get(person);
    if (!recipient?.address) return [];
    const holds = inForce(rule, recipient.choice);
    if (holds.muted.includes(about)) return [];
    const due = heldUntil(calendar, holds, now);
    return [{ id: deps.newId(), person, kind: 'notice', notice: id, day: null, since: null, due }];
  });
};

/**
 * Makes letters from the notices written since the last look, without a scan: by position, looking back a little as the
 * event stream does, since a notice gets its id before others can see its row. Any number of processes may do it.
 */
export const mailFromNotices = async (deps: MailDeps, agency: Agency): Promise<number> => {
  const now = deps.now();
  const [stands] = await run(deps.runner, position, agency.id, leastAt(now.getTime() + lookBackMs));
  const oldest = leastAt(now.getTime() - oldestMs);
  const last = stands?.notice_id ?? oldest;
  let [, from = oldest] = [before(last), oldest].sort();
  let made = 0;
  for (;;) {
    const rows = await run(deps.runner, next, agency.id, from, page);
    const newest = rows.at(-1);
    if (!newest) break;
    if (rows.some(({ kind }) => mailKindOf(kind) !== null)) {
      const { settings, directory } = await deps.viewerFor(agency, newest.person_id, now);
      made += await makeMail(
        deps.runner,
        agency.id,
        await forPeople(deps, agency, rows, settings, directory, now),
        now,
      );
    }
    from = newest.id;
    if (rows.length < page) break;
  }
  if (from > last) await run(deps.runner, moveOn, agency.id, from);
  return made;
};
