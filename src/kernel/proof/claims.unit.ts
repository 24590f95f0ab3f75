import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sha256 } from '../../../tests/builders/proof.ts';
import { joinBytes, utf8 } from './bytes.ts';
import { createChains } from './chain.ts';
import { claimsOf, compareWithClaims, provenClaims } from './claims.ts';
import { createTree, leafHash } from './merkle.ts';

const leaf = (text: string) => leafHash(sha256, utf8(text));
const treeOf = (lines: readonly string[]) => {
  const tree = createTree(sha256);
  for (const line of lines) tree.append(leaf(line));
  return tree;
};
const sealed = Array.from({ length: 40 }, (_, n) => `event ${n}`);
const claims = claimsOf(joinBytes(...sealed.map(leaf)));
const compare = (lines: readonly string[], proven = 40) =>
  compareWithClaims(treeOf(lines), createChains(), claims, proven).map(({ code, position, facts }) =>
    'sealedAt' in facts ? `${code} ${position} from ${facts.sealedAt}` : `${code} ${position}`,
  );
const index = fc.nat(39);

describe('naming by sealed leaf hashes', () => {
  it('says nothing of an untouched log, nor of a tail that is cut or added', () => {
    expect(compare(sealed)).toEqual([]);
    expect(compare(sealed.slice(0, 30))).toEqual([]);
    expect(compare([...sealed, 'more'])).toEqual([]);
  });

  it('names the one line that was changed, dropped, added or repeated', () => {
    fc.assert(
      fc.property(index, (n) => {
        expect(compare(sealed.with(n, 'forged'))).toEqual([`changed ${n}`]);
        expect(compare(sealed.toSpliced(n, 0, 'forged'))).toEqual([`added ${n}`]);
        if (n < 39) expect(compare(sealed.toSpliced(n, 1))).toEqual([`dropped ${n}`]);
        if (n < 39) expect(compare(sealed.toSpliced(n + 1, 0, sealed[n]!))).toEqual([`added ${n + 1}`]);
      }),
    );
  });

  it('names both lines that were swapped', () => {
    fc.assert(
      fc.property(index, index, (a, b) => {
        fc.pre(a < b);
        const swapped = sealed.with(a, sealed[b]!).with(b, sealed[a]!);
        expect(compare(swapped)).toEqual([`moved ${a} from ${b}`, `moved ${b} from ${a}`]);
      }),
    );
  });

  it('names the one line that was moved, forwards or back', () => {
    fc.assert(
      fc.property(index, index, (from, to) => {
        fc.pre(Math.abs(from - to) > 1);
        const moved = sealed.toSpliced(from, 1).toSpliced(to, 0, sealed[from]!);
        expect(compare(moved)).toEqual([`moved ${to} from ${from}`]);
      }),
    );
  });

  it('names several at once', () => {
    const lines = sealed.with(3, 'forged').with(20, sealed[25]!).with(25, sealed[20]!).toSpliced(30, 1);
    expect(compare(lines)).toEqual(['changed 3', 'moved 20 from 25', 'moved 25 from 20', 'dropped 30']);
  });

  it('counts only claims that give a signed root', () => {
    const tree = treeOf(sealed);
    const heads = [10, 20, 40].map((size) => ({ origin: 'o', size, root: tree.root(size), extension: [] }));
    expect(provenClaims(sha256, claims, heads)).toBe(40);
    const forged = heads.with(2, { ...heads[2]!, root: leaf('x') });
    expect(provenClaims(sha256, claims, forged)).toBe(20);
    expect(provenClaims(sha256, claimsOf(joinBytes(...sealed.slice(0, 15).map(leaf))), heads)).toBe(10);
    expect(provenClaims(sha256, claimsOf(new Uint8Array(0)), heads)).toBe(0);
  });
});
