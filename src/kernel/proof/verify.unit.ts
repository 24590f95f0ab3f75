import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  chainedBodies,
  sealedLog,
  sha256,
  type TestKey,
  testKey,
  verifyEd25519,
} from '../../../tests/builders/proof.ts';
import { utf8 } from './bytes.ts';
import { canonical } from './canonical.ts';
import { formatKeys, withheldLine } from './export-format.ts';
import { describeFinding } from './findings.ts';
import { leafHash } from './merkle.ts';
import { formatKey } from './note.ts';
import { createVerifier } from './verify.ts';

const origin = 'xiaoneng.example/demo';
const key = testKey(origin);
const bodies = chainedBodies(60, 7);
const sizes = [10, 20, 30, 45, 60];

function verify(log: ReturnType<typeof sealedLog>, anchor?: string) {
  const verifier = createVerifier({ hash: sha256, verifySignature: verifyEd25519 });
  log.lines.forEach((line, n) => {
    verifier.line(n, line);
  });
  return verifier.end(log.checkpoints, log.keys, anchor);
}
const whole = () => sealedLog(bodies, sizes, key);
const codes = (report: ReturnType<typeof verify>) => report.findings.map(({ code }) => code).sort();
const note = whole().notes.at(-1)!;
const edit = (body: string, change: (event: Record<string, unknown>) => void) => {
  const event = JSON.parse(body) as Record<string, unknown>;
  change(event);
  return canonical(event);
};

describe('a whole log', () => {
  it('has no findings, and says what was not checked without a note', () => {
    const report = verify(whole());
    expect(report.findings).toEqual([]);
    expect(report).toMatchObject({
      size: 60,
      events: 60,
      withheld: 0,
      streams: 7,
      checkpoints: 5,
      anchor: null,
      origin,
    });
    expect(report.unchecked.map(({ code }) => code)).toEqual(['noAnchor']);
    expect(verify(whole(), note)).toMatchObject({ findings: [], anchor: 60, unchecked: [] });
    expect(verify(whole(), whole().notes[2]!).unchecked.map(({ code }) => code)).toEqual(['behindAnchor']);
  });

  it('stays whole when confidential matters are withheld, and counts them', () => {
    const log = whole();
    const lines = log.lines.map((line, n) => (n % 7 === 3 ? withheldLine(leafHash(sha256, utf8(line))) : line));
    const report = verify({ ...log, lines }, note);
    expect(report).toMatchObject({ findings: [], withheld: 9, events: 51, streams: 6 });
    expect(report.unchecked.map(({ code }) => code)).toEqual(['withheld']);
  });

  it('may be empty', () => {
    expect(verify(sealedLog([], [], key))).toMatchObject({ findings: [], size: 0 });
  });

  it('accepts a rotated key that the log took into use, and no other', () => {
    const next = testKey(origin);
    const uses = (...keys: TestKey[]) =>
      chainedBodies(20, 1, (event, n) => {
        const used = keys[n];
        return used
          ? {
              ...event,
              stream: { ...event.stream, kind: 'agency' },
              action: 'useSigningKey',
              data: { key: formatKey(used.key) },
            }
          : { ...event, stream: { ...event.stream, kind: 'agency' } };
      });
    const log = (lines: string[]) => ({
      lines,
      notes: [],
      checkpoints: [...sealedLog(lines, [10], key).checkpoints, ...sealedLog(lines, [20], next).checkpoints],
      keys: formatKeys({ origin, keys: [key.key, next.key] }),
    });
    expect(verify(log(uses(key, next)))).toMatchObject({ findings: [] });
    expect(codes(verify(log(uses(key))))).toEqual(['keyLog']);
  });
});

