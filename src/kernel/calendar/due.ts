import { granted, type Outcome, refuse } from '../refusal.ts';
import { type Calendar, dateOf, type Planned, plan, type Reason } from './calendar.ts';
import { fromWall, toWall } from './zone.ts';

/** `240wm` working minutes · `8wh` working hours · `5wd` working days · `3d` calendar days. */
export type Limit = {
  count: number;
  unit: 'wm' | 'wh' | 'wd' | 'd';
  /** For `d`: ends on the next working day when it would end on a free one; a property of the limit. */
  rollOver?: boolean;
};

/** Stopped time, moments in ms since 1970 UTC; the end is not inside. Open pauses end at `Infinity`. */
export type Pause = { from: number; to: number };

export type DayExplained = { date: string; counted: boolean; why: Reason | 'receipt' | 'paused' };

export type Due = {
  /** Moment in ms since 1970 UTC. */
  due: number;
  /** It lies behind the last announced holiday, so a notice may still move it. */
  provisional: boolean;
  days: DayExplained[];
};

export const parseLimit = (text: string): Limit | null => {
  const match = /^(\d{1,7})(wm|wh|wd|d)(\+roll)?$/.exec(text);
  if (!match) return null;
  const limit: Limit = { count: Number(match[1]), unit: match[2] as Limit['unit'] };
  if (match[3]) limit.rollOver = true;
  return limit;
};

