import type { Pool, PoolClient } from 'pg';
import { type LiveChanges, liveChanges } from '../command/live.ts';
import type { NoticeRow } from '../command/notices.ts';
import { matterRow } from '../command/rows.ts';
import { messageOf } from '../config/fault.ts';
import { type Runner, run } from '../database/statement.ts';
import { inTransaction } from '../database/transaction.ts';
import { append, type Draft } from '../log/append.ts';
import type { SettingsSource } from '../settings/settings.ts';
import { claim, claimed, correct, putOff } from './rows.ts';
import { type Pace, type Reckoned, reckon, type Step } from './steps.ts';

export type SettleDeps = {
  pool: Pool;
  settings: SettingsSource;
  newId: () => string;
  onTrouble: (line: string) => void;
};

export type Settled = {
  /** Matters whose streams were taken. */
  taken: number;
  /** Events written. */
  changed: number;
};

/** A batch that was decided and could not be written; nothing of it was. */
export class Unwritten extends Error {
  override name = 'Unwritten';
  readonly matters: readonly string[];
  constructor(matters: readonly string[], cause: unknown) {
    super(`lights were not written: ${messageOf(cause)}`, { cause });
    this.matters = matters;
  }
}

/** What cannot be reckoned is looked at again after this long: a fault of ours must not stop every other clock. */
const putOffMs = 600_000;

export const setAside = async (
  runner: Runner,
  agency: string,
  matters: readonly string[],
  now: Date,
): Promise<void> => {
  await run(runner, putOff, agency, matters, new Date(now.getTime() + putOffMs));
};

type Turn = { step: Step; of: Reckoned; prev: string };

/** The next event of each matter; several of one matter are several statements, in order, in the same transaction. */
const writeTurn = async (client: PoolClient, agency: string, turns: readonly Turn[]): Promise<Map<string, string>> => {
  const drafts: Draft[] = turns.map(({ step, prev }) => ({ body: step.body, prev }));
  const moved: LiveChanges & { notices: NoticeRow[] } = { clocks: [], inbox: [], gone: [], notices: [] };
  for (const { step } of turns) {
    const { inbox, gone } = liveChanges(step.before, step.live);
    // Every clock of it, not only those that differ: a row that had gone wrong is right again.
    moved.clocks.push(...step.live.clocks);
    moved.inbox.push(...inbox);
    moved.gone.push(...gone);
    moved.notices.push(...step.notices);
  }
  const matters = turns.map(({ step, of: { claimed } }) =>
    matterRow(step.procedure, step.matter, claimed.number, claimed.registered_at.toISOString(), step.live),
  );
  const written = await append(client, agency, drafts, [], { matters, live: moved });
  if (!written.ok) throw new Error(written.why);
  return new Map(written.appended.map(({ stream, head }) => [stream, head]));
};

const writeAll = async (client: PoolClient, agency: string, reckoned: readonly Reckoned[]): Promise<number> => {
  const heads = new Map(reckoned.map(({ claimed }) => [claimed.fold.id, claimed.head]));
  let changed = 0;
  for (let turn = 0; ; turn++) {
    const turns = reckoned.flatMap((of): Turn[] => {
      const step = of.steps[turn];
      return step ? [{ step, of, prev: heads.get(step.matter.id) as string }] : [];
    });
    if (turns.length === 0) return changed;
    for (const [stream, head] of await writeTurn(client, agency, turns)) heads.set(stream, head);
    changed += turns.length;
  }
};

/**
 * One batch of an agency's due clocks, all of it or nothing: streams are locked, then it is decided, then appended. A process
 * that dies in the middle has written nothing, and the rows it held are free again.
 */
export const settle = async (
  deps: SettleDeps,
  agency: { id: string; code: string },
  now: Date,
  { limit = 100, pace = 'now' }: { limit?: number; pace?: Pace } = {},
): Promise<Settled> =>
  inTransaction(deps.pool, async (client) => {
    const ids = [...new Set((await run(client, claim, agency.id, now, limit)).map(({ id }) => id))];
    const rows = ids.length === 0 ? [] : await run(client, claimed, agency.id, ids, now);
    const settings = await deps.settings.of(agency.id, Math.max(0, ...rows.map(({ version }) => version)));
    const made = { agency: agency.code, command: deps.newId(), newId: deps.newId };
    const reckoned: Reckoned[] = [];
    const faulty: string[] = [];
    for (const row of rows) {
      try {
        reckoned.push(reckon(made, settings, row, now.getTime(), pace));
      } catch (error) {
        faulty.push(row.fold.id);
        deps.onTrouble(`the lights of matter ${row.fold.id} of ${agency.code} cannot be reckoned: ${messageOf(error)}`);
      }
    }
    const changed = await writeAll(client, agency.id, reckoned).catch((error: unknown) => {
      throw new Unwritten(
        reckoned.map(({ claimed }) => claimed.fold.id),
        error,
      );
    });
    const still = reckoned.filter(({ steps }) => steps.length === 0).flatMap(({ live }) => live.clocks);
    if (still.length > 0) await run(client, correct, agency.id, JSON.stringify(still), '[]', '[]', '[]');
    if (faulty.length > 0) await setAside(client, agency.id, faulty, now);
    return { taken: ids.length, changed };
  });
