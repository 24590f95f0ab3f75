import { describe, expect, test } from 'vitest';
import { as, cast, footing, idOf, inPlaceOf, type Member, units } from '../../../tests/builders/cast.ts';
import { measureDone, next, planned, requested, struckOff, voiding } from '../../../tests/builders/thread.ts';
import {
  type Asked,
  after,
  allowedOn,
  contextOf,
  done,
  given,
  kit,
  matterOf,
  nothing,
  procedureNamed,
  type World,
} from '../../../tests/builders/world.ts';
import { refuse } from '../refusal.ts';
import { decide } from './decide.ts';
import type { Actor, Context } from './matter.ts';

type Thread = { world: World; problem: string };

const problemOf = (data: object = {}, before: World = nothing): Thread => {
  const base = { title: '排队太久', unit: units.tax, owner: cast.owner.person, ownerPost: cast.owner.post };
  const asked = { action: 'register', data: { ...base, dueOn: '2026-03-31', ...data } };
  const world = done(before, as(cast.registrar), { procedure: 'problem' }, asked);
  return { world, problem: world.log.at(-1)?.matter as string };
};

const step = (thread: Thread, who: Member | Actor, action: string, more: Partial<Asked> = {}): Thread => ({
  ...thread,
  world: done(thread.world, 'capacities' in who ? who : as(who), { matter: thread.problem }, { action, ...more }),
});
const say = (thread: Thread, who: Member | Actor, action: string, more: Partial<Asked> = {}) =>
  given(thread.world).when('capacities' in who ? who : as(who), { matter: thread.problem }, { action, ...more });
const now = ({ world, problem }: Thread) => matterOf(world, problem);

/** The same with another context: another time, a directory that says no, a matter that is not seen. */
const within = (thread: Thread, who: Member, asked: Asked, more: Partial<Context>) => {
  const matter = now(thread);
  const context = { ...contextOf(thread.world, matter), ...more };
  const outcome = decide(kit, procedureNamed('problem'), matter, { data: {}, files: [], ...asked }, as(who), context);
  return outcome.ok ? null : outcome.refusal;
};

/** One who owns a post of the first and besides one of the second. */
const alsoAs = (who: Member, other: Member): Actor => ({
  person: who.person,
  capacities: [footing(who), { ...footing(other), post: idOf(901) }],
});

const taker = { unit: units.law, owner: cast.measureOwner.person, ownerPost: cast.measureOwner.post };
const withOther = () => {
  const first = problemOf();
  const second = problemOf({ title: '窗口太少' }, first.world);
  return { world: second.world, problem: first.problem, other: second.problem };
};
const data: Record<string, (other: string) => Record<string, unknown>> = {
  Extension: () => ({ dueOn: '2026-04-30' }),
  Transfer: () => taker,
  Merge: (other) => ({ into: other }),
  Correction: () => ({ title: '排队超过一小时' }),
  Void: () => ({}),
};
const kinds = Object.keys(data);
const asking = (kind: string, other: string) => ({
  ...(kind === 'Void' ? {} : { data: data[kind]?.(other) ?? {} }),
  reason: '说明情况',
});
const askedBy = (kind: string, who: Member = cast.owner) => {
  const { other, ...thread } = withOther();
  return step(thread, who, `ask${kind}`, asking(kind, other));
};

