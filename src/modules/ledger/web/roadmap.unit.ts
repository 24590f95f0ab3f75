import { expect, test } from 'vitest';
import type { LedgerRow } from '../domain/views.ts';
import { byMonth, laneOf, monthsOf, placeOf } from './roadmap.ts';

const lane = laneOf({
  id: 'p',
  number: '甲-2026-001',
  dueOn: '2027-01-20',
  milestones: [{ nr: 1, title: '对账', dueOn: '2026-12-10', reachedOn: null }],
  measures: [
    {
      id: 'a',
      title: '补录',
      state: 'done',
      registeredAt: '2026-11-01T01:00:00.000Z',
      doneAt: '2026-11-30T17:00:00.000Z',
    },
    { id: 'b', title: '清单', state: 'open', registeredAt: '2026-11-02T01:00:00.000Z', dueOn: null, doneAt: null },
    { id: 'c', title: '作废', state: 'voided', registeredAt: '2026-11-02T01:00:00.000Z', dueOn: null, doneAt: null },
  ],
} as unknown as LedgerRow);

test('a measure lasts until it was done, else until it is due, else until its problem is; days are the agency’s', () =>
  expect(lane.bars.map(({ id, from, to, done }) => [id, from, to, done])).toEqual([
    ['a', '2026-11-01', '2026-12-01', true],
    ['b', '2026-11-02', '2027-01-20', false],
  ]));

test('months reach from the first day to the last, over the year’s end', () => {
  const months = monthsOf([lane], '2026-11-22');
  expect(months).toEqual(['2026-11', '2026-12', '2027-01']);
  expect(monthsOf([], '2026-11-22')).toEqual(['2026-11']);
  expect(placeOf(months, '2026-11-01')).toBe(0);
  expect(placeOf(months, '2026-12-01')).toBeCloseTo(1 / 3);
  expect(placeOf(months, '2027-01-31', true)).toBe(1);
  expect([placeOf(months, '2020-01-01'), placeOf(months, '2030-01-01')]).toEqual([0, 1]);
});

test('month by month it is the same in the order of days', () =>
  expect(byMonth([lane]).map(([month, list]) => [month, list.map(({ title }) => title)])).toEqual([
    ['2026-12', ['补录', '对账']],
    ['2027-01', ['清单']],
  ]));
