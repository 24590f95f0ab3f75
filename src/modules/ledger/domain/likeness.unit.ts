import { expect, test } from 'vitest';
import { likelyOf } from './likeness.ts';

const passage = (text: string, start = 0) => ({ start, end: start + text.length, text });
const titles = (...list: string[]) => list.map((title) => ({ of: title, title }));
const like = (text: string, ...list: string[]) =>
  likelyOf([passage(text)], titles(...list))[0]?.matches.map(({ of }) => of) ?? [];

test('the same thing said in other words is found, the likest first', () => {
  expect(
    like(
      '临时摊点收费只开收据、当日不进系统，月底集中补录',
      '代办费按季拨付，平均晚十九天',
      '临时摊点收费只开收据不进系统',
      '临时摊点收费当日不进系统，月底补录',
    ),
  ).toEqual(['临时摊点收费只开收据不进系统', '临时摊点收费当日不进系统，月底补录']);
});

test.each([
  ['窗口高峰时段排队时间长', '公示牌内容过期没有更换'],
  ['村级代办点同一户信息要填三张表', '村级代办点网络经常中断'],
  ['办事慢', '办证'],
  ['', ''],
])('%s is not %s', (text, title) => expect(like(text, title)).toEqual([]));

test('signs, spaces and full width make no difference', () =>
  expect(like('“一窗通办”　没有落实', '一窗通办没有落实！')).toEqual(['一窗通办没有落实！']));

test('no more than three are shown for an entry', () =>
  expect(like('窗口中午没有人值班', ...Array.from({ length: 9 }, (_, nr) => `窗口中午没有人值班${nr}`))).toHaveLength(
    3,
  ));

test('two thousand titles against two hundred passages are compared in time', () => {
  const passages = Array.from({ length: 200 }, (_, nr) =>
    passage(`第${nr}个窗口在高峰时段排队时间太长，群众来回跑了${nr}趟`, nr),
  );
  const known = titles(...Array.from({ length: 2_000 }, (_, nr) => `第${nr}个窗口在高峰时段排队时间太长`));
  const begun = performance.now();
  expect(likelyOf(passages, known)).toHaveLength(200);
  expect(performance.now() - begun).toBeLessThan(3_000);
});
