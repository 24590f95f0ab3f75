import { describe, expect, it, test } from 'vitest';
import { as, cast, type Member } from '../../../tests/builders/cast.ts';
import { next, problemData, registered, requested, struckOff, voided } from '../../../tests/builders/thread.ts';
import { done, matterOf, nothing, procedureNamed, type World } from '../../../tests/builders/world.ts';
import { seatsOf } from './inbox.ts';

const byPerson = new Map(Object.values(cast).map(({ name, person }) => [person, name]));

/** `turn owner`, `request supervisor`, `waiting registrar`: kind of seat, and who or which role sits there. */
const seats = (world: World, id: string): string[] => {
  const matter = matterOf(world, id);
  return seatsOf(procedureNamed(matter.procedure), matter).map(({ kind, person, role }) =>
    person === null ? `${kind} any ${role}` : `${kind} ${byPerson.get(person)}`,
  );
};

const transferTo = (who: Member) => ({
  data: { owner: who.person, ownerPost: who.post, unit: who.unit },
  reason: '调岗',
});

describe('whom a matter waits for', () => {
  it('whoever answers for it, while its registrar waits', () => {
    const { world, problem } = registered();
    expect(seats(world, problem)).toEqual(['turn owner', 'waiting registrar']);
  });

  it('nobody waits for themselves', () => {
    const world = done(
      nothing,
      as(cast.registrar),
      { procedure: 'problem' },
      { action: 'register', data: problemData(cast.registrar) },
    );
    expect(seats(world, world.log[0]?.matter as string)).toEqual(['turn registrar']);
  });

  it('a role, when it is asked to be struck off; then its owner waits too', () => {
    const { world, problem } = requested();
    expect(seats(world, problem)).toEqual(['turn any reviewer', 'waiting owner', 'waiting registrar']);
  });

  it('of what is confidential only roles that may read it', () => {
    const world = done(
      nothing,
      as(cast.discipline),
      { procedure: 'problem' },
      { action: 'register', data: { ...problemData(), confidential: true } },
    );
    const problem = world.log[0]?.matter as string;
    const asked = done(world, as(cast.owner), { matter: problem }, { action: 'askVoid', reason: '重复' });
    expect(seats(asked, problem)).toEqual(['turn owner', 'request any discipline', 'waiting discipline']);
  });

  it('nobody, once it is over', () => {
    const { world, problem, measure } = voided();
    expect([seats(world, problem), seats(world, measure)]).toEqual([[], []]);
  });

  it('those who decide about it, when something is asked of what is over', () => {
    const start = struckOff();
    const asking = { data: { category: 'service' }, reason: '归类有误' };
    const { world, problem } = next(start, cast.registrar, start.problem, 'askCorrection', asking);
    expect(seats(world, problem)).toEqual([
      'request any reviewer',
      'request any supervisor',
      'request any discipline',
      'waiting registrar',
    ]);
  });
});

describe('a request', () => {
  test.each<[what: string, asker: Member, taker: Member, found: string[]]>([
    [
      'waits for the taker and for roles; who asked on their own turn goes on with it',
      cast.owner,
      cast.colleague,
      [
        'turn owner',
        'request colleague',
        'request any leader',
        'request any supervisor',
        'request any discipline',
        'waiting registrar',
      ],
    ],
    [
      'makes whoever asked wait, where it is not their turn',
      cast.supervisor,
      cast.colleague,
      [
        'turn owner',
        'request colleague',
        'request any leader',
        'request any supervisor',
        'request any discipline',
        'waiting registrar',
        'waiting supervisor',
      ],
    ],
    [
      'does not wait for the one who asked, also when they would take it',
      cast.supervisor,
      cast.supervisor,
      [
        'turn owner',
        'request any leader',
        'request any supervisor',
        'request any discipline',
        'waiting registrar',
        'waiting supervisor',
      ],
    ],
  ])('%s', (_, asker, taker, found) => {
    const start = registered();
    const { world, problem } = next(start, asker, start.problem, 'askTransfer', transferTo(taker));
    expect(seats(world, problem)).toEqual(found);
  });

  it('refused leaves its seats, granted hands over the turn', () => {
    const start = registered();
    const asked = next(start, cast.supervisor, start.problem, 'askTransfer', transferTo(cast.colleague));
    const refused = next(asked, cast.leader, asked.problem, 'refuseTransfer', { reason: '人手不够' });
    expect(seats(refused.world, refused.problem)).toEqual(['turn owner', 'waiting registrar']);
    const taken = next(asked, cast.colleague, asked.problem, 'grantTransfer');
    expect(seats(taken.world, taken.problem)).toEqual(['turn colleague', 'waiting registrar']);
  });
});
