import { expect, test } from 'vitest';
import { mailAddress, shortened } from './address.ts';

test.each([
  ['fang@example.gov.cn', 'fang@example.gov.cn'],
  ['  Fang.Z+xn@Example.GOV.cn ', 'Fang.Z+xn@example.gov.cn'],
  ['ｆａｎｇ＠example.cn', 'fang@example.cn'],
  ['fang@政务.中国', 'fang@政务.中国'],
])('%s is an address', (typed, kept) => {
  expect(mailAddress(typed)).toBe(kept);
});

test.each([
  '',
  'fang',
  '@example.cn',
  'fang@',
  'fang@localhost',
  'fang@@example.cn',
  'a b@example.cn',
  'fang@-example.cn',
  'fang@example..cn',
  '.fang@example.cn',
  'fang@example.cn\r\nBcc: x@example.cn',
  'fang@example.cn,li@example.cn',
  '<fang@example.cn>',
  `${'a'.repeat(65)}@example.cn`,
  `a@${'b'.repeat(250)}.cn`,
])('%j is none', (typed) => {
  expect(mailAddress(typed)).toBeNull();
});

test('shortened, it still tells which of several it is', () => {
  expect(shortened('fang@example.gov.cn')).toBe('f…@example.gov.cn');
});