describe('who asks and who grants', () => {
  const asks: Record<string, (keyof typeof cast)[]> = {
    Extension: ['owner'],
    Transfer: ['owner', 'leader', 'supervisor'],
    Merge: ['owner', 'registrar', 'supervisor'],
    Correction: ['owner', 'registrar', 'office'],
    Void: ['owner', 'registrar', 'reviewer', 'supervisor'],
  };
  const grants: Record<string, (keyof typeof cast)[]> = {
    Extension: ['leader', 'supervisor', 'discipline'],
    Transfer: ['measureOwner', 'leader', 'supervisor', 'discipline'],
    Merge: ['reviewer', 'supervisor', 'leader', 'discipline'],
    Correction: ['reviewer', 'supervisor', 'discipline'],
    Void: ['reviewer', 'supervisor', 'leader', 'discipline'],
  };
  const everybody = Object.keys(cast) as (keyof typeof cast)[];

  test.each(kinds)('%s', (kind) => {
    const { other, ...thread } = withOther();
    const may = everybody.filter((name) => say(thread, cast[name], `ask${kind}`, asking(kind, other)).refusal === null);
    expect(may.sort()).toEqual([...(asks[kind] ?? [])].sort());
    const open = askedBy(kind);
    for (const name of [`grant${kind}`, `refuse${kind}`]) {
      const decides = everybody.filter((each) => say(open, cast[each], name, { reason: '同意' }).refusal === null);
      expect(decides.sort()).toEqual([...(grants[kind] ?? [])].sort());
    }
  });

  test.each(kinds)('%s: never who asked, also not under another post, in somebody’s place, or standing in', (kind) => {
    const open = askedBy(kind);
    const grant = (who: Actor) => say(open, who, `grant${kind}`).refusal;
    const asOther = alsoAs(cast.owner, cast.supervisor);
    expect(grant(asOther)).toBe('sameHuman notSameAs.asker');
    expect(grant(as(cast.owner, inPlaceOf(cast.supervisor)))).toBe('sameHuman notSameAs.asker');
    expect(grant(as(cast.supervisor, inPlaceOf(cast.owner)))).toBe('sameHuman notSameAs.asker');
    expect(say(open, asOther, `refuse${kind}`, { reason: '不必' }).refusal).toBe('sameHuman notSameAs.asker');
  });

  test.each(kinds)('%s asked in the owner’s place: neither the substitute nor the owner grants', (kind) => {
    const { other, ...thread } = withOther();
    const standIn = as(cast.supervisor, inPlaceOf(cast.owner));
    const asked = { ...asking(kind, other), post: cast.owner.post, onBehalfOf: cast.owner.person };
    const open = step(thread, standIn, `ask${kind}`, asked);
    expect(say(open, cast.supervisor, `grant${kind}`).refusal).toBe('sameHuman notSameAs.asker');
    expect(say(open, alsoAs(cast.owner, cast.discipline), `grant${kind}`).refusal).toBe('sameHuman notSameAs.asker');
    expect(say(open, cast.discipline, `grant${kind}`).refusal).toBeNull();
  });

  test.each([
    ['Merge', 'registrar'],
    ['Void', 'registrar'],
  ] as const)('%s asked by somebody else is not granted by the owner or who answered for it before', (kind, who) => {
    const open = askedBy(kind, cast[who]);
    expect(say(open, alsoAs(cast.owner, cast.supervisor), `grant${kind}`).refusal).toBe('sameHuman notSameAs.owner');
    const moved = step(open, cast.supervisor, 'askTransfer', { data: taker, reason: '归口' });
    const handed = step(moved, cast.leader, 'grantTransfer');
    expect(say(handed, alsoAs(cast.owner, cast.supervisor), `grant${kind}`).refusal).toBe(
      'sameHuman notSameAs.standIn',
    );
  });
});

