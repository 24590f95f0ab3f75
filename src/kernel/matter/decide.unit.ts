import { describe, expect, test } from 'vitest';
import { as, cast, footing, idOf, inPlaceOf, units } from '../../../tests/builders/cast.ts';
import * as thread from '../../../tests/builders/thread.ts';
import { contextOf, done, given, kit, matterOf, nothing, procedureNamed } from '../../../tests/builders/world.ts';
import { refuse } from '../refusal.ts';
import { allowed, decide, register } from './decide.ts';

const registering = { procedure: 'problem' };
const register1 = (data: object, more: object = {}) =>
  given(nothing).when(as(cast.registrar), registering, {
    action: 'register',
    data: { ...thread.problemData(), ...data },
    ...more,
  });

describe('registering', () => {
  test('opens the matter with its owner, unit, registrar and root', () => {
    const { world, problem } = thread.registered();
    expect(matterOf(world, problem)).toMatchObject({
      id: problem,
      root: problem,
      parent: null,
      seq: 1,
      state: 'registered',
      owner: { person: cast.owner.person, post: cast.owner.post },
      unit: units.tax,
      registrar: cast.registrar.person,
      answered: [cast.owner.person],
      confidential: false,
    });
  });

  test('names who acted, in which post, and the setting versions that footing rests on', () => {
    expect(thread.registered().world.log[0]).toMatchObject({
      actor: cast.registrar.person,
      post: cast.registrar.post,
      onBehalfOf: null,
      settings: [{ kind: 'post', id: cast.registrar.post, seq: 1 }],
    });
  });

  test('outside the reach of the post is refused', () => {
    expect(register1({ unit: units.law })).toMatchObject({
      refusal: 'invalid form',
      fields: [{ path: 'unit', rule: 'outOfReach' }],
    });
  });

  test('uses the post whose reach holds the unit, where there are several', () => {
    const two = { person: cast.registrar.person, capacities: [footing(cast.registrar), footing(cast.farReviewer)] };
    const asked = given(nothing).when(two, registering, {
      action: 'register',
      data: { ...thread.problemData(), unit: units.law },
    });
    expect(asked.refusal).toBeNull();
  });

  test('by somebody without any of the roles is refused', () => {
    const asked = { action: 'register', data: thread.problemData() };
    const auditor = {
      person: cast.colleague.person,
      capacities: [{ ...footing(cast.colleague), roles: ['auditor' as const] }],
    };
    expect(given(nothing).when(auditor, registering, asked).refusal).toBe('notAllowed who');
  });

  test('in somebody’s place names both', () => {
    const standIn = { person: cast.discipline.person, capacities: [inPlaceOf(cast.registrar)] };
    const { outcome } = given(nothing).when(standIn, registering, { action: 'register', data: thread.problemData() });
    expect(outcome.ok && outcome.value[0]).toMatchObject({
      actor: cast.discipline.person,
      post: cast.registrar.post,
      onBehalfOf: cast.registrar.person,
    });
  });

  test('keeps to the footing that was asked for', () => {
    const two = as(cast.registrar, inPlaceOf(cast.colleague));
    const asked = { action: 'register', data: thread.problemData(), onBehalfOf: cast.colleague.person };
    const { outcome } = given(nothing).when(two, registering, asked);
    expect(outcome.ok && outcome.value[0]?.onBehalfOf).toBe(cast.colleague.person);
  });

  test('beneath another matter is its plan’s business, never a person’s choice', () => {
    const { world, problem } = thread.registered();
    const asked = { action: 'register', data: thread.problemData() };
    expect(given(world).when(as(cast.registrar), { procedure: 'problem', parent: problem }, asked).fields).toEqual([
      { path: 'parent', rule: 'unknown' },
    ]);
  });

  test('a measure alone is refused', () => {
    const asked = { action: 'register', data: thread.measureData() };
    expect(given(nothing).when(as(cast.owner), { procedure: 'measure' }, asked).refusal).toBe('notAllowed who');
  });

  test('an owner whose appointment does not stand is refused at the field', () => {
    const context = {
      ...contextOf(nothing, null),
      takes: () => refuse('invalid', 'notAppointed').refusal,
    };
    const command = { action: 'register', data: thread.problemData(), files: [] };
    const outcome = register(kit, procedureNamed('problem'), command, as(cast.registrar), context);
    expect(outcome.ok || outcome.refusal.fields).toEqual([{ path: 'owner', rule: 'notAppointed' }]);
  });

  test('ids that name nobody are refused, each at its place', () => {
    const context = { ...contextOf(nothing, null), knows: (kind: string) => kind !== 'unit' };
    const command = {
      action: 'register',
      data: { ...thread.problemData(), assistUnits: [idOf(77)] },
      files: [],
    };
    const outcome = register(kit, procedureNamed('problem'), command, as(cast.registrar), context);
    expect(outcome.ok || outcome.refusal.fields).toEqual([
      { path: 'unit', rule: 'unknownId' },
      { path: 'assistUnits', rule: 'unknownId' },
    ]);
  });

  test('the accused makes the matter confidential only when said so', () => {
    const asked = { accused: [cast.leader.person], confidential: true };
    const { outcome } = register1(asked);
    expect(outcome.ok && outcome.value[0]?.data).toMatchObject(asked);
  });
});

