import iconv from 'iconv-lite';
import { expect, test } from 'vitest';
import { decodeFile, titleOf } from './decode-file.ts';

const words = '关于窗口排队的调研';

test.each(['utf8', 'gb18030', 'gbk'])('text in %s is read', (encoding) =>
  expect(decodeFile(iconv.encode(words, encoding))).toBe(words),
);
test.each(['utf-16le', 'utf-16be'])('text in %s with its mark is read without the mark', (encoding) =>
  expect(decodeFile(iconv.encode(words, encoding, { addBOM: true }))).toBe(words),
);

test('the title is the first line with words', () => {
  expect(titleOf(`\n  \r\n# ${words}\n正文`)).toBe(words);
  expect(titleOf('   ')).toBe('');
  expect(titleOf('长'.repeat(500))).toHaveLength(200);
});
