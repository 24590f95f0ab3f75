import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { uuidv7 } from 'uuidv7';
import { due } from '../../kernel/calendar/due.ts';
import { chinaCalendar } from '../../modules/calendar/index.ts';
import type { Viewer } from '../../platform/authorization/directory.ts';
import { passTime } from '../../platform/clock/pass-time.ts';
import { type CommandReply, dayOf, type Engine, type Target } from '../../platform/command/engine.ts';
import { execute } from '../../platform/command/execute.ts';
import { takeIn } from '../../platform/files/attachments.ts';
import type { StandingHouse } from '../engine.ts';
import { evidenceFile } from './evidence.ts';
import type { Cast } from './people.ts';
import type { Aside, Measure, Tale } from './story.ts';

type Step = {
  who: string;
  action: string;
  data?: Record<string, unknown>;
  reason?: string;
  evidence?: string | undefined;
};

const calendar = chinaCalendar();

/** The moment after so many working minutes. */
const atWork = (from: Date, minutes: number): Date => {
  const outcome = due(calendar, from.getTime(), { count: minutes, unit: 'wm' });
  if (!outcome.ok) throw new Error(`demonstration clock: ${outcome.refusal.rule}`);
  return new Date(outcome.value.due);
};

/** One tale told by its people, step by step; time passes by hours and days between them. */
export const actTale = async (standing: StandingHouse, cast: Cast, tale: Tale): Promise<void> => {
  let clock = atWork(new Date(Date.now() - tale.day * 86_400_000), 60);
  const engine: Engine = { ...standing.engine, now: () => clock };
  /** Working hours go by; nobody acts at night or on a Sunday, and nothing happens tomorrow. */
  const pass = (hours: number): void => {
    clock = new Date(Math.min(atWork(clock, hours * 60).getTime(), Date.now()));
  };

  const begun = clock.getTime();
  const onDay = (days: number): string => dayOf(new Date(begun + days * 86_400_000));

  const viewerOf = async (login: string): Promise<Viewer> => {
    const { person } = cast.person(login);
    return standing.viewerFor(cast.agency, person, clock);
  };

  const act = async (target: Target, { who, action, data = {}, reason, evidence }: Step): Promise<CommandReply> => {
    await passTime(standing, cast.agency, clock);
    const viewer = await viewerOf(who);
    const files = [];
    if (evidence) {
      const bytes = await evidenceFile(evidence, tale.title);
      const kept = await takeIn({ engine, files: standing.files }, viewer, Readable.from([bytes]), evidence);
      if (!kept.ok) throw new Error(`demonstration file ${evidence}: ${kept.refusal.rule}`);
      files.push({ digest: kept.value.digest, name: evidence, size: 0, type: '' });
    }
    const command = { action, data, files, ...(reason !== undefined && { reason }) };
    const digest = createHash('sha256')
      .update(JSON.stringify([target, command]))
      .digest('hex');
    const outcome = await execute(engine, viewer, { ...target, commandId: uuidv7(), digest, command });
    if (!outcome.ok)
      throw new Error(
        `demonstration ${action} by ${who}: ${outcome.refusal.rule} ${JSON.stringify(outcome.refusal.fields ?? '')}`,
      );
    pass(1);
    return outcome.value;
  };

  const answerable = (login: string) => {
    const { person, post } = cast.person(login);
    return { owner: person, ownerPost: post };
  };
  const measureRow = ({ title, unit, owner, within, lasting }: Measure) => ({
    title,
    unit: cast.unit(unit),
    ...answerable(owner),
    ...(within !== undefined && { dueOn: onDay(within) }),
    ...(lasting && { lasting }),
  });

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
        dueOn: onDay(within),
      },
    },
  );
  const matter = problem.id;
  /** What is asked or stopped besides comes last, whatever stage the tale has reached. */
  const asides = async (): Promise<void> => {
    for (const aside of tale.asides ?? []) {
      pass(7);
      await act({ matter }, asideStep(aside));
    }
  };
  const asideStep = (aside: Aside): Step => {
    const { who, reason } = aside;
    switch (aside.kind) {
      case 'suspend':
        return { who, action: 'suspend', reason };
      case 'extension':
        return { who, action: 'askExtension', data: { dueOn: onDay(within + aside.days) }, reason };
      case 'transfer':
        return {
          who,
          action: 'askTransfer',
          data: { unit: cast.unit(aside.unit), ...answerable(aside.to) },
          reason,
        };
    }
  };
  if (tale.until === 'registered') return asides();
  pass(5);
  const planned = await act(
    { matter },
    { who: owner, action: 'plan', data: { measures: tale.measures.map(measureRow) } },
  );
  if (tale.until === 'planned') return asides();
  pass(10);
  await act({ matter }, { who: owner, action: 'reportProgress', data: { progress: tale.progress ?? '' } });
  if (tale.until === 'working') return asides();
  for (const [index, measure] of tale.measures.entries()) {
    if (!measure.outcome) continue;
    pass(11);
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
  pass(5);
  await act({ matter }, { who: owner, action: 'requestStrikeOff', data: { outcome: tale.outcome ?? '' } });
  if (tale.until === 'strikeOffRequested') return;
  pass(6);
  await act({ matter }, { who: 'he', action: 'strikeOff' });
  if (tale.until === 'struckOff') return;
  pass(4);
  await act({ matter }, { who: 'he', action: 'publish', data: { publicSummary: tale.publicSummary ?? '' } });
};
