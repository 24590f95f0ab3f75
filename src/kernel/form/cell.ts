import type { Field, FieldType } from './form.ts';
import { readDay, readDecimal, readInt, readYesNo } from './plain-values.ts';

/** What one cell of a sheet holds, whatever program made it. `decimals` is how many the sheet shows. */
export type Cell =
  | { type: 'empty' }
  | { type: 'text'; text: string }
  | { type: 'number'; value: number; decimals: number | null }
  | { type: 'day'; day: string }
  | { type: 'flag'; flag: boolean };

/** Kinds of ids that people write as names. */
export type NamedKind = 'person' | 'post' | 'unit' | 'matter';

/** Names and words as people write them; filled from the directory and the text catalogue. */
export type Vocabulary = {
  say: (key: string) => string;
  nameOf: (kind: NamedKind, id: string) => string | null;
  /** Every id the words may mean: none, one, or several. */
  idsOf: (kind: NamedKind, written: string) => readonly string[];
};

/** A value, or the rule its words break; `undefined` where nothing was written. */
export type Reading = { ok: true; value: unknown } | { ok: false; rule: string };

const named: Partial<Record<FieldType, NamedKind>> = {
  person: 'person',
  people: 'person',
  post: 'post',
  unit: 'unit',
  units: 'unit',
  matter: 'matter',
};
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** A list with nobody in it, which is not the same as a cell left empty. */
const nobody = '[]';
const between = /[、,，;；\n]+/;

const text = (value: string): Cell => ({ type: 'text', text: value });
const found = (value: unknown): Reading => ({ ok: true, value });
const wrong = (rule: string): Reading => ({ ok: false, rule });

/** A name only where reading it again leads back to the one id; else the id itself. */
const writeId = (kind: NamedKind, id: string, vocabulary: Vocabulary): string => {
  const name = vocabulary.nameOf(kind, id);
  if (name === null || name === nobody || name.trim() !== name || between.test(name) || uuid.test(name)) return id;
  const ids = vocabulary.idsOf(kind, name);
  return ids.length === 1 && ids[0] === id ? name : id;
};

const readId = (kind: NamedKind, written: string, vocabulary: Vocabulary): Reading => {
  if (uuid.test(written)) return found(written.toLowerCase());
  const ids = vocabulary.idsOf(kind, written);
  if (ids.length === 1) return found(ids[0]);
  return wrong(ids.length === 0 ? 'unknownId' : 'severalSuch');
};

const several = (parts: readonly Reading[]): Reading => {
  const fault = parts.find((part) => !part.ok);
  return fault ?? found(parts.map((part) => (part as { value: unknown }).value));
};

const wordOf = (form: string, field: Field, choice: string, vocabulary: Vocabulary): string =>
  vocabulary.say(`choice.${form}.${field.name}.${choice}`);

const writeChoice = (form: string, field: Field, choice: string, vocabulary: Vocabulary): string => {
  const word = wordOf(form, field, choice, vocabulary);
  const back = readChoice(form, field, word, vocabulary);
  return back.ok && back.value === choice ? word : choice;
};

const readChoice = (form: string, field: Field, written: string, vocabulary: Vocabulary): Reading => {
  const choices = field.choices ?? [];
  const code = choices.find((choice) => choice === written);
  const meant = choices.filter((choice) => wordOf(form, field, choice, vocabulary).trim() === written);
  if (code !== undefined) return found(code);
  return meant.length === 1 ? found(meant[0]) : wrong('choice');
};

/** Digits a sheet keeps; beyond them a number is written as text. */
const keptDigits = 15;

const writeDecimal = (value: string): Cell => {
  const decimals = value.split('.')[1]?.length ?? 0;
  const number = Number(value);
  const exact = value.replaceAll(/\D/g, '').length <= keptDigits && number.toFixed(decimals) === value;
  return exact ? { type: 'number', value: number, decimals } : text(value);
};

