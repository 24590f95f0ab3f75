import sharp from 'sharp';
import { encode } from 'uqr';
import { sealWidth } from './official.ts';

const dot = 6;
const quiet = 2;

/** The query code of a paper as a picture; each of its dots is some points wide, so that it prints sharply at 15 mm. */
export const codePicture = async (address: string): Promise<Uint8Array> => {
  const { data } = encode(address, { ecc: 'M', border: 0 });
  const width = (data.length + 2 * quiet) * dot;
  const pixels = Buffer.alloc(width * width, 255);
  for (const [y, row] of data.entries())
    for (const [x, isDark] of row.entries())
      if (isDark)
        for (let down = 0; down < dot; down++) {
          const start = ((y + quiet) * dot + down) * width + (x + quiet) * dot;
          pixels.fill(0, start, start + dot);
        }
  const picture = sharp(pixels, { raw: { width, height: width, channels: 1 } });
  return new Uint8Array(await picture.png({ palette: true, colours: 2 }).toBuffer());
};

let ring: Promise<Uint8Array> | null = null;

/** The ring that shows where the seal goes, for writers that cannot draw. */
export const ringPicture = (): Promise<Uint8Array> => {
  const size = 600;
  const line = (0.25 / sealWidth) * size;
  const drawn = `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}"><circle cx="${size / 2}" cy="${size / 2}" r="${size / 2 - line}" fill="none" stroke="#c8c8c8" stroke-width="${line}" stroke-dasharray="${line * 4}"/></svg>`;
  ring ??= sharp(Buffer.from(drawn))
    .png()
    .toBuffer()
    .then((bytes) => new Uint8Array(bytes));
  return ring;
};
