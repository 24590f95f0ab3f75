import { describe, expect, it } from 'vitest';
import { sha256 } from '../../../tests/builders/proof.ts';
import { toHex, utf8 } from './bytes.ts';
import { createTree, leafHash } from './merkle.ts';
import { createTileTree, edgeTiles, rootFromTiles, TILE_WIDTH, tileRoot } from './tiles.ts';

const leafOf = (n: number) => leafHash(sha256, utf8(`entry ${n}`));

function store() {
  const tiles = new Map<string, Uint8Array>();
  const read = (level: number, index: number) => {
    const found = tiles.get(`${level}/${index}`);
    if (!found) throw new Error(`tile ${level}/${index} is not stored`);
    return found;
  };
  return { tiles, read };
}

describe('tiles', () => {
  const most = 256 * 256 + 256 * 3 + 5;
  const { tiles, read } = store();
  const whole = createTree(sha256);
  const tree = createTileTree(sha256);
  const leaves = Array.from({ length: most }, (_, n) => leafOf(n));
  for (const leaf of leaves) {
    whole.append(leaf);
    for (const { level, index, hashes } of tree.append(leaf)) {
      expect(tiles.has(`${level}/${index}`)).toBe(false);
      tiles.set(`${level}/${index}`, hashes);
    }
  }

  it('hands out each whole tile once, with the roots of the level below', () => {
    expect([...tiles.keys()].filter((name) => name.startsWith('1/'))).toEqual(['1/0']);
    expect([...tiles.keys()].filter((name) => name.startsWith('0/')).length).toBe(259);
    expect(toHex(tree.root())).toBe(toHex(whole.root()));
    expect(toHex(read(1, 0).subarray(32 * 200, 32 * 201))).toBe(toHex(tileRoot(sha256, read(0, 200))));
    expect(toHex(tileRoot(sha256, read(1, 0)))).toBe(toHex(whole.subtree(16, 0)));
  });

  it.each([0, 1, 255, 256, 257, 511, 512, 65535, 65536, 65537, 65792, 66303, most])(
    'gives the root of %i leaves',
    (size) => {
      const rest = leaves.slice(size - (size % TILE_WIDTH), size);
      expect(toHex(rootFromTiles(sha256, size, read, rest))).toBe(toHex(whole.root(size)));
    },
  );

  it.each([300, 65500, 65536])('grows on from %i leaves with the same tiles', (size) => {
    const rest = leaves.slice(size - (size % TILE_WIDTH), size);
    const resumed = createTileTree(sha256, size, read, rest);
    const grown: string[] = [];
    for (const leaf of leaves.slice(size, size + 600)) {
      for (const { level, index, hashes } of resumed.append(leaf)) {
        grown.push(`${level}/${index}`);
        expect(toHex(hashes)).toBe(toHex(read(level, index)));
      }
    }
    expect(grown.length).toBeGreaterThanOrEqual(2);
    expect(toHex(resumed.root())).toBe(toHex(whole.root(Math.min(size + 600, most))));
  });

  it('names the tiles needed to stand up again', () => {
    expect(edgeTiles(255)).toEqual([]);
    expect(edgeTiles(256 * 3 + 1)).toEqual([{ level: 0, from: 0, to: 3 }]);
    expect(edgeTiles(256 * 258)).toEqual([
      { level: 0, from: 256, to: 258 },
      { level: 1, from: 0, to: 1 },
    ]);
    expect(() => createTileTree(sha256, 5)).toThrow(RangeError);
    expect(() => tileRoot(sha256, new Uint8Array(32))).toThrow(RangeError);
  });
});
