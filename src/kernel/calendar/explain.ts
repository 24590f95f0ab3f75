import { granted, type Outcome } from '../refusal.ts';
import type { Calendar } from './calendar.ts';
import { type Due, type Found, find } from './due.ts';
import type { Limit } from './limit.ts';
import { coveredBy, mergePauses, type Pause } from './pauses.ts';
import { dateOf, type Planned, plan, type Reason, worked } from './plan.ts';
import { dayMs, reading, toLocal } from './zone.ts';

/** `rollOver`: not counted, but where the limit ends because the last counted day was free. */
export type DayExplained = { date: string; counted: boolean; why: Reason | 'receipt' | 'paused' | 'rollOver' };

type Judged = Omit<DayExplained, 'date'>;

/** A day counts when some of its working time was used between the start and the end. */
const byTime = (planned: Planned, start: number, found: Found, pauses: readonly Pause[]): ((day: number) => Judged) => {
  const { zone } = planned;
  const first = Math.floor(toLocal(zone, start) / dayMs);
  const from = reading(zone, start);
  const until = reading(zone, found.due);
  const stops = pauses.map((pause) => ({
    from: reading(zone, pause.from),
    to: pause.to === Infinity ? Infinity : reading(zone, pause.to),
  }));
  const between = (begin: number, end: number): number =>
    begin < end ? worked(planned, end) - worked(planned, begin) : 0;
  return (day) => {
    const begin = Math.max(from, day * dayMs);
    const midnight = (day + 1) * dayMs;
    let used = between(begin, Math.min(until, midnight));
    for (const stop of stops) used -= between(Math.max(begin, stop.from), Math.min(until, midnight, stop.to));
    if (used > 0 || !planned.works(day) || day === found.day) return { counted: used > 0, why: planned.reason(day) };
    const over = day === first && between(begin, midnight) === 0;
    return { counted: false, why: over ? 'receipt' : 'paused' };
  };
};

const byDays = (planned: Planned, start: number, limit: Limit, found: Found, pauses: readonly Pause[]) => {
  const days = planned.counted[limit.unit === 'd' ? 'd' : 'wd'];
  const receipt = Math.floor(toLocal(planned.zone, start) / dayMs);
  return (day: number): Judged => {
    if (day === receipt) return { counted: false, why: 'receipt' };
    if (day > found.last && day === found.day) return { counted: false, why: 'rollOver' };
    const candidate = days.is(day) && day > found.after;
    const paused = candidate && pauses.length > 0 && coveredBy(pauses, days.end(day)) !== undefined;
    return {
      counted: candidate && !paused && day <= found.last && limit.count > 0,
      why: paused ? 'paused' : planned.reason(day),
    };
  };
};

/**
 * As `due`, with every day from the receipt to the end: whether it counted and why. Costs as much as there are days, so lights and
 * lists ask `due`, and only whoever opens the explanation asks this.
 */
export const explain = (
  calendar: Calendar,
  start: number,
  limit: Limit,
  pauses: readonly Pause[] = [],
): Outcome<Due & { days: DayExplained[] }> => {
  const planned = plan(calendar);
  const merged = mergePauses(pauses);
  const found = find(planned, start, limit, merged);
  if (!found.ok) return found;
  const { due, day: last } = found.value;
  const judge =
    limit.unit === 'wm' || limit.unit === 'wh'
      ? byTime(planned, start, found.value, merged)
      : byDays(planned, start, limit, found.value, merged);
  const days: DayExplained[] = [];
  for (let day = Math.floor(toLocal(planned.zone, start) / dayMs); day <= last; day++)
    days.push({ date: dateOf(day), ...judge(day) });
  return granted({ due, provisional: last > planned.published, days });
};
