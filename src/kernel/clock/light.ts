import type { Calendar } from '../calendar/calendar.ts';
import { due, elapsed } from '../calendar/due.ts';
import { parseLimit } from '../calendar/limit.ts';
import type { Pause } from '../calendar/pauses.ts';
import { plan } from '../calendar/plan.ts';
import { dayMs, toLocal, toMoment } from '../calendar/zone.ts';
import { type Cause, type Clock, type Level, levels } from '../matter/matter.ts';
import type { LimitRule } from '../procedure/procedure.ts';

/** When a clock turns amber where its limit does not say otherwise (DOMAIN B12: yellowRemainRatio, yellowRemainWd). */
const nearByDefault = { ratio: 0.2, days: 1 };

export type Deadline = {
  /** ms since 1970 UTC. */
  due: number;
  /** A notice may still move it. */
  provisional: boolean;
  /** From this moment on it is near. */
  near: number;
};

const ms = (moment: string): number => Date.parse(moment);

/** A fixed date does not wait: no pause holds it up. What ended in a pause waited until its end. */
const pausesOf = (clock: Clock): Pause[] =>
  clock.kind === 'fixed'
    ? []
    : clock.pauses.map(({ from, to }) => ({ from: ms(from), to: to === null ? endOf(clock) : ms(to) }));

const endOf = ({ endedAt }: Clock): number => (endedAt === null ? Infinity : ms(endedAt));

const endOfDate = (calendar: Calendar, date: string): number =>
  toMoment(plan(calendar).zone, Date.parse(`${date}T00:00:00Z`) + dayMs);

const limitOf = (clock: Clock) => {
  const limit = clock.limit === null ? null : parseLimit(clock.limit);
  if (!limit) return null;
  return limit;
};

/** The end of a limit with what extensions added; a limit in minutes or hours is extended by whole working days behind its end. */
const dueOf = (calendar: Calendar, clock: Clock, pauses: readonly Pause[]) => {
  const limit = limitOf(clock);
  if (!limit) return null;
  const start = ms(clock.startedAt);
  const inDays = limit.unit === 'wd' || limit.unit === 'd';
  const plain = due(calendar, start, inDays ? { ...limit, count: limit.count + clock.extended } : limit, pauses);
  if (!plain.ok) return null;
  if (inDays || clock.extended === 0) return plain.value;
  const more = due(calendar, plain.value.due, { count: clock.extended, unit: 'wd' }, pauses);
  return more.ok ? more.value : null;
};

/** A day's warning is only given to what lasts longer than this many days; shorter limits warn by their share alone. */
const daysThatWarn = 2;

const nearOf = (
  calendar: Calendar,
  clock: Clock,
  end: number,
  rule: LimitRule | undefined,
  pauses: readonly Pause[],
): number => {
  const { ratio, days } = rule?.near ?? nearByDefault;
  const start = ms(clock.startedAt);
  const whole = elapsed(calendar, start, end, pauses);
  if (whole <= 0) return start;
  const shared = due(calendar, start, { count: Math.floor(whole * (1 - ratio)), unit: 'wm' }, pauses);
  const byShare = shared.ok ? Math.min(shared.value.due, end) : end;
  const limit = limitOf(clock);
  const lasting =
    limit === null || ((limit.unit === 'wd' || limit.unit === 'd') && limit.count + clock.extended > daysThatWarn);
  if (!lasting || days <= 0) return byShare;
  const before = minutesOfDaysBefore(calendar, end, days, pauses);
  const warned = before >= whole ? start : due(calendar, start, { count: whole - before, unit: 'wm' }, pauses);
  const byDays = typeof warned === 'number' ? warned : warned.ok ? warned.value.due : end;
  return Math.min(byShare, byDays);
};

/** Working minutes of the last working days before a moment, that moment's own day among them. */
const minutesOfDaysBefore = (calendar: Calendar, end: number, days: number, pauses: readonly Pause[]): number => {
  const { zone, counted } = plan(calendar);
  const last = Math.floor((toLocal(zone, end) - 1) / dayMs);
  const first = counted.wd.reach(counted.wd.before(last + 1) - days + 1);
  return first === null ? 0 : elapsed(calendar, toMoment(zone, first * dayMs), end, pauses);
};

/** Moment a clock ends and turns amber; `null` while an open pause leaves it without an end, or where the calendar has no day for it. */
export const deadlineOf = (calendar: Calendar, clock: Clock, rule?: LimitRule): Deadline | null => {
  const pauses = pausesOf(clock);
  if (clock.kind === 'fixed') {
    if (clock.on === null) return null;
    const end = endOfDate(calendar, clock.on);
    return { due: end, provisional: false, near: nearOf(calendar, clock, end, rule, pauses) };
  }
  const end = dueOf(calendar, clock, pauses);
  return end && { ...end, near: nearOf(calendar, clock, end.due, rule, pauses) };
};

/** What being over means: a step, the promise where there is more behind it, else the end of it. */
const overLevel = (clock: Clock, others: readonly Clock[]): { level: Level; cause: Cause } => {
  const open = others.filter((other) => other !== clock && other.endedAt === null);
  switch (clock.kind) {
    case 'firstContact':
    case 'stage':
      return open.length > 0 ? { level: 'overPromise', cause: 'stageLate' } : { level: 'over', cause: 'stageLate' };
    case 'promise':
      return open.some((other) => other.kind === 'statute')
        ? { level: 'overPromise', cause: 'overPromise' }
        : { level: 'over', cause: 'overPromise' };
    case 'statute':
    case 'fixed':
      return { level: 'over', cause: 'overStatute' };
  }
};

export type LightNow = { level: Level; cause: Cause | null };

export const isPaused = (clock: Clock): boolean =>
  clock.kind !== 'fixed' && clock.pauses.some((pause) => pause.to === null);

/** How a clock stands at a moment; `others` are all clocks of its matter. */
export const lightAt = (clock: Clock, deadline: Deadline | null, others: readonly Clock[], now: number): LightNow => {
  if (clock.endedAt !== null) return { level: clock.level, cause: clock.cause };
  if (isPaused(clock)) return { level: 'paused', cause: 'paused' };
  if (!deadline || now < deadline.near) return { level: 'ok', cause: null };
  if (now < deadline.due) return { level: 'near', cause: 'near' };
  return overLevel(clock, others);
};

/** When it will look different by itself: now, if the log does not say yet what it is; `null` when nothing is to come. */
export const nextChange = (
  clock: Clock,
  deadline: Deadline | null,
  others: readonly Clock[],
  now: number,
): number | null => {
  if (clock.endedAt !== null) return null;
  const light = lightAt(clock, deadline, others, now);
  if (light.level !== clock.level || light.cause !== clock.cause) return now;
  if (!deadline || light.level === 'paused') return null;
  if (now < deadline.near) return deadline.near;
  return now < deadline.due ? deadline.due : null;
};

/** The worst of a matter's clocks, and the nearest end among those that are open. */
export const worstOf = (lights: readonly LightNow[]): LightNow => {
  let worst: LightNow = { level: 'none', cause: null };
  for (const light of lights) if (levels.indexOf(light.level) > levels.indexOf(worst.level)) worst = light;
  return worst;
};
