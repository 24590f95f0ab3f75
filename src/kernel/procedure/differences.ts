import type { Field } from '../form/form.ts';
import type { Procedure } from './procedure.ts';

/** One difference between two versions: where, and how it was and is; `null` where there was or is nothing. */
export type Difference = { at: string; was: string | null; is: string | null };

const flat = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

const between = (
  at: string,
  was: Readonly<Record<string, unknown>>,
  is: Readonly<Record<string, unknown>>,
): Difference[] =>
  [...new Set([...Object.keys(was), ...Object.keys(is)])].flatMap((name) => {
    const before = was[name] === undefined ? null : flat(was[name]);
    const after = is[name] === undefined ? null : flat(is[name]);
    return before === after ? [] : [{ at: `${at}.${name}`, was: before, is: after }];
  });

const fieldsOf = (procedure: Procedure): Record<string, Field> =>
  Object.fromEntries(
    procedure.forms.flatMap((form) => form.fields.map((field) => [`${form.code}.${field.name}`, field] as const)),
  );

type Titled = { procedure: Procedure; titles: Readonly<Record<string, string>> };

/** What a newer version changes: states, actions, limits, fields and words. Nothing else of a table may change. */
export const differences = (before: Titled, after: Titled): Difference[] => [
  ...between('states', before.procedure.states, after.procedure.states),
  ...between('actions', before.procedure.actions, after.procedure.actions),
  ...between('limits', before.procedure.limits ?? {}, after.procedure.limits ?? {}),
  ...between('requests', before.procedure.requests ?? {}, after.procedure.requests ?? {}),
  ...between('parameters', before.procedure.parameters ?? {}, after.procedure.parameters ?? {}),
  ...between('fields', fieldsOf(before.procedure), fieldsOf(after.procedure)),
  ...between('titles', before.titles, after.titles),
];
