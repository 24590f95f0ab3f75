import { fromBase64, joinBytes, toBase64, toHex, utf8 } from './bytes.ts';
import { HASH_BYTES, type Hash } from './merkle.ts';

/** Ed25519 check: 32-byte public key, message, 64-byte signature. */
export type VerifySignature = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean;
/** Ed25519 signature (64 bytes) of a message. */
export type Sign = (message: Uint8Array) => Uint8Array;

/** A key that signs notes. `id` = first four bytes of SHA-256(name ‖ "\n" ‖ 0x01 ‖ public key), in hex. */
export interface NoteKey {
  readonly name: string;
  readonly id: string;
  readonly publicKey: Uint8Array;
}

/** One signature line of a note, not yet checked. */
export interface NoteSignature {
  readonly name: string;
  readonly id: string;
  readonly signature: Uint8Array;
}

/** A signed note (C2SP signed-note): the text that is signed, its last newline included, and the signature lines. */
export interface Note {
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/** Head of a log (C2SP tlog-checkpoint). `extension` lines are opaque; a demonstration agency is stamped there. */
export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
  readonly extension: readonly string[];
}

/** A value or the reason, in plain words, why the text is refused. */
export type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: string };

const ED25519 = 1;
const MAX_SIGNATURES = 100;
const no = (reason: string) => ({ ok: false, reason }) as const;

/** Whether a text may name a key: not empty, no space of any kind, no plus, no control character. */
export function isKeyName(name: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused.
  return name.isWellFormed() && /^[^\s\u0085+\u0000-\u001f\u007f]+$/u.test(name);
}

/** The key named `name`. @throws RangeError when the name or the length of the public key is impossible. */
export function noteKey(hash: Hash, name: string, publicKey: Uint8Array): NoteKey {
  if (!isKeyName(name)) throw new RangeError(`not a key name: ${JSON.stringify(name)}`);
  if (publicKey.length !== 32) throw new RangeError(`an Ed25519 public key has 32 bytes, not ${publicKey.length}`);
  const id = hash(joinBytes(utf8(`${name}\n`), Uint8Array.of(ED25519), publicKey)).subarray(0, 4);
  return { name, id: toHex(id), publicKey };
}

/** The usual text of a public key: `name+id+base64(0x01 ‖ public key)`. */
export function formatKey(key: NoteKey): string {
  return `${key.name}+${key.id}+${toBase64(joinBytes(Uint8Array.of(ED25519), key.publicKey))}`;
}

/** Reads the text of `formatKey`; refuses one whose id is not that of its name and key. */
export function parseKey(hash: Hash, text: string): Read<NoteKey> {
  const [name, id, encoded, ...more] = splitKey(text);
  const bytes = encoded === undefined ? null : fromBase64(encoded);
  if (name === undefined || !isKeyName(name) || more.length > 0) return no('not a key text');
  if (bytes?.length !== 33 || bytes[0] !== ED25519) return no('not an Ed25519 key');
  const key = noteKey(hash, name, bytes.slice(1));
  return key.id === id ? { ok: true, value: key } : no('the id of the key is not that of its name and bytes');
}

// The encoded key may hold plus signs itself, so only the first two separate.
function splitKey(text: string): string[] {
  const first = text.indexOf('+');
  const second = text.indexOf('+', first + 1);
  return second < 0 ? [] : [text.slice(0, first), text.slice(first + 1, second), text.slice(second + 1)];
}

/** The text of a checkpoint that is signed. @throws RangeError when a part cannot stand in it. */
export function formatCheckpoint(checkpoint: Checkpoint): string {
  const { origin, size, root, extension } = checkpoint;
  if (root.length !== HASH_BYTES || !Number.isSafeInteger(size) || size < 0) throw new RangeError('not a tree head');
  const text = `${[origin, size, toBase64(root), ...extension].join('\n')}\n`;
  const back = parseCheckpoint(text);
  if (!back.ok) throw new RangeError(back.reason);
  if (back.value.extension.length !== extension.length) throw new RangeError('a line break in a line');
  return text;
}

/** Reads the text of a checkpoint strictly: three lines or more, none empty, size without leading zeros. */
export function parseCheckpoint(text: string): Read<Checkpoint> {
  if (!text.endsWith('\n')) return no('the text of the checkpoint does not end its last line');
  const [origin, size, encoded, ...extension] = text.slice(0, -1).split('\n');
  if (!origin || size === undefined || encoded === undefined || extension.includes('')) {
    return no('a checkpoint has at least three lines and no empty one');
  }
  if (!/^(0|[1-9][0-9]*)$/.test(size) || !Number.isSafeInteger(Number(size))) return no('the size is not a number');
  const root = fromBase64(encoded);
  if (root?.length !== HASH_BYTES) return no('the root is not the base 64 of 32 bytes');
  return { ok: true, value: { origin, size: Number(size), root, extension } };
}

/** Signs a text that ends in a newline: the whole note. */
export function signNote(text: string, key: NoteKey, sign: Sign): string {
  const id = key.id.match(/../g)!.map((pair) => Number.parseInt(pair, 16));
  const line = `\u2014 ${key.name} ${toBase64(joinBytes(Uint8Array.from(id), sign(utf8(text))))}\n`;
  const note = parseNote(`${text}\n${line}`);
  if (!note.ok || note.value.text !== text) throw new RangeError('this text cannot be signed as a note');
  return `${text}\n${line}`;
}

/** Takes a note apart, strictly; checks no signature. */
export function parseNote(note: string): Read<Note> {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the format forbids them.
  if (!note.isWellFormed() || /[\u0000-\u0009\u000b-\u001f]/.test(note))
    return no('the note holds a control character');
  const gap = note.lastIndexOf('\n\n');
  if (gap < 0 || !note.endsWith('\n')) return no('the note has no signature part');
  const lines = note.slice(gap + 2, -1).split('\n');
  if (lines.length > MAX_SIGNATURES) return no('the note has too many signatures');
  const signatures: NoteSignature[] = [];
  for (const line of lines) {
    const [dash, name, encoded, ...more] = line.split(' ');
    const bytes = encoded === undefined ? null : fromBase64(encoded);
    if (dash !== '\u2014' || name === undefined || !isKeyName(name) || !bytes || bytes.length < 5 || more.length > 0) {
      return no('a signature line of the note is not one');
    }
    signatures.push({ name, id: toHex(bytes.subarray(0, 4)), signature: bytes.subarray(4) });
  }
  return { ok: true, value: { text: note.slice(0, gap + 1), signatures } };
}

/**
 * Checks the signatures of a note: answers the known key that signed it. Signatures of unknown keys are passed over;
 * one by a known key that does not hold refuses the note.
 */
export function verifyNote(note: Note, keys: readonly NoteKey[], verify: VerifySignature): Read<NoteKey> {
  const message = utf8(note.text);
  let signedBy: NoteKey | null = null;
  for (const { name, id, signature } of note.signatures) {
    const key = keys.find((known) => known.name === name && known.id === id);
    if (!key) continue;
    if (!verify(key.publicKey, message, signature)) return no(`the signature by key ${name}+${id} does not hold`);
    signedBy ??= key;
  }
  const names = note.signatures.map(({ name, id }) => `${name}+${id}`).join(', ');
  return signedBy ? { ok: true, value: signedBy } : no(`no known key signed it (signed by ${names})`);
}
