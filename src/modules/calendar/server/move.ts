import type { Pool, PoolClient } from 'pg';
import { type DueMove, dueMoves } from '../../../kernel/clock/move.ts';
import { evolve } from '../../../kernel/matter/evolve.ts';
import type { Matter, SettingVersion } from '../../../kernel/matter/matter.ts';
import type { Procedure } from '../../../kernel/procedure/procedure.ts';
import type { EventBody } from '../../../kernel/proof/event.ts';
import { dayOf } from '../../../platform/command/engine.ts';
import { liveChanges, liveOf } from '../../../platform/command/live.ts';
import { noticesOf } from '../../../platform/command/notices.ts';
import { matterRow } from '../../../platform/command/rows.ts';
import { run } from '../../../platform/database/statement.ts';
import { inTransaction } from '../../../platform/database/transaction.ts';
import { append, type Draft } from '../../../platform/log/append.ts';
import { notBefore } from '../../../platform/log/setting.ts';
import { type AgencySettings, procedureOf, type SettingsSource } from '../../../platform/settings/settings.ts';
import { claimTasks, doneTasks, type JobRow, type Standing, standingMatters } from './jobs.ts';

export type MoveDeps = { pool: Pool; settings: SettingsSource; newId: () => string; now: () => Date };

/** A `dueMoved`: the clock speaks, nobody acts; it names the version by which its clocks end from now on. */
const bodyOf = (
  agency: string,
  matter: Matter,
  clocks: readonly DueMove[],
  calendar: SettingVersion,
  command: string,
  recordedAt: string,
): Omit<EventBody, 'prev'> => ({
  v: 1,
  agency,
  stream: { kind: 'matter', id: matter.id },
  parent: matter.parent,
  number: null,
  seq: matter.seq + 1,
  action: 'dueMoved',
  actor: null,
  post: null,
  onBehalfOf: null,
  command,
  recordedAt,
  occurredAt: recordedAt,
  settings: [calendar],
  procedure: { code: matter.procedure, version: matter.version },
  state: { from: matter.state, to: matter.state },
  data: { clocks: clocks.map((move) => ({ ...move })) },
  files: [],
});

const evolved = (procedure: Procedure, matter: Matter, body: Omit<EventBody, 'prev'>): Matter =>
  evolve(procedure, matter, {
    ...body,
    matter: matter.id,
    root: matter.root,
    procedure: { code: matter.procedure, version: matter.version },
    state: { from: matter.state, to: matter.state },
  });

const moveInto = (
  batch: { drafts: Draft[]; matters: object[]; clocks: object[]; inbox: object[]; gone: object[]; notices: object[] },
  { newId, now }: MoveDeps,
  agency: string,
  settings: AgencySettings,
  row: Standing,
  command: string,
): void => {
  const { value, version } = settings.calendarOn(dayOf(now()));
  if (version === null) return;
  const procedure = procedureOf(settings.kit, row.fold.procedure, row.fold.version);
  const moves = dueMoves(procedure, row.fold, settings.calendarOf, value);
  if (moves.length === 0) return;
  const body = bodyOf(agency, row.fold, moves, version, command, notBefore(now(), row.recorded_at));
  const matter = evolved(procedure, row.fold, body);
  const live = liveOf(procedure, matter, settings.calendarOf);
  const changes = liveChanges(liveOf(procedure, row.fold, settings.calendarOf), live);
  const said = { action: body.action, data: body.data, recordedAt: body.recordedAt, actor: null, seq: body.seq };
  batch.drafts.push({ body, prev: row.head });
  batch.matters.push(matterRow(procedure, matter, row.number, row.registered_at.toISOString(), live));
  batch.clocks.push(...changes.clocks);
  batch.inbox.push(...changes.inbox);
  batch.gone.push(...changes.gone);
  batch.notices.push(...noticesOf(procedure, row.fold, matter, said, newId));
};

/** Streams taken in one transaction: short enough that nobody who wants one of them waits long. */
const atOnce = 100;

export type Stepped = { looked: number; moved: number };

const step = async (
  client: PoolClient,
  deps: MoveDeps,
  agency: { id: string; code: string },
  job: JobRow,
): Promise<Stepped> => {
  const ids = (await run(client, claimTasks, agency.id, job.id, atOnce)).map(({ id }) => id);
  if (ids.length === 0) return { looked: 0, moved: 0 };
  const rows = await run(client, standingMatters, agency.id, ids);
  const settings = await deps.settings.of(agency.id, Math.max(0, ...rows.map(({ version }) => version)));
  const batch = { drafts: [], matters: [], clocks: [], inbox: [], gone: [], notices: [] } as Parameters<
    typeof moveInto
  >[0];
  const command = deps.newId();
  for (const row of rows) moveInto(batch, deps, agency.code, settings, row, command);
  const { drafts, matters, ...live } = batch;
  if (drafts.length > 0) {
    const written = await append(client, agency.id, drafts, [], { matters, live });
    if (!written.ok) throw new Error(`moved dates were not written: ${written.why}`);
  }
  await run(client, doneTasks, agency.id, job.id, ids, drafts.length);
  return { looked: ids.length, moved: drafts.length };
};

/**
 * Looks at the next matters of a job: streams locked first, then reckoned, then appended, all of it or nothing. Only a matter whose
 * end really moves gets an event. A process that dies in the middle has done nothing, and the rest is still to do.
 */
export const moveSome = (deps: MoveDeps, agency: { id: string; code: string }, job: JobRow): Promise<Stepped> =>
  inTransaction(deps.pool, (client) => step(client, deps, agency, job));
