import type { Calendar } from '../../../kernel/calendar/calendar.ts';
import notices from './holidays-cn.json' with { type: 'json' };

/** Hours many offices keep; an agency writes its own. */
const officeHours: [string, string][] = [
  ['09:00', '12:00'],
  ['13:30', '17:30'],
];

/**
 * The working calendar of China from 2007 on, as the notices of the State Council moved it: holidays without intervals, make-up days
 * 调休 with those of an ordinary day. Years not yet announced are Monday to Friday, and provisional.
 */
export const chinaCalendar = (hours: [string, string][] = officeHours): Calendar => {
  const days: [string, [string, string][]][] = [
    ...Object.keys(notices.holidays).map((date): [string, [string, string][]] => [date, []]),
    ...Object.keys(notices.makeUpDays).map((date): [string, [string, string][]] => [date, hours]),
  ];
  return {
    zone: 'Asia/Shanghai',
    week: { mon: hours, tue: hours, wed: hours, thu: hours, fri: hours },
    days: Object.fromEntries(days.sort(([a], [b]) => (a < b ? -1 : 1))),
    publishedThrough: notices.publishedThrough,
  };
};

/** What each of those dates is called: the festival, and 调休 where people work instead. */
export const chinaNotes = (): Record<string, string> =>
  Object.fromEntries([
    ...Object.entries(notices.holidays),
    ...Object.entries(notices.makeUpDays).map(([date, name]): [string, string] => [date, `${name}调休`]),
  ]);

/** Where the seed comes from, as it stands beside an agency's first calendar. */
export const chinaSource = '国务院办公厅历年放假通知（2007—2026 年）';
