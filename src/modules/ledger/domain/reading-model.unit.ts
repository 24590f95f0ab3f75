import { describe, expect, test } from 'vitest';
import { findPassage, planRows, readingOf } from './reading-model.ts';
import { foldReading, keyOf, type ReadingEvent, type Span } from './reading-state.ts';

const text = '标题\n一是门难进，建议开门。二是脸难看。\n三是事难办，\n应当限时。\n措施一：改。';
const spot = (words: string) => {
  const start = text.indexOf(words);
  return { text: words, at: [start, start + words.length] as [number, number] };
};
const at = (words: string): Span => {
  const [start, end] = spot(words).at;
  return { start, end };
};
const outline = {
  title: null,
  problems: [spot('事难办'), spot('门难进'), spot('脸难看')],
  causes: [],
  measures: [spot('改'), spot('开门')],
  subMeasures: { 开门: [spot('限时')] },
  mechanisms: [],
  facts: [],
};
type Accepted = Parameters<typeof readingOf>[0]['accepted'];
const problem = { id: 'i', number: 'n', title: 't', state: 'registered' };
const accepted = (words: string, added = false): Accepted[number] => ({ ...at(words), added, problem });
/** A reading after these decisions, each said in words of the text. */
const after = (events: ReadingEvent[] = [], taken: Accepted = []) =>
  readingOf({ text, outline, accepted: taken, ...foldReading(events) });
const did = (action: string, words: string, more: Record<string, unknown> = {}): ReadingEvent => ({
  action,
  data: { ...at(words), ...more },
});
const into = (words: string) => ({ intoStart: at(words).start, intoEnd: at(words).end });
const to = (words: string) => ({ toStart: at(words).start, toEnd: at(words).end });
const rows = ({ problems }: ReturnType<typeof after>) => problems.map((entry) => [entry.nr, entry.text, entry.status]);

test('entries stand in the order of the text, whatever order they were found in', () =>
  expect(rows(after())).toEqual([
    [1, '门难进', 'open'],
    [2, '脸难看', 'open'],
    [3, '事难办', 'open'],
  ]));

test('a measure belongs to the problem before it, but not across paragraphs after the last one', () => {
  const { problems, loose } = after();
  expect(problems[0]?.measures.map((measure) => measure.text)).toEqual(['开门']);
  expect(loose.map((measure) => measure.text)).toEqual(['改']);
});

test('what the reader says about a measure goes before what the text shows, and the last word stands', () => {
  const { problems, loose } = after([
    did('attachMeasure', '改', to('脸难看')),
    did('attachMeasure', '改', to('事难办')),
    did('attachMeasure', '开门'),
  ]);
  expect(problems[2]?.measures.map((measure) => measure.text)).toEqual(['改']);
  expect(loose.map((measure) => measure.text)).toEqual(['开门']);
});

test('decisions show; a passage marked by hand stands among the others and once, and can be taken back', () => {
  const decided = [did('dropEntry', '脸难看'), did('markEntry', '应当限时'), did('markEntry', '门难进')];
  const { problems } = after(decided, [accepted('门难进')]);
  expect(problems.map((entry) => [entry.text, entry.status, entry.byHand])).toEqual([
    ['门难进', 'accepted', false],
    ['脸难看', 'dropped', false],
    ['事难办', 'open', false],
    ['应当限时', 'open', true],
  ]);
  const back = after([...decided, did('restoreEntry', '脸难看'), did('unmarkEntry', '应当限时')]);
  expect(rows(back)).toEqual(rows(after()));
});

