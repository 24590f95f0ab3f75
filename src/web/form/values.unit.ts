import { expect, test } from 'vitest';
import { compileForm } from '../../kernel/form/compile.ts';
import type { Field, Form } from '../../kernel/form/form.ts';
import { problem } from '../../modules/ledger/procedure.ts';
import { errorsAt, idOf, toSend, withControl, withoutEchoes } from './values.ts';

const planForm: Form = problem.forms[1];
const id = (n: number) => `00000000-0000-4000-8000-00000000000${n}`;

test('what is left empty is not sent, in rows of a table neither', () => {
  const sent = toSend(planForm.fields, {
    due: '  ',
    measures: [{ title: ' 一 ', unit: id(1), owner: id(2), ownerPost: id(3), due: '', lasting: undefined }],
  });
  expect(sent).toEqual({ measures: [{ title: '一', unit: id(1), owner: id(2), ownerPost: id(3) }] });
  expect(compileForm(planForm).safeParse(sent).success).toBe(true);
});

test('what the form does not know is not sent', () => expect(toSend(planForm.fields, { other: 'x' })).toEqual({}));

test('a whole number is sent as a number, words that are none as they were typed', () => {
  const fields: Field[] = [{ name: 'n', type: 'int' }];
  expect(toSend(fields, { n: ' 12 ' })).toEqual({ n: 12 });
  expect(toSend(fields, { n: '12a' })).toEqual({ n: '12a' });
});

test('yes and no are both answers', () => {
  const fields: Field[] = [{ name: 'b', type: 'yesNo' }];
  expect(toSend(fields, { b: false })).toEqual({ b: false });
});

test('files are sent by digest and name only', () => {
  const fields: Field[] = [{ name: 'f', type: 'files' }];
  expect(toSend(fields, { f: [{ digest: 'd', name: 'n', size: 3 }] })).toEqual({ f: [{ digest: 'd', name: 'n' }] });
});

test('a post chosen with its person and a place in a text have no control', () => {
  const names = withControl(problem.forms[0].fields).map(({ name }) => name);
  expect(names).toContain('owner');
  expect(names).not.toContain('ownerPost');
  expect(names).not.toContain('place');
});

test('an error of the post shows at the person', () => {
  const errors = [
    { path: 'ownerPost', rule: 'required' },
    { path: 'measures.0.title', rule: 'max', limit: 160 },
  ];
  expect(errorsAt(errors, 'owner')).toHaveLength(1);
  expect(errorsAt(errors, 'measures.0.title')[0]?.limit).toBe(160);
  expect(errorsAt(errors, 'unit')).toEqual([]);
});

test('a person who is missing is one fault, a post alone is one too', () => {
  const required = (path: string) => ({ path, rule: 'required' });
  expect(withoutEchoes([required('owner'), required('ownerPost')])).toEqual([required('owner')]);
  expect(withoutEchoes([required('ownerPost')])).toEqual([required('ownerPost')]);
});

test('ids of controls hold no dots', () => expect(idOf('plan', 'measures.0.title')).toBe('plan-measures-0-title'));
