import { expect, test } from 'vitest';
import { tableEntries, textOfSheets } from './table-entries.ts';

const sheet = [
  { name: '说明', rows: [['填表说明']] },
  { name: '空', rows: [] },
  {
    name: '清单',
    rows: [
      ['窗口作风检查问题清单'],
      ['序号', '问题描述', '责任单位', '整改措施'],
      ['1', '窗口中午无人值守', '征管股', '实行轮班\n并公示'],
      ['2', ' 公示牌内容过期 ', '办公室', ''],
      [],
      ['', '', '', '每月核对一次'],
      ['合计', '合计', '', '2 项'],
      ['3', '材料重复提交'],
    ],
  },
];

test('each row of a list is an entry that names its cell, its place holds its words', () => {
  const text = textOfSheets(sheet);
  const { problems, measures } = tableEntries(text);
  expect(problems.map(({ cell, text: words }) => [cell, words])).toEqual([
    ['B3', '窗口中午无人值守'],
    ['B4', '公示牌内容过期'],
    ['B8', '材料重复提交'],
  ]);
  expect(measures.map(({ cell, text: words }) => [cell, words])).toEqual([
    ['D3', '实行轮班 并公示'],
    ['D6', '每月核对一次'],
    ['D7', '2 项'],
  ]);
  for (const { start, end, text: words } of [...problems, ...measures]) expect(text.slice(start, end)).toBe(words);
});

test.each([
  [['编号', '存在的主要问题', '建议'], '排队久', '加窗口'],
  [['序号', '隐患描述', '整改措施'], '排队久', '加窗口'],
  [['序号', '意见建议', '答复'], '排队久', null],
])('the column that is meant: %j', (head, problem, measure) => {
  const { problems, measures } = tableEntries(`${head.join('\t')}\n1\t排队久\t加窗口`);
  expect(problems.map(({ text, cell }) => [text, cell])).toEqual([[problem, null]]);
  expect(measures[0]?.text ?? null).toBe(measure);
});

test.each([
  ['no column is headed so', '姓名\t单位\n甲\t办公室'],
  ['the head is a sentence', '这一段话里有问题两个字，但不是表头，只是带了制表符的句子\t问题\n甲\t乙'],
  ['words part the table from what follows', '序号\t问题\n正文从这里开始。\n甲\t乙'],
])('nothing is made an entry where %s', (_why, text) => expect(tableEntries(text).problems).toEqual([]));
