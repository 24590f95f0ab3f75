import { expect, test } from 'vitest';
import { as, cast, type Member, units } from '../../../tests/builders/cast.ts';
import { next, planned, registered, struckOff } from '../../../tests/builders/thread.ts';
import { done, matterOf, nothing, procedureNamed, type World } from '../../../tests/builders/world.ts';
import { seatsOf } from '../clock/inbox.ts';
import { restsOn } from '../procedure/procedure.ts';

/** Who is asked about the request, by person or role, and who waits. */
const seats = (world: World, id: string) => {
  const matter = matterOf(world, id);
  const all = seatsOf(procedureNamed(matter.procedure), matter);
  const of = (kind: string) => all.filter((seat) => seat.kind === kind).map(({ person, role }) => person ?? role);
  return { turn: of('turn'), request: of('request'), waiting: of('waiting') };
};
const to = (who: Member) => ({ unit: who.unit, owner: who.person, ownerPost: who.post });

test('a transfer waits for its taker and those who may decide instead', () => {
  const thread = registered();
  const open = next(thread, cast.owner, thread.problem, 'askTransfer', {
    data: to(cast.measureOwner),
    reason: '归口',
  });
  expect(seats(open.world, thread.problem)).toEqual({
    turn: [cast.owner.person],
    request: [cast.measureOwner.person, 'leader', 'supervisor', 'discipline'],
    waiting: [cast.registrar.person],
  });
});

test('of a confidential matter the taker does not hear before others have granted it', () => {
  const data = { title: '排队太久', unit: units.tax, owner: cast.owner.person, ownerPost: cast.owner.post };
  const asked = { action: 'register', data: { ...data, confidential: true } };
  const world = done(nothing, as(cast.registrar), { procedure: 'problem' }, asked);
  const problem = world.log[0]?.matter as string;
  const open = next({ world }, cast.owner, problem, 'askTransfer', { data: to(cast.measureOwner), reason: '归口' });
  expect(seats(open.world, problem).request).toEqual(['discipline']);
  const handed = next(open, cast.discipline, problem, 'grantTransfer');
  expect(seats(handed.world, problem).turn).toEqual([cast.measureOwner.person]);
});

test('a request about what is struck off waits for whoever decides; nobody’s turn comes back with it', () => {
  const over = struckOff();
  expect(seats(over.world, over.problem)).toEqual({ turn: [], request: [], waiting: [] });
  const open = next(over, cast.owner, over.problem, 'askCorrection', { data: { title: '改' }, reason: '笔误' });
  expect(seats(open.world, over.problem)).toEqual({
    turn: [],
    request: ['reviewer', 'supervisor', 'discipline'],
    waiting: [cast.owner.person],
  });
});

test('a measure’s request waits for who answers for the problem above', () => {
  const thread = planned();
  const open = next(thread, cast.measureOwner, thread.measure, 'askVoid', { reason: '不再需要' });
  expect(seats(open.world, thread.measure).request).toContain('parentOwner');
});

test('what makes a matter go away rests on what stands beneath it and, merging, on the other one', () => {
  const problem = procedureNamed('problem');
  const rests = (name: string) => restsOn(problem, problem.actions[name] as never);
  for (const step of ['askVoid', 'grantVoid']) expect(rests(step)).toMatchObject({ children: true, others: false });
  for (const step of ['askMerge', 'grantMerge']) expect(rests(step)).toMatchObject({ children: true, others: true });
  for (const step of ['refuseVoid', 'withdrawMerge', 'undoMerge', 'grantExtension', 'reportProgress'])
    expect(rests(step)).toMatchObject({ children: false, others: false });
});
