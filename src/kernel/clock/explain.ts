import type { Calendar } from '../calendar/calendar.ts';
import { elapsed } from '../calendar/due.ts';
import { type DayExplained, explain } from '../calendar/explain.ts';
import { parseLimit } from '../calendar/limit.ts';
import type { Pause } from '../calendar/pauses.ts';
import { dateOf, plan } from '../calendar/plan.ts';
import { dayMs, toLocal, toMoment } from '../calendar/zone.ts';
import type { Clock } from '../matter/matter.ts';
import { granted, type Outcome } from '../refusal.ts';

/** A day of a deadline: whether it counted and why, and where minutes count how many of them it had. */
export type ExplainedDay = DayExplained & { minutes: number | null };

/** `due` is null while an open pause leaves it without an end; then the days go up to `now`. */
export type ClockExplained = { due: number | null; provisional: boolean; days: ExplainedDay[] };

const plain = (days: readonly DayExplained[]): ExplainedDay[] => days.map((day) => ({ ...day, minutes: null }));

/** A fixed date needs no counting: its days are told as they are. */
const fixedDays = (calendar: Calendar, start: number, on: string): ClockExplained => {
  const planned = plan(calendar);
  const first = Math.floor(toLocal(planned.zone, start) / dayMs);
  const last = Date.parse(`${on}T00:00:00Z`) / dayMs;
  const days: DayExplained[] = [];
  for (let day = Math.min(first, last); day <= last; day++)
    days.push({
      date: dateOf(day),
      counted: day !== first && planned.works(day),
      why: day === first ? 'receipt' : planned.reason(day),
    });
  return { due: toMoment(planned.zone, (last + 1) * dayMs), provisional: false, days: plain(days) };
};

const withMinutes = (
  calendar: Calendar,
  days: readonly DayExplained[],
  start: number,
  end: number,
  pauses: readonly Pause[],
): ExplainedDay[] => {
  const { zone } = plan(calendar);
  return days.map((day) => {
    const begin = Date.parse(`${day.date}T00:00:00Z`);
    const from = Math.max(start, toMoment(zone, begin));
    const to = Math.min(end, toMoment(zone, begin + dayMs));
    return { ...day, minutes: from < to ? elapsed(calendar, from, to, pauses) : 0 };
  });
};

/**
 * Why a clock ends when it does, day by day, with its pauses and what extensions added: the long answer to what `deadlineOf` says
 * shortly, and the same moment. Costs as much as there are days.
 */
export const explainClock = (calendar: Calendar, clock: Clock, now: number): Outcome<ClockExplained> => {
  const start = Date.parse(clock.startedAt);
  if (clock.kind === 'fixed')
    return granted(
      clock.on === null ? { due: null, provisional: false, days: [] } : fixedDays(calendar, start, clock.on),
    );
  const limit = clock.limit === null ? null : parseLimit(clock.limit);
  if (!limit) return granted({ due: null, provisional: false, days: [] });
  const isStopped = clock.pauses.some(({ to }) => to === null);
  // A pause that is open is told as if it ended now: what follows from that is not shown.
  const pauses = clock.pauses.map(({ from, to }) => ({
    from: Date.parse(from),
    to: to === null ? Math.max(now, Date.parse(from)) : Date.parse(to),
  }));
  const inDays = limit.unit === 'wd' || limit.unit === 'd';
  const first = explain(calendar, start, inDays ? { ...limit, count: limit.count + clock.extended } : limit, pauses);
  if (!first.ok) return first;
  let { due, provisional } = first.value;
  let days = inDays ? plain(first.value.days) : withMinutes(calendar, first.value.days, start, due, pauses);
  if (!inDays && clock.extended > 0) {
    const more = explain(calendar, due, { count: clock.extended, unit: 'wd' }, pauses);
    if (!more.ok) return more;
    days = [...days, ...plain(more.value.days.slice(1))];
    ({ due, provisional } = more.value);
  }
  if (!isStopped) return granted({ due, provisional, days });
  const today = dateOf(Math.floor(toLocal(plan(calendar).zone, now) / dayMs));
  return granted({
    due: null,
    provisional: false,
    days: stoppedUpTo(days, pauses.at(-1)?.from ?? now, calendar, today),
  });
};

/** Days of a clock that stands still: those since the pause began are stopped, whatever they would have been. */
const stoppedUpTo = (
  days: readonly ExplainedDay[],
  since: number,
  calendar: Calendar,
  today: string,
): ExplainedDay[] => {
  const planned = plan(calendar);
  return days
    .filter(({ date }) => date <= today)
    .map((day) => {
      const number = Date.parse(`${day.date}T00:00:00Z`) / dayMs;
      const isStopped = planned.works(number) && planned.counted.wd.end(number) > since;
      return isStopped && day.counted && (day.minutes ?? 0) === 0 ? { ...day, counted: false, why: 'paused' } : day;
    });
};
