import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type Bureau,
  carry,
  countsOf,
  fileOf,
  measureRow,
  openBureau,
  problemOf,
  rowsOf,
  send,
  workedOn,
} from '../../../tests/builders/bureau.ts';
import { type Office, openOffice } from '../../../tests/builders/office.ts';
import { createHouse } from '../../main/engine.ts';

let office: Office;
let bureau: Bureau;

beforeAll(async () => {
  office = await openOffice();
  bureau = await openBureau(office, 'first');
});
afterAll(() => office.stop());

const eventsOf = (matter: string) =>
  rowsOf<{ seq: number; action: string }>(
    bureau,
    'select seq, action from event where agency_id = $1 and stream_id = $2 order by seq',
    bureau.agency.id,
    matter,
  );

const progress = { action: 'reportProgress', data: { progress: '已约谈' } };
const refusalOf = (outcome: Awaited<ReturnType<typeof send>>) =>
  outcome.ok ? null : `${outcome.refusal.code} ${outcome.refusal.rule}`;

describe('the same command', () => {
  test('three times is one event, and the answer says what it had led to', async () => {
    const { problem } = await workedOn(bureau);
    const sent = { ...progress, id: uuidv7() };
    const first = await carry(bureau, bureau.people.owner, { matter: problem }, sent);
    const before = await countsOf(bureau);
    for (const again of [1, 2].map(() => carry(bureau, bureau.people.owner, { matter: problem }, sent)))
      expect(await again).toMatchObject({ id: problem, seq: first.seq, head: first.head, repeated: true });
    expect(first.repeated).toBe(false);
    expect(await countsOf(bureau)).toEqual(before);
  });

  test('three times at once is one event', async () => {
    const { problem } = await workedOn(bureau);
    const sent = { ...progress, id: uuidv7() };
    const before = (await eventsOf(problem)).length;
    const answers = await Promise.all(
      [1, 2, 3].map(() => carry(bureau, bureau.people.owner, { matter: problem }, sent)),
    );
    expect(new Set(answers.map((each) => each.seq)).size).toBe(1);
    expect(answers.filter((each) => !each.repeated)).toHaveLength(1);
    expect(await eventsOf(problem)).toHaveLength(before + 1);
  });

  test('is still answered with its own sequence when others have moved the matter on', async () => {
    const { problem } = await workedOn(bureau);
    const sent = { ...progress, id: uuidv7() };
    const first = await carry(bureau, bureau.people.owner, { matter: problem }, sent);
    await carry(bureau, bureau.people.owner, { matter: problem }, progress);
    const again = await carry(bureau, bureau.people.owner, { matter: problem }, { ...sent, expected: first.seq - 1 });
    expect(again).toMatchObject({ seq: first.seq, repeated: true });
  });

  test('registering again gives the same matter, not a second one', async () => {
    const { owner, registrar } = bureau.people;
    const data = { title: '只登记一次', unit: bureau.units.tax, owner: owner.person, ownerPost: owner.post };
    const sent = { action: 'register', data, id: uuidv7() };
    const first = await carry(bureau, registrar, { procedure: 'problem' }, sent);
    const again = await carry(bureau, registrar, { procedure: 'problem' }, sent);
    expect(again).toMatchObject({ id: first.id, number: first.number, seq: 1, repeated: true });
    expect(await rowsOf(bureau, 'select id from matter where title = $1', '只登记一次')).toHaveLength(1);
  });

  test('with another body is a conflict and writes nothing', async () => {
    const { problem } = await workedOn(bureau);
    const sent = { ...progress, id: uuidv7() };
    await carry(bureau, bureau.people.owner, { matter: problem }, { ...sent, digest: 'one' });
    const before = await countsOf(bureau);
    const other = await send(bureau, bureau.people.owner, { matter: problem }, { ...sent, digest: 'two' });
    expect(refusalOf(other)).toBe('commandReused command.otherBody');
    expect(await countsOf(bureau)).toEqual(before);
  });

  test('of another person is another command', async () => {
    const { problem, measure } = await workedOn(bureau);
    const sent = { ...progress, id: uuidv7() };
    await carry(bureau, bureau.people.owner, { matter: problem }, sent);
    const other = await carry(bureau, bureau.people.measureOwner, { matter: measure }, sent);
    expect(other).toMatchObject({ id: measure, repeated: false });
  });
});

