import { type Calendar, type Interval, weekdays } from '../../../kernel/calendar/calendar.ts';

export type Intervals = readonly Interval[];
export type Weekday = (typeof weekdays)[number];

const dayMs = 86_400_000;

export const addDays = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);

export const weekdayOf = (date: string): Weekday =>
  weekdays[(new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7] as Weekday;

/** What a date would have without a line of its own. */
export const weekIntervals = (calendar: Calendar, date: string): Intervals => calendar.week[weekdayOf(date)] ?? [];

export const intervalsOn = (calendar: Calendar, date: string): Intervals =>
  calendar.days[date] ?? weekIntervals(calendar, date);

export const sameIntervals = (a: Intervals, b: Intervals): boolean => JSON.stringify(a) === JSON.stringify(b);

export type DayDifference = { date: string; before: Intervals; after: Intervals };
export type Differences = {
  week: { weekday: Weekday; before: Intervals; after: Intervals }[];
  /** Dates with a line of their own in either that have other hours now. */
  days: DayDifference[];
  publishedThrough: { before: string; after: string } | null;
  /** The first date with other hours; null when none has. */
  first: string | null;
};

/** What another version changes. `from` is the day from which it holds: the week's hours changed then, not before. */
export const differencesOf = (before: Calendar, after: Calendar, from: string): Differences => {
  const week = weekdays.flatMap((weekday) => {
    const [was, is] = [before.week[weekday] ?? [], after.week[weekday] ?? []];
    return sameIntervals(was, is) ? [] : [{ weekday, before: was, after: is }];
  });
  const own = [...new Set([...Object.keys(before.days), ...Object.keys(after.days)])].sort();
  const days = own.flatMap((date) => {
    const [was, is] = [intervalsOn(before, date), intervalsOn(after, date)];
    return sameIntervals(was, is) ? [] : [{ date, before: was, after: is }];
  });
  const firsts = days.slice(0, 1).map(({ date }) => date);
  if (week.length > 0)
    // Within two weeks each weekday has come, holidays aside.
    for (let ahead = 0; ahead < 28; ahead++) {
      const date = addDays(from, ahead);
      if (sameIntervals(intervalsOn(before, date), intervalsOn(after, date))) continue;
      firsts.push(date);
      break;
    }
  return {
    week,
    days,
    publishedThrough:
      before.publishedThrough === after.publishedThrough
        ? null
        : { before: before.publishedThrough, after: after.publishedThrough },
    first: firsts.sort()[0] ?? null,
  };
};

/** So far back that no open matter began before. */
const backDays = 3 * 366;

/**
 * A calendar that holds from a day on: before it every day has the hours it had. So each version stands by itself, and an outsider
 * recomputes an end with the one version that its event names.
 */
export const startingOn = (before: Calendar, after: Calendar, from: string): Calendar => {
  const days: Record<string, [string, string][]> = {};
  const copy = (intervals: Intervals): [string, string][] => intervals.map(([begin, end]) => [begin, end]);
  for (const [date, intervals] of Object.entries(before.days)) if (date < from) days[date] = copy(intervals);
  for (const [date, intervals] of Object.entries(after.days)) if (date >= from) days[date] = copy(intervals);
  const isOtherWeek = weekdays.some((weekday) => !sameIntervals(before.week[weekday] ?? [], after.week[weekday] ?? []));
  for (let back = 1; isOtherWeek && back <= backDays; back++) {
    const date = addDays(from, -back);
    const was = intervalsOn(before, date);
    if (!sameIntervals(was, weekIntervals(after, date))) days[date] = copy(was);
  }
  return { ...after, days: Object.fromEntries(Object.entries(days).sort(([a], [b]) => (a < b ? -1 : 1))) };
};
