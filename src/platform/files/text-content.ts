import { detectEncoding } from '../text/decode.ts';
import type { Look } from './bytes-at.ts';

/** What a file that claims to be text is: readable text, mark-up or a script a browser or shell would run, or no text. */
export type TextContent = 'text' | 'markup' | 'script' | 'none';

const step = 256 * 1024;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what no text holds; tab, line and page breaks may stand
const control = /[\u0000-\u0008\u000b\u000e-\u001f\u007f]/;

const kindOfHead = (head: string): TextContent => {
  const start = head.replace(/^[\ufeff\s]+/, '');
  if (start.startsWith('#!') || /^<(\?php|\?=|%)/i.test(start)) return 'script';
  return /^<(!|\?xml|\/?[a-z][a-z0-9:-]*[\s/>])/i.test(start) ? 'markup' : 'text';
};

/** Decodes to the end, a piece at a time; answers the beginning, or null where the bytes are not of this encoding. */
const readable = async (file: Look, encoding: string): Promise<string | null> => {
  const decoder = new TextDecoder(encoding, { fatal: true });
  let head = '';
  try {
    for (let at = 0; at < file.size; at += step) {
      const last = at + step >= file.size;
      const text = decoder.decode(await file.at(at, step), { stream: !last });
      if (control.test(text)) return null;
      if (head.length < 1024) head += text.slice(0, 1024);
    }
  } catch {
    return null;
  }
  return head;
};

/** Looks at every byte: valid UTF-8, UTF-16 or GB18030 without control characters, and not beginning as mark-up. */
export const textContent = async (file: Look): Promise<TextContent> => {
  const guess = detectEncoding(await file.at(0, 4096));
  const wide = guess === 'utf-16le' || guess === 'utf-16be';
  for (const encoding of wide ? [guess] : ['utf-8', 'gb18030']) {
    const head = await readable(file, encoding);
    if (head !== null) return kindOfHead(head);
  }
  return 'none';
};
