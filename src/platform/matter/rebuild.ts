import type { Pool, PoolClient } from 'pg';
import { isClockAction } from '../../kernel/clock/fold.ts';
import type { Matter, MatterEvent } from '../../kernel/matter/matter.ts';
import type { EventBody } from '../../kernel/proof/event.ts';
import type { House } from '../command/engine.ts';
import { liveOf } from '../command/live.ts';
import { fold, matterRow, partyRows } from '../command/rows.ts';
import { run, type Statement, statement } from '../database/statement.ts';
import { inTransaction } from '../database/transaction.ts';
import { liveRows, matterColumns, matterRecord, type TypedTable } from '../log/append.ts';
import { type AgencySettings, procedureOf } from '../settings/settings.ts';

const clear = [
  'sweep',
  'sweep_found',
  'case_study',
  'problem_progress',
  'hazard',
  'problem_source',
  'milestone',
  'measure',
  'public_page',
  'problem',
  'matter_file',
  'party',
  'clock',
  'inbox',
  'matter',
].map((table) => statement(`rebuild.clear.${table}`, `delete from ${table} where agency_id = $1`));

const nextStreams = statement<{ id: string }>(
  'rebuild.nextStreams',
  `select s.id from stream s where s.agency_id = $1 and s.kind = 'matter' and s.id > $2 order by s.id limit 200`,
);

const eventsOf = statement<{ body: string }>(
  'rebuild.events',
  'select e.body from event e where e.agency_id = $1 and e.stream_id = any($2::uuid[]) order by e.stream_id, e.seq',
);

const firstOf = statement<{ body: string }>(
  'rebuild.first',
  'select e.body from event e where e.agency_id = $1 and e.stream_id = $2 and e.seq = 1',
);

const putMatters = statement(
  'rebuild.matters',
  `insert into matter (agency_id, ${matterColumns}) select $1::uuid, ${matterColumns}
from json_to_recordset($2::json) as r(${matterRecord})`,
);

const putParties = statement(
  'rebuild.parties',
  `insert into party (agency_id, matter_id, person_id, role, from_at)
select $1::uuid, p.matter_id, p.person_id, p.role, p.from_at
from json_to_recordset($2::json) as p(matter_id uuid, person_id uuid, role text, from_at timestamptz) on conflict do nothing`,
);

const putFiles = statement(
  'rebuild.files',
  `insert into matter_file (agency_id, matter_id, digest, seq, name_commitment)
select $1::uuid, f.matter_id, f.digest, f.seq, f.name_commitment
from json_to_recordset($2::json) as f(matter_id uuid, digest text, seq bigint, name_commitment text)`,
);

const putLive = statement('rebuild.live', `with whole as (select true as ok), ${liveRows(2)} select 1`);

const typedPuts = new Map<string, Statement>();

/** A module's own table is written by its own words, one event after the other, as the command had written it. */
const typedPut = (table: TypedTable): Statement => {
  const known = typedPuts.get(table.name);
  if (known) return known;
  const made = statement(
    `rebuild.typed.${table.name}`,
    `with whole as (select true as ok)${table.parts
      .map((part, index) => `, typed${index} as (${part.replaceAll('$10', '$2')})`)
      .join('')} select 1`,
  );
  typedPuts.set(table.name, made);
  return made;
};

export type Rebuilt = { matters: number; events: number };

type Batch = {
  matters: object[];
  clocks: object[];
  inbox: object[];
  parties: object[];
  files: object[];
  typed: [Statement, readonly object[]][];
};

/** The uppermost matter above each; an event names only the one right above. */
const rootsOf = (client: PoolClient, agency: string) => {
  const roots = new Map<string, string>();
  const rootOf = async (id: string, parent: string | null): Promise<string> => {
    const known = roots.get(id);
    if (known !== undefined) return known;
    const [above] = parent === null ? [] : await run(client, firstOf, agency, parent);
    const root = above && parent ? await rootOf(parent, (JSON.parse(above.body) as EventBody).parent) : id;
    roots.set(id, root);
    return root;
  };
  return rootOf;
};