describe('two at once', () => {
  test('on what both saw: one succeeds, the other is told it moved', async () => {
    const { problem } = await workedOn(bureau);
    const [{ seq }] = (await rowsOf<{ seq: number }>(bureau, 'select seq from stream where id = $1', problem)) as [
      { seq: number },
    ];
    const both = await Promise.all(
      [1, 2].map(() => send(bureau, bureau.people.owner, { matter: problem }, { ...progress, expected: seq })),
    );
    expect(both.map(refusalOf).sort()).toEqual([null, 'stale matter.moved'].sort());
    expect((await eventsOf(problem)).at(-1)?.seq).toBe(seq + 1);
  });

  test('without a sequence each is decided anew: four reports are four events', async () => {
    const { problem } = await workedOn(bureau);
    const before = (await eventsOf(problem)).length;
    const sent = [1, 2, 3, 4].map(() => send(bureau, bureau.people.owner, { matter: problem }, progress));
    const refused = (await Promise.all(sent)).map(refusalOf).filter((each) => each !== null);
    expect(await eventsOf(problem)).toHaveLength(before + 4 - refused.length);
    expect(refused.length).toBeLessThan(2);
  });

  test('striking off and reopening a measure cannot both happen', async () => {
    for (let round = 0; round < 5; round++) {
      const { problem, measure } = await workedOn(bureau);
      const { owner, measureOwner } = bureau.people;
      const files = [await fileOf(bureau, measureOwner, `证明 ${problem}`)];
      await carry(bureau, measureOwner, { matter: measure }, { action: 'complete', data: { outcome: '做完' }, files });
      const outcomes = await Promise.all([
        send(bureau, owner, { matter: problem }, { action: 'requestStrikeOff', data: { outcome: '齐了' } }),
        send(bureau, measureOwner, { matter: measure }, { action: 'reopen', reason: '没做好' }),
      ]);
      const states = await rowsOf<{ state: string }>(
        bureau,
        'select state from matter where id = any($1) order by procedure desc',
        [problem, measure],
      );
      expect(outcomes.filter((each) => each.ok)).toHaveLength(1);
      expect(states.map((row) => row.state).join()).toMatch(/^(strikeOffRequested,done|rectifying,open)$/);
    }
  });
});

test('a command waits for a slow writer of the same matter and then decides on what that one left', async () => {
  const { problem } = await workedOn(bureau);
  const slow = await office.pools.app.connect();
  await slow.query('begin');
  await slow.query('select seq from stream where agency_id = $1 and id = $2 for update', [bureau.agency.id, problem]);
  let answered = false;
  const waiting = send(bureau, bureau.people.owner, { matter: problem }, progress).then((outcome) => {
    answered = true;
    return outcome;
  });
  await new Promise((resolve) => setTimeout(resolve, 150));
  expect(answered).toBe(false);
  await slow.query('commit');
  slow.release();
  expect(refusalOf(await waiting)).toBeNull();
});

test('a slow writer elsewhere in the agency holds nobody up', async () => {
  const [busy, free] = [await workedOn(bureau), await workedOn(bureau)];
  const slow = await office.pools.app.connect();
  await slow.query('begin');
  await slow.query('update stream set seq = seq where agency_id = $1 and id = $2', [bureau.agency.id, busy.problem]);
  expect(refusalOf(await send(bureau, bureau.people.owner, { matter: free.problem }, progress))).toBeNull();
  const { number } = await problemOf(bureau);
  expect(number).toMatch(/^tax-\d{4}-\d{3}$/);
  await slow.query('rollback');
  slow.release();
});

test('numbers count by unit and year, and children behind their parent', async () => {
  const { id, number } = await problemOf(bureau);
  const rows = [measureRow(bureau, '第一项'), measureRow(bureau, '第二项')];
  await carry(bureau, bureau.people.owner, { matter: id }, { action: 'plan', data: { measures: rows } });
  await carry(bureau, bureau.people.owner, { matter: id }, { action: 'plan', data: { measures: [rows[0]] } });
  const children = await rowsOf<{ number: string }>(
    bureau,
    'select number from matter where parent_id = $1 order by number',
    id,
  );
  expect(children.map((row) => row.number)).toEqual([`${number}-1`, `${number}-2`, `${number}-3`]);
});

test('twenty registered at once have twenty numbers, also from two servers on one database', async () => {
  const second = { ...bureau, office: { ...office, ...createHouse(office.pools, office.dataFolder) } };
  const all = await Promise.all(Array.from({ length: 20 }, (_, n) => problemOf(n % 2 ? bureau : second)));
  expect(new Set(all.map((each) => each.number)).size).toBe(20);
});

test('the year of a number is the office’s: the first hours of January in China are not last year', async () => {
  const newYear = { ...office.engine, now: () => new Date('2027-12-31T17:00:00.000Z') };
  const { number } = await problemOf({ ...bureau, office: { ...office, engine: newYear } });
  expect(number).toMatch(/^tax-2028-/);
});

test('somebody appointed from today is answerable from midnight of the office, not of Greenwich', async () => {
  const { office: house, agency, people, units } = bureau;
  const early = { ...house, now: () => new Date('2028-03-01T18:00:00.000Z') };
  const { setAppointment } = await import('../../modules/directory/index.ts');
  const { inTransaction } = await import('../database/transaction.ts');
  await inTransaction(house.pools.app, (client) =>
    setAppointment(
      client,
      { agency, actor: null, post: null, command: uuidv7(), now: house.now() },
      {
        id: uuidv7(),
        person: people.clerk.person,
        post: people.leader.post,
        kind: 'deputy',
        forPerson: null,
        from: '2028-03-02',
        to: null,
      },
    ),
  );
  const engine = { ...house.engine, now: early.now };
  const data = { unit: units.tax, owner: people.clerk.person, ownerPost: people.leader.post };
  expect((await problemOf({ ...bureau, office: { ...house, engine } }, data)).seq).toBe(1);
});

test('files that were never sent are refused at their place, for matters one may not see too', async () => {
  const { problem } = await workedOn(bureau);
  const [good, unknown] = [await fileOf(bureau, bureau.people.owner, '有这个文件'), 'f'.repeat(64)];
  const files = [good, { ...good, digest: unknown }];
  const outcome = await send(bureau, bureau.people.owner, { matter: problem }, { ...progress, files });
  expect(outcome.ok || outcome.refusal.fields).toEqual([{ path: 'files.1.digest', rule: 'unknownFile' }]);
});
