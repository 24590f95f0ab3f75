import { formatCheckpoint, signNote } from '../../kernel/proof/index.ts';
import { type Runner, run, statement } from '../database/statement.ts';
import type { LogAgency } from './agencies.ts';
import type { SigningKey } from './signing-key.ts';

/** A signed head of the log as stored. */
export type StoredCheckpoint = { size: number; note: string; made_at: Date };

const last = statement<StoredCheckpoint>(
  'log.lastCheckpoint',
  'select size, note, made_at from checkpoint where agency_id = $1 order by size desc limit 1',
);
const upTo = statement<StoredCheckpoint>(
  'log.checkpointsUpTo',
  'select size, note, made_at from checkpoint where agency_id = $1 and size <= $2 order by size',
);
const insert = statement(
  'log.insertCheckpoint',
  'insert into checkpoint (agency_id, size, note, made_at) values ($1, $2, $3, $4)',
);
// A checkpoint that anyone may fetch is noted once for each way it goes out, not once for each reader.
const handOut = statement(
  'log.handOut',
  `insert into checkpoint_handout (agency_id, size, handed_at, way)
   select $1::uuid, $2::bigint, $3::timestamptz, $4::text
   where not exists (select 1 from checkpoint_handout h where h.agency_id = $1 and h.size = $2 and h.way = $4)
   on conflict do nothing`,
);
const prune = statement(
  'log.pruneCheckpoints',
  `delete from checkpoint c where c.agency_id = $1 and c.made_at < $2
   and not exists (select 1 from checkpoint_handout h where h.agency_id = $1 and h.size = c.size)
   and exists (select 1 from checkpoint later where later.agency_id = $1 and later.size > c.size
     and date_trunc('hour', later.made_at) = date_trunc('hour', c.made_at))`,
);

/** The newest checkpoint, or null while nothing is sealed. */
export const lastCheckpoint = async (runner: Runner, agency: string): Promise<StoredCheckpoint | null> =>
  (await run(runner, last, agency))[0] ?? null;

/** All kept checkpoints up to a size, rising. */
export const checkpointsUpTo = (runner: Runner, agency: string, size: number): Promise<StoredCheckpoint[]> =>
  run(runner, upTo, agency, size);

/** Signs the head of the log; an agency under a simulated clock is stamped as a demonstration (DESIGN.md §6). */
export const makeCheckpoint = (
  agency: LogAgency,
  size: number,
  root: Uint8Array,
  { key, sign }: SigningKey,
): string => {
  const extension = agency.demonstration ? ['demonstration'] : [];
  return signNote(formatCheckpoint({ origin: agency.origin, size, root, extension }), key, sign);
};

export const storeCheckpoint = async (
  runner: Runner,
  agency: string,
  { size, note, made_at }: StoredCheckpoint,
): Promise<void> => {
  await run(runner, insert, agency, size, note, made_at);
};

/** Notes that somebody outside holds this checkpoint now: it is kept for ever. `way`: http, file, mail, receipt … */
export const recordHandout = async (
  runner: Runner,
  agency: string,
  handout: { size: number; at: Date; way: string },
): Promise<void> => {
  await run(runner, handOut, agency, handout.size, handout.at, handout.way);
};

/**
 * Drops checkpoints made before `before`, but for the last of each hour and those handed out. Only the owner role may.
 * Answers how many went.
 */
export const pruneCheckpoints = async (owner: Runner, agency: string, before: Date): Promise<number> => {
  const { rowCount } = await owner.query({ ...prune, values: [agency, before] });
  return rowCount ?? 0;
};
