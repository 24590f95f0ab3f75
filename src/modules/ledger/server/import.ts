import { hash } from 'node:crypto';
import { granted, type Outcome, refuse } from '../../../kernel/refusal.ts';
import type { Viewer } from '../../../platform/authorization/directory.ts';
import { inTransaction } from '../../../platform/database/transaction.ts';
import { readSheet } from '../../../platform/documents/spreadsheet.ts';
import type {
  ImportList,
  ImportRow,
  ImportSetup,
  ImportState,
  ImportView,
  RowOutcome,
} from '../domain/import-views.ts';
import { type ColumnCode, plainHeader, proposeColumns } from '../domain/sheet-columns.ts';
import { findHead, type Grid, type Head, headAt } from '../domain/sheet-grid.ts';
import { type ImportRecord, importStore } from './import-store.ts';
import type { ImportDeps, KeptSheets } from './import-work.ts';
import { problemForms } from './sheet-names.ts';
import { columnChoices } from './sheet-titles.ts';

/** `wake` has the importer look at once. */
export type ImportEdge = ImportDeps & { wake: () => void };

/** A sheet of more is better brought in by parts. */
export const mostRows = 10_000;
const sampled = 3;
const restful: readonly ImportState[] = ['mapping', 'previewed', 'refused', 'failed'];

const sayOf =
  ({ text }: ImportDeps, viewer: Viewer) =>
  (key: string) =>
    viewer.settings.titles[key] ?? text(key) ?? key;

const choicesFor = (deps: ImportDeps, viewer: Viewer) =>
  columnChoices(problemForms(viewer.settings.kit).problem, sayOf(deps, viewer));

const rememberedBy = async (deps: ImportDeps, viewer: Viewer): Promise<Map<string, ColumnCode | null>> =>
  new Map(
    (await importStore(deps.pool, deps.engine.vault, viewer.agency.id).columns(viewer.person)).map(
      ({ header, code }) => [header, code as ColumnCode | null],
    ),
  );

const proposalFor = (
  deps: ImportDeps,
  viewer: Viewer,
  sheet: number,
  grid: Grid,
  head: Head,
  remembered: ReadonlyMap<string, ColumnCode | null>,
  reason: string,
): ImportSetup => ({
  sheet,
  row: head.row,
  height: head.height,
  headers: head.headers.map((header) => header.slice(0, 200).toWellFormed()),
  samples: grid.rows
    .slice(head.row + head.height, head.row + head.height + sampled)
    .map((row) => row.map((cell) => cell.slice(0, 120).toWellFormed())),
  columns: proposeColumns(head.headers, choicesFor(deps, viewer), remembered),
  reason,
});

const view = async (deps: ImportDeps, viewer: Viewer, record: ImportRecord): Promise<ImportView> => {
  const store = importStore(deps.pool, deps.engine.vault, viewer.agency.id);
  const key = store.keyOf(record);
  const [setup] = await store.parts<ImportSetup & Pick<KeptSheets, 'name' | 'sheets'>>(record.id, key, 'setup', 0, 1);
  if (!setup) throw new Error('an import without its setup');
  const { name, sheets, ...kept } = setup.value;
  const before = await store.before(record.digest, record.id);
  return {
    id: record.id,
    name,
    way: record.way,
    state: record.state,
    madeAt: record.made_at.toISOString(),
    sheets,
    setup: kept,
    choices: choicesFor(deps, viewer),
    done: record.done,
    total: record.total,
    counts: record.counts.rows ?? null,
    written: record.counts.written ?? null,
    before: before?.toISOString() ?? null,
    finishedAt: record.finished_at?.toISOString() ?? null,
  };
};

const gone = () => refuse('notFound', 'ledgerImport');
const busy = (state: ImportState) => refuse('wrongState', 'ledgerImport.state', { state }, { mend: 'wait' });

const found = async (deps: ImportDeps, viewer: Viewer, id: string): Promise<ImportRecord | null> =>
  importStore(deps.pool, deps.engine.vault, viewer.agency.id).find(id, viewer.person);

