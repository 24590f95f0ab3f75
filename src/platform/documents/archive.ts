import { inflateRawSync } from 'node:zlib';
import type { Look } from '../files/bytes-at.ts';
import { zipDirectory } from '../files/zip-directory.ts';

const lookAt = (bytes: Buffer): Look => ({
  size: bytes.length,
  at: async (start, length) => bytes.subarray(start, start + Math.max(0, length)),
});

const localMark = 0x04034b50;
const entryMark = 0x02014b50;

type Part = { name: string; method: number; packed: number; at: number };

/** Where the directory says that each entry lies, and how it is packed. */
const placesIn = (bytes: Buffer): Part[] => {
  const places: Part[] = [];
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  let at = bytes.readUInt32LE(end + 16);
  while (at + 46 <= end && bytes.readUInt32LE(at) === entryMark) {
    places.push({
      name: bytes.toString('utf8', at + 46, at + 46 + bytes.readUInt16LE(at + 28)),
      method: bytes.readUInt16LE(at + 10),
      packed: bytes.readUInt32LE(at + 20),
      at: bytes.readUInt32LE(at + 42),
    });
    at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return places;
};

/** Unpacks an entry to see how large it really is: what its directory claims may be a lie. Null = more than `room`. */
const realSize = (bytes: Buffer, place: Part, room: number): number | null => {
  if (place.at + 30 > bytes.length || bytes.readUInt32LE(place.at) !== localMark) throw new Error('entry out of place');
  const start = place.at + 30 + bytes.readUInt16LE(place.at + 26) + bytes.readUInt16LE(place.at + 28);
  const packed = bytes.subarray(start, start + place.packed);
  if (place.method === 0) return packed.length <= room ? packed.length : null;
  if (place.method !== 8) throw new Error('packed in an unknown way');
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, room) }).length;
  } catch (error) {
    if ((error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE') return null;
    throw error;
  }
};

/** What is wrong with a zip file before anything reads it: not one whole archive, locked, or more inside than `most` bytes. */
export const archiveFault = async (bytes: Buffer, most: number): Promise<'broken' | 'locked' | 'tooLarge' | null> => {
  const entries = await zipDirectory(lookAt(bytes));
  if (!entries) return 'broken';
  if (entries.some((entry) => entry.locked)) return 'locked';
  let room = most;
  try {
    for (const place of placesIn(bytes)) {
      const size = realSize(bytes, place, room);
      if (size === null) return 'tooLarge';
      room -= size;
    }
  } catch {
    return 'broken';
  }
  return null;
};

/** One entry of an archive that was found sound, unpacked; null where there is none of that name. */
export const partOf = (bytes: Buffer, name: string): Buffer | null => {
  const place = placesIn(bytes).find((each) => each.name === name);
  if (!place) return null;
  const start = place.at + 30 + bytes.readUInt16LE(place.at + 26) + bytes.readUInt16LE(place.at + 28);
  const packed = bytes.subarray(start, start + place.packed);
  return place.method === 0 ? packed : inflateRawSync(packed);
};
