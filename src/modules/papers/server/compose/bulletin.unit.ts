import { describe, expect, test } from 'vitest';
import { zh } from '../../texts/zh.ts';
import { monthSpan } from '../figures.ts';
import { bulletinWords, listsOf, ranked, type UnitFigures } from './bulletin.ts';

const figures = (unit: string, over: Partial<UnitFigures> = {}): UnitFigures => ({
  unit,
  accepted: 0,
  closed: 0,
  overdue: 0,
  inTime: 0,
  ended: 0,
  yellow: 0,
  red: 0,
  struckOff: 0,
  registered: 0,
  ...over,
});
const late = figures('丙股', { ended: 4, inTime: 1, overdue: 3, red: 3, registered: 5, struckOff: 1 });
const good = figures('甲股', { ended: 5, inTime: 5, closed: 5, accepted: 2, registered: 6, struckOff: 5 });
const alike = figures('乙股', { ended: 2, inTime: 2, closed: 5, registered: 6, struckOff: 5 });

describe('places', () => {
  test('in time before struck off before cards; equals share a place and the next is passed over', () => {
    expect(ranked([late, good, alike]).map(({ unit, rank }) => [unit, rank])).toEqual([
      ['乙股', 1],
      ['甲股', 1],
      ['丙股', 3],
    ]);
  });

  test('no unit on both lists, none on the black one that was never late, none on the red one with nothing due', () => {
    const idle = figures('丁股');
    const { red, black } = listsOf(ranked([late, good, alike, idle]));
    expect(red.map(({ unit }) => unit)).toEqual(['乙股', '甲股']);
    expect(black.map(({ unit }) => unit)).toEqual(['丙股']);
  });
});

test('the words hold the sums of the units', () => {
  const words = bulletinWords((key) => ({ ...zh, 'choice.caseStudy.kind.good': '正面' })[key] ?? key, {
    agency: '某局',
    printer: '某局办公室',
    today: '2026-11-02',
    month: '2026-10',
    units: [late, good],
    cases: [
      { title: '窗口少跑一趟', kind: 'good', cause: 'style', summary: '材料改为一次告知。', openedAt: new Date() },
    ],
    input: { next: '抓紧', copy: '县委督查室' },
  });
  expect(words).toMatchObject({
    accepted: '2',
    closed: '5',
    overdue: '3',
    onTime: '66.7%',
    red: '3',
    struckOffRate: '54.5%',
  });
  expect(words.sum).toContain('本年上账 11 件，已销号 6 件，销号率 54.5%');
  expect(words.blackList).toBe('丙股（按时率 25.0%，超期 3 件，红牌 3 次）。');
  expect(words.cases).toBe('1．窗口少跑一趟（正面）。材料改为一次告知。');
  expect(words.copy).toBe('抄送：县委督查室。');
  expect(words.title).toBe('关于2026年10月整改台账\n办理情况的通报');
});

test('a month begins and ends at midnight in China, December before January', () => {
  const { from, to, year } = monthSpan('2026-12');
  expect([from, to, year].map((at) => at.toISOString())).toEqual([
    '2026-11-30T16:00:00.000Z',
    '2026-12-31T16:00:00.000Z',
    '2025-12-31T16:00:00.000Z',
  ]);
});
