import { describe, expect, test } from 'vitest';
import type { Sum } from '../../../kernel/outline/sums.ts';
import { readingOf } from '../domain/reading-model.ts';
import type { ReportReading } from '../domain/reading-views.ts';
import { descriptionOf, figuresOf, isOpen, itemsOf, proposedParts } from './reading-items.ts';

const text = '走访\n共走访62户，其中河西28户、东坪31户。\n一是填表多，河西每月重复填42项。二是收费晚。\n三是窗口少。';
const place = (words: string): [number, number] => {
  const start = text.indexOf(words);
  return [start, start + words.length];
};
const entry = (words: string) => ({ text: words, at: place(words) });
const spanOf = (words: string) => ({ start: place(words)[0], end: place(words)[1] });
const fact = (words: string) => ({ ...entry(words), org: null, item: '', value: 1, unit: '户', quote: words });
const term = (words: string, value: number) => ({ ...entry(words), value, unit: '户' });
const sum: Sum = {
  ...entry('62户，其中河西28户、东坪31户'),
  kind: 'parts',
  total: term('共走访62户', 62),
  parts: [term('河西28户', 28), term('东坪31户', 31)],
  computed: 59,
  difference: 3,
};
const reading = {
  report: {} as ReportReading['report'],
  mine: true,
  text,
  unread: null,
  outline: {
    title: null,
    problems: [entry('填表多'), entry('收费晚'), entry('窗口少')],
    causes: [],
    measures: [],
    subMeasures: {},
    mechanisms: [],
    facts: [fact('东坪31户'), fact('重复填42项')],
  },
  cells: [],
  sums: [sum],
  accepted: [],
  dropped: [spanOf('窗口少')],
  marked: [],
  merged: [],
  split: [],
  attached: [],
  sumDecisions: [],
} satisfies ReportReading;
const items = (more: Partial<ReportReading> = {}) => {
  const all = { ...reading, ...more };
  return itemsOf(all, readingOf(all), figuresOf(all));
};

test('figures are numbered in the order of the text, also one that only a sum speaks of', () =>
  expect(figuresOf(reading).map(({ nr, start, end }) => [nr, text.slice(start, end)])).toEqual([
    [1, '共走访62户'],
    [2, '东坪31户'],
    [3, '重复填42项'],
  ]));

test('problems and sums stand in the order of the text; what is decided no longer waits', () => {
  const told = (list: ReturnType<typeof items>) => list.map((item) => [item.kind, item.entry.nr, isOpen(item)]);
  expect(told(items())).toEqual([
    ['sum', 1, true],
    ['problem', 1, true],
    ['problem', 2, true],
    ['problem', 3, false],
  ]);
  const at = { start: sum.at[0], end: sum.at[1] };
  expect(told(items({ sumDecisions: [{ at, decision: 'ask', value: null }] }))[0]).toEqual(['sum', 1, false]);
});

test('a sum lights all the figures it is made of', () => {
  const [first] = items();
  expect(first?.kind === 'sum' && first.entry.figures).toHaveLength(2);
});

describe('the description of an entry', () => {
  const problems = readingOf(reading).problems;
  const others = reading.outline.problems.map(({ at: [start, end] }) => ({ start, end }));
  const described = (nr: number, more = {}) => {
    const found = problems[nr - 1];
    return found && descriptionOf(text, { ...found, ...more }, others);
  };
  test('goes on to where the next entry begins, without its number', () =>
    expect(described(1)).toBe('填表多，河西每月重复填42项。'));
  test('is left out where it is no more than the title', () => expect(described(2)).toBeUndefined());
  test('says all places of a merged one', () =>
    expect(described(2, { merged: [problems[2]] })).toBe('收费晚。\n窗口少。'));
});

test('a passage is proposed to be split at its stops, else at its commas', () => {
  expect(proposedParts('窗口少。态度差；办得慢')).toEqual(['窗口少', '态度差', '办得慢']);
  expect(proposedParts('窗口少，态度差')).toEqual(['窗口少', '态度差']);
  expect(proposedParts('窗口少')).toEqual(['窗口少']);
});
