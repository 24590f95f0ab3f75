import { granted, type Outcome, refuse } from '../../kernel/refusal.ts';
import { type Sheet, type SheetDraft, type SheetLimits, sheetLimits } from './sheet.ts';
import type { SpreadsheetTask } from './spreadsheet-thread.ts';
import { inThread, TooHeavy } from './thread.ts';

export { addressOf, type Sheet, type SheetColumn, type SheetDraft, sheetLimits } from './sheet.ts';

export const spreadsheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** The largest within the limits takes a few seconds. */
const heaviest = { ms: 30_000, memoryMb: 768 };
const program = new URL('./spreadsheet-thread.ts', import.meta.url);

const carryOut = <T>(task: SpreadsheetTask): Promise<T> => inThread(program, task, heaviest);

type Reading =
  | { ok: true; sheets: Sheet[] }
  | { ok: false; fault: 'broken' | 'locked' | 'tooLarge' | 'rows' | 'columns' | 'sheets' };

/** First bytes of a compound file: the old .xls, or a workbook under a password. */
const isCompound = (bytes: Uint8Array): boolean =>
  Buffer.from(bytes.subarray(0, 4)).equals(Buffer.from('d0cf11e0', 'hex'));

const refused = (fault: (Reading & { ok: false })['fault'], limits: SheetLimits): Outcome<never> => {
  switch (fault) {
    case 'broken':
      return refuse('unsupportedFile', 'sheet.broken', {}, { mend: 'saveAsXlsx' });
    case 'locked':
      return refuse('unsupportedFile', 'sheet.locked', {}, { mend: 'unlock' });
    case 'tooLarge':
      return refuse(
        'tooLarge',
        'sheet.size',
        { megabytes: Math.floor(limits.unpacked / 1_048_576) },
        { mend: 'splitSheet' },
      );
    case 'rows':
      return refuse('tooLarge', 'sheet.rows', { rows: limits.rows }, { mend: 'splitSheet' });
    case 'columns':
      return refuse('tooLarge', 'sheet.columns', { columns: limits.columns }, { mend: 'splitSheet' });
    case 'sheets':
      return refuse('tooLarge', 'sheet.sheets', { sheets: limits.sheets }, { mend: 'splitSheet' });
  }
};

/** Reads an .xlsx file: every sheet's cells as the user sees them. Formulas are not computed, nothing outside is fetched. */
export const readSheet = async (
  bytes: Uint8Array,
  limits: SheetLimits = sheetLimits,
): Promise<Outcome<{ sheets: Sheet[] }>> => {
  if (bytes.length > limits.bytes)
    return refuse(
      'tooLarge',
      'sheet.size',
      { megabytes: Math.floor(limits.bytes / 1_048_576) },
      { mend: 'splitSheet' },
    );
  if (isCompound(bytes)) return refuse('unsupportedFile', 'sheet.oldOrLocked', {}, { mend: 'saveAsXlsx' });
  try {
    const reading = await carryOut<Reading>({ read: bytes, limits });
    return reading.ok ? granted({ sheets: reading.sheets }) : refused(reading.fault, limits);
  } catch (error) {
    if (error instanceof TooHeavy) return refused('tooLarge', limits);
    throw error;
  }
};

/** Writes an .xlsx file whose every cell is text. */
export const writeWorkbook = (sheets: readonly SheetDraft[]): Promise<Uint8Array> => carryOut({ write: sheets });
