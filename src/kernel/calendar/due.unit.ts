import { describe, expect, it } from 'vitest';
import { Calendar } from './calendar.ts';
import { due, elapsed } from './due.ts';
import { explain } from './explain.ts';
import { type Limit, parseLimit } from './limit.ts';
import type { Pause } from './pauses.ts';

const office: [string, string][] = [
  ['09:00', '12:00'],
  ['13:30', '17:30'],
];
const week = { mon: office, tue: office, wed: office, thu: office, fri: office };
const china = Calendar.parse({
  zone: 'Asia/Shanghai',
  week,
  days: {
    // Notices name the free days of a holiday one by one, its weekend too.
    '2026-10-01': [],
    '2026-10-02': [],
    '2026-10-03': [],
    '2026-10-05': [],
    '2026-10-06': [],
    '2026-10-07': [],
    '2026-10-10': [['09:00', '12:00']],
    // A local exception: the afternoon is for study.
    '2026-11-04': [['09:00', '12:00']],
  },
  publishedThrough: '2026-12-31',
});
const only = (days: Calendar['days']): Calendar => ({
  zone: 'Asia/Shanghai',
  week: {},
  days,
  publishedThrough: '2026-12-31',
});

const at = (local: string): number => Date.parse(`${local}:00.000+08:00`);
const local = (moment: number): string => new Date(moment + 8 * 3_600_000).toISOString().slice(0, 16);
const limit = (text: string): Limit => parseLimit(text) as Limit;
const ends = (start: string, text: string, pauses: Pause[] = [], calendar = china): string => {
  const outcome = due(calendar, at(start), limit(text), pauses);
  return outcome.ok ? local(outcome.value.due) : outcome.refusal.rule;
};
const pause = (from: string, to: string): Pause => ({ from: at(from), to: at(to) });
const open = (from: string): Pause => ({ from: at(from), to: Infinity });
/** 2026-09-21 is a Monday. */
describe('when a limit ends', () => {
  it.each([
    ['the day of receipt is not counted', '2026-09-21T10:00', '1wd', '2026-09-22T17:30'],
    ['received before the office opens', '2026-09-21T00:00', '1wd', '2026-09-22T17:30'],
    ['received in the last minute of the day', '2026-09-21T23:59', '1wd', '2026-09-22T17:30'],
    ['over a weekend', '2026-09-21T10:00', '5wd', '2026-09-28T17:30'],
    ['received on a Saturday, as if on Sunday', '2026-09-19T10:00', '1wd', '2026-09-21T17:30'],
    ['received on a Sunday', '2026-09-20T23:59', '1wd', '2026-09-21T17:30'],
    ['over a holiday', '2026-09-30T10:00', '1wd', '2026-10-08T17:30'],
    ['received on a holiday', '2026-10-02T10:00', '1wd', '2026-10-08T17:30'],
    ['a make-up Saturday counts and ends at its own noon', '2026-09-30T10:00', '3wd', '2026-10-10T12:00'],
    ['received on a make-up day, which is no free day', '2026-10-10T10:00', '1wd', '2026-10-12T17:30'],
    ['a local exception ends at its own noon', '2026-11-03T10:00', '1wd', '2026-11-04T12:00'],
    ['three months', '2026-09-21T10:00', '60wd', '2026-12-18T17:30'],
  ])('working days: %s', (_what, start, text, end) => {
    expect(ends(start, text)).toBe(end);
  });

  it.each([
    ['over noon', '2026-09-21T11:30', '60wm', '2026-09-21T14:00'],
    ['over night', '2026-09-21T16:30', '2wh', '2026-09-22T10:00'],
    ['over the weekend', '2026-09-25T17:00', '60wm', '2026-09-28T09:30'],
    ['over the holiday, into the make-up day', '2026-09-30T17:00', '1020wm', '2026-10-10T11:30'],
    ['started before the office opens', '2026-09-21T06:00', '1wm', '2026-09-21T09:01'],
    ['started between intervals', '2026-09-21T12:30', '1wm', '2026-09-21T13:31'],
    ['started exactly when an interval ends', '2026-09-21T12:00', '1wm', '2026-09-21T13:31'],
    ['started exactly when the day ends', '2026-09-21T17:30', '1wm', '2026-09-22T09:01'],
    ['started exactly when an interval begins', '2026-09-21T13:30', '1wm', '2026-09-21T13:31'],
    ['started on a free day', '2026-09-20T10:00', '8wh', '2026-09-22T10:00'],
    ['ends with the day, not with the next morning', '2026-09-21T16:30', '60wm', '2026-09-21T17:30'],
    ['ends with the morning, not after noon', '2026-09-21T11:00', '1wh', '2026-09-21T12:00'],
    ['a whole working day', '2026-09-21T09:00', '420wm', '2026-09-21T17:30'],
  ])('working minutes and hours: %s', (_what, start, text, end) => {
    expect(ends(start, text)).toBe(end);
  });

  it.each([
    ['24:00 is the next midnight', '2026-09-21T10:00', '3d', '2026-09-25T00:00'],
    ['free days are counted', '2026-09-24T10:00', '3d', '2026-09-28T00:00'],
    ['and a free day can be the last', '2026-09-25T10:00', '1d', '2026-09-27T00:00'],
    ['which rolls to the next working day', '2026-09-25T10:00', '1d+roll', '2026-09-29T00:00'],
    ['over a holiday, too', '2026-09-30T10:00', '2d+roll', '2026-10-09T00:00'],
    ['to a make-up day, too', '2026-10-08T10:00', '2d+roll', '2026-10-11T00:00'],
    ['a working day does not roll', '2026-09-21T10:00', '3d+roll', '2026-09-25T00:00'],
    ['a start on Saturday counts like Sunday', '2026-09-19T10:00', '3d', '2026-09-24T00:00'],
    ['a start on Sunday as it is', '2026-09-20T10:00', '3d', '2026-09-24T00:00'],
    ['a start on a holiday like the last of its days', '2026-10-01T10:00', '1d', '2026-10-09T00:00'],
  ])('calendar days: %s', (_what, start, text, end) => {
    expect(ends(start, text)).toBe(end);
  });

  it.each([
    ['minutes: now, while the office works', '2026-09-21T10:07', '0wm', '2026-09-21T10:07'],
    ['minutes: when the office opens', '2026-09-19T10:00', '0wm', '2026-09-21T09:00'],
    ['minutes: an end is no working moment', '2026-09-21T12:00', '0wh', '2026-09-21T13:30'],
    ['working days: today', '2026-09-21T10:00', '0wd', '2026-09-21T17:30'],
    ['working days: today is just over', '2026-09-21T17:30', '0wd', '2026-09-21T17:30'],
    ['working days: today is over', '2026-09-21T18:00', '0wd', '2026-09-22T17:30'],
    ['working days: today is free', '2026-09-19T10:00', '0wd', '2026-09-21T17:30'],
    ['calendar days: tonight', '2026-09-21T23:00', '0d', '2026-09-22T00:00'],
    ['calendar days: the night before the next working day', '2026-09-19T10:00', '0d', '2026-09-21T00:00'],
    ['calendar days: rolls', '2026-09-19T10:00', '0d+roll', '2026-09-22T00:00'],
  ])('nothing at all, %s', (_what, start, text, end) => {
    expect(ends(start, text)).toBe(end);
  });

  it('keeps seconds and their parts', () => {
    const outcome = due(china, Date.parse('2026-09-21T11:59:59.250+08:00'), limit('1wm'));
    expect(outcome.ok && new Date(outcome.value.due).toISOString()).toBe('2026-09-21T05:30:59.250Z');
  });
});

