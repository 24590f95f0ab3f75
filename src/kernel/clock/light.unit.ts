import { describe, expect, it, test } from 'vitest';
import { clockOf, officeHours, onWall, wall } from '../../../tests/builders/office-hours.ts';
import type { Clock } from '../matter/matter.ts';
import type { LimitRule } from '../procedure/procedure.ts';
import { deadlineOf, lightAt, nextChange, worstOf } from './light.ts';

const ends = (more: Partial<Clock>, near?: LimitRule['near']) => {
  const clock = clockOf(more);
  const deadline = deadlineOf(officeHours, clock, { kind: clock.kind, ...(near && { near }) });
  return deadline && `${onWall(deadline.near)} … ${onWall(deadline.due)}`;
};
const paused = (...spans: [from: string, to: string | null][]): Clock['pauses'] =>
  spans.map(([from, to]) => ({ from: wall(from), to: to === null ? null : wall(to) }));
const byShare = { ratio: 0.2, days: 0 };
const byDay = { ratio: 0, days: 1 };

describe('from when to when it is near', () => {
  // From Monday nine o'clock on, five days have 6 × 420 minutes: the day of receipt is worked too.
  test.each<[what: string, more: Partial<Clock>, found: string | null, near?: LimitRule['near']]>([
    ['a fifth left, where that is more than a day', { limit: '5wd' }, '06 16:06 … 09 17:30'],
    ['a day left, where that is more than a fifth', { limit: '3wd' }, '04 17:30 … 05 17:30'],
    ['as the limit itself says, by share', { limit: '5wd' }, '06 14:00 … 09 17:30', { ratio: 0.25, days: 0 }],
    ['as the limit itself says, by days', { limit: '5wd' }, '05 17:30 … 09 17:30', { ratio: 0, days: 2 }],
    ['neither: only at its end', { limit: '5wd' }, '09 17:30 … 09 17:30', { ratio: 0, days: 0 }],
    ['two days warn by their share alone', { limit: '2wd' }, '04 11:48 … 04 17:30'],
    ['one day', { limit: '1wd' }, '03 14:42 … 03 17:30'],
    ['hours warn by their share', { limit: '8wh' }, '02 16:54 … 03 10:00'],
    ['minutes too', { limit: '30wm' }, '02 09:24 … 02 09:30'],
    ['calendar days end at midnight', { limit: '5d' }, '05 17:30 … 08 00:00'],
    ['calendar days that end on a free day roll over', { limit: '5d+roll' }, '06 16:06 … 10 00:00'],
    ['a fixed date ends with its day', { kind: 'fixed', limit: null, on: '2026-03-06' }, '05 17:30 … 07 00:00'],
    [
      'one on a Sunday warns on the Friday before',
      { kind: 'fixed', limit: null, on: '2026-03-08' },
      '05 17:30 … 09 00:00',
    ],
    ['one of the same day is near at once', { kind: 'fixed', limit: null, on: '2026-03-02' }, '02 09:00 … 03 00:00'],
    ['one that has passed', { kind: 'fixed', limit: null, on: '2026-02-27' }, '02 09:00 … 02-28 00:00'],
    ['a fixed date that nobody named', { kind: 'fixed', limit: null, on: null }, null],
    ['holidays count for nothing', { limit: '5wd', startedAt: wall('09-30 09:00') }, '10-13 16:06 … 10-14 17:30'],
    ['a pause moves both', { limit: '3wd', pauses: paused(['03 09:00', '05 09:00']) }, '06 17:30 … 09 17:30', byDay],
    [
      'a pause within a day moves no day',
      { limit: '3wd', pauses: paused(['05 09:00', '05 12:00']) },
      '04 17:30 … 05 17:30',
      byDay,
    ],
    [
      'a pause moves no fixed date',
      { kind: 'fixed', limit: null, on: '2026-03-06', pauses: paused(['03 09:00', null]) },
      '05 17:30 … 07 00:00',
    ],
    ['an open pause leaves no end', { limit: '3wd', pauses: paused(['03 09:00', null]) }, null],
    [
      'what ended in a pause waited until its end',
      { limit: '3wd', pauses: paused(['03 09:00', null]), endedAt: wall('05 09:00') },
      '06 17:30 … 09 17:30',
      byDay,
    ],
    ['days are extended by days', { limit: '3wd', extended: 2 }, '06 16:06 … 09 17:30'],
    ['hours are extended by days behind their end', { limit: '8wh', extended: 1 }, '04 11:48 … 04 17:30'],
    ['an extended short limit is a longer one', { limit: '2wd', extended: 1 }, '04 17:30 … 05 17:30'],
    ['a limit that says nothing', { limit: 'soon' }, null],
    ['minutes, by share only', { limit: '420wm' }, '02 16:06 … 02 17:30', byShare],
  ])('%s', (_, more, found, near) => {
    expect(ends(more, near)).toBe(found);
  });

  it('is provisional behind the last announced day', () => {
    const at = (startedAt: string) => deadlineOf(officeHours, clockOf({ startedAt }))?.provisional;
    expect([at(wall('12-20 09:00')), at(wall('12-29 09:00'))]).toEqual([false, true]);
  });

  it('has no end where nobody ever works', () => {
    expect(deadlineOf({ ...officeHours, week: {} }, clockOf())).toBeNull();
  });
});