describe('whoever may not know of a matter cannot be made answerable for it', () => {
  const plan = (owner: typeof cast.owner) => ({ action: 'plan', data: { measures: [thread.measureData(owner)] } });

  test('neither the accused on registering', () => {
    expect(register1({ accused: [cast.owner.person] }).fields).toEqual([{ path: 'owner', rule: 'accused' }]);
  });

  test('nor somebody accused or recused as the owner of a measure', () => {
    const { world, problem } = thread.registered();
    const asked = given({ ...world, barred: new Set([cast.measureOwner.person]) }).when(
      as(cast.owner),
      { matter: problem },
      plan(cast.measureOwner),
    );
    expect(asked.fields).toEqual([{ path: 'measures.0.owner', rule: 'barred' }]);
  });

  test('and nobody answerable is recused: not the owner, not the owner of a measure that counts', () => {
    const { world, problem } = thread.planned();
    const recuse = (who: typeof cast.owner) => ({ action: 'recuse', data: { person: who.person }, reason: '亲属' });
    const ask = (who: typeof cast.owner) => given(world).when(as(cast.supervisor), { matter: problem }, recuse(who));
    expect(ask(cast.owner).refusal).toBe('ruleBroken ledger.ownerStays');
    expect(ask(cast.measureOwner).refusal).toBe('ruleBroken ledger.ownerStays');
    expect(ask(cast.colleague).refusal).toBeNull();
  });
});

describe('planning', () => {
  test('opens a child for each measure and keeps in its own event only their ids', () => {
    const { world, problem } = thread.registered();
    const rows = [thread.measureData(), { ...thread.measureData(cast.colleague), title: '第二项', unit: units.tax }];
    const { outcome, events } = given(world).when(
      as(cast.owner),
      { matter: problem },
      { action: 'plan', data: { measures: rows } },
    );
    expect(events).toEqual(['plan registered→planned', 'register new→open', 'register new→open']);
    const [own, first, second] = outcome.ok ? outcome.value : [];
    expect(own?.data.measures).toEqual([{ matter: first?.matter }, { matter: second?.matter }]);
    expect(first).toMatchObject({ parent: problem, root: problem, procedure: { code: 'measure', version: 1 } });
    expect(second?.data.title).toBe('第二项');
  });

  test('measures of a confidential problem are confidential', () => {
    const asked = { action: 'register', data: { ...thread.problemData(), confidential: true } };
    const world = done(nothing, as(cast.registrar), registering, asked);
    const matter = world.log[0]?.matter as string;
    const plan = { action: 'plan', data: { measures: [thread.measureData()] } };
    const after = done(world, as(cast.owner), { matter }, plan);
    expect(matterOf(after, after.log.at(-1)?.matter as string)).toMatchObject({ parent: matter, confidential: true });
  });

  test('faults in rows are named by row', () => {
    const { world, problem } = thread.registered();
    const bad = { ...thread.measureData(), title: '', unit: 'nowhere' };
    const asked = { action: 'plan', data: { measures: [thread.measureData(), bad] } };
    expect(given(world).when(as(cast.owner), { matter: problem }, asked).fields).toEqual([
      { path: 'measures.1.title', rule: 'required', limit: 1 },
      { path: 'measures.1.unit', rule: 'format.uuid' },
    ]);
  });

  test('a problem is not voided while a measure is open: nobody is left with work on nothing', () => {
    const { world, problem } = thread.planned();
    const asked = { action: 'askVoid', reason: '重复' };
    expect(given(world).when(as(cast.reviewer), { matter: problem }, asked).refusal).toBe(
      'ruleBroken request.openChildren',
    );
    const { world: after, problem: gone } = thread.voided();
    expect(matterOf(after, gone).state).toBe('voided');
  });
});

