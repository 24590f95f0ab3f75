import { seatsOf } from '../../kernel/clock/inbox.ts';
import { type CalendarOf, type Standing, standingOf } from '../../kernel/clock/standing.ts';
import type { Matter } from '../../kernel/matter/matter.ts';
import type { Procedure } from '../../kernel/procedure/procedure.ts';

const iso = (time: number | null): string | null => (time === null ? null : new Date(time).toISOString());

export type ClockRow = {
  matter_id: string;
  name: string;
  kind: string;
  started_at: string;
  ended_at: string | null;
  due_at: string | null;
  provisional: boolean;
  level: string;
  cause: string | null;
  paused: boolean;
  next_change_at: string | null;
  calendar_seq: number | null;
};

export type InboxRow = {
  matter_id: string;
  seat: string;
  kind: string;
  person_id: string | null;
  role: string | null;
  unit_id: string;
  since: string;
  due_at: string | null;
};

/** What a matter's row and its companions say of its time: light, nearest end, clocks, and whom it waits for. */
export type Live = { standing: Standing; dueAt: string | null; clocks: ClockRow[]; inbox: InboxRow[] };

/** Computed from the fold alone, so a command, the due loop and a rebuild write the same rows. */
export const liveOf = (procedure: Procedure, matter: Matter, calendarOf: CalendarOf): Live => {
  const standing = standingOf(procedure, matter, calendarOf);
  const dueAt = iso(standing.due);
  return {
    standing,
    dueAt,
    clocks: standing.clocks.map((clock) => ({
      matter_id: matter.id,
      name: clock.name,
      kind: clock.kind,
      started_at: clock.startedAt,
      ended_at: clock.endedAt,
      due_at: iso(clock.due),
      provisional: clock.provisional,
      level: clock.level,
      cause: clock.cause,
      paused: clock.paused,
      next_change_at: iso(clock.nextChange),
      calendar_seq: clock.calendar?.seq ?? null,
    })),
    inbox: seatsOf(procedure, matter).map((seat) => ({
      matter_id: matter.id,
      seat: seat.seat,
      kind: seat.kind,
      person_id: seat.person,
      role: seat.role,
      unit_id: seat.unit,
      since: seat.since,
      due_at: dueAt,
    })),
  };
};

const same = (a: object | undefined, b: object): boolean => a !== undefined && JSON.stringify(a) === JSON.stringify(b);

export type LiveChanges = { clocks: ClockRow[]; inbox: InboxRow[]; gone: { matter_id: string; seat: string }[] };

/** What differs between two moments of a matter; nothing else is written, since most events move no clock and no seat. */
export const liveChanges = (before: Live | null, after: Live): LiveChanges => {
  const clocks = new Map(before?.clocks.map((row) => [row.name, row]));
  const inbox = new Map(before?.inbox.map((row) => [row.seat, row]));
  const kept = new Set(after.inbox.map((row) => row.seat));
  return {
    clocks: after.clocks.filter((row) => !same(clocks.get(row.name), row)),
    inbox: after.inbox.filter((row) => !same(inbox.get(row.seat), row)),
    gone: (before?.inbox ?? [])
      .filter((row) => !kept.has(row.seat))
      .map(({ matter_id, seat }) => ({ matter_id, seat })),
  };
};
