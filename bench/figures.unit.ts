import { afterEach, expect, test, vi } from 'vitest';
import { compare, isMet, median, missedConditions, percentile, printMeasure } from './figures.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

test('the median of an even list lies between its middles', () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([4, 1, 3, 2])).toBe(2.5);
});

test('a percentile is a value that was seen', () => {
  const list = Array.from({ length: 100 }, (_, n) => n + 1);
  expect(percentile(list, 0.99)).toBe(100);
  expect(percentile(list, 0.5)).toBe(51);
});

test('ratios are taken pair by pair, so that a slow round weighs no more than another', () => {
  const found = compare([
    { ours: 700, thinnest: 1000 },
    { ours: 80, thinnest: 100 },
    { ours: 600, thinnest: 1000 },
  ]);
  expect(found.ratio('ours', 'thinnest')).toBe(0.7);
  expect(found.rate('thinnest')).toBe(1000);
});

test('a condition that is missed is named, and only where the run is judged', () => {
  const written: string[] = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0);
  const low = { name: 'ratio', value: 0.69, atLeast: 0.7 };
  printMeasure('quick', {}, [low], false);
  expect(missedConditions()).toEqual([]);
  printMeasure('full', {}, [low, { name: 'statements', value: 3, atMost: 6 }], true);
  expect(missedConditions()).toEqual(['full: ratio is 0.69, must be ≥ 0.7']);
  expect(written.map((line) => JSON.parse(line).conditions[0].met)).toEqual([undefined, false]);
  expect(isMet({ name: 'lag', value: 1001, atMost: 1000 })).toBe(false);
});
