import { type Cell, readCell, type Vocabulary, writeCell } from './cell.ts';
import { compileForm, fieldErrors } from './compile.ts';
import type { Field, Form } from './form.ts';

/** A column of a sheet: its heading, and the words a person may choose from. */
export type Column = { field: Field; heading: string; isRequired: boolean; words: readonly string[] };

/** The form's own sheet (`table` null), or the rows of one of its table fields. */
export type Sheet = { table: Field | null; title: string; columns: readonly Column[] };

type Data = Record<string, unknown>;
type Say = Vocabulary['say'];

/** Heading of the first column: which line of the form's sheet a row of a table belongs to. */
const serialKey = 'form.serial';

/** Fields a person can fill in by hand; files and places in a source text come another way. */
export const byHand = (fields: readonly Field[]): readonly Field[] =>
  fields.filter(({ type }) => type !== 'files' && type !== 'span');

const wordsOf = (form: string, field: Field, say: Say): string[] => {
  if (field.type === 'yesNo') return [say('yes'), say('no')];
  return (field.choices ?? []).map((choice) => say(`choice.${form}.${field.name}.${choice}`));
};

const columnsOf = (form: string, fields: readonly Field[], say: Say): Column[] => {
  const taken = new Set([say(serialKey)]);
  return fields.map((field) => {
    const title = say(`form.${form}.${field.name}`);
    let heading = title;
    for (let nr = 2; taken.has(heading); nr++) heading = `${title}（${nr}）`;
    taken.add(heading);
    return { field, heading, isRequired: field.required === true, words: wordsOf(form, field, say) };
  });
};

