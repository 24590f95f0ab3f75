import type { Calendar } from '../calendar/calendar.ts';
import type { Matter } from '../matter/matter.ts';
import type { Procedure } from '../procedure/procedure.ts';
import { deadlineOf } from './light.ts';
import type { CalendarOf } from './standing.ts';

/** One line of a `dueMoved`: a clock whose end another calendar moves, moments as ISO. */
export type DueMove = { clock: string; from: string; to: string };

/**
 * Open clocks of a matter that end otherwise by another calendar than by the one they name. A fixed date never moves, and one that
 * is stopped has no end to move.
 */
export const dueMoves = (procedure: Procedure, matter: Matter, calendarOf: CalendarOf, calendar: Calendar): DueMove[] =>
  Object.entries(matter.clocks ?? {}).flatMap(([name, clock]) => {
    if (clock.endedAt !== null || clock.kind === 'fixed') return [];
    const rule = procedure.limits?.[name];
    const was = deadlineOf(calendarOf(clock.calendar), clock, rule);
    const is = deadlineOf(calendar, clock, rule);
    if (!was || !is || was.due === is.due) return [];
    return [{ clock: name, from: new Date(was.due).toISOString(), to: new Date(is.due).toISOString() }];
  });
