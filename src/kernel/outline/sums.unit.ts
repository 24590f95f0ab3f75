import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reports, reportsPresent, texts } from '../../../tests/outline/read.ts';
import { sums } from './sums.ts';

const head = '关于零散户的调研报告\n一、走访情况\n';
/** Kind, what the text says, what its parts make. */
const told = (words: string) => sums(head + words).map(({ kind, total, computed }) => [kind, total.text, computed]);

describe('a total and its parts', () => {
  test.each([
    ['共走访零散户 62 户，其中河西 28 户、东坪 31 户，召开院坝会 4 场。', '共走访零散户62户', 59],
    ['共走访62户（其中：河西28户，东坪31户）。', '共走访62户', 59],
    ['发现问题10个（发展类5个、急难愁盼3个、风险隐患1个）。', '发现问题10个', 9],
    ['走访河西28户、东坪31户，共计62户。', '共计62户', 59],
    ['共收到来信30件，其中城关18件、河西9件、东坪5件。', '共收到来信30件', 32],
    ['两个镇共有代办点1.2万个，其中河西7000个、东坪4000个。', '两个镇共有代办点1.2万个', 11000],
  ])('%s', (words, total, computed) => expect(told(words)).toEqual([['parts', total, computed]]));

  test.each([
    ['a list that adds up', '共走访62户，其中河西28户、东坪34户。'],
    ['a list that never said it was whole', '共走访500户，其中低保户20户、残疾户15户。'],
    ['one example', '收集线索17条，其中环境卫生9条。'],
    ['groups that overlap', '共62人参加，其中党员40人、妇女30人。'],
    ['a rest that is named', '共走访62户，其中河西28户、东坪31户，其余为外来户。'],
    ['a list that says it goes on', '共走访62户，其中河西28户、东坪31户等。'],
    ['about so many', '共走访60余户，其中河西28户、东坪31户。'],
    ['other things counted behind it', '共走访62户，其中河西28户、东坪34户，发放资料300份、宣传单200份。'],
    ['counts of another unit', '共开会4场，其中河西28户、东坪31户到会。'],
  ])('%s says nothing', (_name, words) => expect(told(words)).toEqual([]));
});

describe('what came in and was not all dealt with', () => {
  test.each([
    ['收集意见17条，当场答复9条。', '收集意见17条', 8],
    ['会上征求到建议12条，已采纳5条。', '会上征求到建议12条', 7],
  ])('%s', (words, total, left) => expect(told(words)).toEqual([['left', total, left]]));

  test.each([
    ['收集意见17条，当场答复9条，其余8条十日内答复。'],
    ['收集意见17条，当场答复9条。8条转相关股室办理。'],
    ['收集意见17条，当场答复17条。'],
    ['收集意见17条，召开座谈会9场。'],
    ['收集意见17条，当场答复9条，正在办理8条。'],
  ])('%s says nothing', (words) => expect(told(words)).toEqual([]));
});

describe('percentages', () => {
  test.each([
    ['共收集建议18条，当场解决2条，占12.5%。', '占12.5%', 11.1],
    ['急难愁盼问题75个，解决44个，占60%。', '占60%', 58.7],
  ])('%s', (words, total, computed) => expect(told(words)).toEqual([['share', total, computed]]));

  test.each([
    ['共收集建议18条，当场解决2条，占11.1%。'],
    ['急难愁盼问题75个，解决44个，占58.7%。'],
    ['急难愁盼问题75个，解决44个，占59%。'],
    ['建议18条，解决2条，其余占88.9%。'],
    ['办件18件，办结2件，同比增长30%。'],
    ['建议18条，解决2条，约占12%。'],
  ])('%s says nothing', (words) => expect(told(words)).toEqual([]));
});

describe('questionnaires', () => {
  test.each([
    ['发放问卷500份，回收520份。', '回收520份', 500],
    ['发放问卷500份，回收480份，有效问卷490份。', '有效问卷490份', 480],
    ['发放问卷500份，回收480份，回收率92%。', '回收率92%', 96],
    ['发放问卷500份，回收480份，有效问卷470份，有效率90%。', '有效率90%', 97.9],
  ])('%s', (words, total, computed) => expect(told(words)).toEqual([['questionnaire', total, computed]]));

  test.each([
    ['发放问卷500份，回收480份，有效问卷470份，回收率96%，有效率97.9%。'],
    ['发放问卷500份，回收480份，有效问卷470份，回收率96%，有效率94%。'],
    ['发放宣传单500份，回收旧电池520份。'],
  ])('%s says nothing', (words) => expect(told(words)).toEqual([]));
});

test('a sum knows its place and the places of its figures, spaces and all', () => {
  const text = `${head}共走访零散户 62 户，其中河西 28 户、\n东坪 31 户。`;
  const [sum] = sums(text);
  expect(text.slice(...(sum?.at ?? [0, 0]))).toBe('62 户，其中河西 28 户、\n东坪 31 户');
  expect(sum?.total).toMatchObject({ value: 62, unit: '户' });
  expect(sum?.parts.map(({ at }) => text.slice(...at))).toEqual(['其中河西 28 户', '东坪 31 户']);
  expect(sum?.difference).toBe(3);
});

test('nothing is said against any text written for the reader of reports', () => {
  expect(texts.length).toBeGreaterThan(40);
  expect(texts.flatMap(({ name, text }) => sums(text).map((sum) => [name, sum.text]))).toEqual([]);
});

test.skipIf(!reportsPresent)('nothing is said against the real reports', () => {
  expect(reports.length).toBeGreaterThanOrEqual(3);
  expect(reports.flatMap(({ name, text }) => sums(text).map((sum) => [name, sum.text]))).toEqual([]);
});

test('any list that adds up is silent, and any that is off by a little is told', () => {
  const part = fc.record({
    name: fc.constantFrom('河西', '东坪', '城关', '龙泉', '石桥'),
    count: fc.integer({ min: 20, max: 90 }),
  });
  fc.assert(
    fc.property(fc.array(part, { minLength: 2, maxLength: 6 }), fc.integer({ min: -5, max: 5 }), (parts, off) => {
      const whole = parts.reduce((sum, { count }) => sum + count, 0);
      const list = parts.map(({ name, count }) => `${name}${count}户`).join('、');
      expect(told(`共走访${whole + off}户，其中${list}。`).map(([, , computed]) => computed)).toEqual(
        off === 0 ? [] : [whole],
      );
    }),
    { numRuns: 200, seed: 20_261_122 },
  );
});

test('a text of nothing but figures is read in time', () => {
  const long = `${head}共走访62户，其中${'河西28户、'.repeat(40_000)}`;
  const begun = performance.now();
  sums(long);
  expect(performance.now() - begun).toBeLessThan(2_000);
});
