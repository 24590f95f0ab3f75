import { Worker } from 'node:worker_threads';
import type { Pool, PoolConfig } from 'pg';
import type { LogAgency } from '../platform/log/agencies.ts';
import type { LiveReport } from '../platform/log/verify-live.ts';
import type { LogCheckTask } from './log-check-thread.ts';

type Outcome = Pick<LiveReport, 'size' | 'findings'>;

/** How a pool comes in; its password is hidden from copying, so each part is named. */
const settingsOf = ({ options }: Pool): PoolConfig => {
  const { connectionString, host, port, database, user, password, options: more, ssl } = options;
  return JSON.parse(
    JSON.stringify({ connectionString, host, port, database, user, password, options: more, ssl }),
  ) as PoolConfig;
};

/**
 * Verifies an agency's log in a thread of its own: computing a whole log keeps a core busy for as long as the log is long,
 * and those who work meanwhile must not wait for it.
 */
export const createVerifier = (pool: Pool, dataFolder: string) => {
  const threads = new Set<Worker>();
  let stopped = false;
  return {
    verify: (agency: LogAgency): Promise<Outcome> =>
      new Promise((resolve, reject) => {
        if (stopped) return reject(new Error('the server ends'));
        const task: LogCheckTask = {
          agency: { id: agency.id, code: agency.code, origin: agency.origin, demonstration: agency.demonstration },
          app: settingsOf(pool),
          dataFolder,
        };
        const thread = new Worker(new URL('./log-check-thread.ts', import.meta.url), { workerData: task });
        threads.add(thread);
        thread.unref();
        thread.once('message', resolve);
        thread.once('error', reject);
        thread.once('exit', () => {
          threads.delete(thread);
          reject(new Error('the thread that verifies ended early'));
        });
      }),
    stop: async (): Promise<void> => {
      stopped = true;
      await Promise.all([...threads].map((thread) => thread.terminate()));
    },
  };
};
