import { expect, test } from 'vitest';
import { procedures } from '../procedure.ts';
import { mayRegister } from './may-register.ts';

const reader = (...roles: string[]) => ({
  footings: [{ post: { id: 'q', name: '岗' }, unit: { id: 'u', name: '股' }, roles, onBehalfOf: null }],
});

test('the table says who may register', () => {
  expect(mayRegister(procedures, reader('handler'), 'problem')).toBe(true);
  expect(mayRegister(procedures, reader('systemAdmin'), 'problem')).toBe(false);
  expect(mayRegister(procedures, reader('handler'), 'unknown')).toBe(false);
});
