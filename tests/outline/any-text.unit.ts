import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { outline, sections } from '../../src/kernel/outline/index.ts';
import { asRead, everyEntry, texts } from './read.ts';

/** Scraps of reports: markers, headings, stops, brackets, gaps and remnants in any order. */
const SCRAPS = [
  '一、',
  '二、',
  '（一）',
  '(二)',
  '1.',
  '2、',
  '①',
  '一是',
  '二是',
  '首先',
  '其次，',
  '第一，',
  '问题一：',
  '存在的问题',
  '原因分析',
  '整改措施',
  '整改措施：',
  '下一步打算',
  '学习不够',
  '作风漂浮',
  '加强管理',
  '关(guān)',
  '個(gè)',
  '柳河县水务局',
  '走访企业12家',
  '一个',
  '至少一个',
  '3.5万元',
  '“三项”制度',
  '建立督办机制',
  '，',
  '。',
  '；',
  '：',
  '、',
  '“',
  '”',
  '（',
  '）',
  '——',
  '\n',
  '\n\n',
  '\r\n',
  ' ',
  '　　',
  '\t',
  '|',
  '*',
  '#',
  '- ',
  '\u200b',
  '\u0085',
  '\u2028',
  '\ufeff',
  '𠮷',
  'abc',
  '100%',
];

const scrap = fc.array(fc.constantFrom(...SCRAPS), { maxLength: 80 }).map((parts) => parts.join(''));

describe('any text', () => {
  it('is read without failing, and every entry stands where it says', () => {
    fc.assert(
      fc.property(scrap, (text) => {
        const found = outline(text);
        for (const entry of [...everyEntry(found), ...sections(text)]) {
          expect(entry.at[0]).toBeLessThan(entry.at[1]);
          expect(asRead(text.slice(...entry.at))).toBe(asRead(entry.text));
        }
        for (const fact of found.facts) expect(Number.isFinite(fact.value)).toBe(true);
        for (const measure of Object.keys(found.subMeasures))
          expect(found.measures.map((entry) => entry.text)).toContain(measure);
      }),
      { numRuns: 2000 },
    );
  });

  it('cut off at any place, a report still gives only what the whole gives or its cut beginning', () => {
    for (const { text } of texts.slice(0, 12)) {
      const whole = outline(text);
      const known = [...whole.problems, ...whole.causes, ...whole.measures].map((entry) => entry.at[0]);
      for (let end = 40; end < text.length; end += 97) {
        const cut = outline(text.slice(0, end));
        for (const entry of [...cut.problems, ...cut.causes, ...cut.measures]) {
          expect(known.includes(entry.at[0]) || entry.at[1] >= end - 40, `${entry.text} at ${end}`).toBe(true);
        }
      }
    }
  });
});
