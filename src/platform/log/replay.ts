import { hash } from 'node:crypto';
import path from 'node:path';
import type { Pool, PoolClient } from 'pg';
import type { EventBody } from '../../kernel/proof/event.ts';
import { GONE_LINE, parseWithheld } from '../../kernel/proof/export-format.ts';
import { openAgency } from '../agency/agencies.ts';
import type { Agency } from '../authorization/directory.ts';
import { OperatorFault } from '../config/fault.ts';
import { run, statement } from '../database/statement.ts';
import { inTransaction } from '../database/transaction.ts';
import { exportFiles } from './export.ts';
import { linesOf } from './verify-folder.ts';

/** Writes again what a module's own tables keep of setting streams, from their events in order. */
export type SettingReplay = (client: PoolClient, agency: string, events: readonly EventBody[]) => Promise<void>;

const putStreams = statement(
  'log.replayStreams',
  `insert into stream (agency_id, id, kind, seq, head, recorded_at)
select $1::uuid, r.id, r.kind, r.seq, r.head, r.recorded_at
from json_to_recordset($2::json) as r(id uuid, kind text, seq bigint, head text, recorded_at timestamptz)`,
);

const putEvents = statement(
  'log.replayEvents',
  `insert into event (agency_id, stream_id, seq, action, actor_id, recorded_at, body)
select $1::uuid, r.stream_id, r.seq, r.action, r.actor_id, r.recorded_at, r.body
from json_to_recordset($2::json) as r(stream_id uuid, seq bigint, action text, actor_id uuid, recorded_at timestamptz, body text)`,
);

const putFiles = statement(
  'log.replayFiles',
  `insert into file (agency_id, digest, size, type, shown_digest, uploaded_by, uploaded_at)
select $1::uuid, r.digest, r.size, r.type, null, r.uploaded_by, r.uploaded_at
from json_to_recordset($2::json) as r(digest text, size bigint, type text, uploaded_by uuid, uploaded_at timestamptz)
on conflict do nothing`,
);

/** Events in the log's order; a line that was withheld or is gone cannot be replayed. */
const readLines = async (folder: string): Promise<string[]> => {
  const file = path.join(folder, exportFiles.log);
  const lines: string[] = [];
  for await (const some of linesOf(file))
    for (const line of some) {
      if (line === '') continue;
      if (line === GONE_LINE || parseWithheld(line))
        throw new OperatorFault(`line ${lines.length} of ${file} has no event; export the log with --full`);
      lines.push(line);
    }
  if (lines.length === 0) throw new OperatorFault(`${file} is empty`);
  return lines;
};

const batch = 500;

/**
 * Puts an exported log into a database that has no such agency yet: the events as they were, and what the modules keep of settings.
 * Names, reasons and files are not in a log, so what is read there has ids and commitments in their place. Matters are
 * computed afterwards by the rebuild. Needs the owner's role.
 */
export const replayLog = async (
  owner: Pool,
  folder: string,
  { originName, replays }: { originName: string; replays: readonly SettingReplay[] },
): Promise<{ agency: Agency; events: number }> => {
  const lines = await readLines(folder);
  const bodies = lines.map((line) => JSON.parse(line) as EventBody);
  const own = bodies.find(({ stream }) => stream.kind === 'agency');
  const first = bodies[0] as EventBody;
  if (!own) throw new OperatorFault('the log names no agency: it was never signed');
  return inTransaction(owner, async (client) => {
    const agency = await openAgency(client, {
      id: own.stream.id,
      code: first.agency,
      name: first.agency,
      host: null,
      originName,
      demonstration: false,
      at: new Date(first.recordedAt),
    });
    const streams = new Map<string, object>();
    for (const [index, { stream, seq, recordedAt }] of bodies.entries())
      streams.set(stream.id, {
        ...stream,
        seq,
        head: hash('sha256', lines[index] as string, 'hex'),
        recorded_at: recordedAt,
      });
    await run(client, putStreams, agency.id, JSON.stringify([...streams.values()]));
    for (let start = 0; start < bodies.length; start += batch)
      await run(
        client,
        putEvents,
        agency.id,
        JSON.stringify(
          bodies.slice(start, start + batch).map((body, index) => ({
            stream_id: body.stream.id,
            seq: body.seq,
            action: body.action,
            actor_id: body.actor,
            recorded_at: body.recordedAt,
            body: lines[start + index],
          })),
        ),
      );
    // Known by digest, size and kind; the bytes are not in a log.
    const files = bodies.flatMap(({ files, actor, recordedAt }) =>
      files.map(({ digest, size, type }) => ({ digest, size, type, uploaded_by: actor, uploaded_at: recordedAt })),
    );
    await run(client, putFiles, agency.id, JSON.stringify(files));
    const settings = bodies.filter(({ stream }) => stream.kind !== 'matter');
    for (const replay of replays) await replay(client, agency.id, settings);
    return { agency, events: bodies.length };
  });
};
