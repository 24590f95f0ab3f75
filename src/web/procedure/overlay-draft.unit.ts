import { expect, test } from 'vitest';
import type { Overlay } from '../../kernel/procedure/overlay.ts';
import { emptyOverlay } from '../../kernel/procedure/overlay-parts.ts';
import type { Procedure } from '../../kernel/procedure/procedure.ts';
import { problem } from '../../modules/ledger/procedure.ts';
import { choicesOf, draftOf, freshName, overlayOf } from './overlay-draft.ts';

const table: Procedure = problem;
const overlay: Overlay = {
  limits: {
    plan: { limit: '3wd' },
    answer: { kind: 'promise', limit: '10wd' },
    look: { kind: 'stage', limit: '8wh', states: ['registered'] },
  },
  titles: {
    'limit.problem.answer': '答复',
    'limit.problem.look': '看现场',
    'action.problem.plan': '定措施',
    'form.problem.xProblem1': '片区',
    'choice.problem.xProblem1.c1': '镇区',
    'choice.problem.xProblem1.c2': '村',
  },
  fields: { problem: [{ name: 'xProblem1', type: 'choice', required: true, choices: ['c1', 'c2'] }] },
};

test('what was written comes back as it was, through the controls', () =>
  expect(overlayOf(table, draftOf(table, overlay), overlay)).toEqual(overlay));

test('opened and closed without a change, nothing is set', () =>
  expect(overlayOf(table, draftOf(table, emptyOverlay), emptyOverlay)).toEqual(emptyOverlay));

test('limits of the law and dates named case by case are not offered', () =>
  expect(draftOf(table, emptyOverlay).limits.map(({ name }) => name)).toEqual(['plan', 'review']));

test('the words of what is added stand beside it, not among the others', () =>
  expect(Object.keys(draftOf(table, overlay).titles)).toEqual(['action.problem.plan']));

test('a choice that stays keeps its code; a new one gets one that was never used', () => {
  const before = [
    { code: 'c1', word: '镇区' },
    { code: 'c2', word: '村' },
  ];
  expect(choicesOf('村、山区，镇区，村', before)).toEqual([
    { code: 'c2', word: '村' },
    { code: 'c3', word: '山区' },
    { code: 'c1', word: '镇区' },
  ]);
  expect(choicesOf(' 、', before)).toEqual([]);
});

test('names are never given twice', () => {
  expect(freshName('problem', [])).toBe('xProblem1');
  expect(freshName('problem', ['xProblem1', 'xProblem2'])).toBe('xProblem3');
});

test('figures of rules come back as they were set; what equals the house is not sent', () => {
  const set: Overlay = { ...emptyOverlay, parameters: { dissatisfiedLimit: 30, satisfactionKinds: ['hazard'] } };
  expect(overlayOf(table, draftOf(table, set), set)).toEqual(set);
  const draft = draftOf(table, set);
  const back = {
    ...draft,
    parameters: { ...draft.parameters, dissatisfiedLimit: '20', satisfactionKinds: ['livelihood'] },
  };
  expect(overlayOf(table, back, set)).toEqual(emptyOverlay);
});
