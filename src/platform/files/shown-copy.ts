import sharp, { type Sharp } from 'sharp';
import { granted, type Outcome, refuse } from '../../kernel/refusal.ts';
import { shownType } from './kinds.ts';
import { saysWhere } from './location.ts';

/** Longest side of a shown picture, in pixels: an A4 page at 220 dots an inch. */
const longest = 2560;
/** A phone's largest pictures have 50 million; beyond this a small file can fill the memory. */
const mostPixels = 80_000_000;

const encode = (picture: Sharp, type: string): Sharp => {
  if (type === 'image/jpeg') return picture.jpeg({ quality: 84 });
  return type === 'image/webp' ? picture.webp({ quality: 84 }) : picture.png();
};

// Decoding takes memory by the picture, so a process does one after the other, however many are sent at once.
let last: Promise<unknown> = Promise.resolve();
const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
  const mine = last.then(work, work);
  last = mine.catch(() => {});
  return mine;
};

/**
 * The copy of a picture that is shown: turned upright, bounded, written anew from its pixels, so that neither metadata nor
 * anything hidden behind the picture comes along. A picture that cannot be read to its end is refused.
 */
export const shownCopy = (path: string, type: string): Promise<Outcome<{ bytes: Buffer; saidWhere: boolean }>> =>
  inTurn(async () => {
    const open = () => sharp(path, { limitInputPixels: false, failOn: 'error', pages: 1 });
    try {
      const metadata = await open().metadata();
      if (`image/${metadata.format}` !== type)
        return refuse('unsupportedFile', 'file.picture', { found: metadata.format ?? 'unknown' });
      const pixels = metadata.width * metadata.height;
      if (pixels > mostPixels)
        return refuse('tooLarge', 'file.pixels', { limit: mostPixels, pixels }, { mend: 'smallerPicture' });
      const picture = open()
        .autoOrient()
        .resize({ width: longest, height: longest, fit: 'inside', withoutEnlargement: true })
        .timeout({ seconds: 30 });
      return granted({ bytes: await encode(picture, shownType(type)).toBuffer(), saidWhere: saysWhere(metadata) });
    } catch {
      // The library throws for whatever it cannot decode; the file is at fault, not the program.
      return refuse('unsupportedFile', 'file.picture', { found: 'damaged' });
    }
  });
