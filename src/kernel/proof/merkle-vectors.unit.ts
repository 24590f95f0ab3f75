import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sha256 } from '../../../tests/builders/proof.ts';
import { sharedPlace } from '../../../tests/shared-folder.ts';
import { verifyConsistency, verifyInclusion } from './merkle-proofs.ts';

interface Inclusion {
  readonly leafIdx: number;
  readonly treeSize: number;
  readonly root: string;
  readonly leafHash: string;
  readonly proof: readonly string[] | null;
  readonly wantErr: boolean;
}
interface Consistency {
  readonly size1: number;
  readonly size2: number;
  readonly root1: string;
  readonly root2: string;
  readonly proof: readonly string[] | null;
  readonly wantErr: boolean;
}

const folder = sharedPlace('vectors/merkle');

const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'base64'));
const load = <T>(kind: string) =>
  globSync(`${kind}/**/*.json`, { cwd: folder ?? '' })
    .sort()
    .map((name) => ({ name, vector: JSON.parse(readFileSync(`${folder}/${name}`, 'utf8')) as T }));

describe.skipIf(!folder)('published Merkle vectors', () => {
  it('inclusion', () => {
    const vectors = load<Inclusion>('inclusion');
    const accepted = vectors.map(({ name, vector: v }) => [
      name,
      verifyInclusion(sha256, {
        index: v.leafIdx,
        size: v.treeSize,
        leaf: bytes(v.leafHash),
        root: bytes(v.root),
        proof: (v.proof ?? []).map(bytes),
      }),
    ]);
    expect(accepted).toEqual(vectors.map(({ name, vector }) => [name, !vector.wantErr]));
    expect(vectors.length).toBeGreaterThan(90);
  });

  it('consistency', () => {
    const vectors = load<Consistency>('consistency');
    const accepted = vectors.map(({ name, vector: v }) => [
      name,
      verifyConsistency(sha256, {
        first: v.size1,
        second: v.size2,
        root1: bytes(v.root1),
        root2: bytes(v.root2),
        proof: (v.proof ?? []).map(bytes),
      }),
    ]);
    expect(accepted).toEqual(vectors.map(({ name, vector }) => [name, !vector.wantErr]));
    expect(vectors.length).toBeGreaterThan(90);
  });
});
