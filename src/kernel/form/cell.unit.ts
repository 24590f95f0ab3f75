import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyForm, anyValues, idsFor, trickyVocabulary } from '../../../tests/builders/any-form.ts';
import { idOf } from '../../../tests/builders/cast.ts';
import { type Cell, readCell, readText, type Vocabulary, writeCell, writeText } from './cell.ts';
import type { Field, FieldType } from './form.ts';

const field = (type: FieldType, more: Partial<Field> = {}): Field => ({ name: type, type, ...more });
const choice = field('choice', { choices: ['a', 'b', 'c', 'd'] });
const read = (type: FieldType, written: string) => {
  const reading = readText('any', type === 'choice' ? choice : field(type), written, trickyVocabulary);
  return reading.ok ? reading.value : `!${reading.rule}`;
};
const fromCell = (type: FieldType, cell: Cell) => {
  const reading = readCell('any', field(type), cell, trickyVocabulary);
  return reading.ok ? reading.value : `!${reading.rule}`;
};

describe('there and back', () => {
  const fields = anyForm.fields.filter(({ type }) => type !== 'table');

  test('every value of every type survives as a cell', () => {
    fc.assert(
      fc.property(anyValues, (values) => {
        for (const each of fields) {
          if (values[each.name] === undefined) continue;
          const cell = writeCell('any', each, values[each.name], trickyVocabulary);
          expect(readCell('any', each, cell, trickyVocabulary)).toEqual({ ok: true, value: values[each.name] });
        }
      }),
      { numRuns: 300 },
    );
  });

  test('and as one piece of text', () => {
    fc.assert(
      fc.property(anyValues, (values) => {
        for (const each of fields) {
          if (values[each.name] === undefined) continue;
          const text = writeText('any', each, values[each.name], trickyVocabulary);
          expect(readText('any', each, text, trickyVocabulary)).toEqual({ ok: true, value: values[each.name] });
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('what people see', () => {
  const write = (type: FieldType, value: unknown) =>
    writeText('any', type === 'choice' ? choice : field(type), value, trickyVocabulary);
  const [wang, , alike] = idsFor('person');

  test('names where they mean one person, ids where two are called alike', () => {
    expect(write('person', wang)).toBe('王敏（办公室）');
    expect(write('person', alike)).toBe(alike);
    expect(write('people', [wang, alike])).toBe(`王敏（办公室）、${alike}`);
    expect(write('unit', idOf(5))).toBe(idOf(5));
  });
  test('money as a number with its places, too many digits as text', () => {
    expect(writeCell('any', field('money'), '1234.50', trickyVocabulary)).toEqual({
      type: 'number',
      value: 1234.5,
      decimals: 2,
    });
    expect(writeCell('any', field('money'), '12345678901234.567', trickyVocabulary).type).toBe('text');
  });
  test('yes and no in words, choices by their word, by code where two share one', () => {
    expect([write('yesNo', true), write('yesNo', false)]).toEqual(['是', '否']);
    const sure: Vocabulary = { ...trickyVocabulary, say: (key) => `「${key.split('.').at(-1)}」` };
    expect(writeText('any', choice, 'd', sure)).toBe('「d」');
    expect([write('choice', 'a'), write('choice', 'c')]).toEqual(['a', 'c']);
  });
});

describe('what people type', () => {
  test.each([
    ['int', '1,234', 1234],
    ['int', '１２', 12],
    ['int', '-0', 0],
    ['int', '1,23', '!format.int'],
    ['int', '12.5', '!format.int'],
    ['int', '99999999999999999999', '!format.int'],
    ['money', '￥1,234.50', '1234.50'],
    ['money', '1234.5元', '1234.5'],
    ['money', '12万元', '!format.decimal'],
    ['decimal', '１．５', '1.5'],
    ['decimal', '1.2345678', '!format.decimal'],
    ['decimal', '1e3', '!format.decimal'],
    ['date', '2026年1月2日', '2026-01-02'],
    ['date', '2026/11/22', '2026-11-22'],
    ['date', '2026.1.2', '2026-01-02'],
    ['date', '11月22日', '!format.date'],
    ['date', '22/11/2026', '!format.date'],
    ['yesNo', '√', true],
    ['yesNo', '否', false],
    ['yesNo', 'FALSE', false],
    ['yesNo', '也许', '!format.yesNo'],
    ['choice', 'd', 'd'],
    ['choice', '作风', '!choice'],
    ['choice', '没有', '!choice'],
    ['person', '李强（税源股）', '!severalSuch'],
    ['person', '赵六', '!unknownId'],
    ['people', '王敏（办公室），', [idsFor('person')[0]]],
    ['people', '王敏（办公室），赵六', '!unknownId'],
    ['files', '甲.txt', '!type'],
    ['span', '征管-2026-014@5-9', { report: idsFor('matter')[0], start: 5, end: 9 }],
    ['span', '第五行', '!type'],
    ['text', '  ', undefined],
  ] as const)('%s %s', (type, written, value) => expect(read(type, written)).toEqual(value));

  test('what a sheet made of it: numbers where words were meant, dates where text was, sums with dust', () => {
    const number = (value: number, decimals: number | null = null): Cell => ({ type: 'number', value, decimals });
    expect(fromCell('text', number(2026))).toBe('2026');
    expect(fromCell('text', number(13800000000, 0))).toBe('13800000000');
    expect(fromCell('text', { type: 'day', day: '2026-11-22' })).toBe('2026-11-22');
    expect(fromCell('money', number(0.1 + 0.2))).toBe('0.3');
    expect(fromCell('money', number(5, 2))).toBe('5.00');
    expect(fromCell('money', number(1.005, 2))).toBe('1.005');
    expect(fromCell('money', number(1 / 3))).toBe('!format.decimal');
    expect(fromCell('int', number(12.5, 0))).toBe('!format.int');
    expect(fromCell('int', number(1e21))).toBe('!format.int');
    expect(fromCell('yesNo', { type: 'flag', flag: true })).toBe(true);
    expect(fromCell('date', number(45000))).toBe('!format.date');
  });
});
