import { due, elapsed } from '../src/kernel/calendar/due.ts';
import type { Limit } from '../src/kernel/calendar/limit.ts';
import { chinaCalendar } from '../src/modules/calendar/index.ts';
import { median, missedConditions, printMeasure } from './figures.ts';

/** `node bench/calendar.ts`: deadlines and elapsed times in a second of one core's time, calendar of China, starts of twenty years. */
const china = chinaCalendar();
const [first, last] = [Date.UTC(2007, 0, 1), Date.UTC(2026, 11, 1)];
const count = 200_000;

// A sequence that looks random and is the same each time.
let state = 42;
const next = (): number => {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return state / 2 ** 32;
};
const starts = Float64Array.from({ length: count }, () => Math.floor(first + next() * (last - first)));
const ends = starts.map((start) => start + Math.floor(next() * (last - start)));

/** Limits up to three months. */
const limits = (unit: Limit['unit'], most: number): Limit[] =>
  Array.from({ length: 64 }, () => ({ count: 1 + Math.floor(next() * most), unit }));
const dueOf = (each: readonly Limit[]) => (index: number) => {
  const outcome = due(china, starts[index] as number, each[index % 64] as Limit);
  return outcome.ok ? outcome.value.due : 0;
};
const pauses = [0, 10, 20].map((day) => ({ from: Date.UTC(2026, 8, 1 + day), to: Date.UTC(2026, 8, 4 + day, 3) }));

const contenders = {
  wd: dueOf(limits('wd', 60)),
  wm: dueOf(limits('wm', 60 * 420)),
  wh: dueOf(limits('wh', 60 * 7)),
  d: dueOf(limits('d', 90)),
  elapsed: (index: number) => elapsed(china, starts[index] as number, ends[index] as number),
  paused: (index: number) => {
    const outcome = due(china, Date.UTC(2026, 7, 1) + (index % 86_400) * 1000, { count: 40, unit: 'wd' }, pauses);
    return outcome.ok ? outcome.value.due : 0;
  },
};

const rates = new Map(Object.keys(contenders).map((name): [string, number[]] => [name, []]));
let sink = 0;
// The first two rounds warm up; of the rest, interleaved, the median counts.
for (let round = -2; round < 5; round++)
  for (const [name, ask] of Object.entries(contenders)) {
    const begun = process.cpuUsage();
    for (let index = 0; index < count; index++) sink += ask(index);
    const { user, system } = process.cpuUsage(begun);
    const rate = count / ((user + system) / 1e6);
    if (round >= 0) rates.get(name)?.push(rate);
  }
if (!Number.isFinite(sink)) throw new Error('a deadline is no number');

const rate = (name: string): number => Math.round(median(rates.get(name) ?? []));
const atLeast = 1_000_000;
printMeasure(
  'calendar',
  { questions: count, rounds: 5, elapsedASecond: rate('elapsed'), dueWithThreePausesASecond: rate('paused') },
  (['wd', 'wm', 'wh', 'd'] as const).map((unit) => ({ name: `due ${unit} a second`, value: rate(unit), atLeast })),
  true,
);
for (const line of missedConditions()) console.error(line);
process.exitCode = missedConditions().length === 0 ? 0 : 1;
