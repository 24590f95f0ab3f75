import { describe, expect, it } from 'vitest';
import { blockMarker, mayStandInside, ordinal } from './numbering.ts';

describe('markers', () => {
  it.each([
    ['一、某事', 'cn', 1],
    ['十二、某事', 'cn', 12],
    ['(三)某事', 'cnParen', 3],
    ['三)某事', 'cnParen', 3],
    ['1.某事', 'arabic', 1],
    ['12、某事', 'arabicComma', 12],
    ['(4)某事', 'arabicParen', 4],
    ['4)某事', 'arabicParen', 4],
    ['③某事', 'circled', 3],
    ['⑵某事', 'ringed', 2],
    ['【三】某事', 'cnParen', 3],
    ['二是某事', 'is', 2],
    ['三要某事', 'must', 3],
    ['第一,某事', 'nth', 1],
    ['其二,某事', 'its', 2],
    ['首先,某事', 'sequence', 1],
    ['最后,某事', 'sequence', 90],
    ['第二部分 某事', 'part', 2],
    ['第十条某事', 'article', 10],
    ['问题二:某事', 'label', 2],
    ['2.3某事', 'decimal2', 3],
    ['贰、某事', 'cn', 2],
  ] as const)('%s', (text, style, number) => expect(blockMarker(text, 0)).toMatchObject({ style, number }));

  it.each([
    '1.5亿元',
    '2016.8',
    '一季度',
    '三要求',
    '一、二季度',
    '第一书记',
    '统一思想',
    '2.5万户',
    '1,200人',
    '十分重视',
  ])('%s is none', (text) => expect(blockMarker(text, 0)).toBeUndefined());

  it('reads numerals', () =>
    expect(['九', '十', '十一', '二十', '三十五', '7'].map(ordinal)).toEqual([9, 10, 11, 20, 35, 7]));

  it('asks what stands before a marker inside a paragraph', () => {
    expect(mayStandInside('is', ';', false)).toBe(true);
    expect(mayStandInside('is', '统', false)).toBe(false);
    expect(mayStandInside('cn', '。', false)).toBe(false);
    expect(mayStandInside('cn', '。', true)).toBe(true);
  });
});
