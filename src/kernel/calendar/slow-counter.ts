import { type Calendar, weekdays } from './calendar.ts';
import type { Limit } from './limit.ts';
import type { Pause } from './pauses.ts';

const minuteMs = 60_000;
const dayMinutes = 1440;

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/**
 * The same rules as `due` and `elapsed`, told in the simplest way: somebody sits before the wall clock and makes a mark each minute.
 * It shares no arithmetic with them and answers whole minutes only (zones on whole minutes, limits above 0). For tests.
 */
export const slowCounter = (calendar: Calendar, pauses: readonly Pause[] = []) => {
  const formatter = new Intl.DateTimeFormat('en-CA', {
    timeZone: calendar.zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  /** What the wall shows, in minutes since 1970-01-01 00:00 on it. */
  const wall = (moment: number): number => {
    const [year, month, day, hour, minute] = (formatter.format(moment).match(/\d+/g) ?? []).map(Number);
    return Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute) / minuteMs;
  };
  const intervalsOn = (day: number) => {
    const date = new Date(day * dayMinutes * minuteMs);
    const own = calendar.days[date.toISOString().slice(0, 10)];
    return own ?? calendar.week[weekdays[(date.getUTCDay() + 6) % 7] ?? 'mon'] ?? [];
  };
  const works = (minute: number): boolean => {
    const day = Math.floor(minute / dayMinutes);
    const now = minute - day * dayMinutes;
    return intervalsOn(day).some(([from, to]) => minutesOf(from) <= now && now < minutesOf(to));
  };
  const stopped = (moment: number): boolean => pauses.some(({ from, to }) => from <= moment && moment < to);

  /** Every minute the wall shows for the first time from `start` on, with the moment it was lived at. */
  function* lived(start: number): Generator<{ minute: number; at: number; by: number }> {
    let next = -Infinity;
    for (let now = start - 26 * 60 * minuteMs; ; now += minuteMs) {
      const shown = wall(now);
      if (next === -Infinity) next = shown;
      // Minutes the clock jumps over pass at the end of the one before.
      for (; next < shown; next++) if (now > start) yield { minute: next, at: now - minuteMs, by: now };
      if (shown !== next) continue;
      if (now >= start) yield { minute: shown, at: now, by: now + minuteMs };
      next = shown + 1;
    }
  }
  /** The first moment at which the wall shows this or more. */
  const shows = (minute: number, from: number): number => {
    let moment = from;
    while (wall(moment) < minute) moment += minuteMs;
    return moment;
  };

  return {
    elapsed: (from: number, to: number): number => {
      let count = 0;
      for (const { minute, at, by } of lived(from)) {
        if (by > to) return count;
        if (works(minute) && !stopped(at)) count += 1;
      }
      return count;
    },
    /** Only for calendars that work often enough; this one does loop. */
    due: (start: number, { count, unit, rollOver }: Limit): number => {
      if (unit === 'wm' || unit === 'wh') {
        let left = unit === 'wh' ? count * 60 : count;
        for (const { minute, at } of lived(start)) {
          if (works(minute) && !stopped(at)) left -= 1;
          if (left === 0) return shows(minute + 1, start);
        }
      }
      let day = Math.floor(wall(start) / dayMinutes);
      const free = (): boolean => intervalsOn(day).length === 0;
      if (unit === 'd' && free()) {
        while (free()) day += 1;
        day -= 1;
      }
      let end = start;
      const had = (): boolean => {
        const last = unit === 'd' ? '24:00' : (intervalsOn(day).at(-1)?.[1] ?? '24:00');
        end = shows(day * dayMinutes + minutesOf(last), start);
        return !pauses.some(({ from, to }) => from < end && end <= to);
      };
      for (let left = count; left > 0; ) {
        day += 1;
        if ((unit === 'd' || !free()) && had()) left -= 1;
      }
      while (rollOver && (free() || !had())) day += 1;
      return end;
    },
  };
};
