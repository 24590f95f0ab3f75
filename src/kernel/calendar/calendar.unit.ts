import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Calendar, dateOf, plan } from './calendar.ts';
import { due, elapsed, type Limit, type Pause, parseLimit } from './due.ts';
import { fromWall, toWall } from './zone.ts';

const office: [string, string][] = [
  ['09:00', '12:00'],
  ['13:30', '17:30'],
];
const week = { mon: office, tue: office, wed: office, thu: office, fri: office };
const china = Calendar.parse({
  zone: 'Asia/Shanghai',
  week,
  days: {
    '2026-10-01': [],
    '2026-10-02': [],
    '2026-10-05': [],
    '2026-10-06': [],
    '2026-10-07': [],
    '2026-10-10': [['09:00', '12:00']],
  },
  publishedThrough: '2026-12-31',
});

const at = (local: string, zone = '+08:00'): number => Date.parse(`${local}:00.000${zone}`);
const local = (moment: number): string => new Date(moment + 8 * 3_600_000).toISOString().slice(0, 16);
const limit = (text: string): Limit => parseLimit(text) as Limit;
const ends = (start: string, text: string, pauses: Pause[] = [], calendar = china): string => {
  const outcome = due(calendar, at(start), limit(text), pauses);
  return outcome.ok ? local(outcome.value.due) : outcome.refusal.rule;
};
const pause = (from: string, to: string): Pause => ({ from: at(from), to: at(to) });

describe('when a limit ends', () => {
  it.each([
    // working days: the day of receipt is not counted
    ['2026-09-21T10:00', '1wd', '2026-09-22T17:30'],
    ['2026-09-21T10:00', '5wd', '2026-09-28T17:30'],
    ['2026-09-21T23:50', '1wd', '2026-09-22T17:30'],
    ['2026-09-19T10:00', '1wd', '2026-09-21T17:30'],
    // over the holiday, with a make-up Saturday that ends at noon
    ['2026-09-30T10:00', '1wd', '2026-10-08T17:30'],
    ['2026-09-30T10:00', '3wd', '2026-10-10T12:00'],
    // working minutes and hours run inside the intervals
    ['2026-09-21T11:30', '60wm', '2026-09-21T14:00'],
    ['2026-09-21T16:30', '2wh', '2026-09-22T10:00'],
    ['2026-09-21T12:30', '1wm', '2026-09-21T13:31'],
    ['2026-09-21T16:30', '60wm', '2026-09-21T17:30'],
    ['2026-09-20T10:00', '8wh', '2026-09-22T10:00'],
    // calendar days end at 24:00
    ['2026-09-21T10:00', '3d', '2026-09-25T00:00'],
    ['2026-09-19T10:00', '3d', '2026-09-24T00:00'],
    ['2026-09-25T10:00', '1d', '2026-09-27T00:00'],
    ['2026-09-25T10:00', '1d+roll', '2026-09-29T00:00'],
  ])('%s + %s = %s', (start, text, end) => {
    expect(ends(start, text)).toBe(end);
  });

  it.each([
    ['covers the end of a day', '2wd', [pause('2026-09-22T10:00', '2026-09-23T10:00')], '2026-09-24T17:30'],
    ['ends before the day does', '2wd', [pause('2026-09-22T10:00', '2026-09-22T17:00')], '2026-09-23T17:30'],
    ['begins when the day is over', '1wd', [pause('2026-09-22T17:30', '2026-09-24T09:00')], '2026-09-22T17:30'],
    ['takes minutes away', '60wm', [pause('2026-09-21T10:30', '2026-09-21T11:00')], '2026-09-21T11:30'],
    ['lies over the night', '8wh', [pause('2026-09-21T15:00', '2026-09-22T10:00')], '2026-09-22T16:00'],
    [
      'overlaps another',
      '60wm',
      [pause('2026-09-21T10:10', '2026-09-21T10:40'), pause('2026-09-21T10:30', '2026-09-21T11:00')],
      '2026-09-21T11:50',
    ],
  ] as const)('a pause that %s', (_what, text, pauses, end) => {
    expect(ends('2026-09-21T10:00', text, [...pauses])).toBe(end);
  });

  it('says why for every day', () => {
    const outcome = due(china, at('2026-09-30T10:00'), limit('3wd'));
    expect(
      outcome.ok &&
        outcome.value.days.map(({ date, counted, why }) => `${date.slice(5)} ${counted ? '+' : '-'} ${why}`),
    ).toEqual([
      '09-30 - receipt',
      '10-01 - holiday',
      '10-02 - holiday',
      '10-03 - free',
      '10-04 - free',
      '10-05 - holiday',
      '10-06 - holiday',
      '10-07 - holiday',
      '10-08 + working',
      '10-09 + working',
      '10-10 + makeUp',
    ]);
  });

  it('is provisional behind the last announced day', () => {
    const outcome = due(china, at('2026-12-30T10:00'), limit('2wd'));
    expect(outcome.ok && outcome.value.provisional).toBe(true);
    const before = due(china, at('2026-12-29T10:00'), limit('1wd'));
    expect(before.ok && before.value.provisional).toBe(false);
  });

  it('refuses a calendar without working days, and a pause without an end', () => {
    const never = Calendar.parse({
      zone: 'Asia/Shanghai',
      week: {},
      days: { '2026-09-22': office },
      publishedThrough: '2026-12-31',
    });
    expect(ends('2026-09-21T10:00', '1wd', [], never)).toBe('2026-09-22T17:30');
    for (const text of ['2wd', '500wm', '3d+roll'])
      expect(ends('2026-09-23T10:00', text, [], never)).toBe('calendar.noWorkingDay');
    const endless = [{ from: at('2026-09-22T10:00'), to: Infinity }];
    for (const text of ['2wd', '9wh', '2d']) expect(ends('2026-09-21T10:00', text, endless)).toBe('calendar.paused');
  });

  it.each(['1.5wd', 'wd', '-1d', '5', '1h', ''])('does not take %s for a limit', (text) => {
    expect(parseLimit(text)).toBeNull();
  });
});

