import { describe, expect, test } from 'vitest';
import type { Calendar } from '../../kernel/calendar/calendar.ts';
import { type Hours, heldUntil, nextDigest, wallDay, wallTime } from './hours.ts';

const day: Calendar['week']['mon'] = [
  ['09:00', '12:00'],
  ['14:00', '17:30'],
];
/** Monday to Friday; 2026-10-01 to 10-03 free, Sunday 2026-10-11 made up for it. */
const calendar: Calendar = {
  zone: 'Asia/Shanghai',
  week: { mon: day, tue: day, wed: day, thu: day, fri: day },
  days: { '2026-10-01': [], '2026-10-02': [], '2026-10-11': day },
  publishedThrough: '2026-12-31',
};
const hours: Hours = {
  digestAt: '08:00',
  digestDays: 'working',
  quietFrom: '20:00',
  quietTo: '07:30',
  quietFreeDays: true,
};
const at = (wall: string) => new Date(`${wall}:00+08:00`);
const held = (wall: string, change: Partial<Hours> = {}) =>
  wallTime(calendar, heldUntil(calendar, { ...hours, ...change }, at(wall)));

describe('quiet hours', () => {
  test.each([
    ['at work nothing is held', '2026-11-23T10:00', '2026-11-23 10:00'],
    ['in the evening until the morning', '2026-11-23T20:00', '2026-11-24 07:30'],
    ['one minute before, at once', '2026-11-23T19:59', '2026-11-23 19:59'],
    ['before the morning until the morning', '2026-11-24T07:29', '2026-11-24 07:30'],
    ['at the end of the quiet, at once', '2026-11-24T07:30', '2026-11-24 07:30'],
    ['Friday night over the free days', '2026-11-27T21:00', '2026-11-30 07:30'],
    ['on a Saturday at noon until Monday', '2026-11-28T12:00', '2026-11-30 07:30'],
    ['over holidays and the weekend behind them', '2026-09-30T20:30', '2026-10-05 07:30'],
    ['a Sunday that is worked is no free day', '2026-10-11T10:00', '2026-10-11 10:00'],
  ])('%s', (_, wall, until) => {
    expect(held(wall)).toBe(until);
  });

  test('within one day, and with none at all', () => {
    expect(held('2026-11-23T12:30', { quietFrom: '12:00', quietTo: '14:00' })).toBe('2026-11-23 14:00');
    expect(held('2026-11-23T23:00', { quietFrom: '00:00', quietTo: '00:00' })).toBe('2026-11-23 23:00');
    expect(held('2026-11-28T12:00', { quietFreeDays: false })).toBe('2026-11-28 12:00');
  });

  test('a calendar without a working day holds nothing for ever', () => {
    const none = { ...calendar, week: {}, days: {} };
    expect(heldUntil(none, hours, at('2026-11-23T10:00'))).toEqual(at('2026-11-23T10:00'));
    expect(nextDigest(none, hours, at('2026-11-23T10:00'))).toBeNull();
  });
});

describe('the digest', () => {
  const next = (wall: string, change: Partial<Hours> = {}) =>
    wallTime(calendar, nextDigest(calendar, { ...hours, ...change }, at(wall)) ?? new Date(0));

  test('comes at its hour on working days, and not twice at the same moment', () => {
    expect(next('2026-11-23T07:59')).toBe('2026-11-23 08:00');
    expect(next('2026-11-23T08:00')).toBe('2026-11-24 08:00');
    expect(next('2026-11-27T09:00')).toBe('2026-11-30 08:00');
    expect(next('2026-09-30T09:00')).toBe('2026-10-05 08:00');
  });

  test('comes every day where that is chosen', () => {
    expect(next('2026-11-27T09:00', { digestDays: 'every', digestAt: '06:30' })).toBe('2026-11-28 06:30');
  });

  test('goes by the wall of the agency, where clocks are put forward too', () => {
    const berlin = { ...calendar, zone: 'Europe/Berlin', days: {} };
    const asked = { ...hours, digestDays: 'every' as const };
    expect(nextDigest(berlin, asked, new Date('2026-03-28T12:00:00Z'))?.toISOString()).toBe('2026-03-29T06:00:00.000Z');
    expect(wallDay(berlin, new Date('2026-03-28T23:30:00Z'))).toBe('2026-03-29');
  });
});
