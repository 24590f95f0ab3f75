import { expect, test } from 'vitest';
import type { ReportReading } from '../domain/views.ts';
import { findPassage, planRows, readingOf } from './entries.ts';

const text = '标题\n一是门难进，建议开门。二是脸难看。\n三是事难办，\n应当限时。\n措施一：改。';
const spot = (words: string) => {
  const start = text.indexOf(words);
  return { text: words, at: [start, start + words.length] as [number, number] };
};
const at = (words: string) => {
  const [start, end] = spot(words).at;
  return { start, end };
};
const reading = (more: Partial<ReportReading> = {}): ReportReading => ({
  report: {} as ReportReading['report'],
  mine: true,
  text,
  outline: {
    title: null,
    problems: [spot('事难办'), spot('门难进'), spot('脸难看')],
    causes: [],
    measures: [spot('改'), spot('开门')],
    subMeasures: { 开门: [spot('限时')] },
    mechanisms: [],
    facts: [],
  },
  accepted: [],
  dropped: [],
  ...more,
});

test('entries stand in the order of the text, whatever order they were found in', () => {
  const { problems } = readingOf(reading(), [], {});
  expect(problems.map((entry) => [entry.nr, entry.text, entry.status])).toEqual([
    [1, '门难进', 'open'],
    [2, '脸难看', 'open'],
    [3, '事难办', 'open'],
  ]);
});

test('a measure belongs to the problem before it, but not across paragraphs after the last one', () => {
  const { problems, loose } = readingOf(reading(), [], {});
  expect(problems[0]?.measures.map((measure) => measure.text)).toEqual(['开门']);
  expect(loose.map((measure) => measure.text)).toEqual(['改']);
});

test('what the reader says about a measure goes before what the text shows', () => {
  const key = (words: string) => `${at(words).start}-${at(words).end}`;
  const { problems, loose } = readingOf(reading(), [], { [key('改')]: key('事难办'), [key('开门')]: '' });
  expect(problems[2]?.measures.map((measure) => measure.text)).toEqual(['改']);
  expect(loose.map((measure) => measure.text)).toEqual(['开门']);
});

test('decisions show; a passage marked by hand stands among the others and once', () => {
  const problem = { id: 'i', number: 'n', title: 't' };
  const { problems } = readingOf(
    reading({ accepted: [{ ...at('门难进'), problem }], dropped: [at('脸难看')] }),
    [at('应当限时'), at('门难进')],
    {},
  );
  expect(problems.map((entry) => [entry.text, entry.status, entry.byHand])).toEqual([
    ['门难进', 'accepted', false],
    ['脸难看', 'dropped', false],
    ['事难办', 'open', false],
    ['应当限时', 'open', true],
  ]);
});

test('parts of a measure are the rows of a plan', () => {
  const { measures } = readingOf(reading(), [], {});
  expect(planRows(measures)).toEqual(['开门：限时', '改']);
});

test('a passage is found although spaces and line breaks differ, and only where it stands', () => {
  expect(findPassage(text, '事难办， 应当')).toEqual({ start: text.indexOf('事难办'), end: text.indexOf('应当') + 2 });
  expect(findPassage(text, '没有这句')).toBeNull();
  expect(findPassage(text, ' ')).toBeNull();
});
