import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Calendar } from './calendar.ts';
import { due, elapsed } from './due.ts';
import { explain } from './explain.ts';
import type { Limit } from './limit.ts';
import { slowCounter } from './slow-counter.ts';
import { toLocal, zoneOf } from './zone.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** Zones with a change of clocks each: by an hour, half an hour, two hours, at midnight, at one past it, a whole day. */
const places = [
  ['Asia/Shanghai', '2026-10-01T00:00:00Z'],
  ['Asia/Shanghai', '1986-05-03T18:00:00Z'],
  ['Europe/Berlin', '2026-03-29T01:00:00Z'],
  ['Europe/Berlin', '2026-10-25T01:00:00Z'],
  ['America/New_York', '2026-11-01T06:00:00Z'],
  ['Australia/Lord_Howe', '2026-04-04T15:00:00Z'],
  ['Australia/Lord_Howe', '2026-10-03T15:30:00Z'],
  ['Antarctica/Troll', '2026-10-25T01:00:00Z'],
  ['America/Sao_Paulo', '2018-11-04T03:00:00Z'],
  ['America/Sao_Paulo', '2018-02-18T02:00:00Z'],
  ['America/St_Johns', '2010-11-07T02:31:00Z'],
  ['Africa/Cairo', '2026-04-23T22:00:00Z'],
  ['Asia/Kathmandu', '2026-04-01T00:00:00Z'],
  ['Pacific/Chatham', '2026-09-26T14:00:00Z'],
  ['Pacific/Apia', '2011-12-30T10:00:00Z'],
  ['America/Caracas', '2016-05-01T07:00:00Z'],
  ['Pacific/Kwajalein', '1969-09-30T13:00:00Z'],
] as const;

const clock = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
/** Intervals between an even number of times of day; often the whole day or up to midnight. */
const busy = fc.oneof(
  fc.constant<[string, string][]>([
    ['09:00', '12:00'],
    ['13:30', '17:30'],
  ]),
  fc.constant<[string, string][]>([['00:00', '24:00']]),
  fc
    .uniqueArray(fc.oneof(fc.integer({ min: 0, max: 1440 }), fc.constantFrom(0, 60, 120, 150, 180, 1440)), {
      minLength: 2,
      maxLength: 6,
    })
    .map((times) => {
      const sorted = times.toSorted((a, b) => a - b);
      const made: [string, string][] = [];
      for (let index = 0; index + 1 < sorted.length; index += 2)
        made.push([clock(sorted[index] ?? 0), clock(sorted[index + 1] ?? 0)]);
      return made;
    }),
);
const perhaps = fc.oneof({ weight: 3, arbitrary: busy }, { weight: 1, arbitrary: fc.constant<[string, string][]>([]) });

/** A calendar, a start and pauses around a change of clocks; one day of the week at least works. */
const cases = fc.constantFrom(...places).chain(([zone, change]) => {
  const around = Date.parse(change);
  const moment = fc.oneof(
    fc.integer({ min: -2 * 1440, max: 2 * 1440 }).map((minutes) => around + minutes * minuteMs),
    fc.integer({ min: -180, max: 180 }).map((minutes) => around + minutes * minuteMs),
  );
  const date = fc
    .integer({ min: -3, max: 8 })
    .map((days) => new Date(around + days * dayMs).toISOString().slice(0, 10));
  const calendar: fc.Arbitrary<Calendar> = fc.record({
    zone: fc.constant(zone),
    week: fc.record({ mon: busy, tue: perhaps, wed: perhaps, thu: perhaps, fri: perhaps, sat: perhaps, sun: perhaps }),
    days: fc.dictionary(date, perhaps, { maxKeys: 4 }),
    publishedThrough: fc.constant('2026-12-31'),
  });
  const length = fc.oneof(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 4 * 1440 }));
  const pauses = fc.array(
    fc.tuple(moment, length).map(([from, minutes]) => ({ from, to: from + minutes * minuteMs })),
    { maxLength: 3 },
  );
  return fc.record({ calendar, start: moment, pauses, length });
});

