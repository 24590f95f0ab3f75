import { describe, expect, it } from 'vitest';
import { announces, leadInKind, plainKind } from './classify.ts';

const kinds = (heading: string): string => announces(heading).kinds.join('+');

describe('section headings', () => {
  it.each([
    '存在的问题',
    '当前存在的主要困难和问题',
    '问题与不足',
    '检查中发现的突出问题',
    '面临的挑战',
    '工作中的短板弱项',
    '种种表现',
    '作风不实的具体表现',
    '正视差距,找准工作中的薄弱环节',
    '目前存在哪些不足',
    '不容忽视的几个毛病',
    '亟待解决的问题',
    '需要改进的地方',
    '主要存在以下几方面的问题',
    '问题现状分析',
  ])('%s: problems', (heading) => expect(kinds(heading)).toBe('problems'));

  it.each(['原因分析', '产生上述问题的主要原因', '问题的根源剖析', '成因', '症结所在', '制约因素'])(
    '%s: causes',
    (heading) => expect(kinds(heading)).toBe('causes'),
  );

  it.each([
    '对策建议',
    '整改措施',
    '下一步打算',
    '下步工作',
    '今后努力方向',
    '改进思路',
    '几点建议',
    '解决上述问题的办法',
    '下半年重点工作',
    '2025年工作思路',
    '提升效能的途径',
    '意见和建议',
    '下一阶段工作安排',
    '破题路径',
    '整改措施及任务分工',
    '改进措施和完成时限',
  ])('%s: measures', (heading) => expect(kinds(heading)).toBe('measures'));

  it.each([
    ['问题及原因', 'problems+causes'],
    ['存在的问题与对策建议', 'problems+measures'],
    ['现状及存在问题', 'problems'],
  ])('%s: %s', (heading, expected) => expect(kinds(heading)).toBe(expected));

  it.each([
    '基本情况',
    '主要做法',
    '工作成效',
    '岗位职责',
    '工作要求',
    '重大意义',
    '指导思想',
    '整治内容',
    '方法步骤',
    '整改落实情况',
    '保障措施',
    '已采取的措施',
    '着力解决突出问题',
    '坚持问题导向',
    '征求意见建议情况',
    '管理办法',
    '措施及成效',
    '问题线索处理',
    '几点体会',
    '组织领导',
    '时间安排',
    '主要内容',
    '需要注意的几个问题',
    '三个问题',
    '有关问题',
    '需要上级帮助解决的问题',
    '下步工作要求',
    '关于修路的问题',
  ])('%s: nothing', (heading) => expect(kinds(heading)).toBe(''));
});

describe('sentences that lead into a list', () => {
  it.each([
    ['但也存在一些不容忽视的问题,主要表现在:', 'problems'],
    ['还有不少短板:', 'problems'],
    ['究其原因,主要有以下几点:', 'causes'],
    ['针对上述问题,今年要抓好以下几件事:', 'measures'],
    ['下一步,重点做好三个方面的工作:', 'measures'],
    ['今年以来,针对存在的问题,我们采取了以下措施:', undefined],
    ['为解决这些突出问题:', undefined],
    ['主要做了以下工作:', undefined],
    ['现将有关情况报告如下:', undefined],
    ['重点查摆以下几个方面的问题:', undefined],
    ['自查中发现以下几个方面的问题:', 'problems'],
    ['要注意这样几个方面:', undefined],
    ['但问题仍不容忽视,主要表现在以下几个方面:', 'problems'],
    ['问题仍不容忽视。', undefined],
    ['为此建议:', 'measures'],
    ['本文提出改进工作的建议。', undefined],
  ])('%s → %s', (sentence, kind) => expect(leadInKind(sentence)).toBe(kind));
});

describe('headings without numbers', () => {
  it('takes a line of its own that announces something', () => {
    expect(plainKind('存在问题', true)).toEqual({ kind: 'problems', length: 4 });
    expect(plainKind('整改措施:', false)).toEqual({ kind: 'measures', length: 5 });
    expect(plainKind('存在的问题要认真整改。', false)).toBeUndefined();
    expect(plainKind('我们走访了很多地方', true)).toBeUndefined();
  });
});
