import { fromBase64, joinBytes } from './bytes.ts';
import type { Chains } from './chain.ts';
import { claimsOf, compareWithClaims, provenClaims } from './claims.ts';
import { type Keys, parseCheckpointLine, parseKeys } from './export-format.ts';
import { type Facts, type Finding, type FindingCode, finding } from './findings.ts';
import { sameRoot, type Tree } from './merkle.ts';
import { type Checkpoint, formatKey, type NoteKey, parseCheckpoint, parseNote, type Read, verifyNote } from './note.ts';
import type { Unchecked, VerifyOptions } from './verify.ts';

/** What the lines of the log have shown. */
export interface Seen {
  readonly tree: Tree;
  readonly chains: Chains;
  readonly named: readonly Finding[];
  readonly keysInLog: ReadonlySet<string>;
  readonly agency: string | null;
}

interface Judged {
  readonly origin: string | null;
  readonly anchor: number | null;
  readonly findings: readonly Finding[];
  readonly unchecked: readonly Unchecked[];
}

const MAX_SUSPECTS = 10;

/** Judges checkpoints, keys and anchor against the log that was read. */
export function judgeEnd(
  options: VerifyOptions,
  seen: Seen,
  checkpointLines: readonly string[],
  keysText: string,
  anchorNote: string | undefined,
): Judged {
  const findings: Finding[] = [];
  const add = (code: FindingCode, facts: Facts) => findings.push(finding(code, {}, facts));
  const read = parseKeys(options.hash, keysText);
  if (!read.ok) add('keys', { why: read.reason });
  const keys: Keys | null = read.ok ? read.value : null;
  const origin = keys?.origin ?? null;
  if (keys) findings.push(...keyFindings(keys, seen));

  const { usable, signers, leaves } = judgeCheckpoints(options, checkpointLines, keys, add);
  const size = seen.tree.size();
  const span = alteredSpan(seen.tree, usable);
  const last = usable.at(-1);
  const isAsSealed = span === null && last?.size === size;
  const exact = isAsSealed ? [] : exactFindings(options, seen, leaves, usable);
  const breaks = seen.chains.breaks(span).filter(({ position }) => !exact.some((one) => one.position === position));
  findings.push(...exact, ...breaks);
  if (span) findings.push(rootFinding(seen, span, [...seen.named, ...exact, ...breaks]));
  if (!last && size > 0) add('noCheckpoint', { events: size });
  if (last && last.size !== size) add('end', { events: size, size: last.size });

  if (anchorNote === undefined) {
    const reason =
      'no note kept outside was given (--checkpoint): whether the end of log and checkpoints was cut, or the whole log written and signed anew, is not checked';
    return { origin, anchor: null, findings, unchecked: [{ code: 'noAnchor', reason }] };
  }
  const anchor = readSigned(options, anchorNote, keys?.keys ?? []);
  if (!anchor.checkpoint) {
    add('anchorForm', { why: anchor.reason });
    return { origin, anchor: null, findings, unchecked: [] };
  }
  const head = anchor.checkpoint;
  if (origin !== null && head.origin !== origin) add('anchorOrigin', { found: head.origin, expected: origin });
  if (!anchor.signedBy) add('anchorSignature', { why: anchor.reason });
  if (head.size > size) add('anchorEnd', { size: head.size, events: size });
  else if (!sameRoot(seen.tree.root(head.size), head.root)) {
    add('anchorRoot', { size: head.size, from: 0, to: head.size - 1, signers: [...signers].join(', ') || 'nobody' });
  }
  return { origin, anchor: head.size, findings, unchecked: behind(head.size, size) };
}

function behind(anchored: number, size: number): Unchecked[] {
  const reason = `the ${size - anchored} events after the note kept outside rest on the signatures of this folder alone`;
  return size > anchored ? [{ code: 'behindAnchor', reason }] : [];
}

/** A key in keys.json must have been taken into use by an event, once the log speaks of keys at all. */
function keyFindings({ keys, origin }: Keys, { keysInLog, agency }: Seen): Finding[] {
  const found = [];
  if (agency !== null && !origin.endsWith(`/${agency}`)) {
    found.push(finding('agency', {}, { found: agency, expected: origin }));
  }
  if (keysInLog.size === 0) return found;
  const unknown = keys.map(formatKey).filter((key) => !keysInLog.has(key));
  return [...found, ...unknown.map((key) => finding('keyLog', {}, { key }))];
}

