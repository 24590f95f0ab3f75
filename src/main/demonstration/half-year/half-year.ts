import type { Stage } from '../stage.ts';
import { atWork, type Play } from '../timeline.ts';
import { themes } from './archetypes.ts';
import { openPage, sweep, writeCases } from './asides.ts';
import { wholeYunxi } from './bureau.ts';
import { type Diaries, playScript } from './play.ts';
import { draftPapers, type OpenProblems, readNotices, readReport, urgeWeekly } from './rounds.ts';
import { scripts } from './script.ts';

/** How long ago it begins, in days. */
export const halfYearDays = 183;

const setThemes = async function* (stage: Stage, from: Date, ids: string[]): Play {
  const { act, cast, answerable, onDay } = stage;
  for (const { title, aspect, unit, owner, aim } of themes) {
    yield from;
    const { id } = await act(
      { procedure: 'theme' },
      {
        who: 'he',
        action: 'register',
        data: { title, aspect, unit: cast.unit(unit), ...answerable(owner), aim, dueOn: onDay(from, 200) },
      },
    );
    ids.push(id);
  }
};

/** Everything that happens in the bureau's half year, side by side. */
export const halfYear = (stage: Stage, begin: Date, end: Date): Play[] => {
  const themeIds: string[] = [];
  const diaries: Diaries = new Map();
  const open: OpenProblems = new Map();
  const cleared: string[] = [];
  const at = (day: number, minutes: number): Date => atWork(new Date(begin.getTime() + day * 86_400_000), minutes);
  return [
    setThemes(stage, atWork(begin, 5), themeIds),
    ...scripts().map((script) =>
      playScript(stage, script, at(script.day, script.minutes), themeIds, { diaries, open, cleared }),
    ),
    urgeWeekly(stage, open, begin),
    sweep(stage, at(78, 40), cleared),
    writeCases(stage, at(100, 90)),
    openPage(stage, at(60, 30)),
    readReport(stage, at(halfYearDays - 6, 100)),
    draftPapers(stage, open, cleared, end),
    readNotices(
      stage,
      wholeYunxi.people.map(({ login }) => login),
      end,
    ),
  ];
};
