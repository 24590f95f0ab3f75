import WordExtractor from 'word-extractor';
import type { ReadText } from './read-text-thread.ts';
import { paragraphsOnLines } from './text-lines.ts';

/** The body of a Word 97–2003 or WPS file; numbers that Word only draws are not in it. */
export const readDoc = async (bytes: Buffer): Promise<ReadText> => {
  try {
    const document = await new WordExtractor().extract(bytes);
    return { ok: true, text: paragraphsOnLines(document.getBody({ filterUnicode: false })), skipped: [] };
  } catch {
    return { ok: false, fault: 'broken' };
  }
};
