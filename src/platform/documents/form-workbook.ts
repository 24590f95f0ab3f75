import type { Cell, NamedKind, Vocabulary } from '../../kernel/form/cell.ts';
import {
  byHand,
  type CellFault,
  type Column,
  cellsOf,
  type Line,
  linesOf,
  sheetsOf,
} from '../../kernel/form/columns.ts';
import type { Field, FieldType, Form } from '../../kernel/form/form.ts';
import { granted, type Outcome, refuse } from '../../kernel/refusal.ts';
import { readSheet, type SheetColumn, type SheetDraft, writeWorkbook } from './spreadsheet.ts';

/** Vocabulary with the lists a sheet offers to choose from. */
export type Offered = Vocabulary & { namesOf: (kind: NamedKind) => readonly string[] };

const formats: Partial<Record<FieldType, string>> = { int: '0', money: '0.00', date: 'yyyy-mm-dd' };
const widths: Partial<Record<FieldType, number>> = { text: 30, longText: 48, people: 30, units: 30, place: 30 };
const offered: Partial<Record<FieldType, NamedKind>> = { person: 'person', post: 'post', unit: 'unit' };

/** Longest list that is still a help. */
const mostChoices = 2000;

const choicesOf = ({ field, words }: Column, vocabulary: Offered): readonly string[] => {
  const kind = offered[field.type];
  const names = kind ? vocabulary.namesOf(kind) : words;
  return names.length <= mostChoices ? names : [];
};

const columnOf = (column: Column, vocabulary: Offered): SheetColumn => {
  const { field, heading, isRequired } = column;
  const choices = choicesOf(column, vocabulary);
  const format = formats[field.type];
  return {
    header: isRequired ? `${heading} *` : heading,
    width: widths[field.type] ?? 16,
    ...(choices.length > 0 && { choices }),
    ...(format && { format }),
  };
};

/** How each column is filled in, on a sheet of its own behind the others; reading a filled form passes it by. */
const guide = (form: Form, fields: readonly Field[], { say }: Vocabulary): SheetDraft => ({
  name: say('sheet.guide'),
  columns: [say('sheet.column'), say('sheet.kind'), say('sheet.rule')].map((header) => ({ header, width: 36 })),
  rows: fields.flatMap((field) =>
    [field, ...(field.columns ?? [])].map((each) => [
      say(`form.${form.code}.${each.name}`),
      say(`fieldType.${each.type}`),
      [
        each.required === true ? say('form.required') : '',
        each.max !== undefined && ['text', 'longText', 'place'].includes(each.type)
          ? say('sheet.longest').replace('{{limit}}', String(each.max))
          : '',
      ]
        .filter((part) => part !== '')
        .join('，'),
    ]),
  ),
});

/** A form as a workbook: one line for each matter, tables on sheets of their own. Without lines it is the blank form. */
export const formWorkbook = (
  form: Form,
  title: string,
  lines: readonly Record<string, unknown>[],
  vocabulary: Offered,
): Promise<Uint8Array> => {
  const fields = byHand(form.fields);
  const sheets = sheetsOf(form, fields, title, vocabulary.say);
  const cells = cellsOf(form, sheets, lines, vocabulary);
  const drafts = sheets.map((sheet, index) => ({
    name: sheet.title,
    columns: [
      { header: vocabulary.say('form.serial'), width: 6, format: '0' },
      ...sheet.columns.map((column) => columnOf(column, vocabulary)),
    ],
    rows: (cells[index] ?? []).slice(1),
  }));
  return writeWorkbook([...drafts, guide(form, fields, vocabulary)]);
};

/** A filled workbook → lines of values, every fault with its cell. Sheets are found by their name, the first one by its place. */
export const readFormWorkbook = async (
  form: Form,
  title: string,
  bytes: Uint8Array,
  vocabulary: Vocabulary,
): Promise<Outcome<{ lines: Line[]; faults: CellFault[] }>> => {
  const read = await readSheet(bytes);
  if (!read.ok) return read;
  const sheets = sheetsOf(form, byHand(form.fields), title, vocabulary.say);
  const { sheets: found } = read.value;
  const cells = sheets.map(({ title: name }, index) => {
    const sheet = found.find((each) => each.name === name) ?? (index === 0 ? found[0] : undefined);
    return (sheet?.rows ?? []).map((row) =>
      // Holes of a sparse row are cells too.
      Array.from(row, (text): Cell => (text ? { type: 'text', text } : { type: 'empty' })),
    );
  });
  const lines = linesOf(form, sheets, cells, vocabulary);
  if (lines.lines.length === 0 && lines.faults.length === 0) return refuse('invalid', 'sheet.empty');
  return granted(lines);
};
