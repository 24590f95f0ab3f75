import type { Look } from './bytes-at.ts';

export type ZipEntry = { name: string; packed: number; unpacked: number; locked: boolean };

const endMark = 0x06054b50;
const entryMark = 0x02014b50;
const localMark = 0x04034b50;
const mostEntries = 10_000;

const endRecord = async (file: Look): Promise<{ at: number; record: Buffer } | null> => {
  const tail = await file.at(Math.max(0, file.size - 65_557), 65_557);
  for (let at = tail.length - 22; at >= 0; at--) {
    // The comment must end where the file ends, so nothing can be hung on behind.
    if (tail.readUInt32LE(at) === endMark && at + 22 + tail.readUInt16LE(at + 20) === tail.length)
      return { at: file.size - tail.length + at, record: tail.subarray(at) };
  }
  return null;
};

/** Does a zip directory end here, whatever the file begins with? */
export const endsAsZip = async (file: Look): Promise<boolean> => (await endRecord(file)) !== null;

/**
 * The list of contents of a zip file, by its directory alone: nothing is unpacked. Null where it is not one whole, plain
 * archive: something before or behind it, in several parts, its entries lying over each other, or beyond 4 GB.
 */
export const zipDirectory = async (file: Look): Promise<ZipEntry[] | null> => {
  const end = await endRecord(file);
  if (!end) return null;
  const count = end.record.readUInt16LE(10);
  const size = end.record.readUInt32LE(12);
  const start = end.record.readUInt32LE(16);
  if (count > mostEntries || start + size !== end.at || end.record.readUInt16LE(4) !== 0) return null;
  const first = await file.at(0, 4);
  if (first.length < 4 || first.readUInt32LE(0) !== localMark) return null;
  const directory = await file.at(start, size);
  const entries: ZipEntry[] = [];
  let at = 0;
  for (let index = 0; index < count; index++) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== entryMark) return null;
    const length = directory.readUInt16LE(at + 28);
    entries.push({
      name: directory.toString('utf8', at + 46, at + 46 + length),
      packed: directory.readUInt32LE(at + 20),
      unpacked: directory.readUInt32LE(at + 24),
      locked: (directory.readUInt16LE(at + 8) & 1) === 1,
    });
    at += 46 + length + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  const packed = entries.reduce((sum, entry) => sum + entry.packed, 0);
  return at === directory.length && packed <= start ? entries : null;
};
