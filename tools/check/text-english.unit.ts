import { expect, test } from 'vitest';
import type { Texts } from './rooms.ts';
import { englishFindings, englishPortalFindings } from './text-english.ts';

const zh: Texts = {
  'bar.home': '首页',
  'bar.left': '还剩 {{count}} 件，<b>{{over}} 件</b>超期',
  'announcement.example': '1月1日放假',
};
const en: Texts = {
  'bar.home': 'Home',
  'bar.left': '{{count}} left, <b>{{over}}</b> overdue',
  'bar.left_one': 'one left, <b>{{over}}</b> overdue',
  'announcement.example': '1月1日放假',
};
const found = (change: Record<string, string | undefined>): string[] => {
  const changed = Object.entries({ ...en, ...change }).filter(
    (each): each is [string, string] => each[1] !== undefined,
  );
  return englishFindings(
    [{ file: 'a/texts/zh/bar.ts', texts: zh }],
    [{ file: 'a/texts/en/bar.ts', texts: Object.fromEntries(changed) }],
  );
};

test('catalogues that say the same are in order', () => expect(found({})).toEqual([]));

test.each([
  ['a key that English has not', { 'bar.home': undefined }, 'missing English bar.home'],
  ['a key that Chinese has not', { 'bar.away': 'Away' }, 'English bar.away stands not in the Chinese file'],
  ['a value left out', { 'bar.left': '{{count}} left, <b>some</b>' }, 'English bar.left leaves out {{over}}'],
  [
    'a value left out where there is one',
    { 'bar.left_one': 'one <b>left</b>' },
    'English bar.left_one leaves out {{over}}',
  ],
  ['a value nobody gives', { 'bar.home': 'Home {{who}}' }, 'English bar.home puts in {{who}}, which nobody gives'],
  ['a mark left open', { 'bar.left': '{{count}} <b>{{over}}' }, 'English bar.left leaves out </b>'],
  ['Chinese left over', { 'bar.home': 'Home 页' }, 'English bar.home is partly Chinese'],
  ['nothing at all', { 'bar.home': ' ' }, 'English bar.home is empty'],
  ['one of what is not counted', { 'bar.home_one': 'Home' }, 'English bar.home_one counts what is not counted'],
])('%s is found', (_what, change, words) => expect(found(change)).toEqual([`a/texts/en/bar.ts ${words}`]));

test('a text stands in files of the same name in both languages', () => {
  const words: Texts = { 'bar.home': 'Home' };
  const chinese = [{ file: 'a/texts/zh/bar.ts', texts: { 'bar.home': '首页' } }];
  expect(englishFindings(chinese, [{ file: 'a/texts/en/shell.ts', texts: words }])).toEqual([
    'a/texts/en/bar.ts missing English bar.home',
    'a/texts/en/shell.ts English bar.home stands not in the Chinese file',
  ]);
  expect(englishFindings(chinese, [])).toEqual(['a/texts/en/bar.ts missing English bar.home']);
  expect(englishFindings([{ file: 'b/texts/zh.ts', texts: {} }], [{ file: 'b/texts/en.ts', texts: words }])).toEqual([
    'b/texts/en.ts English bar.home stands not in the Chinese file',
  ]);
});

test('the portal’s sentences take the same values and hold no Chinese', () => {
  const chinese = { a: (x: string, y: string) => `${x}到${y}`, b: ['甲', '乙'], c: [{ words: '话', link: null }] };
  const right = { a: (x: string, y: string) => `${y} after ${x}`, b: ['a', 'b'], c: [{ words: 'words', link: null }] };
  const ask = (words: object) => englishPortalFindings(chinese as unknown as Texts, words as unknown as Texts);
  expect(ask(right)).toEqual([]);
  expect(ask({ ...right, a: (x: string, _: string) => x })).toEqual([
    'src/portal/texts/en.ts English a leaves out {{v1}}',
  ]);
  expect(ask({ ...right, c: [{ words: '话', link: null }] })).toEqual([
    'src/portal/texts/en.ts English c is partly Chinese',
  ]);
});
