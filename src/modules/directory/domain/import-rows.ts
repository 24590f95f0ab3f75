import { type Book, bookOf } from './book.ts';
import type { Change, Kind, Organisation, Settings } from './organisation.ts';
import { headersOf, type SheetSpec, sheetsOf, type Words } from './sheets.ts';

/** A sheet as it was read: `rows[0]` holds the headers. */
export type SheetText = { name: string; rows: readonly (readonly string[])[] };

/** What is wrong with one cell; row and column count from 0. */
export type CellFault = { row: number; column: number; header: string; rule: string; limit?: number | string };

export type CellChange = { column: string; from: string; to: string };

/** One row and what it comes to: the setting it makes or changes, or why it cannot. */
export type ReadRow = {
  spec: SheetSpec;
  row: number;
  id: string;
  /** Where each column of the sheet stands in the file. */
  places: ReadonlyMap<string, number>;
  outcome: 'new' | 'changed' | 'same' | 'error';
  changes: CellChange[];
  faults: CellFault[];
  change: Change | null;
};

export type ReadSheet = { name: string; faults: CellFault[]; rows: ReadRow[] };
export type ReadFile = { sheets: ReadSheet[]; ignored: string[] };

type Value = Settings[Kind] & { id: string };
type Draft = ReadRow & { cells: readonly string[]; existing: Value | undefined };

const idColumn = 'id';

const placesOf = (
  spec: SheetSpec,
  head: readonly string[],
  words: Words,
): { places: Map<string, number>; faults: CellFault[]; unread: string[] } => {
  const places = new Map<string, number>();
  const faults: CellFault[] = [];
  const columns = [...spec.fields.flatMap((field) => field.columns), idColumn];
  const headers = headersOf(spec, words);
  for (const [at, column] of columns.entries()) {
    const header = headers[at] as string;
    const place = head.indexOf(header);
    if (place >= 0) {
      places.set(column, place);
      if (head.indexOf(header, place + 1) >= 0)
        faults.push({ row: 0, column: head.indexOf(header, place + 1), header, rule: 'columnTwice' });
    } else if (column !== idColumn) faults.push({ row: 0, column: at, header, rule: 'missingColumn', limit: header });
  }
  return { places, faults, unread: head.filter((header) => header !== '' && !headers.includes(header)) };
};

const headerOf = (draft: Pick<ReadRow, 'spec'>, column: string, words: Words): string =>
  column === idColumn ? words('column.id') : words(`column.${draft.spec.code}.${column}`);

const faultAt = (draft: Draft, column: string, words: Words, rule: string, limit?: number | string): void => {
  draft.faults.push({
    row: draft.row,
    column: draft.places.get(column) ?? 0,
    header: headerOf(draft, column, words),
    rule,
    ...(limit !== undefined && { limit }),
  });
};

const cellOf = (draft: Draft, column: string): string => draft.cells[draft.places.get(column) ?? -1] ?? '';

/** Those that stand, by the word a row without an id means them by: the code of a unit, the name of all others. */
type Standing = ReadonlyMap<string, readonly Value[]>;
const standingBy = (organisation: Organisation, kind: Kind): Standing =>
  Map.groupBy(organisation[kind].values() as Iterable<Value>, (each) => {
    const { code, name } = each as { code?: string; name?: string | null };
    return code ?? name ?? '';
  });

