import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { as, cast, footing, idOf, inPlaceOf, type Member, units } from '../../../tests/builders/cast.ts';
import { evidence, measureData, problemData } from '../../../tests/builders/thread.ts';
import {
  type Asked,
  after,
  allowedOn,
  answer,
  done,
  kit,
  nothing,
  procedureNamed,
  type World,
} from '../../../tests/builders/world.ts';
import { isFinal } from '../procedure/procedure.ts';
import { evolve } from './evolve.ts';
import type { Actor, Matter, MatterEvent } from './matter.ts';

/** Six people in one office, each with a handler's post and, some of them, a reviewer's post beside it. */
const crew = [cast.owner, cast.measureOwner, cast.registrar, cast.colleague, cast.reviewer, cast.supervisor];
const reviewersPost = (who: Member) => ({
  ...footing(cast.reviewer),
  post: idOf(900 + crew.indexOf(who)),
  scope: 'agency' as const,
});

type Draw = {
  actor: number;
  standsIn: number;
  wearsTwo: boolean;
  choice: number;
  mood: 'any' | 'allowed' | 'purposeful';
  matter: number;
  owner: number;
  files: boolean;
};

const draws = fc.array(
  fc.record<Draw>({
    actor: fc.nat(5),
    /** 6 and more: stands in for nobody today. */
    standsIn: fc.nat(20),
    wearsTwo: fc.boolean(),
    choice: fc.nat(50),
    /** Tries anything on any matter, or one of what is allowed, or of that what leads on to the end. */
    mood: fc.constantFrom('any', 'allowed', ...Array<'purposeful'>(6).fill('purposeful')),
    matter: fc.nat(6),
    owner: fc.nat(3),
    files: fc.nat(3).map((n) => n > 0),
  }),
  { minLength: 10, maxLength: 40 },
);

const memberAt = (n: number): Member => crew[n % crew.length] as Member;

const actorOf = (draw: Draw): Actor => {
  const who = memberAt(draw.actor);
  const other = crew[draw.standsIn];
  return as(who, ...(draw.wearsTwo ? [reviewersPost(who)] : []), ...(other && other !== who ? [inPlaceOf(other)] : []));
};

/** Registered first, so that there is something to merge into. */
const secondProblem = idOf(10_000);
const refusals = ['refuseExtension', 'refuseTransfer', 'refuseMerge', 'refuseCorrection', 'refuseVoid', 'undoMerge'];

/** Sound data for every action of the ledger, so that a refusal can only come from state, person or rule. */
const soundly = (action: string, draw: Draw): Asked => {
  const owner = memberAt(draw.owner);
  const files = draw.files || action === 'addEvidence' ? evidence(1 + (draw.choice % 9)) : [];
  const more: Record<string, Partial<Asked>> = {
    plan: { data: { measures: [measureData(owner)], milestones: [{ point: '公示', on: '2026-03-18' }] } },
    reportProgress: { data: { progress: '进展' }, files },
    requestStrikeOff: { data: { outcome: '结果' }, files },
    complete: { data: { outcome: '结果' }, files },
    addEvidence: { files },
    solveOnSite: { data: { outcome: '当场换好了' }, files: evidence(1 + (draw.choice % 9)) },
    addSource: { data: { moreSource: '又一次走访' } },
    urge: { data: {} },
    sweep: { data: { sweeps: [{ ...measureData(owner), dueOn: '2026-04-10' }] } },
    reportNone: { data: { checked: '逐项看过' } },
    recheck: { data: { recheckedOn: '2026-03-20', finding: '已消除' } },
    reachMilestone: { data: { nr: 1, reachedOn: '2026-03-20' } },
    publish: { data: { publicSummary: '摘要' } },
    recuse: { data: { person: idOf(5000) }, reason: '亲属' },
    sendBack: { reason: '不齐' },
    reopen: { reason: '反弹' },
    suspend: { reason: '等上级批复' },
    askExtension: { data: { dueOn: '2026-05-30' }, reason: '材料未到' },
    askTransfer: { data: { unit: units.law, owner: owner.person, ownerPost: owner.post }, reason: '归口变了' },
    askMerge: { data: { into: secondProblem }, reason: '同一件事' },
    askCorrection: { data: { title: '排队时间太久' }, reason: '写错了' },
    askVoid: { reason: '重复' },
    ...Object.fromEntries(refusals.map((name) => [name, { reason: '不合适' }])),
  };
  return { action, ...more[action] };
};

