import fc from 'fast-check';
import { expect, test } from 'vitest';
import { as, cast, footing, idOf, inPlaceOf, type Member, units } from '../../../tests/builders/cast.ts';
import { type Asked, after, answer, done, matterOf, nothing, type World } from '../../../tests/builders/world.ts';
import type { Actor } from './matter.ts';

/** Random askings and answerings about one problem, recounted from the bare events. */
const crew = Object.values(cast);
type Draw = { actor: number; other: number; posts: boolean; kind: number; step: number; day: number };
const draws = fc.array(
  fc.record<Draw>({
    actor: fc.nat(crew.length - 1),
    /** Beyond the crew: stands in for nobody. */
    other: fc.nat(crew.length * 2),
    posts: fc.boolean(),
    kind: fc.nat(4),
    step: fc.nat(4),
    day: fc.nat(27),
  }),
  { minLength: 5, maxLength: 60 },
);
const kinds = ['Extension', 'Transfer', 'Merge', 'Correction', 'Void'];
const steps = ['ask', 'ask', 'grant', 'refuse', 'withdraw'];

const actorOf = ({ actor, other, posts }: Draw): Actor => {
  const who = crew[actor] as Member;
  const absent = crew[other];
  const second = { ...footing(cast.supervisor), post: idOf(800 + actor) };
  return as(who, ...(posts ? [second] : []), ...(absent && absent !== who ? [inPlaceOf(absent)] : []));
};

const register = (world: World, title: string) => {
  const { person: owner, post: ownerPost } = cast.owner;
  const data = { title, unit: units.tax, owner, ownerPost, dueOn: '2026-03-31' };
  return done(world, as(cast.registrar), { procedure: 'problem' }, { action: 'register', data });
};

const begun = register(register(nothing, '并入的一件'), '问题');
const [into, problem] = begun.log.map(({ matter }) => matter) as [string, string];

const askedOf = ({ kind, step, day, other }: Draw): Asked => {
  const name = kinds[kind] as string;
  const taker = crew[other % crew.length] as Member;
  const data: Record<string, Record<string, unknown>> = {
    Extension: { dueOn: `2026-${day % 2 ? '04' : '05'}-${String(day + 1).padStart(2, '0')}` },
    Transfer: { unit: taker.unit, owner: taker.person, ownerPost: taker.post },
    Merge: { into },
    Correction: { title: `问题 ${day}` },
    Void: {},
  };
  const action = `${steps[step]}${name}`;
  if (steps[step] === 'withdraw') return { action };
  return { action, reason: '理由', ...(steps[step] === 'ask' && name !== 'Void' ? { data: data[name] ?? {} } : {}) };
};

/** What is merged can only be undone; trying anything else there leads nowhere. */
const undo: Asked = { action: 'undoMerge', reason: '不是一件事' };

type Told = World['log'][number];
const parts = (action: string) => /^(ask|grant|refuse|withdraw|undo)([A-Z]\w+)$/.exec(action)?.slice(1) ?? [];
const humans = ({ actor, onBehalfOf }: Pick<Told, 'actor' | 'onBehalfOf'>) => [
  actor,
  ...(onBehalfOf ? [onBehalfOf] : []),
];

/** What is open by the events alone; says what no history may hold. */
const recount = (log: readonly Told[]): string[] => {
  const open = new Map<string, Told>();
  for (const event of log) {
    const [step, kind = ''] = parts(event.action);
    const asked = open.get(kind);
    if (step === 'ask') {
      expect(asked).toBeUndefined();
      open.set(kind, event);
    } else if (step && step !== 'undo') {
      if (!asked) throw new Error(`${event.action} answers nothing`);
      const shared = humans(event).filter((human) => humans(asked).includes(human));
      if (step !== 'withdraw') expect(shared).toEqual([]);
      open.delete(kind);
    }
    if (event.state.from !== event.state.to && ['voided', 'merged'].includes(event.state.to)) open.clear();
  }
  return [...open.keys()].sort();
};

test('however people ask and answer: nobody answers themselves, one of a kind is open, the fold agrees with the events', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(draws, (all) => {
      let world = begun;
      for (const draw of all) {
        const before = matterOf(world, problem);
        const outcome = answer(
          world,
          actorOf(draw),
          { matter: problem },
          before.state === 'merged' ? undo : askedOf(draw),
        );
        if (!outcome.ok) continue;
        world = after(world, outcome.value);
        const now = matterOf(world, problem);
        const [step = '', kind = ''] = parts(outcome.value[0]?.action ?? '');
        seen.add(`${step}${kind}`);
        const changes = step === 'grant' || step === 'undo';
        if (!changes)
          expect([now.state, now.owner, now.unit, now.data, now.clocks]).toEqual([
            before.state,
            before.owner,
            before.unit,
            before.data,
            before.clocks,
          ]);
        if (changes && kind !== 'Transfer') expect(now.owner).toEqual(before.owner);
        if (kind !== 'Extension' && kind !== 'Merge' && kind !== 'Void') expect(now.clocks).toEqual(before.clocks);
        // A date only ever moves later, and only by an extension.
        expect((now.clocks.due?.on ?? '') >= (before.clocks.due?.on ?? '')).toBe(true);
        expect(now.holdings.at(-1)).toMatchObject({ ...now.owner, unit: now.unit });
      }
      const log = world.log.filter(({ matter }) => matter === problem);
      const open = Object.keys(matterOf(world, problem).requests);
      expect(open.map((kind) => `${kind.charAt(0).toUpperCase()}${kind.slice(1)}`).sort()).toEqual(recount(log));
    }),
    { numRuns: 1_500 },
  );
  // The test is worth nothing where its histories do not get there.
  const all = kinds.flatMap((kind) => ['ask', 'grant', 'refuse', 'withdraw'].map((step) => `${step}${kind}`));
  expect([...all, 'undoMerge'].filter((name) => !seen.has(name))).toEqual([]);
});
