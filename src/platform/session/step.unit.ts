import { expect, test } from 'vitest';
import { nextStep, type Standing } from './step.ts';

const now = new Date('2026-06-01T08:00:00.000Z');
const plain: Standing = {
  hasSecondFactor: false,
  needsSecondFactor: false,
  mustChange: false,
  passwordAt: new Date('2026-05-01T08:00:00.000Z'),
  passwordDays: 90,
  way: 'password',
};

test('nothing stands before the desk of somebody whose password is young and whose role asks for no more', () => {
  expect(nextStep(plain, now)).toBeNull();
});

test('the code comes first, then the password, and a missing second factor last', () => {
  const all = { ...plain, hasSecondFactor: true, needsSecondFactor: true, mustChange: true };
  expect(nextStep(all, now)).toBe('code');
  expect(nextStep(all, now, ['code'])).toBe('password');
  expect(nextStep({ ...all, mustChange: false }, now, ['code'])).toBeNull();
  const without = { ...all, hasSecondFactor: false };
  expect(nextStep(without, now)).toBe('password');
  expect(nextStep(without, now, ['password'])).toBe('enrol');
});

test('a password ends on the moment its days are over, and never where the rule says 0', () => {
  const aged = (days: number) => ({ ...plain, passwordAt: new Date(now.getTime() - days * 86_400_000) });
  expect(nextStep(aged(90), now)).toBe('password');
  expect(nextStep({ ...aged(90), passwordAt: new Date(aged(90).passwordAt.getTime() + 1) }, now)).toBeNull();
  expect(nextStep({ ...aged(4000), passwordDays: 0 }, now)).toBeNull();
});

test('single sign-on is never asked for a password of ours, yet for the second factor', () => {
  const single = { ...plain, way: 'singleSignOn' as const, mustChange: true, hasSecondFactor: true };
  expect(nextStep(single, now)).toBe('code');
  expect(nextStep(single, now, ['code'])).toBeNull();
});