/** Takes in a sheet and proposes what its columns mean; nothing is looked at yet. */
const takeInSheets = async (
  deps: ImportEdge,
  viewer: Viewer,
  source: { name: string; way: 'file' | 'paste'; grids: readonly Grid[]; digest: string },
): Promise<Outcome<ImportView>> => {
  const { engine, pool } = deps;
  const filled = source.grids.filter(({ rows }) => rows.some((row) => row.some((cell) => cell !== '')));
  if (filled.length === 0) return refuse('invalid', 'sheet.empty');
  if (filled.some(({ rows }) => rows.length > mostRows))
    return refuse('tooLarge', 'sheet.rows', { rows: mostRows }, { mend: 'splitSheet' });
  const remembered = await rememberedBy(deps, viewer);
  const choices = choicesFor(deps, viewer);
  const heads = filled.map((grid) => findHead(grid, choices, remembered));
  const sheet = Math.max(
    0,
    heads.findIndex((head) => head !== null),
  );
  const grid = filled[sheet] as Grid;
  const reason = sayOf(deps, viewer)('ledgerSheet.reason');
  const setup = proposalFor(deps, viewer, sheet, grid, heads[sheet] ?? headAt(grid, 0, 1), remembered, reason);
  const id = engine.newId();
  const sheets = filled.map(({ name, rows }) => ({ name, rows: rows.length }));
  await inTransaction(pool, async (client) => {
    const store = importStore(client, engine.vault, viewer.agency.id);
    const key = await store.make(
      { id, person_id: viewer.person, digest: source.digest, way: source.way },
      engine.now(),
    );
    for (const [nr, each] of filled.entries()) await store.put(id, key, 'sheet', nr, { grid: each });
    await store.put(id, key, 'setup', 0, { ...setup, name: source.name, sheets });
  });
  const record = await found(deps, viewer, id);
  return record ? granted(await view(deps, viewer, record)) : gone();
};

export const takeInWorkbook = async (
  deps: ImportEdge,
  viewer: Viewer,
  bytes: Uint8Array,
  name: string,
): Promise<Outcome<ImportView>> => {
  const read = await readSheet(bytes);
  if (!read.ok) return read;
  const grids = read.value.sheets.map(
    (sheet): Grid => ({ name: sheet.name, rows: dense(sheet.rows), merges: sheet.merges ?? [] }),
  );
  return takeInSheets(deps, viewer, { name, way: 'file', grids, digest: hash('sha256', bytes, 'hex') });
};

/** Holes of a sparse row are empty cells. */
const dense = (rows: readonly (readonly string[])[]): string[][] =>
  rows.map((row) => Array.from(row ?? [], (cell) => (cell ?? '').toWellFormed()));

export const takeInPaste = (
  deps: ImportEdge,
  viewer: Viewer,
  pasted: Pick<Grid, 'rows' | 'merges'>,
): Promise<Outcome<ImportView>> => {
  const name = sayOf(deps, viewer)('ledgerSheet.pasted');
  const grid = { name, rows: dense(pasted.rows), merges: pasted.merges };
  return takeInSheets(deps, viewer, {
    name,
    way: 'paste',
    grids: [grid],
    digest: hash('sha256', JSON.stringify(grid), 'hex'),
  });
};

export const importView = async (deps: ImportDeps, viewer: Viewer, id: string): Promise<Outcome<ImportView>> => {
  const record = await found(deps, viewer, id);
  return record ? granted(await view(deps, viewer, record)) : gone();
};

export const importList = async (deps: ImportDeps, viewer: Viewer): Promise<ImportList> => {
  const store = importStore(deps.pool, deps.engine.vault, viewer.agency.id);
  const items: ImportList['items'] = [];
  for (const record of await store.list(viewer.person)) {
    const [setup] = await store.parts<{ name: string }>(record.id, store.keyOf(record), 'setup', 0, 1);
    const { id, state, done, total } = record;
    items.push({ id, state, done, total, name: setup?.value.name ?? '', madeAt: record.made_at.toISOString() });
  }
  return { items };
};

/** Another sheet of the file, or headers in another row: the columns are proposed anew. */
export const chooseHead = async (
  deps: ImportEdge,
  viewer: Viewer,
  id: string,
  asked: { sheet: number; row: number; height: 1 | 2 } | { sheet: number },
): Promise<Outcome<ImportView>> => {
  const record = await found(deps, viewer, id);
  if (!record) return gone();
  if (!restful.includes(record.state)) return busy(record.state);
  const store = importStore(deps.pool, deps.engine.vault, viewer.agency.id);
  const key = store.keyOf(record);
  const [kept] = await store.parts<{ grid: Grid }>(id, key, 'sheet', asked.sheet, 1);
  const [setup] = await store.parts<ImportSetup & Pick<KeptSheets, 'name' | 'sheets'>>(id, key, 'setup', 0, 1);
  if (kept?.nr !== asked.sheet || !setup)
    return refuse('invalid', 'form', {}, { fields: [{ path: 'sheet', rule: 'unknownId' }] });
  const { grid } = kept.value;
  const remembered = await rememberedBy(deps, viewer);
  const head =
    'row' in asked
      ? headAt(grid, asked.row, asked.height)
      : (findHead(grid, choicesFor(deps, viewer), remembered) ?? headAt(grid, 0, 1));
  if (head.row >= grid.rows.length)
    return refuse('invalid', 'form', {}, { fields: [{ path: 'row', rule: 'max', limit: grid.rows.length }] });
  const { name, sheets, reason } = setup.value;
  await store.put(id, key, 'setup', 0, {
    ...proposalFor(deps, viewer, asked.sheet, grid, head, remembered, reason),
    name,
    sheets,
  });
  await store.move(id, restful, 'mapping', deps.engine.now());
  return importView(deps, viewer, id);
};

