import { settle } from '../../src/platform/clock/settle.ts';
import type { Bureau } from '../builders/bureau.ts';
import { rowsOf } from '../builders/bureau.ts';

/** What tests of the due loop ask of a bureau. */
export type Said = { seq: number; action: string; at: string; data: Record<string, unknown> };

export const saidOf = async (bureau: Bureau, matter: string): Promise<Said[]> =>
  (
    await rowsOf<{ body: string }>(
      bureau,
      'select body from event where agency_id = $1 and stream_id = $2 order by seq',
      bureau.agency.id,
      matter,
    )
  ).map(({ body }) => {
    const { seq, action, recordedAt, data } = JSON.parse(body) as Said & { recordedAt: string };
    return { seq, action, at: recordedAt, data };
  });

/** What the clock itself said of a matter: clock, level and cause, in order. */
export const lightsOf = async (bureau: Bureau, matter: string): Promise<string[]> =>
  (await saidOf(bureau, matter))
    .filter(({ action }) => action === 'lightChanged')
    .map(({ at, data }) => `${at} ${data.clock} ${data.level} ${data.cause ?? '-'}`);

export type ClockRow = {
  name: string;
  level: string;
  due_at: Date | null;
  next_change_at: Date | null;
  ended_at: Date | null;
  paused: boolean;
};

export const clocksOf = async (bureau: Bureau, matter: string): Promise<Record<string, ClockRow>> =>
  Object.fromEntries(
    (
      await rowsOf<ClockRow>(
        bureau,
        'select name, level, due_at, next_change_at, ended_at, paused from clock where agency_id = $1 and matter_id = $2 order by name',
        bureau.agency.id,
        matter,
      )
    ).map((row) => [row.name, row]),
  );

export const depsOf = ({ office }: Bureau, told: string[] = []) => ({
  pool: office.pools.app,
  settings: office.settings,
  newId: office.engine.newId,
  onTrouble: (line: string): void => {
    told.push(line);
  },
});

/** One batch after another until nothing is due at a moment. */
export const settleAt = async (bureau: Bureau, at: Date, told: string[] = []): Promise<number> => {
  let changed = 0;
  for (;;) {
    const done = await settle(depsOf(bureau, told), bureau.agency, at);
    changed += done.changed;
    if (done.taken === 0) return changed;
  }
};
