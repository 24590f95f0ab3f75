import { Worker } from 'node:worker_threads';

/** A file kept a core busy, or took memory, beyond what any honest one does. */
export class TooHeavy extends Error {}

export type ThreadLimits = { ms: number; memoryMb: number };

/**
 * In a thread of its own: a large file keeps a core busy for seconds while others work on, and a file made to exhaust the
 * memory exhausts only the thread's.
 */
export const inThread = <T>(program: URL, task: unknown, { ms, memoryMb }: ThreadLimits): Promise<T> =>
  new Promise((resolve, reject) => {
    const thread = new Worker(program, { workerData: task, resourceLimits: { maxOldGenerationSizeMb: memoryMb } });
    const timer = setTimeout(() => {
      reject(new TooHeavy('time'));
      void thread.terminate();
    }, ms);
    thread.once('message', (answer: T) => {
      resolve(answer);
      // Some readers leave ports or timers open behind them.
      void thread.terminate();
    });
    thread.once('error', (error: Error & { code?: string }) =>
      reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? new TooHeavy('memory') : error),
    );
    thread.once('exit', () => {
      clearTimeout(timer);
      reject(new Error('the thread of a document ended early'));
    });
  });

/** Lets at most so many of something run at once; the others wait for their turn. */
export const takingTurns = (most: number) => {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (running >= most) await new Promise<void>((resolve) => waiting.push(resolve));
    running++;
    try {
      return await work();
    } finally {
      running--;
      waiting.shift()?.();
    }
  };
};
