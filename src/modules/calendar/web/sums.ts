import { parseLimit } from '../../../kernel/calendar/limit.ts';
import type { DeadlineView } from '../domain/views.ts';

type Day = DeadlineView['days'][number];

/** One line under the days: which of them, and what it takes off. `names` are the holidays' own, with how many days each. */
export type SumLine =
  | { kind: 'span'; from: string; to: string; count: number }
  | { kind: 'free'; holidays: { name: string | null; count: number }[]; weekend: number; count: number }
  | { kind: 'makeUp'; dates: string[] }
  | { kind: 'paused'; dates: string[]; count: number }
  | { kind: 'outside'; dates: string[]; count: number }
  | { kind: 'rollOver'; dates: string[] }
  | { kind: 'total'; count: number; minutes: number | null };

export type Counts = 'workingDays' | 'days' | 'time' | 'date';

/** What a clock counts. */
export const countsOf = ({ clock }: Pick<DeadlineView, 'clock'>): Counts => {
  if (clock.limit === null) return 'date';
  const unit = parseLimit(clock.limit)?.unit;
  return unit === 'd' ? 'days' : unit === 'wd' ? 'workingDays' : 'time';
};

const datesOf = (days: readonly Day[]): string[] => days.map(({ date }) => date);

/** The sum below the days, so that a reader can check it with a pencil: all days, less those that did not count, is the limit. */
export const sumsOf = (view: Pick<DeadlineView, 'clock' | 'days'>): SumLine[] => {
  const counts = countsOf(view);
  // The day of receipt is not counted, so the sum begins behind it; hours begin with it.
  const days = view.days.filter(({ why }, index) => !(why === 'receipt' && index === 0));
  const [first, last] = [days[0], days.at(-1)];
  if (!first || !last) return [];
  const lines: SumLine[] = [{ kind: 'span', from: first.date, to: last.date, count: days.length }];
  const left = days.filter(({ counted }) => !counted);
  const free = left.filter(({ why }) => why === 'holiday' || why === 'free');
  const holidays = new Map<string | null, number>();
  for (const { why, note } of free) if (why === 'holiday') holidays.set(note, (holidays.get(note) ?? 0) + 1);
  if (free.length > 0)
    lines.push({
      kind: 'free',
      holidays: [...holidays].map(([name, count]) => ({ name, count })),
      weekend: free.filter(({ why }) => why === 'free').length,
      count: free.length,
    });
  const makeUp = days.filter(({ why, counted }) => why === 'makeUp' && counted);
  if (makeUp.length > 0 && counts !== 'days') lines.push({ kind: 'makeUp', dates: datesOf(makeUp) });
  const paused = left.filter(({ why }) => why === 'paused');
  if (paused.length > 0) lines.push({ kind: 'paused', dates: datesOf(paused), count: paused.length });
  const rolled = left.filter(({ why }) => why === 'rollOver');
  if (rolled.length > 0) lines.push({ kind: 'rollOver', dates: datesOf(rolled) });
  const told = free.length + paused.length + rolled.length;
  const outside = left.filter(({ why }) => !['holiday', 'free', 'paused', 'rollOver'].includes(why));
  if (left.length > told) lines.push({ kind: 'outside', dates: datesOf(outside), count: outside.length });
  lines.push({
    kind: 'total',
    count: days.filter(({ counted }) => counted).length,
    minutes: counts === 'time' ? view.days.reduce((sum, { minutes }) => sum + (minutes ?? 0), 0) : null,
  });
  return lines;
};

export type Held = { holder: number; from: string; to: string; counted: number };

/** Who held it on which days, in order; days that count are what a unit is asked about. */
export const heldDays = (days: readonly Day[]): Held[] => {
  const held: Held[] = [];
  for (const { holder, date, counted } of days) {
    if (holder === null) continue;
    const last = held.at(-1);
    if (last?.holder === holder) {
      last.to = date;
      last.counted += counted ? 1 : 0;
    } else held.push({ holder, from: date, to: date, counted: counted ? 1 : 0 });
  }
  return held;
};

/** Monday to Sunday; days before and behind are empty, so that the table is whole. */
export const weeksOf = (days: readonly Day[]): (Day | string)[][] => {
  const [first, last] = [days[0]?.date, days.at(-1)?.date];
  if (first === undefined || last === undefined) return [];
  const at = (date: string): number => Date.parse(`${date}T00:00:00Z`) / 86_400_000;
  const dateOf = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10);
  const monday = (day: number): number => day - ((((day + 3) % 7) + 7) % 7);
  const known = new Map(days.map((day) => [day.date, day]));
  const weeks: (Day | string)[][] = [];
  for (let begin = monday(at(first)); begin <= at(last); begin += 7)
    weeks.push(Array.from({ length: 7 }, (_, index) => known.get(dateOf(begin + index)) ?? dateOf(begin + index)));
  return weeks;
};

const shorten = /^(..+?)(?:节|调休)?$/;

/** What a holiday is called in a cell: `国庆`; a longer name stands below the days. */
export const shortName = (note: string | null): string | null => {
  const name = note === null ? undefined : shorten.exec(note.replace(/调休$/, ''))?.[1];
  return name !== undefined && name.length <= 3 ? name : null;
};