describe('a request of any kind', () => {
  test.each(kinds)('%s stands once; it is withdrawn by who asked, and may then be asked anew', (kind) => {
    const { other, ...thread } = withOther();
    const open = step(thread, cast.owner, `ask${kind}`, asking(kind, other));
    expect(Object.values(now(open).requests)).toEqual([
      expect.objectContaining({ asker: cast.owner.person, onBehalfOf: null, seq: 2 }),
    ]);
    expect(say(open, cast.owner, `ask${kind}`, asking(kind, other)).refusal).toBe('ruleBroken request.open');
    expect(say(open, cast.supervisor, `withdraw${kind}`).refusal).toBe('notAllowed who');
    const gone = step(open, as(cast.reviewer, inPlaceOf(cast.owner)), `withdraw${kind}`);
    expect(now(gone).requests).toEqual({});
    expect(say(gone, cast.supervisor, `grant${kind}`).refusal).toBe('wrongState request.none');
    expect(say(gone, cast.owner, `ask${kind}`, asking(kind, other)).refusal).toBeNull();
  });

  test.each(kinds)('%s refused leaves all as it was, with a reason', (kind) => {
    const open = askedBy(kind);
    expect(say(open, cast.supervisor, `refuse${kind}`).fields).toEqual([{ path: 'reason', rule: 'required' }]);
    const before = withOther();
    const after = now(step(open, cast.supervisor, `refuse${kind}`, { reason: '理由不足' }));
    const was = matterOf(before.world, before.problem);
    expect(after.requests).toEqual({});
    for (const part of ['state', 'owner', 'unit', 'data', 'clocks', 'merged', 'holdings', 'answered'] as const)
      expect(after[part]).toEqual(was[part]);
  });

  test.each(kinds)('%s asked changes nothing yet but that it is asked', (kind) => {
    const before = withOther();
    const was = matterOf(before.world, before.problem);
    const open = now(askedBy(kind));
    for (const part of ['state', 'owner', 'unit', 'data', 'clocks', 'merged', 'holdings', 'confidential'] as const)
      expect(open[part]).toEqual(was[part]);
  });

  test('kinds stand beside each other', () => {
    const two = step(askedBy('Extension'), cast.owner, 'askTransfer', { data: taker, reason: '归口' });
    expect(Object.keys(now(two).requests)).toEqual(['extension', 'transfer']);
    expect(Object.keys(now(step(two, cast.leader, 'refuseTransfer', { reason: '不必' })).requests)).toEqual([
      'extension',
    ]);
  });

  test('steps that make no sense now are not offered', () => {
    const names = (thread: Thread) =>
      allowedOn(thread.world, as(cast.supervisor), thread.problem)
        .map(({ action }) => action)
        .filter((action) => /Void$|^undo/.test(action));
    expect(names(problemOf())).toEqual(['askVoid']);
    expect(names(askedBy('Void'))).toEqual(['grantVoid', 'refuseVoid', 'withdrawVoid']);
  });

  test('who waits for a reviewer may still withdraw or refuse what nobody can grant meanwhile', () => {
    const thread = measureDone();
    const asked = next(thread, cast.owner, thread.problem, 'askTransfer', { data: taker, reason: '归口' });
    const open = next(asked, cast.owner, thread.problem, 'requestStrikeOff', { data: { outcome: '齐了' } });
    expect(Object.keys(now(open).requests)).toEqual(['transfer']);
    expect(say(open, cast.leader, 'grantTransfer').refusal).toBe('wrongState from');
    expect(say(open, cast.leader, 'refuseTransfer', { reason: '快办完了' }).refusal).toBeNull();
    expect(say(open, cast.owner, 'withdrawTransfer').refusal).toBeNull();
  });

  test('lapses when the matter is struck off', () => {
    const thread = requested();
    const open = next(thread, cast.registrar, thread.problem, 'askCorrection', {
      data: { title: '改一个字' },
      reason: '笔误',
    });
    const closed = next(open, cast.reviewer, thread.problem, 'strikeOff');
    expect(now(closed).requests).toEqual({});
    expect(say(closed, cast.supervisor, 'grantCorrection').refusal).toBe('wrongState request.none');
  });
});

describe('extension', () => {
  const later = { action: 'askExtension', data: { dueOn: '2026-04-30' }, reason: '等设备' };

  test('granted, the date moves and nothing else: other clocks, state and owner stay', () => {
    const open = step(problemOf(), cast.owner, 'askExtension', later);
    const was = now(open);
    const is = now(step(open, cast.supervisor, 'grantExtension'));
    expect(is.clocks.due).toEqual({ ...was.clocks.due, on: '2026-04-30' });
    expect(is.clocks.plan).toEqual(was.clocks.plan);
    expect(is.data).toEqual({ ...was.data, dueOn: '2026-04-30' });
    expect([is.state, is.owner, is.since]).toEqual([was.state, was.owner, was.since]);
  });

  test.each([
    ['the same day', '2026-03-31', { path: 'dueOn', rule: 'notLater', limit: '2026-03-31' }],
    ['an earlier one', '2026-03-15', { path: 'dueOn', rule: 'notLater', limit: '2026-03-31' }],
    ['one that is over', '2026-02-01', { path: 'dueOn', rule: 'past', limit: '2026-03-01' }],
  ])('to %s is none', (_, dueOn, field) => {
    expect(say(problemOf(), cast.owner, 'askExtension', { ...later, data: { dueOn } }).fields).toEqual([field]);
  });

  test('is asked up to the last moment of the day and not after it', () => {
    const at = (moment: string) => within(problemOf(), cast.owner, later, { now: moment });
    expect(at('2026-03-31T15:59:59.999Z')).toBeNull();
    expect(at('2026-03-31T16:00:00.000Z')).toMatchObject({ code: 'ruleBroken', rule: 'request.tooLate' });
  });

  test('asked in time may be granted later, unless the date was moved past it meanwhile', () => {
    const open = step(problemOf(), cast.owner, 'askExtension', later);
    const grant = { action: 'grantExtension' };
    expect(within(open, cast.supervisor, grant, { now: '2026-04-02T02:00:00.000Z' })).toBeNull();
    const matter = now(open);
    const moved = { ...matter, clocks: { ...matter.clocks, due: { ...matter.clocks.due, on: '2026-05-31' } } };
    const context = contextOf(open.world, matter);
    const command = { ...grant, data: {}, files: [] };
    const outcome = decide(kit, procedureNamed('problem'), moved as never, command, as(cast.supervisor), context);
    expect(outcome.ok || outcome.refusal).toMatchObject({
      code: 'ruleBroken',
      rule: 'request.notLater',
      facts: { on: '2026-05-31' },
    });
  });

  test('needs a date that runs', () => {
    expect(say(problemOf({ dueOn: undefined }), cast.owner, 'askExtension', later).refusal).toBe(
      'ruleBroken request.noClock',
    );
  });

  test('is the only way to a later date: a new plan may bring one forward, never put it off', () => {
    const measures = [
      { title: '加开窗口', unit: units.law, owner: cast.measureOwner.person, ownerPost: cast.measureOwner.post },
    ];
    const plan = (dueOn?: string) =>
      say(problemOf(), cast.owner, 'plan', { data: { measures, ...(dueOn && { dueOn }) } }).refusal;
    expect(plan('2026-04-01')).toBe('ruleBroken ledger.dateStands');
    expect([plan('2026-03-31'), plan('2026-03-20'), plan()]).toEqual([null, null, null]);
    const without = say(problemOf({ dueOn: undefined }), cast.owner, 'plan', {
      data: { measures, dueOn: '2026-09-30' },
    });
    expect(without.refusal).toBeNull();
  });
});