const eventOf = (body: EventBody, root: string): Omit<MatterEvent, 'actor'> & { actor: string | null } => ({
  matter: body.stream.id,
  procedure: body.procedure as MatterEvent['procedure'],
  parent: body.parent,
  root,
  action: body.action,
  actor: body.actor,
  post: body.post,
  onBehalfOf: body.onBehalfOf,
  settings: body.settings,
  state: body.state as MatterEvent['state'],
  data: body.data,
  // Names are not folded: they stand outside the event, the commitment goes into the row below.
  files: body.files.map((file) => ({ ...file, name: '' })),
  recordedAt: body.recordedAt,
  occurredAt: body.occurredAt,
});

const write = async (client: PoolClient, agency: string, batch: Batch): Promise<void> => {
  await run(client, putMatters, agency, JSON.stringify(batch.matters));
  await run(client, putLive, agency, JSON.stringify(batch.clocks), JSON.stringify(batch.inbox), '[]', '[]');
  await run(client, putParties, agency, JSON.stringify(batch.parties));
  await run(client, putFiles, agency, JSON.stringify(batch.files));
  for (const [made, rows] of batch.typed) await run(client, made, agency, JSON.stringify(rows));
};

/**
 * Drops what pages read of an agency's matters and computes it again from the log alone, with the row builders that commands
 * use. Needs the owner's role, since the application may delete none of it. Commands wait until it is done: they take their
 * place in the lock's queue before they look at anything, so none writes over a row that was dropped under it.
 */
export const rebuildMatters = (
  owner: Pool,
  agency: string,
  house: Pick<House, 'projection'>,
  settings: AgencySettings,
): Promise<Rebuilt> =>
  inTransaction(owner, async (client) => {
    await client.query('lock table matter in exclusive mode');
    for (const each of clear) await run(client, each, agency);
    const rootOf = rootsOf(client, agency);
    const done: Rebuilt = { matters: 0, events: 0 };
    for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
      const streams = await run(client, nextStreams, agency, after);
      const last = streams.at(-1);
      if (!last) return done;
      after = last.id;
      const batch: Batch = { matters: [], clocks: [], inbox: [], parties: [], files: [], typed: [] };
      const standing = new Map<string, { matter: Matter; number: string; registeredAt: string }>();
      for (const { body: text } of await run(
        client,
        eventsOf,
        agency,
        streams.map((each) => each.id),
      )) {
        const body = JSON.parse(text) as EventBody;
        const event = eventOf(body, await rootOf(body.stream.id, body.parent));
        const procedure = procedureOf(settings.kit, event.procedure.code, event.procedure.version);
        const before = standing.get(event.matter);
        const matter = fold(procedure, before?.matter ?? null, event, body.seq);
        standing.set(event.matter, {
          matter,
          number: before?.number ?? (body.number as string),
          registeredAt: before?.registeredAt ?? body.recordedAt,
        });
        batch.parties.push(...partyRows(procedure, event, before?.matter ?? null));
        batch.files.push(
          ...body.files.map(({ digest, name }) => ({
            matter_id: event.matter,
            digest,
            seq: body.seq,
            name_commitment: name.commit,
          })),
        );
        const projection = house.projection(procedure.code);
        // What the clock says goes past the modules' tables, then as now.
        if (projection && !isClockAction(body.action))
          batch.typed.push([typedPut(projection.table), projection.rows(matter, event as MatterEvent)]);
        done.events += 1;
      }
      for (const { matter, number, registeredAt } of standing.values()) {
        const procedure = procedureOf(settings.kit, matter.procedure, matter.version);
        const live = liveOf(procedure, matter, settings.calendarOf);
        batch.matters.push(matterRow(procedure, matter, number, registeredAt, live));
        batch.clocks.push(...live.clocks);
        batch.inbox.push(...live.inbox);
      }
      done.matters += standing.size;
      await write(client, agency, batch);
    }
  });
