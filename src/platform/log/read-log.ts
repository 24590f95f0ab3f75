import { HASH_BYTES, TILE_WIDTH } from '../../kernel/proof/index.ts';
import { type Runner, run, statement } from '../database/statement.ts';
import { readTiles } from './tiles.ts';

/** One position of the log; `body` is null where the event's text is gone. */
export type SealedRow = {
  position: number;
  stream_id: string;
  seq: number;
  leaf: Buffer;
  /** The same hash as the tile over it keeps it; null while that tile is not whole. */
  tiled: Buffer | null;
  body: string | null;
  /** The matter, or one above it, is confidential, or about somebody: what is said of a person goes out with the whole log only. */
  confidential: boolean;
};

const page = statement<Omit<SealedRow, 'tiled'>>(
  'log.readSealed',
  `select s.position, s.stream_id, s.seq, s.leaf, e.body,
     coalesce(m.confidential, false) or coalesce(p.confidential, false) or coalesce(r.confidential, false)
       or exists (select 1 from party b where b.agency_id = $1 and b.matter_id in (m.id, m.parent_id, m.root_id)
         and b.role = 'accused') as confidential
   from sealed s
   left join event e on e.agency_id = $1 and e.stream_id = s.stream_id and e.seq = s.seq
   left join matter m on m.agency_id = $1 and m.id = s.stream_id
   left join matter p on p.agency_id = $1 and p.id = m.parent_id
   left join matter r on r.agency_id = $1 and r.id = m.root_id
   where s.agency_id = $1 and s.position >= $2 and s.position < $3 order by s.position`,
);

/** Whole tiles a page, so that each is read once. */
const PAGE = 8 * TILE_WIDTH;

/**
 * The sealed log up to `size`, page by page, a missing position as null. The runner should stand in a transaction with
 * one snapshot.
 */
export async function* readSealed(
  runner: Runner,
  agency: string,
  size: number,
): AsyncGenerator<readonly (SealedRow | null)[]> {
  for (let from = 0; from < size; from += PAGE) {
    const to = Math.min(from + PAGE, size);
    const rows: (SealedRow | null)[] = Array.from({ length: to - from }, () => null);
    const tiles = await readTiles(runner, agency, 0, Math.floor(from / TILE_WIDTH), Math.floor(to / TILE_WIDTH));
    for (const row of await run(runner, page, agency, from, to)) {
      const at = (row.position % TILE_WIDTH) * HASH_BYTES;
      const tiled = tiles.get(Math.floor(row.position / TILE_WIDTH))?.subarray(at, at + HASH_BYTES) ?? null;
      rows[row.position - from] = { ...row, tiled };
    }
    yield rows;
  }
}

/** A transaction that reads one state of the database, whatever is written meanwhile. */
export const inSnapshot = async <T>(
  pool: { connect(): Promise<Runner & { release(destroy?: boolean): void }> },
  work: (runner: Runner) => Promise<T>,
): Promise<T> => {
  const client = await pool.connect();
  try {
    await client.query({ text: 'begin transaction isolation level repeatable read read only' });
    return await work(client);
  } finally {
    await client.query({ text: 'rollback' }).then(
      () => client.release(),
      () => client.release(true),
    );
  }
};
