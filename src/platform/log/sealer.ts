import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { messageOf, OperatorFault } from '../config/fault.ts';
import { statement } from '../database/statement.ts';
import { logAgencies } from './agencies.ts';
import { resumeSealing, type Sealing, sealBatch } from './seal-batch.ts';
import type { SigningKey, signingKeys } from './signing-key.ts';
import { BrokenTree } from './tiles.ts';

export type SealerOptions = {
  /** Pool of the sealer role; one connection of it is held. */
  pool: pg.Pool;
  keys: ReturnType<typeof signingKeys>;
  now?: () => Date;
  /** Events a batch. */
  batch?: number;
  /** Milliseconds of rest after a round without a full batch, and the least time between two checkpoints. */
  rest?: number;
  /** Milliseconds between two tries to become the one that seals. */
  retry?: number;
  /** Hears in words what keeps it from sealing, once for each cause. */
  onTrouble?: (line: string) => void;
};

export type Sealer = {
  /** Whether this one holds the lock and seals. */
  isSealing: () => boolean;
  /** Ends after the batch under way. */
  stop: () => Promise<void>;
};

/** One number for all programs on a database: whoever holds it seals. */
export const sealerLock = 7_305_882;

/**
 * The statistics of a queue are always wrong. Left to them, PostgreSQL reads and sorts the whole backlog for every batch;
 * the sealer's few statements are walked along the order of their indexes instead.
 */
export const alongIndexes = ['hashjoin', 'mergejoin', 'seqscan', 'bitmapscan', 'sort']
  .map((way) => `set enable_${way} = off`)
  .concat('set max_parallel_workers_per_gather = 0')
  .join('; ');

const queued = statement<{ id: string }>(
  'log.queuedAgencies',
  'select a.id from agency a where exists (select 1 from to_seal q where q.agency_id = a.id)',
  { acrossAgencies: true },
);

/**
 * Gives committed events their positions and signs the heads of the log, for all agencies, one process at a time. The
 * lock lives as long as the connection: a sealer that dies, or loses the database, leaves it to the next within `retry`.
 */
export const startSealer = (options: SealerOptions): Sealer => {
  const { pool, keys, now = () => new Date(), batch = 2000, rest = 250, retry = 1000, onTrouble = () => {} } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  let sealing = false;
  const told = new Set<string>();
  const pause = (ms: number) => sleep(ms, undefined, { signal }).catch(() => {});
  const tell = (line: string) => {
    if (!told.has(line)) onTrouble(line);
    told.add(line);
  };

  /** Trees of the agencies that may be sealed; one whose stored tree is broken is left alone and reported. */
  const resume = async (client: pg.PoolClient, held: Map<string, Sealing | null>): Promise<void> => {
    for (const agency of await logAgencies(client)) {
      if (held.has(agency.id)) continue;
      try {
        held.set(agency.id, await resumeSealing(client, agency));
      } catch (error) {
        if (!(error instanceof BrokenTree)) throw error;
        held.set(agency.id, null);
        tell(`nothing more is sealed for agency ${agency.code}: ${error.message}`);
      }
    }
  };

  /** A key that is missing stops its own agency only. */
  const keyFor = ({ agency }: Sealing): SigningKey | null => {
    try {
      return keys(agency);
    } catch (error) {
      if (!(error instanceof OperatorFault)) throw error;
      tell(`nothing is sealed for agency ${agency.code}: ${error.message}`);
      return null;
    }
  };

  const round = async (client: pg.PoolClient, held: Map<string, Sealing | null>): Promise<boolean> => {
    const waiting = new Set((await client.query<{ id: string }>(queued)).rows.map(({ id }) => id));
    if ([...waiting].some((id) => !held.has(id))) await resume(client, held);
    let full = false;
    for (const [id, one] of held) {
      if (!one || (!waiting.has(id) && one.checkpointed === one.tree.size())) continue;
      const key = keyFor(one);
      if (!key) continue;
      const placed = await sealBatch(client, one, key, { now: now(), limit: batch, rest });
      full ||= placed === batch;
      if (signal.aborted) break;
    }
    return full;
  };

  const seal = async (client: pg.PoolClient): Promise<void> => {
    const held = new Map<string, Sealing | null>();
    await client.query(alongIndexes);
    await resume(client, held);
    while (!signal.aborted) {
      const from = performance.now();
      const full = await round(client, held);
      // A backlog is worked off at half speed: those who write meanwhile need the machine more than the seal does.
      await pause(full ? Math.min(rest, performance.now() - from) : rest);
    }
  };

  const attempt = async (): Promise<void> => {
    const client = await pool.connect();
    const lost = (error: Error) => tell(`the sealer lost the database: ${messageOf(error)}`);
    client.on('error', lost);
    try {
      while (!signal.aborted) {
        const { rows } = await client.query<{ mine: boolean }>('select pg_try_advisory_lock($1) as mine', [sealerLock]);
        sealing = rows[0]?.mine ?? false;
        if (sealing) await seal(client);
        else await pause(retry);
      }
    } finally {
      sealing = false;
      client.off('error', lost);
      // Closed, not given back: the lock, the settings and an unfinished transaction end with the connection.
      client.release(true);
    }
  };

  const run = async (): Promise<void> => {
    while (!signal.aborted) {
      try {
        await attempt();
        told.clear();
      } catch (error) {
        tell(`the sealer begins anew: ${messageOf(error)}`);
        await pause(retry);
      }
    }
  };
  const ended = run();
  return {
    isSealing: () => sealing,
    stop: async () => {
      stopping.abort();
      await ended;
    },
  };
};
