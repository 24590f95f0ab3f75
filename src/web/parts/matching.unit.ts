import { expect, test } from 'vitest';
import { matching } from './matching.ts';

const options = [
  { value: '1', label: '征管股', detail: '二楼' },
  { value: '2', label: '城关所', search: 'CG' },
  { value: '3', label: '税费征管' },
];
const found = (typed: string) => matching(options, typed).map(({ value }) => value);

test('nothing typed shows everything in its order', () => expect(found('  ')).toEqual(['1', '2', '3']));
test('a match at the beginning comes first', () => {
  expect(found('征')).toEqual(['1', '3']);
  expect(matching([...options].reverse(), '征').map(({ value }) => value)).toEqual(['1', '3']);
});
test('every word counts, wherever it stands', () => {
  expect(found('征 二楼')).toEqual(['1']);
  expect(found('cg')).toEqual(['2']);
  expect(found('没有')).toEqual([]);
});
