import { toBase64, toHex, utf8Into } from './bytes.ts';
import { type Json, parseCanonical } from './canonical.ts';
import { createChains } from './chain.ts';
import { EventBody } from './event.ts';
import { GONE_LINE, parseWithheld } from './export-format.ts';
import { type Finding, finding, type StreamRef } from './findings.ts';
import { createTree, type Hash } from './merkle.ts';
import type { VerifySignature } from './note.ts';
import { judgeEnd } from './verify-end.ts';

/** What a verifier is given besides the log. */
export interface VerifyOptions {
  readonly hash: Hash;
  readonly verifySignature: VerifySignature;
}

/** Something the verifier had no means to check, said openly. */
export interface Unchecked {
  readonly code: 'noAnchor' | 'behindAnchor' | 'withheld';
  readonly reason: string;
}

/** Outcome of a verification; the log is whole when `findings` is empty. */
export interface VerifyReport {
  readonly origin: string | null;
  /** Lines of the log, withheld ones included. */
  readonly size: number;
  readonly events: number;
  readonly withheld: number;
  readonly streams: number;
  readonly checkpoints: number;
  /** Base64 root over all lines. */
  readonly root: string;
  readonly lastRecordedAt: string | null;
  /** Size the note kept outside vouches for; null without one. */
  readonly anchor: number | null;
  readonly findings: readonly Finding[];
  readonly unchecked: readonly Unchecked[];
}

/** A verifier of one exported log. Feed it every line from 0, then the checkpoints and keys. */
export interface Verifier {
  /** Line `n` (from 0) without its newline. */
  readonly line: (n: number, text: string) => void;
  /**
   * @param checkpoints lines of checkpoints.jsonl
   * @param keys text of keys.json
   * @param anchorNote signed note that was kept outside, if any
   */
  readonly end: (checkpoints: readonly string[], keys: string, anchorNote?: string) => VerifyReport;
}

// A forger who rewrites everything must not fill the memory of the checker: past this many the rest is only counted.
const MAX_FINDINGS = 1000;

/** Action by which an agency's own stream takes a signing key into use; `data.key` is its text (see `formatKey`). */
export const SIGNING_KEY_ACTION = 'useSigningKey';

/** Starts a verification (DESIGN.md §5, “what it proves”). Memory: about 200 bytes an event. */
export function createVerifier(options: VerifyOptions): Verifier {
  const { hash } = options;
  const tree = createTree(hash);
  const chains = createChains();
  const findings: Finding[] = [];
  const keysInLog = new Set<string>();
  let agency: string | null = null;
  let withheld = 0;
  let lastRecordedAt: string | null = null;
  let buffer = new Uint8Array(4096);

  const report = (...found: readonly Finding[]) => {
    for (const one of found) if (findings.length < MAX_FINDINGS) findings.push(one);
  };

  function read(position: number, text: string, head: string): void {
    if (text === GONE_LINE) {
      report(finding('lineGone', { position }));
      return;
    }
    const parsed = parseCanonical(text);
    const value = parsed.ok ? parsed.value : parseLoosely(text);
    const link = linkOf(value);
    const place = { position, ...link };
    if (!parsed.ok) report(finding(parsed.code, place, { why: parsed.reason }));
    const body = EventBody.safeParse(value);
    if (parsed.ok && body.error) {
      const [issue] = body.error.issues;
      report(finding('shape', place, { why: `${issue?.path.join('.')}: ${issue?.message}` }));
    }
    if (!link) return;
    // The chain is followed even through a damaged event, so that one change is not reported as many.
    report(...chains.add({ position, head, ...link }));
    if (link.recordedAt > (lastRecordedAt ?? '')) lastRecordedAt = link.recordedAt;
    agency ??= link.agency;
    if (link.agency !== agency) report(finding('agency', place, { found: link.agency, expected: agency }));
    const { data } = body;
    if (data?.action === SIGNING_KEY_ACTION && data.stream.kind === 'agency' && typeof data.data.key === 'string') {
      keysInLog.add(data.data.key);
    }
  }

  return {
    line(n, text) {
      const position = tree.size();
      if (n !== position) report(finding('lineNumber', { position }, { found: n, expected: position }));
      const leaf = parseWithheld(text);
      if (leaf) {
        withheld++;
        tree.append(leaf);
        return;
      }
      if (buffer.length < text.length * 3 + 1) buffer = new Uint8Array(text.length * 4 + 1);
      const end = 1 + utf8Into(text, buffer, 1);
      tree.append(hash(buffer.subarray(0, end)));
      read(position, text, toHex(hash(buffer.subarray(1, end))));
    },
    end(checkpoints, keys, anchorNote) {
      const size = tree.size();
      const judged = judgeEnd(
        options,
        { tree, chains, named: findings, keysInLog, agency },
        checkpoints,
        keys,
        anchorNote,
      );
      report(...judged.findings);
      return {
        origin: judged.origin,
        size,
        events: size - withheld,
        withheld,
        streams: chains.streams(),
        checkpoints: checkpoints.length,
        root: toBase64(tree.root()),
        lastRecordedAt,
        anchor: judged.anchor,
        findings,
        unchecked: [...judged.unchecked, ...withheldUnchecked(withheld)],
      };
    },
  };
}

function withheldUnchecked(count: number): Unchecked[] {
  const reason = `${count} bodies of confidential matters are withheld: their place in the log is checked, their text is not`;
  return count > 0 ? [{ code: 'withheld', reason }] : [];
}

function parseLoosely(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return null;
  }
}

type LooseLink = { stream: StreamRef; seq: number; prev: unknown; recordedAt: string; agency: string };

/** What can be known of an event's place, even when the rest of it is damaged. */
function linkOf(value: Json): LooseLink | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const { stream, seq, prev, recordedAt, agency } = value as { readonly [key: string]: Json };
  if (typeof stream !== 'object' || stream === null || Array.isArray(stream) || typeof seq !== 'number') return null;
  const { kind, id } = stream as { readonly [key: string]: Json };
  if (typeof kind !== 'string' || typeof id !== 'string') return null;
  return { stream: { kind, id }, seq, prev, recordedAt: String(recordedAt), agency: String(agency) };
}
