import type { FileHandle } from 'node:fs/promises';

/** A file on disk that is looked into by place. */
export type Look = { size: number; at(start: number, length: number): Promise<Buffer> };

/** Reads less than asked for at the end of the file, nothing beyond it. */
export const lookInto = (handle: FileHandle, size: number): Look => ({
  size,
  async at(start, length) {
    const wanted = Math.max(0, Math.min(length, size - start));
    const buffer = Buffer.alloc(wanted);
    let done = 0;
    while (done < wanted) {
      const { bytesRead } = await handle.read(buffer, done, wanted - done, start + done);
      if (bytesRead === 0) break;
      done += bytesRead;
    }
    return buffer.subarray(0, done);
  },
});
