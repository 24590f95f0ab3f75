import { describe, expect, test } from 'vitest';
import type { Calendar } from './calendar.ts';
import { due } from './due.ts';
import { explain } from './explain.ts';
import type { Limit } from './limit.ts';
import { type Rail, railOf } from './rail.ts';

const hours: [string, string][] = [
  ['09:00', '12:00'],
  ['13:30', '17:30'],
];
const calendar: Calendar = {
  zone: 'Asia/Shanghai',
  week: { mon: hours, tue: hours, wed: hours, thu: hours, fri: hours },
  days: {
    ...Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((day) => [`2026-10-0${day}`, []])),
    '2026-10-10': hours,
  },
  publishedThrough: '2026-12-31',
};
const at = (text: string): number => Date.parse(`2026-${text}:00+08:00`);

/** `1` counted, `.` used up, `S` stopped, `[]` today, `|` the last. */
const drawn = ({ before, cells, after }: Rail): string =>
  `${before > 0 ? `${before}… ` : ''}${cells
    .map(({ n, used, paused, today, due: last }) => {
      const inside = `${paused ? 'S' : (n ?? '-')}${used ? '.' : ''}`;
      return `${today ? `[${inside}]` : inside}${last ? '|' : ''}`;
    })
    .join(' ')}${after > 0 ? ` …${after}` : ''}`;

const endOf = (start: number, limit: Limit, pauses: { from: number; to: number }[] = []): number => {
  const found = due(calendar, start, limit, pauses);
  if (!found.ok) throw new Error(found.refusal.rule);
  return found.value.due;
};

describe('a deadline drawn day by day', () => {
  const start = at('09-28T16:20');
  const pauses = [{ from: at('10-08T09:12'), to: at('10-09T17:30') }];

  test('five working days over a holiday, two stopped, today the fourth', () => {
    const end = endOf(start, { count: 5, unit: 'wd' }, pauses);
    const rail = railOf(calendar, { start, due: end, counts: 'days', pauses, at: at('10-12T14:30'), isOpen: true });
    expect(drawn(rail)).toBe('1. 2. S S 3. [4] 5|');
    expect(rail.cells.map(({ date }) => date.slice(5))).toEqual([
      '09-29',
      '09-30',
      '10-08',
      '10-09',
      '10-10',
      '10-12',
      '10-13',
    ]);
  });

  test('hours begin on the day of receipt, unless nothing of it is left', () => {
    const question = { counts: 'time', pauses: [], at: at('09-29T10:00'), isOpen: true } as const;
    const limit: Limit = { count: 8, unit: 'wh' };
    expect(drawn(railOf(calendar, { ...question, start, due: endOf(start, limit) }))).toBe('1. [2]|');
    const late = at('09-28T18:00');
    expect(drawn(railOf(calendar, { ...question, start: late, due: endOf(late, limit) }))).toBe('[1] 2|');
  });

  test('behind the end the days go on to today, uncounted', () => {
    const end = endOf(start, { count: 2, unit: 'wd' });
    const rail = railOf(calendar, { start, due: end, counts: 'days', pauses: [], at: at('10-09T10:00'), isOpen: true });
    expect(drawn(rail)).toBe('1. 2.| - [-]');
  });

  describe('of one long over', () => {
    const over = { counts: 'days', pauses: [], isOpen: true } as const;
    const short = endOf(start, { count: 2, unit: 'wd' });

    test('the end and the last days stay in the picture, and how many lie between is told', () => {
      const rail = railOf(calendar, { ...over, start, due: short, at: at('11-20T10:00') });
      expect(drawn(rail)).toBe('1. 2.| - [-] …31');
      expect(rail.cells.map(({ date }) => date.slice(5))).toEqual(['09-29', '09-30', '11-19', '11-20']);
    });

    test('three days since are all drawn, the fourth is the first that is left out', () => {
      expect(drawn(railOf(calendar, { ...over, start, due: short, at: at('10-10T10:00') }))).toBe('1. 2.| - - [-]');
      expect(drawn(railOf(calendar, { ...over, start, due: short, at: at('10-12T10:00') }))).toBe('1. 2.| - [-] …2');
    });

    test('no more than fourteen days, however long the limit; every day is drawn or told of', () => {
      const end = endOf(start, { count: 60, unit: 'wd' });
      const rail = railOf(calendar, { ...over, start, due: end, at: at('12-31T10:00') });
      const all = railOf(calendar, { ...over, start, due: at('12-31T17:30'), at: at('12-31T10:00') });
      expect(rail.cells).toHaveLength(14);
      expect(rail.cells.at(-3)).toMatchObject({ n: 60, due: true });
      expect(rail.before + rail.cells.length + rail.after).toBe(all.before + all.cells.length + all.after);
    });
  });

  test('without an end while a pause is open', () => {
    const open = [{ from: at('10-08T09:12'), to: Infinity }];
    const rail = railOf(calendar, {
      start,
      due: null,
      counts: 'days',
      pauses: open,
      at: at('10-10T10:00'),
      isOpen: true,
    });
    expect(drawn(rail)).toBe('1. 2. S S [S]');
  });

  test('a long limit shows fifteen days around now, numbered as counted, and says how many more', () => {
    const long = { count: 60, unit: 'wd' } as const;
    const end = endOf(start, long, pauses);
    const rail = railOf(calendar, { start, due: end, counts: 'days', pauses, at: at('11-10T10:00'), isOpen: true });
    expect(rail.cells).toHaveLength(15);
    expect(rail.before + rail.cells.length + rail.after).toBe(62);
    const whole = explain(calendar, start, long, pauses);
    if (!whole.ok) throw new Error(whole.refusal.rule);
    const counted = whole.value.days.filter((day) => day.counted).map(({ date }) => date);
    for (const { date, n } of rail.cells) expect(counted[(n ?? 0) - 1]).toBe(date);
  });

  test('a fixed date on a free day is drawn all the same', () => {
    const rail = railOf(calendar, {
      start: at('10-15T09:00'),
      due: at('10-19T00:00'),
      counts: 'days',
      pauses: [],
      at: at('10-15T10:00'),
      isOpen: true,
    });
    expect(rail.cells.map(({ date, n, due: last }) => [date.slice(8), n, last])).toEqual([
      ['16', 1, false],
      ['18', null, true],
    ]);
  });

  test('what ended shows no today', () => {
    const end = endOf(start, { count: 5, unit: 'wd' });
    const rail = railOf(calendar, {
      start,
      due: end,
      counts: 'days',
      pauses: [],
      at: at('09-30T10:00'),
      isOpen: false,
    });
    expect(drawn(rail)).toBe('1. 2. 3 4 5|');
  });
});
