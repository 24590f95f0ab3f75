import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  type KeyObject,
  hash as oneShot,
  randomBytes,
} from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonical, type Json } from '../../kernel/proof/canonical.ts';
import { commit } from '../../kernel/proof/commitment.ts';

const algorithm = 'aes-256-gcm';

/** Bytes under a key (AES-256-GCM): nonce, tag, cipher. */
export const seal = (key: KeyObject, plain: Buffer): Buffer => {
  const iv = randomBytes(12);
  const cipher = createCipheriv(algorithm, key, iv);
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), body]);
};

/** The bytes again; throws when they were altered or the key is another one. */
export const open = (key: KeyObject, sealed: Buffer): Buffer => {
  const decipher = createDecipheriv(algorithm, key, sealed.subarray(0, 12));
  decipher.setAuthTag(sealed.subarray(12, 28));
  const plain = decipher.update(sealed.subarray(28));
  // In this mode nothing is left to come; what is asked here is whether the tag fits.
  decipher.final();
  return plain;
};

const sha256 = (bytes: Uint8Array): Uint8Array => oneShot('sha256', bytes, 'buffer');

/** The key of a matter or a person, ready for use: a key given as bytes is prepared anew for each value, which costs more than the value. */
export type DataKey = KeyObject;

/** A protected value as it leaves for the database. */
export type Protected = { commitment: string; cipher: Buffer };

/**
 * Keys and values of personal data. The master key lies in a file of its own (mode 0600) outside the database; a subject's
 * key is wrapped by it; destroying the wrapped key makes every value of that subject unreadable wherever a copy may lie.
 */
export type Vault = {
  newKey(): { key: DataKey; wrapped: Buffer };
  unwrap(wrapped: Buffer): DataKey;
  protect(key: DataKey, value: Json): Protected;
  /** The value and its salt; throws when the bytes were altered or the key is another one. */
  reveal(key: DataKey, cipher: Buffer): { value: Json; salt: Buffer };
  /** Keyed index of a value that must be found but not read: login names, addresses. */
  index(value: string): Buffer;
};

/** The vault over a master key of 32 bytes. */
export const openVault = (master: Buffer): Vault => {
  if (master.length !== 32) throw new Error('the key file must hold 32 bytes');
  const masterKey = createSecretKey(master);
  const indexKey = createHmac('sha256', master).update('xiaoneng index').digest();
  return {
    newKey() {
      const bytes = randomBytes(32);
      return { key: createSecretKey(bytes), wrapped: seal(masterKey, bytes) };
    },
    unwrap: (wrapped) => createSecretKey(open(masterKey, wrapped)),
    protect(key, value) {
      const salt = randomBytes(32);
      const cipher = seal(key, Buffer.concat([salt, Buffer.from(canonical(value))]));
      return { commitment: commit(sha256, salt, value), cipher };
    },
    reveal(key, cipher) {
      const plain = open(key, cipher);
      return { salt: plain.subarray(0, 32), value: JSON.parse(plain.subarray(32).toString('utf8')) as Json };
    },
    index: (value) => createHmac('sha256', indexKey).update(value.normalize('NFKC').toLowerCase()).digest(),
  };
};

/** Reads `personal.key` of the data folder, making it on the first start. */
export const vaultOf = (dataFolder: string): Vault => {
  const path = join(dataFolder, 'personal.key');
  if (!existsSync(path)) writeFileSync(path, randomBytes(32).toString('base64'), { mode: 0o600, flag: 'wx' });
  return openVault(Buffer.from(readFileSync(path, 'utf8'), 'base64'));
};