describe('how it stands', () => {
  const light = (clock: Clock, now: string, others: readonly Clock[] = []) => {
    const { level, cause } = lightAt(clock, deadlineOf(officeHours, clock), [clock, ...others], Date.parse(wall(now)));
    return `${level} ${cause ?? '-'}`;
  };
  const statute = clockOf({ kind: 'statute', limit: '20wd' });
  const promise = clockOf({ limit: '10wd' });
  const ended = clockOf({ kind: 'statute', limit: '20wd', endedAt: wall('03 09:00') });
  const step = clockOf({ kind: 'stage', limit: '3wd' });
  const contact = clockOf({ kind: 'firstContact', limit: '1wd' });
  const fixed = clockOf({ kind: 'fixed', limit: null, on: '2026-03-06' });

  test.each<[what: string, clock: Clock, now: string, found: string, others?: readonly Clock[]]>([
    ['fine until it is near', clockOf(), '06 16:05', 'ok -'],
    ['near from that very moment on', clockOf(), '06 16:06', 'near near'],
    ['near until its end', clockOf(), '09 17:29', 'near near'],
    ['over at its end', clockOf(), '09 17:30', 'over overPromise'],
    ['a promise with a statute behind it', clockOf(), '09 17:30', 'overPromise overPromise', [statute]],
    ['a promise with a statute that has ended', clockOf(), '09 17:30', 'over overPromise', [ended]],
    ['a promise with only a date behind it', clockOf(), '09 17:30', 'over overPromise', [fixed]],
    ['a statute', statute, '31 17:30', 'over overStatute', [promise]],
    ['a fixed date', fixed, '07 00:00', 'over overStatute', [promise]],
    ['a step that has more behind it', step, '05 17:30', 'overPromise stageLate', [promise]],
    ['a first contact too', contact, '03 17:30', 'overPromise stageLate', [promise]],
    ['a step that is all there is', step, '05 17:30', 'over stageLate'],
    ['a step beside what has ended', step, '05 17:30', 'over stageLate', [ended]],
    ['a pause hides that it is over', clockOf({ pauses: paused(['12 09:00', null]) }), '12 10:00', 'paused paused'],
    [
      'a pause hides nothing of a fixed date',
      { ...fixed, pauses: paused(['03 09:00', null]) },
      '07 00:00',
      'over overStatute',
    ],
    ['behind a pause its end has moved', clockOf({ pauses: paused(['03 09:00', '05 09:00']) }), '09 17:30', 'ok -'],
    [
      'what has ended stays as it was',
      clockOf({ endedAt: wall('09 18:00'), level: 'near', cause: 'near' }),
      '31 09:00',
      'near near',
    ],
    [
      'an extension takes what was over back',
      clockOf({ level: 'over', cause: 'overPromise', extended: 5 }),
      '09 18:00',
      'ok -',
    ],
  ])('%s', (_, clock, now, found, others) => {
    expect(light(clock, now, others)).toBe(found);
  });

  it('of all its clocks the worst counts', () => {
    const of = (...levels: Parameters<typeof worstOf>[0][number]['level'][]) =>
      worstOf(levels.map((level) => ({ level, cause: null }))).level;
    expect(of()).toBe('none');
    expect(of('ok', 'overPromise', 'near')).toBe('overPromise');
    expect(of('over', 'overPromise')).toBe('over');
    expect(of('paused', 'ok')).toBe('ok');
    expect(of('paused')).toBe('paused');
    expect(of('doneOnTime', 'doneLate')).toBe('doneLate');
  });
});

describe('when it looks different by itself', () => {
  const next = (more: Partial<Clock>, now: string) => {
    const clock = clockOf(more);
    return onWall(nextChange(clock, deadlineOf(officeHours, clock), [clock], Date.parse(wall(now))));
  };
  const near = { level: 'near', cause: 'near' } as const;
  const over = { level: 'over', cause: 'overPromise' } as const;
  test.each<[what: string, more: Partial<Clock>, now: string, found: string | null]>([
    ['when it is near', {}, '02 09:00', '06 16:06'],
    ['when it is over', near, '06 16:06', '09 17:30'],
    ['never again', over, '09 17:30', null],
    ['now, where the log is behind', {}, '06 16:06', '06 16:06'],
    ['now, where both moments passed unseen', {}, '31 09:00', '31 09:00'],
    ['now, where an extension made it fine again', { ...over, extended: 5 }, '09 18:00', '09 18:00'],
    [
      'not while it is paused, whatever the log says',
      { level: 'paused', cause: 'paused', pauses: paused(['03 09:00', null]) },
      '04 09:00',
      null,
    ],
    ['not when it has ended', { ...near, endedAt: wall('09 09:00') }, '09 18:00', null],
    ['not without an end', { limit: null }, '31 09:00', null],
  ])('%s', (_, more, now, found) => {
    expect(next(more, now)).toBe(found);
  });
});
