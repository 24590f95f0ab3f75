import iconv from 'iconv-lite';

/** The encodings a dropped or named text file may have. */
export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030';

/** UTF-8, also with a few broken or cut characters: other encodings read as UTF-8 break at nearly every Chinese character. */
function isUtf8(bytes: Uint8Array): boolean {
  const text = new TextDecoder('utf-8').decode(bytes);
  let broken = 0;
  for (let at = text.indexOf('\uFFFD'); at >= 0; at = text.indexOf('\uFFFD', at + 1)) broken++;
  return broken * 100 <= text.length;
}

/** Share of plausible characters among the first units, read as UTF-16 of one byte order. GBK bytes read so are Hangul and Yi. */
function plausibleShare(bytes: Uint8Array, encoding: 'utf-16le' | 'utf-16be'): number {
  const text = iconv.decode(Buffer.from(bytes.subarray(0, 4096 & ~1)), encoding);
  let plausible = 0;
  for (const char of text)
    if (/[\u4e00-\u9fff\u3000-\u303f\uff00-\uffef\u2010-\u203f\t\n\r -~]/u.test(char)) plausible++;
  return text.length === 0 ? 0 : plausible / text.length;
}

/** Finds the encoding: by its mark, else by what the bytes can be. GB18030 is the rest: every other file is one of it. */
export function detectEncoding(bytes: Uint8Array): TextEncoding {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  if (isUtf8(bytes) && !bytes.includes(0)) return 'utf-8';
  if (bytes.length % 2 === 0) {
    const little = plausibleShare(bytes, 'utf-16le');
    const big = plausibleShare(bytes, 'utf-16be');
    if (Math.max(little, big) > 0.9) return little >= big ? 'utf-16le' : 'utf-16be';
  }
  return isUtf8(bytes) ? 'utf-8' : 'gb18030';
}

/** Bytes of a text file to a string: the byte order mark is removed, nothing else is changed. */
export function decodeText(bytes: Uint8Array): string {
  const encoding = detectEncoding(bytes);
  if (encoding === 'utf-8') return new TextDecoder('utf-8').decode(bytes);
  const text = iconv.decode(Buffer.from(bytes), encoding, { stripBOM: false });
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}
