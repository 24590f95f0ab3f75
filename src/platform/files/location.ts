const gpsPointer = 0x8825;
/** Latitude and longitude, of the camera and of what it looked at. */
const places = new Set([0x02, 0x04, 0x14, 0x16]);

/** Tag → its value as a 32-bit number (an offset, for what is longer), of one directory of an EXIF block. */
const directory = (block: Buffer, at: number, little: boolean): Map<number, number> => {
  const short = (place: number) => (little ? block.readUInt16LE(place) : block.readUInt16BE(place));
  const long = (place: number) => (little ? block.readUInt32LE(place) : block.readUInt32BE(place));
  const tags = new Map<number, number>();
  if (at + 2 > block.length) return tags;
  for (let place = at + 2, left = short(at); left > 0 && place + 12 <= block.length; left--, place += 12)
    tags.set(short(place), long(place + 8));
  return tags;
};

const inExif = (exif: Buffer): boolean => {
  const block = exif.toString('latin1', 0, 4) === 'Exif' ? exif.subarray(6) : exif;
  if (block.length < 8) return false;
  const order = block.toString('latin1', 0, 2);
  if (order !== 'II' && order !== 'MM') return false;
  const little = order === 'II';
  const main = directory(block, little ? block.readUInt32LE(4) : block.readUInt32BE(4), little);
  const gps = main.get(gpsPointer);
  return gps !== undefined && [...directory(block, gps, little).keys()].some((tag) => places.has(tag));
};

/** Do the metadata of a picture say where it was taken? */
export const saysWhere = (metadata: { exif?: Buffer | undefined; xmp?: Buffer | undefined }): boolean =>
  (metadata.exif !== undefined && inExif(metadata.exif)) ||
  (metadata.xmp !== undefined && /GPSL(atitude|ongitude)/.test(metadata.xmp.toString('latin1')));
