import { expect, test } from 'vitest';
import { forms } from './forms.ts';
import { paperKinds, ruleOf } from './kinds.ts';
import { allWords, nearest, placeholderWords, strangersIn, type UsedName } from './template.ts';

const value = (name: string, paragraph = 1, within: string | null = null): UsedName => ({
  name,
  kind: 'value',
  paragraph,
  within,
});
const common = ['number', 'unit', 'day'].map((name) => value(name));

test('the nearest known name, whatever was mistyped', () => {
  const known = ['number', 'matterNumber', 'requirement', 'due'];
  expect(nearest('numbr', known)).toBe('number');
  expect(nearest('REQUIREMENTS', known)).toBe('requirement');
  expect(nearest('matternumber', known)).toBe('matterNumber');
});

test('an unknown name is told with its paragraph; names of a row are known within its table only', () => {
  const used = [
    ...common,
    value('basic', 7),
    { name: 'units', kind: 'open', paragraph: 8, within: null } as const,
    value('rank', 8, 'units'),
    value('rank', 9),
  ];
  expect(strangersIn('bulletin', used).unknown).toEqual([
    { name: 'basic', paragraph: 7, nearest: expect.any(String) },
    { name: 'rank', paragraph: 9, nearest: expect.any(String) },
  ]);
});

test('what every paper has must stand in a template, outside its tables', () => {
  expect(strangersIn('supervise', [value('number', 1), value('unit', 1, 'rows')]).missing).toEqual(['unit', 'day']);
});

test('each kind draws its own template from its own names, and takes all of them', () => {
  for (const kind of paperKinds) {
    const { words } = ruleOf(kind);
    const drawn = placeholderWords(words);
    expect(Object.keys(drawn)).toEqual(words.fields.map(({ name }) => name));
    expect(Object.keys(allWords(kind, {}))).toEqual(words.fields.map(({ name }) => name));
  }
});

test('no two forms have one name', () => {
  expect(new Set(forms.map(({ code }) => code)).size).toBe(forms.length);
});
