import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';
import { messageOf } from '../../../platform/config/fault.ts';
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
export const startFollower = ({ pool, bell, onTrouble }: FollowerOptions): { stop: () => Promise<void> } => {
  const stopping = new AbortController();
  const { signal } = stopping;
  const pause = (ms: number) => sleep(ms, undefined, { signal }).catch(() => {});
  let called = Promise.withResolvers<void>();
  const leave = bell.hear(() => called.resolve());

  const round = async (): Promise<void> => {
    called = Promise.withResolvers();
    const agencies = (await pool.query<{ id: string }>({ name: behind.name, text: behind.text })).rows;
    let full = false;
    for (const { id } of agencies) {
      if (signal.aborted) return;
      full = (await followOnce(pool, id, batch)) === batch || full;
    }
    if (full) return;
    await Promise.race([called.promise, pause(pollMs)]);
    await pause(sealedMs);
  };

  const work = async (): Promise<void> => {
    let told = false;
    while (!signal.aborted) {
      try {
        await round();
        told = false;
      } catch (error) {
        if (!told) onTrouble(`figures of the ledger are late and counted again: ${messageOf(error)}`);
        told = true;
        await pause(troubleMs);
      }
    }
  };
  const ended = work();
  return {
    stop: async () => {
      stopping.abort();
      leave();
      called.resolve();
      await ended;
    },
  };
};