type FileRef = { digest: string; name: string };
const plainName = /^[^\s"](?:[^\n\r"]*[^\s"])?$/;
const writeFile = ({ digest, name }: FileRef): string =>
  `${digest} ${plainName.test(name) ? name : JSON.stringify(name)}`;

const unquoted = (name: string): string | null => {
  if (!name.startsWith('"')) return name;
  try {
    const value: unknown = JSON.parse(name);
    return typeof value === 'string' ? value : null;
  } catch {
    return null;
  }
};

const readFile = (line: string): Reading => {
  // A name may hold line breaks of other alphabets, which a plain dot does not take.
  const match = /^([0-9a-f]{64})\s+(\S.*)$/s.exec(line.trim());
  const name = match && unquoted(match[2] as string);
  return match && name ? found({ digest: match[1], name }) : wrong('type');
};

type Span = { report: string; start: number; end: number };

const readSpan = (written: string, vocabulary: Vocabulary): Reading => {
  const match = /^(.+?)\s*@\s*(\d{1,10})\s*[-–—]\s*(\d{1,10})$/.exec(written);
  if (!match) return wrong('type');
  const report = readId('matter', match[1] as string, vocabulary);
  return report.ok ? found({ report: report.value, start: Number(match[2]), end: Number(match[3]) }) : report;
};

/** A value that its form allows → the cell people see. Rows of a table field stand on a sheet of their own (`columns.ts`). */
export const writeCell = (form: string, field: Field, value: unknown, vocabulary: Vocabulary): Cell => {
  if (value === undefined || value === null) return { type: 'empty' };
  const kind = named[field.type];
  switch (field.type) {
    case 'int':
      return String(value).length <= keptDigits
        ? { type: 'number', value: value as number, decimals: 0 }
        : text(String(value));
    case 'decimal':
    case 'money':
      return writeDecimal(value as string);
    case 'date':
      // A sheet's own calendar starts in 1900, with a day too many in its February.
      return (value as string) >= '1900-03-01' ? { type: 'day', day: value as string } : text(value as string);
    case 'yesNo':
      return text(vocabulary.say(value === true ? 'yes' : 'no'));
    case 'choice':
      return text(writeChoice(form, field, value as string, vocabulary));
    case 'people':
    case 'units':
      return (value as string[]).length === 0
        ? text(nobody)
        : text((value as string[]).map((id) => writeId(kind as NamedKind, id, vocabulary)).join('、'));
    case 'files':
      return (value as FileRef[]).length === 0 ? text(nobody) : text((value as FileRef[]).map(writeFile).join('\n'));
    case 'span': {
      const { report, start, end } = value as Span;
      const name = writeId('matter', report, vocabulary);
      return text(`${name.includes('@') ? report : name}@${start}-${end}`);
    }
    case 'table':
      throw new Error('rows of a table stand on a sheet of their own');
    default:
      return text(kind ? writeId(kind, value as string, vocabulary) : (value as string));
  }
};

/** The words in a cell, where a sheet made a number or a date of what was typed as text. */
const wordsIn = (cell: Cell): string => {
  switch (cell.type) {
    case 'empty':
      return '';
    case 'text':
      return cell.text;
    case 'number':
      return cell.decimals === null ? String(cell.value) : cell.value.toFixed(Math.min(cell.decimals, 20));
    case 'day':
      return cell.day;
    case 'flag':
      return cell.flag ? 'true' : 'false';
  }
};

const readWords = (form: string, field: Field, written: string, cell: Cell, vocabulary: Vocabulary): Reading => {
  const kind = named[field.type];
  switch (field.type) {
    case 'int':
      return readInt(cell.type === 'number' ? String(cell.value) : written);
    case 'decimal':
    case 'money':
      return readDecimal(cell.type === 'number' ? cell : written);
    case 'date':
      return readDay(written);
    case 'yesNo':
      return readYesNo(written, vocabulary);
    case 'choice':
      return readChoice(form, field, written, vocabulary);
    case 'people':
    case 'units': {
      const parts = written === nobody ? [] : written.split(between).map((part) => part.trim());
      return several(parts.filter((part) => part !== '').map((part) => readId(kind as NamedKind, part, vocabulary)));
    }
    case 'files':
      return several(written === nobody ? [] : written.split(/\r?\n/).map(readFile));
    case 'span':
      return readSpan(written, vocabulary);
    case 'table':
      return wrong('type');
    default:
      return kind ? readId(kind, written, vocabulary) : found(written);
  }
};

/** A cell → the value it says, still to be checked by the form as a whole; an empty one says nothing. */
export const readCell = (form: string, field: Field, cell: Cell, vocabulary: Vocabulary): Reading => {
  const written = wordsIn(cell).trim();
  return written === '' ? found(undefined) : readWords(form, field, written, cell, vocabulary);
};

/** A value as one piece of text, for flags, Word and messages. */
export const writeText = (form: string, field: Field, value: unknown, vocabulary: Vocabulary): string =>
  wordsIn(writeCell(form, field, value, vocabulary));

/** The same text back to its value. */
export const readText = (form: string, field: Field, written: string, vocabulary: Vocabulary): Reading =>
  readCell(form, field, text(written), vocabulary);