interface Signed {
  readonly checkpoint: Checkpoint | null;
  readonly signedBy: NoteKey | null;
  readonly reason: string;
}

function readSigned(options: VerifyOptions, text: string, keys: readonly NoteKey[]): Signed {
  const note = parseNote(text);
  if (!note.ok) return { checkpoint: null, signedBy: null, reason: note.reason };
  const checkpoint = parseCheckpoint(note.value.text);
  if (!checkpoint.ok) return { checkpoint: null, signedBy: null, reason: checkpoint.reason };
  const signed: Read<NoteKey> = verifyNote(note.value, keys, options.verifySignature);
  if (!signed.ok) return { checkpoint: checkpoint.value, signedBy: null, reason: signed.reason };
  return { checkpoint: checkpoint.value, signedBy: signed.value, reason: '' };
}

function judgeCheckpoints(
  options: VerifyOptions,
  lines: readonly string[],
  keys: Keys | null,
  add: (code: FindingCode, facts: Facts) => void,
): { usable: Checkpoint[]; signers: Set<string>; leaves: string[] } {
  const usable: Checkpoint[] = [];
  const leaves: string[] = [];
  const signers = new Set<string>();
  const unsigned = new Map<string, { size: number; later: number }>();
  for (const [index, text] of lines.entries()) {
    const line = index + 1;
    const outer = parseCheckpointLine(text);
    if (!outer.ok) {
      add('checkpointForm', { line, why: outer.reason });
      continue;
    }
    const { checkpoint, signedBy, reason } = readSigned(options, outer.value.note, keys?.keys ?? []);
    if (!checkpoint) {
      add('checkpointForm', { line, why: reason });
      continue;
    }
    if (keys && checkpoint.origin !== keys.origin) {
      add('checkpointOrigin', { line, found: checkpoint.origin, expected: keys.origin });
    }
    const before = usable.at(-1)?.size ?? 0;
    if (checkpoint.size <= before) add('checkpointOrder', { line, size: checkpoint.size, before });
    if (signedBy) signers.add(`${signedBy.name}+${signedBy.id}`);
    else if (keys) {
      const earlier = unsigned.get(reason);
      unsigned.set(reason, { size: earlier?.size ?? checkpoint.size, later: (earlier?.later ?? -1) + 1 });
    }
    usable.push(checkpoint);
    leaves.push(outer.value.leaves ?? '');
  }
  // One finding for each cause: a log signed again would otherwise report every checkpoint.
  for (const [why, { size, later }] of unsigned) add('signature', { size, why, later });
  return { usable, signers, leaves };
}

/** Names lines one by one, as far as the leaf hashes beside the checkpoints are vouched for by them. */
function exactFindings(
  { hash }: VerifyOptions,
  { tree, chains }: Seen,
  leaves: readonly string[],
  checkpoints: readonly Checkpoint[],
): Finding[] {
  const claims = claimsOf(joinBytes(...leaves.map((text) => fromBase64(text) ?? new Uint8Array(0))));
  return compareWithClaims(tree, chains, claims, provenClaims(hash, claims, checkpoints));
}

interface Span {
  readonly from: number;
  readonly to: number;
  /** Size of the first checkpoint whose root differs. */
  readonly size: number;
}

/** The stretch between the last checkpoint the log agrees with and the first it does not; null when it agrees with all. */
function alteredSpan(tree: Tree, checkpoints: readonly Checkpoint[]): Span | null {
  let from = 0;
  // Sizes beyond the log are judged by its end, and an order that falls is a finding of its own.
  for (const { size, root } of checkpoints) {
    if (size > tree.size()) break;
    if (!sameRoot(tree.root(size), root)) return { from: Math.min(from, size), to: Math.max(size - 1, 0), size };
    from = Math.max(from, size);
  }
  return null;
}

function rootFinding({ chains }: Seen, span: Span, named: readonly Finding[]): Finding {
  const { from, to, size } = span;
  const isNamed = named.some(({ position }) => position !== null && position >= from && position <= to);
  const suspects = isNamed ? [] : chains.suspects(from, to);
  const list = suspects
    .slice(0, MAX_SUSPECTS)
    .map(({ position, stream, seq }) => `position ${position} (${stream.kind} ${stream.id}, event ${seq})`)
    .join('; ');
  const more = suspects.length > MAX_SUSPECTS ? `; and ${suspects.length - MAX_SUSPECTS} more` : '';
  const only = suspects.length === 1 ? suspects[0] : undefined;
  return finding('root', only ?? {}, { from, to, size, suspects: list + more });
}
