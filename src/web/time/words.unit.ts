import { beforeAll, expect, test } from 'vitest';
import { startTexts } from '../texts/i18n.ts';
import { zh } from '../texts/zh.ts';
import { dueInFull, dueInWords, type Left, spanInWords, standingInWords } from './words.ts';

beforeAll(async () => {
  await startTexts([zh]);
});

/** A day of seven hours. */
const left = (minutes: number): Left => ({ minutes, dayMinutes: 420 });

test.each([
  [420 + 180, '1 个工作日 3 小时'],
  [420, '1 个工作日'],
  [420 + 20, '1 个工作日'],
  [390, '6 小时 30 分'],
  [180, '3 小时'],
  [25, '25 分'],
  [0, '不到 1 分'],
  [-(840 + 240), '2 个工作日 4 小时'],
  [420 * 42 + 180, '42 个工作日'],
])('%i working minutes are told as %s', (minutes, words) => {
  expect(spanInWords(left(minutes))).toBe(words);
});

test('each light has its first word, and what is left or past behind it', () => {
  const words = [
    { light: 'ok', left: left(600) },
    { light: 'near', left: left(180) },
    { light: 'overPromise', left: left(-840) },
    { light: 'overPromise', cause: 'stageLate', left: left(-60) },
    { light: 'over', cause: 'stageLate', left: left(-240) },
    { light: 'over', left: null },
    { light: 'paused', left: null },
    { light: 'paused', left: null, paused: left(2520) },
    { light: 'doneOnTime', left: null },
    { light: 'doneLate', left: null },
  ] as const;
  expect(words.map(standingInWords)).toEqual([
    '还剩 1 个工作日 3 小时',
    '临期 剩 3 小时',
    '超承诺 2 个工作日',
    '环节超时 1 小时',
    '超期 4 小时',
    '超期',
    '暂停',
    '暂停 6 个工作日',
    '按时办结',
    '逾期办结',
  ]);
  expect(standingInWords({ light: 'none', left: null })).toBeNull();
});

test('a light the clock loop has not caught up with does not claim that something is left', () => {
  expect(standingInWords({ light: 'near', left: left(-5) })).toBe('已过 5 分');
});

test('an end at midnight after work says that no working time is left', () => {
  expect(standingInWords({ light: 'near', left: left(0) })).toBe('临期 工作时间已用完');
});

test('a moment is told with the year only when it is another; an end at midnight by its day', () => {
  const now = '2026-10-12T06:30:00.000Z';
  expect(dueInWords('2026-10-13T09:30:00.000Z', now)).toBe('10-13 周二 17:30');
  expect(dueInWords('2027-01-04T09:30:00.000Z', now)).toBe('2027-01-04 周一 17:30');
  expect(dueInWords('2026-10-30T16:00:00.000Z', now)).toBe('10-30 周五');
  expect(dueInFull('2026-10-13T09:30:00.000Z')).toBe('2026-10-13 周二 17:30');
});
