import { expect, test } from 'vitest';
import type { DeadlineView } from '../domain/views.ts';
import { heldDays, shortName, sumsOf, weeksOf } from './sums.ts';

type Day = DeadlineView['days'][number];
const day = (date: string, why: Day['why'], more: Partial<Day> = {}): Day => ({
  date: `2026-${date}`,
  counted: why === 'working' || why === 'makeUp',
  why,
  minutes: null,
  note: null,
  holder: 0,
  ...more,
});

/** Five working days over the October holiday, two of them stopped. */
const days: Day[] = [
  day('09-28', 'receipt'),
  day('09-29', 'working'),
  day('09-30', 'working'),
  ...[1, 2, 3, 4, 5, 6, 7].map((nr) => day(`10-0${nr}`, 'holiday', { note: '国庆节' })),
  day('10-08', 'paused'),
  day('10-09', 'paused'),
  day('10-10', 'makeUp', { holder: 1 }),
  day('10-11', 'free', { holder: 1 }),
  day('10-12', 'working', { holder: 1 }),
  day('10-13', 'working', { holder: 1 }),
];
const clock = { limit: '5wd' } as DeadlineView['clock'];

test('all days, less those that did not count, is the limit', () => {
  const lines = sumsOf({ clock, days });
  expect(lines).toEqual([
    { kind: 'span', from: '2026-09-29', to: '2026-10-13', count: 15 },
    { kind: 'free', holidays: [{ name: '国庆节', count: 7 }], weekend: 1, count: 8 },
    { kind: 'makeUp', dates: ['2026-10-10'] },
    { kind: 'paused', dates: ['2026-10-08', '2026-10-09'], count: 2 },
    { kind: 'total', count: 5, minutes: null },
  ]);
});

test('hours are summed as minutes, from the day they began', () => {
  const two = [day('09-28', 'working', { minutes: 70 }), day('09-29', 'working', { minutes: 170 })];
  expect(sumsOf({ clock: { limit: '4wh' } as DeadlineView['clock'], days: two }).at(-1)).toEqual({
    kind: 'total',
    count: 2,
    minutes: 240,
  });
});

test('who held it: runs of days, with those that counted', () => {
  expect(heldDays(days)).toEqual([
    { holder: 0, from: '2026-09-28', to: '2026-10-09', counted: 2 },
    { holder: 1, from: '2026-10-10', to: '2026-10-13', counted: 3 },
  ]);
});

test('weeks are whole, Monday to Sunday', () => {
  const weeks = weeksOf(days);
  expect(weeks.map((week) => week.length)).toEqual([7, 7, 7]);
  expect(weeks[2]?.[2]).toBe('2026-10-14');
});

test.each([
  ['国庆节', '国庆'],
  ['春节', '春节'],
  ['国庆节调休', '国庆'],
  ['元旦', '元旦'],
  ['中秋节、国庆节', null],
  [null, null],
])('%s stands in a cell as %s', (note, short) => {
  expect(shortName(note)).toBe(short);
});