/** Told by itself and not by the code under test: the humans who have a part in a problem, from the bare events. */
const partners = (log: World['log'], problem: string): Set<string> => {
  const part = new Set<string>();
  const owner = new Map<string, { person: string; post: string }>();
  const wanted = new Map<string, Record<string, unknown>>();
  for (const event of log) {
    // Looking at one's own unit is no part in the problem that led to it.
    if (event.procedure.code === 'similarSweep') continue;
    if (event.matter !== problem && event.parent !== problem) continue;
    // Who is asked to take over has no part in it before they did.
    if (event.action === 'askTransfer') wanted.set(event.matter, event.data);
    const told = event.action === 'grantTransfer' ? (wanted.get(event.matter) ?? {}) : event.data;
    if (typeof told.owner === 'string' && event.action !== 'askTransfer') {
      owner.set(event.matter, { person: told.owner, post: String(told.ownerPost) });
      part.add(told.owner);
    }
    for (const person of event.files.length > 0 ? [event.actor, event.onBehalfOf] : []) if (person) part.add(person);
    const answers = owner.get(event.matter);
    if (event.actor && answers && event.post === answers.post && event.onBehalfOf === answers.person)
      part.add(event.actor);
  }
  return part;
};

const actionsOf = (matter: Matter): string[] =>
  Object.entries(procedureNamed(matter.procedure).actions)
    .filter(([, action]) => action.from !== 'new')
    .map(([name]) => name);

/** One step of a history: what was asked, and what came of it. */
type Step = {
  actor: Actor;
  asked: Asked;
  matter: string;
  before: World;
  events: readonly MatterEvent[] | null;
  after: World;
};

/** What leads on from here, the nearest to the end first; now and then a step back. */
const leading = (world: World, draw: Draw): string[] => {
  const [, problem] = [...world.matters.values()];
  const measures = [...world.matters.values()].filter(({ procedure }) => procedure === 'measure');
  if (measures.length === 0) return ['plan'];
  if (measures.some((each) => each.state === 'done' && each.evidence.length === 0)) return ['addEvidence'];
  const back = draw.choice % 5 === 0 ? ['sendBack'] : [];
  const onward = [...back, 'strikeOff', 'requestStrikeOff', 'complete'];
  return problem?.state === 'planned' ? [...onward, 'reportProgress'] : [...onward, 'reopen'];
};

type Choice = { actor: Actor; matter: string; action: string };

const openTo = (world: World, actor: Actor): Choice[] =>
  [...world.matters.keys()].flatMap((matter) =>
    allowedOn(world, actor, matter)
      .filter((each) => each.refusal === null)
      .map(({ action }) => ({ actor, matter, action })),
  );

const choose = (world: World, draw: Draw): Choice => {
  const ids = [...world.matters.keys()].slice(1);
  const matter = ids[draw.matter % ids.length] as string;
  const names = actionsOf(world.matters.get(matter) as Matter);
  const any = { actor: actorOf(draw), matter, action: names[draw.choice % names.length] as string };
  if (draw.mood === 'any') return any;
  if (draw.mood === 'allowed') {
    const open = openTo(world, any.actor);
    return open[draw.choice % open.length] ?? any;
  }
  // Whoever can lead on does, beginning with the one drawn.
  const open = crew.flatMap((_, turn) => openTo(world, actorOf({ ...draw, actor: draw.actor + turn })));
  return leading(world, draw).flatMap((action) => open.filter((each) => each.action === action))[0] ?? any;
};

const stepOf = (world: World, draw: Draw): Step => {
  const { actor, matter, action } = choose(world, draw);
  const asked = soundly(action, draw);
  const outcome = answer(world, actor, { matter }, asked);
  const events = outcome.ok ? outcome.value : null;
  return { actor, asked, matter, before: world, events, after: events ? after(world, events) : world };
};

/** A history from its draws: a problem is registered, then everybody does what they like. */
const history = (list: readonly Draw[]): Step[] => {
  const register = (world: World, data: object) =>
    done(world, as(cast.registrar), { procedure: 'problem' }, { action: 'register', data: { ...data } });
  let world = register(nothing, { ...problemData(cast.colleague), title: '另一个问题' });
  world = register(world, { ...problemData(memberAt(list[0]?.owner ?? 0)), dueOn: '2026-03-31' });
  return list.map((draw) => {
    const step = stepOf(world, draw);
    world = step.after;
    return step;
  });
};

const runs = { numRuns: 400, seed: 20_260_301 };

