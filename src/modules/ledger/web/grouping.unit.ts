import { expect, test } from 'vitest';
import type { LedgerGroup, LedgerRow } from '../domain/views.ts';
import { evidenceOf, grouped, progressOf, rateOf } from './grouping.ts';
import { groupsFrom } from './use-ledger.ts';
import { windowOf } from './use-window.ts';

const group = (key: string, count: number): LedgerGroup => ({
  key,
  name: key,
  count,
  lights: [],
  struckOff: 0,
  dropped: 0,
  year: null,
});
const row = (id: string) => ({ id }) as LedgerRow;
const measure = (state: string, dueOn: string | null = null): LedgerRow['measures'][number] => ({
  id: state,
  number: state,
  title: `措施 ${state}`,
  state,
  owner: { id: 'p', name: '甲' },
  evidenceCount: 2,
  dueWords: null,
  dueOn,
  light: 'none',
  registeredAt: '2026-10-12T00:00:00.000Z',
  doneAt: null,
  lasting: false,
});

test('rows stand under their groups in the order of the groups, numbered through, whatever page brought them', () => {
  const found = grouped(
    [group('税', 3), group('法', 1), group('窗', 4)],
    [
      { group: '税', rows: [row('1'), row('2')] },
      { group: '税', rows: [row('3')] },
      { group: '法', rows: [row('4')] },
    ],
  );
  expect(found.map(({ key, rows }) => [key, rows.map(({ id, nr }) => [id, nr])])).toEqual([
    [
      '税',
      [
        ['1', 1],
        ['2', 2],
        ['3', 3],
      ],
    ],
    ['法', [['4', 4]]],
  ]);
});

test('small groups are asked for together, a large one by itself, and from its middle alone', () => {
  const groups = [group('a', 20), group('b', 30), group('c', 500), group('d', 1)];
  expect(groupsFrom(groups, { group: 0, cursor: null })).toEqual([0, 1]);
  expect(groupsFrom(groups, { group: 2, cursor: null })).toEqual([2]);
  expect(groupsFrom(groups, { group: 2, cursor: 'on' })).toEqual([2]);
  expect(groupsFrom(groups, { group: 3, cursor: null })).toEqual([3]);
});

test('progress counts what was not voided; what comes next is the earliest point or measure still open', () => {
  const milestones = [
    { nr: 1, title: '开会', dueOn: '2026-11-01', reachedOn: '2026-11-01' },
    { nr: 2, title: '对账', dueOn: '2026-12-10', reachedOn: null },
  ];
  const open = measure('open', '2026-12-20');
  expect(progressOf({ measures: [measure('done'), open, measure('voided')], milestones })).toEqual({
    done: 1,
    all: 2,
    percent: 50,
    next: { title: '对账', on: '2026-12-10' },
  });
  expect(progressOf({ measures: [open], milestones: [] }).next).toMatchObject({ title: '措施 open', on: '2026-12-20' });
  expect(progressOf({ measures: [], milestones: [] })).toEqual({ done: 0, all: 0, percent: null, next: null });
});

test('evidence of measures counts with that of the problem', () =>
  expect(evidenceOf({ evidenceCount: 1, measures: [measure('done'), measure('open')] })).toBe(5));

test('a rate has one place, and none of nothing', () =>
  expect([rateOf(3, 8), rateOf(0, 4), rateOf(0, 0)]).toEqual(['37.5%', '0.0%', null]));

test('of many rows those near the window are drawn, and the room of all others is kept', () => {
  const ends = Array.from({ length: 20_000 }, (_, index) => (index + 1) * 52);
  const seen = windowOf(ends, 520_000, 900);
  expect(seen.to - seen.from).toBeLessThan(80);
  expect(seen.before + seen.after + (seen.to - seen.from) * 52).toBe(20_000 * 52);
  expect([seen.from <= 10_000, seen.to >= 10_017]).toEqual([true, true]);
  expect(windowOf(ends.slice(0, 300), 0, 900)).toEqual({ from: 0, to: 300, before: 0, after: 0 });
});
