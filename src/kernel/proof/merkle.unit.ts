import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sha256 } from '../../../tests/builders/proof.ts';
import { joinBytes, toHex, utf8 } from './bytes.ts';
import { createRange, createTree, leafHash, rootOf } from './merkle.ts';
import { consistencyProof, inclusionProof, verifyConsistency, verifyInclusion } from './merkle-proofs.ts';

/** MTH of RFC 9162 section 2.1.1, word for word and slowly. */
function mth(entries: readonly Uint8Array[]): Uint8Array {
  if (entries.length === 0) return sha256(new Uint8Array(0));
  if (entries.length === 1) return sha256(joinBytes(Uint8Array.of(0), entries[0]!));
  let k = 1;
  while (2 * k < entries.length) k *= 2;
  return sha256(joinBytes(Uint8Array.of(1), mth(entries.slice(0, k)), mth(entries.slice(k))));
}

const entry = (n: number) => utf8(`entry ${n}`);
const entries = (n: number) => Array.from({ length: n }, (_, i) => entry(i));
function grown(n: number) {
  const tree = createTree(sha256);
  for (const one of entries(n)) tree.append(leafHash(sha256, one));
  return tree;
}
const size = fc.integer({ min: 1, max: 600 });
const pairOf = fc.tuple(size, size).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);

describe('Merkle tree', () => {
  it('has the roots of the recursive definition at every size, also asked for afterwards', () => {
    const tree = createTree(sha256);
    const range = createRange(sha256);
    const roots = [toHex(tree.root())];
    for (let n = 1; n <= 300; n++) {
      const leaf = leafHash(sha256, entry(n - 1));
      tree.append(leaf);
      range.append(leaf);
      const root = toHex(mth(entries(n)));
      roots.push(root);
      expect([toHex(tree.root()), toHex(range.root())]).toEqual([root, root]);
    }
    expect(roots.map((_, n) => toHex(tree.root(n)))).toEqual(roots);
    expect(roots[0]).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(
      toHex(
        rootOf(
          sha256,
          entries(7).map((one) => leafHash(sha256, one)),
        ),
      ),
    ).toBe(roots[7]);
  });

  it('stands up again from complete subtrees and refuses one that has no place', () => {
    const tree = grown(13);
    const range = createRange(sha256);
    range.append(tree.subtree(3, 0), 3);
    range.append(tree.subtree(2, 2), 2);
    expect(() => range.append(tree.subtree(1, 0), 3)).toThrow(RangeError);
    range.append(tree.subtree(0, 12));
    expect(range.root()).toEqual(tree.root());
    expect(() => tree.root(14)).toThrow(RangeError);
    expect(() => tree.subtree(3, 1)).toThrow(RangeError);
  });
});

describe('proofs', () => {
  it('shows every leaf where it stands and nowhere else', () => {
    fc.assert(
      fc.property(pairOf, fc.nat(), ([index, n], other) => {
        const tree = grown(n);
        const at = index - 1;
        const proof = inclusionProof(sha256, tree.subtree, at, n);
        const claim = { index: at, size: n, leaf: leafHash(sha256, entry(at)), root: tree.root(), proof };
        expect(verifyInclusion(sha256, claim)).toBe(true);
        const elsewhere = other % n;
        if (elsewhere !== at) expect(verifyInclusion(sha256, { ...claim, index: elsewhere })).toBe(false);
        expect(verifyInclusion(sha256, { ...claim, leaf: leafHash(sha256, entry(n)) })).toBe(false);
        expect(verifyInclusion(sha256, { ...claim, proof: [...proof, claim.leaf] })).toBe(false);
        expect(verifyInclusion(sha256, { ...claim, size: 0 })).toBe(false);
      }),
      { numRuns: 60 },
    );
  });

  it('shows that one tree begins with the other, and not with another one', () => {
    fc.assert(
      fc.property(pairOf, ([first, second]) => {
        const tree = grown(second);
        const proof = consistencyProof(sha256, tree.subtree, first, second);
        const claim = { first, second, root1: tree.root(first), root2: tree.root(), proof };
        expect(verifyConsistency(sha256, claim)).toBe(true);
        const forged = leafHash(sha256, utf8('forged'));
        expect(verifyConsistency(sha256, { ...claim, root1: forged })).toBe(false);
        expect(verifyConsistency(sha256, { ...claim, root2: forged })).toBe(false);
        expect(verifyConsistency(sha256, { ...claim, proof: [...proof, forged] })).toBe(false);
        if (proof.length > 0) expect(verifyConsistency(sha256, { ...claim, proof: proof.slice(1) })).toBe(false);
      }),
      { numRuns: 60 },
    );
  });

  it('is not made for what is not there', () => {
    const tree = grown(5);
    expect(() => inclusionProof(sha256, tree.subtree, 5, 5)).toThrow(RangeError);
    expect(() => consistencyProof(sha256, tree.subtree, 0, 5)).toThrow(RangeError);
    expect(() => consistencyProof(sha256, tree.subtree, 6, 5)).toThrow(RangeError);
  });
});
