import { expect, test } from 'vitest';
import { problem, procedures } from '../../modules/ledger/procedure.ts';
import { factsOf, formOfAction, procedureOf, registeringOf } from './table.ts';

test('facts stand in the order of the form and leave out what the page says elsewhere', () => {
  const facts = factsOf(problem, {
    due: '年底前',
    title: 'x',
    unit: 'u',
    owner: 'p',
    ownerPost: 'q',
    confidential: false,
    category: 'style',
    progress: 'told in the timeline',
    measures: [{ matter: 'm' }],
    publicSummary: '说给公众',
  });
  expect(facts.map(({ form, field }) => `${form}.${field.name}`)).toEqual([
    'problem.category',
    'problem.unit',
    'problem.due',
    'publish.publicSummary',
  ]);
});

test('a matter keeps the version it runs on', () => {
  const newer = { ...problem, version: 2 };
  expect(procedureOf([newer, problem], 'problem', 1)).toBe(problem);
  expect(procedureOf([problem, newer], 'problem', 9)).toBe(newer);
  expect(procedureOf(procedures, 'other', 1)).toBeUndefined();
});

test('forms are found by action', () => {
  expect(registeringOf(problem)).toBe('register');
  expect(formOfAction(problem, 'plan')?.code).toBe('plan');
  expect(formOfAction(problem, 'void')).toBeUndefined();
});