describe('merging', () => {
  const merge = did('mergeEntry', '脸难看', into('门难进'));

  test('one entry has both places and both measures; it keeps its number', () => {
    const { problems } = after([merge, did('attachMeasure', '改', to('脸难看'))]);
    expect(problems.map((entry) => [entry.nr, entry.text, entry.merged.map((each) => each.text)])).toEqual([
      [1, '门难进', ['脸难看']],
      [3, '事难办', []],
    ]);
    expect(problems[0]?.measures.map((measure) => measure.text)).toEqual(['开门', '改']);
  });

  test('it can be taken back, and goes on through others', () => {
    expect(rows(after([merge, did('unmergeEntry', '脸难看')]))).toEqual(rows(after()));
    const chain = after([merge, did('mergeEntry', '门难进', into('事难办'))]);
    expect(chain.problems.map((entry) => [entry.text, entry.merged.map((each) => each.text)])).toEqual([
      ['事难办', ['门难进', '脸难看']],
    ]);
  });

  test('two merged into each other do not vanish', () =>
    expect(after([merge, did('mergeEntry', '门难进', into('脸难看'))]).problems.length).toBeGreaterThanOrEqual(2));

  test('what became a problem of its own meanwhile is merged no more', () =>
    expect(after([merge], [accepted('脸难看')]).problems.map((entry) => [entry.text, entry.status])).toEqual([
      ['门难进', 'open'],
      ['脸难看', 'accepted'],
      ['事难办', 'open'],
    ]));

  test('places registered together stay together', () => {
    const { problems } = after([merge], [accepted('门难进'), accepted('脸难看')]);
    expect(problems.map((entry) => [entry.text, entry.status, entry.merged.length])).toEqual([
      ['门难进', 'accepted', 1],
      ['事难办', 'open', 0],
    ]);
  });
});

describe('splitting', () => {
  const parts = [at('一是门难进'), at('建议开门')];
  const whole = { start: at('一是门难进').start, end: at('建议开门').end };
  const marked: ReadingEvent = { action: 'markEntry', data: whole };
  const split: ReadingEvent = { action: 'splitEntry', data: { ...whole, parts } };

  test('its parts stand instead of it, each knowing what it was split from', () => {
    const { problems } = after([marked, split, did('dropEntry', '门难进')]);
    expect(problems.map((entry) => [entry.text, entry.splitFrom && keyOf(entry.splitFrom)])).toEqual([
      ['一是门难进', keyOf(whole)],
      ['门难进', null],
      ['建议开门', keyOf(whole)],
      ['脸难看', null],
      ['事难办', null],
    ]);
  });

  test('it can be taken back; what stands on the ledger already is split no more', () => {
    const back: ReadingEvent = { action: 'unsplitEntry', data: whole };
    expect(rows(after([marked, split, back]))).toEqual(rows(after([marked])));
    expect(rows(after([marked, split], [{ ...whole, added: false, problem }]))).toEqual(
      rows(after([marked], [{ ...whole, added: false, problem }])),
    );
  });

  test('a part can be merged into another entry', () => {
    const { problems } = after([
      marked,
      split,
      { action: 'mergeEntry', data: { ...at('建议开门'), ...into('事难办') } },
    ]);
    expect(problems.find((entry) => entry.text === '事难办')?.merged.map((each) => each.text)).toEqual(['建议开门']);
  });
});

test('a place that was joined to a problem on the ledger says so', () =>
  expect(after([], [accepted('门难进', true)]).problems[0]).toMatchObject({ status: 'accepted', isAdded: true }));

test('the last decision about a sum stands until it is taken back', () => {
  const sum = { start: 4, end: 9 };
  const decided: ReadingEvent[] = [
    { action: 'decideSum', data: { ...sum, decision: 'leave' } },
    { action: 'decideSum', data: { ...sum, decision: 'correct', value: '59' } },
  ];
  expect(foldReading(decided).sums).toEqual([{ at: sum, decision: 'correct', value: '59' }]);
  expect(foldReading([...decided, { action: 'reopenSum', data: sum }]).sums).toEqual([]);
});

test('parts of a measure are the rows of a plan', () => {
  const { measures } = after();
  expect(planRows(measures)).toEqual(['开门：限时', '改']);
});

test('a passage is found although spaces and line breaks differ, and only where it stands', () => {
  expect(findPassage(text, '事难办， 应当')).toEqual({ start: text.indexOf('事难办'), end: text.indexOf('应当') + 2 });
  expect(findPassage(text, '没有这句')).toBeNull();
  expect(findPassage(text, ' ')).toBeNull();
});
