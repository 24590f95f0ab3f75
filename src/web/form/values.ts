import type { Field } from '../../kernel/form/form.ts';
import type { RefusalView } from '../../kernel/view/view.ts';

export type Values = Record<string, unknown>;
export type FieldErrors = NonNullable<RefusalView['fields']>;

const isEmpty = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  (typeof value === 'string' && value.trim() === '') ||
  (Array.isArray(value) && value.length === 0);

const sent = (field: Field, value: unknown): unknown => {
  if (field.type === 'table') return (value as Values[]).map((row) => toSend(field.columns ?? [], row));
  if (field.type === 'files')
    return (value as { digest: string; name: string }[]).map(({ digest, name }) => ({ digest, name }));
  if (field.type === 'int') return /^-?\d+$/.test(String(value).trim()) ? Number(value) : value;
  return typeof value === 'string' ? value.trim() : value;
};

/** What stands in the controls → what the form's schema takes: an empty control is an absent value. */
export const toSend = (fields: readonly Field[], values: Values): Values =>
  Object.fromEntries(
    fields.flatMap((field) => {
      const value = applies(field, values) || field.sets ? values[field.name] : undefined;
      return isEmpty(value) ? [] : [[field.name, sent(field, value)]];
    }),
  );

/** Errors at `path` or, for a person with a post, at the post that is chosen with them. */
export const errorsAt = (errors: FieldErrors, path: string): FieldErrors =>
  errors.filter((error) => error.path === path || error.path === `${path}Post`);

/** A post that is missing because its person is missing is one fault, not two. */
export const withoutEchoes = (errors: FieldErrors): FieldErrors =>
  errors.filter((error) => !error.path.endsWith('Post') || !errors.some((other) => `${other.path}Post` === error.path));

/** The post of a person is chosen with the person: field `owner` of type person, sibling `ownerPost` of type post. */
export const postFieldOf = (fields: readonly Field[], field: Field): Field | undefined =>
  field.type === 'person'
    ? fields.find((other) => other.type === 'post' && other.name === `${field.name}Post`)
    : undefined;

/** Fields with a control of their own; posts that go with a person and places in a text have none. */
export const withControl = (fields: readonly Field[]): readonly Field[] =>
  fields.filter(
    (field) =>
      field.type !== 'span' &&
      !(field.type === 'post' && fields.some((other) => postFieldOf(fields, other)?.name === field.name)),
  );

/** A field that is asked for only with another's answer stands only beside that answer. */
export const applies = (field: Field, values: Values): boolean =>
  typeof field.required !== 'object' || values[field.required.when.field] === field.required.when.is;

export const idOf = (prefix: string, path: string): string => `${prefix}-${path.replaceAll('.', '-')}`;
