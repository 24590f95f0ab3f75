import { expect, test } from 'vitest';
import { compileForm, fieldErrors } from '../../../kernel/form/compile.ts';
import { fieldsOf, forms } from './forms.ts';

test.each(forms.map((form) => [form.code, form] as const))(
  '%s asks for what must be there and nothing else',
  (_, form) => {
    const parsed = compileForm(form).safeParse({});
    const asked = parsed.success ? [] : fieldErrors(parsed.error).map(({ path, rule }) => `${path} ${rule}`);
    const must = form.fields.filter(({ required }) => required).map(({ name }) => `${name} required`);
    expect(asked).toEqual(must);
  },
);

test('what may not change about a thing that stands is left out of its form', () => {
  expect(fieldsOf('dirBranchMember', ['person', 'from']).map(({ name }) => name)).toEqual(['role', 'to']);
  expect(fieldsOf('dirForceMember')[1]?.choices).not.toContain('committee');
});