const sheetName = (wanted: string, taken: Set<string>): string => {
  // What a sheet's name may not hold, and how long it may be, are the spreadsheet's rules.
  const plain =
    wanted
      .replaceAll(/[\\/?*[\]:']/g, ' ')
      .trim()
      .slice(0, 28) || '1';
  let name = plain;
  for (let nr = 2; taken.has(name.toLowerCase()); nr++) name = `${plain}${nr}`;
  taken.add(name.toLowerCase());
  return name;
};

/** The sheets of a form: its own first, then one for each table field. */
export const sheetsOf = (form: Form, fields: readonly Field[], title: string, say: Say): Sheet[] => {
  const taken = new Set<string>();
  const own = fields.filter(({ type }) => type !== 'table');
  const tables = fields.filter(({ type }) => type === 'table');
  return [
    { table: null, title: sheetName(title, taken), columns: columnsOf(form.code, own, say) },
    ...tables.map((table) => ({
      table,
      title: sheetName(say(`form.${form.code}.${table.name}`), taken),
      columns: columnsOf(form.code, table.columns ?? [], say),
    })),
  ];
};

const serial = (nr: number): Cell => ({ type: 'number', value: nr, decimals: 0 });
/** What must be filled in has a star behind its title, as on paper forms. */
const star = /\s*[*＊]$/;
const headingCell = ({ heading, isRequired }: Pick<Column, 'heading' | 'isRequired'>): Cell => ({
  type: 'text',
  text: isRequired ? `${heading} *` : heading,
});

/** Lines of values → the cells of each sheet, headings first; a line's number ties the rows of its tables to it. */
export const cellsOf = (
  form: Form,
  sheets: readonly Sheet[],
  lines: readonly Data[],
  vocabulary: Vocabulary,
): Cell[][][] =>
  sheets.map(({ table, columns }) => {
    const line = (data: Data, nr: number): Cell[] => [
      serial(nr),
      ...columns.map(({ field }) => writeCell(form.code, field, data[field.name], vocabulary)),
    ];
    const rows = table
      ? lines.flatMap((data, index) => ((data[table.name] ?? []) as Data[]).map((row) => line(row, index + 1)))
      : lines.map((data, index) => line(data, index + 1));
    const first = headingCell({ heading: vocabulary.say(serialKey), isRequired: false });
    return [[first, ...columns.map(headingCell)], ...rows];
  });

/** A fault with the cell it is in, as `问题!C4`; `row` counts from 1 as the sheet does. */
export type CellFault = { cell: string; row: number; rule: string; limit?: number | string };

/** A line that was read: where it stands, its values, or what is wrong with it. */
export type Line = { row: number; data: Data; faults: CellFault[] };

const letters = (column: number): string =>
  column < 26
    ? String.fromCharCode(65 + column)
    : letters(Math.floor(column / 26) - 1) + String.fromCharCode(65 + (column % 26));

/** `问题!C4`: the sheet, the column by its letter, the row as it is counted there. */
export const addressOf = (sheet: string, column: number, row: number): string => `${sheet}!${letters(column)}${row}`;

const headingOf = (cell: Cell | undefined): string => (cell?.type === 'text' ? cell.text.trim().replace(star, '') : '');
const isBlank = (row: readonly Cell[]): boolean =>
  row.every((cell) => cell.type === 'empty' || (cell.type === 'text' && cell.text.trim() === ''));

type Place = { sheet: Sheet; at: ReadonlyMap<string, number> };
type Found = { row: number; serial: string; data: Data; faults: CellFault[] };

const places = (sheet: Sheet, head: readonly Cell[], say: Say): { place: Place; faults: CellFault[] } => {
  const at = new Map<string, number>();
  const faults: CellFault[] = [];
  for (const [column, cell] of head.entries()) {
    const heading = headingOf(cell);
    if (heading === '' || heading === say(serialKey)) continue;
    const known = sheet.columns.find((each) => each.heading === heading);
    const rule = known ? (at.has(known.field.name) ? 'twice' : null) : 'unknownColumn';
    if (rule) faults.push({ cell: addressOf(sheet.title, column, 1), row: 1, rule });
    else if (known) at.set(known.field.name, column);
  }
  for (const { field, isRequired, heading } of sheet.columns)
    if (isRequired && !at.has(field.name))
      faults.push({ cell: addressOf(sheet.title, 0, 1), row: 1, rule: 'missingColumn', limit: heading });
  return { place: { sheet, at }, faults };
};

const readRow = (form: Form, { sheet, at }: Place, cells: readonly Cell[], row: number, vocabulary: Vocabulary) => {
  const data: Data = {};
  const faults: CellFault[] = [];
  for (const { field } of sheet.columns) {
    const column = at.get(field.name);
    const cell = column === undefined ? undefined : cells[column];
    if (column === undefined || !cell) continue;
    const reading = readCell(form.code, field, cell, vocabulary);
    if (!reading.ok) faults.push({ cell: addressOf(sheet.title, column, row), row, rule: reading.rule });
    else if (reading.value !== undefined) data[field.name] = reading.value;
  }
  return { data, faults };
};

const serialOf = (head: readonly Cell[], cells: readonly Cell[], say: Say): string => {
  const column = head.findIndex((cell) => headingOf(cell) === say(serialKey));
  const cell = column < 0 ? undefined : cells[column];
  if (cell?.type === 'number') return String(cell.value);
  return cell?.type === 'text' ? cell.text.trim() : '';
};

const rowsOf = (form: Form, place: Place, cells: readonly (readonly Cell[])[], vocabulary: Vocabulary): Found[] =>
  cells.slice(1).flatMap((row, index) => {
    const serial = serialOf(cells[0] ?? [], row, vocabulary.say);
    const filled = place.sheet.columns.filter(({ field }) => place.at.has(field.name));
    // A line that holds nothing but its number was meant to be filled in later.
    const holds = filled.some(({ field }) => !isBlank([row[place.at.get(field.name) as number] ?? { type: 'empty' }]));
    return holds ? [{ row: index + 2, serial, ...readRow(form, place, row, index + 2, vocabulary) }] : [];
  });

/** Where a fault of the form's own schema is seen: the cell of its field, or of the row in its table. */
const cellFor = (
  path: string,
  own: Place,
  row: number,
  tables: ReadonlyMap<string, { place: Place; rows: Found[] }>,
) => {
  const [field = '', index, inner = ''] = path.split('.');
  const table = tables.get(field);
  if (!table) return { cell: addressOf(own.sheet.title, own.at.get(field) ?? 0, row), row };
  const there = index === undefined ? undefined : table.rows[Number(index)];
  if (!there) return { cell: addressOf(table.place.sheet.title, 0, 1), row: 1 };
  return { cell: addressOf(table.place.sheet.title, table.place.at.get(inner) ?? 0, there.row), row: there.row };
};

/** Cells of each sheet → lines of values, checked by the form as a whole; every fault with its cell. */
export const linesOf = (
  form: Form,
  sheets: readonly Sheet[],
  cells: readonly (readonly (readonly Cell[])[])[],
  vocabulary: Vocabulary,
): { lines: Line[]; faults: CellFault[] } => {
  const heads = sheets.map((sheet, index) => places(sheet, cells[index]?.[0] ?? [], vocabulary.say));
  const faults = heads.flatMap((head, index) =>
    // A sheet of rows may be left away altogether.
    index > 0 && (cells[index]?.length ?? 0) === 0 ? [] : head.faults,
  );
  const found = heads.map(({ place }, index) => rowsOf(form, place, cells[index] ?? [], vocabulary));
  const [own] = heads as [(typeof heads)[number]];
  const main = found[0] ?? [];
  const serials = new Map<string, Found>();
  for (const line of main) {
    const nr = line.serial || String(line.row - 1);
    if (serials.has(nr))
      faults.push({ cell: addressOf(own.place.sheet.title, 0, line.row), row: line.row, rule: 'twice' });
    else serials.set(nr, line);
  }
  for (const [index, rows] of found.entries())
    for (const row of index === 0 ? [] : rows)
      if (!serials.has(row.serial))
        faults.push({ cell: addressOf(sheets[index]?.title ?? '', 0, row.row), row: row.row, rule: 'noSuchLine' });
  const lines = main.map((line) => {
    const tables = new Map(
      heads.slice(1).flatMap(({ place }, index) => {
        const rows = (found[index + 1] ?? []).filter(({ serial }) => serials.get(serial) === line);
        return place.sheet.table ? [[place.sheet.table.name, { place, rows }] as const] : [];
      }),
    );
    const data = { ...line.data };
    // No rows at all is an answer where the form asks for the table and for no row of it.
    for (const [name, { place, rows }] of tables)
      if (rows.length > 0 || (place.sheet.table?.required === true && !place.sheet.table.min))
        data[name] = rows.map((row) => row.data);
    const read = [...line.faults, ...[...tables.values()].flatMap(({ rows }) => rows.flatMap((row) => row.faults))];
    const parsed = compileForm(form).safeParse(data, { reportInput: true });
    if (parsed.success) return { row: line.row, data: parsed.data, faults: read };
    const taken = new Set(read.map(({ cell }) => cell));
    const more = fieldErrors(parsed.error)
      .map(({ path, ...rest }) => ({ ...cellFor(path, own.place, line.row, tables), ...rest }))
      .filter(({ cell }) => !taken.has(cell));
    return { row: line.row, data, faults: [...read, ...more] };
  });
  return { lines, faults };
};
