import type { Stage, Step } from './stage.ts';
import type { Aside, Measure, Tale } from './story.ts';
import { atWork, type Play } from './timeline.ts';

/** One tale told by its people, step by step; working hours go by between them, and nothing happens tomorrow. */
export const actTale = async function* (stage: Stage, tale: Tale, end: Date): Play {
  const { cast, clock, answerable, onDay } = stage;
  const begun = atWork(new Date(end.getTime() - tale.day * 86_400_000), 60);
  const soon = (from: Date, hours: number): Date =>
    new Date(Math.min(atWork(from, hours * 60).getTime(), end.getTime()));
  /** The moment so many working hours on. */
  const pass = (hours: number): Date => soon(clock.now, hours + 1);
  const act = (target: Parameters<Stage['act']>[0], step: Step) => stage.act(target, { ...step, about: tale.title });

  const measureRow = ({ title, unit, owner, within, lasting }: Measure) => ({
    title,
    unit: cast.unit(unit),
    ...answerable(owner),
    ...(within !== undefined && { dueOn: onDay(begun, within) }),
    ...(lasting && { lasting }),
  });

  yield begun;
  const { title, description, category, source, unit, owner, within } = tale;
  const problem = await act(
    { procedure: 'problem' },
    {
      who: 'fang',
      action: 'register',
      data: {
        title,
        description,
        category,
        source,
        unit: cast.unit(unit),
        ...answerable(owner),
        leader: cast.person('lu').person,
        dueOn: onDay(begun, within),
      },
    },
  );
  const matter = problem.id;
  const asideStep = (aside: Aside): Step => {
    const { who, reason } = aside;
    switch (aside.kind) {
      case 'suspend':
        return { who, action: 'suspend', reason };
      case 'extension':
        return { who, action: 'askExtension', data: { dueOn: onDay(begun, within + aside.days) }, reason };
      case 'transfer':
        return { who, action: 'askTransfer', data: { unit: cast.unit(aside.unit), ...answerable(aside.to) }, reason };
    }
  };
  /** What is asked or stopped besides comes last, whatever stage the tale has reached. */
  const asides = async function* (): Play {
    for (const aside of tale.asides ?? []) {
      yield pass(7);
      await act({ matter }, asideStep(aside));
    }
  };
  if (tale.until === 'registered') return yield* asides();
  yield pass(5);
  const planned = await act(
    { matter },
    { who: owner, action: 'plan', data: { measures: tale.measures.map(measureRow) } },
  );
  if (tale.until === 'planned') return yield* asides();
  yield pass(10);
  await act({ matter }, { who: owner, action: 'reportProgress', data: { progress: tale.progress ?? '' } });
  if (tale.until === 'working') return yield* asides();
  for (const [index, measure] of tale.measures.entries()) {
    if (!measure.outcome) continue;
    yield pass(11);
    await act(
      { matter: planned.children[index] as string },
      {
        who: measure.owner,
        action: 'complete',
        data: { outcome: measure.outcome, ...(measure.lasting && { ruleTitle: `${measure.title}的规定` }) },
        evidence: measure.evidence,
      },
    );
  }
  if (tale.until === 'rectifying') return;
  yield pass(5);
  await act({ matter }, { who: owner, action: 'requestStrikeOff', data: { outcome: tale.outcome ?? '' } });
  if (tale.until === 'strikeOffRequested') return;
  yield pass(6);
  await act({ matter }, { who: 'he', action: 'strikeOff' });
  if (tale.until === 'struckOff') return;
  yield pass(4);
  await act({ matter }, { who: 'he', action: 'publish', data: { publicSummary: tale.publicSummary ?? '' } });
};
