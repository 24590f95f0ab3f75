import { parentPort, workerData } from 'node:worker_threads';
import { archiveFault } from './archive.ts';
import { readDoc } from './read-doc.ts';
import { readDocx } from './read-docx.ts';
import { readPdf } from './read-pdf.ts';

export type ReadTask = {
  way: 'docx' | 'doc' | 'pdf';
  bytes: Uint8Array;
  unpacked: number;
  pages: number;
  most: number;
};
export type ReadText =
  | { ok: true; text: string; skipped: number[] }
  | { ok: false; fault: 'broken' | 'locked' | 'scan' | 'glyphs' | 'tooLarge'; pages?: number };

const inWord = async (bytes: Buffer, unpacked: number): Promise<ReadText> => {
  const fault = await archiveFault(bytes, unpacked);
  return fault ? { ok: false, fault } : readDocx(bytes);
};

const carryOut = async ({ way, bytes, unpacked, pages, most }: ReadTask): Promise<ReadText> => {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  switch (way) {
    case 'docx':
      return inWord(buffer, unpacked);
    case 'doc':
      return readDoc(buffer);
    case 'pdf':
      return readPdf(bytes, { pages, most });
  }
};

parentPort?.postMessage(await carryOut(workerData as ReadTask));