describe('random histories of a problem and its measures', () => {
  test('reach the end often enough to say something', () => {
    const seen = { strikeOff: 0, sendBack: 0, reopen: 0, refusedSame: 0 };
    for (const list of fc.sample(draws, runs))
      for (const step of history(list)) {
        for (const event of step.events ?? []) if (event.action in seen) seen[event.action as keyof typeof seen] += 1;
        if (step.events === null && step.asked.action === 'strikeOff') seen.refusedSame += 1;
      }
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(20);
  });

  test('after every event each matter has exactly one answerable person, in a post', () => {
    fc.assert(
      fc.property(draws, (list) => {
        const answerable = ({ owner, answered }: Matter) =>
          answered.includes(owner.person) &&
          crew.filter((each) => each.person === owner.person && each.post === owner.post).length === 1;
        for (const { after: world } of history(list)) expect([...world.matters.values()].every(answerable)).toBe(true);
      }),
      runs,
    );
  });

  test('allowed and decide say the same, for the same reason', () => {
    fc.assert(
      fc.property(draws, (list) => {
        for (const { actor, asked, matter, before } of history(list)) {
          const said = allowedOn(before, actor, matter).find((each) => each.action === asked.action);
          const outcome = answer(before, actor, { matter }, asked);
          // Steps of a request that nobody asked are not offered at all.
          if (!said) {
            expect(outcome.ok).toBe(false);
            continue;
          }
          // What was typed is judged when it is sent: to whom it goes over, into what it is merged.
          const typed = !outcome.ok && outcome.refusal.code === 'invalid';
          expect(outcome.ok || typed ? null : outcome.refusal).toEqual(said.refusal);
          if (outcome.ok)
            expect(outcome.value[0]).toMatchObject({
              post: said?.capacity?.post,
              onBehalfOf: said?.capacity?.onBehalfOf,
            });
        }
      }),
      runs,
    );
  });

  test('nobody with a part in it strikes it off, nor whoever stands in for one of them', () => {
    fc.assert(
      fc.property(draws, (list) => {
        for (const { actor, asked, matter, before, events } of history(list)) {
          if (asked.action !== 'strikeOff' || events === null) continue;
          const part = partners(before.log, matter);
          const selves = [actor.person, ...actor.capacities.flatMap(({ onBehalfOf }) => onBehalfOf ?? [])];
          expect(selves.filter((each) => part.has(each))).toEqual([]);
        }
      }),
      runs,
    );
  });

  test('whatever footing such a person names, striking off stays refused', () => {
    fc.assert(
      fc.property(draws, fc.nat(5), (list, n) => {
        for (const { after: world } of history(list)) {
          for (const problem of [...world.matters.values()].filter((each) => each.state === 'strikeOffRequested')) {
            const who = memberAt(n);
            if (!partners(world.log, problem.id).has(who.person)) continue;
            const every = as(who, reviewersPost(who), ...crew.map(inPlaceOf));
            for (const { post, onBehalfOf } of every.capacities) {
              const outcome = answer(world, every, { matter: problem.id }, { action: 'strikeOff', post, onBehalfOf });
              expect(outcome.ok).toBe(false);
            }
          }
        }
      }),
      { ...runs, numRuns: 200 },
    );
  });

  test('a problem struck off has all its measures closed, the done ones with evidence', () => {
    fc.assert(
      fc.property(draws, (list) => {
        for (const { asked, matter, events, after: world } of history(list)) {
          if (asked.action !== 'strikeOff' || events === null) continue;
          const measures = [...world.matters.values()].filter(
            (each) => each.parent === matter && each.procedure === 'measure',
          );
          const problem = world.matters.get(matter as string);
          const isProven = problem?.tallies?.solvedOnSite && problem.evidence.length > 0;
          expect(isProven || measures.some((each) => each.state === 'done')).toBeTruthy();
          expect(measures.filter((each) => each.state === 'open')).toEqual([]);
          expect(measures.filter((each) => each.state === 'done' && each.evidence.length === 0)).toEqual([]);
        }
      }),
      runs,
    );
  });

  test('in every state somebody can go on, but in the final ones', () => {
    fc.assert(
      fc.property(draws, (list) => {
        const everyone = crew.map((who) => as(who, reviewersPost(who)));
        const world = history(list).at(-1)?.after as World;
        for (const matter of world.matters.values())
          if (!isFinal(procedureNamed(matter.procedure), matter.state))
            expect(
              everyone.some((actor) => allowedOn(world, actor, matter.id).some((each) => each.refusal === null)),
            ).toBe(true);
      }),
      runs,
    );
  });

  test('folding the same events twice, or after they were written and read, gives the same matters', () => {
    fc.assert(
      fc.property(draws, (list) => {
        const world = history(list).at(-1)?.after as World;
        const again = new Map<string, Matter>();
        for (const event of JSON.parse(JSON.stringify(world.log)) as World['log']) {
          const procedure = kit.procedure(event.procedure.code, event.procedure.version);
          again.set(event.matter, evolve(procedure ?? procedureNamed('none'), again.get(event.matter) ?? null, event));
        }
        expect([...again.values()]).toEqual([...world.matters.values()]);
      }),
      { ...runs, numRuns: 150 },
    );
  });

  test('a fold never changes what it was given', () => {
    const { after: world } = history(fc.sample(draws, { ...runs, numRuns: 1 })[0] as Draw[]).at(-1) as Step;
    const frozen = (value: unknown): unknown => {
      if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(frozen);
      return value;
    };
    const first = world.log[0] as World['log'][number];
    const matter = frozen(evolve(procedureNamed('problem'), null, first)) as Matter;
    const next = frozen({ ...first, action: 'reportProgress', seq: 2, data: { progress: '继续' } }) as typeof first;
    expect(() => evolve(procedureNamed('problem'), matter, next)).not.toThrow();
  });
});
