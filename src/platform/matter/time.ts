import type { Calendar } from '../../kernel/calendar/calendar.ts';
import { elapsed } from '../../kernel/calendar/due.ts';
import { parseLimit } from '../../kernel/calendar/limit.ts';
import type { Pause } from '../../kernel/calendar/pauses.ts';
import { plan } from '../../kernel/calendar/plan.ts';
import { type RailQuestion, railOf } from '../../kernel/calendar/rail.ts';
import { dayMs, toLocal } from '../../kernel/calendar/zone.ts';
import { type ClockStanding, standingOf } from '../../kernel/clock/standing.ts';
import type { Clock, Matter } from '../../kernel/matter/matter.ts';
import { isFinal, type Procedure } from '../../kernel/procedure/procedure.ts';
import type { ClockView, HoldingView, MatterView, RequestView } from '../../kernel/view/view.ts';
import type { Viewer } from '../authorization/directory.ts';
import { dayOf } from '../command/engine.ts';
import type { MatterRead } from './read.ts';
import { brief, dayMinutes, leftOf } from './render.ts';

const iso = (time: number | null): string | null => (time === null ? null : new Date(time).toISOString());

const countsOf = (clock: Clock | undefined): RailQuestion['counts'] => {
  const unit = clock?.limit ? parseLimit(clock.limit)?.unit : undefined;
  return unit === 'd' ? 'calendarDays' : unit === 'wh' || unit === 'wm' ? 'time' : 'days';
};

const spans = (pauses: Matter['pauses']): Pause[] =>
  pauses.map(({ from, to }) => ({
    from: Date.parse(from),
    to: to === null ? Number.POSITIVE_INFINITY : Date.parse(to),
  }));

const pausesOf = (clock: Clock | undefined): Pause[] =>
  clock === undefined || clock.kind === 'fixed' ? [] : spans(clock.pauses);

const pausedFor = (calendar: Calendar, clock: ClockStanding, kept: Clock | undefined, now: Date) => {
  const open = clock.paused ? kept?.pauses.at(-1) : undefined;
  // What is left until now from where the pause began.
  return open ? leftOf(calendar, new Date(open.from), now) : null;
};

/** Was its day announced since: the newest calendar may know more than the one it is reckoned with. */
const isProvisional = (clock: ClockStanding, newest: Calendar): boolean => {
  if (!clock.provisional || clock.due === null) return false;
  const { zone, published } = plan(newest);
  return Math.floor((toLocal(zone, clock.due) - 1) / dayMs) > published;
};

/** A matter's clocks as pages show them. */
export const clocksOf = (
  { settings }: Viewer,
  procedure: Procedure,
  row: Pick<MatterRead, 'fold'>,
  now: Date,
): ClockView[] => {
  const newest = settings.calendarOn(dayOf(now)).value;
  return standingOf(procedure, row.fold, settings.calendarOf).clocks.map((clock) => {
    const kept = row.fold.clocks[clock.name];
    const calendar = settings.calendarOf(clock.calendar);
    return {
      name: clock.name,
      kind: clock.kind,
      limit: kept?.limit ?? null,
      on: kept?.on ?? null,
      extended: kept?.extended ?? 0,
      startedAt: clock.startedAt,
      endedAt: clock.endedAt,
      dueAt: iso(clock.due),
      nearAt: iso(clock.near),
      provisional: isProvisional(clock, newest),
      light: clock.level,
      cause: clock.cause,
      left:
        clock.endedAt === null && clock.due !== null && !clock.paused
          ? leftOf(calendar, now, new Date(clock.due))
          : null,
      pauses: kept?.pauses ?? [],
      pausedFor: pausedFor(calendar, clock, kept, now),
      rail: railOf(calendar, {
        start: Date.parse(clock.startedAt),
        due: clock.due,
        counts: countsOf(kept),
        pauses: pausesOf(kept),
        at: clock.endedAt === null ? now.getTime() : Date.parse(clock.endedAt),
        isOpen: clock.endedAt === null,
      }),
    };
  });
};

/** Time belongs to the unit that held the matter (DESIGN §4): working time from each hand-over to the next, without pauses. */
const holdingsOf = (
  { directory, settings }: Viewer,
  procedure: Procedure,
  row: MatterRead,
  now: Date,
): HoldingView[] => {
  const { holdings, state, since } = row.fold;
  const calendar = settings.calendarOn(dayOf(now)).value;
  // What is said of it after its end, a light or a correction, takes nobody's time.
  const ended = isFinal(procedure, state) ? since : null;
  const pauses = spans(row.fold.pauses ?? []);
  return holdings.map((holding, index) => {
    const to = holdings[index + 1]?.from ?? ended;
    const end = to === null ? now.getTime() : Date.parse(to);
    return {
      unit: { id: holding.unit, name: directory.unitName(holding.unit) },
      person: { id: holding.person, name: directory.personName(holding.person) },
      post: { id: holding.post, name: directory.postName(holding.post) },
      from: holding.from,
      to,
      minutes: Math.max(0, elapsed(calendar, Date.parse(holding.from), end, pauses)),
      dayMinutes: dayMinutes(calendar),
    };
  });
};

const requestsOf = ({ directory }: Viewer, row: MatterRead, reveal: (value: unknown) => unknown): RequestView[] =>
  Object.entries(row.fold.requests ?? {}).map(([kind, open]) => ({
    kind,
    seq: open.seq,
    asker: { id: open.asker, name: directory.personName(open.asker) },
    onBehalfOf: open.onBehalfOf ? { id: open.onBehalfOf, name: directory.personName(open.onBehalfOf) } : null,
    at: open.at,
    data: reveal(open.data) as Record<string, unknown>,
  }));

/** What a matter's page says of its time, its open requests, and of matters merged. */
export const timeOf = (
  viewer: Viewer,
  procedure: Procedure,
  row: MatterRead,
  reveal: (value: unknown) => unknown,
  now: Date,
): Pick<MatterView, 'clocks' | 'requests' | 'holdings' | 'mergedInto' | 'mergedHere'> => {
  // Matters from before clocks were kept fold to none until they are computed anew.
  const fold = { ...row.fold, clocks: row.fold.clocks ?? {}, holdings: row.fold.holdings ?? [] };
  const whole = { ...row, fold };
  const into = (row.others ?? []).find((other) => other.id === row.merged_into);
  return {
    clocks: clocksOf(viewer, procedure, whole, now),
    requests: requestsOf(viewer, whole, reveal),
    holdings: holdingsOf(viewer, procedure, whole, now),
    mergedInto: into ? brief(viewer, into, now) : null,
    mergedHere: (row.merged_here ?? []).map((each) => brief(viewer, each, now)),
  };
};