/** Pauses in order, without overlaps. */
const mergePauses = (pauses: readonly Pause[]): Pause[] => {
  const merged: Pause[] = [];
  for (const pause of [...pauses].filter(({ from, to }) => from < to).sort((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (last && pause.from <= last.to) last.to = Math.max(last.to, pause.to);
    else merged.push({ ...pause });
  }
  return merged;
};

/** A day whose last moment is stopped has not been had. */
const covers = (pauses: readonly Pause[], end: number): boolean =>
  pauses.some(({ from, to }) => from < end && end <= to);

const noWorkingDay = () => refuse('ruleBroken', 'calendar.noWorkingDay', {}, { mend: 'calendar' });

/** Nothing works from this day on: the week has no intervals and the last date with its own has passed. */
const exhausted = (planned: Planned, day: number): boolean => !planned.weekWorks && day > planned.lastOwn;

const answer = (planned: Planned, moment: number, lastDay: number, days: DayExplained[]): Outcome<Due> =>
  granted({ due: moment, provisional: lastDay > planned.published, days });

/** An open-ended pause has no deadline behind it. */
const stopped = () => refuse('ruleBroken', 'calendar.paused', {}, { mend: 'resume' });

const isStopped = (pauses: readonly Pause[], moment: number): boolean =>
  pauses.at(-1)?.to === Infinity && (pauses.at(-1)?.from ?? 0) <= moment;

const dueInMinutes = (planned: Planned, start: number, minutes: number, pauses: readonly Pause[]): Outcome<Due> => {
  const wall = toWall(planned.zone, start);
  const days: DayExplained[] = [];
  let left = minutes;
  for (let day = wall.day; ; day++) {
    if (exhausted(planned, day)) return noWorkingDay();
    let used = false;
    for (const [from, to] of planned.plan(day).intervals) {
      const begin = day === wall.day ? Math.max(from, wall.minute) : from;
      if (begin >= to) continue;
      for (const [open, close] of openParts(planned.zone, day, begin, to, pauses)) {
        used = true;
        if (left <= close - open) {
          days.push({ date: dateOf(day), counted: true, why: planned.reason(day) });
          return answer(planned, fromWall(planned.zone, { day, minute: open + left }), day, days);
        }
        left -= close - open;
      }
    }
    const free = planned.plan(day).minutes === 0;
    days.push({
      date: dateOf(day),
      counted: used,
      why: used || free ? planned.reason(day) : day === wall.day ? 'receipt' : 'paused',
    });
    if (isStopped(pauses, fromWall(planned.zone, { day: day + 1, minute: 0 }))) return stopped();
  }
};

/** Parts of `[from, to)` of a day, in wall minutes, that no pause covers. */
const openParts = (
  zone: string,
  day: number,
  from: number,
  to: number,
  pauses: readonly Pause[],
): [number, number][] => {
  if (pauses.length === 0) return [[from, to]];
  const parts: [number, number][] = [];
  let begin = from;
  for (const pause of pauses) {
    const stop = wallMinute(zone, day, pause.from);
    const go = wallMinute(zone, day, pause.to);
    if (go <= begin) continue;
    if (stop >= to) break;
    if (stop > begin) parts.push([begin, stop]);
    begin = Math.max(begin, go);
    if (begin >= to) return parts;
  }
  parts.push([begin, to]);
  return parts;
};

/** A moment as minutes of that day: below 0 before it, above 1440 behind it. */
const wallMinute = (zone: string, day: number, moment: number): number => {
  if (moment === Infinity) return Infinity;
  const wall = toWall(zone, moment);
  return (wall.day - day) * 1440 + wall.minute;
};

const dueInDays = (planned: Planned, start: number, limit: Limit, pauses: readonly Pause[]): Outcome<Due> => {
  const first = toWall(planned.zone, start).day;
  const days: DayExplained[] = [{ date: dateOf(first), counted: false, why: 'receipt' }];
  const endOf = (day: number): number => {
    const last = limit.unit === 'd' ? 1440 : (planned.plan(day).intervals.at(-1)?.[1] ?? 1440);
    return fromWall(planned.zone, last === 1440 ? { day: day + 1, minute: 0 } : { day, minute: last });
  };
  const works = (day: number): boolean => planned.plan(day).minutes > 0;
  let day = first;
  // A start on a free day counts like the day before the next working day.
  while (!works(day) && !works(day + 1)) {
    if (exhausted(planned, day)) return noWorkingDay();
    day += 1;
    days.push({ date: dateOf(day), counted: false, why: planned.reason(day) });
  }
  for (let left = limit.count; left > 0; ) {
    day += 1;
    if (limit.unit === 'wd' && exhausted(planned, day)) return noWorkingDay();
    const candidate = limit.unit === 'd' || works(day);
    const paused = candidate && covers(pauses, endOf(day));
    if (paused && isStopped(pauses, endOf(day))) return stopped();
    const counted = candidate && !paused;
    days.push({ date: dateOf(day), counted, why: paused ? 'paused' : planned.reason(day) });
    if (counted) left -= 1;
  }
  while (limit.rollOver && !works(day)) {
    if (exhausted(planned, day)) return noWorkingDay();
    day += 1;
    days.push({ date: dateOf(day), counted: false, why: planned.reason(day) });
  }
  return answer(planned, endOf(day), day, days);
};

/**
 * When a limit that starts at `start` (ms since 1970 UTC) is over. `wm`/`wh` run inside the intervals from that moment on; `wd`
 * does not count the day of receipt and ends with the last interval of the Nth counted day; `d` ends at 24:00 local. A day does
 * not count when a pause covers its end. A calendar without working days is a refusal, never a loop. (DESIGN §4)
 */
export const due = (calendar: Calendar, start: number, limit: Limit, pauses: readonly Pause[] = []): Outcome<Due> => {
  const planned = plan(calendar);
  if (planned.empty) return noWorkingDay();
  const merged = mergePauses(pauses);
  if (limit.unit === 'wm') return dueInMinutes(planned, start, limit.count, merged);
  if (limit.unit === 'wh') return dueInMinutes(planned, start, limit.count * 60, merged);
  return dueInDays(planned, start, limit, merged);
};

/** Working minutes between two moments, without the paused ones. */
export const elapsed = (calendar: Calendar, from: number, to: number, pauses: readonly Pause[] = []): number => {
  const planned = plan(calendar);
  const merged = mergePauses(pauses);
  const begin = toWall(planned.zone, from);
  const end = toWall(planned.zone, to);
  let minutes = 0;
  for (let day = begin.day; day <= end.day; day++)
    for (const [open, close] of planned.plan(day).intervals) {
      const start = day === begin.day ? Math.max(open, begin.minute) : open;
      const stop = day === end.day ? Math.min(close, end.minute) : close;
      if (start >= stop) continue;
      for (const [a, b] of openParts(planned.zone, day, start, stop, merged)) minutes += b - a;
    }
  return Math.floor(minutes);
};
