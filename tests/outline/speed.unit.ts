import { describe, expect, it } from 'vitest';
import { outline } from '../../src/kernel/outline/index.ts';
import { texts } from './read.ts';

const MEGABYTE = 1 << 20;
const bytes = (text: string): number => Buffer.byteLength(text);
const fill = (text: string): string => text.repeat(Math.ceil(MEGABYTE / bytes(text)));

const all = texts.map(({ text }) => text).join('\n');
const cases: [string, string][] = [
  ['reports', fill(all)],
  ['reports as one line', fill(all).replace(/\s+/g, '')],
  ['reports as one line with spaces', fill(all).replace(/\s+/g, ' ')],
  ...[
    '一、',
    '(一)',
    '（一）',
    '①',
    '1.',
    '1、',
    '12345.',
    '一是',
    '一是;',
    '第一，',
    '首先',
    '1)',
    '问题一：',
    '一、\n',
    '(一)\n',
    '一、存在的问题\n(一)不足\n1.不够\n',
    '存在的问题\n',
    '整改措施：',
    '“',
    '(',
    '（',
    '关(guān)',
    '的',
    '局',
    '县局',
    '，县局',
    '1个',
    '至少一个',
    '十',
    '，',
    '。',
    ' ',
    '\n',
    '*',
    '\t',
    '|',
    '实行甲乙丙丁、',
    '建立联动机制',
    '针对',
    '——',
    '；一是某',
    '成立专班',
    '问题及原因及',
    'a',
    '\u{20000}',
  ].map((mark): [string, string] => [`only ${JSON.stringify(mark)}`, fill(mark)]),
];

/** Milliseconds of this thread's own work: the machine has other work too. */
function worked(text: string): number {
  const before = process.threadCpuUsage();
  outline(text);
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}

describe('a megabyte in under a second', () => {
  outline(all);

  it.each(cases)(
    '%s',
    (_name, text) => {
      expect(Math.min(worked(text), worked(text))).toBeLessThan(1000);
    },
    30_000,
  );

  it('in proportion: four times the text takes about four times as long', () => {
    for (const mark of ['(一)甲乙丙。', '一是某事不足；', '一、存在的问题\n(一)不足\n1.不够\n', '至少一个']) {
      const small = Math.min(...[0, 1, 2].map(() => worked(mark.repeat(10_000))));
      const large = Math.min(...[0, 1, 2].map(() => worked(mark.repeat(40_000))));
      expect(large / small, mark).toBeLessThan(10);
    }
  }, 30_000);
});
