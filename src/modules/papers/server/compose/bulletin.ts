import type { OpenedCase } from '../../../ledger/index.ts';
import type { Words } from '../../domain/kinds.ts';
import { fill, fullDay, percent, type Say, textAt } from '../words.ts';

/** A unit's figures in a month. Everything is counted from matters and clocks; nothing is typed. */
export type UnitFigures = {
  unit: string;
  accepted: number;
  closed: number;
  overdue: number;
  /** Ends that fell or were reached in the month: in time, and all. */
  inTime: number;
  ended: number;
  yellow: number;
  red: number;
  /** Of all that was ever put on the ledger, neither voided nor merged into another, up to the month's end: struck off, and all. */
  struckOff: number;
  registered: number;
};

type Sum = Omit<UnitFigures, 'unit'>;

const none: Sum = {
  accepted: 0,
  closed: 0,
  overdue: 0,
  inTime: 0,
  ended: 0,
  yellow: 0,
  red: 0,
  struckOff: 0,
  registered: 0,
};

const sumOf = (units: readonly UnitFigures[]): Sum =>
  units.reduce<Sum>(
    (sum, each) =>
      Object.fromEntries(Object.keys(none).map((key) => [key, sum[key as keyof Sum] + each[key as keyof Sum]])) as Sum,
    none,
  );

const rate = (part: number, whole: number): number => (whole === 0 ? 1 : part / whole);

/** In time first, then struck off, then fewer red and yellow lights; equal figures share a place. */
const better = (one: UnitFigures, other: UnitFigures): number =>
  rate(other.inTime, other.ended) - rate(one.inTime, one.ended) ||
  rate(other.struckOff, other.registered) - rate(one.struckOff, one.registered) ||
  one.red - other.red ||
  one.yellow - other.yellow;

export type Ranked = UnitFigures & { rank: number };

export const ranked = (units: readonly UnitFigures[]): Ranked[] => {
  const sorted = [...units].sort((one, other) => better(one, other) || (one.unit < other.unit ? -1 : 1));
  const places: Ranked[] = [];
  for (const [index, each] of sorted.entries()) {
    const before = places.at(-1);
    places.push({ ...each, rank: before && better(before, each) === 0 ? before.rank : index + 1 });
  }
  return places;
};

/** Best and worst: three at most, never the same unit on both; black only where something was late. */
export const listsOf = (places: readonly Ranked[]): { red: Ranked[]; black: Ranked[] } => {
  const red = places.filter(({ overdue, red: cards, ended }) => overdue === 0 && cards === 0 && ended > 0).slice(0, 3);
  const black = places
    .filter((each) => each.overdue > 0 || each.red > 0)
    .slice(-3)
    .reverse();
  return { red, black };
};

export type BulletinFacts = {
  agency: string;
  printer: string;
  today: string;
  /** `2026-10` */
  month: string;
  units: readonly UnitFigures[];
  /** Opened to the public in the month, in the words made for that. */
  cases: readonly OpenedCase[];
  input: Readonly<Record<string, unknown>>;
};

const monthWord = (say: Say, month: string): string => {
  const [year, number] = month.split('-').map(Number);
  return fill(say, 'paper.month', { year: year ?? '', month: number ?? '' });
};

export const bulletinWords = (
  say: Say,
  { agency, printer, today, month, units, cases, input }: BulletinFacts,
): Words => {
  const places = ranked(units);
  const sum = sumOf(units);
  const { red, black } = listsOf(places);
  const copy = textAt(input, 'copy');
  const figures = {
    accepted: sum.accepted,
    closed: sum.closed,
    overdue: sum.overdue,
    onTime: percent(sum.inTime, sum.ended),
    yellow: sum.yellow,
    red: sum.red,
    struckOffRate: percent(sum.struckOff, sum.registered),
    struckOff: sum.struckOff,
    registered: sum.registered,
  };
  const line = (key: string) => (each: Ranked) =>
    fill(say, key, { unit: each.unit, onTime: percent(each.inTime, each.ended), overdue: each.overdue, red: each.red });
  return {
    unit: agency,
    day: fullDay(today),
    title: fill(say, 'paper.title.bulletin', { month: monthWord(say, month) }),
    to: say('paper.allUnits'),
    month: monthWord(say, month),
    ...Object.fromEntries(
      Object.entries(figures)
        .map(([name, value]) => [name, String(value)])
        .filter(([name]) => name !== 'struckOff' && name !== 'registered'),
    ),
    sum: fill(say, 'paper.bulletin.sum', { month: monthWord(say, month), ...figures }),
    units: places.map((each) => ({
      rank: String(each.rank),
      unitName: each.unit,
      accepted: String(each.accepted),
      closed: String(each.closed),
      overdue: String(each.overdue),
      onTime: percent(each.inTime, each.ended),
      yellow: String(each.yellow),
      red: String(each.red),
      struckOffRate: percent(each.struckOff, each.registered),
    })),
    redList: red.length === 0 ? say('paper.bulletin.noRed') : `${red.map(line('paper.bulletin.redLine')).join('；')}。`,
    blackList:
      black.length === 0
        ? say('paper.bulletin.noBlack')
        : `${black.map(line('paper.bulletin.blackLine')).join('；')}。`,
    cases:
      cases.length === 0
        ? say('paper.bulletin.noCases')
        : cases
            .map(({ title, kind, summary }, index) =>
              fill(say, 'paper.bulletin.case', {
                place: index + 1,
                title: title ?? '',
                kind: say(`choice.caseStudy.kind.${kind}`),
                summary,
              }),
            )
            .join('\n'),
    next: textAt(input, 'next'),
    left: say('paper.bulletin.left'),
    contact: textAt(input, 'contact'),
    copy: copy === '' ? '' : fill(say, 'paper.copyTo', { copy }),
    printer,
  };
};
