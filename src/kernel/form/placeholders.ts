import { type Vocabulary, writeText } from './cell.ts';
import type { Field, FieldType, Form } from './form.ts';

type Data = Record<string, unknown>;
type Say = Vocabulary['say'];

/** A name that an agency writes between braces into a Word template of its own. `rows` for a table: `{#measures}…{/measures}`. */
export type Placeholder = { name: string; title: string; type: FieldType; isRequired: boolean; rows: Placeholder[] };

/** What a template of this form may name. */
export const placeholdersOf = (form: Form, say: Say, fields: readonly Field[] = form.fields): Placeholder[] =>
  fields.map((field) => ({
    name: field.name,
    title: say(`form.${form.code}.${field.name}`),
    type: field.type,
    isRequired: field.required === true,
    rows: placeholdersOf(form, say, field.columns ?? []),
  }));

/** Values as the words that stand in a document: texts by name, rows of a table as a list. What is not filled in is empty. */
export const wordsFor = (
  form: Form,
  data: Data,
  vocabulary: Vocabulary,
  fields: readonly Field[] = form.fields,
): Record<string, unknown> =>
  Object.fromEntries(
    fields.map((field) => {
      const value = data[field.name];
      if (field.type === 'table')
        return [
          field.name,
          ((value ?? []) as Data[]).map((row) => wordsFor(form, row, vocabulary, field.columns ?? [])),
        ];
      return [field.name, wordOf(form, field, value, vocabulary)];
    }),
  );

const wordOf = (form: Form, field: Field, value: unknown, vocabulary: Vocabulary): string => {
  if (value === undefined || (Array.isArray(value) && value.length === 0)) return '';
  // Whoever reads a document wants the file's name, not its digest.
  if (field.type === 'files') return (value as { name: string }[]).map(({ name }) => name).join('、');
  return writeText(form.code, field, value, vocabulary);
};
