import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyForm, anyValues, trickyVocabulary } from '../../../tests/builders/any-form.ts';
import { flagsFor, flagsOf, valuesOfFlags } from './flags.ts';
import type { Form } from './form.ts';
import { placeholdersOf, wordsFor } from './placeholders.ts';

const { say } = trickyVocabulary;

test('every value a form takes survives the command line', () => {
  fc.assert(
    fc.property(anyValues, (values) => {
      const read = valuesOfFlags(anyForm, flagsFor(anyForm, values, trickyVocabulary), trickyVocabulary);
      expect(read).toEqual({ data: values, faults: [] });
    }),
    { numRuns: 200 },
  );
});

const form: Form = {
  code: 'task',
  version: 1,
  fields: [
    { name: 'ownerPost', type: 'post', required: true },
    { name: 'json', type: 'text' },
    { name: 'on', type: 'date' },
    { name: 'steps', type: 'table', columns: [{ name: 'what', type: 'text', required: true }] },
  ],
};

test('flags are named like their fields, but for those the command line keeps', () => {
  const flags = flagsOf(form, new Set(['json', 'help']), say);
  expect(flags.map(({ flag }) => flag)).toEqual(['owner-post', 'field-json', 'on', 'steps']);
  expect(flags.map(({ isRequired, repeats }) => [isRequired, repeats])).toEqual([
    [true, false],
    [false, false],
    [false, false],
    [false, true],
  ]);
  expect(flags[3]?.help).toBe('form.task.steps (JSON, what* form.task.what)');
});

test('what cannot be read is told by its field', () => {
  const read = valuesOfFlags(
    form,
    { on: ['某日'], steps: ['{"what":"先"}', '不是', '[]', '{"who":"甲"}', '{"what":{}}'] },
    trickyVocabulary,
  );
  expect(read.faults).toEqual([
    { path: 'on', rule: 'format.date' },
    { path: 'steps.1', rule: 'format.json' },
    { path: 'steps.2', rule: 'format.json' },
    { path: 'steps.3.who', rule: 'unknown' },
    { path: 'steps.4', rule: 'format.json' },
  ]);
});

test('a template may name every field, and is given words for each, also for the empty ones', () => {
  expect(placeholdersOf(form, say)).toEqual([
    { name: 'ownerPost', title: 'form.task.ownerPost', type: 'post', isRequired: true, rows: [] },
    { name: 'json', title: 'form.task.json', type: 'text', isRequired: false, rows: [] },
    { name: 'on', title: 'form.task.on', type: 'date', isRequired: false, rows: [] },
    {
      name: 'steps',
      title: 'form.task.steps',
      type: 'table',
      isRequired: false,
      rows: [{ name: 'what', title: 'form.task.what', type: 'text', isRequired: true, rows: [] }],
    },
  ]);
  const withFiles: Form = { ...form, fields: [...form.fields, { name: 'f', type: 'files' }] };
  const data = { on: '2026-11-22', steps: [{ what: '先' }], f: [{ digest: 'a'.repeat(64), name: '甲.txt' }] };
  expect(wordsFor(withFiles, data, trickyVocabulary)).toEqual({
    ownerPost: '',
    json: '',
    on: '2026-11-22',
    steps: [{ what: '先' }],
    f: '甲.txt',
  });
});
