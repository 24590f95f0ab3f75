import { Worker } from 'node:worker_threads';
import type { OfficialPaper } from './official.ts';
import { facesIn } from './official-faces.ts';
import type { PdfTask } from './official-pdf-thread.ts';

export const pdfType = 'application/pdf';

/** A ledger of some hundred rows takes seconds, and a machine may be busy. */
const longestMs = 60_000;

/**
 * A paper as PDF, its typefaces embedded as far as they are used. In a thread of its own: reading a Chinese typeface and
 * setting pages keeps a core busy while others work on. `folder` holds an agency's own typefaces, if it has any.
 */
export const officialPdf = (paper: OfficialPaper, folder: string | null = null): Promise<Uint8Array> =>
  new Promise((resolve, reject) => {
    const task: PdfTask = { paper, faces: facesIn(folder) };
    const thread = new Worker(new URL('./official-pdf-thread.ts', import.meta.url), { workerData: task });
    const timer = setTimeout(() => {
      reject(new Error('setting a paper took too long'));
      void thread.terminate();
    }, longestMs);
    thread.once('message', (bytes: Uint8Array) => resolve(new Uint8Array(bytes)));
    thread.once('error', reject);
    thread.once('exit', () => {
      clearTimeout(timer);
      reject(new Error('the thread of a paper ended early'));
    });
  });
