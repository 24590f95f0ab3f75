import { describe, expect, test } from 'vitest';
import { as, cast, footing, idOf, inPlaceOf, type Member, units } from '../../../tests/builders/cast.ts';
import { evidence, measureDone, next, type Planned, requested, voiding } from '../../../tests/builders/thread.ts';
import { done, given } from '../../../tests/builders/world.ts';
import type { Actor } from './matter.ts';

/** A reviewer's post that the same human holds beside the own one. */
const reviewersPost = (who: Member): Actor => ({
  person: who.person,
  capacities: [footing(who), { ...footing(cast.reviewer), post: idOf(900) }],
});

/** A reviewer who besides stands in for somebody today. */
const reviewerFor = (...others: Member[]): Actor => as(cast.reviewer, ...others.map(inPlaceOf));

const strikeOff = (thread: Planned, actor: Actor, more: object = {}) =>
  given(thread.world).when(actor, { matter: thread.problem }, { action: 'strikeOff', ...more });

/** Asked for again after a new piece of evidence by `giver`, given on the footing they act on. */
const withProgressBy = (actor: Actor, files = evidence(2)): Planned => {
  const thread = measureDone();
  const reported = done(
    thread.world,
    actor,
    { matter: thread.problem },
    { action: 'reportProgress', data: { progress: '补充' }, files },
  );
  const asked = { action: 'requestStrikeOff', data: { outcome: '齐了' } };
  return { ...thread, world: done(reported, as(cast.owner), { matter: thread.problem }, asked) };
};

describe('striking off', () => {
  test('is granted to a reviewer who had no part in it, and is one event', () => {
    expect(strikeOff(requested(), as(cast.reviewer)).events).toEqual(['strikeOff strikeOffRequested→struckOff']);
    expect(strikeOff(requested(), as(cast.supervisor)).events).toEqual(['strikeOff strikeOffRequested→struckOff']);
  });

  test('is refused to the owner, whose own post does not carry the right', () => {
    expect(strikeOff(requested(), as(cast.owner)).refusal).toBe('notAllowed who');
  });

  test('is refused to the owner under a reviewer’s post', () => {
    expect(strikeOff(requested(), reviewersPost(cast.owner)).refusal).toBe('sameHuman notSameAs.owner');
  });

  test('is refused when the owner names that post outright', () => {
    const asked = strikeOff(requested(), reviewersPost(cast.owner), { post: idOf(900), onBehalfOf: null });
    expect(asked.refusal).toBe('sameHuman notSameAs.owner');
  });

  test('is refused to the owner of a measure under a reviewer’s post', () => {
    expect(strikeOff(requested(), reviewersPost(cast.measureOwner)).refusal).toBe('sameHuman notSameAs.measureOwner');
  });

  test('is refused to the owner of a measure that was voided', () => {
    const thread = measureDone(undefined, cast.measureOwner);
    const more = { title: '另一项', unit: units.law, owner: cast.farReviewer.person, ownerPost: cast.farReviewer.post };
    const second = next(thread, cast.owner, thread.problem, 'plan', { data: { measures: [more] } });
    const extra = second.world.log.at(-1)?.matter as string;
    const without = voiding(second, cast.owner, cast.supervisor, extra);
    const working = next(without, cast.owner, without.problem, 'reportProgress', { data: { progress: '继续' } });
    const asked = next(working, cast.owner, working.problem, 'requestStrikeOff', { data: { outcome: '齐了' } });
    const everywhere = {
      person: cast.farReviewer.person,
      capacities: [{ ...footing(cast.farReviewer), scope: 'agency' as const }],
    };
    expect(strikeOff(asked, everywhere).refusal).toBe('sameHuman notSameAs.measureOwner');
  });

  test('is refused to whoever stands in for the owner today, although acting under the own reviewer’s post', () => {
    const asked = strikeOff(requested(), reviewerFor(cast.owner), { post: cast.reviewer.post, onBehalfOf: null });
    expect(asked.refusal).toBe('sameHuman notSameAs.owner');
  });

  test('is refused to whoever stands in for the owner of a measure', () => {
    expect(strikeOff(requested(), reviewerFor(cast.measureOwner)).refusal).toBe('sameHuman notSameAs.measureOwner');
  });

  test('is refused to the owner who stands in for the reviewer', () => {
    const asked = strikeOff(requested(), as(cast.owner, inPlaceOf(cast.reviewer)));
    expect(asked.refusal).toBe('sameHuman notSameAs.owner');
  });

  test('is refused to one who once acted in the owner’s place and no longer stands in', () => {
    const files: ReturnType<typeof evidence> = [];
    const thread = withProgressBy(as(cast.reviewer, inPlaceOf(cast.owner)), files);
    expect(strikeOff(thread, as(cast.reviewer)).refusal).toBe('sameHuman notSameAs.standIn');
  });

  test('is refused to one who attached evidence in the owner’s place', () => {
    const thread = withProgressBy(as(cast.reviewer, inPlaceOf(cast.owner)));
    expect(strikeOff(thread, as(cast.reviewer)).refusal).toBe('sameHuman notSameAs.evidenceGiver');
  });

  test('is refused to one who acted for the owner of a measure and attached its evidence', () => {
    const thread = measureDone(undefined, undefined, []);
    const standIn = as(cast.reviewer, inPlaceOf(cast.measureOwner));
    const shown = done(
      thread.world,
      standIn,
      { matter: thread.measure },
      { action: 'addEvidence', files: evidence(3) },
    );
    const asked = next({ ...thread, world: shown }, cast.owner, thread.problem, 'requestStrikeOff', {
      data: { outcome: '齐了' },
    });
    expect(strikeOff(asked, as(cast.reviewer)).refusal).toMatch(/^sameHuman notSameAs\.(measureOwner|evidenceGiver)$/);
  });

  test('is not refused to a reviewer for whom the owner once stood in', () => {
    // The other way round nothing is shared: the reviewer judged nothing of their own.
    expect(strikeOff(requested(), as(cast.reviewer)).refusal).toBeNull();
  });

  test('is refused to one who is accused in it, as if it were not there', () => {
    const thread = requested();
    const world = { ...thread.world, barred: new Set([cast.reviewer.person]) };
    expect(strikeOff({ ...thread, world }, as(cast.reviewer)).refusal).toBe('notFound matter');
  });

  test('is refused outside the reach of the reviewer’s post', () => {
    expect(strikeOff(requested(), as(cast.farReviewer)).refusal).toBe('notAllowed who');
  });
});

test('sending back, voiding and publishing have their own lists of who they may not be the same as', () => {
  const thread = requested();
  const owner = reviewersPost(cast.owner);
  const measureOwner = reviewersPost(cast.measureOwner);
  const ask = (actor: Actor, action: string, more: object = {}) =>
    given(thread.world).when(actor, { matter: thread.problem }, { action, ...more }).refusal;
  expect(ask(owner, 'sendBack', { reason: '材料不齐' })).toBe('sameHuman notSameAs.owner');
  expect(ask(measureOwner, 'sendBack', { reason: '材料不齐' })).toBe('sameHuman notSameAs.measureOwner');
  const asked = next(thread, cast.supervisor, thread.problem, 'askVoid', { reason: '重复' });
  const grant = (actor: Actor) =>
    given(asked.world).when(actor, { matter: thread.problem }, { action: 'grantVoid' }).refusal;
  expect(grant(owner)).toBe('sameHuman notSameAs.owner');
  expect(grant(as(cast.supervisor))).toBe('sameHuman notSameAs.asker');
  expect(grant(measureOwner)).toBeNull();
});
