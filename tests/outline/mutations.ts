import { Converter } from 'opencc-js';

/** Ways in which the same report reaches us. Each keeps what the report says, so the reading must follow. */
export type Mutation = { name: string; change: (text: string) => string; words: (text: string) => string };

const same = (text: string): string => text;
const CN = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];
const SEQUENCE = ['首先，', '其次，', '再次，', '最后，'];

/** Writes the numbers at starts of lines in another habit; `last` tells the last of a series, for 最后. */
function renumber(pattern: RegExp, write: (number: number) => string): (text: string) => string {
  return (text) =>
    text.replace(pattern, (whole, indent: string, number: string) =>
      CN.includes(number) ? indent + write(CN.indexOf(number) + 1) : whole,
    );
}

const TOP = /^([ 　\t]*)([一二三四五六七八九十])、/gm;
const SECOND = /^([ 　\t]*)[（(]([一二三四五六七八九十])[）)]/gm;
const THIRD = /^([ 　\t]*)([一二三四五六七八九十])是/gm;

export const numberings: Mutation[] = [
  {
    name: '一、 as 1. and (一) as (1)',
    change: (text) => renumber(SECOND, (n) => `(${n})`)(renumber(TOP, (n) => `${n}.`)(text)),
    words: same,
  },
  { name: '(一) as 1、', change: renumber(SECOND, (n) => `${n}、`), words: same },
  { name: '(一) as 1．', change: renumber(SECOND, (n) => `${n}．`), words: same },
  { name: '(一) as a number and a gap', change: renumber(SECOND, (n) => `${n} `), words: same },
  { name: '(一) as 【一】', change: renumber(SECOND, (n) => `【${CN[n - 1]}】`), words: same },
  { name: '一是 as ①', change: renumber(THIRD, (n) => String.fromCharCode(0x245f + n)), words: same },
  { name: '一是 as 第一，', change: renumber(THIRD, (n) => `第${CN[n - 1]}，`), words: same },
  { name: '一是 as 首先，', change: renumber(THIRD, (n) => SEQUENCE[n - 1] ?? '最后，'), words: same },
  { name: '一是 as 1.', change: renumber(THIRD, (n) => `${n}.`), words: same },
  { name: '一、 as 第一部分', change: renumber(TOP, (n) => `第${CN[n - 1]}部分 `), words: same },
  { name: '一、 as 壹、', change: renumber(TOP, (n) => `${'壹贰叁肆伍陆'[n - 1]}、`), words: same },
  { name: 'markdown headings', change: (text) => text.replace(TOP, '## $2、'), words: same },
];

const scripts = (['t', 'tw', 'hk', 'twp'] as const).map((to) => ({ to, convert: Converter({ from: 'cn', to }) }));
const PINYIN = ['(guān)', '(xiàn)', '(gè)', '(men)', '(zhuǎng)', '（lǜ）', '(ér)'];

const toTraditional = Converter({ from: 'cn', to: 't' });
const converted = new Map<string, string>();

/** Leaves pinyin behind every character that the conversion changed, as careless converters do. */
function withRemnants(text: string): string {
  let count = 0;
  return [...text]
    .map((char) => {
      const other = converted.get(char) ?? toTraditional(char);
      converted.set(char, other);
      return other === char ? char : other + PINYIN[count++ % PINYIN.length];
    })
    .join('');
}

export const scriptChanges: Mutation[] = [
  ...scripts.map(({ to, convert }) => ({ name: `script ${to}`, change: convert, words: convert })),
  {
    name: 'converter remnants',
    change: withRemnants,
    words: (text: string) => withRemnants(text).replace(/[(（][a-zü\u00e0-\u01dc]+[)）]/g, ''),
  },
];

const HALF: Record<string, string> = { '，': ',', '：': ':', '；': ';', '（': '(', '）': ')', '！': '!', '？': '?' };
const toHalf = (text: string): string => text.replace(/[，：；（）！？]/g, (char) => HALF[char] ?? char);
const toFull = (text: string): string =>
  text.replace(/[!-~]/g, (char) => (/[a-z]/.test(char) ? char : String.fromCharCode(char.charCodeAt(0) + 0xfee0)));

