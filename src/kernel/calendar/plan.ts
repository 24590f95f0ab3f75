import { type Calendar, type Interval, weekdays } from './calendar.ts';
import { type Track, track, weekdayOf } from './track.ts';
import { dayMs, toMoment, type Zone, zoneOf } from './zone.ts';

/** A plain date as a number of days since 1970-01-01; arithmetic on dates never meets a change of clocks. */
const dayNumber = (date: string): number => Date.parse(`${date}T00:00:00Z`) / dayMs;

const dates = new Map<number, string>();
/** A page names the same few days again and again. */
export const dateOf = (day: number): string => {
  const known = dates.get(day);
  if (known !== undefined) return known;
  const made = new Date(day * dayMs).toISOString().slice(0, 10);
  if (dates.size < 4000) dates.set(day, made);
  return made;
};

/** Working intervals of a day in ms since its midnight on the wall, and their sum. */
export type DayPlan = { intervals: readonly (readonly [from: number, to: number])[]; time: number };

const clockMs = (time: string): number => (Number(time.slice(0, 2)) * 60 + Number(time.slice(3))) * 60_000;

const planOf = (list: readonly Interval[]): DayPlan => {
  const made = list.map(([from, to]) => [clockMs(from), clockMs(to)] as const);
  return { intervals: made, time: made.reduce((sum, [from, to]) => sum + to - from, 0) };
};

const none: DayPlan = { intervals: [], time: 0 };

/** Why a day counts or not: as its weekday, or by a date of its own (`holiday` without intervals, `makeUp` on a free weekday). */
export type Reason = 'working' | 'free' | 'holiday' | 'makeUp';

/** Days that a limit can count: working days, ending with their last interval, or all of them, ending at 24:00. */
export type Days = Track & {
  is(day: number): boolean;
  /** Moment of the day's end. */
  end(day: number): number;
};

/** The calendar prepared for questions; days are numbers since 1970-01-01. */
export type Planned = {
  zone: Zone;
  /** Last day whose holidays are announced. */
  published: number;
  plan(day: number): DayPlan;
  reason(day: number): Reason;
  works(day: number): boolean;
  /** The first working day from this one on, null when none is left. */
  nextWorking(from: number): number | null;
  /** Working time in ms. */
  time: Track;
  /** What `wd` and `d` count. */
  counted: { wd: Days; d: Days };
};

const prepared = new WeakMap<Calendar, Planned>();

const prepare = (calendar: Calendar): Planned => {
  const week = weekdays.map((name) => planOf(calendar.week[name] ?? []));
  const own = Object.entries(calendar.days)
    .map(([date, list]) => [dayNumber(date), planOf(list)] as const)
    .sort(([a], [b]) => a - b);
  const byDay = new Map(own);
  const weekPlan = (day: number): DayPlan => week[weekdayOf(day)] ?? none;
  const plan = (day: number): DayPlan => byDay.get(day) ?? weekPlan(day);
  const over = (amount: (plan: DayPlan) => number): Track =>
    track(
      week.map(amount),
      own.map(([day, each]) => [day, amount(each)] as const),
    );
  const zone = zoneOf(calendar.zone);
  const works = (day: number): boolean => plan(day).time > 0;
  const working = over(({ time }) => (time > 0 ? 1 : 0));
  const wd: Days = {
    ...working,
    is: works,
    end: (day) => toMoment(zone, day * dayMs + (plan(day).intervals.at(-1)?.[1] ?? dayMs)),
  };
  const d: Days = {
    before: (day) => day,
    reach: (sum) => sum - 1,
    is: () => true,
    end: (day) => toMoment(zone, (day + 1) * dayMs),
  };
  return {
    zone,
    published: dayNumber(calendar.publishedThrough),
    plan,
    reason: (day) => {
      const mine = byDay.get(day);
      if (mine?.time === 0) return 'holiday';
      if (weekPlan(day).time > 0) return 'working';
      return mine ? 'makeUp' : 'free';
    },
    works,
    nextWorking: (from) => working.reach(working.before(from) + 1),
    time: over(({ time }) => time),
    counted: { wd, d },
  };
};

/** Prepared once a calendar object, which must not be changed afterwards. */
export const plan = (calendar: Calendar): Planned => {
  const known = prepared.get(calendar);
  if (known) return known;
  const made = prepare(calendar);
  prepared.set(calendar, made);
  return made;
};

/** Working time (ms) on the wall before `local`, from a fixed but arbitrary origin. */
export const worked = (planned: Planned, local: number): number => {
  const day = Math.floor(local / dayMs);
  const now = local - day * dayMs;
  let sum = planned.time.before(day);
  for (const [from, to] of planned.plan(day).intervals) {
    if (now <= from) break;
    sum += Math.min(now, to) - from;
  }
  return sum;
};

/** The earliest wall time at which so much working time is over: an interval's end rather than the next one's beginning. */
export const wallWhen = (planned: Planned, sum: number): number | null => {
  const day = planned.time.reach(sum);
  if (day === null) return null;
  let left = sum - planned.time.before(day);
  for (const [from, to] of planned.plan(day).intervals) {
    if (left <= to - from) return day * dayMs + from + left;
    left -= to - from;
  }
  return null;
};
