import { sameBytes } from './bytes.ts';

/** SHA-256 in production: any bytes in, 32 bytes out. It must not keep or change the bytes it is given. */
export type Hash = (bytes: Uint8Array) => Uint8Array;

/** Root of the complete subtree `index` (from the left) of 2^`level` leaves. */
export type Subtree = (level: number, index: number) => Uint8Array;

/** Length in bytes of every hash here. */
export const HASH_BYTES = 32;

// One buffer for all inner nodes: hashing is synchronous and `Hash` keeps nothing.
const pair = new Uint8Array(1 + 2 * HASH_BYTES);
pair[0] = 1;

/** Hash of a leaf (RFC 9162 section 2.1.1): H(0x00 ‖ entry). */
export function leafHash(hash: Hash, entry: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(entry.length + 1);
  bytes.set(entry, 1);
  return hash(bytes);
}

/** Hash of an inner node (RFC 9162 section 2.1.1): H(0x01 ‖ left ‖ right). */
export function nodeHash(hash: Hash, left: Uint8Array, right: Uint8Array): Uint8Array {
  pair.set(left, 1);
  pair.set(right, 1 + HASH_BYTES);
  return hash(pair);
}

/** Root of the tree without leaves: the hash of nothing. */
export function emptyRoot(hash: Hash): Uint8Array {
  return hash(new Uint8Array(0));
}

/** Root over the given leaf hashes. */
export function rootOf(hash: Hash, leaves: readonly Uint8Array[]): Uint8Array {
  const range = createRange(hash);
  for (const leaf of leaves) range.append(leaf);
  return range.root();
}

/** Largest power of two below `n` (n ≥ 2): where RFC 9162 splits a tree of n leaves. */
export function splitPoint(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

/**
 * Root over the leaves [from, to) put together from complete subtrees.
 * `from` must be a multiple of the smallest power of two ≥ to − from, as every span in RFC 9162 is; to > from.
 */
export function spanRoot(hash: Hash, subtree: Subtree, from: number, to: number): Uint8Array {
  const n = to - from;
  if (Number.isInteger(Math.log2(n))) return subtree(Math.log2(n), from / n);
  const middle = from + splitPoint(n);
  return nodeHash(hash, spanRoot(hash, subtree, from, middle), spanRoot(hash, subtree, middle, to));
}

/** The right edge of a growing tree: as many hashes as the size has one-bits, enough to append and to give the root. */
export interface Range {
  readonly size: () => number;
  /** Appends a leaf hash, or a complete subtree of 2^`height` leaves whose place is due next. */
  readonly append: (root: Uint8Array, height?: number) => void;
  readonly root: () => Uint8Array;
}

/** A tree that only remembers its right edge. */
export function createRange(hash: Hash): Range {
  const edge: { height: number; root: Uint8Array }[] = [];
  let size = 0;
  return {
    size: () => size,
    append(root, height = 0) {
      if (size % 2 ** height !== 0) throw new RangeError(`a subtree of height ${height} has no place at ${size}`);
      size += 2 ** height;
      let top = { height, root };
      for (let left = edge.at(-1); left?.height === top.height; left = edge.at(-1)) {
        edge.pop();
        top = { height: top.height + 1, root: nodeHash(hash, left.root, top.root) };
      }
      edge.push(top);
    },
    root: () =>
      edge.length === 0
        ? emptyRoot(hash)
        : edge.map(({ root }) => root).reduceRight((right, left) => nodeHash(hash, left, right)),
  };
}

/** A tree that remembers every complete subtree, so that it can answer the root at any earlier size and make proofs. */
export interface Tree {
  readonly size: () => number;
  readonly append: (leaf: Uint8Array) => void;
  /** Root over the first `size` leaves; size between 0 and the present one. */
  readonly root: (size?: number) => Uint8Array;
  readonly subtree: Subtree;
}

/** A full tree in memory: 64 bytes a leaf. */
export function createTree(hash: Hash): Tree {
  const levels: { bytes: Uint8Array; count: number }[] = [];
  const size = () => levels[0]?.count ?? 0;

  function push(level: number, root: Uint8Array): number {
    levels[level] ??= { bytes: new Uint8Array(HASH_BYTES * 64), count: 0 };
    const row = levels[level];
    if ((row.count + 1) * HASH_BYTES > row.bytes.length) {
      const wider = new Uint8Array(row.bytes.length * 2);
      wider.set(row.bytes);
      row.bytes = wider;
    }
    row.bytes.set(root, row.count * HASH_BYTES);
    return row.count++;
  }

  function subtree(level: number, index: number): Uint8Array {
    const row = levels[level];
    if (!row || index >= row.count) throw new RangeError(`no complete subtree ${index} at level ${level}`);
    return row.bytes.subarray(index * HASH_BYTES, (index + 1) * HASH_BYTES);
  }

  return {
    size,
    subtree,
    append(leaf) {
      let root = leaf;
      for (let level = 0, index = push(0, root); index % 2 === 1; index = push(level, root)) {
        root = nodeHash(hash, subtree(level, index - 1), root);
        level++;
      }
    },
    root(at = size()) {
      if (at > size()) throw new RangeError(`the tree has ${size()} leaves, not ${at}`);
      return at === 0 ? emptyRoot(hash) : spanRoot(hash, subtree, 0, at).slice();
    },
  };
}

/** Whether two roots are the same hash. */
export function sameRoot(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === HASH_BYTES && sameBytes(a, b);
}
