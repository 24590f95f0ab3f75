import type { DataKey, Vault } from '../../../platform/personal/vault.ts';

/** What a draft holds of what somebody wrote: readable only through a key of its own, which goes when the draft does. */
export type KeptWords = { sealed: string | null; wrapped: string | null };

type Words = Record<string, unknown>;

export const wordsOf = (vault: Vault, { sealed, wrapped }: KeptWords): Words | null => {
  if (sealed === null || wrapped === null) return null;
  const key = vault.unwrap(Buffer.from(wrapped, 'base64'));
  return JSON.parse(String(vault.reveal(key, Buffer.from(sealed, 'base64')).value)) as Words;
};

const keyFor = (vault: Vault, wrapped: string | null): { key: DataKey; wrapped: Buffer } => {
  if (wrapped === null) return vault.newKey();
  const kept = Buffer.from(wrapped, 'base64');
  return { key: vault.unwrap(kept), wrapped: kept };
};

/** The column as it is written, and its key: the one it has, or a new one. */
export const keepWords = (vault: Vault, words: Words, before: string | null): { input: string; wrapped: Buffer } => {
  const { key, wrapped } = keyFor(vault, before);
  const { cipher } = vault.protect(key, JSON.stringify(words));
  return { input: JSON.stringify({ sealed: cipher.toString('base64') }), wrapped };
};
