import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Finding } from '../../kernel/proof/index.ts';
import { startLogCheck } from './log-check.ts';

const agency = { id: 'a', code: 'first', origin: 'here/first', demonstration: false };
const finding = { kind: 'planted' } as unknown as Finding;

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const start = (verify: () => Promise<{ size: number; findings: Finding[] }>) => {
  const troubles: string[] = [];
  const check = startLogCheck({
    agencies: async () => [agency],
    verify,
    first: 1000,
    every: 5000,
    now: () => new Date(Date.now()),
    onTrouble: (line) => troubles.push(line),
  });
  return { check, troubles };
};

test('nothing is said before it was computed; then what was found, as of when it began', async () => {
  vi.setSystemTime(0);
  const { check, troubles } = start(async () => {
    vi.setSystemTime(Date.now() + 700);
    return { size: 7, findings: [] };
  });
  expect(check.last('a')).toBeNull();
  await vi.advanceTimersByTimeAsync(1000);
  expect(check.last('a')).toEqual({ at: new Date(1000), size: 7, whole: true });
  expect(check.last('b')).toBeNull();
  expect(troubles).toEqual([]);
  await check.stop();
});

test('an altered log is told to the operator and is not whole', async () => {
  const { check, troubles } = start(async () => ({ size: 7, findings: [finding] }));
  await vi.advanceTimersByTimeAsync(1000);
  expect(check.last('a')).toMatchObject({ whole: false });
  expect(troubles.join()).toContain('first was altered: 1 findings');
  await check.stop();
});

test('a check that fails leaves the last answer and says so; after stop none begins', async () => {
  let calls = 0;
  const { check, troubles } = start(async () => {
    calls += 1;
    if (calls === 2) throw new Error('no database');
    return { size: calls, findings: [] };
  });
  await vi.advanceTimersByTimeAsync(5000);
  expect([calls, check.last('a')?.size]).toEqual([2, 1]);
  expect(troubles.join()).toContain('no database');
  await check.stop();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(calls).toBe(2);
});