describe('pauses', () => {
  it.each([
    ['covers the end of a day', '2wd', [pause('2026-09-22T10:00', '2026-09-23T10:00')], '2026-09-24T17:30'],
    ['ends before the day does', '2wd', [pause('2026-09-22T10:00', '2026-09-22T17:29')], '2026-09-23T17:30'],
    [
      'ends with the day leaves nothing of it',
      '2wd',
      [pause('2026-09-22T17:00', '2026-09-22T17:30')],
      '2026-09-24T17:30',
    ],
    ['begins when the day is over', '1wd', [pause('2026-09-22T17:30', '2026-09-24T09:00')], '2026-09-22T17:30'],
    ['begins on the day of receipt', '1wd', [pause('2026-09-21T10:00', '2026-09-22T09:00')], '2026-09-22T17:30'],
    ['covers several ends', '3wd', [pause('2026-09-22T10:00', '2026-09-24T18:00')], '2026-09-29T17:30'],
    ['covers free days, which takes none', '5wd', [pause('2026-09-25T18:00', '2026-09-28T08:00')], '2026-09-28T17:30'],
    ['lies behind the end', '1wd', [pause('2026-09-23T10:00', '2026-09-30T10:00')], '2026-09-22T17:30'],
    ['lies before the start', '1wd', [pause('2026-09-14T10:00', '2026-09-18T18:00')], '2026-09-22T17:30'],
    ['lasts no time', '1wd', [pause('2026-09-22T17:30', '2026-09-22T17:30')], '2026-09-22T17:30'],
    ['is named twice', '2wd', Array(2).fill(pause('2026-09-22T10:00', '2026-09-23T10:00')), '2026-09-24T17:30'],
    [
      'comes in two parts',
      '2wd',
      [pause('2026-09-22T17:00', '2026-09-22T17:20'), pause('2026-09-22T17:20', '2026-09-22T18:00')],
      '2026-09-24T17:30',
    ],
    ['is open behind the end', '1wd', [open('2026-09-22T17:30')], '2026-09-22T17:30'],
    ['is open before the end', '1wd', [open('2026-09-22T17:29')], 'calendar.paused'],
    ['covers midnight of a calendar day', '1d', [pause('2026-09-22T20:00', '2026-09-23T08:00')], '2026-09-24T00:00'],
    ['ends at midnight', '1d', [pause('2026-09-22T20:00', '2026-09-23T00:00')], '2026-09-24T00:00'],
    ['begins at midnight', '1d', [pause('2026-09-23T00:00', '2026-09-24T00:00')], '2026-09-23T00:00'],
    [
      'covers the office hours of a calendar day',
      '1d',
      [pause('2026-09-22T08:00', '2026-09-22T20:00')],
      '2026-09-23T00:00',
    ],
    ['covers the day it would roll to', '5d+roll', [pause('2026-09-28T12:00', '2026-09-29T12:00')], '2026-09-30T00:00'],
    [
      'ends with the day it would roll to',
      '5d+roll',
      [pause('2026-09-28T12:00', '2026-09-29T00:00')],
      '2026-09-30T00:00',
    ],
    [
      'begins behind the day it rolls to',
      '5d+roll',
      [pause('2026-09-29T00:00', '2026-09-30T12:00')],
      '2026-09-29T00:00',
    ],
    [
      'covers two days it would roll to',
      '5d+roll',
      [pause('2026-09-27T00:00', '2026-09-30T12:00')],
      '2026-10-01T00:00',
    ],
    ['is open on the day it would roll to', '5d+roll', [open('2026-09-28T12:00')], 'calendar.paused'],
    ['takes minutes away', '60wm', [pause('2026-09-21T10:30', '2026-09-21T11:00')], '2026-09-21T11:30'],
    ['takes none at noon', '180wm', [pause('2026-09-21T12:00', '2026-09-21T13:30')], '2026-09-21T14:30'],
    ['runs at the start', '60wm', [pause('2026-09-21T09:00', '2026-09-21T11:00')], '2026-09-21T12:00'],
    ['begins just when the time is over', '60wm', [open('2026-09-21T11:00')], '2026-09-21T11:00'],
    ['begins a minute before the time is over', '60wm', [open('2026-09-21T10:59')], 'calendar.paused'],
    ['lies over the night', '8wh', [pause('2026-09-21T15:00', '2026-09-22T10:00')], '2026-09-22T16:00'],
    [
      'overlaps another',
      '60wm',
      [pause('2026-09-21T10:30', '2026-09-21T11:00'), pause('2026-09-21T10:10', '2026-09-21T10:40')],
      '2026-09-21T11:50',
    ],
    [
      'holds another',
      '60wm',
      [pause('2026-09-21T10:10', '2026-09-21T11:00'), pause('2026-09-21T10:20', '2026-09-21T10:40')],
      '2026-09-21T11:50',
    ],
    ['runs when nothing is to be done', '0wm', [pause('2026-09-21T09:00', '2026-09-21T11:15')], '2026-09-21T11:15'],
  ] as [string, string, Pause[], string][])('one that %s', (_what, text, pauses, end) => {
    expect(ends('2026-09-21T10:00', text, pauses)).toBe(end);
  });
});

