import { describe, expect, test } from 'vitest';
import type { Calendar } from '../calendar/calendar.ts';
import type { Clock } from '../matter/matter.ts';
import { explainClock } from './explain.ts';
import { deadlineOf } from './light.ts';

const hours: [string, string][] = [
  ['09:00', '12:00'],
  ['13:30', '17:30'],
];
const calendar: Calendar = {
  zone: 'Asia/Shanghai',
  week: { mon: hours, tue: hours, wed: hours, thu: hours, fri: hours },
  days: {
    ...Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((day) => [`2026-10-0${day}`, []])),
    '2026-10-10': hours,
  },
  publishedThrough: '2026-12-31',
};
const at = (text: string): string => new Date(`2026-${text}:00+08:00`).toISOString();
const clock = (more: Partial<Clock>): Clock => ({
  kind: 'promise',
  limit: '5wd',
  on: null,
  extended: 0,
  startedAt: at('09-28T16:20'),
  endedAt: null,
  pauses: [],
  level: 'ok',
  cause: null,
  calendar: null,
  ...more,
});
const explained = (more: Partial<Clock>, now = at('10-12T14:30')) => {
  const outcome = explainClock(calendar, clock(more), Date.parse(now));
  if (!outcome.ok) throw new Error(outcome.refusal.rule);
  return outcome.value;
};
const counted = ({ days }: ReturnType<typeof explained>): string[] =>
  days.filter((day) => day.counted).map(({ date }) => date.slice(5));

describe('why a clock ends when it does', () => {
  const pauses = [{ from: at('10-08T09:12'), to: at('10-09T16:40') }];

  test.each([
    ['working days', { pauses: [{ from: at('10-08T09:12'), to: at('10-09T17:30') }] }],
    ['with what was added', { pauses, extended: 3 }],
    ['hours', { limit: '20wh', pauses }],
    ['hours and days added', { limit: '20wh', pauses, extended: 2 }],
    ['calendar days', { limit: '6d+roll' }],
    ['a fixed date', { kind: 'fixed', limit: null, on: '2026-10-17' }],
  ] as const)('%s: the same moment as the short answer, and it lies on the last day told', (_, more) => {
    const short = deadlineOf(calendar, clock(more as Partial<Clock>));
    const long = explained(more as Partial<Clock>);
    expect(long.due).toBe(short?.due);
    const last = new Date((long.due as number) + 8 * 3_600_000 - 1).toISOString().slice(0, 10);
    expect(long.days.at(-1)?.date).toBe(last);
  });

  test('hours say how much of each day was used, and it is the limit', () => {
    const { days } = explained({ limit: '20wh', pauses });
    expect(days.reduce((sum, { minutes }) => sum + (minutes ?? 0), 0)).toBe(20 * 60);
    expect(days.find(({ date }) => date === '2026-10-09')?.minutes).toBe(50);
  });

  test('while it stands still it has no end, and the days since say so', () => {
    const still = explained({ pauses: [{ from: at('10-08T09:12'), to: null }] }, at('10-10T10:00'));
    expect(still.due).toBeNull();
    expect(counted(still)).toEqual(['09-29', '09-30']);
    expect(still.days.slice(-3).map(({ date, why }) => `${date.slice(5)} ${why}`)).toEqual([
      '10-08 paused',
      '10-09 paused',
      '10-10 paused',
    ]);
  });

  test('a fixed date counts for nothing but is told all the same', () => {
    const { days, provisional } = explained({ kind: 'fixed', limit: null, on: '2026-10-17' });
    expect(provisional).toBe(false);
    expect(days.at(0)?.why).toBe('receipt');
    expect(days.at(-1)).toMatchObject({ date: '2026-10-17', counted: false, why: 'free' });
  });
});
