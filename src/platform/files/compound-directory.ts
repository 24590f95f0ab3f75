import type { Look } from './bytes-at.ts';

const signature = 'd0cf11e0a1b11ae1';
const endOfChain = 0xfffffffe;

export const isCompound = (head: Buffer): boolean => head.toString('hex', 0, 8) === signature;

/**
 * Names of the streams and storages in a compound file, the container of the old Office formats. Null where its chains
 * lead nowhere or in circles.
 */
export const compoundDirectory = async (file: Look): Promise<string[] | null> => {
  const header = await file.at(0, 512);
  if (header.length < 512 || !isCompound(header)) return null;
  const shift = header.readUInt16LE(0x1e);
  if (shift !== 9 && shift !== 12) return null;
  const sectorSize = 1 << shift;
  const sectors = Math.floor(file.size / sectorSize);
  const sector = (index: number): Promise<Buffer> => file.at((index + 1) * sectorSize, sectorSize);

  // Where the allocation table lies: 109 places in the header, the rest in a chain of sectors.
  const places: number[] = [];
  for (let at = 0x4c; at < 512; at += 4) places.push(header.readUInt32LE(at));
  for (let next = header.readUInt32LE(0x44), steps = 0; next < endOfChain - 4; steps++) {
    const more = await sector(next);
    if (steps > sectors || more.length < sectorSize) return null;
    for (let at = 0; at < sectorSize - 4; at += 4) places.push(more.readUInt32LE(at));
    next = more.readUInt32LE(sectorSize - 4);
  }

  const perSector = sectorSize / 4;
  const names: string[] = [];
  let next = header.readUInt32LE(0x30);
  for (let steps = 0; next !== endOfChain; steps++) {
    const entries = await sector(next);
    if (steps > sectors || entries.length < sectorSize) return null;
    for (let at = 0; at < sectorSize; at += 128) {
      const length = entries.readUInt16LE(at + 64);
      if (length >= 2 && length <= 64) names.push(entries.toString('utf16le', at, at + length - 2));
    }
    const place = places[Math.floor(next / perSector)];
    const table = place === undefined ? null : await file.at((place + 1) * sectorSize + (next % perSector) * 4, 4);
    if (table?.length !== 4) return null;
    next = table.readUInt32LE(0);
  }
  return names;
};
