import { expect, test } from 'vitest';
import type { LedgerRow } from '../domain/views.ts';
import { evidenceOf, groupByUnit, lightsOf, progressOf } from './grouping.ts';

const row = (number: string, unit: string, state = 'rectifying'): LedgerRow => ({
  id: number,
  number,
  procedure: 'problem',
  version: 1,
  title: number,
  state,
  open: state !== 'struckOff',
  seq: 1,
  parent: null,
  owner: { person: { id: 'p', name: '甲' }, post: { id: 'q', name: '岗' } },
  unit: { id: unit, name: unit },
  dueWords: null,
  dueOn: null,
  dueAt: null,
  light: 'none',
  cause: null,
  left: null,
  asked: [],
  confidential: false,
  evidenceCount: 1,
  registeredAt: '2026-10-12T00:00:00.000Z',
  changedAt: '2026-10-12T00:00:00.000Z',
  serial: 1,
  category: null,
  source: null,
  report: null,
  leader: null,
  assistUnits: [],
  measures: [],
  relapses: 0,
  struckOffAt: null,
  publicSince: null,
});
const measure = (state: string, evidenceCount = 0) => ({
  id: state,
  number: state,
  title: state,
  state,
  owner: { id: 'p', name: '甲' },
  evidenceCount,
  dueWords: null,
  lasting: false,
});

test('rows stand under their unit and are numbered through', () => {
  const groups = groupByUnit([row('a', 'u1'), row('b', 'u2', 'struckOff'), row('c', 'u1')]);
  expect(groups.map(({ name, struckOff }) => [name, struckOff])).toEqual([
    ['u1', 0],
    ['u2', 1],
  ]);
  expect(groups.flatMap(({ rows }) => rows.map(({ number, nr }) => [number, nr]))).toEqual([
    ['a', 1],
    ['c', 2],
    ['b', 3],
  ]);
});

test('progress leaves voided measures out and is unknown without measures', () => {
  expect(progressOf({ measures: [] }).percent).toBeNull();
  const progress = progressOf({ measures: [measure('done'), measure('voided'), measure('open')] });
  expect([progress.done, progress.all, progress.percent, progress.next?.state]).toEqual([1, 2, 50, 'open']);
});

test('evidence of measures counts with that of the problem', () =>
  expect(evidenceOf({ evidenceCount: 1, measures: [measure('done', 2), measure('open', 1)] })).toBe(4));

test('lights of a group: the loudest first, each with its count, none for what runs no clock', () => {
  const lights = ['ok', 'doneOnTime', 'over', 'none', 'ok', 'near'] as const;
  expect(lightsOf(lights.map((light) => ({ light })))).toEqual([
    { light: 'over', count: 1 },
    { light: 'near', count: 1 },
    { light: 'ok', count: 2 },
    { light: 'doneOnTime', count: 1 },
  ]);
  expect(lightsOf([])).toEqual([]);
});
