import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { as, cast } from '../../../tests/builders/cast.ts';
import * as thread from '../../../tests/builders/thread.ts';
import {
  after,
  allowedOn,
  contextOf,
  given,
  kit,
  matterOf,
  procedureNamed,
  type World,
} from '../../../tests/builders/world.ts';
import { decide, decideInvited } from '../../kernel/matter/decide.ts';
import { mayReadDiscreet } from '../../kernel/matter/guard.ts';
import type { Procedure } from '../../kernel/procedure/procedure.ts';
import { drawn } from './domain/draw.ts';
import { satisfactionOf } from './domain/satisfaction.ts';
import { type Grade, grades } from './procedure/satisfaction-forms.ts';
import { problem } from './procedure.ts';

const people = (n: number) =>
  Array.from({ length: n }, (_, i) => ({ person: `住户${i + 1}`, contact: `1380000000${i}` }));
type Thread = ReturnType<typeof thread.requested>;

const asked = (start: Thread = thread.requested(), listed = 6, size = 5, more: object = {}): Thread =>
  thread.next(start, cast.reviewer, start.problem, 'sample', {
    data: { affected: people(listed), size, ...more },
  });

const answer = (start: Thread, data: Record<string, unknown>, invited = true) => {
  const matter = matterOf(start.world, start.problem);
  const context = contextOf(start.world, matter);
  return decideInvited(
    kit,
    procedureNamed('problem'),
    matter,
    { action: 'answer', data, files: [] },
    invited ? { ...context, invited: true } : context,
  );
};

const answered = (start: Thread, ...given: Grade[]): Thread => {
  const now = { ...start };
  for (const grade of given) {
    const outcome = answer(now, { grade });
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusal));
    now.world = after(now.world, outcome.value);
  }
  return now;
};

const strikeOff = (start: Thread, more: object = {}) =>
  given(start.world).when(as(cast.reviewer), { matter: start.problem }, { action: 'strikeOff', ...more });

const offered = (world: World, id: string, action: string) =>
  allowedOn(world, as(cast.reviewer), id).find((each) => each.action === action);

describe('an answer from outside', () => {
  test('is nobody’s act, moves no state and counts on the matter', () => {
    const now = answered(asked(), 'satisfied');
    expect(now.world.log.at(-1)).toMatchObject({
      action: 'answer',
      actor: null,
      post: null,
      onBehalfOf: null,
      settings: [],
    });
    const matter = matterOf(now.world, now.problem);
    expect(matter).toMatchObject({ state: 'strikeOffRequested', tallies: { sampled: 1, 'grade.satisfied': 1 } });
  });

  test('leaves what it says in its event: the matter’s own data has none of it, nor who was asked', () => {
    const now = answered(asked(), 'dissatisfied');
    const { data } = matterOf(now.world, now.problem);
    expect(Object.keys(data)).not.toEqual(expect.arrayContaining(['grade']));
    expect(data).toMatchObject({ size: 5 });
    expect(JSON.stringify(data)).not.toContain('住户');
  });

  test('makes nobody’s form stale', () => {
    const before = asked();
    const now = answered(before, 'satisfied');
    expect(matterOf(now.world, now.problem).acted).toBe(matterOf(before.world, before.problem).acted);
  });

  test('without a link that was looked at is refused, and by staff it is no action at all', () => {
    const refused = answer(asked(), { grade: 'satisfied' }, false);
    expect(refused.ok || refused.refusal.code).toBe('notAllowed');
    const now = asked();
    for (const who of [cast.owner, cast.reviewer, cast.discipline, cast.leader]) {
      const staff = given(now.world).when(
        as(who),
        { matter: now.problem },
        { action: 'answer', data: { grade: 'satisfied' } },
      );
      expect([who.name, staff.refusal]).toEqual([who.name, 'notAllowed who']);
      expect(allowedOn(now.world, as(who), now.problem).map(({ action }) => action)).not.toContain('answer');
    }
  });

  test('may be nothing but an action for the invited', () => {
    const now = asked();
    const matter = matterOf(now.world, now.problem);
    for (const action of ['strikeOff', 'sample', 'register', 'constructor', 'nothing']) {
      const outcome = decideInvited(
        kit,
        procedureNamed('problem'),
        matter,
        { action, data: {}, files: [] },
        { ...contextOf(now.world, matter), invited: true },
      );
      expect([action, outcome.ok || outcome.refusal.code]).toEqual([action, 'notFound']);
    }
  });

  test('with no grade or one that is not there is told which field', () => {
    for (const [data, rule] of [
      [{}, 'required'],
      [{ grade: 'best' }, 'choice'],
    ] as const) {
      const outcome = answer(asked(), data);
      expect(outcome.ok || outcome.refusal.fields).toEqual([{ path: 'grade', rule }]);
    }
  });

  test('is taken from no more people than were asked, and from none before anybody was', () => {
    const full = answered(asked(thread.requested(), 2, 2), 'satisfied', 'satisfied');
    const third = answer(full, { grade: 'satisfied' });
    expect(third.ok || third.refusal.rule).toBe('ledger.answerAwaited');
    const none = answer(thread.requested(), { grade: 'satisfied' });
    expect(none.ok || none.refusal.rule).toBe('ledger.answerAwaited');
  });
});

