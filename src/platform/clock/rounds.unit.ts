import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { startRounds } from './rounds.ts';

const begin = (
  round: (signal: AbortSignal) => Promise<number>,
  more: { troubleMs?: number; gatherMs?: number } = {},
) => {
  const told: string[] = [];
  const rounds = startRounds({ round, troubled: 'work is late', onTrouble: (line) => told.push(line), ...more });
  return { rounds, told };
};

test('a call cuts the rest short', async () => {
  const round = vi.fn(async () => 60_000);
  const { rounds } = begin(round);
  await vi.waitFor(() => expect(round).toHaveBeenCalledTimes(1));
  rounds.wake();
  await vi.waitFor(() => expect(round).toHaveBeenCalledTimes(2));
  await rounds.stop();
});

test('a call during a round begins another after it', async () => {
  const held = Promise.withResolvers<void>();
  let count = 0;
  const { rounds } = begin(async () => {
    count += 1;
    if (count === 1) await held.promise;
    return 60_000;
  });
  rounds.wake();
  held.resolve();
  await vi.waitFor(() => expect(count).toBe(2));
  await rounds.stop();
});

test('calls that come at once are one round', async () => {
  const round = vi.fn(async () => 60_000);
  const { rounds } = begin(round, { gatherMs: 30 });
  await vi.waitFor(() => expect(round).toHaveBeenCalledTimes(1));
  for (let count = 0; count < 5; count++) rounds.wake();
  await sleep(120);
  expect(round).toHaveBeenCalledTimes(2);
  await rounds.stop();
});

test('a trouble is told when it begins, again after it had ended, and the work goes on', async () => {
  const outcomes = [new Error('gone'), new Error('gone'), 1, new Error('gone again'), 60_000];
  const round = vi.fn(async () => {
    const next = outcomes.shift() ?? 60_000;
    if (next instanceof Error) throw next;
    return next;
  });
  const { rounds, told } = begin(round, { troubleMs: 1 });
  await vi.waitFor(() => expect(round).toHaveBeenCalledTimes(5));
  expect(told).toEqual(['work is late: gone', 'work is late: gone again']);
  await rounds.stop();
});

test('stopping waits for the round under way and begins no other', async () => {
  let ended = false;
  const round = vi.fn(async (signal: AbortSignal) => {
    await sleep(60_000, undefined, { signal }).catch(() => {});
    ended = true;
    return 0;
  });
  const { rounds, told } = begin(round);
  await rounds.stop();
  expect([ended, round.mock.calls.length, told]).toEqual([true, 1, []]);
});