describe('transfer', () => {
  const ask = { data: taker, reason: '归口' };

  test('changes owner, unit and who holds it when the taker says yes', () => {
    const open = step(problemOf(), cast.owner, 'askTransfer', ask);
    const is = now(step(open, cast.measureOwner, 'grantTransfer'));
    expect(is).toMatchObject({
      owner: { person: cast.measureOwner.person, post: cast.measureOwner.post },
      unit: units.law,
      data: { owner: cast.measureOwner.person, ownerPost: cast.measureOwner.post, unit: units.law },
      answered: [cast.owner.person, cast.measureOwner.person],
    });
    expect(is.holdings.map(({ unit, person }) => [unit, person])).toEqual([
      [units.tax, cast.owner.person],
      [units.law, cast.measureOwner.person],
    ]);
    expect(is.holdings[1]?.from).toBe(is.recordedAt);
    expect(is.clocks).toEqual(now(open).clocks);
  });

  test('somebody who stands in for the taker says yes in the taker’s post', () => {
    const open = step(problemOf(), cast.owner, 'askTransfer', ask);
    const { outcome } = say(open, as(cast.colleague, inPlaceOf(cast.measureOwner)), 'grantTransfer');
    expect(outcome.ok && outcome.value[0]).toMatchObject({
      post: cast.measureOwner.post,
      onBehalfOf: cast.measureOwner.person,
    });
  });

  test('another person of the taker’s unit, or the taker under another post, is not the taker', () => {
    const open = step(problemOf(), cast.owner, 'askTransfer', ask);
    expect(say(open, cast.farReviewer, 'grantTransfer').refusal).toBe('notAllowed who');
    const elsewhere = {
      person: cast.measureOwner.person,
      capacities: [{ ...footing(cast.colleague), post: idOf(902) }],
    };
    expect(say(open, elsewhere, 'grantTransfer').refusal).toBe('notAllowed who');
  });

  test('to who answers for it already is none', () => {
    const same = { unit: units.tax, owner: cast.owner.person, ownerPost: cast.owner.post };
    expect(say(problemOf(), cast.owner, 'askTransfer', { ...ask, data: same }).fields).toEqual([
      { path: 'owner', rule: 'sameOwner' },
    ]);
  });

  test('is refused if the taker cannot take, when asked and when granted', () => {
    const takes = () => refuse('invalid', 'notAppointed').refusal;
    const asked = within(problemOf(), cast.owner, { action: 'askTransfer', ...ask }, { takes });
    expect(asked?.fields).toEqual([{ path: 'owner', rule: 'notAppointed' }]);
    const open = step(problemOf(), cast.owner, 'askTransfer', ask);
    expect(within(open, cast.leader, { action: 'grantTransfer' }, { takes })).toMatchObject({
      code: 'ruleBroken',
      rule: 'request.taker.notAppointed',
    });
    const barred = new Set([cast.measureOwner.person]);
    expect(within(open, cast.leader, { action: 'grantTransfer' }, { barred })).toMatchObject({
      code: 'ruleBroken',
      rule: 'request.taker.barred',
    });
  });
});

