import type { DeskColumn, DeskItem } from '../../kernel/view/desk.ts';
import type { Viewer } from '../authorization/directory.ts';
import { dayOf, type Engine } from '../command/engine.ts';
import { desk } from '../desk/desk.ts';
import type { Draft, Part } from './letter.ts';
import { lineOf, type Told } from './lines.ts';
import { noticesSince, toldOf } from './notice-letter.ts';
import type { Words } from './words.ts';

/** Lines of each list; who has more opens the desk. */
const shown = 20;
/** How many notices are looked at for what is new besides. */
const looked = 60;

const toldItem = (item: DeskItem): Told => ({
  id: item.id,
  number: item.number,
  title: item.title,
  confidential: item.confidential,
  light: item.light,
  due: item.dueAt === null ? null : new Date(item.dueAt),
});

type Asked = { viewer: Viewer; since: Date; site: string; now: Date; t: Words };

/**
 * The day's letter: what must be done today, what else waits for one (requests to decide as one of a role among it, by the
 * seats of the desk), and what happened besides. Null where all three are empty.
 */
export const digestLetter = async (engine: Engine, { viewer, since, site, now, t }: Asked): Promise<Draft | null> => {
  const [{ today, doing, over }, told] = await Promise.all([
    desk({ ...engine, now: () => now }, viewer),
    noticesSince(engine.runner, viewer, since, looked),
  ]);
  const calendar = viewer.settings.calendarOn(dayOf(now)).value;
  const about = { site, calendar, t };
  const ofDesk = (title: string, column: DeskColumn): Part[] =>
    column.items.length === 0
      ? []
      : [
          {
            title: t(column.more ? 'mail.part.more' : 'mail.part.count', { title, count: column.count }),
            lines: column.items.slice(0, shown).map((item) => {
              const asks = item.wants.some(({ kind }) => kind === 'request');
              const behalf = item.wants.every((want) => want.behalf !== null) ? item.wants[0]?.behalf?.name : null;
              const isNew = item.wants.some((want) => Date.parse(want.since) > since.getTime());
              return lineOf(
                about,
                toldItem(item),
                t(asks ? 'mail.does.decide' : 'mail.does.turn'),
                behalf ?? null,
                isNew,
              );
            }),
            rest: column.count > shown ? t('mail.rest', { count: column.count - shown }) : null,
          },
        ];
  const listed = new Set([...today.items, ...doing.items].map(({ id }) => id));
  const besides = [...new Map(told.toReversed().map((row) => [row.matter_id, row])).values()]
    .filter(({ matter_id }) => !listed.has(matter_id))
    .toReversed();
  const news: Part[] =
    besides.length === 0
      ? []
      : [
          {
            title: t('mail.part.count', { title: t('mail.part.besides'), count: besides.length }),
            lines: besides
              .slice(0, shown)
              .map((row) => lineOf(about, toldOf(row), t(`mail.happened.${row.kind}`), null)),
            rest: besides.length > shown ? t('mail.rest', { count: besides.length - shown }) : null,
          },
        ];
  const parts = [...ofDesk(t('mail.part.today'), today), ...ofDesk(t('mail.part.waiting'), doing), ...news];
  if (parts.length === 0) return null;
  const figures = { today: today.count, over, waiting: doing.count, news: besides.length };
  const subject =
    today.count > 0
      ? t(over > 0 ? 'mail.subject.todayOver' : 'mail.subject.today', figures)
      : t(doing.count > 0 ? 'mail.subject.waiting' : 'mail.subject.news', figures);
  const said = [
    ...(today.count > 0 ? [t('mail.subject.today', figures)] : []),
    ...(doing.count > 0 ? [t('mail.subject.waiting', figures)] : []),
    ...(besides.length > 0 ? [t('mail.subject.news', figures)] : []),
  ];
  return { subject, intro: t('mail.intro.digest', { what: said.join(t('mail.line.between')) }), parts, foot: [] };
};
