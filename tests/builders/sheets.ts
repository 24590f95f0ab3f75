import type { Outcome } from '../../src/kernel/refusal.ts';
import { sheetsOf } from '../../src/main/sheets.ts';
import type { ImportRow, ImportView, RowOutcome } from '../../src/modules/ledger/domain/import-views.ts';
import type { Merge } from '../../src/modules/ledger/domain/sheet-grid.ts';
import {
  beginPreview,
  carryOutImport,
  confirmImport,
  exportLedger,
  importRows,
  importView,
  takeInWorkbook,
} from '../../src/modules/ledger/index.ts';
import { takeInPaste } from '../../src/modules/ledger/server/import.ts';
import { readSheet, writeWorkbook } from '../../src/platform/documents/spreadsheet.ts';
import type { Bureau } from './bureau.ts';
import { type Clerk, viewerFor } from './office.ts';

const allowed = <T>(outcome: Outcome<T>): T => {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusal));
  return outcome.value;
};

export const edgeOf = ({ office }: Bureau) => ({ ...sheetsOf(office), wake: () => {} });

export type Cells = { rows: string[][]; merges: readonly Merge[] };

/** The ledger as somebody exports it. */
export const exported = async (bureau: Bureau, who: Clerk): Promise<Uint8Array> => {
  const viewer = await viewerFor(bureau.office, bureau.agency, who.person);
  return allowed(await exportLedger(edgeOf(bureau), viewer, { address: { view: 'all' } })).bytes;
};

/** Its cells, to be changed by hand. */
export const cellsOf = async (bytes: Uint8Array): Promise<Cells> => {
  const [sheet] = allowed(await readSheet(bytes)).sheets;
  if (!sheet) throw new Error('no sheet');
  return { rows: sheet.rows.map((row) => Array.from(row, (cell) => cell ?? '')), merges: sheet.merges ?? [] };
};

/** Cells as Excel would save them. */
export const saved = ({ rows, merges }: Cells): Promise<Uint8Array> => {
  const [head = [], ...more] = rows;
  const below = merges
    .filter(({ top }) => top > 0)
    .map((each) => ({ ...each, top: each.top - 1, bottom: each.bottom - 1 }));
  const width = Math.max(...rows.map((row) => row.length));
  const columns = Array.from({ length: width }, (_, at) => ({ header: head[at] ?? '' }));
  return writeWorkbook([{ name: '台账', columns, rows: more, merges: below }]);
};

export type Looked = { view: ImportView; rows: ImportRow[]; of: (outcome: RowOutcome) => ImportRow[] };

/** What the importer in the background would do now. */
export const work = async (bureau: Bureau, id: string, troubles: string[] = []): Promise<void> => {
  const deps = { ...edgeOf(bureau), onTrouble: (line: string) => troubles.push(line) };
  await carryOutImport(deps, bureau.agency, id);
  if (troubles.length > 0) throw new Error(troubles.join('\n'));
};

const look = async (bureau: Bureau, who: Clerk, taken: ImportView, columns = taken.setup.columns): Promise<Looked> => {
  const viewer = await viewerFor(bureau.office, bureau.agency, who.person);
  const deps = edgeOf(bureau);
  allowed(await beginPreview(deps, viewer, taken.id, { columns, reason: '按表更正' }));
  await work(bureau, taken.id);
  return lookedAt(bureau, who, taken.id);
};

export const lookedAt = async (bureau: Bureau, who: Clerk, id: string): Promise<Looked> => {
  const viewer = await viewerFor(bureau.office, bureau.agency, who.person);
  const view = allowed(await importView(edgeOf(bureau), viewer, id));
  const { items } = allowed(await importRows(edgeOf(bureau), viewer, id, { outcome: null, from: 0, limit: 100_000 }));
  return { view, rows: items, of: (outcome) => items.filter((row) => row.outcome === outcome) };
};

const takenIn = async (bureau: Bureau, who: Clerk, bytes: Uint8Array): Promise<ImportView> =>
  allowed(
    await takeInWorkbook(edgeOf(bureau), await viewerFor(bureau.office, bureau.agency, who.person), bytes, '台账.xlsx'),
  );

/** A workbook taken in and looked at row by row. */
export const previewed = async (bureau: Bureau, who: Clerk, bytes: Uint8Array): Promise<Looked> =>
  look(bureau, who, await takenIn(bureau, who, bytes));

/** The same of cells that were pasted. */
export const pasted = async (bureau: Bureau, who: Clerk, cells: Cells): Promise<Looked> => {
  const viewer = await viewerFor(bureau.office, bureau.agency, who.person);
  return look(bureau, who, allowed(await takeInPaste(edgeOf(bureau), viewer, cells)));
};

/** Confirmed; nothing is written yet. */
export const begin = async (bureau: Bureau, who: Clerk, id: string): Promise<void> => {
  const viewer = await viewerFor(bureau.office, bureau.agency, who.person);
  allowed(await confirmImport(edgeOf(bureau), viewer, id));
};

/** Confirmed and written, as far as it goes. */
export const confirmed = async (bureau: Bureau, who: Clerk, id: string): Promise<Looked> => {
  await begin(bureau, who, id);
  await work(bureau, id);
  return lookedAt(bureau, who, id);
};