describe('merge', () => {
  const ask = (into: string) => ({ data: { into }, reason: '同一件事' });
  const merged = () => {
    const { other, ...thread } = withOther();
    return { other, ...step(step(thread, cast.owner, 'askMerge', ask(other)), cast.supervisor, 'grantMerge') };
  };

  test('leads to its final state and names the matter that goes on for it', () => {
    const { other, ...thread } = merged();
    expect(now(thread)).toMatchObject({ state: 'merged', merged: { into: other, before: 'registered' }, requests: {} });
    expect(Object.values(now(thread).clocks).map(({ endedAt }) => endedAt)).not.toContain(null);
  });

  test.each([
    ['itself', (thread: Thread) => thread.problem, 'self'],
    ['nothing there is, or nothing one may know of', () => idOf(77_777), 'unknownId'],
  ])('into %s is refused', (_, into, rule) => {
    const thread = problemOf();
    expect(say(thread, cast.owner, 'askMerge', ask(into(thread))).fields).toEqual([{ path: 'into', rule }]);
  });

  test('into another kind or into what is over is refused', () => {
    const { world, measure } = planned();
    const thread = problemOf({}, world);
    expect(say(thread, cast.owner, 'askMerge', ask(measure)).fields).toEqual([
      { path: 'into', rule: 'otherProcedure' },
    ]);
    const over = struckOff();
    const beside = problemOf({}, over.world);
    expect(say(beside, cast.owner, 'askMerge', ask(over.problem)).fields).toEqual([{ path: 'into', rule: 'closed' }]);
  });

  test('is not granted any more when the other one is over meanwhile, or is not seen by who would grant it', () => {
    const { other, ...thread } = withOther();
    const open = step(thread, cast.owner, 'askMerge', ask(other));
    const world = voiding({ world: open.world }, cast.registrar, cast.supervisor, other).world;
    expect(say({ ...open, world }, cast.supervisor, 'grantMerge').refusal).toBe('ruleBroken request.into.closed');
    expect(within(open, cast.supervisor, { action: 'grantMerge' }, { others: new Map() })).toMatchObject({
      code: 'ruleBroken',
      rule: 'request.into.unknownId',
    });
    expect(say({ ...open, world }, cast.supervisor, 'refuseMerge', { reason: '那件已作废' }).refusal).toBeNull();
  });

  test('two into each other: the second is refused when the first is gone', () => {
    const { other, ...thread } = withOther();
    const one = step(thread, cast.owner, 'askMerge', ask(other));
    const two = step({ ...one, problem: other }, cast.owner, 'askMerge', ask(thread.problem));
    const gone = step({ ...two, problem: thread.problem }, cast.supervisor, 'grantMerge');
    expect(say({ ...gone, problem: other }, cast.supervisor, 'grantMerge').refusal).toBe(
      'ruleBroken request.into.closed',
    );
  });

  test('leaves nothing open beneath', () => {
    const { world, problem } = planned();
    const thread = { ...problemOf({}, world), into: problem };
    expect(say({ world: thread.world, problem }, cast.owner, 'askMerge', ask(thread.problem)).refusal).toBe(
      'ruleBroken request.openChildren',
    );
  });

  test('undone, the state comes back and the clocks go on with the start and date they had', () => {
    const { other: _, ...thread } = merged();
    const whole = withOther();
    const before = matterOf(whole.world, whole.problem);
    const is = now(step(thread, cast.leader, 'undoMerge', { reason: '不是一件事' }));
    expect(is).toMatchObject({ state: 'registered', merged: null, requests: {}, owner: before.owner });
    expect(is.clocks).toEqual(before.clocks);
  });

  test('undone after its date, it is over that date: the time between is not given back', () => {
    const { other: _, ...thread } = merged();
    const matter = now(thread);
    const late = '2026-05-04T02:00:00.000Z';
    const context = { ...contextOf(thread.world, matter), now: late };
    const command = { action: 'undoMerge', reason: '不是一件事', data: {}, files: [] };
    const outcome = decide(kit, procedureNamed('problem'), matter, command, as(cast.leader), context);
    if (!outcome.ok) throw new Error(outcome.refusal.rule);
    const again = now({ ...thread, world: after(thread.world, outcome.value) });
    expect(again.clocks.due).toMatchObject({
      on: '2026-03-31',
      endedAt: null,
      startedAt: matter.clocks.due?.startedAt,
    });
    expect(again.clocks.plan).toMatchObject({ endedAt: null, startedAt: matter.clocks.plan?.startedAt });
  });

  test('undone by nobody but those who may grant one, and only while it is merged', () => {
    const { other: _, ...thread } = merged();
    expect(say(thread, cast.owner, 'undoMerge', { reason: '不是' }).refusal).toBe('notAllowed who');
    expect(say(thread, cast.reviewer, 'undoMerge').fields).toEqual([{ path: 'reason', rule: 'required' }]);
    const back = step(thread, cast.reviewer, 'undoMerge', { reason: '不是' });
    expect(say(back, cast.reviewer, 'undoMerge', { reason: '不是' }).refusal).toBe('wrongState from');
  });

  test('undone brings no clock back that had ended before', () => {
    const start = withOther();
    const measures = [
      { title: '一', unit: units.law, owner: cast.measureOwner.person, ownerPost: cast.measureOwner.post },
    ];
    const worked = step(start, cast.owner, 'plan', { data: { measures } });
    const child = worked.world.log.at(-1)?.matter as string;
    const bare = { ...worked, world: voiding(worked, cast.measureOwner, cast.supervisor, child).world };
    const gone = step(step(bare, cast.owner, 'askMerge', ask(start.other)), cast.supervisor, 'grantMerge');
    const is = now(step(gone, cast.reviewer, 'undoMerge', { reason: '不是' }));
    expect(is.state).toBe('planned');
    expect(is.clocks).toEqual(now(bare).clocks);
    expect(is.clocks.plan?.endedAt).not.toBeNull();
  });
});

