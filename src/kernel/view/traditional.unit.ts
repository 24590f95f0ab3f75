import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { traditional, traditionalWords } from './traditional.ts';

const glossary = readFileSync(path.resolve(import.meta.dirname, '../../../docs/glossary.md'), 'utf8');
/** `| 简 | 繁 | …`; what stands in brackets belongs to one side only. */
const pairs = [...glossary.matchAll(/^\| ([^|]+) \| ([^|]+) \| [^|]+ \|$/gm)]
  .map(([, simple = '', full = '']) => [simple.replace(/\(.*\)/, ''), full.replace(/\(.*\)/, '')] as const)
  .filter(([simple]) => /\p{Script=Han}{2}|受理/u.test(simple));

test('the glossary has its hundred words', () => expect(pairs.length).toBeGreaterThan(95));

test.each(pairs)('%s is written %s', (simple, full) => expect(traditional(simple)).toBe(full));

test('placeholders and markup stay as they are', () => {
  expect(traditional('还剩 {{count}} 件，<b>超期</b>')).toBe('還剩 {{count}} 件，<b>超期</b>');
});

test('what is put into a sentence is not converted', () => {
  const words = traditionalWords({
    hosted: (agency: string) => `${agency} 主办`,
    both: (from: string, to: string) => `从 ${from} 到 ${to} 办结`,
    list: ['证明', '复核'],
    none: null,
  });
  expect(words.hosted('云溪县综合服务局')).toBe('云溪县综合服务局 主辦');
  expect(words.both('$& 台账', '县局')).toBe('從 $& 台账 到 县局 辦結');
  expect([words.list, words.none]).toEqual([['證明', '覆核'], null]);
});
