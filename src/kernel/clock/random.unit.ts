import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clockwork, startClockwork } from '../../../tests/builders/clockwork.ts';
import { clockOf, officeHours, onWall } from '../../../tests/builders/office-hours.ts';
import { parseLimit } from '../calendar/limit.ts';
import { slowCounter } from '../calendar/slow-counter.ts';
import { dayMs } from '../calendar/zone.ts';
import type { Clock, Level } from '../matter/matter.ts';
import { deadlineOf, lightAt } from './light.ts';

const minuteMs = 60_000;
const shanghai = 8 * 3_600_000;
const iso = (moment: number): string => new Date(moment).toISOString();
/** A Saturday; what follows are working days, free days and the days off of October's first week. */
const from = Date.parse('2026-09-25T16:00:00.000Z');

/** Is this minute worked? The office hours once more, by hand. */
const works = (moment: number): boolean => {
  const local = new Date(moment + shanghai);
  if (Object.hasOwn(officeHours.days, local.toISOString().slice(0, 10))) return false;
  const minute = local.getUTCHours() * 60 + local.getUTCMinutes();
  const isDay = local.getUTCDay() >= 1 && local.getUTCDay() <= 5;
  return isDay && ((minute >= 540 && minute < 720) || (minute >= 810 && minute < 1050));
};

/** Near and end of a clock, found by asking each minute whether it is so. It shares no arithmetic with `deadlineOf`. */
const slowEnds = (clock: Clock, near: { ratio: number; days: number }) => {
  const pauses = clock.pauses.map((pause) => ({ from: Date.parse(pause.from), to: Date.parse(pause.to as string) }));
  const held = clock.kind === 'fixed' ? [] : pauses;
  const slow = slowCounter(officeHours, held);
  const start = Date.parse(clock.startedAt);
  const limit = parseLimit(clock.limit ?? '');
  const due = limit ? slow.due(start, limit) : Date.parse(`${clock.on}T00:00:00.000Z`) + dayMs - shanghai;
  const counts = (moment: number): boolean =>
    works(moment) && !held.some((pause) => pause.from <= moment && moment < pause.to);
  const minutes: number[] = [];
  for (let moment = start; moment < due; moment += minuteMs) if (counts(moment)) minutes.push(moment);
  const byShare = Math.floor(minutes.length * (1 - near.ratio));
  let first = due - minuteMs;
  const dayAt = (moment: number): number => Math.floor((moment + shanghai) / dayMs);
  // Backwards until so many working days have been met.
  const met = new Set<number>();
  for (let moment = first; met.size < near.days || dayAt(moment) === dayAt(first); moment -= minuteMs)
    if (works(moment)) {
      if (met.size === near.days && !met.has(dayAt(moment))) break;
      met.add(dayAt(moment));
      first = moment;
    }
  const lasting = limit === null || ((limit.unit === 'wd' || limit.unit === 'd') && limit.count > 2);
  const within = minutes.filter((moment) => moment >= first).length;
  const byDays = lasting && near.days > 0 ? minutes.length - within : Infinity;
  const goal = Math.min(byShare, byDays);
  if (minutes.length === 0 || (byDays <= 0 && goal === byDays)) return { due, near: start };
  return { due, near: (minutes[Math.max(goal, 1) - 1] as number) + minuteMs };
};

type Bound = Pick<Clock, 'kind' | 'limit' | 'on'>;
const bound = (kind: Clock['kind'], unit: string, min: number, max: number): fc.Arbitrary<Bound> =>
  fc.integer({ min, max }).map((count) => ({ kind, limit: `${count}${unit}`, on: null }));
const limits: fc.Arbitrary<Bound> = fc.oneof(
  bound('promise', 'wm', 20, 900),
  bound('stage', 'wh', 1, 20),
  bound('promise', 'wd', 1, 5),
  bound('statute', 'd+roll', 1, 6),
  fc
    .integer({ min: 1, max: 9 })
    .map((days): Bound => ({ kind: 'fixed', limit: null, on: iso(from + shanghai + days * dayMs).slice(0, 10) })),
);
const pauses = fc.array(
  fc
    .tuple(fc.integer({ min: 0, max: 6 * 1440 }), fc.integer({ min: 30, max: 2 * 1440 }))
    .map(([after, length]) => ({ from: iso(from + after * minuteMs), to: iso(from + (after + length) * minuteMs) })),
  { maxLength: 2 },
);
const nears = fc.record({ ratio: fc.constantFrom(0, 0.1, 0.2, 0.5), days: fc.integer({ min: 0, max: 3 }) });

