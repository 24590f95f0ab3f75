import i18next from 'i18next';
import type { Calendar } from '../../../kernel/calendar/calendar.ts';
import { type Intervals, intervalsOn, sameIntervals, weekIntervals } from '../domain/differences.ts';
import type { CalendarView } from '../domain/views.ts';

/** What somebody has changed and not yet published: only that, so that it can be laid over a version somebody else published. */
export type CalendarDraft = {
  /** Null: the date goes back to its weekday. */
  days: Readonly<Record<string, { intervals: Intervals; note: string } | null>>;
  week: Calendar['week'] | null;
  publishedThrough: string | null;
};

export const nothing: CalendarDraft = { days: {}, week: null, publishedThrough: null };

export const countOf = ({ days, week, publishedThrough }: CalendarDraft): number =>
  Object.keys(days).length + (week === null ? 0 : 1) + (publishedThrough === null ? 0 : 1);

const copy = (list: Intervals): [string, string][] => list.map(([from, to]) => [from, to]);

/** The version as it stands with what was changed. */
export const withDraft = (
  { calendar, notes }: Pick<CalendarView, 'calendar' | 'notes'>,
  draft: CalendarDraft,
): Pick<CalendarView, 'calendar' | 'notes'> => {
  const days = { ...calendar.days };
  const named = { ...notes };
  for (const [date, change] of Object.entries(draft.days)) {
    delete named[date];
    if (change === null) delete days[date];
    else {
      days[date] = copy(change.intervals);
      if (change.note.trim() !== '') named[date] = change.note.trim();
    }
  }
  const made: Calendar = {
    ...calendar,
    days,
    ...(draft.week && { week: draft.week }),
    ...(draft.publishedThrough && { publishedThrough: draft.publishedThrough }),
  };
  return { calendar: made, notes: named };
};

export type DayKind = 'working' | 'free' | 'holiday' | 'makeUp' | 'own';

/** How a date looks in the year: as its weekday, free, worked instead, or with hours of its own. */
export const dayKind = (calendar: Calendar, date: string): DayKind => {
  const week = weekIntervals(calendar, date);
  const own = calendar.days[date];
  if (own === undefined) return week.length > 0 ? 'working' : 'free';
  if (own.length === 0) return 'holiday';
  if (week.length === 0) return 'makeUp';
  return sameIntervals(own, week) ? 'working' : 'own';
};

/** Changes one date; a change that says what stands already is none. */
export const changeDay = (
  base: Pick<CalendarView, 'calendar' | 'notes'>,
  draft: CalendarDraft,
  date: string,
  asked: { intervals: Intervals; note: string } | null,
): CalendarDraft => {
  const isPlain =
    asked !== null && asked.note.trim() === '' && sameIntervals(asked.intervals, weekIntervals(base.calendar, date));
  const change = isPlain ? null : asked;
  const { [date]: _, ...rest } = draft.days;
  const stands = base.calendar.days[date];
  const isSame =
    change === null
      ? stands === undefined
      : stands !== undefined &&
        sameIntervals(stands, change.intervals) &&
        (base.notes[date] ?? '') === change.note.trim();
  return { ...draft, days: isSame ? rest : { ...rest, [date]: change } };
};

export type YearSum = { holidays: number; makeUp: number; working: number };

export const sumOfYear = (calendar: Calendar, year: number): YearSum => {
  const sum: YearSum = { holidays: 0, makeUp: 0, working: 0 };
  for (let day = Date.UTC(year, 0, 1); day < Date.UTC(year + 1, 0, 1); day += 86_400_000) {
    const date = new Date(day).toISOString().slice(0, 10);
    const kind = dayKind(calendar, date);
    if (kind === 'holiday') sum.holidays += 1;
    if (kind === 'makeUp') sum.makeUp += 1;
    if (intervalsOn(calendar, date).length > 0) sum.working += 1;
  }
  return sum;
};

export type Named = { name: string; from: string; to: string; count: number; kind: DayKind };

/** Dates of a year with a line of their own, neighbours of one name and kind together. */
export const namedDays = (calendar: Calendar, notes: Readonly<Record<string, string>>, year: number): Named[] => {
  const made: Named[] = [];
  for (const date of Object.keys(calendar.days).sort()) {
    if (!date.startsWith(`${year}-`)) continue;
    const kind = dayKind(calendar, date);
    const name = notes[date] ?? '';
    const last = made.at(-1);
    const isNext = last && Date.parse(`${date}T00:00:00Z`) - Date.parse(`${last.to}T00:00:00Z`) === 86_400_000;
    if (last && isNext && last.kind === kind && last.name === name) {
      last.to = date;
      last.count += 1;
    } else made.push({ name, from: date, to: date, count: 1, kind });
  }
  return made;
};

/** `09:00—12:00、13:30—17:30` */
export const hoursInWords = (list: Intervals): string =>
  list.map(([from, to]) => `${from}—${to}`).join(i18next.t('listed'));

const clock = /^([01]\d|2[0-3]):[0-5]\d$|^24:00$/;

/** A time as people type it, `9:00`, `0900`, `9：00`, as it is kept; anything else stays as typed. */
export const clockOf = (typed: string): string => {
  const match = /^(\d{1,2})[:：.]?(\d{2})$/.exec(typed.trim());
  return match ? `${(match[1] ?? '').padStart(2, '0')}:${match[2]}` : typed;
};

/** What is wrong with intervals as typed, by the place of each; `null` when they can stand. */
export const intervalFaults = (list: Intervals): string | null => {
  for (const [index, [from, to]] of list.entries()) {
    if (!clock.test(from) || !clock.test(to)) return 'time';
    if (from >= to) return 'backwards';
    if (index > 0 && (list[index - 1]?.[1] ?? '') > from) return 'overlap';
  }
  return null;
};
