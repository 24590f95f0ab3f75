import { beforeAll, expect, test } from 'vitest';
import { startTexts } from '../texts/i18n.ts';
import { zh } from '../texts/zh.ts';
import { dayInWords, figure, fromControl, inShort, inWords, sizeInWords } from './moment.ts';

beforeAll(async () => {
  await startTexts([zh]);
});

test('a moment is told in the zone of the agency, not of the machine', () => {
  expect(inWords('2026-11-22T06:30:00.000Z')).toBe('2026-11-22 周日 14:30');
  expect(inWords('2026-12-31T16:00:00.000Z')).toBe('2027-01-01 周五 00:00');
});

test('this year is not repeated, another year is', () => {
  expect(inShort('2026-11-22T06:30:00Z', '2026-01-01T00:00:00Z')).toBe('11-22 周日 14:30');
  expect(inShort('2025-11-22T06:30:00Z', '2026-01-01T00:00:00Z')).toBe('2025-11-22 周六 14:30');
});

test('a day keeps its date in every zone', () => expect(dayInWords('2026-10-01')).toBe('2026-10-01 周四'));

test('what is typed is read in the zone of the agency', () => {
  expect(fromControl('2026-11-22T14:30')).toBe('2026-11-22T06:30:00.000Z');
  expect(fromControl('2026-11-22')).toBeNull();
  expect(fromControl('')).toBeNull();
});

test('figures are grouped by a space that does not break', () => {
  expect(figure(0)).toBe('0');
  expect(figure(999)).toBe('999');
  expect(figure(12345)).toBe('12\u202f345');
  expect(figure(1234567)).toBe('1\u202f234\u202f567');
});

test('sizes', () => {
  expect(sizeInWords(10)).toBe('1 KB');
  expect(sizeInWords(2_516_582)).toBe('2.4 MB');
});
