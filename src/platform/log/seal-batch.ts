import type pg from 'pg';
import { parseCheckpoint, parseNote, sameBytes, type TileTree } from '../../kernel/proof/index.ts';
import { run, statement } from '../database/statement.ts';
import type { LogAgency } from './agencies.ts';
import { lastCheckpoint, makeCheckpoint, storeCheckpoint } from './checkpoints.ts';
import type { SigningKey } from './signing-key.ts';
import { BrokenTree, sizeOf, storeTiles, treeAt } from './tiles.ts';

/** An agency's tree as the sealer holds it between batches. */
export type Sealing = {
  agency: LogAgency;
  tree: TileTree;
  /** Size of the newest checkpoint; behind the tree's size while one is due. */
  checkpointed: number;
  checkpointedAt: number;
  /** Id of the key that signed it. */
  keyId: string | null;
};

// Within a stream recorded_at never falls, so this order rises with the sequence of every stream; what is committed
// later than its neighbours simply comes in a later batch. Leaf hashes are made where the bodies lie (RFC 9162 §2.1.1).
const place = statement<{ leaf: Buffer }>(
  'log.place',
  `with batch as (
    select q.recorded_at, q.stream_id, q.seq, sha256('\\x00'::bytea || convert_to(e.body, 'UTF8')) as leaf
    from to_seal q join event e on e.agency_id = $1 and e.stream_id = q.stream_id and e.seq = q.seq
    where q.agency_id = $1 order by q.recorded_at, q.stream_id, q.seq limit $2
  ), placed as (
    insert into sealed (agency_id, position, stream_id, seq, leaf, sealed_at)
    select $1::uuid, $3::bigint - 1 + row_number() over (order by b.recorded_at, b.stream_id, b.seq), b.stream_id, b.seq, b.leaf, $4::timestamptz
    from batch b returning position, leaf
  ), gone as (
    delete from to_seal q using batch b
    where q.agency_id = $1 and q.recorded_at = b.recorded_at and q.stream_id = b.stream_id and q.seq = b.seq
  )
  select leaf from placed order by position`,
);

/**
 * Stands an agency's tree up from what is stored and compares it with the newest checkpoint: the sealer must never sign
 * over a log that was altered under it. @throws BrokenTree
 */
export const resumeSealing = async (client: pg.PoolClient, agency: LogAgency): Promise<Sealing> => {
  const size = await sizeOf(client, agency.id);
  const tree = await treeAt(client, agency.id, size);
  const checkpoint = await lastCheckpoint(client, agency.id);
  let keyId: string | null = null;
  if (checkpoint) {
    const note = parseNote(checkpoint.note);
    const head = note.ok ? parseCheckpoint(note.value.text) : note;
    if (!head.ok) throw new BrokenTree(`the newest checkpoint cannot be read (${head.reason})`);
    if (head.value.size > size)
      throw new BrokenTree(`a checkpoint speaks of ${head.value.size} events, ${size} are sealed`);
    keyId = note.ok ? (note.value.signatures[0]?.id ?? null) : null;
    const then = await treeAt(client, agency.id, head.value.size);
    if (!sameBytes(then.root(), head.value.root)) {
      throw new BrokenTree(`the sealed log is not the one its checkpoint for ${head.value.size} events was made of`);
    }
  }
  return { agency, tree, checkpointed: checkpoint?.size ?? 0, checkpointedAt: 0, keyId };
};

/**
 * Gives up to `limit` queued events their positions, in one transaction with whole tiles and, when `rest` has passed
 * since the last one, a checkpoint. Answers how many were placed. After an error the caller must resume anew.
 */
export const sealBatch = async (
  client: pg.PoolClient,
  sealing: Sealing,
  key: SigningKey,
  { now, limit, rest }: { now: Date; limit: number; rest: number },
): Promise<number> => {
  const { agency, tree } = sealing;
  await client.query('begin');
  const placed = await run(client, place, agency.id, limit, tree.size(), now);
  const tiles = placed.flatMap(({ leaf }) => tree.append(leaf));
  await storeTiles(client, agency.id, tiles);
  const size = tree.size();
  // A key just taken into use signs nothing before the event that names it is surely among the sealed ones.
  const mayUse = key.key.id === sealing.keyId || placed.length < limit;
  const isDue = size > sealing.checkpointed && mayUse && performance.now() - sealing.checkpointedAt >= rest;
  if (isDue) {
    await storeCheckpoint(client, agency.id, {
      size,
      note: makeCheckpoint(agency, size, tree.root(), key),
      made_at: now,
    });
  }
  await client.query('commit');
  if (isDue) {
    sealing.checkpointed = size;
    sealing.checkpointedAt = performance.now();
    sealing.keyId = key.key.id;
  }
  return placed.length;
};
