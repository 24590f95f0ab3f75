import { bookOf } from './book.ts';
import type { Fault } from './faults.ts';
import type { CellFault, ReadFile, ReadRow, SheetText } from './import-rows.ts';
import { readRows } from './import-rows.ts';
import type { Change, Organisation } from './organisation.ts';
import { headersOf, type SheetSpec, sheetsOf, type Words } from './sheets.ts';

export type Importing = ReadFile & { changes: Change[]; counts: Record<ReadRow['outcome'], number> };

/** The cell a fault of the whole belongs to: the column of its part, or the id where the sheet has none for it. */
const cellOf = (row: ReadRow, path: string, words: Words): Pick<CellFault, 'column' | 'header'> => {
  const field = row.spec.fields.find((each) => each.field === path);
  const column = path === 'post' ? field?.columns.at(-1) : field?.columns[0];
  return column === undefined
    ? { column: row.places.get('id') ?? 0, header: words('column.id') }
    : { column: row.places.get(column) ?? 0, header: words(`column.${row.spec.code}.${column}`) };
};

/** Lays faults of the whole beside the cells that caused them. */
export const layFaults = (rows: Iterable<ReadRow>, faults: readonly Fault[], words: Words): void => {
  const list = [...rows];
  const byId = new Map(list.map((row) => [`${row.spec.kind} ${row.id}`, row]));
  const broken = new Set(list.flatMap((row) => (row.faults.length > 0 ? [row.id] : [])));
  for (const { kind, id, path, rule, limit } of faults) {
    const row = byId.get(`${kind} ${id}`);
    if (!row) continue;
    const meant = (row.change?.value as Record<string, unknown> | undefined)?.[path];
    // What leans on a row that is wrong itself is not wrong for that.
    if (rule === 'unknownId' && typeof meant === 'string' && broken.has(meant)) continue;
    row.faults.push({ row: row.row, ...cellOf(row, path, words), rule, ...(limit !== undefined && { limit }) });
  }
};

/**
 * What a workbook comes to: every row's outcome, all faults at once by cell, and the changes that one confirmation makes.
 * `judge` answers the faults of all changes together.
 */
export const importOf = (
  organisation: Organisation,
  file: readonly SheetText[],
  words: Words,
  newId: () => string,
  judge: (changes: readonly Change[]) => readonly Fault[],
): Importing => {
  const read = readRows(organisation, file, words, newId);
  const rows = read.sheets.flatMap((sheet) => sheet.rows);
  const changes = rows.flatMap((row) => (row.change ? [row.change] : []));
  layFaults(rows, judge(changes), words);
  const counts = { new: 0, changed: 0, same: 0, error: 0 };
  for (const row of rows) {
    if (row.faults.length > 0) row.outcome = 'error';
    counts[row.outcome] += 1;
  }
  counts.error += read.sheets.reduce((sum, sheet) => sum + sheet.faults.length, 0);
  return { ...read, changes, counts };
};

export type SheetOut = { name: string; headers: string[]; spec: SheetSpec; rows: string[][] };

/** The whole organisation as the sheets that an import reads; unchanged it comes back as nothing new. */
export const exportOf = (organisation: Organisation, words: Words): SheetOut[] => {
  const book = bookOf(organisation);
  const kindOf = (team: string) => organisation.team.get(team)?.kind;
  return sheetsOf((post) => organisation.post.get(post)?.unit ?? null).map((spec) => ({
    name: words(`sheet.${spec.code}`),
    headers: headersOf(spec, words),
    spec,
    rows: [...organisation[spec.kind].values()]
      .filter((value) => spec.holds(value as never, kindOf))
      .map((value) => [...spec.fields.flatMap((field) => [...field.show(value as never, book, words)]), value.id]),
  }));
};
