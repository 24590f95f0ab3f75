import type { Pool } from 'pg';
import { type Rounds, startRounds } from '../../../platform/clock/rounds.ts';
import { statement } from '../../../platform/database/statement.ts';
import { followOnce } from './counters.ts';

/** Events counted in one transaction. */
const batch = 2000;
/** What moved is sealed a moment after it rang; looking sooner would find nothing. */
const sealedMs = 300;
const pollMs = 2_000;
const troubleMs = 5_000;

const behind = statement<{ id: string }>(
  'ledger.follow.behind',
  `select a.id from agency a where exists (select 1 from sealed s where s.agency_id = a.id and s.position >= coalesce(
  (select f.position from ledger_follower f where f.agency_id = a.id), 0))`,
  { acrossAgencies: true },
);

export type FollowerOptions = {
  pool: Pool;
  bell: { hear(cb: (agency: string) => void): () => void };
  onTrouble: (line: string) => void;
};

/** Keeps the counters of all agencies beside the sealed log, in every process that works in the background; any number may run. */
export const startFollower = ({ pool, bell, onTrouble }: FollowerOptions): Pick<Rounds, 'stop'> => {
  const rounds = startRounds({
    troubled: 'figures of the ledger are late and counted again',
    onTrouble,
    troubleMs,
    gatherMs: sealedMs,
    round: async (signal) => {
      const agencies = (await pool.query<{ id: string }>({ name: behind.name, text: behind.text })).rows;
      let isFull = false;
      for (const { id } of agencies)
        if (!signal.aborted) isFull = (await followOnce(pool, id, batch)) === batch || isFull;
      return isFull ? 0 : pollMs;
    },
  });
  const leave = bell.hear(rounds.wake);
  return {
    stop: async () => {
      leave();
      await rounds.stop();
    },
  };
};
