import { expect, test } from 'vitest';
import { isMonth, monthBeside } from './month.ts';

test('months follow each other over the end of a year', () => {
  expect(monthBeside('2026-12', 1)).toBe('2027-01');
  expect(monthBeside('2026-01', -1)).toBe('2025-12');
  expect(monthBeside('2026-11', -11)).toBe('2025-12');
});

test('what stands in the address is a month or nothing', () => {
  expect([isMonth('2026-11'), isMonth('2026-13'), isMonth('2026-1'), isMonth(null)]).toEqual([
    true,
    false,
    false,
    false,
  ]);
});
