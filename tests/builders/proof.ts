import { createPrivateKey, createPublicKey, generateKeyPairSync, hash as oneShot, sign, verify } from 'node:crypto';
import {
  type Checkpoint,
  createTree,
  type EventBody,
  eventBody,
  formatCheckpoint,
  formatCheckpointLine,
  formatKeys,
  type Hash,
  leafHash,
  type NoteKey,
  noteKey,
  signNote,
  utf8,
  type VerifySignature,
} from '../../src/kernel/proof/index.ts';

export const sha256: Hash = (bytes) => oneShot('sha256', bytes, 'buffer');
const sha256hex = (text: string) => oneShot('sha256', text, 'hex');

export const verifyEd25519: VerifySignature = (publicKey, message, signature) =>
  verify(
    null,
    message,
    createPublicKey({
      key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(publicKey).toString('base64url') },
      format: 'jwk',
    }),
    signature,
  );

/** A signing key as a test needs it. */
export interface TestKey {
  readonly key: NoteKey;
  readonly sign: (message: Uint8Array) => Uint8Array;
}

export function testKey(name: string): TestKey {
  const { privateKey } = generateKeyPairSync('ed25519');
  const { x } = createPublicKey(createPrivateKey(privateKey.export({ format: 'pem', type: 'pkcs8' }))).export({
    format: 'jwk',
  });
  return {
    key: noteKey(sha256, name, Buffer.from(x!, 'base64url')),
    sign: (message) => sign(null, message, privateKey),
  };
}

const uuid = (n: number) => `00000000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;

/** Bodies of `count` events over `streams` matters in turn, chained as the log chains them. */
export function chainedBodies(
  count: number,
  streams: number,
  change: (event: EventBody, n: number) => EventBody = (e) => e,
) {
  const heads: (string | null)[] = Array(streams).fill(null);
  return Array.from({ length: count }, (_, n) => {
    const at = new Date(Date.UTC(2026, 2, 1, 8) + n * 1000).toISOString();
    const body = eventBody(
      change(
        {
          v: 1,
          agency: 'demo',
          stream: { kind: 'matter', id: uuid(n % streams) },
          parent: null,
          number: n < streams ? `2026-${n + 1}` : null,
          seq: Math.floor(n / streams) + 1,
          prev: heads[n % streams] ?? null,
          action: n < streams ? 'register' : 'reportProgress',
          actor: uuid(1000),
          post: uuid(2000),
          onBehalfOf: null,
          command: uuid(100000 + n),
          recordedAt: at,
          occurredAt: at,
          settings: [{ kind: 'post', id: uuid(2000), seq: 1 }],
          procedure: { code: 'problem', version: 1 },
          state: { from: n < streams ? null : 'rectifying', to: 'rectifying' },
          data: { note: { commit: 'q6yroAAAAAAAAAAAAAAAAAAAAAAAAAAAAGAGHgASNFY=' }, percent: n % 100, unit: '综合股' },
          files: [],
        },
        n,
      ),
    );
    heads[n % streams] = sha256hex(body);
    return body;
  });
}

/** An exported log in memory: checkpoints at the given sizes, signed by `key`. */
export function sealedLog(lines: readonly string[], sizes: readonly number[], key: TestKey, origin = key.key.name) {
  const tree = createTree(sha256);
  for (const line of lines) tree.append(leafHash(sha256, utf8(line)));
  const notes = sizes.map((size) => {
    const head: Checkpoint = { origin, size, root: tree.root(size), extension: [] };
    return signNote(formatCheckpoint(head), key.key, key.sign);
  });
  return {
    lines: [...lines],
    notes,
    checkpoints: notes.map((note) => formatCheckpointLine({ madeAt: '2026-03-01T08:00:00.000Z', note })),
    keys: formatKeys({ origin, keys: [key.key] }),
  };
}
