import type { Calendar } from '../../src/kernel/calendar/calendar.ts';
import { deadlineOf } from '../../src/kernel/clock/light.ts';
import { clockOf } from '../builders/office-hours.ts';

const minuteMs = 60_000;
const always: [string, string][] = [['00:00', '24:00']];

/**
 * A calendar that works at every hour, in a zone where it is nine in the evening at a moment: there a limit of five working
 * days can turn near at any millisecond, so that real time can be waited for.
 */
export const anyHour = (moment: number): Calendar => {
  const ahead = 21 - new Date(moment).getUTCHours();
  const hours = ahead > 14 ? ahead - 24 : ahead;
  return {
    // The sign of these names is the other way round.
    zone: `Etc/GMT${hours <= 0 ? '+' : '-'}${Math.abs(hours)}`,
    week: { mon: always, tue: always, wed: always, thu: always, fri: always, sat: always, sun: always },
    days: {},
    publishedThrough: '2099-12-31',
  };
};

/** When five working days must begin by such a calendar to turn near at a moment. */
export const startFor = (calendar: Calendar, moment: number): number => {
  const hours = Number(calendar.zone.slice('Etc/GMT'.length)) * -1;
  const dayMs = 1440 * minuteMs;
  const midnight = Math.floor((moment + hours * 3_600_000) / dayMs) * dayMs - hours * 3_600_000;
  // It ends with the day after; a fifth of its minutes is left at the moment.
  const left = Math.floor((midnight + 2 * dayMs - moment) / minuteMs);
  const start = moment - 4 * left * minuteMs;
  const clock = clockOf({ kind: 'stage', limit: '5wd', startedAt: new Date(start).toISOString() });
  if (deadlineOf(calendar, clock)?.near !== moment)
    throw new Error(`no start turns near at ${new Date(moment).toISOString()}`);
  return start;
};