describe('correction', () => {
  const right = { data: { title: '排队超过一小时', category: 'service' }, reason: '登记有误' };

  test('replaces what it names; the old words stay in the event that brought them', () => {
    const open = step(problemOf(), cast.owner, 'askCorrection', right);
    const after = step(open, cast.supervisor, 'grantCorrection');
    expect(now(after).data).toEqual({ ...now(open).data, title: '排队超过一小时', category: 'service' });
    expect(after.world.log[0]?.data.title).toBe('排队太久');
    expect(now(after).clocks).toEqual(now(open).clocks);
  });

  test('that changes nothing is none', () => {
    const ask = (more: Record<string, unknown>) =>
      say(problemOf(), cast.owner, 'askCorrection', { reason: '登记有误', data: more }).fields;
    expect(ask({})).toEqual([{ path: 'title', rule: 'nothingChanges' }]);
    expect(ask({ title: '排队太久' })).toEqual([{ path: 'title', rule: 'nothingChanges' }]);
  });

  test('is asked and granted for what is struck off, too', () => {
    const over = struckOff();
    const asked = next(over, cast.registrar, over.problem, 'askCorrection', right);
    expect(Object.keys(now(asked).requests)).toEqual(['correction']);
    const granted = next(asked, cast.reviewer, over.problem, 'grantCorrection');
    expect(now(granted)).toMatchObject({ state: 'struckOff', data: { title: '排队超过一小时' }, requests: {} });
    expect(now(granted).clocks).toEqual(now(over).clocks);
  });
});

describe('voiding', () => {
  test('needs two people and leaves nothing open beneath', () => {
    const open = askedBy('Void');
    expect(say(open, cast.reviewer, 'grantVoid').events).toEqual(['grantVoid registered→voided']);
    const { world, problem } = planned();
    const asked = say({ world, problem }, cast.owner, 'askVoid', { reason: '重复' });
    expect(asked.refusal).toBe('ruleBroken request.openChildren');
  });

  test('asked before a measure was opened, it is not granted over it', () => {
    const measures = [
      { title: '一', unit: units.law, owner: cast.measureOwner.person, ownerPost: cast.measureOwner.post },
    ];
    const open = step(askedBy('Void'), cast.owner, 'plan', { data: { measures } });
    expect(say(open, cast.supervisor, 'grantVoid').refusal).toBe('ruleBroken request.openChildren');
    expect(say(open, cast.supervisor, 'refuseVoid', { reason: '还在办' }).refusal).toBeNull();
  });
});
