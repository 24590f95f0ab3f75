import { describe, expect, it } from 'vitest';
import type { Calendar } from './calendar.ts';
import { due, elapsed } from './due.ts';
import { parseMoment } from './moment.ts';
import { isZone, reading, toLocal, toMoment, zoneOf } from './zone.ts';

const wall = (zone: string, moment: string): string =>
  new Date(toLocal(zoneOf(zone), Date.parse(moment))).toISOString().slice(0, 16);
const moment = (zone: string, local: string): string =>
  new Date(toMoment(zoneOf(zone), Date.parse(`${local}Z`))).toISOString();

describe('moment and wall', () => {
  it.each([
    ['Asia/Shanghai', '2026-06-01T00:00:00Z', '2026-06-01T08:00'],
    ['Asia/Shanghai', '1988-06-01T00:00:00Z', '1988-06-01T09:00'],
    ['Asia/Kathmandu', '2026-06-01T00:00:00Z', '2026-06-01T05:45'],
    ['Asia/Kolkata', '2026-06-01T00:00:00Z', '2026-06-01T05:30'],
    ['America/St_Johns', '2026-01-01T00:00:00Z', '2025-12-31T20:30'],
    ['Pacific/Kiritimati', '2026-06-01T10:00:00Z', '2026-06-02T00:00'],
    ['UTC', '2026-06-01T00:00:00Z', '2026-06-01T00:00'],
    ['Asia/Shanghai', '1890-01-01T00:00:00Z', '1890-01-01T08:05'],
    ['Europe/Berlin', '0050-06-01T00:00:00Z', '0050-06-01T00:53'],
    ['Europe/Berlin', '2026-03-29T00:59:00Z', '2026-03-29T01:59'],
    ['Europe/Berlin', '2026-03-29T01:00:00Z', '2026-03-29T03:00'],
    ['Europe/Berlin', '2026-10-25T00:30:00Z', '2026-10-25T02:30'],
    ['Europe/Berlin', '2026-10-25T01:30:00Z', '2026-10-25T02:30'],
    ['America/St_Johns', '2010-11-07T02:30:00Z', '2010-11-07T00:00'],
    ['America/St_Johns', '2010-11-07T02:31:00Z', '2010-11-06T23:01'],
  ])('%s, %s: the wall shows %s', (zone, at, shown) => {
    expect(wall(zone, at)).toBe(shown);
  });

  it.each([
    ['skipped: when the clocks jump', 'Europe/Berlin', '2026-03-29T02:30', '2026-03-29T01:00:00.000Z'],
    ['skipped midnight', 'America/Sao_Paulo', '2018-11-04T00:00', '2018-11-04T03:00:00.000Z'],
    ['skipped half hour', 'Australia/Lord_Howe', '2026-10-04T02:15', '2026-10-03T15:30:00.000Z'],
    ['skipped date', 'Pacific/Apia', '2011-12-30T12:00', '2011-12-30T10:00:00.000Z'],
    ['doubled: the first', 'Europe/Berlin', '2026-10-25T02:30', '2026-10-25T00:30:00.000Z'],
    ['behind the doubled hour', 'Europe/Berlin', '2026-10-25T03:00', '2026-10-25T02:00:00.000Z'],
    ['midnight behind a doubled hour', 'America/Sao_Paulo', '2018-02-18T00:00', '2018-02-18T03:00:00.000Z'],
    ['midnight that is left again', 'America/St_Johns', '2010-11-07T00:00', '2010-11-07T02:30:00.000Z'],
  ])('%s', (_what, zone, local, at) => {
    expect(moment(zone, local)).toBe(at);
  });

  it('goes there and back in every zone, through a year of every decade', () => {
    for (const name of Intl.supportedValuesOf('timeZone').filter((_, index) => index % 23 === 0))
      for (let year = 1930; year < 2040; year += 10)
        for (let day = 0; day < 366; day += 5) {
          const at = Date.UTC(year, 0, day, (day * 7) % 24, 17);
          const local = toLocal(zoneOf(name), at);
          const back = toMoment(zoneOf(name), local);
          // A time that happens twice comes back as the first of the two.
          if (back !== at) expect(toLocal(zoneOf(name), back)).toBe(local);
          expect(back).toBeLessThanOrEqual(at);
        }
  });

  it('knows which zones there are', () => {
    expect([isZone('Asia/Shanghai'), isZone('Asia/Peking'), isZone('')]).toEqual([true, false, false]);
  });
});

