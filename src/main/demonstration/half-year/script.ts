import { type Archetype, archetypes, placesOf, sources, type Work } from './archetypes.ts';
import { headOf, manner, staffOf } from './bureau.ts';
import { createDice, type Dice } from './dice.ts';

/** One problem of the half year as it will go, decided before anything happens. */
export type Script = {
  archetype: Archetype;
  title: string;
  source: string;
  place: string;
  unit: string;
  owner: string;
  registrar: string;
  leader: string;
  reviewer: string;
  /** Days from the beginning of the half year, and working minutes into that day. */
  day: number;
  minutes: number;
  urgent: boolean;
  works: readonly (Work & { unit: string; owner: string })[];
  /** Is it sent back once, opened to the public, does it come back? */
  sentBack: boolean;
  opened: boolean;
  relapses: boolean;
  asksExtension: boolean;
  solvedOnSite: boolean;
};

const worker = (dice: Dice, unit: string): string => {
  const people = staffOf(unit);
  return people.length === 0 ? (headOf[unit] as string) : dice.pick(people);
};

const scriptOf = (dice: Dice, archetype: Archetype, day: number, used: Map<string, number>): Script => {
  const unit = dice.pick(archetype.units);
  const place = dice.pick(placesOf[unit] ?? [unit]);
  const bare = archetype.title.replace('{处}', place).replace('{数}', String(dice.between(2, 9)));
  // What is found again somewhere is told apart by when.
  const times = (used.get(bare) ?? 0) + 1;
  used.set(bare, times);
  const owner = dice.chance(0.45) ? (headOf[unit] as string) : worker(dice, unit);
  const isSmall = archetype.measures.length === 1 && archetype.kind === 'suggestion';
  return {
    archetype,
    title: times === 1 ? bare : `${bare}（第${times}次查到）`,
    source: dice.pick(sources),
    place,
    unit,
    owner,
    registrar: dice.pick(['fang', 'hao', 'wan', 'he', 'tian']),
    leader: ['征管', '财务', '河西', '龙泉'].includes(unit) ? 'lu' : 'qian',
    reviewer: dice.chance(0.6) ? 'he' : 'tian',
    day,
    minutes: dice.between(20, 380),
    urgent: archetype.kind === 'livelihood' || dice.chance(0.25),
    works: archetype.measures.map((work) => {
      const by = work.by ?? unit;
      return {
        ...work,
        unit: by,
        owner: by === unit ? (dice.chance(0.6) ? worker(dice, by) : owner) : worker(dice, by),
      };
    }),
    sentBack: dice.chance(0.12),
    opened: dice.chance(0.4),
    relapses: dice.chance(0.05),
    asksExtension: manner(owner) === 'late' && dice.chance(0.5),
    solvedOnSite: isSmall && dice.chance(0.35),
  };
};

/** So many problems are found in a month: a survey at the beginning, visits in the fourth month, a year's end in sight. */
const perMonth = [34, 24, 24, 36, 34, 40];

/** The whole half year, in the order in which it begins. */
export const scripts = (): Script[] => {
  const dice = createDice(20_260_526);
  const used = new Map<string, number>();
  return perMonth
    .flatMap((count, month) =>
      Array.from({ length: count }, (_, index) =>
        scriptOf(
          dice,
          archetypes[(month * 7 + index) % archetypes.length] as Archetype,
          month * 30 + dice.between(0, 29),
          used,
        ),
      ),
    )
    .sort((a, b) => a.day - b.day || a.minutes - b.minutes);
};
