import {
  createTileTree,
  type Finding,
  finding,
  HASH_BYTES,
  leafHash,
  type StreamRef,
  sameBytes,
  TILE_WIDTH,
  type Tile,
  utf8,
} from '../../kernel/proof/index.ts';
import { type Runner, run, statement } from '../database/statement.ts';
import { sha256 } from './hashing.ts';
import type { SealedRow } from './read-log.ts';

const storedTile = statement<{ hashes: Buffer }>(
  'log.storedTile',
  'select hashes from tile where agency_id = $1 and level = $2 and index = $3',
);

const EMPTY = new Uint8Array(HASH_BYTES);

/** Where a row stands, in words of a finding; its stream's kind is read from the body when there is one. */
const placeOf = (row: Pick<SealedRow, 'position' | 'stream_id' | 'seq' | 'body'>) => ({
  position: row.position,
  stream: { kind: kindOf(row.body), id: row.stream_id } satisfies StreamRef,
  seq: row.seq,
});

const kindOf = (body: string | null): string => {
  try {
    return String((JSON.parse(body ?? '') as { stream?: { kind?: unknown } }).stream?.kind ?? 'stream');
  } catch {
    return 'stream';
  }
};

/** Compares each text with its sealed hash, and the sealed hashes with the tiles made when they were sealed. */
export const createTreeCheck = (runner: Runner, agency: string) => {
  const tree = createTileTree(sha256);
  // The rows of the tile that is being filled, so that a difference can be named.
  let recent: (SealedRow | null)[] = [];
  let pageFrom = 0;

  const lowestTile = (tile: Tile, stored: Uint8Array): Finding[] => {
    const found: Finding[] = [];
    for (let k = 0; k < TILE_WIDTH; k++) {
      const span = [k * HASH_BYTES, (k + 1) * HASH_BYTES] as const;
      const row = recent[k];
      if (!row || sameBytes(tile.hashes.subarray(...span), stored.subarray(...span))) continue;
      found.push(finding('sealedChanged', placeOf(row), { tile: `0/${tile.index}` }));
    }
    return found;
  };

  const checkTile = async (tile: Tile): Promise<Finding[]> => {
    const { level, index, hashes } = tile;
    const [stored] = await run(runner, storedTile, agency, level, index);
    if (stored && sameBytes(stored.hashes, hashes)) return [];
    const named = stored && level === 0 ? lowestTile(tile, stored.hashes) : [];
    return named.length > 0 ? named : [finding('tile', {}, { level, index })];
  };

  return {
    /** First position of the page checked last. */
    from: () => pageFrom,
    async check(rows: readonly (SealedRow | null)[]): Promise<Finding[]> {
      pageFrom = tree.size();
      const found: Finding[] = [];
      for (const row of rows) {
        const position = tree.size();
        if (!row) found.push(finding('sealedGap', { position }, { expected: position }));
        else if (row.body === null) found.push(finding('eventGone', placeOf(row)));
        else if (!sameBytes(leafHash(sha256, utf8(row.body)), row.leaf))
          found.push(finding('eventChanged', placeOf(row)));
        recent.push(row);
        for (const tile of tree.append(row?.leaf ?? EMPTY)) found.push(...(await checkTile(tile)));
        if (recent.length === TILE_WIDTH) recent = [];
      }
      return found;
    },
  };
};
