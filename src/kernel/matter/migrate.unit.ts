import { describe, expect, test } from 'vitest';
import { as, cast } from '../../../tests/builders/cast.ts';
import {
  answer,
  contextOf,
  done,
  kit,
  matterOf,
  nothing,
  procedureNamed,
  type World,
} from '../../../tests/builders/world.ts';
import type { Procedure } from '../procedure/procedure.ts';
import { evolve } from './evolve.ts';
import type { Kit } from './matter.ts';
import { decideMigration } from './migrate.ts';

const { owner, registrar, supervisor, colleague } = cast;
const old = procedureNamed('problem');

/** The next version: a state goes by another name, a limit is shorter, another one is gone, one is new. */
const { registered, ...states } = old.states as Procedure['states'] & { registered: Procedure['states'][string] };
const renamed = (names: readonly string[] | 'new') =>
  names === 'new' ? names : names.map((name) => (name === 'registered' ? 'entered' : name));
const newer: Procedure = {
  ...old,
  version: 2,
  states: { entered: registered, ...states },
  actions: Object.fromEntries(
    Object.entries(old.actions).map(([name, action]) => [
      name,
      { ...action, from: renamed(action.from), ...(action.next === 'registered' && { next: 'entered' }) },
    ]),
  ),
  limits: { answer: { kind: 'promise', limit: '10wd' }, plan: { kind: 'stage', limit: '3wd', states: ['entered'] } },
  requests: Object.fromEntries(
    Object.entries(old.requests ?? {}).flatMap(([kind, rule]) =>
      kind === 'transfer' ? [] : [[kind, { ...rule, from: renamed(rule.from) as string[] }]],
    ),
  ),
  setting: { kind: 'procedure', id: '00000000-0000-4000-8000-000000009999', seq: 4 },
};
const both: Kit = {
  ...kit,
  procedure: (code, version) => {
    if (code !== 'problem') return kit.procedure(code, version);
    return version === 1 ? old : newer;
  },
};

const begun = (): World =>
  done(
    nothing,
    as(registrar),
    { procedure: 'problem' },
    {
      action: 'register',
      data: { title: '排队', unit: owner.unit, owner: owner.person, ownerPost: owner.post },
    },
  );
const idIn = (world: World): string => [...world.matters.keys()][0] as string;
const map = [{ from: 'registered', to: 'entered' }];

const migrate = (world: World, who = supervisor, data: Record<string, unknown> = { version: 2, map }) => {
  const matter = matterOf(world, idIn(world));
  return decideMigration(both, matter, { action: 'migrate', data, files: [] }, as(who), contextOf(world, matter));
};
const refusalOf = (...asked: Parameters<typeof migrate>) => {
  const outcome = migrate(...asked);
  return outcome.ok ? null : outcome.refusal;
};

test('a running matter goes on under the new version, in the state its old one leads to', () => {
  const world = begun();
  const outcome = migrate(world);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusal));
  const [event] = outcome.value;
  if (!event) throw new Error('no event');
  expect([event.state, event.procedure]).toEqual([
    { from: 'registered', to: 'entered' },
    { code: 'problem', version: 2 },
  ]);
  expect(event.settings).toContainEqual(newer.setting);
  const before = matterOf(world, idIn(world));
  const after = evolve(newer, before, { ...event, seq: 2 });
  expect([after.version, after.state, after.owner]).toEqual([2, 'entered', before.owner]);
  const { plan, answer: promise } = after.clocks;
  expect([plan?.limit, plan?.endedAt, plan?.startedAt]).toEqual(['3wd', null, before.clocks.plan?.startedAt]);
  expect([promise?.limit, promise?.startedAt]).toEqual(['10wd', event.recordedAt]);
});

test('a limit that the new version does not know ends with the move', () => {
  const world = begun();
  const without = { ...newer, limits: {} };
  const outcome = migrate(world);
  const [event] = outcome.ok ? outcome.value : [];
  if (!event) throw new Error('no event');
  const after = evolve(without, matterOf(world, idIn(world)), { ...event, seq: 2 });
  expect(after.clocks.plan?.endedAt).toBe(event.recordedAt);
});

describe('refused', () => {
  test('to whoever does not watch over procedures', () => {
    for (const who of [owner, colleague, registrar]) expect(refusalOf(begun(), who)?.code).toBe('notAllowed');
  });
  test('where a state leads nowhere, or into an end', () => {
    expect(refusalOf(begun(), supervisor, { version: 2 })).toMatchObject({
      rule: 'migrate.states',
      fields: [{ path: 'map.registered', rule: 'unknownState' }],
    });
    const intoEnd = { version: 2, map: [{ from: 'registered', to: 'struckOff' }] };
    expect(refusalOf(begun(), supervisor, intoEnd)?.fields).toEqual([
      { path: 'map.registered', rule: 'otherFinality' },
    ]);
  });
  test('to any version but the newest, and to the one it runs on', () => {
    expect(refusalOf(begun(), supervisor, { version: 3, map })?.fields?.[0]?.rule).toBe('notPublished');
    const world = begun();
    const matter = { ...matterOf(world, idIn(world)), version: 2, state: 'entered' };
    const asked = { action: 'migrate', data: { version: 2 }, files: [] };
    expect(decideMigration(both, matter, asked, as(supervisor), contextOf(world, matter))).toMatchObject({
      refusal: { rule: 'migrate.already' },
    });
  });
  test('while a request is open that the new version does not know', () => {
    const world = begun();
    const data = { owner: colleague.person, ownerPost: colleague.post, unit: colleague.unit };
    const asked = answer(world, as(owner), { matter: idIn(world) }, { action: 'askTransfer', data, reason: '换人' });
    expect(asked.ok).toBe(true);
    const open = done(world, as(owner), { matter: idIn(world) }, { action: 'askTransfer', data, reason: '换人' });
    expect(refusalOf(open)).toMatchObject({ rule: 'migrate.requestOpen', facts: { kinds: ['transfer'] } });
  });
  test('once it has ended', () => {
    const world = begun();
    const matter = { ...matterOf(world, idIn(world)), state: 'struckOff' };
    const asked = { action: 'migrate', data: { version: 2, map }, files: [] };
    expect(decideMigration(both, matter, asked, as(supervisor), contextOf(world, matter))).toMatchObject({
      refusal: { rule: 'migrate.ended' },
    });
  });
});
