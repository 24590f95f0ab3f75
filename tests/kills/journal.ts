import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type pg from 'pg';
import type { Entry } from './writers.ts';

/** The journal as it stands on disk; a line that is still being written does not count. */
export const readJournal = (file: string): Entry[] => {
  const text = readFileSync(file, 'utf8');
  return text
    .slice(0, text.lastIndexOf('\n') + 1)
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Entry);
};

export const entriesOf = <Kind extends Entry['kind']>(
  entries: readonly Entry[],
  kind: Kind,
): Extract<Entry, { kind: Kind }>[] =>
  entries.filter((entry): entry is Extract<Entry, { kind: Kind }> => entry.kind === kind);

export type EventRow = { stream_id: string; seq: number; body: string };
export type StreamRow = { id: string; seq: number; head: string; matter_seq: number | null; commands: number };

/** What the comparison of journal and log found; empty lists are what must be. */
export type Comparison = {
  events: number;
  /** Acknowledged, and not in the log where it was said to be. */
  lost: string[];
  /** Command ids with more than one event of their own in one matter. */
  twice: string[];
  /** Reports of progress under ids that nobody sent. */
  unknown: string[];
  /** Streams whose events do not follow one another, or whose row says something else than their last event. */
  broken: string[];
};

/** Ids of the commands behind all events there are. */
export const commandsInLog = async (client: pg.Client, agency: string): Promise<Set<string>> => {
  const { rows } = await client.query<{ command: string }>(
    `select distinct body::json->>'command' as command from event where agency_id = $1`,
    [agency],
  );
  return new Set(rows.map(({ command }) => command));
};

/** Compares everything the clients know with everything the log holds. */
export const compare = (
  events: readonly EventRow[],
  streams: readonly StreamRow[],
  entries: readonly Entry[],
  /** Command ids of before the first client. */
  earlier: ReadonlySet<string>,
): Comparison => {
  const places = new Map<string, string[]>();
  const last = new Map<string, { seq: number; head: string; reports: number }>();
  const broken: string[] = [];
  for (const { stream_id, seq, body } of events) {
    const event = JSON.parse(body) as { command: string; action: string; prev: string | null; seq: number };
    const before = last.get(stream_id);
    if (event.seq !== seq || seq !== (before?.seq ?? 0) + 1 || event.prev !== (before?.head ?? null))
      broken.push(`${stream_id} at ${seq}`);
    const isReport = event.action === 'reportProgress';
    if (isReport) places.set(event.command, [...(places.get(event.command) ?? []), `${stream_id}/${seq}`]);
    const head = createHash('sha256').update(body, 'utf8').digest('hex');
    last.set(stream_id, { seq, head, reports: (before?.reports ?? 0) + (isReport ? 1 : 0) });
  }
  for (const { id, seq, head, matter_seq, commands } of streams) {
    const found = last.get(id);
    if (found?.seq !== seq || found.head !== head)
      broken.push(`${id}: the stream says ${seq}, its events ${found?.seq}`);
    if (matter_seq !== null && matter_seq !== seq)
      broken.push(`${id}: the matter says ${matter_seq}, its stream ${seq}`);
    if (matter_seq !== null && commands < (found?.reports ?? 0)) broken.push(`${id}: reports without a command`);
  }
  const sent = new Set(entriesOf(entries, 'sent').map(({ command }) => command));
  return {
    events: events.length,
    lost: entriesOf(entries, 'acknowledged')
      .filter(({ command, matter, seq }) => !places.get(command)?.includes(`${matter}/${seq}`))
      .map(({ command }) => command),
    twice: [...places].filter(([, found]) => found.length > 1).map(([command]) => command),
    unknown: [...places.keys()].filter((command) => !sent.has(command) && !earlier.has(command)),
    broken,
  };
};

/** Reads the log as it lies and compares; the writers must be at rest. */
export const compareWithLog = async (
  client: pg.Client,
  agency: string,
  entries: readonly Entry[],
  earlier: ReadonlySet<string>,
): Promise<Comparison> => {
  const { rows: events } = await client.query<EventRow>(
    'select stream_id, seq, body from event where agency_id = $1 order by stream_id, seq',
    [agency],
  );
  const { rows: streams } = await client.query<StreamRow>(
    `select s.id, s.seq, s.head, m.seq as matter_seq,
       (select count(*) from command c where c.agency_id = $1 and c.stream_id = s.id) as commands
     from stream s left join matter m on m.agency_id = $1 and m.id = s.id where s.agency_id = $1`,
    [agency],
  );
  return compare(events, streams, entries, earlier);
};
