import type { Field, Form } from '../../../kernel/form/form.ts';
import { type PaperKind, rowsAt, ruleOf, type Words } from './kinds.ts';

/** How many letters must change to make one word of the other. */
const distance = (one: string, other: string): number => {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...one].entries()) {
    const next = [i + 1];
    for (const [j, wanted] of [...other].entries())
      next.push(Math.min((row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1, (row[j] ?? 0) + (letter === wanted ? 0 : 1)));
    row = next;
  }
  return row.at(-1) ?? 0;
};

/** The known name that is nearest to one that is not. */
export const nearest = (name: string, known: readonly string[]): string => {
  const lower = name.toLowerCase();
  return (
    [...known].sort(
      (one, other) =>
        distance(lower, one.toLowerCase()) - distance(lower, other.toLowerCase()) || (one < other ? -1 : 1),
    )[0] ?? ''
  );
};

export type UsedName = { name: string; kind: 'value' | 'open' | 'close'; paragraph: number; within: string | null };

/** Names a template may not use, each with its paragraph and the nearest it might have meant; and those it must. */
export const strangersIn = (
  kind: PaperKind,
  used: readonly UsedName[],
): { unknown: { name: string; paragraph: number; nearest: string }[]; missing: string[] } => {
  const { fields } = ruleOf(kind).words;
  const rows = new Map(
    fields.flatMap((field): [string, readonly Field[]][] => (field.columns ? [[field.name, field.columns]] : [])),
  );
  const unknown = used
    .filter(({ kind: sort }) => sort !== 'close')
    .flatMap(({ name, kind: sort, paragraph, within }) => {
      const columns = within === null ? [] : (rows.get(within) ?? []);
      const names =
        sort === 'open'
          ? [...rows.keys(), ...fields.map((field) => field.name)]
          : [...columns, ...fields].map((field) => field.name);
      return names.includes(name) ? [] : [{ name, paragraph, nearest: nearest(name, names) }];
    });
  const missing = fields
    .filter(
      (field) => field.required === true && !used.some(({ name, within }) => within === null && name === field.name),
    )
    .map(({ name }) => name);
  return { unknown, missing };
};

/** The names themselves where words would stand: what the house's own template is drawn from. */
export const placeholderWords = ({ fields }: Form): Words =>
  Object.fromEntries(
    fields.map(({ name, columns }) => {
      if (!columns) return [name, `{${name}}`];
      const row = columns.map((column, index) => {
        const open = index === 0 ? `{#${name}}` : '';
        const close = index === columns.length - 1 ? `{/${name}}` : '';
        return [column.name, `${open}{${column.name}}${close}`];
      });
      return [name, [Object.fromEntries(row) as Record<string, string>]];
    }),
  );

/** All words of a paper as a template takes them: what is not said is empty, and not a brace left standing. */
export const allWords = (kind: PaperKind, words: Words): Words =>
  Object.fromEntries(
    ruleOf(kind).words.fields.map(({ name, columns }) => [name, columns ? rowsAt(words, name) : (words[name] ?? '')]),
  );
