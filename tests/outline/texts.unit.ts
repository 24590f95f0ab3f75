import { describe, expect, it } from 'vitest';
import { outline, sections } from '../../src/kernel/outline/index.ts';
import { asRead, everyEntry, plain, squeeze, texts } from './read.ts';

const EMPTY = { problems: [], causes: [], measures: [], subMeasures: {} };

describe('own-written texts', () => {
  it.each(texts)('$name', ({ text, reading }) => {
    const found = outline(text);
    const { title, problems, causes, measures, subMeasures } = plain({ ...found });
    expect({ title, problems, causes, measures, subMeasures }).toEqual({
      title: reading?.title,
      problems: reading?.problems,
      causes: reading?.causes,
      measures: reading?.measures,
      subMeasures: reading?.subMeasures,
    });
    if (reading?.facts) {
      const facts = found.facts.map((fact) => ({
        org: fact.org,
        value: fact.value,
        unit: fact.unit,
        quote: squeeze(fact.quote),
      }));
      const expected = reading.facts.map(({ org, value, unit, quote }) => ({
        org,
        value,
        unit,
        quote: expect.stringContaining(quote) as string,
      }));
      expect(facts).toEqual(expected);
    }
  });

  it('are of many kinds, and a good part of them holds nothing', () => {
    const nothing = texts.filter(
      ({ reading }) => reading && JSON.stringify({ ...EMPTY }) === JSON.stringify({ ...EMPTY, ...pick(reading) }),
    );
    expect(texts.length).toBeGreaterThanOrEqual(12);
    expect(nothing.length).toBeGreaterThanOrEqual(3);
  });
});

function pick({
  problems,
  causes,
  measures,
  subMeasures,
}: {
  problems: string[];
  causes: string[];
  measures: string[];
  subMeasures: Record<string, string[]>;
}) {
  return { problems, causes, measures, subMeasures };
}

describe('places', () => {
  it.each(texts)('$name: every entry stands where it says', ({ text }) => {
    for (const entry of everyEntry(outline(text))) expect(asRead(text.slice(...entry.at))).toBe(entry.text);
  });

  it.each(texts)('$name: every quote of a figure is its text', ({ text }) => {
    for (const fact of outline(text).facts) expect(fact.quote).toBe(fact.text);
  });
});

describe('sections', () => {
  it('gives the skeleton with depth and kind', () => {
    const text = texts.find(({ name }) => name.startsWith('03'))?.text ?? '';
    const shown = sections(text).map(({ level, kind, text: words }) => `${level} ${kind} ${words}`);
    expect(shown).toEqual([
      '0 other 上半年主要工作',
      '1 other 供水保障更加有力',
      '1 other 河道管护持续用劲',
      '1 other 机关作风不断改进',
      '0 problems 存在的困难和不足',
      '0 measures 下半年工作安排',
      '1 other 全力攻坚重点项目',
      '2 other 倒排用地手续',
      '2 other 同步开展招标',
      '1 other 多渠道筹措资金',
      '1 other 加快建设智慧水务平台',
      '1 other 用心留住专业人才',
    ]);
  });

  it('places every heading', () => {
    for (const { text } of texts)
      for (const section of sections(text)) expect(asRead(text.slice(...section.at))).toBe(section.text);
  });
});

describe('text that is no report', () => {
  it.each([
    '',
    '\n\n',
    '   ',
    '問',
    '一、',
    '(一)\n(二)\n',
    '\u0000\u0001',
    'no Chinese at all, 3 items',
    '“(《【',
    '１２３',
  ])('%j holds nothing', (text) => {
    expect(outline(text)).toEqual({ title: null, ...EMPTY, mechanisms: [], facts: [] });
  });
});
