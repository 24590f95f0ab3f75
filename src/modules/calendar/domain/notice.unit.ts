import { describe, expect, test } from 'vitest';
import { applyNotice } from './apply-notice.ts';
import { chinaCalendar, chinaNotes } from './china.ts';
import { intervalsOn } from './differences.ts';
import { readNotice } from './notice.ts';

const told = (text: string, year?: number): string[] =>
  readNotice(text, year).days.map(({ date, kind, name }) => `${date} ${kind === 'off' ? '休' : '班'} ${name}`);
const faults = (text: string, year?: number): string[] =>
  readNotice(text, year).faults.map(({ rule, facts }) => [rule, ...Object.values(facts)].join(' '));

describe('a year’s notice in its usual sentences', () => {
  const national = '2026年国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。';

  test('a range without a second month, and two days to work', () => {
    expect(told(national)).toEqual([
      '2026-09-20 班 国庆节',
      ...[1, 2, 3, 4, 5, 6, 7].map((day) => `2026-10-0${day} 休 国庆节`),
      '2026-10-10 班 国庆节',
    ]);
    expect(faults(national)).toEqual([]);
  });

  test('a whole year: New Year over the turn of the year, a day off alone, two festivals at once', () => {
    const text = `关于2027年放假的安排
一、元旦：12月31日（星期五）至1月2日（星期六）放假，共3天。
二、清明节：4月5日（周一）放假1天，与周末连休。
三、中秋节、国庆节：10月1日至7日放假调休，共七天。9月26日（周日）上班。`;
    expect(told(text)).toEqual([
      '2026-12-31 休 元旦',
      '2027-01-01 休 元旦',
      '2027-01-02 休 元旦',
      '2027-04-05 休 清明节',
      '2027-09-26 班 中秋节、国庆节',
      ...[1, 2, 3, 4, 5, 6, 7].map((day) => `2027-10-0${day} 休 中秋节、国庆节`),
    ]);
    expect(faults(text)).toEqual(['weekday 2026-12-31 周五 周四']);
    expect(readNotice(text).missing).toEqual(['春节', '劳动节', '端午节']);
  });

  test.each([
    ['清明节:4月4日(星期六)放假,4月6日(星期一)补休', 2026, ['2026-04-04 休 清明节', '2026-04-06 休 清明节']],
    ['春节：2月15日（农历腊月二十八、周日）至2月16日（周一）放假', 2026, ['2026-02-15 休 春节', '2026-02-16 休 春节']],
    ['端午节： ６月１９日（周五）  放假', 2026, ['2026-06-19 休 端午节']],
    ['元旦：2026年12月31日至2027年1月1日休息', 2027, ['2026-12-31 休 元旦', '2027-01-01 休 元旦']],
    [
      '劳动节 5月1日—2日放假，5月9日（周六）上班',
      2026,
      ['2026-05-01 休 劳动节', '2026-05-02 休 劳动节', '2026-05-09 班 劳动节'],
    ],
  ])('%s', (text, year, days) => {
    expect(told(text, year)).toEqual(days);
  });
});

describe('what contradicts itself is told', () => {
  test.each([
    ['weekday 2026-10-01 周五 周四', '国庆节：10月1日（周五）至3日（周六）放假，共3天。', 2026],
    ['count 8 7', '国庆节：10月1日至7日放假调休，共8天。', 2026],
    ['date 2026-02-30', '春节：2月30日放假。', 2026],
    ['order 2026-10-07 2026-10-01', '国庆节：10月7日至10月1日放假。', 2026],
    ['tooLong 2026-05-01 2026-06-05', '劳动节：5月1日至6月5日放假。', 2026],
    ['twice 2026-10-04', '国庆节：10月1日至7日放假。10月4日（周日）上班。', 2026],
    ['workday 2026-10-12 周一', '国庆节：10月1日放假。10月12日（周一）上班。', 2026],
    ['nothing', '请各单位妥善安排值班。', 2026],
    ['year 2026 2027', '2027年元旦：1月1日（周五）放假。', 2026],
  ])('%s', (fault, text, year) => {
    expect(faults(text, year)).toContain(fault);
  });

  test('no year anywhere is asked for, not guessed', () => {
    expect(faults('国庆节：10月1日放假。')).toEqual(['year']);
  });
});

test('applied, the notice’s days stand in the calendar with their names, and the year is announced', () => {
  const made = applyNotice(
    { calendar: chinaCalendar(), notes: chinaNotes() },
    readNotice('2027年元旦：1月1日（周五）放假，共1天。1月9日（周六）上班。'),
  );
  expect(made.calendar.publishedThrough).toBe('2027-12-31');
  expect(intervalsOn(made.calendar, '2027-01-01')).toEqual([]);
  expect(intervalsOn(made.calendar, '2027-01-09')).toEqual(made.calendar.week.mon);
  expect(made.notes['2027-01-01']).toBe('元旦');
  expect(made.notes['2027-01-09']).toBe('元旦调休');
});
