import type { FieldError } from '../refusal.ts';
import { readText, type Vocabulary, writeText } from './cell.ts';
import type { Field, Form } from './form.ts';

/** A flag of the command line for one field: `--owner-post`. A table's flag is given once for each row, as JSON of texts. */
export type Flag = { flag: string; field: Field; isRequired: boolean; repeats: boolean; help: string };

type Data = Record<string, unknown>;
type Say = Vocabulary['say'];

const kebab = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

const repeats = ({ type }: Field): boolean => type === 'table' || type === 'files';

const hintOf = (form: string, field: Field, say: Say): string => {
  if (field.type === 'choice')
    return (field.choices ?? [])
      .map((choice) => `${choice} ${say(`choice.${form}.${field.name}.${choice}`)}`)
      .join(' | ');
  if (field.type === 'yesNo') return `${say('yes')} | ${say('no')}`;
  if (field.type === 'table')
    return `JSON, ${(field.columns ?? [])
      .map((column) => `${column.name}${column.required === true ? '*' : ''} ${say(`form.${form}.${column.name}`)}`)
      .join(', ')}`;
  return say(`fieldType.${field.type}`);
};

/** The flags of a form; a name the command line keeps for itself gets `field-` before it. */
export const flagsOf = (form: Form, reserved: ReadonlySet<string>, say: Say): Flag[] =>
  form.fields.map((field) => ({
    flag: reserved.has(kebab(field.name)) ? `field-${kebab(field.name)}` : kebab(field.name),
    field,
    isRequired: field.required === true,
    repeats: repeats(field),
    help: `${say(`form.${form.code}.${field.name}`)} (${hintOf(form.code, field, say)})`,
  }));

const isRow = (value: unknown): value is Record<string, string | number | boolean> =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  Object.values(value).every((each) => ['string', 'number', 'boolean'].includes(typeof each));

const rowOf = (written: string): Record<string, string | number | boolean> | null => {
  try {
    const value: unknown = JSON.parse(written);
    return isRow(value) ? value : null;
  } catch {
    return null;
  }
};

const readRows = (form: string, field: Field, given: readonly string[], vocabulary: Vocabulary, faults: FieldError[]) =>
  given.map((written, index): Data => {
    const row = rowOf(written);
    if (!row) faults.push({ path: `${field.name}.${index}`, rule: 'format.json' });
    const columns = new Map((field.columns ?? []).map((column) => [column.name, column]));
    return Object.fromEntries(
      Object.entries(row ?? {}).flatMap(([name, value]) => {
        const column = columns.get(name);
        const reading = column && readText(form, column, String(value), vocabulary);
        if (reading?.ok) return reading.value === undefined ? [] : [[name, reading.value]];
        faults.push({ path: `${field.name}.${index}.${name}`, rule: reading ? reading.rule : 'unknown' });
        return [];
      }),
    );
  });

/** What was typed behind the flags → the values of the form, still to be checked by it as a whole; faults by field. */
export const valuesOfFlags = (
  form: Form,
  given: Readonly<Record<string, readonly string[]>>,
  vocabulary: Vocabulary,
): { data: Data; faults: FieldError[] } => {
  const data: Data = {};
  const faults: FieldError[] = [];
  for (const field of form.fields) {
    const texts = given[field.name];
    if (texts === undefined) continue;
    if (field.type === 'table') {
      data[field.name] = readRows(form.code, field, texts, vocabulary, faults);
      continue;
    }
    const reading = readText(form.code, field, texts.join('\n'), vocabulary);
    if (!reading.ok) faults.push({ path: field.name, rule: reading.rule });
    else if (reading.value !== undefined) data[field.name] = reading.value;
  }
  return { data, faults };
};

/** Values of a form → what one would type for them: the other way round of `valuesOfFlags`. */
export const flagsFor = (form: Form, data: Data, vocabulary: Vocabulary): Record<string, string[]> =>
  Object.fromEntries(
    form.fields.flatMap((field): [string, string[]][] => {
      const value = data[field.name];
      if (value === undefined) return [];
      if (field.type !== 'table') return [[field.name, [writeText(form.code, field, value, vocabulary)]]];
      const row = (each: Data) =>
        JSON.stringify(
          Object.fromEntries(
            (field.columns ?? [])
              .filter(({ name }) => each[name] !== undefined)
              .map((column) => [column.name, writeText(form.code, column, each[column.name], vocabulary)]),
          ),
        );
      return [[field.name, (value as Data[]).map(row)]];
    }),
  );
