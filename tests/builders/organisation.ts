import { uuidv7 } from 'uuidv7';
import type { Change } from '../../src/modules/directory/domain/organisation.ts';
import type { ChangeDeps } from '../../src/modules/directory/server/change.ts';
import { exportWorkbook } from '../../src/modules/directory/server/import.ts';
import { writeChanges } from '../../src/modules/directory/server/settings.ts';
import type { DirectoryCopy } from '../../src/modules/directory/server/snapshot.ts';
import { inTransaction } from '../../src/platform/database/transaction.ts';
import { readSheet, type Sheet, writeWorkbook } from '../../src/platform/documents/spreadsheet.ts';
import type { Bureau } from './bureau.ts';

export const changeDeps = ({ office }: Bureau): ChangeDeps => ({
  pool: office.pools.app,
  vault: office.vault,
  now: office.now,
  directories: office.directories,
});

/** Settings as they are written, past the rules that the edge asks. */
export const settle = async (bureau: Bureau, ...changes: Change[]): Promise<void> => {
  const { office, agency } = bureau;
  const hand = { agency, actor: null, post: null, command: uuidv7(), now: office.now() };
  await inTransaction(office.pools.app, (client) => writeChanges(client, office.vault, hand, changes));
};

export const copyOf = async ({ office, agency }: Bureau): Promise<DirectoryCopy> =>
  office.directories.of(agency.id, await office.directoryVersion(agency.id));

export type Cells = { name: string; rows: string[][] }[];

/** The workbook that an administrator would download, as cells to be changed. */
export const exportedCells = async (bureau: Bureau): Promise<Cells> => {
  const read = await readSheet(await exportWorkbook(await copyOf(bureau)));
  if (!read.ok) throw new Error(JSON.stringify(read.refusal));
  return read.value.sheets.map(({ name, rows }: Sheet) => ({ name, rows: rows.map((row) => [...row]) }));
};

/** Cells back into a workbook, as Excel would save it. */
export const workbookOf = (cells: Cells): Promise<Uint8Array> =>
  writeWorkbook(
    cells.map(({ name, rows: [head = [], ...rows] }) => ({ name, columns: head.map((header) => ({ header })), rows })),
  );

/** The rows of a sheet, headers first. */
export const sheetOf = (cells: Cells, name: string): string[][] => {
  const found = cells.find((sheet) => sheet.name === name);
  if (!found) throw new Error(`no sheet ${name}`);
  return found.rows;
};
