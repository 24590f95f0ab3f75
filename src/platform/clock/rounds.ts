import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf } from '../config/fault.ts';

export type RoundsOptions = {
  /** One round of work. Answers the milliseconds to rest before the next; 0 for at once. */
  round: (signal: AbortSignal) => Promise<number>;
  /** What is late while a round fails: told when the trouble begins, not every second it lasts. */
  troubled: string;
  onTrouble: (line: string) => void;
  /** Milliseconds until a round that failed is tried again. */
  troubleMs?: number;
  /** Milliseconds after a call, so that what comes at once is done in one round. */
  gatherMs?: number;
};

export type Rounds = {
  /** Cuts the rest short, the next one where a round is under way. */
  wake(): void;
  /** Resolves when the round under way has ended. */
  stop(): Promise<void>;
};

/** Work in the background: rounds with a rest between them, until stopped; no failure ends them. */
export const startRounds = ({ round, troubled, onTrouble, troubleMs = 1000, gatherMs = 0 }: RoundsOptions): Rounds => {
  const stopping = new AbortController();
  const { signal } = stopping;
  let called = Promise.withResolvers<void>();

  const rest = async (ms: number): Promise<void> => {
    if (ms <= 0) return;
    const own = new AbortController();
    const pause = (length: number) =>
      sleep(length, undefined, { signal: AbortSignal.any([signal, own.signal]) }).catch(() => {});
    await Promise.race([pause(ms), called.promise.then(() => pause(gatherMs))]);
    own.abort();
  };

  const work = async (): Promise<void> => {
    let isTold = false;
    while (!signal.aborted) {
      called = Promise.withResolvers();
      try {
        const ms = await round(signal);
        isTold = false;
        await rest(ms);
      } catch (error) {
        if (!isTold && !signal.aborted) onTrouble(`${troubled}: ${messageOf(error)}`);
        isTold = true;
        await sleep(troubleMs, undefined, { signal }).catch(() => {});
      }
    }
  };
  const ended = work();
  return {
    wake: () => called.resolve(),
    stop: async () => {
      stopping.abort();
      await ended;
    },
  };
};
