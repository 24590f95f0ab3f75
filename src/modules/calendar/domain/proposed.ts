import { z } from 'zod';
import { Calendar, weekdays } from '../../../kernel/calendar/calendar.ts';
import { isZone } from '../../../kernel/calendar/zone.ts';

const longestNote = 40;
const longestSource = 200;

/** A version as its author sends it; what a sound one must be besides its shape is asked by `faultsOf`, all of it at once. */
export const Proposed = z.strictObject({
  /** Shape is checked by `Calendar`; here it is any object, so that every fault can be told with its place. */
  calendar: Calendar,
  notes: z.record(z.iso.date(), z.string().max(longestNote)).default({}),
  source: z.string().max(longestSource),
  effectiveFrom: z.iso.date(),
});
export type Proposed = z.infer<typeof Proposed>;

export type Faulty = { path: string; rule: string; limit?: number | string };

const oneLine = /^[^\p{Cc}\p{Zl}\p{Zp}]*$/u;

/** Rules about a version as a whole; `before` is the one it follows. */
export const faultsOf = ({ calendar, notes, source, effectiveFrom }: Proposed, before: Calendar): Faulty[] => {
  const faults: Faulty[] = [];
  if (source.trim() === '') faults.push({ path: 'source', rule: 'required' });
  if (!oneLine.test(source)) faults.push({ path: 'source', rule: 'oneLine' });
  for (const [date, note] of Object.entries(notes)) {
    if (!oneLine.test(note)) faults.push({ path: `notes.${date}`, rule: 'oneLine' });
    if (calendar.days[date] === undefined) faults.push({ path: `notes.${date}`, rule: 'noDay' });
  }
  // Moments of the past were told in it; another zone would be another calendar.
  if (!isZone(calendar.zone) || calendar.zone !== before.zone)
    faults.push({ path: 'calendar.zone', rule: 'zoneStands', limit: before.zone });
  if (weekdays.every((weekday) => (calendar.week[weekday] ?? []).length === 0))
    faults.push({ path: 'calendar.week', rule: 'noWorkingDay' });
  if (calendar.publishedThrough < before.publishedThrough)
    faults.push({ path: 'calendar.publishedThrough', rule: 'min', limit: before.publishedThrough });
  if (effectiveFrom < '2000-01-01' || effectiveFrom > '2100-12-31')
    faults.push({ path: 'effectiveFrom', rule: 'date', limit: '2000-01-01' });
  return faults;
};