describe('against a slow obvious counter', () => {
  const minuteMs = 60_000;
  const works = (moment: number, pauses: readonly Pause[]): boolean => {
    if (pauses.some(({ from, to }) => from <= moment && moment < to)) return false;
    const { day, minute } = toWall(china.zone, moment);
    return plan(china)
      .plan(day)
      .intervals.some(([from, to]) => from <= minute && minute < to);
  };
  const start = fc
    .integer({ min: at('2026-09-14T00:00') / minuteMs, max: at('2026-10-14T00:00') / minuteMs })
    .map((minute) => minute * minuteMs);
  const pauses = fc.array(
    fc
      .tuple(start, fc.integer({ min: 1, max: 3000 }))
      .map(([from, length]) => ({ from, to: from + length * minuteMs })),
    { maxLength: 3 },
  );

  it('working minutes', () => {
    fc.assert(
      fc.property(start, fc.integer({ min: 1, max: 1500 }), pauses, (from, minutes, stops) => {
        let moment = from;
        for (let left = minutes; left > 0; moment += minuteMs) if (works(moment, stops)) left -= 1;
        const outcome = due(china, from, { count: minutes, unit: 'wm' }, stops);
        expect(outcome.ok && outcome.value.due).toBe(moment);
      }),
      { numRuns: 60 },
    );
  });

  it('elapsed', () => {
    fc.assert(
      fc.property(start, fc.integer({ min: 0, max: 8000 }), pauses, (from, length, stops) => {
        let count = 0;
        for (let minute = 0; minute < length; minute++) if (works(from + minute * minuteMs, stops)) count += 1;
        expect(elapsed(china, from, from + length * minuteMs, stops)).toBe(count);
      }),
      { numRuns: 60 },
    );
  });

  it('working days', () => {
    fc.assert(
      fc.property(start, fc.integer({ min: 1, max: 12 }), pauses, (from, count, stops) => {
        let day = toWall(china.zone, from).day;
        for (let left = count; left > 0; ) {
          day += 1;
          const last = plan(china).plan(day).intervals.at(-1);
          if (last && works(fromWall(china.zone, { day, minute: last[1] }) - minuteMs, stops)) left -= 1;
        }
        const outcome = due(china, from, { count, unit: 'wd' }, stops);
        expect(outcome.ok && dateOf(toWall(china.zone, outcome.value.due).day)).toBe(dateOf(day));
      }),
      { numRuns: 60 },
    );
  });
});

describe('daylight saving by wall clock', () => {
  const berlin = Calendar.parse({
    zone: 'Europe/Berlin',
    week: { ...week, sun: [['00:00', '24:00']] },
    days: {},
    publishedThrough: '2026-12-31',
  });

  it.each([
    ['2026-03-29T00:00:00Z', '2026-03-29', 60],
    ['2026-03-29T01:00:00Z', '2026-03-29', 180],
    ['2026-10-25T00:30:00Z', '2026-10-25', 150],
    ['2026-10-25T01:30:00Z', '2026-10-25', 150],
  ])('%s stands on the wall as %s, minute %i', (moment, date, minute) => {
    const wall = toWall('Europe/Berlin', Date.parse(moment));
    expect([dateOf(wall.day), wall.minute]).toEqual([date, minute]);
  });

  it('a skipped time is the moment of the jump, a doubled one the first', () => {
    const { day } = toWall('Europe/Berlin', Date.parse('2026-03-29T12:00:00Z'));
    expect(new Date(fromWall('Europe/Berlin', { day, minute: 150 })).toISOString()).toBe('2026-03-29T01:00:00.000Z');
    const autumn = toWall('Europe/Berlin', Date.parse('2026-10-25T12:00:00Z')).day;
    expect(new Date(fromWall('Europe/Berlin', { day: autumn, minute: 150 })).toISOString()).toBe(
      '2026-10-25T00:30:00.000Z',
    );
  });

  it('a working day ends by the wall, whatever the offset', () => {
    const outcome = due(berlin, Date.parse('2026-03-27T09:00:00Z'), { count: 2, unit: 'wd' });
    expect(outcome.ok && new Date(outcome.value.due).toISOString()).toBe('2026-03-30T15:30:00.000Z');
  });
});
