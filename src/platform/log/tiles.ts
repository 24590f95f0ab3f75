import { createTileTree, edgeTiles, TILE_WIDTH, type Tile, type TileTree } from '../../kernel/proof/index.ts';
import { type Runner, run, statement } from '../database/statement.ts';
import { sha256 } from './hashing.ts';

const sealedSize = statement<{ size: number }>(
  'log.sealedSize',
  'select coalesce(max(position) + 1, 0) as size from sealed where agency_id = $1',
);
const tileSpan = statement<{ index: number; hashes: Buffer }>(
  'log.tileSpan',
  'select index, hashes from tile where agency_id = $1 and level = $2 and index >= $3 and index < $4',
);
const leafSpan = statement<{ position: number; leaf: Buffer }>(
  'log.leafSpan',
  'select position, leaf from sealed where agency_id = $1 and position >= $2 and position < $3 order by position',
);
const tileInsert = statement(
  'log.insertTiles',
  `insert into tile (agency_id, level, index, hashes)
   select $1::uuid, t.level, t.index, t.hashes from unnest($2::int[], $3::bigint[], $4::bytea[]) as t(level, index, hashes)`,
);

/** The stored tree is not whole: a tile or a sealed row that must be there is missing. */
export class BrokenTree extends Error {
  override name = 'BrokenTree';
}

/** How many events of an agency have a position. */
export const sizeOf = async (runner: Runner, agency: string): Promise<number> =>
  (await run(runner, sealedSize, agency))[0]?.size ?? 0;

/** Whole tiles of one level, `from` ≤ index < `to`, by index. */
export const readTiles = async (
  runner: Runner,
  agency: string,
  level: number,
  from: number,
  to: number,
): Promise<Map<number, Buffer>> =>
  new Map((await run(runner, tileSpan, agency, level, from, to)).map(({ index, hashes }) => [index, hashes]));

/** The tree as it stood at `size`, from whole tiles and the last sealed leaves. @throws BrokenTree */
export const treeAt = async (runner: Runner, agency: string, size: number): Promise<TileTree> => {
  const tiles = new Map<string, Uint8Array>();
  for (const { level, from, to } of edgeTiles(size)) {
    for (const [index, hashes] of await readTiles(runner, agency, level, from, to)) {
      tiles.set(`${level}/${index}`, hashes);
    }
  }
  const first = size - (size % TILE_WIDTH);
  const rest = await run(runner, leafSpan, agency, first, size);
  if (rest.length !== size - first) throw new BrokenTree(`sealed rows between ${first} and ${size} are missing`);
  const readTile = (level: number, index: number): Uint8Array => {
    const found = tiles.get(`${level}/${index}`);
    if (!found) throw new BrokenTree(`tile ${level}/${index} is missing`);
    return found;
  };
  return createTileTree(
    sha256,
    size,
    readTile,
    rest.map(({ leaf }) => leaf),
  );
};

/** Stores tiles that became whole; a tile is written once and never again. */
export const storeTiles = async (runner: Runner, agency: string, tiles: readonly Tile[]): Promise<void> => {
  if (tiles.length === 0) return;
  await run(
    runner,
    tileInsert,
    agency,
    tiles.map(({ level }) => level),
    tiles.map(({ index }) => index),
    tiles.map(({ hashes }) => Buffer.from(hashes)),
  );
};
