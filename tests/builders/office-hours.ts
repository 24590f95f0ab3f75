import type { Calendar } from '../../src/kernel/calendar/calendar.ts';
import { dayMs } from '../../src/kernel/calendar/zone.ts';
import type { Clock } from '../../src/kernel/matter/matter.ts';

const hours: [string, string][] = [
  ['09:00', '12:00'],
  ['13:30', '17:30'],
];

/** Monday to Friday, seven hours a day, and the first week of October 2026 off. Lights are tested by it. */
export const officeHours: Calendar = {
  zone: 'Asia/Shanghai',
  week: { mon: hours, tue: hours, wed: hours, thu: hours, fri: hours },
  days: Object.fromEntries(['01', '02', '05', '06', '07'].map((day) => [`2026-10-${day}`, []])),
  publishedThrough: '2026-12-31',
};

/** `02 09:00` → that wall clock in March 2026; `10-02 09:00` in October. The 2nd of March was a Monday. */
export const wall = (text: string): string => {
  const [date = '', time = ''] = text.split(' ');
  const day = date.includes('-') ? `2026-${date}` : `2026-03-${date}`;
  const [hour = '', minute = ''] = time.split(':');
  // 24:00 is the next day's first moment.
  const local = Date.parse(`${day}T00:00:00+08:00`) + (Number(hour) * 60 + Number(minute)) * 60_000;
  if (local - Date.parse(`${day}T00:00:00+08:00`) > dayMs) throw new Error(`no time of day: ${text}`);
  return new Date(local).toISOString();
};

/** And back, for failures that can be read. */
export const onWall = (moment: number | null): string | null =>
  moment === null
    ? null
    : new Date(moment + 8 * 3_600_000).toISOString().slice(5, 16).replace('T', ' ').replace(/^03-/, '');

/** A clock that runs since Monday the 2nd at nine. */
export const clockOf = (more: Partial<Clock> = {}): Clock => ({
  kind: 'promise',
  limit: '5wd',
  on: null,
  extended: 0,
  startedAt: wall('02 09:00'),
  endedAt: null,
  pauses: [],
  level: 'ok',
  cause: null,
  calendar: null,
  ...more,
});