describe('against somebody who looks each minute', () => {
  it('a clock is near, and over, from the same moment on', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(limits, pauses, nears, fc.integer({ min: 0, max: 2 * 1440 }), (limit, held, near, after) => {
        const clock = clockOf({ ...limit, pauses: held, startedAt: iso(from + after * minuteMs) });
        const found = deadlineOf(officeHours, clock, { kind: clock.kind, near });
        const slow = slowEnds(clock, near);
        expect({ due: onWall(found?.due ?? null), near: onWall(found?.near ?? null) }).toEqual({
          due: onWall(slow.due),
          near: onWall(slow.near),
        });
      }),
      { numRuns: 60 },
    );
  });
});

type Stretch = { from: number; to: number | null };
type Told = { at: number; state: string };

const stateOf = (told: readonly Told[], at: number): string => told.findLast((each) => each.at <= at)?.state ?? '';

/** The last stretch of time in which a limit ran, told from the list of states alone. */
const lastStretch = (told: readonly Told[], states: readonly string[] | null, at: number): Stretch | null => {
  let found = null as Stretch | null;
  for (const each of told.filter((one) => one.at <= at)) {
    const isIn = states ? states.includes(each.state) : !['done', 'dropped'].includes(each.state);
    const isHeld = each.state === 'waiting' && found !== null && found.to === null;
    if (isIn && (!found || found.to !== null)) found = { from: each.at, to: null };
    else if (!isIn && !isHeld && found && found.to === null) found = { ...found, to: each.at };
  }
  return found;
};

const pausesIn = (told: readonly Told[], { from: begin, to }: Stretch, at: number) =>
  told.flatMap((each, index) => {
    if (each.state !== 'waiting' || each.at < begin || each.at > (to ?? at)) return [];
    const end = told.slice(index + 1).find((later) => later.state !== 'waiting' && later.at <= at)?.at ?? null;
    return told[index - 1]?.state === 'waiting' && (told[index - 1]?.at ?? 0) >= begin
      ? []
      : [{ from: iso(each.at), to: end === null ? null : iso(end) }];
  });

const stepsOf = fc.array(
  fc.record({
    after: fc.integer({ min: 1, max: 3 * 1440 }),
    to: fc.constantFrom('open', 'working', 'waiting', 'checking', 'done', 'waiting', 'working', 'dropped'),
  }),
  { maxLength: 10 },
);

describe('any history', () => {
  it('shows at each moment the light that its states and the calendar ask for, and wakes for nothing', () => {
    fc.assert(
      fc.property(stepsOf, fc.array(fc.integer({ min: 1, max: 900 }), { maxLength: 12 }), (steps, looks) => {
        const matter = startClockwork();
        const told: Told[] = [{ at: from, state: 'open' }];
        matter.act('register', iso(from));
        let now = from;
        const look = (): void => {
          matter.pass(iso(now));
          const standing = new Map(matter.standing().clocks.map((clock) => [clock.name, clock]));
          const open: Clock[] = Object.values(matter.matter().clocks);
          for (const [name, rule] of Object.entries(clockwork.limits ?? {})) {
            if (rule.kind === 'fixed') continue;
            const stretch = lastStretch(told, rule.states ?? null, now);
            const clock = standing.get(name);
            expect(clock === undefined, name).toBe(stretch === null);
            if (!clock || !stretch) continue;
            expect({ name, from: clock.startedAt, to: clock.endedAt }).toEqual({
              name,
              from: iso(stretch.from),
              to: stretch.to === null ? null : iso(stretch.to),
            });
            const own = clockOf({
              kind: rule.kind,
              limit: rule.limit ?? null,
              startedAt: iso(stretch.from),
              endedAt: clock.endedAt,
              pauses: pausesIn(told, stretch, now),
            });
            const deadline = deadlineOf(officeHours, own, rule);
            const expected = (): Level => {
              if (stretch.to === null)
                return lightAt(own, deadline, [own, ...open.filter((each) => each.kind !== own.kind)], now).level;
              if (stateOf(told, now) === 'dropped' || !deadline) return 'none';
              return stretch.to <= deadline.due ? 'doneOnTime' : 'doneLate';
            };
            expect(`${name} ${clock.level}`).toBe(`${name} ${expected()}`);
          }
        };
        look();
        let at = 0;
        for (const { after, to } of steps) {
          for (const ahead of looks.slice(at, at + 2)) {
            if (ahead >= after) break;
            now += ahead * minuteMs;
            look();
          }
          at += 2;
          now += after * minuteMs;
          told.push({ at: now, state: to });
          matter.act('move', iso(now), { to });
          look();
        }
        now += 30 * dayMs;
        look();
      }),
      { numRuns: 300 },
    );
  });
});
