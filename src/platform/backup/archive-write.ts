import { createHash } from 'node:crypto';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { pack } from 'tar-stream';
import { codeOf, messageOf, OperatorFault } from '../config/fault.ts';

export type ArchiveWriter = {
  /** Adds one entry; resolves when it has flowed on, so that a slow disk slows the reader. */
  entry(name: string, bytes: Buffer): Promise<void>;
};

export type Written = { bytes: number; sha256: string };

/** Makes names in a folder survive a power cut. */
export const syncFolder = async (folder: string): Promise<void> => {
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
};

const toDisk = async (handle: FileHandle, at: Date, work: (archive: ArchiveWriter) => Promise<void>) => {
  const tar = pack();
  const hash = createHash('sha256');
  let bytes = 0;
  const sink = async (source: AsyncIterable<Buffer>): Promise<void> => {
    for await (const chunk of source) {
      hash.update(chunk);
      bytes += chunk.length;
      await handle.writeFile(chunk);
    }
  };
  const flowing = pipeline(tar, createGzip({ level: 1 }), sink);
  // A full disk breaks the flow while an entry waits for it: whoever waits must hear of it.
  let fault: unknown;
  let interrupt = (_error: unknown): void => {};
  flowing.catch((error: unknown) => {
    fault = error;
    interrupt(error);
  });
  const entry = (name: string, content: Buffer): Promise<void> =>
    new Promise((resolve, reject) => {
      if (fault !== undefined) return reject(fault);
      interrupt = reject;
      const header = { name, size: content.length, mtime: at, mode: 0o600 };
      tar.entry(header, content, (error) => (error ? reject(error) : resolve()));
    });
  try {
    await work({ entry });
    tar.finalize();
    await flowing;
  } catch (error) {
    tar.destroy();
    await flowing.catch(() => {});
    throw error;
  }
  await handle.sync();
  return { bytes, sha256: hash.digest('hex') };
};

/** A file that is either whole under its name or not there: written beside it, synced, then renamed. */
export const writeArchive = async (
  file: string,
  at: Date,
  work: (archive: ArchiveWriter) => Promise<void>,
): Promise<Written> => {
  const draft = `${file}.${process.pid}.tmp`;
  let handle: FileHandle;
  try {
    handle = await open(draft, 'wx', 0o600);
  } catch (error) {
    throw new OperatorFault(`${draft} cannot be written: ${messageOf(error)}`);
  }
  try {
    const written = await toDisk(handle, at, work).finally(() => handle.close());
    await rename(draft, file);
    await syncFolder(path.dirname(file));
    return written;
  } catch (error) {
    await rm(draft, { force: true });
    if (codeOf(error) === 'ENOSPC') throw new OperatorFault(`no space left for ${file}; nothing was kept of it`);
    throw error;
  }
};
