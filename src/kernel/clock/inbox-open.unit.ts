import { expect, test } from 'vitest';
import { as, cast, inPlaceOf, type Member } from '../../../tests/builders/cast.ts';
import { measureDone, next, planned, requested } from '../../../tests/builders/thread.ts';
import { contextOf, matterOf, procedureNamed, type World } from '../../../tests/builders/world.ts';
import type { Capacity } from '../matter/matter.ts';
import { isOpenTo, requestOfSeat, seatsOf } from './inbox.ts';

const seats = (world: World, id: string) => seatsOf(procedureNamed(matterOf(world, id).procedure), matterOf(world, id));

/** Names of the seats of a role that are open to somebody, whatever roles that one has. */
const open = (world: World, id: string, who: Member, ...more: Capacity[]): string[] => {
  const matter = matterOf(world, id);
  const context = contextOf(world, matter);
  return seats(world, id)
    .filter((seat) => seat.role !== null)
    .filter((seat) => isOpenTo(procedureNamed(matter.procedure), matter, seat, as(who, ...more), context))
    .map(({ seat }) => seat);
};

test('a problem to be struck off waits for reviewers, but not for those who answered for it or gave evidence', () => {
  const { world, problem } = requested();
  const all = ['turn/now.reviewer'];
  expect(open(world, problem, cast.reviewer)).toEqual(all);
  expect(open(world, problem, cast.owner)).toEqual([]);
  expect(open(world, problem, cast.measureOwner)).toEqual([]);
  // Whoever stands in for the owner is the owner, under whatever post.
  expect(open(world, problem, cast.reviewer, inPlaceOf(cast.owner))).toEqual([]);
});

test('a request waits for those who may grant it, never for the one who asked', () => {
  const asking = {
    data: { owner: cast.colleague.person, ownerPost: cast.colleague.post, unit: cast.colleague.unit },
    reason: '调岗',
  };
  const { world, problem } = next(measureDone(), cast.supervisor, measureDone().problem, 'askTransfer', asking);
  const granting = seats(world, problem).filter((seat) => requestOfSeat(seat) === 'transfer');
  expect(granting.map(({ person, role }) => person ?? role)).toEqual([
    cast.colleague.person,
    'leader',
    'supervisor',
    'discipline',
  ]);
  expect(open(world, problem, cast.leader)).toEqual([
    'request/transfer.leader',
    'request/transfer.supervisor',
    'request/transfer.discipline',
  ]);
  expect(open(world, problem, cast.supervisor)).toEqual([]);
});

test('what is asked about a measure waits for whoever answers for the problem above it', () => {
  const thread = planned();
  const asked = next(thread, cast.measureOwner, thread.measure, 'askVoid', { reason: '与另一条重复' });
  const above = seats(asked.world, asked.measure).filter(({ role }) => role === 'parentOwner');
  expect(above.map(({ seat }) => seat)).toEqual(['request/void.parentOwner']);
  expect(open(asked.world, asked.measure, cast.owner)).toContain('request/void.parentOwner');
  expect(open(asked.world, asked.measure, cast.measureOwner)).toEqual([]);
});
