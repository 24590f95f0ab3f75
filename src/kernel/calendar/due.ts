import { granted, type Outcome, refuse } from '../refusal.ts';
import type { Calendar } from './calendar.ts';
import type { Limit } from './limit.ts';
import { coveredBy, mergePauses, type Pause } from './pauses.ts';
import { type Days, type Planned, plan, wallWhen, worked } from './plan.ts';
import { dayMs, reading, toLocal, toMoment } from './zone.ts';

export type Due = {
  /** Moment in ms since 1970 UTC. */
  due: number;
  /** Its day lies behind the last announced one, so a notice may still move it. */
  provisional: boolean;
};

/** An answer with the days that led to it: counted were those after `after` up to `last`; `due` lies on `day`. */
export type Found = { due: number; day: number; after: number; last: number };

const noWorkingDay = () => refuse('ruleBroken', 'calendar.noWorkingDay', {}, { mend: 'calendar' });
/** An open pause has no deadline behind it. */
const stopped = () => refuse('ruleBroken', 'calendar.paused', {}, { mend: 'resume' });
/** Dates are written with four digits; whoever asks for a day behind them has mistyped. */
const tooFar = () => refuse('ruleBroken', 'calendar.tooFar', {}, { mend: 'limit' });
const lastDay = Date.UTC(9999, 11, 31) / dayMs;

const dateAt = (planned: Planned, moment: number): number => Math.floor(toLocal(planned.zone, moment) / dayMs);

const dueInTime = (planned: Planned, start: number, time: number, pauses: readonly Pause[]): Outcome<Found> => {
  const { zone } = planned;
  // No time at all is over when work can next begin: the first moment that would be counted.
  let left = Math.max(time, 1);
  let done = worked(planned, reading(zone, start));
  for (const { from, to } of pauses) {
    if (to <= start) continue;
    const stop = worked(planned, reading(zone, Math.max(from, start)));
    if (left <= stop - done) break;
    if (to === Infinity) return planned.time.reach(done + left) === null ? noWorkingDay() : stopped();
    left -= stop - done;
    done = worked(planned, reading(zone, to));
  }
  const end = wallWhen(planned, done + left);
  if (end === null) return noWorkingDay();
  // An interval that ends at 24:00 ends on its own day.
  const last = Math.floor((end - 1) / dayMs);
  if (last > lastDay) return tooFar();
  return granted({ due: toMoment(zone, time === 0 ? end - 1 : end), day: last, after: last, last });
};

/** The next working day, from this one on, whose 24:00 no pause covers. */
const rolledTo = (planned: Planned, from: number, days: Days, pauses: readonly Pause[]): Outcome<number> => {
  for (let day = planned.nextWorking(from); day !== null; ) {
    const pause = coveredBy(pauses, days.end(day));
    if (!pause) return granted(day);
    if (pause.to === Infinity) return stopped();
    day = planned.nextWorking(Math.max(day + 1, dateAt(planned, pause.to)));
  }
  return noWorkingDay();
};

const dueInDays = (
  planned: Planned,
  start: number,
  unit: 'wd' | 'd',
  { count, rollOver }: Limit,
  pauses: readonly Pause[],
): Outcome<Found> => {
  const days = planned.counted[unit];
  let receipt = dateAt(planned, start);
  // A start on a free day counts like the day before the next working day; working days see no difference.
  if (unit === 'd' && !planned.works(receipt)) {
    const next = planned.nextWorking(receipt);
    if (next === null) return noWorkingDay();
    receipt = next - 1;
  }
  // Without a day to count the day of receipt itself is the last, unless it is free or its end is past.
  const within = count === 0 && days.is(receipt) && days.end(receipt) >= start;
  const after = within ? receipt - 1 : receipt;
  const base = days.before(after + 1);
  let goal = base + Math.max(count, 1);
  /** How many days have ended by then. */
  const endedBy = (moment: number): number => {
    const day = dateAt(planned, moment);
    return days.before(day) + (days.is(day) && days.end(day) <= moment ? 1 : 0);
  };
  for (const { from, to } of pauses) {
    const spared = Math.max(endedBy(from), base);
    if (goal <= spared) break;
    if (to === Infinity) return days.reach(goal) === null ? noWorkingDay() : stopped();
    goal += Math.max(endedBy(to) - spared, 0);
  }
  const last = days.reach(goal);
  if (last === null) return noWorkingDay();
  if (last > lastDay) return tooFar();
  const rolled = rollOver && !planned.works(last) ? rolledTo(planned, last, days, pauses) : granted(last);
  if (!rolled.ok) return rolled;
  if (rolled.value > lastDay) return tooFar();
  return granted({ due: days.end(rolled.value), day: rolled.value, after, last });
};

/** As `due`, for whoever also wants to know the days; `pauses` are merged. */
export const find = (planned: Planned, start: number, limit: Limit, pauses: readonly Pause[]): Outcome<Found> => {
  const { count, unit } = limit;
  if (unit === 'wd' || unit === 'd') return dueInDays(planned, start, unit, limit, pauses);
  return dueInTime(planned, start, count * (unit === 'wh' ? 3_600_000 : 60_000), pauses);
};

/**
 * When a limit that starts at `start` (ms since 1970 UTC) is over (DESIGN §4). `wm`/`wh` run inside the intervals from that moment
 * on; `wd` does not count the day of receipt and ends with the last interval of the Nth counted day; `d` ends at 24:00 local. A day
 * does not count when a pause covers its end. Time is what the wall shows: an hour skipped in spring passes at once, one doubled in
 * autumn passes once. Refused, never a loop: no working day left, an open pause, a date behind 9999. O(log dates) for each pause.
 */
export const due = (calendar: Calendar, start: number, limit: Limit, pauses: readonly Pause[] = []): Outcome<Due> => {
  const planned = plan(calendar);
  const found = find(planned, start, limit, mergePauses(pauses));
  if (!found.ok) return found;
  return granted({ due: found.value.due, provisional: found.value.day > planned.published });
};

/**
 * Whole working minutes between two moments (ms since 1970 UTC) without the paused ones; negative when `to` lies before `from`.
 * As on the wall, so a day has the minutes of its intervals whatever the clocks do.
 */
export const elapsed = (calendar: Calendar, from: number, to: number, pauses: readonly Pause[] = []): number => {
  if (to < from) return 0 - elapsed(calendar, to, from, pauses);
  const planned = plan(calendar);
  const { zone } = planned;
  const between = (begin: number, end: number): number =>
    worked(planned, reading(zone, end)) - worked(planned, reading(zone, begin));
  let time = between(from, to);
  for (const pause of mergePauses(pauses)) {
    const begin = Math.max(pause.from, from);
    const end = Math.min(pause.to, to);
    if (begin < end) time -= between(begin, end);
  }
  return Math.floor(time / 60_000);
};
