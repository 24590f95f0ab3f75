import { codeOf, messageOf } from '../config/fault.ts';
import type { Bell } from './bell.ts';
import { startRounds } from './rounds.ts';
import { earliest } from './rows.ts';
import { type SettleDeps, setAside, settle, Unwritten } from './settle.ts';

export type DueLoopDeps = SettleDeps & {
  bell: Pick<Bell, 'hear'>;
  /** Told after a commit that changed lights, as a command tells it. */
  rang: (agency: string) => void;
  now: () => Date;
  /** Milliseconds it sleeps at most, should no bell be heard. */
  poll?: number;
  /** Matters a transaction. */
  batch?: number;
};

export type DueLoop = {
  /** Ends after the batch under way. */
  stop(): Promise<void>;
};

type Agency = { id: string; code: string };

/** Rest while what is due is in other hands. */
const heldMs = 50;
const attempts = 3;

/** The rows themselves are at fault, not the way to the database: they would fail again. */
const isLasting = (error: unknown): error is Unwritten =>
  error instanceof Unwritten && (codeOf(error.cause) === undefined || /^2[23]/.test(codeOf(error.cause) ?? ''));

/**
 * Turns lights at the moment they turn: sleeps until the earliest change of any agency, is woken when something moved, and
 * writes what is due in batches. Any number of them may run on a database; none waits for another.
 */
export const startDueLoop = (deps: DueLoopDeps): DueLoop => {
  const { pool, bell, rang, now, onTrouble, poll = 5000, batch = 100 } = deps;

  const settled = async (agency: Agency, limit: number): Promise<number> => {
    const { taken, changed } = await settle(deps, agency, now(), { limit });
    if (changed > 0) rang(agency.id);
    return taken;
  };

  /** A matter whose rows cannot be written is found by taking each by itself, and set aside; the others go on. */
  const oneByOne = async (agency: Agency, count: number, signal: AbortSignal): Promise<void> => {
    let failures = 0;
    for (let done = 0; done < count && !signal.aborted; )
      try {
        if ((await settled(agency, 1)) === 0) return;
        done += 1;
        failures = 0;
      } catch (error) {
        if (!isLasting(error)) throw error;
        failures += 1;
        if (failures < attempts) continue;
        await setAside(pool, agency.id, error.matters, now());
        onTrouble(`matter ${error.matters.join()} of ${agency.code}: ${messageOf(error)}`);
        done += 1;
      }
  };

  /** A batch of each agency that has something due, so that a large one does not keep the others waiting. */
  const round = async (signal: AbortSignal): Promise<number> => {
    const waiting = (await pool.query<Agency & { at: Date }>(earliest)).rows;
    const due = waiting.filter(({ at }) => at.getTime() <= now().getTime());
    let taken = 0;
    for (const agency of due) {
      if (signal.aborted) return 0;
      try {
        taken += await settled(agency, batch);
      } catch (error) {
        if (!isLasting(error)) throw error;
        await oneByOne(agency, error.matters.length, signal);
      }
    }
    if (due.length === 0) return Math.min(poll, Math.max(1, (waiting[0]?.at.getTime() ?? Infinity) - now().getTime()));
    return taken === 0 ? heldMs : 0;
  };

  const rounds = startRounds({ round, troubled: 'lights are late and tried again', onTrouble });
  const leave = bell.hear(rounds.wake);
  return {
    stop: async () => {
      leave();
      await rounds.stop();
    },
  };
};