describe('who may read it', () => {
  const action = problem.actions.sample as Procedure['actions'][string];
  const reads = (who: typeof cast.owner) => {
    const now = asked();
    const matter = matterOf(now.world, now.problem);
    return mayReadDiscreet(action, matter, as(who), contextOf(now.world, matter));
  };
  test.each([
    ['reviewer', true],
    ['supervisor', true],
    ['discipline', true],
    ['owner', false],
    ['measureOwner', false],
    ['registrar', false],
    ['leader', false],
    ['office', false],
    ['farReviewer', false],
  ] as const)('%s: %s', (name, may) => expect(reads(cast[name])).toBe(may));

  test('a reviewer who once answered for it may not', () => {
    const now = asked();
    const matter = { ...matterOf(now.world, now.problem), answered: [cast.reviewer.person] };
    expect(mayReadDiscreet(action, matter, as(cast.reviewer), contextOf(now.world, matter))).toBe(false);
  });
});

describe('drawing', () => {
  const sha = (text: string) => createHash('sha256').update(text).digest('hex');

  test('is the same for everybody who draws again, and another with another seed', () => {
    expect(drawn(sha, 'seed', 12, 5)).toEqual(drawn(sha, 'seed', 12, 5));
    expect(new Set(['a', 'b', 'c', 'd', 'e'].map((seed) => drawn(sha, seed, 12, 5).join())).size).toBeGreaterThan(1);
  });

  test('draws that many, each once, and all of them where all are asked', () => {
    for (let listed = 1; listed <= 30; listed++)
      for (const size of [1, Math.ceil(listed / 2), listed]) {
        const places = drawn(sha, `s${listed}`, listed, size);
        expect(new Set(places).size).toBe(size);
        expect(places.every((place) => place >= 1 && place <= listed)).toBe(true);
      }
  });

  test('prefers nobody: over many seeds each place comes up about equally often', () => {
    const hits = Array.from({ length: 10 }, () => 0);
    for (let n = 0; n < 2000; n++)
      for (const place of drawn(sha, `seed ${n}`, 10, 3)) hits[place - 1] = (hits[place - 1] ?? 0) + 1;
    for (const each of hits) expect(Math.abs(each - 600)).toBeLessThan(100);
  });

  test('more than are listed, or more answers than are asked, is refused at its field', () => {
    const start = thread.requested();
    const ask = (data: object) =>
      given(start.world).when(
        as(cast.reviewer),
        { matter: start.problem },
        { action: 'sample', data: { affected: people(3), ...data } },
      );
    expect(ask({ size: 4 }).fields).toEqual([{ path: 'size', rule: 'max', limit: 3 }]);
    expect(ask({ size: 2, minimum: 3 }).fields).toEqual([{ path: 'minimum', rule: 'max', limit: 2 }]);
    expect(ask({ size: 2, minimum: 2 }).refusal).toBeNull();
  });

  test('is never the answerable person’s own', () => {
    const start = thread.requested(cast.reviewer);
    const own = given(start.world).when(
      as(cast.reviewer),
      { matter: start.problem },
      { action: 'sample', data: { affected: people(3), size: 3 } },
    );
    expect(own.refusal).toBe('sameHuman notSameAs.owner');
  });
});