describe('what comes with a command', () => {
  const { world, problem } = thread.requested();
  const ask = (action: string, more: object) =>
    given(world).when(as(cast.reviewer), { matter: problem }, { action, ...more });

  test('a reason is required, is trimmed, is too long, is not asked for', () => {
    expect(ask('sendBack', {}).fields).toEqual([{ path: 'reason', rule: 'required' }]);
    expect(ask('sendBack', { reason: '  ' }).fields).toEqual([{ path: 'reason', rule: 'required' }]);
    expect(ask('sendBack', { reason: '好'.repeat(2001) }).fields).toEqual([
      { path: 'reason', rule: 'max', limit: 2000 },
    ]);
    const { outcome } = ask('sendBack', { reason: ' 缺一张照片 ' });
    expect(outcome.ok && outcome.value[0]?.data.reason).toBe('缺一张照片');
    const closed = thread.measureDone();
    const owner = { action: 'requestStrikeOff', data: { outcome: '齐了' }, reason: '多余' };
    expect(given(closed.world).when(as(cast.owner), { matter: closed.problem }, owner).fields).toEqual([
      { path: 'reason', rule: 'unknown' },
    ]);
  });

  test.each([
    ['half a pair', '缺\ud800'],
    ['a control character', '缺\u0000证据'],
  ])('a reason with %s is refused, since nobody could keep it', (_, reason) => {
    expect(ask('sendBack', { reason }).fields).toEqual([{ path: 'reason', rule: 'characters' }]);
  });

  test('a file name with such characters is refused as well', () => {
    const { world, problem } = thread.rectifying();
    const [file] = thread.evidence();
    const files = [{ ...file, name: '证据\ud800.pdf' }] as ReturnType<typeof thread.evidence>;
    const asked = { action: 'reportProgress', data: { progress: '有图' }, files };
    expect(given(world).when(as(cast.owner), { matter: problem }, asked).fields).toEqual([
      { path: 'files.0.name', rule: 'characters' },
    ]);
  });

  test('the same file twice in one command is refused', () => {
    const { world, problem } = thread.rectifying();
    const asked = {
      action: 'reportProgress',
      data: { progress: '有图' },
      files: [...thread.evidence(), ...thread.evidence()],
    };
    expect(given(world).when(as(cast.owner), { matter: problem }, asked).fields).toEqual([
      { path: 'files.1.digest', rule: 'twice' },
    ]);
  });

  test('evidence where none belongs, and none where it is required', () => {
    expect(ask('strikeOff', { files: thread.evidence() }).fields).toEqual([{ path: 'files', rule: 'unknown' }]);
    const bare = thread.measureDone(undefined, undefined, []);
    expect(
      given(bare.world).when(as(cast.measureOwner), { matter: bare.measure }, { action: 'addEvidence' }).fields,
    ).toEqual([{ path: 'files', rule: 'required' }]);
  });

  test('data where there is no form', () => {
    expect(ask('strikeOff', { data: { note: 'x', mark: 1 } }).fields).toEqual([
      { path: 'note', rule: 'unknown' },
      { path: 'mark', rule: 'unknown' },
    ]);
  });

  test('everything wrong at once: form, reason and evidence in one answer', () => {
    const closed = thread.measureDone();
    const asked = { action: 'requestStrikeOff', data: { result: 1 }, reason: '多余' };
    expect(given(closed.world).when(as(cast.owner), { matter: closed.problem }, asked).fields).toEqual([
      { path: 'outcome', rule: 'required' },
      { path: 'result', rule: 'unknown' },
      { path: 'reason', rule: 'unknown' },
    ]);
  });

  test('a day that has not come is no day on which something happened', () => {
    expect(ask('strikeOff', { occurredAt: '2030-01-01T00:00:00.000Z' }).fields).toEqual([
      { path: 'occurredAt', rule: 'future' },
    ]);
    const { outcome } = ask('strikeOff', { occurredAt: '2026-02-01T00:00:00.000Z' });
    expect(outcome.ok && outcome.value[0]?.occurredAt).toBe('2026-02-01T00:00:00.000Z');
  });

  test('a footing that the actor does not have', () => {
    expect(ask('strikeOff', { post: cast.owner.post }).refusal).toBe('notAllowed who');
    expect(ask('strikeOff', { onBehalfOf: cast.owner.person }).refusal).toBe('notAllowed who');
  });

  test.each(['nothing', 'register', 'constructor', 'toString', '__proto__'])('no action is called %s', (action) => {
    expect(ask(action, {}).refusal).toBe('notFound action');
  });
});

test('a rule that nobody registered is a fault of ours, not a refusal', () => {
  const { world, problem } = thread.measureDone();
  const matter = matterOf(world, problem);
  const bare = { ...kit, rule: () => undefined };
  const command = { action: 'requestStrikeOff', data: { outcome: '齐了' }, files: [] };
  expect(() =>
    decide(bare, procedureNamed('problem'), matter, command, as(cast.owner), contextOf(world, matter)),
  ).toThrow(/ledger\.hasMeasure/);
});

test('allowed names the footing an action would be taken on', () => {
  const { world, problem } = thread.rectifying();
  const matter = matterOf(world, problem);
  const standIn = as(cast.colleague, inPlaceOf(cast.owner));
  const answers = allowed(kit, procedureNamed('problem'), matter, standIn, contextOf(world, matter));
  expect(answers.find((each) => each.action === 'reportProgress')?.capacity).toMatchObject({
    post: cast.owner.post,
    onBehalfOf: cast.owner.person,
  });
});
