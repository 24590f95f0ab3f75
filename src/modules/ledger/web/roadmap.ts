import type { LedgerRow } from '../domain/views.ts';

/** A bar or a point of the roadmap, in days as `2026-11-22`. */
export type Bar = {
  id: string;
  title: string | null;
  from: string;
  to: string | null;
  done: boolean;
  light: LedgerRow['light'];
};
export type Point = { title: string; on: string; reached: boolean };
export type Lane = { row: LedgerRow; bars: Bar[]; points: Point[]; due: string | null };

const dayOf = (moment: string): string => new Date(Date.parse(moment) + 8 * 3_600_000).toISOString().slice(0, 10);

/** Measures as bars from the day they were written down to the day they are due or were done, milestones as points. */
export const laneOf = (row: LedgerRow): Lane => ({
  row,
  due: row.dueOn,
  bars: row.measures
    .filter(({ state }) => state !== 'voided')
    .map((measure) => {
      const from = dayOf(measure.registeredAt);
      const to = measure.doneAt ? dayOf(measure.doneAt) : (measure.dueOn ?? row.dueOn);
      return {
        id: measure.id,
        title: measure.title,
        from,
        to: to !== null && to < from ? from : to,
        done: measure.state === 'done',
        light: measure.light,
      };
    }),
  points: row.milestones
    .map(({ title, dueOn, reachedOn }) => ({ title, on: reachedOn ?? dueOn, reached: reachedOn !== null }))
    .sort((a, b) => (a.on < b.on ? -1 : 1)),
});

/** Months from the first thing to the last, today among them, as `2026-11`; not more than three years. */
export const monthsOf = (lanes: readonly Lane[], today: string): string[] => {
  const days = lanes.flatMap(({ bars, points, due }) => [
    ...bars.flatMap(({ from, to }) => [from, to ?? from]),
    ...points.map(({ on }) => on),
    ...(due ? [due] : []),
  ]);
  const sorted = [...days, today].sort();
  let [year, month] = (sorted[0] as string).split('-').map(Number) as [number, number];
  const last = (sorted.at(-1) as string).slice(0, 7);
  const months: string[] = [];
  for (let name = ''; name < last && months.length < 36; ) {
    name = `${year}-${String(month).padStart(2, '0')}`;
    months.push(name);
    month += 1;
    if (month > 12) [year, month] = [year + 1, 1];
  }
  return months;
};

const daysIn = (month: string): number =>
  new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)), 0)).getUTCDate();

/** Where a day lies between the beginning of the first month and the end of the last, from 0 to 1. */
export const placeOf = (months: readonly string[], day: string, end = false): number => {
  const index = months.indexOf(day.slice(0, 7));
  if (index === -1) return day < (months[0] ?? '') ? 0 : 1;
  const month = months[index] as string;
  return (index + (Number(day.slice(8, 10)) - (end ? 0 : 1)) / daysIn(month)) / months.length;
};

/** The same month by month, for a narrow page: what falls into each, in the order of days. */
export const byMonth = (lanes: readonly Lane[]) => {
  const entries = lanes.flatMap(({ row, bars, points }) => [
    ...bars.flatMap((bar) =>
      bar.to === null ? [] : [{ row, on: bar.to, title: bar.title, done: bar.done, kind: 'measure' as const }],
    ),
    ...points.map((point) => ({
      row,
      on: point.on,
      title: point.title,
      done: point.reached,
      kind: 'milestone' as const,
    })),
  ]);
  return [
    ...Map.groupBy(
      entries.sort((a, b) => (a.on < b.on ? -1 : 1)),
      ({ on }) => on.slice(0, 7),
    ),
  ];
};
