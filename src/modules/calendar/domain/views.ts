import { z } from 'zod';
import { Calendar, weekdays } from '../../../kernel/calendar/calendar.ts';
import { ClockView, Named } from '../../../kernel/view/view.ts';

const time = z.iso.datetime();
const date = z.iso.date();
const intervals = z.array(z.tuple([z.string(), z.string()]));

export const DifferencesView = z.object({
  week: z.array(z.object({ weekday: z.enum(weekdays), before: intervals, after: intervals })),
  days: z.array(z.object({ date, before: intervals, after: intervals, note: z.string().nullable() })),
  publishedThrough: z.object({ before: date, after: date }).nullable(),
  first: date.nullable(),
});
export type DifferencesView = z.infer<typeof DifferencesView>;

/** How far the moving of open clocks has come; done when `finishedAt` is there. */
export const JobView = z.object({
  id: z.uuid(),
  version: z.int(),
  firstChanged: date,
  total: z.int(),
  done: z.int(),
  moved: z.int(),
  startedAt: time,
  finishedAt: time.nullable(),
});
export type JobView = z.infer<typeof JobView>;

export const VersionView = z.object({
  seq: z.int(),
  effectiveFrom: date,
  source: z.string(),
  /** Null when nobody signed in wrote it: installation, command line. */
  by: Named.nullable(),
  at: time,
  differences: DifferencesView,
  job: JobView.nullable(),
});
export type VersionView = z.infer<typeof VersionView>;

export const CalendarView = z.object({
  /** Null while the agency goes by the calendar the house is born with. */
  seq: z.int().nullable(),
  source: z.string(),
  effectiveFrom: date.nullable(),
  calendar: Calendar,
  notes: z.record(z.string(), z.string()),
  today: date,
  mayEdit: z.boolean(),
  /** Newest first. */
  versions: z.array(VersionView),
});
export type CalendarView = z.infer<typeof CalendarView>;

/** What publishing would do: what differs, and how many open matters end on or after the first changed day. */
export const PreviewView = z.object({ differences: DifferencesView, touched: z.int() });
export type PreviewView = z.infer<typeof PreviewView>;

export const PublishedView = z.object({
  seq: z.int(),
  job: z.object({ id: z.uuid(), total: z.int() }).nullable(),
});
export type PublishedView = z.infer<typeof PublishedView>;

/** Why a date is what it is, day by day. */
export const DeadlineView = z.object({
  matter: z.object({ id: z.uuid(), number: z.string(), title: z.string().nullable(), procedure: z.string() }),
  clock: ClockView,
  due: time.nullable(),
  provisional: z.boolean(),
  days: z.array(
    z.object({
      date,
      counted: z.boolean(),
      why: z.enum(['working', 'free', 'holiday', 'makeUp', 'receipt', 'paused', 'rollOver']),
      /** Where minutes count: how many of them this day had. */
      minutes: z.int().nullable(),
      note: z.string().nullable(),
      /** Which of `holders` held it when the day ended. */
      holder: z.int().nullable(),
    }),
  ),
  holders: z.array(z.object({ unit: Named, person: Named, from: time, to: time.nullable() })),
  pauses: z.array(
    z.object({ from: time, to: time.nullable(), action: z.string().nullable(), reason: z.unknown().nullable() }),
  ),
  extensions: z.array(
    z.object({
      seq: z.int(),
      at: time,
      days: z.int().nullable(),
      dueOn: date.nullable(),
      reason: z.unknown().nullable(),
    }),
  ),
  /** Times a new calendar moved it. */
  moves: z.array(
    z.object({
      seq: z.int(),
      at: time,
      from: time,
      to: time,
      version: z.int().nullable(),
      source: z.string().nullable(),
    }),
  ),
  calendar: z.object({ seq: z.int().nullable(), source: z.string(), effectiveFrom: date.nullable() }),
  today: date,
});
export type DeadlineView = z.infer<typeof DeadlineView>;
