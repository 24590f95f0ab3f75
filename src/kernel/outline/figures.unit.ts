import { describe, expect, it } from 'vitest';
import { chineseValue } from './figures.ts';
import { outline } from './index.ts';

const facts = (text: string): string[] =>
  outline(`${text}\n`).facts.map(
    (fact) => `${fact.org}|${fact.approximate ? '约' : ''}${fact.value}|${fact.unit}|${fact.quote}`,
  );

describe('figures', () => {
  it.each([
    [
      '在某省，柳河县水务局抽调骨干，走访企业12家，收集意见1.2万条。',
      ['柳河县水务局|12|家|走访企业12家', '柳河县水务局|12000|条|收集意见1.2万条'],
    ],
    [
      '柳河县水务局召开院坝会130余场次，发放问卷3万余份，约40人参加。',
      [
        '柳河县水务局|约130|场次|召开院坝会130余场次',
        '柳河县水务局|约30000|份|发放问卷3万余份',
        '柳河县水务局|约40|人|约40人参加',
      ],
    ],
    [
      '柳河县水务局确定典型案例各2个，办结率达98.5%，投入资金1,200万元。',
      [
        '柳河县水务局|2|个|确定典型案例各2个',
        '柳河县水务局|98.5|%|办结率达98.5%',
        '柳河县水务局|12000000|元|投入资金1,200万元',
      ],
    ],
    [
      '柳河县水务局每年至少办成一件实事，开展为期两周的走访，召开十二次例会。',
      [
        '柳河县水务局|1|件|每年至少办成一件实事',
        '柳河县水务局|2|周|开展为期两周的走访',
        '柳河县水务局|12|次|召开十二次例会',
      ],
    ],
  ])('%s', (text, expected) => expect(facts(text)).toEqual(expected));

  it.each([
    '柳河县水务局于2016年8月22日第3次修订，电话0571-8123456，见第12条、附件2。',
    '柳河县水务局出台一系列办法，一方面抓两个责任，一是严管，八小时以外也不放松，一件一件办好。',
    '柳河县水务局地址在3号楼，编号为2023-15号，应当在5个工作日内答复。',
    '柳河县水务局投入资金5 9亿元，完成率96 5%。',
    '柳河县水务局一把手带头，一次调研中了解到一户人家的难处，近三年来常去。',
  ])('no figure: %s', (text) => expect(facts(text)).toEqual([]));

  it('reads thousands parted by gaps', () =>
    expect(facts('柳河县水务局投入资金1 200元。')).toEqual(['柳河县水务局|1200|元|投入资金1200元']));

  it.each([
    ['石桥镇最多的一个村民组有12户。', ['最多的一个村民组']],
    ['石桥镇到5个乡镇18个村走访。', ['乡镇', '村']],
    ['2.每季度回访企业不少于10家。', ['每季度回访企业']],
    ['石桥镇牵头的3个项目只完成1个。', ['项目', '只完成']],
    ['石桥镇收到典型案例（12个）。', ['收到典型案例']],
  ])('says what was counted: %s', (text, items) =>
    expect(outline(`${text}\n`).facts.map((fact) => fact.item)).toEqual(items),
  );

  it.each([
    ['新认定县级技术中心3家。', ''],
    ['脱贫地区增收8%。', ''],
    ['房地产市场成交12套。', ''],
    ['我县造林5亩。', '我县'],
    ['全市办件9件。', '全市'],
    ['县林业局造林5亩。', '县林业局'],
  ])('names no organisation that is none: %s', (text, org) =>
    expect(outline(`${text}\n`).facts.map((fact) => fact.org)).toEqual([org]),
  );

  it('gives a figure to the organisation at the start, until a sentence begins with another', () => {
    expect(
      facts('石桥市税务局走进企业问需，会同东山县财政局解决难题5个。东山县财政局回访企业9家。').map((fact) =>
        fact.split('|').slice(0, 2).join('|'),
      ),
    ).toEqual(['石桥市税务局|5', '东山县财政局|9']);
  });

  it('also where the sentence first says where', () => {
    const text = '在东边，石桥市税务局走进企业7家。在西边，东山县财政局回访企业9家。';
    expect(facts(text).map((fact) => fact.split('|').slice(0, 2).join('|'))).toEqual([
      '石桥市税务局|7',
      '东山县财政局|9',
    ]);
  });

  it('calls an organisation by the form the text uses most', () => {
    const text = '石桥市烟草专卖局(公司)走访农户8户。\n石桥市局(公司)培训农户6户。\n石桥市局(公司)回访农户4户。';
    expect(new Set(facts(text).map((fact) => fact.split('|')[0]))).toEqual(new Set(['石桥市局(公司)']));
  });

  it('reads numerals in characters', () => {
    expect(['十', '十二', '二十', '一百四十六', '一千五百', '三万二千', '两亿'].map(chineseValue)).toEqual([
      10, 12, 20, 146, 1500, 32000, 2e8,
    ]);
  });
});
