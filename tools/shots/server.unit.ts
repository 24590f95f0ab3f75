import { expect, test } from 'vitest';
import { readStart } from './server.ts';

const printed = `Xiaoneng 效能  http://127.0.0.1:8800
Accounts (login, password, who):
  fang  Xn-a-1  方志成 征管股股长
  sys   Xn-b-2  秦越 系统管理员
  sys   Xn-c-3  邵明 系统管理员（/a/qingquan/）
Started: prepare 0.0 s = 0.9 s
`;

test('address and accounts of the first agency are read from what the start prints', () => {
  const start = readStart(printed);
  expect(start?.address).toBe('http://127.0.0.1:8800');
  expect([...(start?.passwords ?? [])]).toEqual([
    ['fang', 'Xn-a-1'],
    ['sys', 'Xn-b-2'],
  ]);
});

test('a start that is not finished is not read', () => expect(readStart(printed.split('Started')[0] ?? '')).toBeNull());
