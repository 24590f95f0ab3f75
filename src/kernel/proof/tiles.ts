import { joinBytes } from './bytes.ts';
import { createRange, HASH_BYTES, type Hash } from './merkle.ts';

/** Hashes in a whole tile. Hash k of tile (level, index) is the root over 256^level leaves, the (256·index + k)th. */
export const TILE_WIDTH = 256;

/** A whole tile: 256 hashes, 8192 bytes. */
export interface Tile {
  readonly level: number;
  readonly index: number;
  readonly hashes: Uint8Array;
}

/** Tiles `from` ≤ index < `to` of one level. */
export interface TileSpan {
  readonly level: number;
  readonly from: number;
  readonly to: number;
}

/** A growing tree that hands out every tile as it becomes whole. */
export interface TileTree {
  readonly size: () => number;
  readonly root: () => Uint8Array;
  /** Appends a leaf hash; answers the tiles it completed, lowest level first. */
  readonly append: (leaf: Uint8Array) => Tile[];
}

/** Root over the 256 hashes of a whole tile. */
export function tileRoot(hash: Hash, tile: Uint8Array): Uint8Array {
  if (tile.length !== TILE_WIDTH * HASH_BYTES) throw new RangeError(`a whole tile has 8192 bytes, not ${tile.length}`);
  const range = createRange(hash);
  for (let k = 0; k < TILE_WIDTH; k++) range.append(tile.subarray(k * HASH_BYTES, (k + 1) * HASH_BYTES));
  return range.root();
}

/** Which whole tiles are needed to stand a tree of `size` leaves up again; the last `size % 256` leaves come besides. */
export function edgeTiles(size: number): TileSpan[] {
  const spans: TileSpan[] = [];
  for (
    let level = 0, count = Math.floor(size / TILE_WIDTH);
    count > 0;
    level++, count = Math.floor(count / TILE_WIDTH)
  ) {
    const from = count - (count % TILE_WIDTH);
    if (from < count) spans.push({ level, from, to: count });
  }
  return spans;
}

/**
 * A tile tree, empty or standing where `size` leaves left it.
 * @param readTile gives the hashes of each tile named by `edgeTiles(size)`
 * @param rest the hashes of the last `size % 256` leaves
 */
export function createTileTree(
  hash: Hash,
  size = 0,
  readTile: (level: number, index: number) => Uint8Array = () => new Uint8Array(0),
  rest: readonly Uint8Array[] = [],
): TileTree {
  if (rest.length !== size % TILE_WIDTH) throw new RangeError(`${rest.length} last leaves for a tree of ${size}`);
  // pending[l]: the hashes of level l that do not fill a tile yet.
  const pending: Uint8Array[][] = [[...rest]];
  for (const { level, from, to } of edgeTiles(size)) {
    const row: Uint8Array[] = [];
    for (let index = from; index < to; index++) row.push(tileRoot(hash, readTile(level, index)));
    pending[level + 1] = row;
  }
  const range = createRange(hash);
  for (let level = pending.length - 1; level >= 0; level--) {
    for (const root of pending[level] ?? []) range.append(root, 8 * level);
  }

  return {
    size: range.size,
    root: range.root,
    append(leaf) {
      const whole: Tile[] = [];
      range.append(leaf);
      let carry = leaf;
      for (let level = 0; ; level++) {
        pending[level] ??= [];
        const row = pending[level]!;
        row.push(carry);
        if (row.length < TILE_WIDTH) return whole;
        const hashes = joinBytes(...row);
        whole.push({ level, index: range.size() / TILE_WIDTH ** (level + 1) - 1, hashes });
        pending[level] = [];
        carry = tileRoot(hash, hashes);
      }
    },
  };
}

/** Root over `size` leaves out of whole tiles and the last leaves; parameters as for `createTileTree`. */
export function rootFromTiles(
  hash: Hash,
  size: number,
  readTile: (level: number, index: number) => Uint8Array,
  rest: readonly Uint8Array[],
): Uint8Array {
  return createTileTree(hash, size, readTile, rest).root();
}
