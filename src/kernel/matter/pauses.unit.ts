import { expect, test } from 'vitest';
import { cast } from '../../../tests/builders/cast.ts';
import { next, rectifying } from '../../../tests/builders/thread.ts';
import { matterOf, type World } from '../../../tests/builders/world.ts';

const pauses = (thread: { world: World; problem: string }) => matterOf(thread.world, thread.problem).pauses;
const why = { reason: '等批复' };

test('a matter remembers when it stood still; nobody held it up meanwhile, whatever its clocks are', () => {
  const thread = rectifying();
  expect(pauses(thread)).toEqual([]);
  const still = next(thread, cast.supervisor, thread.problem, 'suspend', why);
  const { recordedAt } = matterOf(still.world, thread.problem);
  expect(pauses(still)).toEqual([{ from: recordedAt, to: null }]);
  const said = next(still, cast.owner, thread.problem, 'askTransfer', {
    data: { unit: cast.colleague.unit, owner: cast.colleague.person, ownerPost: cast.colleague.post },
    ...why,
  });
  expect(pauses(said)).toEqual(pauses(still));
  const on = next(said, cast.owner, thread.problem, 'resume');
  const to = matterOf(on.world, thread.problem).recordedAt;
  expect(pauses(on)).toEqual([{ from: recordedAt, to }]);
  const again = next(on, cast.leader, thread.problem, 'suspend', why);
  expect(pauses(again).map((pause) => pause.to === null)).toEqual([false, true]);
});
