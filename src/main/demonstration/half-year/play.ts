import type { Stage } from '../stage.ts';
import { atWork, type Play } from '../timeline.ts';
import { manner } from './bureau.ts';
import type { OpenProblems } from './rounds.ts';
import type { Script } from './script.ts';

/** People do one thing after another: when each is free again. */
export type Diaries = Map<string, Date>;

/** What the plays know of each other: when people are free, what is open, which hazards were cleared. */
export type Shared = { diaries: Diaries; open: OpenProblems; cleared: string[] };

const dayMinutes = 7 * 60;

const latest = (...moments: Date[]): Date => new Date(Math.max(...moments.map((each) => each.getTime())));

/** Waits until somebody has time from a moment on, and takes that time. */
const turnOf = async function* (diaries: Diaries, who: string, from: Date, minutes: number): Play {
  // Nobody begins at night or on a Sunday.
  for (let at = atWork(from, 1); ; ) {
    yield at;
    const free = diaries.get(who) ?? at;
    if (free <= at) {
      diaries.set(who, atWork(at, minutes));
      return;
    }
    at = free;
  }
};

/** When somebody takes up what is due: the good soon, the late when the date is near, the overloaded soon, but their queue is long. */
const beginning = (who: string, from: Date, due: Date, spread: number): Date => {
  const left = Math.max(0, due.getTime() - from.getTime());
  const share = manner(who) === 'late' ? 0.95 + spread * 0.7 : 0.15 + spread * 0.5;
  return new Date(from.getTime() + left * share);
};

/** One problem from the day it is found to the day it is struck off, or as far as the half year goes. */
export const playScript = async function* (
  stage: Stage,
  script: Script,
  from: Date,
  themes: readonly string[],
  { diaries, open, cleared }: Shared,
): Play {
  const { act, cast, clock, answerable, onDay } = stage;
  const { archetype, works, owner, title, reviewer } = script;
  const spread = ((title.length * 37) % 100) / 100;
  const on = (who: string, minutes: number): Play => turnOf(diaries, who, atWork(clock.now, 15), minutes);

  yield from;
  const longest = Math.max(...works.map(({ days }) => days));
  const dueOn = onDay(from, longest + 7);
  const theme = archetype.theme === undefined ? undefined : themes[archetype.theme];
  const { id: matter } = await act(
    { procedure: 'problem' },
    {
      who: script.registrar,
      action: 'register',
      data: {
        title,
        description: archetype.description,
        category: archetype.category,
        kind: archetype.kind ?? 'problem',
        ...(archetype.kind === 'hazard' && {
          hazardLevel: spread > 0.7 ? 'serious' : 'general',
          location: script.place,
          controlMeasure: '先拉线提醒，专人看护，整改前停用。',
        }),
        source: script.source,
        unit: cast.unit(script.unit),
        ...answerable(owner),
        leader: cast.person(script.leader).person,
        assistUnits: [...new Set(works.map(({ unit }) => unit).filter((unit) => unit !== script.unit))].map(cast.unit),
        dueOn,
        urgency: script.urgent ? 'urgent' : 'ordinary',
        ...(archetype.cause && { cause: archetype.cause }),
        ...(archetype.misconduct && { misconduct: archetype.misconduct }),
        ...(archetype.weakness && { weakness: archetype.weakness }),
        ...(theme && { theme }),
      },
    },
  );

  open.set(matter, { due: dueOn, owner, urged: 0 });
  if (script.solvedOnSite) {
    yield* on(owner, 60);
    await act(
      { matter },
      {
        who: owner,
        action: 'solveOnSite',
        data: { outcome: archetype.outcome },
        evidence: '现场照片.png',
        about: title,
      },
    );
    yield* turnOf(diaries, reviewer, atWork(clock.now, dayMinutes), 30);
    await act({ matter }, { who: reviewer, action: 'strikeOff' });
    open.delete(matter);
    return;
  }

  const late = manner(owner) === 'late';
  yield* turnOf(diaries, owner, atWork(clock.now, dayMinutes * (late ? 5.5 : 1 + spread * 2)), 60);
  const planned = await act(
    { matter },
    {
      who: owner,
      action: 'plan',
      data: {
        measures: works.map(({ title, unit, owner, days, rule }) => ({
          title,
          unit: cast.unit(unit),
          ...answerable(owner),
          // Whoever plans late names a date that can still be met.
          dueOn: [onDay(from, days + 4), onDay(clock.now, 3)].sort().at(-1),
          ...(rule && { lasting: true }),
        })),
        ...(works.length > 2 && {
          milestones: [
            { point: '措施过半', on: [onDay(from, Math.round(longest * 0.6) + 4), onDay(clock.now, 2)].sort().at(-1) },
            { point: '试行一周后回看', on: dueOn },
          ],
        }),
      },
    },
  );
  yield* doWorks(stage, script, planned.children, from, diaries, spread, matter);

  if (archetype.kind !== 'suggestion') {
    yield* on(owner, 40);
    await act(
      { matter },
      { who: owner, action: 'reportProgress', data: { progress: '各项措施都已落实，正在看效果。' } },
    );
  }
  if (works.length > 2) {
    yield* on(owner, 20);
    await act({ matter }, { who: owner, action: 'reachMilestone', data: { nr: 1, reachedOn: onDay(clock.now, 0) } });
  }
  for (let round = 0; ; round += 1) {
    if (round > 0 || archetype.kind === 'suggestion') {
      yield* turnOf(diaries, owner, atWork(clock.now, dayMinutes * 2), 60);
      await act(
        { matter },
        { who: owner, action: 'reportProgress', data: { progress: '按复核意见补做，情况已写明。' } },
      );
    }
    yield* turnOf(diaries, owner, atWork(clock.now, dayMinutes * (late ? 3 : 1)), 30);
    await act({ matter }, { who: owner, action: 'requestStrikeOff', data: { outcome: archetype.outcome } });
    // What waits for the reviewer is nobody's to urge.
    open.delete(matter);
    yield* turnOf(diaries, reviewer, atWork(clock.now, dayMinutes * (1 + spread * 2)), 45);
    if (script.sentBack && round === 0) {
      await act(
        { matter },
        { who: reviewer, action: 'sendBack', reason: '现场看了，做法还没有固定下来，请再走一周。' },
      );
      continue;
    }
    if (archetype.kind === 'hazard') {
      await act(
        { matter },
        {
          who: reviewer,
          action: 'recheck',
          data: { recheckedOn: onDay(clock.now, 0), finding: '到场看过，隐患已经消除。' },
          evidence: '复查照片.png',
          about: title,
        },
      );
      yield* on(reviewer, 15);
    }
    if (archetype.kind === 'livelihood') yield* evaluate(stage, matter, diaries, reviewer, spread);
    await act({ matter }, { who: reviewer, action: 'strikeOff' });
    open.delete(matter);
    if (archetype.kind === 'hazard') cleared.push(matter);
    if (!script.relapses || round > 1) break;
    yield* turnOf(diaries, reviewer, atWork(clock.now, dayMinutes * 15), 30);
    await act({ matter }, { who: reviewer, action: 'reopen', reason: '回看时又出现同样情形，重新整改。' });
  }
  if (!script.opened) return;
  yield* turnOf(diaries, reviewer, atWork(clock.now, dayMinutes), 20);
  await act({ matter }, { who: reviewer, action: 'publish', data: { publicSummary: archetype.outcome } });
};

