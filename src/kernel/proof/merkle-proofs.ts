import { sameBytes } from './bytes.ts';
import { HASH_BYTES, type Hash, nodeHash, type Subtree, sameRoot, spanRoot, splitPoint } from './merkle.ts';

/**
 * Proof that leaf `index` stands in the tree of `size` leaves (RFC 9162 section 2.1.3.1), lowest sibling first.
 * @throws RangeError when the leaf is not in the tree.
 */
export function inclusionProof(hash: Hash, subtree: Subtree, index: number, size: number): Uint8Array[] {
  if (!(index >= 0 && index < size)) throw new RangeError(`no leaf ${index} in a tree of ${size}`);
  const path = (from: number, to: number): Uint8Array[] => {
    if (to - from === 1) return [];
    const middle = from + splitPoint(to - from);
    return index < middle
      ? [...path(from, middle), spanRoot(hash, subtree, middle, to)]
      : [...path(middle, to), spanRoot(hash, subtree, from, middle)];
  };
  return path(0, size);
}

/**
 * Proof that the tree of `second` leaves begins with the tree of `first` leaves (RFC 9162 section 2.1.4.1).
 * @throws RangeError unless 0 < first ≤ second.
 */
export function consistencyProof(hash: Hash, subtree: Subtree, first: number, second: number): Uint8Array[] {
  if (!(first > 0 && first <= second)) throw new RangeError(`no consistency proof from ${first} to ${second}`);
  // `known`: the span begins at 0, so the verifier holds its root already when the old tree ends exactly here.
  const proof = (from: number, to: number, known: boolean): Uint8Array[] => {
    if (first === to) return known ? [] : [spanRoot(hash, subtree, from, to)];
    const middle = from + splitPoint(to - from);
    return first <= middle
      ? [...proof(from, middle, known), spanRoot(hash, subtree, middle, to)]
      : [...proof(middle, to, false), spanRoot(hash, subtree, from, middle)];
  };
  return proof(0, second, true);
}

const odd = (n: number) => n % 2 === 1;
const half = (n: number) => Math.floor(n / 2);
const isCount = (n: number) => Number.isSafeInteger(n) && n >= 0;
const areHashes = (...list: readonly Uint8Array[]) => list.every((bytes) => bytes.length === HASH_BYTES);

/** Whether the proof shows `leaf` at `index` of the tree of `size` leaves with this root (RFC 9162 section 2.1.3.2). */
export function verifyInclusion(
  hash: Hash,
  claim: { index: number; size: number; leaf: Uint8Array; root: Uint8Array; proof: readonly Uint8Array[] },
): boolean {
  const { index, size, leaf, root, proof } = claim;
  if (!isCount(index) || !isCount(size) || index >= size || !areHashes(leaf, root, ...proof)) return false;
  let at = index;
  let last = size - 1;
  let node = leaf;
  for (const sibling of proof) {
    if (last === 0) return false;
    if (odd(at) || at === last) {
      node = nodeHash(hash, sibling, node);
      while (!odd(at) && at !== 0) {
        at = half(at);
        last = half(last);
      }
    } else {
      node = nodeHash(hash, node, sibling);
    }
    at = half(at);
    last = half(last);
  }
  return last === 0 && sameRoot(node, root);
}

/** Whether the proof shows that the tree (second, root2) begins with the tree (first, root1) (RFC 9162 section 2.1.4.2). */
export function verifyConsistency(
  hash: Hash,
  claim: { first: number; second: number; root1: Uint8Array; root2: Uint8Array; proof: readonly Uint8Array[] },
): boolean {
  const { first, second, root1, root2, proof } = claim;
  // Every tree begins with the empty one: such a claim says nothing and is refused.
  if (!isCount(first) || !isCount(second) || first === 0 || first > second) return false;
  if (first === second) return proof.length === 0 && sameBytes(root1, root2);
  if (!areHashes(root1, root2, ...proof)) return false;
  const path = Number.isInteger(Math.log2(first)) ? [root1, ...proof] : proof;
  const start = path[0];
  if (!start || proof.length === 0) return false;

  let at = first - 1;
  let last = second - 1;
  while (odd(at)) {
    at = half(at);
    last = half(last);
  }
  let old = start;
  let now = start;
  for (const sibling of path.slice(1)) {
    if (last === 0) return false;
    if (odd(at) || at === last) {
      old = nodeHash(hash, sibling, old);
      now = nodeHash(hash, sibling, now);
      while (!odd(at) && at !== 0) {
        at = half(at);
        last = half(last);
      }
    } else {
      now = nodeHash(hash, now, sibling);
    }
    at = half(at);
    last = half(last);
  }
  return last === 0 && sameRoot(old, root1) && sameRoot(now, root2);
}