export const widths: Mutation[] = [
  { name: 'half width', change: toHalf, words: toHalf },
  { name: 'full width', change: toFull, words: toFull },
];

/** Breaks every line after `width` characters. */
function rewrap(text: string, width: number, between = '\n'): string {
  return text
    .split(/\r?\n/)
    .map((line) => line.match(new RegExp(`[^]{1,${width}}`, 'g'))?.join('\n') ?? '')
    .filter((line, _, all) => line !== '' || all.length === 1)
    .join(between);
}

export const layouts: Mutation[] = [
  ...[18, 25, 36, 41, 60].map((width) => ({
    name: `lines of ${width}, blank lines between`,
    change: (text: string) => rewrap(text, width, '\n\n'),
    words: same,
  })),
  ...[25, 41].map((width) => ({
    name: `lines of ${width}, indented`,
    change: (text: string) => rewrap(text.replace(/^[ 　]*/gm, '　　'), width),
    words: same,
  })),
  { name: 'CR LF', change: (text) => text.replaceAll('\n', '\r\n'), words: same },
  { name: 'no blank lines', change: (text) => text.replace(/\n\s*\n/g, '\n'), words: same },
  { name: 'blank lines everywhere', change: (text) => text.replace(/\n/g, '\n\n'), words: same },
  { name: 'indented', change: (text) => text.replace(/^(?=.)/gm, '　　'), words: same },
  {
    name: 'page furniture',
    change: (text) =>
      `${text}\n\n责任编辑：小林\n相关阅读\n某局召开存在问题整改推进会\n上一篇：年度总结\n版权所有 某某网\n12 3456789\n");`,
    words: same,
  },
];

/** Where several lines run together without a sign, headings cannot always be told from text; nothing may be invented. */
export const losses: Mutation[] = [
  { name: 'one line with spaces', change: (text) => text.replace(/\s*\n\s*/g, ' '), words: same },
  { name: 'one line with wide spaces', change: (text) => text.replace(/\s*\n\s*/g, '　　'), words: same },
  { name: 'one line, nothing between', change: (text) => text.replace(/\s*\n\s*/g, ''), words: same },
  ...[25, 41].map((width) => ({
    name: `lines of ${width}, nothing between`,
    change: (text: string) => rewrap(text, width),
    words: same,
  })),
  {
    name: 'lines of uneven length',
    change: (text) =>
      text
        .split('\n')
        .map((line) => line.replace(/(.{23})(.{31})(.{17})/g, '$1\n$2\n$3\n').trimEnd())
        .join('\n\n'),
    words: same,
  },
];

/** Headings that lose their numbers altogether: the lines and first sentences must do. */
export const unnumbered: Mutation[] = [
  { name: 'parts without numbers', change: renumber(TOP, () => ''), words: same },
  { name: 'items without numbers', change: renumber(SECOND, () => ''), words: same },
  {
    name: 'parts and items without numbers',
    change: (text) => renumber(SECOND, () => '')(renumber(TOP, () => '')(text)),
    words: same,
  },
  { name: 'sub-items without numbers', change: renumber(THIRD, () => ''), words: same },
];

/** Puts the numbered parts in another order and numbers them anew. */
export function shuffleParts(text: string, order: readonly number[]): string {
  const starts = [...text.matchAll(TOP)].map((match) => match.index);
  const parts = starts.map((start, index) => text.slice(start, starts[index + 1] ?? text.length).trimEnd());
  const moved = order.map((from, to) =>
    (parts[from] ?? '').replace(/^([ 　\t]*)[一二三四五六七八九十]、/, `$1${CN[to]}、`),
  );
  return `${text.slice(0, starts[0] ?? 0)}${moved.join('\n\n')}\n`;
}
