import { expect, test } from 'vitest';
import { placeAt } from './place-at.ts';

const places = [
  { key: 'desk', to: '/', under: ['/'] },
  { key: 'ledger', to: '/ledger', under: ['/ledger', '/new/problem'] },
  { key: 'reports', to: '/ledger/reports', under: ['/ledger/reports'] },
];
const at = (path: string) => placeAt(path, places)?.key;

test('the nearest place above a page is where the reader is', () => {
  expect(at('/')).toBe('desk');
  expect(at('/ledger')).toBe('ledger');
  expect(at('/ledger/reports/1')).toBe('reports');
  expect(at('/new/problem')).toBe('ledger');
});

test('a page under no place is nowhere, and a like beginning is not the same path', () => {
  expect(at('/matter/1')).toBeUndefined();
  expect(at('/ledgers')).toBeUndefined();
});
