import { describe, expect, it } from 'vitest';
import { entryOf, normalise } from './normalise.ts';

describe('normalise', () => {
  it('folds script and width one to one and keeps places', () => {
    const source = normalise('　存在的問題，１．學習　不夠（見附件）\n');
    expect(source.norm).toBe('存在的问题,1.学习不够(见附件)');
    expect(entryOf(source, 3, 5)).toEqual({ text: '問題', at: [4, 6] });
  });

  it('drops converter remnants, also broken by a line end, and keeps real brackets', () => {
    expect(normalise('機關(guān)現(xiàn)有(app)三個（gè）').norm).toBe('机关现有(app)三个');
    expect(normalise('監(ji\nān)督').norm).toBe('监督');
    expect(normalise('標準(ISO)和甲(乙)').norm).toBe('标准(ISO)和甲(乙)');
  });

  it('leaves the remnant out of the text and in the place', () => {
    const raw = '一、機關(guān)問題';
    expect(entryOf(normalise(raw), 2, 6)).toEqual({ text: '機關問題', at: [2, raw.length] });
  });

  it('knows blank lines, indents, bullets and cells', () => {
    const { lines } = normalise('甲\r\n\r\n　　乙丙\n- 丁\n戊\t己\t庚');
    expect(lines.map(({ blankBefore, indent, bullet, cells }) => ({ blankBefore, indent, bullet, cells }))).toEqual([
      { blankBefore: false, indent: 0, bullet: false, cells: 1 },
      { blankBefore: true, indent: 4, bullet: false, cells: 1 },
      { blankBefore: false, indent: 0, bullet: true, cells: 1 },
      { blankBefore: false, indent: 0, bullet: false, cells: 3 },
    ]);
  });

  it('keeps characters outside the basic plane whole', () => {
    const source = normalise('問𠮷題');
    expect(entryOf(source, 0, source.norm.length)).toEqual({ text: '問𠮷題', at: [0, 4] });
  });
});
