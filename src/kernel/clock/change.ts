import type { Cause, Level, Matter } from '../matter/matter.ts';
import type { Procedure } from '../procedure/procedure.ts';
import { deadlineOf, isPaused, lightAt } from './light.ts';
import type { CalendarOf } from './standing.ts';

/** What a `lightChanged` says: how a clock stands from this moment on. */
export type LightChange = { clock: string; level: Level; cause: Cause | null };

/**
 * Open clocks that stand otherwise at a moment than the log says, in the order of the table. A pause is told by the event that
 * brought it; the clock itself has nothing to say until it ends.
 */
export const lightsChanged = (
  procedure: Procedure,
  matter: Matter,
  calendarOf: CalendarOf,
  at: number,
): LightChange[] => {
  const clocks = matter.clocks ?? {};
  const all = Object.values(clocks);
  // A fold that was stored comes back with its names in another order; the table's is the same everywhere.
  const names = new Set([...Object.keys(procedure.limits ?? {}), ...Object.keys(clocks).sort()]);
  return [...names].flatMap((name) => {
    const clock = clocks[name];
    if (!clock || clock.endedAt !== null || isPaused(clock)) return [];
    const deadline = deadlineOf(calendarOf(clock.calendar), clock, procedure.limits?.[name]);
    const { level, cause } = lightAt(clock, deadline, all, at);
    return level === clock.level && cause === clock.cause ? [] : [{ clock: name, level, cause }];
  });
};
