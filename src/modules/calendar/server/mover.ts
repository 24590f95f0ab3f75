import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf } from '../../../platform/config/fault.ts';
import { closeJob, findJob, openJobs, unfinished } from './jobs.ts';
import { type MoveDeps, moveSome } from './move.ts';

export type MoverDeps = MoveDeps & {
  /** Told after a commit that moved a clock. */
  rang: (agency: string) => void;
  onTrouble: (line: string) => void;
};

/** Carries out the jobs that late holidays open; a job another process began and left is taken up. */
export type Mover = {
  /** Looks at once instead of at the next round. */
  wake(): void;
  /** Resolves when what is under way is written. */
  stop(): Promise<void>;
};

/** A stream that a command holds is free again soon. */
const heldMs = 50;
const roundMs = 30_000;

/** All open jobs of an agency to their end, unless told to stop. */
export const moveAll = async (
  deps: Omit<MoverDeps, 'onTrouble'>,
  agency: { id: string; code: string },
  { signal }: { signal?: AbortSignal } = {},
): Promise<void> => {
  for (const { id } of await openJobs(deps.pool, agency.id)) {
    for (let job = await findJob(deps.pool, agency.id, id); job && job.finished_at === null && !signal?.aborted; ) {
      const { looked, moved } = await moveSome(deps, agency, job);
      if (moved > 0) deps.rang(agency.id);
      const left = job.total - job.done - looked;
      job = await findJob(deps.pool, agency.id, id);
      if (!job || looked > 0) continue;
      if (left > 0) await sleep(heldMs, undefined, { signal }).catch(() => {});
      else await closeJob(deps.pool, agency.id, job, deps.now());
      job = await findJob(deps.pool, agency.id, id);
    }
  }
};

export const startMover = (deps: MoverDeps): Mover => {
  const stopping = new AbortController();
  let isWoken = false;
  let round: Promise<void> | null = null;

  const once = async (): Promise<void> => {
    try {
      const { rows } = await deps.pool.query<{ id: string; code: string }>({
        name: unfinished.name,
        text: unfinished.text,
      });
      for (const agency of rows) await moveAll(deps, agency, { signal: stopping.signal });
    } catch (error) {
      if (!stopping.signal.aborted) deps.onTrouble(`moving dates to the new calendar: ${messageOf(error)}`);
    }
  };
  const wake = (): void => {
    if (stopping.signal.aborted) return;
    if (round) {
      isWoken = true;
      return;
    }
    round = once().finally(() => {
      round = null;
      if (!isWoken) return;
      isWoken = false;
      wake();
    });
  };
  const timer = setInterval(wake, roundMs);
  timer.unref();
  wake();
  return {
    wake,
    stop: async () => {
      stopping.abort();
      clearInterval(timer);
      while (round) await round;
    },
  };
};
