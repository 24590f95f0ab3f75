import { expect, test } from 'vitest';
import { numberOf, openNumber, seriesOf } from './number.ts';

test.each([
  ['supervise', '云综', 12, '云综督〔2026〕12号'],
  ['urge', '云综', 1, '云综催〔2026〕1号'],
  ['bulletin', '青政办', 103, '青政办通〔2026〕103号'],
  ['ledger', '云综', 3, '台账2026-003'],
  ['strikeOff', '云综', 1200, '销审2026-1200'],
] as const)('%s of %s, the %ith: %s', (kind, word, serial, number) => {
  expect(numberOf(kind, seriesOf(kind, word), 2026, serial)).toBe(number);
});

test('a draft keeps the place of its number open', () => {
  expect(openNumber('urge', seriesOf('urge', '云综'), 2026)).toBe('云综催〔2026〕　号');
});

test('a new code word counts anew, a form does not ask for it', () => {
  expect(seriesOf('urge', '云政')).not.toBe(seriesOf('urge', '云综'));
  expect(seriesOf('ledger', '云政')).toBe(seriesOf('ledger', '云综'));
});
