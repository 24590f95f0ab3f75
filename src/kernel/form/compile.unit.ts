import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { idOf } from '../../../tests/builders/cast.ts';
import { procedures } from '../../modules/ledger/index.ts';
import { compileForm, fieldErrors, isPlainText, jsonSchemaOf } from './compile.ts';
import type { Field, Form } from './form.ts';
import { fieldTypes } from './form.ts';

const formOf = (...fields: Field[]): Form => ({ code: 'trial', version: 1, fields });
const faults = (form: Form, data: unknown) => {
  const parsed = compileForm(form).safeParse(data, { reportInput: true });
  return parsed.success ? [] : fieldErrors(parsed.error);
};
const asText = (form: Form, data: unknown): string[] =>
  faults(form, data).map(({ path, rule, limit }) => `${path} ${rule}${limit === undefined ? '' : ` ${limit}`}`);

const id = idOf(1);
const digest = 'a'.repeat(64);
const column: Field = { name: 'n', type: 'int', required: true };

/** Every type of the vocabulary: [what it is, field, what it takes, what it refuses with which rule]. */
const vocabulary: Record<Field['type'], { field: Partial<Field>; good: unknown[]; bad: [unknown, string][] }> = {
  text: {
    field: { max: 5 },
    good: ['排队太久', '  五个字以内  ', 'a\tb'],
    bad: [
      ['', 'x required 1'],
      ['  ', 'x required 1'],
      ['六个字就太长', 'x max 5'],
      ['两\n行', 'x oneLine'],
      ['坏\u0007', 'x characters'],
      ['半\ud83d', 'x characters'],
      [5, 'x type'],
    ],
  },
  longText: {
    field: { max: 6 },
    good: ['两\n行', 'a\r\nb'],
    bad: [
      ['\n', 'x required 1'],
      ['一二三四五六七', 'x max 6'],
      ['坏\u0000', 'x characters'],
    ],
  },
  int: {
    field: { min: 2, max: 9 },
    good: [2, 9],
    bad: [
      [1, 'x min 2'],
      [10, 'x max 9'],
      [2.5, 'x type'],
      ['3', 'x type'],
    ],
  },
  decimal: {
    field: {},
    good: ['0', '-3.5', '12.345678'],
    bad: [
      ['03', 'x format.regex'],
      ['1.2345678', 'x format.regex'],
      ['1e5', 'x format.regex'],
      [1.5, 'x type'],
    ],
  },
  money: { field: {}, good: ['0.50', '1200'], bad: [['1,200', 'x format.regex']] },
  date: {
    field: {},
    good: ['2028-02-29'],
    bad: [
      ['2026-02-29', 'x format.date'],
      ['2026-2-9', 'x format.date'],
    ],
  },
  choice: {
    field: { choices: ['a', 'b'] },
    good: ['a'],
    bad: [
      ['c', 'x choice'],
      ['', 'x choice'],
    ],
  },
  yesNo: { field: {}, good: [true, false], bad: [['yes', 'x type']] },
  person: { field: {}, good: [id], bad: [['fang', 'x format.uuid']] },
  post: { field: {}, good: [id], bad: [['', 'x format.uuid']] },
  unit: { field: {}, good: [id], bad: [[7, 'x type']] },
  matter: { field: {}, good: [id], bad: [['x', 'x format.uuid']] },
  people: {
    field: { max: 2 },
    good: [[], [id, id]],
    bad: [
      [[id, 'x'], 'x.1 format.uuid'],
      [[id, id, id], 'x max 2'],
      [7, 'x type'],
    ],
  },
  units: { field: {}, good: [[id]], bad: [[[null], 'x.0 type']] },
  place: { field: {}, good: ['城关镇'], bad: [['', 'x required 1']] },
  files: {
    field: { max: 1 },
    good: [[], [{ digest, name: '图.png' }]],
    bad: [
      [[{ digest: 'A', name: '图.png' }], 'x.0.digest format.regex'],
      [[{ digest, name: '' }], 'x.0.name required 1'],
      [[{ digest, name: 'a', size: 3 }], 'x.0.size unknown'],
    ],
  },
  table: {
    field: { columns: [column], min: 1, max: 2 },
    good: [[{ n: 1 }]],
    bad: [
      [[], 'x min 1'],
      [[{ n: 1 }, { n: 1 }, { n: 1 }], 'x max 2'],
      [[{ n: 1 }, {}], 'x.1.n required'],
      [[{ n: 1, m: 2 }], 'x.0.m unknown'],
    ],
  },
  span: {
    field: {},
    good: [{ report: id, start: 0, end: 4 }],
    bad: [
      [{ report: id, start: -1, end: 4 }, 'x.start min 0'],
      [{ report: id, start: 0 }, 'x.end required'],
      [{ report: id, start: 4, end: 4 }, 'x.end afterStart'],
      [{ report: id, start: 0, end: 2 ** 40 }, 'x.end max 1000000000'],
    ],
  },
};