describe('the end of the announced days', () => {
  it.each([
    ['2026-12-30T10:00', '1wd', false],
    ['2026-12-31T10:00', '1wd', true],
    // 24:00 of the last announced day is still that day, though the moment is the next one's.
    ['2026-12-30T10:00', '1d', false],
    ['2026-12-31T16:30', '1wh', false],
    ['2026-12-31T16:30', '61wm', true],
    ['2027-03-01T10:00', '0wd', true],
  ])('%s + %s is provisional: %s', (start, text, provisional) => {
    const outcome = due(china, at(start), limit(text));
    expect(outcome.ok && outcome.value.provisional).toBe(provisional);
  });
});

describe('refusals', () => {
  const one = only({ '2026-09-22': office });
  it.each([
    ['2026-09-21T10:00', '1wd', '2026-09-22T17:30'],
    ['2026-09-21T10:00', '420wm', '2026-09-22T17:30'],
    ['2026-09-21T10:00', '1d', '2026-09-23T00:00'],
    ['2026-09-21T10:00', '2wd', 'calendar.noWorkingDay'],
    ['2026-09-21T10:00', '421wm', 'calendar.noWorkingDay'],
    ['2026-09-22T10:00', '1d+roll', 'calendar.noWorkingDay'],
    ['2026-09-22T10:00', '1d', '2026-09-24T00:00'],
    ['2026-09-23T10:00', '1d', 'calendar.noWorkingDay'],
    ['2026-09-23T10:00', '0wd', 'calendar.noWorkingDay'],
    ['2026-09-22T17:30', '0wm', 'calendar.noWorkingDay'],
  ])('one working day ever: %s + %s = %s', (start, text, end) => {
    expect(ends(start, text, [], one)).toBe(end);
  });

  it.each(['1wm', '1wh', '1wd', '0wd', '1d', '1d+roll', '9999999wd'])('no working day ever: %s', (text) => {
    expect(ends('2026-09-21T10:00', text, [], only({}))).toBe('calendar.noWorkingDay');
    expect(ends('2026-09-21T10:00', text, [open('2026-09-21T10:00')], only({}))).toBe('calendar.noWorkingDay');
  });

  it.each(['9999999wh', '9999999wd', '9999999d', '9999999d+roll'])('a date with five digits: %s', (text) => {
    const rarely = { ...only({}), week: { mon: [['09:00', '09:01'] as [string, string]] } };
    expect(ends('2026-09-21T10:00', text, [], rarely)).toBe('calendar.tooFar');
  });

  it('the last day there is', () => {
    expect(ends('9999-12-30T10:00', '1wd')).toBe('9999-12-31T17:30');
    expect(ends('9999-12-31T10:00', '1wd')).toBe('calendar.tooFar');
  });

  it.each(['1.5wd', 'wd', '-1d', '5', '1h', '', '5wd+roll', '60wm+roll', '12345678d', ' 1d', '1D'])(
    'does not take %j for a limit',
    (text) => {
      expect(parseLimit(text)).toBeNull();
    },
  );
});