describe('striking off', () => {
  test('goes as before where nobody was asked and nobody had to be', () => {
    expect(strikeOff(thread.requested()).refusal).toBeNull();
  });

  test('of a kind that needs it waits until somebody is asked', () => {
    const table = procedureNamed('problem');
    const start = thread.requested();
    const matter = { ...matterOf(start.world, start.problem) };
    const livelihood = { ...matter, data: { ...matter.data, kind: 'livelihood' } };
    const command = { action: 'strikeOff', data: {}, files: [] };
    const context = contextOf(start.world, matter);
    const refused = decide(kit, table, livelihood, command, as(cast.reviewer), context);
    expect(refused.ok || refused.refusal).toMatchObject({ rule: 'ledger.satisfactionMet', mend: 'sample' });
    const relaxed = {
      ...table,
      parameters: { ...table.parameters, satisfactionKinds: { type: 'some', value: [], of: [], words: '' } },
    } as Procedure;
    expect(decide(kit, relaxed, livelihood, command, as(cast.reviewer), context).ok).toBe(true);
  });

  test('waits for as many answers as were said, and says how many are missing', () => {
    const two = answered(asked(), 'satisfied', 'verySatisfied');
    const { outcome } = strikeOff(two);
    expect(outcome.ok || outcome.refusal).toMatchObject({
      rule: 'ledger.answersMissing',
      facts: { answers: 2, minimum: 3, missing: 1 },
    });
    expect(offered(two.world, two.problem, 'strikeOff')?.refusal?.rule).toBe('ledger.answersMissing');
    expect(strikeOff(answered(two, 'satisfied')).refusal).toBeNull();
  });

  test('asks no more answers than there are people asked', () => {
    expect(strikeOff(answered(asked(thread.requested(), 2, 2), 'satisfied', 'satisfied')).refusal).toBeNull();
  });

  test('with too many dissatisfied is offered, refused without a reason and granted with one', () => {
    const bad = answered(asked(), 'satisfied', 'satisfied', 'satisfied', 'dissatisfied');
    expect(offered(bad.world, bad.problem, 'strikeOff')?.refusal).toBeNull();
    const { outcome } = strikeOff(bad);
    expect(outcome.ok || outcome.refusal).toMatchObject({
      rule: 'ledger.dissatisfied',
      mend: 'sendBack',
      facts: { dissatisfied: 1, answers: 4, share: 25, limit: 20 },
    });
    expect(strikeOff(bad, { reason: ' ' }).refusal).toBe('ruleBroken ledger.dissatisfied');
    expect(strikeOff(bad, { reason: '已当面说明' }).refusal).toBeNull();
  });

  test('a fifth dissatisfied is already too many, a little less is not', () => {
    const four: Grade[] = ['satisfied', 'basicallySatisfied', 'verySatisfied', 'satisfied'];
    expect(strikeOff(answered(asked(), ...four, 'veryDissatisfied')).refusal).toBe('ruleBroken ledger.dissatisfied');
    expect(strikeOff(answered(asked(), ...four, 'satisfied')).refusal).toBeNull();
  });

  test('a second time asks anew: what was said before the relapse no longer counts', () => {
    const first = answered(asked(), 'satisfied', 'satisfied', 'satisfied');
    const off = thread.next(first, cast.reviewer, first.problem, 'strikeOff');
    const back = thread.next(off, cast.supervisor, off.problem, 'reopen', { reason: '又出现了' });
    expect(satisfactionOf(matterOf(back.world, back.problem))).toMatchObject({ asked: 0, answers: 0, meeting: null });
    const again = asked(back, 3, 3);
    expect(satisfactionOf(matterOf(again.world, again.problem))).toMatchObject({ asked: 3, answers: 0 });
    expect(matterOf(again.world, again.problem).tallies).toMatchObject({ sampled: 1 });
  });

  test('asking other people begins the counting anew', () => {
    const again = asked(answered(asked(), 'satisfied', 'dissatisfied'), 4, 4);
    expect(satisfactionOf(matterOf(again.world, again.problem))).toMatchObject({ asked: 4, answers: 0, satisfied: 0 });
  });
});

describe('a vote in a meeting', () => {
  const votes = (counts: Partial<Record<Grade | 'abstained', number>>, present: number) => ({
    data: { heldOn: '2026-03-02', present, ...Object.fromEntries(grades.map((grade) => [grade, 0])), ...counts },
    files: thread.evidence(7),
  });
  const vote = (more: object, start: Thread = thread.requested()) =>
    given(start.world).when(as(cast.reviewer), { matter: start.problem }, { action: 'evaluate', ...more });

  test('counts like answers do, and is enough by itself', () => {
    const start = thread.requested();
    const more = votes({ satisfied: 8, dissatisfied: 1, abstained: 3 }, 12);
    const now = thread.next(start, cast.reviewer, start.problem, 'evaluate', more);
    expect(satisfactionOf(matterOf(now.world, now.problem))).toMatchObject({
      answers: 9,
      satisfied: 8,
      meeting: { present: 12 },
    });
    expect(strikeOff(now).refusal).toBeNull();
  });

  test('must add up to those who were there', () => {
    const { outcome } = vote(votes({ satisfied: 8, dissatisfied: 1 }, 12));
    expect(outcome.ok || outcome.refusal).toMatchObject({
      rule: 'ledger.votesReconcile',
      facts: { counted: 9, present: 12 },
    });
    expect(vote(votes({ abstained: 12 }, 12)).fields).toEqual([{ path: 'present', rule: 'noVotes', limit: 0 }]);
  });

  test('needs evidence, and is never the answerable person’s own', () => {
    expect(vote({ ...votes({ satisfied: 2 }, 2), files: [] }).fields).toEqual([{ path: 'files', rule: 'required' }]);
    expect(vote(votes({ satisfied: 2 }, 2), thread.requested(cast.reviewer)).refusal).toBe('sameHuman notSameAs.owner');
  });

  test('fills up where links were not answered', () => {
    const one = answered(asked(), 'satisfied');
    expect(strikeOff(one).refusal).toBe('ruleBroken ledger.answersMissing');
    const now = thread.next(one, cast.reviewer, one.problem, 'evaluate', votes({ satisfied: 2 }, 2));
    expect(strikeOff(now).refusal).toBeNull();
  });
});
