import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as chineseWorkday from 'chinese-workday';
import { describe, expect, it } from 'vitest';
import { Calendar } from '../src/kernel/calendar/calendar.ts';
import { dateOf, plan } from '../src/kernel/calendar/plan.ts';
import { chinaCalendar } from '../src/modules/calendar/index.ts';
import { holidaysText, readSource } from './holidays.ts';

const dayMs = 86_400_000;
const china = chinaCalendar();

const daysOf = function* (first: number, last: number): Generator<{ date: string; works: boolean }> {
  for (let day = Date.UTC(first, 0, 1) / dayMs; day < Date.UTC(last + 1, 0, 1) / dayMs; day++)
    yield { date: dateOf(day), works: plan(china).works(day) };
};

/**
 * Days of 2011–2026, which chinese-workday covers, where it differs; judged by the yearly notice. The seed is right on all of them.
 */
const differences: Record<string, string> = {
  '2011-01-29 free': 'the Sunday 30 January was the make-up day, not this Saturday',
  '2011-02-12 works': 'make-up Saturday after the Spring Festival',
  '2011-04-02 works': 'make-up Saturday before Qingming',
  '2011-12-31 works': 'make-up Saturday, set by the notice of 2012',
  '2012-01-29 works': 'make-up Sunday after the Spring Festival',
  '2012-03-31 works': 'make-up Saturday before Qingming',
  '2012-04-01 works': 'make-up Sunday before Qingming',
  '2012-04-28 works': 'make-up Saturday before Labour Day',
  '2012-09-30 free': 'Mid-Autumn, joined to National Day',
  '2012-10-08 works': 'an ordinary Monday; the holiday ended on the 7th',
  '2013-04-07 works': 'make-up Sunday after Qingming',
  '2013-04-27 works': 'make-up Saturday before Labour Day',
  '2013-04-28 works': 'make-up Sunday before Labour Day',
  '2013-06-08 works': 'make-up Saturday before Dragon Boat',
  '2013-06-09 works': 'make-up Sunday before Dragon Boat',
  '2013-10-12 works': 'make-up Saturday after National Day',
  '2013-12-29 free': 'an ordinary Sunday; New Year 2014 was one day',
  '2014-06-03 works': 'an ordinary Tuesday behind Dragon Boat, 31 May to 2 June',
  '2014-06-04 works': 'an ordinary Wednesday behind Dragon Boat',
  '2014-09-09 works': 'an ordinary Tuesday behind Mid-Autumn, 6 to 8 September',
  '2014-09-10 works': 'an ordinary Wednesday behind Mid-Autumn',
  '2014-10-11 works': 'make-up Saturday after National Day',
  '2015-09-03 free': 'seventy years of victory, a notice of its own in May 2015',
  '2015-09-04 free': 'the same; its make-up day was 6 September',
  '2018-01-01 free': 'New Year',
  '2020-01-31 free': 'Spring Festival prolonged to 2 February by a notice of 26 January 2020',
  '2020-02-01 free': 'the same; it would have been a make-up Saturday',
  '2023-01-03 works': 'an ordinary Tuesday behind New Year, 31 December to 2 January',
};

describe('the calendar of China', () => {
  it('is what chinese-days says now', () => {
    const file = path.resolve(import.meta.dirname, '../src/modules/calendar/domain/holidays-cn.json');
    expect(readFileSync(file, 'utf8')).toBe(holidaysText(readSource()));
  });

  it('agrees with chinese-workday on every day of 2011–2026 but those explained', () => {
    const found: string[] = [];
    let compared = 0;
    for (const { date, works } of daysOf(2011, 2026)) {
      compared += 1;
      if (chineseWorkday.isWorkday(date) !== works) found.push(`${date} ${works ? 'works' : 'free'}`);
    }
    expect(found).toEqual(Object.keys(differences));
    expect(compared).toBe(5844);
  });

  it('has as many working days a year as its holidays leave', () => {
    const counts: Record<string, number> = {};
    for (const { date, works } of daysOf(2007, 2026)) {
      const year = date.slice(0, 4);
      counts[year] = (counts[year] ?? 0) + (works ? 1 : 0);
    }
    const law = (year: number): number => (year < 2008 ? 10 : year < 2025 ? 11 : 13);
    for (let year = 2007; year <= 2026; year++) {
      const weekdays = [...daysOf(year, year)].filter(
        ({ date }) => ![0, 6].includes(new Date(date).getUTCDay()),
      ).length;
      // Days moved over New Year's Eve, a public holiday on a weekend without substitute, and the two notices above.
      expect(Math.abs((counts[year] ?? 0) - (weekdays - law(year))), `${year}`).toBeLessThanOrEqual(2);
    }
  });

  it('is a calendar file, from 2007, announced to the end of 2026', () => {
    expect(Calendar.parse(china)).toEqual(china);
    const dates = Object.keys(china.days);
    expect([dates[0], dates.at(-1), china.publishedThrough]).toEqual(['2007-01-01', '2026-10-10', '2026-12-31']);
    expect(china.days['2026-10-10']).toEqual(china.week.mon);
    expect(china.days['2026-10-01']).toEqual([]);
  });
});
