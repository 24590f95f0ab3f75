import { setTimeout as sleep } from 'node:timers/promises';
import { type Rounds, startRounds } from '../../../platform/clock/rounds.ts';
import { closeJob, findJob, openJobs, unfinished } from './jobs.ts';
import { type MoveDeps, moveSome } from './move.ts';

export type MoverDeps = MoveDeps & {
  /** Told after a commit that moved a clock. */
  rang: (agency: string) => void;
  onTrouble: (line: string) => void;
};

/** Carries out the jobs that late holidays open; a job another process began and left is taken up. */
export type Mover = Rounds;

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

export const startMover = (deps: MoverDeps): Mover =>
  startRounds({
    troubled: 'moving dates to the new calendar',
    onTrouble: deps.onTrouble,
    round: async (signal) => {
      const { rows } = await deps.pool.query<{ id: string; code: string }>({
        name: unfinished.name,
        text: unfinished.text,
      });
      for (const agency of rows) await moveAll(deps, agency, { signal });
      return roundMs;
    },
  });
