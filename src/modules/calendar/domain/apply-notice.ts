import { type Calendar, type Interval, weekdays } from '../../../kernel/calendar/calendar.ts';
import type { Notice } from './notice.ts';

export type NamedCalendar = { calendar: Calendar; notes: Readonly<Record<string, string>> };

const minutes = (list: readonly Interval[]): number => list.reduce((sum, [from, to]) => sum + at(to) - at(from), 0);
const at = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** Hours of an ordinary working day: those of the longest day of the week, the earlier where several are. */
export const ordinaryHours = ({ week }: Calendar): [string, string][] => {
  let longest: readonly Interval[] = [];
  for (const weekday of weekdays) {
    const list = week[weekday] ?? [];
    if (minutes(list) > minutes(longest)) longest = list;
  }
  return longest.map(([from, to]) => [from, to]);
};

/**
 * A notice's days in the calendar: holidays without hours, make-up days with those of an ordinary day, each named. The whole year
 * counts as announced; lines that the notice does not speak of stay as they are.
 */
export const applyNotice = ({ calendar, notes }: NamedCalendar, notice: Notice): NamedCalendar => {
  const hours = ordinaryHours(calendar);
  const days = { ...calendar.days };
  const names: Record<string, string> = { ...notes };
  for (const { date, kind, name } of notice.days) {
    days[date] = kind === 'off' ? [] : hours.map(([from, to]) => [from, to]);
    names[date] = kind === 'off' ? name : `${name}调休`;
  }
  const end = `${notice.year}-12-31`;
  return {
    calendar: {
      ...calendar,
      days: Object.fromEntries(Object.entries(days).sort(([a], [b]) => (a < b ? -1 : 1))),
      publishedThrough: calendar.publishedThrough > end ? calendar.publishedThrough : end,
    },
    notes: names,
  };
};
