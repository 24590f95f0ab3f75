import { z } from 'zod';

/** `["09:00", "12:00"]`, local wall clock; the end is not inside. */
export type Interval = readonly [from: string, to: string];

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

const clock = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'a time is written like 09:00, the end of the day 24:00');
const intervals = z
  .array(z.tuple([clock, clock]))
  .max(12)
  .refine(
    (list) => list.every(([from, to], index) => from < to && (index === 0 || (list[index - 1]?.[1] ?? '') <= from)),
    'intervals follow each other and end after they begin',
  );

/**
 * The working calendar as it stands in a file: which minutes of which days count. `days` replaces a date's intervals: `[]` for a
 * holiday, intervals for a make-up day 调休 or a local exception. Behind `publishedThrough` no holiday is announced yet, deadlines
 * are provisional. That `zone` exists is asked at the edge (`isZone`).
 */
export const Calendar = z.strictObject({
  zone: z.string().min(1),
  week: z.partialRecord(z.enum(weekdays), intervals),
  days: z.record(z.iso.date(), intervals),
  publishedThrough: z.iso.date(),
});
export type Calendar = z.infer<typeof Calendar>;
