import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { compare, type EventRow, type StreamRow } from './journal.ts';
import type { Entry } from './writers.ts';

const headOf = (body: string): string => createHash('sha256').update(body, 'utf8').digest('hex');

/** A stream of reports under these command ids, as it lies in the database after an orderly life. */
const streamOf = (id: string, commands: readonly string[]): { events: EventRow[]; streams: StreamRow[] } => {
  const events: EventRow[] = [];
  let prev: string | null = null;
  for (const [index, command] of commands.entries()) {
    const body = JSON.stringify({ action: 'reportProgress', command, prev, seq: index + 1 });
    events.push({ stream_id: id, seq: index + 1, body });
    prev = headOf(body);
  }
  const seq = commands.length;
  return { events, streams: [{ id, seq, head: prev ?? '', matter_seq: seq, commands: seq }] };
};

const sent = (command: string): Entry => ({ kind: 'sent', command, matter: 'm' });
const acknowledged = (command: string, seq: number): Entry => ({
  ...{ kind: 'acknowledged', command, matter: 'm', seq },
  ...{ repeated: false, tries: 1 },
});
const journal = [sent('a'), acknowledged('a', 1), sent('b'), acknowledged('b', 2)];
const nobody = new Set<string>();
const whole = { lost: [], twice: [], unknown: [], broken: [] };

test('a log that holds what was acknowledged has nothing against it', () => {
  const { events, streams } = streamOf('m', ['a', 'b']);
  expect(compare(events, streams, journal, nobody)).toEqual({ events: 2, ...whole });
});

test('an acknowledged command that is not there, or stands elsewhere, is lost', () => {
  const short = streamOf('m', ['a']);
  expect(compare(short.events, short.streams, journal, nobody).lost).toEqual(['b']);
  const moved = streamOf('m', ['b', 'a']);
  expect(compare(moved.events, moved.streams, journal, nobody).lost).toEqual(['a', 'b']);
});

test('one id with two events happened twice', () => {
  const { events, streams } = streamOf('m', ['a', 'b', 'b']);
  expect(compare(events, streams, journal, nobody).twice).toEqual(['b']);
});

test('what nobody sent is unknown, but for what was there before', () => {
  const { events, streams } = streamOf('m', ['a', 'b', 'c', 'd']);
  expect(compare(events, streams, journal, new Set(['c'])).unknown).toEqual(['d']);
});

test('a chain with a gap, a row that runs ahead and a report without its command are broken', () => {
  const { events, streams } = streamOf('m', ['a', 'b']);
  const [row] = streams as [StreamRow];
  expect(compare(events.slice(1), streams, journal, nobody).broken).toContain('m at 2');
  for (const wrong of [{ seq: 3, matter_seq: 3 }, { head: headOf('') }, { matter_seq: 1 }, { commands: 1 }])
    expect(compare(events, [{ ...row, ...wrong }], journal, nobody).broken.length).toBe(1);
});