describe('days that end at 24:00', () => {
  const always: Calendar = {
    zone: 'Asia/Shanghai',
    week: { mon: [['00:00', '24:00']], tue: [['20:00', '24:00']] },
    days: {},
    publishedThrough: '2026-12-31',
  };
  it.each([
    ['2026-09-20T10:00', '1wd', '2026-09-22T00:00'],
    ['2026-09-21T00:00', '24wh', '2026-09-22T00:00'],
    ['2026-09-21T00:00', '1441wm', '2026-09-22T20:01'],
    ['2026-09-22T23:59', '2wm', '2026-09-28T00:01'],
    ['2026-09-21T23:59', '1wm', '2026-09-22T00:00'],
  ])('%s + %s = %s', (start, text, end) => {
    expect(ends(start, text, [], always)).toBe(end);
  });

  it('belong to their own date in the explanation', () => {
    const outcome = explain(always, at('2026-09-21T10:00'), limit('14wh'));
    expect(outcome.ok && outcome.value.days).toEqual([{ date: '2026-09-21', counted: true, why: 'working' }]);
  });
});

describe('the explanation', () => {
  const told = (start: string, text: string, pauses: Pause[] = []): string[] => {
    const outcome = explain(china, at(start), limit(text), pauses);
    if (!outcome.ok) return [outcome.refusal.rule];
    return outcome.value.days.map(({ date, counted, why }) => `${date.slice(5)} ${counted ? '+' : '-'} ${why}`);
  };

  it('of working days over a holiday', () => {
    expect(told('2026-09-30T10:00', '3wd')).toEqual([
      '09-30 - receipt',
      '10-01 - holiday',
      '10-02 - holiday',
      '10-03 - holiday',
      '10-04 - free',
      '10-05 - holiday',
      '10-06 - holiday',
      '10-07 - holiday',
      '10-08 + working',
      '10-09 + working',
      '10-10 + makeUp',
    ]);
  });

  it('of pauses', () => {
    const pauses = [pause('2026-09-22T16:00', '2026-09-23T18:00')];
    expect(told('2026-09-21T10:00', '1wd', pauses)).toEqual([
      '09-21 - receipt',
      '09-22 - paused',
      '09-23 - paused',
      '09-24 + working',
    ]);
    const touching = [pause('2026-09-22T12:00', '2026-09-22T17:30'), pause('2026-09-23T17:30', '2026-09-23T20:00')];
    expect(told('2026-09-21T10:00', '1wd', touching)).toEqual(['09-21 - receipt', '09-22 - paused', '09-23 + working']);
    // The hours of Tuesday until the pause are used.
    expect(told('2026-09-21T17:00', '7wh', pauses)).toEqual([
      '09-21 + working',
      '09-22 + working',
      '09-23 - paused',
      '09-24 + working',
    ]);
    expect(told('2026-09-21T10:00', '1wh', [pause('2026-09-21T09:00', '2026-09-21T18:00')])).toEqual([
      '09-21 - paused',
      '09-22 + working',
    ]);
  });

  it('of minutes received when the day is over, or on a free one', () => {
    expect(told('2026-09-21T18:00', '1wm')).toEqual(['09-21 - receipt', '09-22 + working']);
    expect(told('2026-09-19T18:00', '1wm')).toEqual(['09-19 - free', '09-20 - free', '09-21 + working']);
  });

  it('of calendar days from a free day, rolled over', () => {
    expect(told('2026-09-19T10:00', '6d+roll')).toEqual([
      '09-19 - receipt',
      '09-20 - free',
      '09-21 + working',
      '09-22 + working',
      '09-23 + working',
      '09-24 + working',
      '09-25 + working',
      '09-26 + free',
      '09-27 - free',
      '09-28 - rollOver',
    ]);
  });

  it('of nothing at all', () => {
    expect(told('2026-09-21T10:00', '0wd')).toEqual(['09-21 - receipt']);
    expect(told('2026-09-26T10:00', '0wm')).toEqual(['09-26 - free', '09-27 - free', '09-28 - working']);
  });

  it('refuses what due refuses', () => {
    expect(told('2026-09-21T10:00', '1wd', [open('2026-09-21T10:00')])).toEqual(['calendar.paused']);
  });
});

