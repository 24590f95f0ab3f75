import { hash } from 'node:crypto';
import type { Pool } from 'pg';
import type { Refusal } from '../../../kernel/refusal.ts';
import type { Agency, Viewer } from '../../../platform/authorization/directory.ts';
import type { CommandReply, Engine, Target } from '../../../platform/command/engine.ts';
import { execute } from '../../../platform/command/execute.ts';
import { inTransaction } from '../../../platform/database/transaction.ts';
import type { ImportRow, ImportSetup, Written } from '../domain/import-views.ts';
import type { Grid } from '../domain/sheet-grid.ts';
import type { Task } from './import-judge.ts';
import { type ReadDeps, readLedgerSheet, setupOf } from './import-read.ts';
import { type ImportRecord, importStore } from './import-store.ts';

export type ImportDeps = ReadDeps & {
  pool: Pool;
  viewerFor: (agency: Agency, person: string) => Promise<Viewer>;
};

export type KeptSheets = { name: string; sheets: { name: string; rows: number }[]; grid: Grid };
export type KeptSetup = ImportSetup;

/** Rows and commands are kept by so many, so that a page or a long import never holds all of them. */
const perPart = 100;

/** A process that works on an import says so at least this often; silent for longer it is taken for gone. */
const heldMs = 60_000;
const tellMs = 300;

export const held = (now: Date): Date => new Date(now.getTime() + heldMs);

/** Tells how far it is, now and then; also that whoever works on it is still there. */
const teller = (deps: ImportDeps, agency: Agency, record: ImportRecord) => {
  const store = importStore(deps.pool, deps.engine.vault, agency.id);
  let last = 0;
  return async (done: number, total: number): Promise<void> => {
    const at = Date.now();
    if (at - last < tellMs && done < total) return;
    last = at;
    await store.hold(record.id, held(new Date()), done, total);
  };
};

class Interrupted extends Error {}

/** Looks at every row and keeps what each would come to. */
export const carryOutPreview = async (
  deps: ImportDeps,
  agency: Agency,
  record: ImportRecord,
  signal?: AbortSignal,
): Promise<void> => {
  const { engine, pool } = deps;
  const store = importStore(pool, engine.vault, agency.id);
  const key = store.keyOf(record);
  const [kept] = await store.parts<KeptSheets>(record.id, key, 'sheet', await sheetNr(store, record, key), 1);
  const [setup] = await store.parts<KeptSetup>(record.id, key, 'setup', 0, 1);
  if (!kept || !setup) throw new Error('an import without its sheet');
  const viewer = await deps.viewerFor(agency, record.person_id);
  const tell = teller(deps, agency, record);
  const read = await readLedgerSheet(
    deps,
    viewer,
    kept.value.grid,
    { setup: setupOf(setup.value), reason: setup.value.reason },
    async (done, total) => {
      if (signal?.aborted) throw new Interrupted();
      await tell(done, total);
    },
  );
  await inTransaction(pool, async (client) => {
    const inside = importStore(client, engine.vault, agency.id);
    await inside.dropParts(record.id, ['row', 'task', 'result']);
    for (let at = 0; at < read.rows.length; at += perPart)
      await inside.put(record.id, key, 'row', at / perPart, read.rows.slice(at, at + perPart));
    for (let at = 0; at < read.tasks.length; at += perPart)
      await inside.put(record.id, key, 'task', at / perPart, read.tasks.slice(at, at + perPart));
    await inside.move(record.id, ['previewing'], 'previewed', engine.now(), {
      total: read.tasks.length,
      counts: { rows: read.counts },
    });
  });
};

const sheetNr = async (
  store: ReturnType<typeof importStore>,
  record: ImportRecord,
  key: ReturnType<ReturnType<typeof importStore>['keyOf']>,
): Promise<number> => (await store.parts<KeptSetup>(record.id, key, 'setup', 0, 1))[0]?.value.sheet ?? 0;

/** The same round of the same import makes the same commands: told twice they are done once. */
const commandIdOf = (record: Pick<ImportRecord, 'id' | 'round'>, nr: number): string => {
  const digest = hash('sha256', `${record.id} ${record.round} ${nr}`, 'hex');
  const variant = ((Number.parseInt(digest[16] as string, 16) & 3) | 8).toString(16);
  return `${digest.slice(0, 8)}-${digest.slice(8, 12)}-8${digest.slice(13, 16)}-${variant}${digest.slice(17, 20)}-${digest.slice(20, 32)}`;
};

type Done = { reply: CommandReply; born: number };

/** What a task is about, once those before it have been carried out. */
const targetOf = (task: Task, done: readonly (Done | null)[]): Target | null => {
  const { on } = task;
  if (on.kind === 'new') return { procedure: task.procedure };
  if (on.kind === 'matter') return { matter: on.id };
  const before = done[on.nr];
  if (!before) return null;
  if (on.child === null) return { matter: before.reply.id };
  const matter = before.reply.children.at(on.child - before.born);
  return matter === undefined ? null : { matter };
};

const bornBy = ({ action, data }: Task): number =>
  action === 'plan' && Array.isArray(data.measures) ? data.measures.length : 0;

type Refused = { task: Task; refusal: Refusal };
type Outcome = { refused: Refused[]; written: Written; matters: Map<number, { id: string; number: string }> };

