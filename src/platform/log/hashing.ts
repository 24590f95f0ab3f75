import { createPublicKey, type KeyObject, hash as oneShot, verify } from 'node:crypto';
import type { Hash, VerifySignature } from '../../kernel/proof/index.ts';

/** SHA-256 as the kernel's proof wants it. */
export const sha256: Hash = (bytes) => oneShot('sha256', bytes, 'buffer');

const known = new Map<string, KeyObject>();

const publicKeyOf = (bytes: Uint8Array): KeyObject => {
  const x = Buffer.from(bytes).toString('base64url');
  const found = known.get(x) ?? createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  known.set(x, found);
  return found;
};

/** Ed25519 as the kernel's proof wants it; bytes that are no key verify nothing. */
export const verifyEd25519: VerifySignature = (publicKey, message, signature) => {
  try {
    return verify(null, message, publicKeyOf(publicKey), signature);
  } catch {
    return false;
  }
};
