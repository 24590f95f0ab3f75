import { expect, test } from 'vitest';
import type { Calendar } from '../../../kernel/calendar/calendar.ts';
import { differencesOf, intervalsOn, startingOn } from './differences.ts';

const hours: [string, string][] = [
  ['09:00', '12:00'],
  ['13:30', '17:30'],
];
const summer: [string, string][] = [
  ['08:30', '12:00'],
  ['15:00', '18:00'],
];
const week = (list: [string, string][]): Calendar['week'] => ({
  mon: list,
  tue: list,
  wed: list,
  thu: list,
  fri: list,
});
const before: Calendar = {
  zone: 'Asia/Shanghai',
  week: week(hours),
  days: { '2026-10-01': [], '2026-10-10': hours },
  publishedThrough: '2026-12-31',
};

test('a holiday announced late is one day that differs, and the first', () => {
  const after = { ...before, days: { ...before.days, '2026-12-04': [] } };
  expect(differencesOf(before, after, '2026-11-22')).toEqual({
    week: [],
    days: [{ date: '2026-12-04', before: hours, after: [] }],
    publishedThrough: null,
    first: '2026-12-04',
  });
});

test('a line that says what the week says anyway is no difference', () => {
  const after = { ...before, days: { ...before.days, '2026-12-04': hours } };
  expect(differencesOf(before, after, '2026-11-22')).toMatchObject({ days: [], first: null });
});

test('other hours hold from their day on; the days before keep theirs, also those without a line', () => {
  const made = startingOn(before, { ...before, week: week(summer) }, '2027-07-01');
  expect(intervalsOn(made, '2027-06-30')).toEqual(hours);
  expect(intervalsOn(made, '2026-10-01')).toEqual([]);
  expect(intervalsOn(made, '2026-10-10')).toEqual(hours);
  expect(intervalsOn(made, '2026-10-11')).toEqual([]);
  expect(intervalsOn(made, '2027-07-01')).toEqual(summer);
  expect(differencesOf(before, made, '2027-07-01')).toMatchObject({ days: [], first: '2027-07-01' });
});

test('what a version says about days before it holds is not taken', () => {
  const after = { ...before, days: { '2026-10-01': hours, '2026-10-12': [], '2026-12-04': [] } };
  const made = startingOn(before, after, '2026-11-22');
  expect(made.days).toEqual({ ...before.days, '2026-12-04': [] });
});