/** Carries out every command on one connection; nothing of it counts before its transaction is committed. */
const writeAll = async (
  engine: Engine,
  viewer: Viewer,
  record: ImportRecord,
  tasks: readonly Task[],
  tell: (done: number, total: number) => Promise<void>,
  signal?: AbortSignal,
): Promise<Outcome> => {
  const done: (Done | null)[] = [];
  const outcome: Outcome = {
    refused: [],
    written: { problems: 0, measures: 0, asked: 0, reported: 0 },
    matters: new Map(),
  };
  for (const [nr, task] of tasks.entries()) {
    if (signal?.aborted) throw new Interrupted();
    const target = targetOf(task, done);
    // What it stands on was refused, which is told there.
    if (!target) {
      done.push(null);
      continue;
    }
    const command = {
      action: task.action,
      data: task.data,
      files: [],
      ...(task.reason !== null && { reason: task.reason }),
      ...(task.occurredAt !== null && { occurredAt: task.occurredAt }),
    };
    const result = await execute(engine, viewer, {
      ...target,
      command,
      commandId: commandIdOf(record, nr),
      digest: hash('sha256', JSON.stringify([target, command]), 'hex'),
      expected: task.on.kind === 'matter' ? (task.on.expected ?? undefined) : undefined,
    });
    if (!result.ok) {
      outcome.refused.push({ task, refusal: result.refusal });
      done.push(null);
    } else {
      const born = bornBy(task);
      done.push({ reply: result.value, born });
      count(outcome.written, task, born);
      if (task.procedure === 'problem')
        for (const row of task.rows) outcome.matters.set(row + 1, { id: result.value.id, number: result.value.number });
    }
    await tell(nr + 1, tasks.length);
  }
  return outcome;
};

const count = (written: Written, { action }: Task, born: number): void => {
  if (action === 'register') written.problems += 1;
  else if (action === 'plan') written.measures += born;
  else if (action === 'reportProgress') written.reported += 1;
  else written.asked += 1;
};

/** SQLSTATE of a transaction that a statement before has broken: somebody else was faster, so all of it is tried again. */
const isBroken = (error: unknown): boolean =>
  ['25P02', '40P01', '40001'].includes((error as { code?: string }).code ?? '');
const attempts = 3;

/** Rows that were refused at the last moment, told at their place in the preview. */
const tellRefused = (rows: readonly ImportRow[], refused: readonly Refused[]): ImportRow[] => {
  const byRow = Map.groupBy(
    refused.flatMap(({ task, refusal }) => task.rows.map((row) => ({ row: row + 1, refusal }))),
    ({ row }) => row,
  );
  return rows.map((row): ImportRow => {
    const found = byRow.get(row.row);
    if (!found) return row;
    const faults = found.map(({ refusal: { code, rule, facts, mend, fields } }) => ({
      cell: `${row.row}`,
      column: '',
      rule: fields?.[0]?.rule ?? 'refused',
      ...(fields?.[0]?.limit !== undefined && { limit: fields[0].limit }),
      ...(!fields?.length && { refusal: { code, rule, facts, ...(mend && { mend }) } }),
    }));
    return { ...row, outcome: 'error', faults };
  });
};

/**
 * Writes all rows of an import in one transaction, or none: a row that is refused because somebody acted since the preview is
 * told, and nothing else of the sheet stands either. Cut short it is begun anew with the same commands.
 */
export const carryOutWriting = async (
  deps: ImportDeps,
  agency: Agency,
  record: ImportRecord,
  signal?: AbortSignal,
): Promise<void> => {
  const { engine, pool } = deps;
  const outside = importStore(pool, engine.vault, agency.id);
  const key = outside.keyOf(record);
  const tasks = (await outside.parts<Task[]>(record.id, key, 'task')).flatMap(({ value }) => value);
  const viewer = await deps.viewerFor(agency, record.person_id);
  const tell = teller(deps, agency, record);
  const rowsKept = async () => (await outside.parts<ImportRow[]>(record.id, key, 'row')).flatMap(({ value }) => value);
  for (let attempt = 1; ; attempt++) {
    let moved = false;
    try {
      const outcome = await inTransaction(
        pool,
        async (client) => {
          // Heard by others only after the commit.
          const inside = {
            ...engine,
            runner: client,
            rang: () => {
              moved = true;
            },
          };
          const made = await writeAll(inside, viewer, record, tasks, tell, signal);
          if (made.refused.length > 0) return made;
          const store = importStore(client, engine.vault, agency.id);
          const rows = (await rowsKept()).map((row) => ({ ...row, problem: made.matters.get(row.row) ?? row.problem }));
          for (let at = 0; at < rows.length; at += perPart)
            await store.put(record.id, key, 'row', at / perPart, rows.slice(at, at + perPart));
          await store.dropParts(record.id, ['sheet', 'task']);
          await store.move(record.id, ['writing'], 'done', engine.now(), {
            total: tasks.length,
            counts: { ...record.counts, written: made.written },
            finished: true,
          });
          return made;
        },
        ({ refused }) => refused.length === 0,
      );
      if (outcome.refused.length === 0) {
        if (moved) engine.rang(agency.id);
        return;
      }
      const rows = tellRefused(await rowsKept(), outcome.refused);
      const counts = { error: 0, new: 0, add: 0, ask: 0, report: 0, same: 0 };
      for (const { outcome: each } of rows) counts[each] += 1;
      await inTransaction(pool, async (client) => {
        const store = importStore(client, engine.vault, agency.id);
        for (let at = 0; at < rows.length; at += perPart)
          await store.put(record.id, key, 'row', at / perPart, rows.slice(at, at + perPart));
        await store.move(record.id, ['writing'], 'refused', engine.now(), {
          total: tasks.length,
          counts: { rows: counts },
        });
      });
      return;
    } catch (error) {
      if (!isBroken(error) || attempt >= attempts) throw error;
    }
  }
};

export const isInterrupted = (error: unknown): boolean => error instanceof Interrupted;
