import { parseCheckpoint, parseKey, parseNote, verifyNote } from '../../kernel/proof/index.ts';
import type { Runner } from '../database/statement.ts';
import type { LogAgency } from './agencies.ts';
import { lastCheckpoint } from './checkpoints.ts';
import { sha256, verifyEd25519 } from './hashing.ts';
import type { LogCheck } from './log-check.ts';
import { keysInLog } from './signing-key.ts';
import { latestCheckpoint } from './witness.ts';

/** A signed head with what can be said of it. */
export type PublicProof = {
  size: number;
  madeAt: Date;
  /** The newest key that the log took into use, in its usual text. */
  key: string | null;
  /** The note is of this agency, of this size, and signed by a key of its log. */
  signed: boolean;
  checked: LogCheck | null;
};

const isSigned = (note: string, size: number, origin: string, keys: readonly string[]): boolean => {
  const read = parseNote(note);
  if (!read.ok) return false;
  const head = parseCheckpoint(read.value.text);
  const known = keys.map((key) => parseKey(sha256, key)).flatMap((key) => (key.ok ? [key.value] : []));
  return (
    head.ok &&
    head.value.origin === origin &&
    head.value.size === size &&
    verifyNote(read.value, known, verifyEd25519).ok
  );
};

/** What anyone may know of an agency's log without signing in. `lastCheck` is `startLogCheck(…).last`, where one runs. */
export const createPublicLog = (
  runner: Runner,
  now: () => Date,
  lastCheck: (agency: string) => LogCheck | null = () => null,
) => ({
  /** How much is sealed, and since when; null while nothing is. */
  async head(agency: LogAgency): Promise<{ size: number; madeAt: Date } | null> {
    const last = await lastCheckpoint(runner, agency.id);
    return last && { size: last.size, madeAt: last.made_at };
  },

  async proof(agency: LogAgency): Promise<PublicProof | null> {
    const [last, keys] = await Promise.all([lastCheckpoint(runner, agency.id), keysInLog(runner, agency)]);
    if (!last) return null;
    const { size, note, made_at: madeAt } = last;
    const signed = isSigned(note, size, agency.origin, keys);
    return { size, madeAt, key: keys.at(-1) ?? null, signed, checked: lastCheck(agency.id) };
  },

  /** The newest signed note, noted as handed out before it leaves. */
  async note(agency: LogAgency): Promise<string | null> {
    return (await latestCheckpoint(runner, agency, 'http', now()))?.note ?? null;
  },
});
