import { addDays, type Weekday, weekdayOf } from './differences.ts';

/** A day a notice tells of. `line` is the clause it stands in, as written. */
export type NoticeDay = { date: string; kind: 'off' | 'work'; name: string; line: string };

/** Something in a notice that cannot be as it is written; `rule` names a text, `line` is where. */
export type NoticeFault = {
  rule: 'year' | 'date' | 'weekday' | 'count' | 'twice' | 'workday' | 'order' | 'nothing' | 'tooLong';
  line: string;
  facts: Record<string, string | number>;
};

export type Notice = { year: number; days: NoticeDay[]; faults: NoticeFault[]; missing: string[] };

const festivals: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['元旦', /元旦|新年/],
  ['春节', /春节|除夕/],
  ['清明节', /清明/],
  ['劳动节', /劳动节|五一/],
  ['端午节', /端午/],
  ['中秋节', /中秋/],
  ['国庆节', /国庆/],
];

const weekdayNames: Readonly<Record<string, Weekday>> = {
  一: 'mon',
  二: 'tue',
  三: 'wed',
  四: 'thu',
  五: 'fri',
  六: 'sat',
  日: 'sun',
  天: 'sun',
};
const weekdayWords: Readonly<Record<Weekday, string>> = {
  mon: '周一',
  tue: '周二',
  wed: '周三',
  thu: '周四',
  fri: '周五',
  sat: '周六',
  sun: '周日',
};
const figures: Readonly<Record<string, number>> = {
  一: 1,
  两: 2,
  二: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
  十: 10,
};

const dateText = String.raw`(?:(?<Y>\d{4})年)?(?:(?<M>\d{1,2})月)?(?<D>\d{1,2})日(?:\((?:[^()]{0,8}?)(?:周|星期|礼拜)(?<W>[一二三四五六日天])[^()]{0,8}\)|\([^()]{0,12}\))?`;
const named = (mark: string): string => dateText.replace(/\?<([A-Z])>/g, (_, name: string) => `?<${name}${mark}>`);
const spanPattern = new RegExp(`${named('1')}(?:(?:至|到|—|－|-|~)${named('2')})?`, 'g');

/** Full-width signs and spaces as a person may paste them. */
const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[〔[【]/g, '(')
    .replace(/[〕\]】]/g, ')')
    .replace(/[ \t\u3000]+/g, '')
    .replace(/\r\n?/g, '\n');

type Context = { year: number; name: string; month: number | null; faults: NoticeFault[] };

const isDate = (text: string): boolean => {
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 10) === text;
};

const two = (number: number): string => String(number).padStart(2, '0');

type Written = { year?: string | undefined; month?: string | undefined; day: string; weekday?: string | undefined };

/** December beside New Year is of the year before; everything else is of the notice's year unless it says another. */
const dateOf = (context: Context, written: Written, line: string): string | null => {
  const month = written.month === undefined ? context.month : Number(written.month);
  if (month === null) {
    context.faults.push({ rule: 'date', line, facts: { date: `${written.day}日` } });
    return null;
  }
  context.month = month;
  const isBefore = written.year === undefined && month === 12 && context.name === '元旦';
  const year = written.year === undefined ? context.year - (isBefore ? 1 : 0) : Number(written.year);
  const date = `${year}-${two(month)}-${two(Number(written.day))}`;
  if (!isDate(date)) {
    context.faults.push({ rule: 'date', line, facts: { date } });
    return null;
  }
  const told = written.weekday === undefined ? undefined : weekdayNames[written.weekday];
  const is = weekdayOf(date);
  if (told !== undefined && told !== is)
    context.faults.push({ rule: 'weekday', line, facts: { date, told: weekdayWords[told], is: weekdayWords[is] } });
  return date;
};

/** No holiday is longer; a range that is has a wrong end. */
const longest = 20;

const datesIn = (context: Context, clause: string): string[] => {
  const found: string[] = [];
  for (const { groups = {}, 0: line } of clause.matchAll(spanPattern)) {
    const from = dateOf(
      context,
      { year: groups.Y1, month: groups.M1, day: groups.D1 as string, weekday: groups.W1 },
      line,
    );
    if (groups.D2 === undefined) {
      if (from) found.push(from);
      continue;
    }
    // A range over New Year: its end names the month, so it is of the notice's own year.
    const to = dateOf(context, { year: groups.Y2, month: groups.M2, day: groups.D2, weekday: groups.W2 }, line);
    if (!from || !to) continue;
    if (to < from) context.faults.push({ rule: 'order', line, facts: { from, to } });
    else if (addDays(from, longest) < to) context.faults.push({ rule: 'tooLong', line, facts: { from, to } });
    else for (let date = from; date <= to; date = addDays(date, 1)) found.push(date);
  }
  return found;
};

