import { z } from 'zod';

/** `["09:00", "12:00"]`, local wall clock; the end is not inside. */
export type Interval = readonly [from: string, to: string];

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/);
const intervals = z
  .array(z.tuple([clock, clock]))
  .max(12)
  .refine(
    (list) => list.every(([from, to], index) => from < to && (index === 0 || (list[index - 1]?.[1] ?? '') <= from)),
    'intervals follow each other and end after they begin',
  );

/**
 * The working calendar as it stands in a file: which minutes of which days count. `days` replaces a date's intervals: `[]` for a
 * holiday, intervals for a make-up day 调休. Behind `publishedThrough` no holiday is announced yet, deadlines are provisional.
 */
export const Calendar = z.strictObject({
  zone: z.string().min(1),
  week: z.partialRecord(z.enum(weekdays), intervals),
  days: z.record(z.iso.date(), intervals),
  publishedThrough: z.iso.date(),
});
export type Calendar = z.infer<typeof Calendar>;

const dayMs = 86_400_000;

/** A plain date as a number of days since 1970-01-01; arithmetic on dates never meets a change of clocks. */
const dayNumber = (date: string): number => Math.floor(Date.parse(`${date}T00:00:00Z`) / dayMs);
export const dateOf = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10);

const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** Intervals as minutes of the day, and their sum. */
export type DayPlan = { intervals: readonly (readonly [from: number, to: number])[]; minutes: number };

const planOf = (list: readonly Interval[]): DayPlan => {
  const made = list.map(([from, to]) => [minuteOf(from), minuteOf(to)] as const);
  return { intervals: made, minutes: made.reduce((sum, [from, to]) => sum + to - from, 0) };
};

const none: DayPlan = { intervals: [], minutes: 0 };

export type Reason = 'working' | 'free' | 'holiday' | 'makeUp';

/** The calendar prepared for questions: each day's plan and why it is as it is, by day number. */
export type Planned = {
  zone: string;
  published: number;
  plan(day: number): DayPlan;
  reason(day: number): Reason;
  /** No day of the week works and no single date does: counting would never end. */
  empty: boolean;
  /** Last day with intervals of its own, behind which only the week speaks. */
  lastOwn: number;
  weekWorks: boolean;
};

const prepared = new WeakMap<Calendar, Planned>();

export const plan = (calendar: Calendar): Planned => {
  const known = prepared.get(calendar);
  if (known) return known;
  const week = weekdays.map((name) => planOf(calendar.week[name] ?? []));
  const own = new Map(Object.entries(calendar.days).map(([date, list]) => [dayNumber(date), planOf(list)]));
  // Day 0, 1970-01-01, was a Thursday.
  const weekPlan = (day: number): DayPlan => week[(((day + 3) % 7) + 7) % 7] ?? none;
  const weekWorks = week.some(({ minutes }) => minutes > 0);
  const made: Planned = {
    zone: calendar.zone,
    published: dayNumber(calendar.publishedThrough),
    plan: (day) => own.get(day) ?? weekPlan(day),
    reason: (day) => {
      const mine = own.get(day);
      if (!mine) return weekPlan(day).minutes > 0 ? 'working' : 'free';
      if (mine.minutes === 0) return weekPlan(day).minutes > 0 ? 'holiday' : 'free';
      return weekPlan(day).minutes > 0 ? 'working' : 'makeUp';
    },
    empty: !weekWorks && [...own.values()].every(({ minutes }) => minutes === 0),
    lastOwn: Math.max(-Infinity, ...own.keys()),
    weekWorks,
  };
  prepared.set(calendar, made);
  return made;
};