/** Which of those that stand a new row without an id means: by code, by name within its unit, by number or name. */
const meant = (draft: Draft, standing: Standing, book: Book): { ids: string[]; key: string; column: string } => {
  const { spec } = draft;
  const name = cellOf(draft, 'name');
  const idsOf = (list: readonly Value[]): string[] => list.map((each) => each.id);
  const named = standing.get(spec.kind === 'unit' ? cellOf(draft, 'code') : name) ?? [];
  switch (spec.kind) {
    case 'unit':
      return { ids: idsOf(named), key: cellOf(draft, 'code'), column: 'code' };
    case 'post': {
      const unit = book.unit(cellOf(draft, 'unit'));
      const at = 'id' in unit ? unit.id : '';
      return {
        ids: idsOf((named as Settings['post'][]).filter((each) => each.unit === at)),
        key: `${at} ${name}`,
        column: 'name',
      };
    }
    case 'person': {
      const number = cellOf(draft, 'number');
      const numbered = number === '' ? null : book.person(`（${number}）`);
      const people = named as Settings['person'][];
      // Somebody of that name without a number is meant, and may be given one; one who bears another number is somebody else.
      const bare = people.filter((each) => each.number === null);
      const same = number === '' && bare.length !== 1 ? people : bare;
      const ids = numbered && 'id' in numbered ? [numbered.id] : idsOf(same);
      return { ids, key: number === '' ? name : `${name} ${number}`, column: 'name' };
    }
    case 'team': {
      const { kind } = spec.constant as Settings['team'];
      return {
        ids: idsOf((named as Settings['team'][]).filter((each) => each.kind === kind)),
        key: name,
        column: 'name',
      };
    }
    default:
      return { ids: [], key: '', column: idColumn };
  }
};

const isBase = (kind: Kind): boolean => ['unit', 'post', 'person', 'team'].includes(kind);

/** What tells relations apart that have no name: their parts and their first day. */
const keyOf = (kind: Kind, value: Value): string => {
  const part = value as Partial<Record<string, string | null>>;
  const { person, post, kind: how, forPerson, unit, team, with: paired, from } = part;
  return JSON.stringify([kind, person, post, kind === 'appointment' ? how : null, forPerson, unit, team, paired, from]);
};

const register = (draft: Draft, book: Book): void => {
  const name = cellOf(draft, 'name');
  switch (draft.spec.kind) {
    case 'unit':
      book.addUnit(draft.id, cellOf(draft, 'code'), name);
      break;
    case 'post': {
      const unit = book.unit(cellOf(draft, 'unit'));
      if ('id' in unit) book.addPost(draft.id, unit.id, name);
      break;
    }
    case 'person':
      book.addPerson(draft.id, name, cellOf(draft, 'number') || null);
      break;
    case 'team':
      book.addTeam(draft.id, (draft.spec.constant as Settings['team']).kind, name);
      break;
    default:
  }
};

/** Settles which setting each row means, so that rows may lean on each other in any order. */
const identify = (drafts: readonly Draft[], organisation: Organisation, kind: Kind, book: Book, words: Words): void => {
  const standing = organisation[kind] as ReadonlyMap<string, Value>;
  const byName = isBase(kind) ? standingBy(organisation, kind) : new Map<string, Value[]>();
  const seen = new Set<string>();
  const keys = new Set<string>();
  for (const draft of drafts) {
    const given = cellOf(draft, idColumn).toLowerCase();
    let told = idColumn;
    if (given !== '') {
      draft.existing = standing.get(given);
      if (draft.existing) draft.id = given;
      else faultAt(draft, idColumn, words, 'unknownId');
    } else if (isBase(kind)) {
      const { ids, key, column } = meant(draft, byName, book);
      told = column;
      const [only] = ids;
      draft.existing = only === undefined ? undefined : standing.get(only);
      if (ids.length > 1) faultAt(draft, column, words, 'ambiguous');
      else if (draft.existing) draft.id = draft.existing.id;
      // What another new row of the file bears.
      else if (only !== undefined || keys.has(key)) faultAt(draft, column, words, 'twice');
      keys.add(key);
    }
    if (draft.existing && seen.has(draft.id)) faultAt(draft, told, words, 'twice');
    seen.add(draft.id);
    if (!draft.faults.some(({ rule }) => rule === 'twice')) register(draft, book);
  }
};