describe('elapsed', () => {
  it.each([
    ['2026-09-21T10:00', '2026-09-21T10:00', [], 0],
    ['2026-09-21T08:00', '2026-09-21T20:00', [], 420],
    ['2026-09-21T12:00', '2026-09-21T13:30', [], 0],
    ['2026-09-25T17:30', '2026-09-28T09:00', [], 0],
    ['2026-09-30T10:00', '2026-10-10T15:00', [], 360 + 420 + 420 + 180],
    ['2026-01-01T00:00', '2036-01-01T00:00', [], (2608 - 5) * 420 + 180 - 240],
    ['2026-09-21T09:00', '2026-09-21T12:00', [pause('2026-09-21T08:00', '2026-09-21T10:00')], 120],
    ['2026-09-21T09:00', '2026-09-21T12:00', [open('2026-09-21T11:00')], 120],
    ['2026-09-21T09:00', '2026-09-21T12:00', [pause('2026-09-20T08:00', '2026-09-23T10:00')], 0],
    ['2026-09-21T12:00', '2026-09-21T09:00', [pause('2026-09-21T08:00', '2026-09-21T10:00')], -120],
  ] as [string, string, Pause[], number][])('%s to %s', (from, to, pauses, minutes) => {
    expect(elapsed(china, at(from), at(to), pauses)).toBe(minutes);
  });

  it('answers whole minutes, with seconds added up first', () => {
    const seconds = (count: number): number => at('2026-09-21T10:00') + count * 1000;
    expect(elapsed(china, seconds(0), seconds(119))).toBe(1);
    // 30 s before noon and 30 s after it are a minute.
    expect(elapsed(china, at('2026-09-21T12:00') - 30_000, at('2026-09-21T13:30') + 30_000)).toBe(1);
    expect(elapsed(only({}), seconds(0), seconds(9e7))).toBe(0);
  });
});

