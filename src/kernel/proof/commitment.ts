import { toBase64, utf8 } from './bytes.ts';
import { canonical, type Json } from './canonical.ts';
import type { Hash } from './merkle.ts';

/** Bytes of the salt that stands before a committed value. */
const SALT_BYTES = 32;

/**
 * base64(SHA-256(salt ‖ canonical(value))): binds an event to a value kept elsewhere. Once salt and value are destroyed
 * the text says nothing about the value, even to somebody who can guess all possible ones.
 * @throws RangeError when the salt has not 32 bytes; TypeError as `canonical`.
 */
export function commit(hash: Hash, salt: Uint8Array, value: Json): string {
  if (salt.length !== SALT_BYTES) throw new RangeError(`the salt has ${SALT_BYTES} bytes, not ${salt.length}`);
  const text = utf8(canonical(value));
  const bytes = new Uint8Array(SALT_BYTES + text.length);
  bytes.set(salt);
  bytes.set(text, SALT_BYTES);
  return toBase64(hash(bytes));
}

/** A commitment met in an event: where it stands, and the matter or person whose key covers the value. */
export interface CommittedValue {
  /** Keys and indexes joined by dots: `title`, `measures.0.text`. */
  readonly path: string;
  readonly commit: string;
  readonly of: string;
}

/** Every `{"commit", "of"}` in a value, in the order of the text. */
export function commitmentsIn(value: unknown): CommittedValue[] {
  const found: CommittedValue[] = [];
  const visit = (inner: unknown, path: readonly string[]) => {
    if (typeof inner !== 'object' || inner === null) return;
    const { commit: digest, of } = inner as { commit?: unknown; of?: unknown };
    if (typeof digest === 'string' && typeof of === 'string') {
      found.push({ path: path.join('.'), commit: digest, of });
      return;
    }
    for (const [key, item] of Object.entries(inner)) visit(item, [...path, key]);
  };
  visit(value, []);
  return found;
}