const limits: fc.Arbitrary<Limit> = fc.oneof(
  fc.record({ count: fc.integer({ min: 1, max: 900 }), unit: fc.constant<'wm'>('wm') }),
  fc.record({ count: fc.integer({ min: 1, max: 30 }), unit: fc.constant<'wh'>('wh') }),
  fc.record({ count: fc.integer({ min: 1, max: 4 }), unit: fc.constant<'wd'>('wd') }),
  fc.record({ count: fc.integer({ min: 1, max: 4 }), unit: fc.constant<'d'>('d'), rollOver: fc.boolean() }),
);

describe('against the slow obvious counter', () => {
  it('due', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(cases, limits, ({ calendar, start, pauses }, limit) => {
        const outcome = due(calendar, start, limit, pauses);
        const slow = slowCounter(calendar, pauses).due(start, limit);
        expect(outcome.ok && new Date(outcome.value.due).toISOString()).toBe(new Date(slow).toISOString());
      }),
      { numRuns: 120 },
    );
  });

  it('elapsed', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(cases, ({ calendar, start, pauses, length }) => {
        const to = start + length * minuteMs;
        expect(elapsed(calendar, start, to, pauses)).toBe(slowCounter(calendar, pauses).elapsed(start, to));
      }),
      { numRuns: 120 },
    );
  });
});

describe('always', () => {
  it('a limit ends behind its start, when its minutes are over, and later the longer it is', () => {
    fc.assert(
      fc.property(cases, fc.integer({ min: 0, max: 5000 }), ({ calendar, start, pauses }, count) => {
        const ends = (minutes: number): number => {
          const outcome = due(calendar, start, { count: minutes, unit: 'wm' }, pauses);
          return outcome.ok ? outcome.value.due : Number.NaN;
        };
        const end = ends(count);
        expect(end).toBeGreaterThanOrEqual(start);
        expect(ends(count + 1)).toBeGreaterThanOrEqual(end);
        const spent = elapsed(calendar, start, end, pauses);
        // At the moment the clocks jump, the minutes they skip are over all at once.
        const { zone } = calendar;
        const jumps = toLocal(zoneOf(zone), end) - toLocal(zoneOf(zone), end - minuteMs) > minuteMs;
        expect(jumps ? spent >= count : spent === count).toBe(true);
        expect(elapsed(calendar, end, start, pauses)).toBe(0 - spent);
      }),
      { numRuns: 500 },
    );
  });

  it('minutes add up', () => {
    fc.assert(
      fc.property(cases, fc.integer({ min: 0, max: 9000 }), ({ calendar, start, pauses, length }, more) => {
        const middle = start + length * minuteMs;
        const end = middle + more * minuteMs;
        const parts = elapsed(calendar, start, middle, pauses) + elapsed(calendar, middle, end, pauses);
        expect(elapsed(calendar, start, end, pauses)).toBe(parts);
      }),
      { numRuns: 500 },
    );
  });

  it('the explanation counts what the limit says, begins with the receipt and ends on the last day', () => {
    fc.assert(
      fc.property(cases, limits, ({ calendar, start, pauses }, limit) => {
        const told = explain(calendar, start, limit, pauses);
        const short = due(calendar, start, limit, pauses);
        if (!told.ok || !short.ok) throw new Error('these calendars work every Monday');
        expect(told.value.due).toBe(short.value.due);
        const { days } = told.value;
        const counted = days.filter(({ counted }) => counted);
        if (limit.unit === 'wd' || limit.unit === 'd') {
          expect(counted).toHaveLength(limit.count);
          expect(days[0]?.why).toBe('receipt');
        }
        const last = days.at(-1);
        expect(last?.counted || last?.why === 'rollOver').toBe(true);
        const gaps = days.slice(1).map(({ date }, index) => Date.parse(date) - Date.parse(days[index]?.date ?? ''));
        expect(gaps.every((gap) => gap === dayMs)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