/** What those affected say of a small livelihood matter, in a meeting that somebody else than the reviewer holds. */
const evaluate = async function* (
  { act, clock, onDay }: Stage,
  matter: string,
  diaries: Diaries,
  reviewer: string,
  spread: number,
): Play {
  const holder = reviewer === 'he' ? 'tian' : 'he';
  yield* turnOf(diaries, holder, atWork(clock.now, dayMinutes), 60);
  const present = 9 + Math.round(spread * 12);
  const verySatisfied = Math.round(present * 0.4);
  const satisfied = Math.round(present * 0.35);
  const dissatisfied = spread > 0.6 ? 1 : 0;
  await act(
    { matter },
    {
      who: holder,
      action: 'evaluate',
      data: {
        heldOn: onDay(clock.now, 0),
        present,
        verySatisfied,
        satisfied,
        basicallySatisfied: present - verySatisfied - satisfied - dissatisfied,
        dissatisfied,
        veryDissatisfied: 0,
      },
      evidence: '评议票汇总.txt',
      about: '民主评议',
    },
  );
  yield* turnOf(diaries, reviewer, atWork(clock.now, 60), 15);
};

/** The measures, each by its own person in their own time; what waits for another begins when that is done. */
const doWorks = async function* (
  stage: Stage,
  script: Script,
  children: readonly string[],
  from: Date,
  diaries: Diaries,
  spread: number,
  matter: string,
): Play {
  const { act, clock, onDay } = stage;
  const { works, owner, title } = script;
  const start = clock.now;
  const dueOf = (days: number): Date => new Date(from.getTime() + (days + 4) * 86_400_000);
  const order = works
    .map((work, index) => ({ ...work, index, begins: beginning(work.owner, start, dueOf(work.days), spread) }))
    .sort((a, b) => Number(a.after ?? false) - Number(b.after ?? false) || a.begins.getTime() - b.begins.getTime());
  let isAsked = false;
  for (const work of order) {
    const child = children[work.index] as string;
    yield* turnOf(
      diaries,
      work.owner,
      latest(work.begins, clock.now),
      work.hours * 60 * (manner(work.owner) === 'overloaded' ? 5 : 1),
    );
    if (work.hours > 9) {
      await act(
        { matter: child },
        { who: work.owner, action: 'reportProgress', data: { progress: '已经开始，材料和人都落实了。' } },
      );
      yield atWork(clock.now, work.hours * 30);
    }
    await act(
      { matter: child },
      {
        who: work.owner,
        action: 'complete',
        data: {
          outcome: `${work.title}，已经做完。`,
          ...(work.rule && { ruleTitle: work.rule, ruleKind: spread > 0.75 ? 'amended' : 'made' }),
        },
        evidence: work.index === 0 && spread > 0.8 ? '现场照片.png' : `${work.title}.txt`,
        about: title,
      },
    );
    if (script.asksExtension && !isAsked) {
      isAsked = true;
      yield* turnOf(diaries, owner, atWork(clock.now, 30), 20);
      const until = latest(
        new Date(clock.now.getTime() + 8 * 86_400_000),
        new Date(from.getTime() + (Math.max(...works.map(({ days }) => days)) + 17) * 86_400_000),
      );
      await act(
        { matter },
        {
          who: owner,
          action: 'askExtension',
          data: { dueOn: onDay(until, 0) },
          reason: '配合的事还没有完，请宽限几天。',
        },
      );
      yield* turnOf(diaries, script.leader, atWork(clock.now, dayMinutes), 20);
      await act(
        { matter },
        spread > 0.4
          ? { who: script.leader, action: 'grantExtension' }
          : { who: script.leader, action: 'refuseExtension', reason: '理由不足，按原来的期限办。' },
      );
    }
  }
};
