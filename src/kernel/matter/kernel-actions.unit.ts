import { describe, expect, test } from 'vitest';
import { as, cast, inPlaceOf } from '../../../tests/builders/cast.ts';
import { requested } from '../../../tests/builders/thread.ts';
import { done, given, matterOf } from '../../../tests/builders/world.ts';

const { world, problem, measure } = requested();
const state = (who: Parameters<typeof as>[0], data: object, target = problem) =>
  given(world).when(as(who), { matter: target }, { action: 'statement', data: data as Record<string, unknown> });

describe('statement', () => {
  test('whoever answers for it may set words beside an event; nothing else moves', () => {
    const before = matterOf(world, problem);
    const after = done(
      world,
      as(cast.owner),
      { matter: problem },
      { action: 'statement', data: { about: 2, text: '当时停电' } },
    );
    expect(matterOf(after, problem)).toEqual({
      ...before,
      seq: before.seq + 1,
      acted: before.seq + 1,
      recordedAt: after.log.at(-1)?.recordedAt,
    });
  });

  test('whoever registered it may as well; nobody else', () => {
    expect(state(cast.registrar, { about: 1, text: '另有情况' }).refusal).toBeNull();
    expect(state(cast.reviewer, { about: 1, text: '我看' }).refusal).toBe('notAllowed who');
    expect(state(cast.measureOwner, { about: 1, text: '我看' }).refusal).toBe('notAllowed who');
    expect(state(cast.measureOwner, { about: 1, text: '我的措施' }, measure).refusal).toBeNull();
  });

  test('is possible in every state, the final ones too', () => {
    const closed = done(world, as(cast.reviewer), { matter: problem }, { action: 'strikeOff' });
    const asked = { action: 'statement', data: { about: 1, text: '说明' } };
    expect(given(closed).when(as(cast.owner), { matter: problem }, asked).events).toEqual([
      'statement struckOff→struckOff',
    ]);
  });

  test('about an event that does not exist is refused, and all faults at once', () => {
    expect(state(cast.owner, { about: 99, text: '说明' }).fields).toEqual([
      { path: 'about', rule: 'max', limit: matterOf(world, problem).seq },
    ]);
    expect(state(cast.owner, { about: 0, text: ' ', tone: 'loud' }).fields).toEqual([
      { path: 'about', rule: 'min', limit: 1 },
      { path: 'text', rule: 'required', limit: 1 },
      { path: 'tone', rule: 'unknown' },
    ]);
  });

  test('is one’s own word: it never goes out under a post one only stands in for', () => {
    const standIn = { person: cast.owner.person, capacities: [inPlaceOf(cast.leader)] };
    const asked = { action: 'statement', data: { about: 1, text: '说明' } };
    const { outcome } = given(world).when(standIn, { matter: problem }, asked);
    expect(outcome.ok && outcome.value[0]).toMatchObject({ post: null, onBehalfOf: null, settings: [] });
  });
});

test('an erasure keeps the state and needs a known basis', () => {
  const ask = (basis: string) =>
    given(world).when(as(cast.discipline), { matter: problem }, { action: 'erase', data: { basis } });
  expect(ask('personAsked').events).toEqual(['erase strikeOffRequested→strikeOffRequested']);
  expect(ask('because').fields).toEqual([{ path: 'basis', rule: 'choice' }]);
});