/** Reads a row's cells; what still says what an export had said stays exactly as it is. */
const readCells = (draft: Draft, book: Book, pristine: Book, words: Words, known: ReadonlyMap<string, Value>): void => {
  const { spec } = draft;
  const read = (existing: Value | undefined): { value: Record<string, unknown>; moved: CellChange[] } => {
    const value: Record<string, unknown> = { ...spec.constant, id: draft.id };
    const moved: CellChange[] = [];
    for (const field of spec.fields) {
      const cells = field.columns.map((column) => cellOf(draft, column));
      const shown = existing ? field.show(existing as never, pristine, words) : null;
      if (existing && shown && cells.every((cell, at) => cell === (shown[at] ?? '').trim())) {
        value[field.field] = (existing as unknown as Record<string, unknown>)[field.field];
        continue;
      }
      const say = (at: number, rule: string, limit?: number | string) =>
        faultAt(draft, field.columns[at] ?? idColumn, words, rule, limit);
      value[field.field] = field.read(cells, say, book, words);
      const before = existing ? (existing as unknown as Record<string, unknown>)[field.field] : undefined;
      if (shown && JSON.stringify(before) !== JSON.stringify(value[field.field]))
        for (const [at, column] of field.columns.entries())
          if (cells[at] !== (shown[at] ?? ''))
            moved.push({ column: headerOf(draft, column, words), from: shown[at] ?? '', to: cells[at] ?? '' });
    }
    return { value, moved };
  };
  let { value, moved } = read(draft.existing);
  if (draft.faults.length > 0) return;
  if (!draft.existing && !isBase(spec.kind)) {
    const existing = known.get(keyOf(spec.kind, value as unknown as Value));
    if (existing) {
      draft.existing = existing;
      draft.id = existing.id;
      ({ value, moved } = read(existing));
    }
  }
  draft.outcome = !draft.existing ? 'new' : moved.length > 0 ? 'changed' : 'same';
  draft.changes = moved;
  if (draft.outcome !== 'same') draft.change = { kind: spec.kind, value } as unknown as Change;
};

/** Reads a workbook of the organisation, row by row, against the one that stands. Rows that are not in it stay as they are. */
export const readRows = (
  organisation: Organisation,
  file: readonly SheetText[],
  words: Words,
  newId: () => string,
): ReadFile => {
  const pristine = bookOf(organisation);
  const book = bookOf(organisation);
  const specs = sheetsOf((post) => organisation.post.get(post)?.unit ?? null);
  const ignored = file
    .map((sheet) => sheet.name)
    .filter((name) => !specs.some((spec) => words(`sheet.${spec.code}`) === name.trim()));
  const kindOf = (team: string) => organisation.team.get(team)?.kind;
  const read: (ReadSheet & { drafts: Draft[] })[] = [];
  for (const spec of specs) {
    const sheet = file.find(({ name }) => name.trim() === words(`sheet.${spec.code}`));
    if (!sheet || sheet.rows.length === 0) continue;
    const { places, faults, unread } = placesOf(spec, sheet.rows[0] ?? [], words);
    ignored.push(...unread.map((header) => `${sheet.name}：${header}`));
    const rows = faults.length > 0 ? [] : sheet.rows.slice(1);
    const drafts = rows.flatMap((cells, at): Draft[] => {
      if (![...places.values()].some((place) => (cells[place] ?? '') !== '')) return [];
      const found = { row: at + 1, id: newId(), existing: undefined, changes: [], faults: [], change: null };
      return [{ spec, places, cells, outcome: 'error', ...found }];
    });
    identify(drafts, organisation, spec.kind, book, words);
    for (const draft of drafts)
      if (draft.existing && !spec.holds(draft.existing as never, kindOf)) faultAt(draft, idColumn, words, 'otherSheet');
    read.push({ name: sheet.name, faults, rows: drafts, drafts });
  }
  const known = new Map<string, Value>();
  for (const kind of ['appointment', 'charge', 'member', 'pairing'] as const)
    for (const value of organisation[kind].values()) known.set(keyOf(kind, value), value);
  for (const { drafts } of read) for (const draft of drafts) readCells(draft, book, pristine, words, known);
  return { sheets: read.map(({ name, faults, rows }) => ({ name, faults, rows })), ignored };
};
