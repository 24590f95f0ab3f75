import { expect, test } from 'vitest';
import { chinaCalendar, chinaNotes } from '../domain/china.ts';
import {
  changeDay,
  clockOf,
  countOf,
  dayKind,
  intervalFaults,
  namedDays,
  nothing,
  sumOfYear,
  withDraft,
} from './draft.ts';

const base = { calendar: chinaCalendar(), notes: chinaNotes() };

test('a change that says what stands already is none; the last one of a date counts', () => {
  const free = { intervals: [], note: '停电' };
  const draft = changeDay(base, nothing, '2026-11-27', free);
  expect(countOf(draft)).toBe(1);
  expect(dayKind(withDraft(base, draft).calendar, '2026-11-27')).toBe('holiday');
  expect(withDraft(base, draft).notes['2026-11-27']).toBe('停电');
  expect(changeDay(base, draft, '2026-11-27', null)).toEqual(nothing);
  expect(changeDay(base, nothing, '2026-10-01', { intervals: [], note: base.notes['2026-10-01'] ?? '' })).toEqual(
    nothing,
  );
});

test('the hours of its weekday, without a name, are no line of its own', () => {
  const hours = base.calendar.week.fri ?? [];
  expect(changeDay(base, nothing, '2026-11-27', { intervals: hours, note: ' ' })).toEqual(nothing);
  expect(countOf(changeDay(base, nothing, '2026-11-27', { intervals: hours, note: '值班演练' }))).toBe(1);
});

test('laid over a version somebody else published, both stand', () => {
  const draft = changeDay(base, nothing, '2026-11-27', { intervals: [], note: '' });
  const theirs = { ...base, calendar: { ...base.calendar, days: { ...base.calendar.days, '2026-11-30': [] } } };
  const made = withDraft(theirs, draft).calendar;
  expect([dayKind(made, '2026-11-27'), dayKind(made, '2026-11-30')]).toEqual(['holiday', 'holiday']);
});

test('the year at a glance', () => {
  const { holidays, makeUp, working } = sumOfYear(base.calendar, 2026);
  // 261 weekdays; holidays on weekends change nothing.
  const onWeekdays = Object.keys(base.calendar.days).filter((date) => {
    const day = new Date(`${date}T00:00:00Z`).getUTCDay();
    return date.startsWith('2026') && dayKind(base.calendar, date) === 'holiday' && day !== 0 && day !== 6;
  }).length;
  expect(working).toBe(261 - onWeekdays + makeUp);
  expect(holidays).toBeGreaterThan(onWeekdays);
  const national = namedDays(base.calendar, base.notes, 2026).find(({ from }) => from === '2026-10-01');
  expect(national).toMatchObject({ count: 7, kind: 'holiday' });
});

test.each([
  [[['09:00', '12:00']], null],
  [[['09:00', '']], 'time'],
  [[['12:00', '09:00']], 'backwards'],
  [
    [
      ['09:00', '12:00'],
      ['11:30', '17:00'],
    ],
    'overlap',
  ],
] as [[string, string][], string | null][])('%j: %s', (list, fault) => {
  expect(intervalFaults(list)).toBe(fault);
});

test.each([
  ['9:00', '09:00'],
  ['0930', '09:30'],
  ['930', '09:30'],
  ['13：30', '13:30'],
  ['24:00', '24:00'],
  ['soon', 'soon'],
])('%s is kept as %s', (typed, kept) => {
  expect(clockOf(typed)).toBe(kept);
});
