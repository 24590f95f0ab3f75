import { expect, test } from 'vitest';
import { type Mark, paragraphAt, paragraphsOf } from './paragraphs.ts';

const text = '某报告\n\n一、问题\n第一句，第二句。\n尾';
const mark = (kind: Mark['kind'], words: string, nr = 1): Mark => {
  const start = text.indexOf(words);
  return { kind, nr, start, end: start + words.length, key: words };
};

test('empty lines have no number and offsets stay those of the text', () => {
  const paragraphs = paragraphsOf(text, [], { start: 0, end: 3 });
  expect(paragraphs.map(({ nr, level }) => [nr, level])).toEqual([
    [1, 'title'],
    [2, 'heading'],
    [3, 'text'],
    [4, 'text'],
  ]);
  for (const { pieces } of paragraphs)
    for (const piece of pieces) expect(text.slice(piece.start, piece.start + piece.text.length)).toBe(piece.text);
});

test('marks that lie within each other cut the line and each has its tag once', () => {
  const marks = [mark('problem', '第一句，第二句'), mark('figure', '第二')];
  const [line] = paragraphsOf(text, marks, null).filter(({ nr }) => nr === 3);
  expect(line?.pieces.map((piece) => [piece.text, piece.marks.length, piece.ends.map(({ kind }) => kind)])).toEqual([
    ['第一句，', 1, []],
    ['第二', 2, ['figure']],
    ['句', 1, ['problem']],
    ['。', 0, []],
  ]);
});

test('a mark over two lines is drawn on both and tagged at its end', () => {
  const long: Mark = { ...mark('measure', '一、问题\n第一句'), key: 'x' };
  const lines = paragraphsOf(text, [long], null);
  expect(lines[1]?.pieces[0]?.marks).toHaveLength(1);
  expect(lines[1]?.pieces[0]?.ends).toHaveLength(0);
  expect(lines[2]?.pieces[0]?.ends).toHaveLength(1);
});

test('a place is found in its paragraph', () => {
  const paragraphs = paragraphsOf(text, [], null);
  expect(paragraphAt(paragraphs, text.indexOf('第二句'))).toBe(3);
  expect(paragraphAt(paragraphs, 0)).toBe(1);
});

test('a text of a million letters with a thousand marks is cut in good time', () => {
  const long = `${'说'.repeat(99)}\n`.repeat(10_000);
  const marks = Array.from({ length: 1_000 }, (_, index) => ({
    kind: 'figure' as const,
    nr: index,
    key: String(index),
    start: index * 1_000,
    end: index * 1_000 + 5,
  }));
  const from = performance.now();
  expect(paragraphsOf(long, marks, null)).toHaveLength(10_000);
  expect(performance.now() - from).toBeLessThan(1_000);
});

test('a point behind a tag stands by itself and clings to it, wherever else marks begin', () => {
  const marks = [mark('figure', '第二句'), mark('problem', '第一句')];
  const [line] = paragraphsOf(text, marks, null).filter(({ nr }) => nr === 3);
  expect(line?.pieces.map((piece) => [piece.text, piece.clings])).toEqual([
    ['第一句', false],
    ['，', true],
    ['第二句', false],
    ['。', true],
  ]);
});
