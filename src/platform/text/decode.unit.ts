import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { decodeText, detectEncoding } from './decode.ts';

const TEXT = '一、存在的問題\r\n　（一）學習不夠。𠮷字、㐂字與 ASCII mixed,\t第2行\n';
const SIMPLE = '一、存在的不足\n（一）培训不够。\n';

describe('decodeText', () => {
  it.each(['utf-8', 'utf-16le', 'utf-16be', 'gb18030'] as const)('reads %s and changes nothing', (encoding) => {
    for (const text of [TEXT, SIMPLE]) {
      const bytes = iconv.encode(text, encoding);
      expect(detectEncoding(bytes)).toBe(encoding);
      expect(decodeText(bytes)).toBe(text);
    }
  });

  it.each(['utf-8', 'utf-16le', 'utf-16be', 'gb18030'] as const)('removes one byte order mark in %s', (encoding) => {
    expect(decodeText(iconv.encode(`\uFEFF${TEXT}`, encoding))).toBe(TEXT);
  });

  it('keeps a second mark, line ends and an empty file as they are', () => {
    expect(decodeText(iconv.encode(`\uFEFF\uFEFF${SIMPLE}`, 'utf-8'))).toBe(`\uFEFF${SIMPLE}`);
    expect(decodeText(new TextEncoder().encode('a\r\nb\rc\n'))).toBe('a\r\nb\rc\n');
    expect(decodeText(new Uint8Array())).toBe('');
  });

  it('never throws on bytes that are no text', () => {
    const noise = Uint8Array.from({ length: 997 }, (_, index) => (index * 131) % 256);
    expect(typeof decodeText(noise)).toBe('string');
  });
});