describe('a calendar file', () => {
  const file = { zone: 'Asia/Shanghai', week, days: {}, publishedThrough: '2026-12-31' };
  it.each([
    ['a time of one digit', { week: { mon: [['9:00', '12:00']] } }],
    ['a 25th hour', { week: { mon: [['09:00', '25:00']] } }],
    ['a minute behind 24:00', { week: { mon: [['09:00', '24:01']] } }],
    ['an interval that ends when it begins', { week: { mon: [['09:00', '09:00']] } }],
    ['a night over midnight', { week: { mon: [['22:00', '06:00']] } }],
    [
      'overlapping intervals',
      {
        week: {
          mon: [
            ['09:00', '12:00'],
            ['11:00', '13:00'],
          ],
        },
      },
    ],
    [
      'intervals in another order',
      {
        week: {
          mon: [
            ['13:00', '17:00'],
            ['09:00', '12:00'],
          ],
        },
      },
    ],
    ['an interval of three times', { week: { mon: [['09:00', '12:00', '13:00']] } }],
    ['another weekday', { week: { monday: [] } }],
    ['30 February', { days: { '2026-02-30': [] } }],
    ['a date of one digit', { days: { '2026-2-3': [] } }],
    ['a word instead of intervals', { days: { '2026-02-03': 'free' } }],
    ['another key', { holidays: [] }],
    ['no end of the announced days', { publishedThrough: '2026' }],
  ])('is refused with %s', (_what, change) => {
    expect(Calendar.safeParse(file).success).toBe(true);
    expect(Calendar.safeParse({ ...file, ...change }).success).toBe(false);
  });

  it('may have intervals that touch', () => {
    expect(
      Calendar.safeParse({
        ...file,
        week: {
          mon: [
            ['09:00', '12:00'],
            ['12:00', '24:00'],
          ],
        },
      }).success,
    ).toBe(true);
  });
});