const columnFaults = (columns: readonly (string | null)[], setup: ImportSetup, known: ReadonlySet<string>) => {
  const faults: { path: string; rule: string; limit?: number }[] = [];
  if (columns.length !== setup.headers.length)
    faults.push({ path: 'columns', rule: 'length', limit: setup.headers.length });
  for (const [at, code] of columns.entries()) {
    if (code === null) continue;
    if (!known.has(code)) faults.push({ path: `columns.${at}`, rule: 'choice' });
    else if (columns.indexOf(code) < at) faults.push({ path: `columns.${at}`, rule: 'twice' });
  }
  if (!['description', 'number', 'problemNumber'].some((code) => columns.includes(code)))
    faults.push({ path: 'columns', rule: 'missingColumn' });
  return faults;
};

/** Begins to look at every row; what each header was taken for is remembered. */
export const beginPreview = async (
  deps: ImportEdge,
  viewer: Viewer,
  id: string,
  { columns, reason }: { columns: readonly (string | null)[]; reason: string },
): Promise<Outcome<ImportView>> => {
  const record = await found(deps, viewer, id);
  if (!record) return gone();
  if (!restful.includes(record.state)) return busy(record.state);
  const store = importStore(deps.pool, deps.engine.vault, viewer.agency.id);
  const key = store.keyOf(record);
  const [setup] = await store.parts<ImportSetup>(id, key, 'setup', 0, 1);
  if (!setup) return gone();
  const fields = columnFaults(columns, setup.value, new Set(choicesFor(deps, viewer).map(({ code }) => code)));
  if (fields.length > 0) return refuse('invalid', 'form', {}, { fields });
  const known = new Map(
    setup.value.headers.flatMap((header, at) =>
      header === '' ? [] : [[plainHeader(header), columns[at] ?? null] as const],
    ),
  );
  const moved = await inTransaction(deps.pool, async (client) => {
    const inside = importStore(client, deps.engine.vault, viewer.agency.id);
    if (!(await inside.move(id, restful, 'previewing', deps.engine.now(), { round: 1 }))) return false;
    await inside.put(id, key, 'setup', 0, { ...setup.value, columns, reason });
    await inside.remember(viewer.person, known, deps.engine.now());
    return true;
  });
  if (!moved) return busy('previewing');
  deps.wake();
  return importView(deps, viewer, id);
};

/** Begins to write; only what has no error and something to do. */
export const confirmImport = async (deps: ImportEdge, viewer: Viewer, id: string): Promise<Outcome<ImportView>> => {
  const record = await found(deps, viewer, id);
  if (!record) return gone();
  const { state } = record;
  // Pressed twice, or asked again after a lost answer: it is under way or done.
  if (state === 'writing' || state === 'done') return importView(deps, viewer, id);
  if (state !== 'previewed') return busy(state);
  const error = record.counts.rows?.error ?? 0;
  if (error > 0) return refuse('invalid', 'ledgerImport.faults', { count: error }, { mend: 'previewAgain' });
  if (record.total === 0) return refuse('invalid', 'ledgerImport.nothing', {}, { mend: 'previewAgain' });
  const store = importStore(deps.pool, deps.engine.vault, viewer.agency.id);
  await store.move(id, ['previewed'], 'writing', deps.engine.now(), { total: record.total });
  deps.wake();
  return importView(deps, viewer, id);
};

/** Rows of the preview, those with such an outcome alone where one is asked for. */
export const importRows = async (
  deps: ImportDeps,
  viewer: Viewer,
  id: string,
  { outcome, from, limit }: { outcome: RowOutcome | null; from: number; limit: number },
): Promise<Outcome<{ items: ImportRow[]; next: string | null }>> => {
  const record = await found(deps, viewer, id);
  if (!record) return gone();
  const store = importStore(deps.pool, deps.engine.vault, viewer.agency.id);
  const key = store.keyOf(record);
  const items: ImportRow[] = [];
  const atOnce = 10;
  for (let part = 0; ; part += atOnce) {
    const parts = await store.parts<ImportRow[]>(id, key, 'row', part, atOnce);
    for (const row of parts.flatMap(({ value }) => value)) {
      if (row.row < from || (outcome !== null && row.outcome !== outcome)) continue;
      if (items.length === limit) return granted({ items, next: String(row.row) });
      items.push(row);
    }
    if (parts.length < atOnce) return granted({ items, next: null });
  }
};

/** Takes a sheet away again; what was written of it stays. */
export const dropImport = async (deps: ImportDeps, viewer: Viewer, id: string): Promise<Outcome<null>> => {
  const record = await found(deps, viewer, id);
  if (!record) return gone();
  if (record.state === 'previewing' || record.state === 'writing') return busy(record.state);
  await inTransaction(deps.pool, (client) => importStore(client, deps.engine.vault, viewer.agency.id).drop(id));
  return granted(null);
};
