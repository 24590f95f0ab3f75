import type { FoldedEvent } from '../matter/evolve.ts';
import type { Clock, Level, Matter, SettingVersion } from '../matter/matter.ts';
import type { LimitRule, Procedure } from '../procedure/procedure.ts';

export const clockActions = ['lightChanged', 'dueMoved'] as const;
/** Actions of the clock itself; nobody takes them and no table names them. */
export const isClockAction = (action: string): boolean => (clockActions as readonly string[]).includes(action);

const calendarOf = (event: Pick<FoldedEvent, 'settings'>): SettingVersion | null =>
  event.settings?.find((each) => each.kind === 'calendar') ?? null;

const isOn = (procedure: Procedure, rule: LimitRule, state: string): boolean =>
  procedure.states[state]?.clock !== 'stopped' &&
  (rule.states === undefined || rule.states.includes(state) || procedure.states[state]?.clock === 'paused');

const started = (rule: LimitRule, at: string, on: string | null, calendar: SettingVersion | null): Clock => ({
  kind: rule.kind,
  limit: rule.kind === 'fixed' ? null : (rule.limit ?? null),
  on,
  extended: 0,
  startedAt: at,
  endedAt: null,
  pauses: [],
  level: 'ok',
  cause: null,
  calendar,
});

/** While it is stopped a clock has no end that a new calendar could move: it goes on by the calendar of the day it goes on. */
const paused = (clock: Clock, isStopped: boolean, at: string, calendar: SettingVersion | null): Clock => {
  const open = clock.pauses.at(-1);
  const stands = open !== undefined && open.to === null;
  if (isStopped === stands) return clock;
  if (isStopped) return { ...clock, pauses: [...clock.pauses, { from: at, to: null }] };
  const pauses = [...clock.pauses.slice(0, -1), { from: (open as { from: string }).from, to: at }];
  return { ...clock, pauses, calendar };
};

/** The date a matter is to be done by, where an event brings one. */
const dateIn = (procedure: Procedure, data: Record<string, unknown>): string | null => {
  for (const form of procedure.forms)
    for (const field of form.fields)
      if (field.sets === 'dueOn' && typeof data[field.name] === 'string') return data[field.name] as string;
  return null;
};

/** The day on the agency's wall; zones other than China's come with the calendar's versions. */
const dayOf = (moment: string): string => new Date(Date.parse(moment) + 8 * 3_600_000).toISOString().slice(0, 10);

/**
 * Whether a clock that does not run starts now: because its state was entered, or a date was named. An old date that has passed
 * is no promise for a matter that comes back; a new one is, whenever it is named.
 */
const begins = (rule: LimitRule, before: Clock | undefined, moved: boolean, on: string | null, at: string): boolean => {
  if (before && before.endedAt === null) return false;
  if (rule.kind !== 'fixed') return before === undefined || moved;
  if (on === null) return false;
  return before === undefined || on !== before.on || (moved && on >= dayOf(at));
};

/**
 * A merge undone was none: what it had ended goes on with the start and date it had. The time between is not given back, since
 * whoever waits was promised the date, not the merge. The calendar is the one in force, as it would have moved them meanwhile.
 */
const resumed = (
  procedure: Procedure,
  before: Matter,
  event: FoldedEvent,
  calendar: SettingVersion | null,
): Record<string, Clock> =>
  Object.fromEntries(
    Object.entries(before.clocks ?? {}).map(([name, clock]) => {
      const rule = procedure.limits?.[name];
      const isBack = rule && clock.endedAt === before.since && isOn(procedure, rule, event.state.to);
      return [name, isBack ? { ...clock, endedAt: null, calendar } : clock];
    }),
  );

/**
 * The clocks of a matter after an event: those whose states were entered start, those left behind end, a paused state stops all
 * but fixed dates. A start counts from when it happened (a back-entry 补录 too), an end only from when it was recorded.
 */
export const foldClocks = (procedure: Procedure, before: Matter | null, event: FoldedEvent): Record<string, Clock> => {
  const clocks: Record<string, Clock> = { ...(before?.clocks ?? {}) };
  if (event.action === 'lightChanged') {
    const { clock: name, level, cause } = event.data as { clock: string; level: Level; cause: Clock['cause'] };
    const clock = clocks[name];
    return clock ? { ...clocks, [name]: { ...clock, level, cause: cause ?? null } } : clocks;
  }
  const calendar = calendarOf(event);
  if (event.action === 'dueMoved') {
    for (const name of (event.data.clocks as { clock: string }[]).map((each) => each.clock)) {
      const clock = clocks[name];
      if (clock) clocks[name] = { ...clock, calendar };
    }
    return clocks;
  }
  if (before && procedure.actions[event.action]?.request?.step === 'undo')
    return resumed(procedure, before, event, calendar);
  const { to } = event.state;
  const moved = before === null || before.state !== to;
  const date = dateIn(procedure, event.data);
  const isStopped = procedure.states[to]?.clock === 'paused';
  for (const [name, rule] of Object.entries(procedure.limits ?? {})) {
    const stands = clocks[name];
    const on = rule.kind === 'fixed' ? (date ?? stands?.on ?? null) : null;
    if (!isOn(procedure, rule, to)) {
      if (stands && stands.endedAt === null) clocks[name] = { ...stands, endedAt: event.recordedAt };
      continue;
    }
    if (begins(rule, stands, moved, on, event.recordedAt)) {
      // A step that was not under way does not begin with a pause.
      if (isStopped && rule.states !== undefined && !rule.states.includes(to)) continue;
      clocks[name] = started(rule, before === null ? event.occurredAt : event.recordedAt, on, calendar);
    } else if (stands && rule.kind === 'fixed' && on !== null && stands.on !== on)
      clocks[name] = { ...stands, on, calendar };
    const clock = clocks[name];
    if (clock && clock.endedAt === null && rule.kind !== 'fixed')
      clocks[name] = paused(clock, isStopped, event.recordedAt, calendar);
  }
  return clocks;
};

/** What a granted extension adds: working days to limits, another date to a fixed one; reckoned with the calendar of its day. */
export const extendClocks = (
  clocks: Record<string, Clock>,
  names: readonly string[],
  data: Record<string, unknown>,
  event: Pick<FoldedEvent, 'settings'>,
): Record<string, Clock> => {
  const made = { ...clocks };
  for (const name of names) {
    const clock = made[name];
    if (!clock || clock.endedAt !== null) continue;
    if (clock.kind === 'fixed' && typeof data.dueOn === 'string') made[name] = { ...clock, on: data.dueOn };
    if (clock.kind !== 'fixed' && typeof data.days === 'number')
      made[name] = { ...clock, extended: clock.extended + data.days, calendar: calendarOf(event) };
  }
  return made;
};

/** A matter moved to another version of its procedure: open limits are those of the new table, from when they began; what it no longer knows ends. */
export const migrateClocks = (procedure: Procedure, before: Matter, event: FoldedEvent): Record<string, Clock> => {
  const clocks = foldClocks(procedure, before, { ...event, data: {} });
  for (const [name, clock] of Object.entries(clocks)) {
    const rule = procedure.limits?.[name];
    if (clock.endedAt !== null) continue;
    if (!rule) clocks[name] = { ...clock, endedAt: event.recordedAt };
    else if (clock.kind !== 'fixed') clocks[name] = { ...clock, limit: rule.limit ?? null };
  }
  return clocks;
};