const countIn = (clause: string): number | null => {
  const match = /(?:共|放假)(\d{1,2}|[一两二三四五六七八九十])天/.exec(clause);
  if (!match) return null;
  const [, figure = ''] = match;
  return figures[figure] ?? Number(figure);
};

const kindOf = (clause: string): NoticeDay['kind'] | null => {
  if (/上班|补班/.test(clause)) return 'work';
  return /放假|调休|补休|休息|休假|公休/.test(clause) ? 'off' : null;
};

const nameIn = (text: string): string[] => festivals.flatMap(([name, pattern]) => (pattern.test(text) ? [name] : []));

/** `2026 年` in a title, else the year most often written. */
const yearIn = (text: string): number | null => {
  const title = /(\d{4})年(?:部分)?(?:的)?(?:节假日|放假|国庆|元旦)/.exec(text) ?? /(\d{4})年/.exec(text);
  return title ? Number(title[1]) : null;
};

const judged = (days: readonly NoticeDay[], faults: NoticeFault[]): NoticeDay[] => {
  const byDate = new Map<string, NoticeDay>();
  for (const day of days) {
    const known = byDate.get(day.date);
    if (known && known.kind !== day.kind) faults.push({ rule: 'twice', line: day.line, facts: { date: day.date } });
    if (!known) byDate.set(day.date, day);
    const isWeekend = ['sat', 'sun'].includes(weekdayOf(day.date));
    if (day.kind === 'work' && !isWeekend)
      faults.push({
        rule: 'workday',
        line: day.line,
        facts: { date: day.date, is: weekdayWords[weekdayOf(day.date)] },
      });
  }
  return [...byDate.values()].sort((a, b) => (a.date < b.date ? -1 : 1));
};

/**
 * Reads a year's holiday notice in its usual sentences: a festival, its dates with weekdays, “放假 … 共 N 天”, the days on which
 * people work instead. What contradicts itself is told and nothing is guessed: a date with the wrong weekday stays the date, and
 * a person decides. `year` is only asked for where the text names none.
 */
export const readNotice = (text: string, year?: number): Notice => {
  const source = plain(text);
  const faults: NoticeFault[] = [];
  const inText = yearIn(source);
  const of = year ?? inText;
  if (of === null) return { year: 0, days: [], faults: [{ rule: 'year', line: '', facts: {} }], missing: [] };
  if (year !== undefined && inText !== null && inText !== year)
    faults.push({ rule: 'year', line: String(inText), facts: { year, told: inText } });
  const context: Context = { year: of, name: '', month: null, faults };
  const days: NoticeDay[] = [];
  const named = new Set<string>();
  let off: string[] = [];
  for (const sentence of source.split(/[。;\n]+/)) {
    const names = nameIn(sentence);
    if (names.length > 0 && /日/.test(sentence)) {
      context.name = names.join('、');
      context.month = null;
      off = [];
      for (const name of names) named.add(name);
    }
    const kind = kindOf(sentence);
    if (kind === null || context.name === '') continue;
    // 放假 and 补休 may stand in one sentence with 上班: each clause ends with its own word.
    for (const clause of sentence.split(/(?<=上班|补班|放假调休|放假|补休|休息)(?=,|、|$)/)) {
      const is = kindOf(clause);
      const dates = is === null ? [] : datesIn(context, clause);
      const line = clause.replace(/^[,、]/, '');
      days.push(...dates.map((date) => ({ date, kind: is as NoticeDay['kind'], name: context.name, line })));
      if (is === 'off') off.push(...dates);
    }
    const count = countIn(sentence);
    // “放假1天，与周末连休”: the weekend is not written out, so only what is written counts.
    if (count !== null && off.length !== count && !/连休/.test(sentence))
      faults.push({ rule: 'count', line: sentence, facts: { told: count, is: off.length } });
  }
  const made = judged(days, faults);
  if (made.length === 0) faults.push({ rule: 'nothing', line: '', facts: {} });
  return { year: of, days: made, faults, missing: festivals.map(([name]) => name).filter((name) => !named.has(name)) };
};
