import { z } from 'zod';
import { fromBase64, toBase64 } from './bytes.ts';
import { canonical, parseCanonical } from './canonical.ts';
import { HASH_BYTES, type Hash } from './merkle.ts';
import { formatKey, type NoteKey, parseKey, type Read } from './note.ts';

const KeysFile = z.strictObject({ v: z.literal(1), origin: z.string().min(1), keys: z.array(z.string()) });
const CheckpointLine = z.strictObject({ madeAt: z.string(), note: z.string(), leaves: z.string().optional() });

/** What keys.json says: the log's origin and every key that ever signed its checkpoints, oldest first. */
export interface Keys {
  readonly origin: string;
  readonly keys: readonly NoteKey[];
}

/**
 * A line of checkpoints.jsonl. Only the note is signed: `madeAt` tells people when; `leaves` (base 64 of the leaf hashes
 * since the line before) lets a verifier name what was changed, and counts only where it gives the signed root.
 */
export interface CheckpointLine {
  readonly madeAt: string;
  readonly note: string;
  readonly leaves?: string | undefined;
}

/** Text of keys.json. */
export function formatKeys({ origin, keys }: Keys): string {
  return `${canonical({ v: 1, origin, keys: keys.map(formatKey) })}\n`;
}

/** Reads keys.json strictly. */
export function parseKeys(hash: Hash, text: string): Read<Keys> {
  const value = parseWith(KeysFile, text);
  if (!value) return { ok: false, reason: 'it has not the form of keys.json' };
  const keys: NoteKey[] = [];
  for (const line of value.keys) {
    const key = parseKey(hash, line);
    if (!key.ok) return key;
    keys.push(key.value);
  }
  return { ok: true, value: { origin: value.origin, keys } };
}

/** One line of checkpoints.jsonl, without its newline. */
export function formatCheckpointLine({ madeAt, note, leaves }: CheckpointLine): string {
  return canonical(leaves === undefined ? { madeAt, note } : { leaves, madeAt, note });
}

/** Reads one line of checkpoints.jsonl. */
export function parseCheckpointLine(text: string): Read<CheckpointLine> {
  const value = parseWith(CheckpointLine, text);
  return value ? { ok: true, value } : { ok: false, reason: 'it has not the form {"leaves", "madeAt", "note"}' };
}

function parseWith<T>(schema: z.ZodType<T>, text: string): T | null {
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/** The line of a position whose event is gone; no event's text is spelled so. */
export const GONE_LINE = 'null';

const WITHHELD = '{"withheld":"';

/** The line that stands for the body of a confidential matter: its leaf hash. */
export function withheldLine(leaf: Uint8Array): string {
  return `${WITHHELD}${toBase64(leaf)}"}`;
}

/** The leaf hash of a withheld line; null when the line is none. */
export function parseWithheld(line: string): Uint8Array | null {
  if (!line.startsWith(WITHHELD) || !parseCanonical(line).ok || !line.endsWith('"}')) return null;
  const leaf = fromBase64(line.slice(WITHHELD.length, -2));
  return leaf?.length === HASH_BYTES ? leaf : null;
}
