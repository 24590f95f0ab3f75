import type { Calendar } from './calendar.ts';
import { coveredBy, mergePauses, type Pause } from './pauses.ts';
import { dateOf, type Planned, plan, worked } from './plan.ts';
import { lastShown } from './rail-ends.ts';
import { dayMs, reading, toLocal } from './zone.ts';

/** One day of a deadline as it is drawn: used up, stopped, today, the last. `n` is which of the counted days it is. */
export type RailCell = {
  date: string;
  n: number | null;
  used: boolean;
  paused: boolean;
  today: boolean;
  due: boolean;
};

/**
 * The days around now, and how many more there are that are not drawn: before the first and behind the last. Of one long over the
 * last `lastShown` days are drawn too, and `after` counts those between them and the end.
 */
export type Rail = { before: number; cells: RailCell[]; after: number };

export type RailQuestion = {
  start: number;
  /** Null while an open pause leaves it without an end. */
  due: number | null;
  /** `days`: working days behind the day of receipt; `calendarDays`: all of them; `time`: working days from the start on. */
  counts: 'days' | 'calendarDays' | 'time';
  pauses: readonly Pause[];
  /** Now, or when it ended. */
  at: number;
  isOpen: boolean;
};

const shown = 15;

const firstDay = (planned: Planned, { start, counts }: RailQuestion): number => {
  const receipt = Math.floor(toLocal(planned.zone, start) / dayMs);
  if (counts !== 'time') return receipt + 1;
  const isOver = worked(planned, reading(planned.zone, start)) >= planned.time.before(receipt + 1);
  return isOver ? receipt + 1 : receipt;
};

/** A day is stopped when a pause covers its end; where minutes count, when nothing of it was left. */
const stopper = (planned: Planned, { counts }: RailQuestion, pauses: readonly Pause[]) => {
  const days = planned.counted[counts === 'calendarDays' ? 'd' : 'wd'];
  return (day: number): boolean => {
    const pause = coveredBy(pauses, days.end(day));
    if (!pause) return false;
    return counts !== 'time' || worked(planned, reading(planned.zone, pause.from)) <= planned.time.before(day);
  };
};

/**
 * At most fifteen days of a deadline around now, one a counted day, so that a page draws it without the whole explanation. Days
 * behind the end are drawn up to today while it is open. Costs what is drawn, however long the limit.
 */
export const railOf = (calendar: Calendar, question: RailQuestion): Rail => {
  const planned = plan(calendar);
  const pauses = mergePauses(question.pauses);
  const days = planned.counted[question.counts === 'calendarDays' ? 'd' : 'wd'];
  const today = Math.floor(toLocal(planned.zone, question.at) / dayMs);
  // A moment at midnight ends the day before.
  const dueDay = question.due === null ? null : Math.floor((toLocal(planned.zone, question.due) - 1) / dayMs);
  const first = firstDay(planned, question);
  const last = Math.max(dueDay ?? first, question.isOpen ? today : first, first);
  const base = days.before(first);
  const total = days.before(last + 1) - base;
  // Of one long over its end is drawn, not the days since.
  const near = dueDay !== null && dueDay < today ? dueDay : today;
  const focus = days.before(Math.min(Math.max(near, first), last)) - base;
  // Days that went by since are left out, so that neither the end nor today is lost among them.
  const isLong = near === dueDay && near >= first && near < today && total - focus - 1 > lastShown + 1;
  const wanted = isLong ? Math.min(focus + 1, shown - lastShown - 1) : shown;
  const from = Math.max(0, isLong ? focus + 1 - wanted : Math.min(focus - 7, total - shown));
  const stopped = stopper(planned, question, pauses);

  const list: number[] = [];
  const put = (index: number): void => {
    const day = days.reach(base + index + 1);
    if (day !== null) list.push(day);
  };
  for (let index = from; index < Math.min(total, from + wanted); index++) put(index);
  if (isLong) for (let index = total - lastShown; index < total; index++) put(index);
  const after = Math.max(0, total - from - wanted - (isLong ? lastShown : 0));
  // A fixed date may lie on a free day.
  if (dueDay !== null && !days.is(dueDay) && dueDay >= first && (after === 0 || isLong)) list.push(dueDay);
  list.sort((a, b) => a - b);

  let counted = from - pausedBefore(planned, question, pauses, first, list[0] ?? first);
  const cells = list.map((day): RailCell => {
    const paused = stopped(day) && day <= today;
    const counts = days.is(day) && !paused && (dueDay === null || day <= dueDay);
    if (counts) counted += 1;
    return {
      date: dateOf(day),
      n: counts ? counted : null,
      used: !paused && (day < today || (day === today && !question.isOpen)) && (dueDay === null || day <= dueDay),
      paused,
      today: question.isOpen && day === today,
      due: day === dueDay,
    };
  });
  return { before: from, cells, after };
};

/** How many stopped days lie before the first that is drawn; by sums, for a pause may have lasted years. */
const pausedBefore = (
  planned: Planned,
  { counts }: RailQuestion,
  pauses: readonly Pause[],
  first: number,
  drawn: number,
): number => {
  const days = planned.counted[counts === 'calendarDays' ? 'd' : 'wd'];
  const dayAt = (moment: number): number => Math.floor(toLocal(planned.zone, moment) / dayMs);
  let sum = 0;
  for (const { from, to } of pauses) {
    const startDay = dayAt(from);
    // Where minutes count, a day that a pause began in was used in part.
    const isWhole =
      counts === 'time'
        ? worked(planned, reading(planned.zone, from)) <= planned.time.before(startDay)
        : days.end(startDay) > from;
    const begin = Math.max(first, isWhole ? startDay : startDay + 1);
    const endDay = to === Infinity ? drawn : dayAt(to);
    const end = Math.min(drawn, to === Infinity || !days.is(endDay) || days.end(endDay) > to ? endDay : endDay + 1);
    if (begin < end) sum += days.before(end) - days.before(begin);
  }
  return sum;
};
