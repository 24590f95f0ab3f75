import { parentPort, workerData } from 'node:worker_threads';
import { archiveFault } from './archive.ts';
import type { SheetDraft, SheetLimits } from './sheet.ts';
import { buildWorkbook, readWorkbook } from './workbook.ts';

export type SpreadsheetTask = { read: Uint8Array; limits: SheetLimits } | { write: readonly SheetDraft[] };

const carryOut = async (task: SpreadsheetTask): Promise<unknown> => {
  if ('write' in task) return buildWorkbook(task.write);
  const bytes = Buffer.from(task.read.buffer, task.read.byteOffset, task.read.byteLength);
  const fault = await archiveFault(bytes, task.limits.unpacked);
  return fault ? { ok: false, fault } : readWorkbook(bytes, task.limits);
};

parentPort?.postMessage(await carryOut(workerData as SpreadsheetTask));