describe('a field of each type', () => {
  test('the table below knows every type there is', () => {
    expect(Object.keys(vocabulary).sort()).toEqual([...fieldTypes].sort());
  });

  test.each(fieldTypes)('%s', (type) => {
    const { field, good, bad } = vocabulary[type];
    const form = formOf({ name: 'x', type, required: true, ...field });
    for (const value of good) expect(asText(form, { x: value })).toEqual([]);
    for (const [value, fault] of bad) expect(asText(form, { x: value })).toEqual([fault]);
    expect(asText(form, {})).toEqual(['x required']);
    expect(asText(formOf({ name: 'x', type, ...field }), {})).toEqual([]);
  });
});

describe('a form', () => {
  const form = formOf(
    { name: 'title', type: 'text', required: true, max: 4 },
    { name: 'count', type: 'int', max: 3 },
    { name: 'kind', type: 'choice', choices: ['hazard', 'other'] },
    { name: 'level', type: 'int', required: { when: { field: 'kind', is: 'hazard' } } },
  );

  test('answers everything that is wrong at once, also what is required only because of another field', () => {
    expect(asText(form, { title: '五个字太长', count: 4, kind: 'hazard', extra: 1, more: 2 })).toEqual([
      'title max 4',
      'count max 3',
      'extra unknown',
      'more unknown',
      'level required',
    ]);
  });

  test('asks for a field only when the other one says so', () => {
    expect(asText(form, { title: '短', kind: 'other' })).toEqual([]);
    expect(asText(form, { title: '短', kind: 'hazard' })).toEqual(['level required']);
    expect(asText(form, { title: '短', kind: 'hazard', level: 1 })).toEqual([]);
  });

  test('is compiled once, however often it is asked for', () => {
    expect(compileForm(form)).toBe(compileForm(form));
    expect(compileForm({ ...form })).not.toBe(compileForm(form));
  });

  test('gives back trimmed texts and nothing that was not in it', () => {
    expect(compileForm(form).parse({ title: ' 短 ' })).toEqual({ title: '短' });
  });

  test.each([null, 7, 'text', [], undefined])('%j is no form data', (data) => {
    expect(faults(form, data)).toHaveLength(1);
  });

  test('whatever comes in, it answers and never throws', () => {
    const forms = procedures.flatMap((procedure) => procedure.forms);
    fc.assert(
      fc.property(
        fc.constantFrom(...forms),
        fc.anything(),
        fc.dictionary(fc.string(), fc.anything()),
        (each, odd, data) => {
          for (const value of [odd, data, { title: odd, measures: [odd], place: odd, person: odd }]) {
            const parsed = compileForm(each).safeParse(value, { reportInput: true });
            expect(parsed.success || fieldErrors(parsed.error).length > 0).toBe(true);
          }
        },
      ),
      { numRuns: 300, seed: 7 },
    );
  });
});

test('plain text is what every medium can carry', () => {
  expect(['第一行\n第二行', '表\t格', '😀'].every(isPlainText)).toBe(true);
  expect(['\u0000', '\u001b[31m', '\u007f', '\udc00'].some(isPlainText)).toBe(false);
});

test('a form as JSON Schema: names, kinds, limits, and nothing besides', () => {
  const schema = jsonSchemaOf(
    formOf(
      { name: 'title', type: 'text', required: true, max: 9 },
      { name: 'kind', type: 'choice', choices: ['a', 'b'] },
      { name: 'rows', type: 'table', columns: [{ name: 'n', type: 'int', required: true, max: 3 }] },
    ),
  );
  expect(schema).toMatchObject({
    type: 'object',
    required: ['title'],
    additionalProperties: false,
    properties: {
      title: { type: 'string' },
      kind: { type: 'string', enum: ['a', 'b'] },
      rows: { type: 'array', items: { required: ['n'], properties: { n: { type: 'integer', maximum: 3 } } } },
    },
  });
  for (const procedure of procedures)
    for (const form of procedure.forms) expect(jsonSchemaOf(form).type).toBe('object');
});