describe('the wall does not run back', () => {
  it.each([
    ['Europe/Berlin', '2026-10-25T00:59:00Z', '2026-10-25T02:59'],
    ['Europe/Berlin', '2026-10-25T01:00:00Z', '2026-10-25T03:00'],
    ['Europe/Berlin', '2026-10-25T01:59:00Z', '2026-10-25T03:00'],
    ['Europe/Berlin', '2026-10-25T02:01:00Z', '2026-10-25T03:01'],
    // Over the date line: nearly a whole day twice.
    ['Pacific/Kwajalein', '1969-09-30T13:00:00Z', '1969-10-01T00:00'],
    ['Pacific/Kwajalein', '1969-10-01T11:00:00Z', '1969-10-01T00:00'],
    ['Pacific/Kwajalein', '1969-10-01T12:01:00Z', '1969-10-01T00:01'],
  ])('%s, %s: it has come to %s', (zone, at, shown) => {
    expect(new Date(reading(zoneOf(zone), Date.parse(at))).toISOString().slice(0, 16)).toBe(shown);
  });
});

describe('time over a change of clocks', () => {
  const round: Calendar = {
    zone: 'Europe/Berlin',
    week: { fri: [['09:00', '17:30']], sun: [['00:00', '24:00']], mon: [['09:00', '17:30']] },
    days: {},
    publishedThrough: '2026-12-31',
  };
  const ends = (start: string, count: number, unit: 'wm' | 'wd' | 'd'): string => {
    const outcome = due(round, Date.parse(start), { count, unit });
    return outcome.ok ? new Date(outcome.value.due).toISOString() : outcome.refusal.rule;
  };

  it.each([
    ['a working day ends by the wall in winter', '2026-03-23T09:00:00Z', 1, 'wd', '2026-03-27T16:30:00.000Z'],
    ['and in summer', '2026-03-27T09:00:00Z', 2, 'wd', '2026-03-30T15:30:00.000Z'],
    ['24:00 in summer', '2026-03-27T09:00:00Z', 2, 'd', '2026-03-29T22:00:00.000Z'],
    ['the skipped hour passes at once', '2026-03-28T23:00:00Z', 180, 'wm', '2026-03-29T01:00:00.000Z'],
    ['a minute inside it ends when the clocks jump', '2026-03-28T23:00:00Z', 150, 'wm', '2026-03-29T01:00:00.000Z'],
    ['and the rest is counted behind', '2026-03-28T23:00:00Z', 181, 'wm', '2026-03-29T01:01:00.000Z'],
    ['the doubled hour is counted the first time', '2026-10-24T22:00:00Z', 150, 'wm', '2026-10-25T00:30:00.000Z'],
    ['and not the second', '2026-10-24T22:00:00Z', 181, 'wm', '2026-10-25T02:01:00.000Z'],
    ['nor from within', '2026-10-25T01:30:00Z', 1, 'wm', '2026-10-25T02:01:00.000Z'],
  ] as const)('%s', (_what, start, count, unit, end) => {
    expect(ends(start, count, unit)).toBe(end);
  });

  it.each([
    ['2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z', 1440],
    ['2026-10-24T22:00:00Z', '2026-10-25T23:00:00Z', 1440],
    ['2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z', 30],
    ['2026-10-25T01:15:00Z', '2026-10-25T01:45:00Z', 0],
  ])('%s to %s are %i minutes', (from, to, minutes) => {
    expect(elapsed(round, Date.parse(from), Date.parse(to))).toBe(minutes);
  });
});

describe('a moment', () => {
  it.each([
    ['2026-09-30T10:00:00+08:00', '2026-09-30T02:00:00.000Z'],
    ['2026-09-30T10:00+08:00', '2026-09-30T02:00:00.000Z'],
    ['2026-09-30T10:00:00.5Z', '2026-09-30T10:00:00.500Z'],
    ['2026-09-30T10:00:00.123456-03:30', '2026-09-30T13:30:00.123Z'],
    ['2026-09-30T24:00Z', '2026-10-01T00:00:00.000Z'],
    ['0099-02-28T00:00Z', '0099-02-28T00:00:00.000Z'],
    ['2024-02-29T00:00Z', '2024-02-29T00:00:00.000Z'],
  ])('%s', (text, iso) => {
    expect(new Date(parseMoment(text) ?? 0).toISOString()).toBe(iso);
  });

  it.each([
    '',
    '2026-09-30',
    '2026-09-30T10:00',
    '2026-09-30 10:00Z',
    '2026-02-29T10:00Z',
    '2026-13-01T10:00Z',
    '2026-00-01T10:00Z',
    '2026-09-31T10:00Z',
    '2026-09-30T24:01Z',
    '2026-09-30T25:00Z',
    '2026-09-30T10:60Z',
    '2026-09-30T10:00:60Z',
    '2026-09-30T10:00+24:00',
    '2026-09-30T10:00+08:60',
    '2026-09-30T10:00+8',
    'Sep 30 2026 10:00Z',
    '+002026-09-30T10:00Z',
  ])('%j is none', (text) => {
    expect(parseMoment(text)).toBeNull();
  });
});
