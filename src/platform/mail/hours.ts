import type { Calendar } from '../../kernel/calendar/calendar.ts';
import { plan } from '../../kernel/calendar/plan.ts';
import { dayMs, toLocal, toMoment } from '../../kernel/calendar/zone.ts';

/** When somebody is written to, by the wall clock of the agency's zone. */
export type Hours = {
  /** `08:00`. */
  digestAt: string;
  digestDays: 'working' | 'every';
  /** No mail from here to there; the same time twice = no quiet hours. */
  quietFrom: string;
  quietTo: string;
  /** Free days are quiet from midnight to midnight. */
  quietFreeDays: boolean;
};

const msOf = (time: string): number => (Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))) * 60_000;

/** A calendar without any working day would make a search endless. */
const daysLooked = 400;

/** The moment from which immediate mail may leave: now, or the end of the quiet that holds it. */
export const heldUntil = (calendar: Calendar, hours: Hours, now: Date): Date => {
  const planned = plan(calendar);
  const [from, to] = [msOf(hours.quietFrom), msOf(hours.quietTo)];
  let local = toLocal(planned.zone, now.getTime());
  for (let nr = 0; nr < daysLooked; nr += 1) {
    const day = Math.floor(local / dayMs);
    const time = local - day * dayMs;
    if (hours.quietFreeDays && !planned.works(day)) local = (day + 1) * dayMs;
    else if (from < to && time >= from && time < to) local = day * dayMs + to;
    else if (from > to && time < to) local = day * dayMs + to;
    else if (from > to && time >= from) local = (day + 1) * dayMs;
    else return nr === 0 ? now : new Date(toMoment(planned.zone, local));
  }
  return now;
};

/** The first digest after a moment; null where no such day is in sight. */
export const nextDigest = (calendar: Calendar, hours: Hours, after: Date): Date | null => {
  const planned = plan(calendar);
  const first = Math.floor(toLocal(planned.zone, after.getTime()) / dayMs);
  for (let day = first; day < first + daysLooked; day += 1) {
    if (hours.digestDays === 'working' && !planned.works(day)) continue;
    const at = toMoment(planned.zone, day * dayMs + msOf(hours.digestAt));
    if (at > after.getTime()) return new Date(at);
  }
  return null;
};

/** The date on the agency's wall. */
export const wallDay = (calendar: Calendar, at: Date): string =>
  new Date(toLocal(plan(calendar).zone, at.getTime())).toISOString().slice(0, 10);

/** `2026-11-23 17:00` on the agency's wall. */
export const wallTime = (calendar: Calendar, at: Date): string =>
  new Date(toLocal(plan(calendar).zone, at.getTime())).toISOString().slice(0, 16).replace('T', ' ');
