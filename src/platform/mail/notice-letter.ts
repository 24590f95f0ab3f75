import type { MailKind } from '../../kernel/view/mail.ts';
import type { Viewer } from '../authorization/directory.ts';
import { selvesOf, viewerPlaces, viewerValues, visibleTo } from '../authorization/visible-to.ts';
import { dayOf } from '../command/engine.ts';
import { type Runner, run, statement } from '../database/statement.ts';
import { leastAt } from '../notices/told-id.ts';
import { mailKindOf } from './from-notices.ts';
import type { Draft } from './letter.ts';
import { lineOf, nameOf, type Told } from './lines.ts';
import type { Words } from './words.ts';

export type NoticeTold = {
  id: string;
  person_id: string;
  kind: string;
  seen: boolean;
  matter_id: string;
  number: string;
  title: string | null;
  confidential: boolean;
  open: boolean;
  owner_id: string;
  asked: string[];
  light: string;
  due_at: Date | null;
};

const columns = `n.id, n.person_id, n.kind, n.seen_at is not null as seen, m.id as matter_id, m.number, m.title, m.confidential, m.open,
  m.owner_id, m.asked, m.light, m.due_at`;

/** Notices by their ids, as far as the reader may know of them at this moment. $2 ids, $3–$5 viewer, $6 whose. */
const byIds = statement<NoticeTold>(
  'mail.notices',
  `select ${columns} from notice n join matter m on m.agency_id = $1 and m.id = n.matter_id
where n.agency_id = $1 and n.id = any($2::uuid[]) and n.person_id = any($6::uuid[]) and ${visibleTo('m', viewerPlaces(3))} order by n.id`,
);

/** What somebody was told after a moment, newest first. $2 person, $3–$5 viewer, $6 after this id, $7 how many. */
const since = statement<NoticeTold>(
  'mail.noticesSince',
  `select ${columns} from notice n join matter m on m.agency_id = $1 and m.id = n.matter_id
where n.agency_id = $1 and n.person_id = $2 and n.id > $6::uuid and ${visibleTo('m', viewerPlaces(3))} order by n.id desc limit $7`,
);

export const noticesSince = (runner: Runner, viewer: Viewer, from: Date, most: number): Promise<NoticeTold[]> =>
  run(runner, since, viewer.agency.id, viewer.person, ...viewerValues(viewer), leastAt(from.getTime()), most);

export const toldOf = (row: NoticeTold): Told => ({
  id: row.matter_id,
  number: row.number,
  title: row.title,
  confidential: row.confidential,
  light: row.light,
  due: row.due_at,
});

/** Is it still so? What was held over night may have been done since, or lie with somebody else. */
const stillHolds = (row: NoticeTold, about: MailKind): boolean =>
  row.open && (about === 'asked' ? row.asked.length > 0 : row.owner_id === row.person_id);

const shown = 20;

type Asked = { viewer: Viewer; ids: readonly string[]; muted: readonly MailKind[]; site: string; now: Date; t: Words };

/** The letter about notices that came at once; null where none of them is still worth it. */
export const noticeLetter = async (
  runner: Runner,
  { viewer, ids, muted, site, now, t }: Asked,
): Promise<Draft | null> => {
  const values = viewerValues(viewer);
  const found = await run(runner, byIds, viewer.agency.id, ids, ...values, selvesOf(viewer));
  const rows = found.flatMap((row) => {
    const about = mailKindOf(row.kind);
    const isNews = about !== null && !muted.includes(about) && stillHolds(row, about);
    // What one has seen on the desk meanwhile is no news; somebody else's having seen it says nothing.
    return isNews && !(row.seen && row.person_id === viewer.person) ? [{ row, about }] : [];
  });
  // Of one matter the newest word.
  const latest = [...new Map(rows.map((each) => [each.row.matter_id, each])).values()];
  const [first] = latest;
  if (!first) return null;
  const calendar = viewer.settings.calendarOn(dayOf(now)).value;
  const lines = latest.slice(0, shown).map(({ row, about }) => {
    const behalf = row.person_id === viewer.person ? null : (viewer.directory.personName(row.person_id) ?? '');
    return lineOf({ site, calendar, t }, toldOf(row), t(`mail.does.${about}`), behalf);
  });
  const over = latest.filter(({ row }) => row.light === 'over').length;
  const count = latest.length;
  const subject =
    count === 1
      ? t(`mail.subject.${first.about}`, { what: nameOf(t, toldOf(first.row)) })
      : t(over > 0 ? 'mail.subject.severalOver' : 'mail.subject.several', { count, over });
  return {
    subject,
    intro: t('mail.intro.notice', { count }),
    parts: [
      {
        title: '',
        lines,
        rest: count > shown ? t('mail.rest', { count: count - shown }) : null,
      },
    ],
    foot: [],
  };
};