describe('tampering', () => {
  it('names the event whose value was changed, whichever it is', () => {
    fc.assert(
      fc.property(fc.nat(59), (at) => {
        const log = whole();
        log.lines[at] = edit(log.lines[at]!, (event) => {
          event.data = { percent: 100 };
        });
        const report = verify(log, note);
        expect(report.findings.length).toBeGreaterThan(0);
        const { seq, stream } = JSON.parse(bodies[at]!) as { seq: number; stream: { kind: string; id: string } };
        const named = report.findings.filter(({ position }) => position === at);
        if (at < 53) expect(named).toMatchObject([{ code: 'previous', seq, stream }]);
        // The last event of each matter is confirmed by nothing later: the checkpoint narrows it down.
        else expect(report.findings.find(({ code }) => code === 'root')?.facts.suspects).toContain(`position ${at} `);
        expect(codes(report)).toContain('anchorRoot');
      }),
      { numRuns: 60 },
    );
  });

  it('names the changed event even when its own link to the one before was changed', () => {
    const log = whole();
    log.lines[40] = edit(log.lines[40]!, (event) => {
      event.prev = 'a'.repeat(64);
    });
    const report = verify(log);
    const named = report.findings.filter(({ position }) => position === 40).map(({ code }) => code);
    expect(named).toContain('previousHere');
  });

  it('finds two events of different matters swapped and names both', () => {
    const log = whole();
    [log.lines[31], log.lines[33]] = [log.lines[33]!, log.lines[31]!];
    const report = verify(log, note);
    expect(codes(report)).toEqual(['anchorRoot', 'root']);
    expect(report.findings.find(({ code }) => code === 'root')).toMatchObject({
      facts: { from: 30, to: 44, suspects: expect.stringMatching(/position 31 .*position 33 /) },
    });
  });

  it('names the dropped event', () => {
    const log = whole();
    log.lines.splice(25, 1);
    const { seq, stream } = JSON.parse(bodies[25]!) as { seq: number; stream: object };
    const report = verify(log, note);
    expect(report.findings.find(({ code }) => code === 'sequence')).toMatchObject({ seq, stream });
    expect(codes(report)).toEqual(['anchorEnd', 'end', 'root', 'sequence']);
  });

  it('finds a tail cut from log and checkpoints only by the note', () => {
    const log = whole();
    const cut = { ...log, lines: log.lines.slice(0, 45), checkpoints: log.checkpoints.slice(0, 4) };
    expect(verify(cut).findings).toEqual([]);
    expect(codes(verify(cut, note))).toEqual(['anchorEnd']);
    expect(codes(verify({ ...cut, lines: log.lines.slice(0, 44) }))).toEqual(['end']);
  });

  const rewritten = chainedBodies(60, 7, (event, n) => (n === 12 ? { ...event, data: { percent: 1 } } : event));

  it('finds the whole log signed again with another key', () => {
    const report = verify(sealedLog(rewritten, sizes, testKey(origin)), note);
    expect(codes(report)).toEqual(['anchorRoot', 'anchorSignature']);
    const keysLeft = { ...sealedLog(rewritten, sizes, testKey(origin)), keys: whole().keys };
    expect(codes(verify(keysLeft))).toEqual(['signature']);
    expect(verify(keysLeft).findings[0]).toMatchObject({ facts: { size: 10, later: 4 } });
  });

  it('finds the whole log signed again with the right key', () => {
    const forged = sealedLog(rewritten, sizes, key);
    expect(verify(forged).findings).toEqual([]);
    expect(codes(verify(forged, note))).toEqual(['anchorRoot']);
  });

  it('finds a note of another log, and one that is none', () => {
    const elsewhere = testKey('other.example/demo');
    expect(codes(verify(whole(), sealedLog(bodies, [60], elsewhere).notes[0]))).toEqual([
      'anchorOrigin',
      'anchorSignature',
    ]);
    expect(codes(verify(whole(), 'nonsense'))).toEqual(['anchorForm']);
  });

  type Log = ReturnType<typeof sealedLog>;
  const change = (at: number, how: (line: string) => string) => (log: Log) => {
    log.lines[at] = how(log.lines[at]!);
  };
  it.each<[string, (log: Log) => void, string[]]>([
    ['text not canonical', change(3, (line) => line.replace('{', '{ ')), ['notCanonical', 'previous', 'root']],
    ['text cut short', change(3, (line) => line.slice(0, 50)), ['notJson', 'root', 'sequence']],
    [
      'another shape',
      change(3, (line) => edit(line, (event) => Object.assign(event, { extra: 1 }))),
      ['previous', 'root', 'shape'],
    ],
    [
      'another agency',
      change(3, (line) => edit(line, (event) => Object.assign(event, { agency: 'other' }))),
      ['agency', 'previous', 'root'],
    ],
    ['an event withheld alone', change(20, (line) => withheldLine(leafHash(sha256, utf8(line)))), ['sequence']],
    ['an event repeated', ({ lines }) => lines.splice(20, 0, lines[20]!), ['end', 'root', 'sequence']],
    ['a line added at the end', ({ lines }) => lines.push(chainedBodies(61, 7)[60]!), ['end']],
    ['a broken checkpoint line', ({ checkpoints }) => checkpoints.splice(1, 1, '{}'), ['checkpointForm']],
    ['checkpoints in another order', ({ checkpoints }) => checkpoints.reverse(), ['checkpointOrder', 'end']],
    ['no checkpoints', ({ checkpoints }) => checkpoints.splice(0), ['noCheckpoint']],
    ['broken keys', (log) => Object.assign(log, { keys: '[]' }), ['keys']],
  ])('finds %s', (_, forge, expected) => {
    const log = whole();
    forge(log);
    expect([...new Set(codes(verify(log)))]).toEqual(expected);
  });

  it('finds time running backwards in a stream, and a first event that names a previous one', () => {
    const backwards = chainedBodies(4, 1, (event, n) =>
      n === 2 ? { ...event, recordedAt: '2026-01-01T00:00:00.000Z' } : event,
    );
    expect(codes(verify(sealedLog(backwards, [4], key)))).toEqual(['time']);
    const headless = chainedBodies(2, 2, (event) => ({ ...event, prev: 'b'.repeat(64) }));
    expect(codes(verify(sealedLog(headless, [2], key)))).toEqual(['previousFirst', 'previousFirst']);
  });

  it('never stays silent, whatever bit of the log is turned over', () => {
    fc.assert(
      fc.property(fc.nat(59), fc.nat(), fc.integer({ min: 1, max: 127 }), (at, where, mask) => {
        const log = whole();
        const line = log.lines[at]!;
        const i = where % line.length;
        const turned = String.fromCharCode(line.charCodeAt(i) ^ mask);
        log.lines[at] = line.slice(0, i) + turned + line.slice(i + 1);
        expect(codes(verify(log))).toContain('root');
      }),
      { numRuns: 300 },
    );
  });

  it('says what it found in words', () => {
    const log = whole();
    log.lines[7] = edit(log.lines[7]!, (event) => {
      event.occurredAt = '2026-02-28T08:00:00.000Z';
    });
    const [first] = verify(log).findings;
    expect(describeFinding(first!)).toMatch(
      /^position 7, matter 0000.*, event 2: the text differs .* event 3 .*position 14/,
    );
  });
});
