import { createSecretKey, randomBytes } from 'node:crypto';
import { type DataKey, open, seal, type Vault } from '../personal/vault.ts';

/** A file's own key, wrapped under the key of each matter that holds it. */
type Wrap = { of: string; key: string };

/**
 * A file as it stands in an archive: one line of JSON, then its bytes under a key of their own. With the keys of all its
 * matters destroyed nobody opens it again, also not in an archive from before.
 */
export const sealFile = (vault: Vault, holders: ReadonlyMap<string, DataKey>, bytes: Buffer): Buffer => {
  const own = randomBytes(32);
  const wraps: Wrap[] = [...holders].map(([of, key]) => ({
    of,
    key: vault.protect(key, own.toString('base64')).cipher.toString('base64'),
  }));
  return Buffer.concat([Buffer.from(`${JSON.stringify({ v: 1, keys: wraps })}\n`), seal(createSecretKey(own), bytes)]);
};

/** Who holds a sealed file; null where the line cannot be read. */
export const holdersOf = (sealed: Buffer): { wraps: Wrap[]; body: Buffer } | null => {
  const end = sealed.indexOf(10);
  try {
    const { keys } = JSON.parse(sealed.toString('utf8', 0, end)) as { keys: Wrap[] };
    return { wraps: keys, body: sealed.subarray(end + 1) };
  } catch {
    return null;
  }
};

/** The bytes, by the first key that fits; null when none does. */
export const openFile = (
  vault: Vault,
  keys: ReadonlyMap<string, DataKey>,
  { wraps, body }: { wraps: Wrap[]; body: Buffer },
): Buffer | null => {
  for (const { of, key: wrapped } of wraps) {
    const key = keys.get(of);
    if (!key) continue;
    try {
      const own = vault.reveal(key, Buffer.from(wrapped, 'base64')).value;
      if (typeof own === 'string') return open(createSecretKey(Buffer.from(own, 'base64')), body);
    } catch {
      // Another key than then: the matter was erased and written to again.
    }
  }
  return null;
};
