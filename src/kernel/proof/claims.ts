import { toHex } from './bytes.ts';
import type { Chains } from './chain.ts';
import { type Finding, finding } from './findings.ts';
import { createTree, HASH_BYTES, type Hash, sameRoot, type Tree } from './merkle.ts';
import type { Checkpoint } from './note.ts';

/**
 * Leaf hashes as they were sealed, written beside the checkpoints so that a difference can be named. They prove nothing
 * by themselves: they count only where they give the root that was signed.
 */
export interface Claims {
  readonly count: number;
  readonly leaf: (position: number) => Uint8Array;
}

/** Leaf hashes one after the other, as in checkpoints.jsonl. */
export function claimsOf(leaves: Uint8Array): Claims {
  return {
    count: Math.floor(leaves.length / HASH_BYTES),
    leaf: (position) => leaves.subarray(position * HASH_BYTES, (position + 1) * HASH_BYTES),
  };
}

/** How many of the claimed leaves are vouched for: the size of the largest checkpoint whose root they give. */
export function provenClaims(hash: Hash, claims: Claims, checkpoints: readonly Checkpoint[]): number {
  const tree = createTree(hash);
  let proven = 0;
  for (const { size, root } of checkpoints) {
    if (size > claims.count || size < tree.size()) break;
    while (tree.size() < size) tree.append(claims.leaf(tree.size()));
    if (!sameRoot(tree.root(), root)) break;
    proven = size;
  }
  return proven;
}

const MAX_NAMED = 50;

/**
 * Lays the lines of a log beside what was sealed and names each line that was changed, moved, added or is missing.
 * Only the first 50 are named; what follows a displacement is recognised as such, not reported again.
 */
export function compareWithClaims(tree: Tree, chains: Chains, claims: Claims, proven: number): Finding[] {
  const lines = tree.size();
  const line = (p: number) => toHex(tree.subtree(0, p));
  const sealed = (p: number) => toHex(claims.leaf(p));
  let p = 0;
  while (p < Math.min(lines, proven) && sameRoot(tree.subtree(0, p), claims.leaf(p))) p++;
  let e = p;
  const placeOf = new Map<string, number>();
  for (let n = e; n < proven; n++) placeOf.set(sealed(n), n);
  const standing = new Set<string>();
  for (let n = p; n < lines; n++) standing.add(line(n));

  const found: Finding[] = [];
  const name = (code: 'changed' | 'added' | 'moved', position: number, facts = {}) =>
    found.push(finding(code, chains.at(position) ?? { position }, facts));
  // Sealed events passed over that stand further on, and those whose line has been met before its time.
  const owed = new Set<number>();
  const taken = new Set<number>();
  // Ends with the lines: a tail that is cut off is said once, by the end of the log.
  while (p < lines && (e < proven || owed.size > 0) && found.length < MAX_NAMED) {
    if (taken.has(e)) {
      e++;
      continue;
    }
    const isGone = e < proven && !standing.has(sealed(e));
    const place = placeOf.get(line(p));
    if (place === e) {
      p++;
      e++;
    } else if (place === undefined) {
      name(isGone ? 'changed' : 'added', p);
      p++;
      if (isGone) e++;
    } else if (place < e) {
      if (owed.delete(place)) name('moved', p, { sealedAt: place });
      else name('added', p);
      p++;
    } else if (isGone) {
      found.push(finding('dropped', { position: e }));
      e++;
    } else {
      // Both are known and one is displaced: the one whose neighbour is in its place is the one that stayed.
      const next = p + 1 < lines ? placeOf.get(line(p + 1)) : undefined;
      const isSwap = place === e + 1 && next === e;
      if (place === e + 1 && !isSwap) {
        owed.add(e++);
        continue;
      }
      name('moved', p++, { sealedAt: place });
      taken.add(place);
      if (next === e && !isSwap) continue;
      owed.add(e++);
    }
  }
  return found;
}
