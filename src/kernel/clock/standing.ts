import type { Calendar } from '../calendar/calendar.ts';
import type { Cause, Clock, Level, Matter, SettingVersion } from '../matter/matter.ts';
import { isFinal, type Procedure } from '../procedure/procedure.ts';
import { deadlineOf, isPaused, type LightNow, nextChange, worstOf } from './light.ts';

/** Finds a calendar by the version an event named; `null` = the one the house is born with. */
export type CalendarOf = (version: SettingVersion | null) => Calendar;

/** One clock as pages and rows show it; moments in ms since 1970 UTC. */
export type ClockStanding = {
  name: string;
  kind: Clock['kind'];
  startedAt: string;
  endedAt: string | null;
  due: number | null;
  near: number | null;
  provisional: boolean;
  level: Level;
  cause: Cause | null;
  paused: boolean;
  nextChange: number | null;
  calendar: SettingVersion | null;
};

const judged = (clock: Clock, due: number | null, isDropped: boolean): LightNow => {
  if (isDropped || due === null) return { level: 'none', cause: null };
  return { level: Date.parse(clock.endedAt as string) <= due ? 'doneOnTime' : 'doneLate', cause: null };
};

/** A promise, else a fixed date, else the statute says whether a matter was on time; steps do not (DESIGN §4). */
const judges = ['promise', 'fixed', 'statute'] as const;

const lightOf = (isEnded: boolean, clocks: readonly ClockStanding[]): LightNow => {
  if (!isEnded) return worstOf(clocks.filter((clock) => clock.endedAt === null));
  for (const kind of judges) {
    const found = clocks.filter((clock) => clock.kind === kind && clock.endedAt !== null);
    if (found.length > 0) return worstOf(found);
  }
  return { level: 'none', cause: null };
};

export type Standing = LightNow & { due: number | null; clocks: ClockStanding[] };

/**
 * How a matter stands by its log alone: levels as recorded, ends by the calendar versions it names, its worst light and nearest
 * end. The same rows come of it in a command, in the due loop and in a rebuild.
 */
export const standingOf = (procedure: Procedure, matter: Matter, calendarOf: CalendarOf): Standing => {
  const all = Object.values(matter.clocks ?? {});
  const now = Date.parse(matter.recordedAt);
  const isDropped = procedure.states[matter.state]?.dropped === true;
  const clocks = Object.entries(matter.clocks ?? {}).map(([name, clock]): ClockStanding => {
    const deadline = deadlineOf(calendarOf(clock.calendar), clock, procedure.limits?.[name]);
    const paused = clock.endedAt === null && isPaused(clock);
    const light: LightNow =
      clock.endedAt !== null
        ? judged(clock, deadline?.due ?? null, isDropped)
        : paused
          ? { level: 'paused', cause: 'paused' }
          : { level: clock.level === 'paused' ? 'ok' : clock.level, cause: clock.cause };
    return {
      name,
      kind: clock.kind,
      startedAt: clock.startedAt,
      endedAt: clock.endedAt,
      due: deadline?.due ?? null,
      near: deadline?.near ?? null,
      provisional: deadline?.provisional ?? false,
      ...light,
      paused,
      // A pause is said by its own event; the loop has nothing to add until it ends.
      nextChange: paused ? null : nextChange(clock, deadline, all, now),
      calendar: clock.calendar,
    };
  });
  const ends = clocks.flatMap((clock) => (clock.endedAt === null && clock.due !== null ? [clock.due] : []));
  return {
    ...lightOf(isFinal(procedure, matter.state), clocks),
    due: ends.length > 0 ? Math.min(...ends) : null,
    clocks,
  };
};
