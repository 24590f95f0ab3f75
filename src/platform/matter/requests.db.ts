import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type Bureau,
  carry,
  type JobName,
  openBureau,
  problemOf,
  rowsOf,
  send,
  workedOn,
} from '../../../tests/builders/bureau.ts';
import { type Clerk, type Office, openOffice, viewerFor } from '../../../tests/builders/office.ts';
import { matterList, matterPage } from './page.ts';

let office: Office;
let bureau: Bureau;

beforeAll(async () => {
  office = await openOffice();
  bureau = await openBureau(office, 'first');
});
afterAll(() => office.stop());

const pageOf = async (who: Clerk, id: string) => {
  const page = await matterPage(office.engine, await viewerFor(office, bureau.agency, who.person), id);
  return page.ok ? page.value : null;
};
const refusalOf = (outcome: Awaited<ReturnType<typeof send>>) => (outcome.ok ? null : outcome.refusal.rule);
const to = ({ person, post, unit }: Clerk) => ({ unit, owner: person, ownerPost: post });
const answers = ({ person, post }: Clerk) => ({ owner: person, ownerPost: post });
const why = { reason: '归口' };

describe('whoever is asked to take over', () => {
  const sees = async (who: Clerk, id: string) => {
    const viewer = await viewerFor(office, bureau.agency, who.person);
    const list = await matterList(office.engine, viewer, { limit: 200 });
    const inList = list.ok && list.value.items.some((each) => each.id === id);
    expect((await pageOf(who, id)) !== null).toBe(inList);
    return inList;
  };

  test('knows of the matter from being asked until it is answered or withdrawn, and for good once it is theirs', async () => {
    const { owner, stranger } = bureau.people;
    const { id } = await problemOf(bureau);
    const about = { matter: id };
    const ask = { action: 'askTransfer', data: to(stranger), ...why };
    expect(await sees(stranger, id)).toBe(false);
    await carry(bureau, owner, about, ask);
    expect(await sees(stranger, id)).toBe(true);
    await carry(bureau, owner, about, { action: 'withdrawTransfer' });
    expect(await sees(stranger, id)).toBe(false);
    await carry(bureau, owner, about, ask);
    await carry(bureau, stranger, about, { action: 'refuseTransfer', reason: '不归我们' });
    expect(await sees(stranger, id)).toBe(false);
    await carry(bureau, owner, about, ask);
    await carry(bureau, stranger, about, { action: 'grantTransfer' });
    expect(await sees(stranger, id)).toBe(true);
    expect((await pageOf(stranger, id))?.holdings.map(({ person }) => person.id)).toEqual([
      owner.person,
      stranger.person,
    ]);
  });

  test('answers for the measures with the problem, in whatever unit they are', async () => {
    const { owner, stranger, clerk, measureOwner } = bureau.people;
    const row = { title: '在窗口', unit: bureau.units.window, owner: clerk.person, ownerPost: clerk.post };
    const { id } = await problemOf(bureau);
    const { children } = await carry(
      bureau,
      owner,
      { matter: id },
      { action: 'plan', data: { measures: [row, { ...row, unit: bureau.units.law, ...answers(measureOwner) }] } },
    );
    const measure = { matter: children[0] as string };
    await carry(bureau, clerk, measure, { action: 'askVoid', reason: '做不了' });
    expect(await sees(stranger, measure.matter)).toBe(false);
    await carry(bureau, owner, { matter: id }, { action: 'askTransfer', data: to(stranger), ...why });
    expect(await sees(stranger, measure.matter)).toBe(false);
    await carry(bureau, stranger, { matter: id }, { action: 'grantTransfer' });
    expect(await sees(stranger, measure.matter)).toBe(true);
    await carry(bureau, stranger, measure, { action: 'grantVoid' });
    expect((await pageOf(stranger, measure.matter))?.state).toBe('voided');
  });

  test('of a confidential matter knows nothing before others have granted it', async () => {
    const { discipline, stranger, owner } = bureau.people;
    const { id } = await problemOf(bureau, { confidential: true });
    await carry(bureau, owner, { matter: id }, { action: 'askTransfer', data: to(stranger), ...why });
    expect(await sees(stranger, id)).toBe(false);
    expect(refusalOf(await send(bureau, stranger, { matter: id }, { action: 'grantTransfer' }))).toBe('matter');
    await carry(bureau, discipline, { matter: id }, { action: 'grantTransfer' });
    expect(await sees(stranger, id)).toBe(true);
  });
});

describe('what is asked as others act', () => {
  const outcomesOf = async (...sending: ReturnType<typeof send>[]) => (await Promise.all(sending)).map(refusalOf);

  test('two grant at once: one event, the other is told', async () => {
    const { owner, supervisor, leader } = bureau.people;
    for (let round = 0; round < 3; round++) {
      const { id } = await problemOf(bureau, { dueOn: '2099-12-31' });
      await carry(bureau, owner, { matter: id }, { action: 'askExtension', data: { dueOn: '2100-03-31' }, ...why });
      const [first, second] = await outcomesOf(
        send(bureau, supervisor, { matter: id }, { action: 'grantExtension' }),
        send(bureau, leader, { matter: id }, { action: 'grantExtension' }),
      );
      expect([first, second].sort()).toEqual([null, 'request.none'].sort());
      const granted = `select 1 from event where stream_id = $1 and action = 'grantExtension'`;
      expect(await rowsOf(bureau, granted, id)).toHaveLength(1);
    }
  });

  test('voiding a problem and reopening its measure cannot both happen', async () => {
    const { owner, supervisor, measureOwner, reviewer } = bureau.people;
    for (let round = 0; round < 6; round++) {
      const { problem, measure } = await workedOn(bureau);
      await carry(bureau, measureOwner, { matter: measure }, { action: 'complete', data: { outcome: '做完' } });
      await carry(bureau, owner, { matter: problem }, { action: 'askVoid', ...why });
      const voiding = () => send(bureau, supervisor, { matter: problem }, { action: 'grantVoid' });
      const reopening = () => send(bureau, reviewer, { matter: measure }, { action: 'reopen', reason: '没做好' });
      const refused = await (round % 2 ? outcomesOf(voiding(), reopening()) : outcomesOf(reopening(), voiding()));
      expect(refused.filter((rule) => rule === null)).toHaveLength(1);
      expect(['request.openChildren', 'ledger.parentOpen']).toContain(refused.find((rule) => rule !== null));
    }
  });

  test('a merge waits for whoever is at the matter it goes into, and looks again at what they left', async () => {
    const { owner, supervisor, leader, registrar } = bureau.people;
    const [from, into] = [await problemOf(bureau), await problemOf(bureau)];
    await carry(bureau, owner, { matter: from.id }, { action: 'askMerge', data: { into: into.id }, ...why });
    await carry(bureau, registrar, { matter: into.id }, { action: 'askVoid', ...why });
    const slow = await office.pools.app.connect();
    await slow.query('begin');
    await slow.query('select seq from stream where agency_id = $1 and id = $2 for update', [bureau.agency.id, into.id]);
    let answered = false;
    const voiding = send(bureau, leader, { matter: into.id }, { action: 'grantVoid' });
    // The voiding stands in the lock's queue before the merge comes to it.
    await new Promise((resolve) => setTimeout(resolve, 100));
    const merging = send(bureau, supervisor, { matter: from.id }, { action: 'grantMerge' }).then((outcome) => {
      answered = true;
      return outcome;
    });
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(answered).toBe(false);
    await slow.query('commit');
    slow.release();
    expect(refusalOf(await voiding)).toBeNull();
    expect(refusalOf(await merging)).toBe('request.into.closed');
  });

  test('a merge undone brings its row, its clocks and its place in lists back', async () => {
    const { owner, supervisor } = bureau.people;
    const [from, into] = [await problemOf(bureau, { dueOn: '2099-12-31' }), await problemOf(bureau)];
    const picture = () =>
      rowsOf(
        bureau,
        `select m.state, m.open, m.due_at, m.merged_into, m.asked, c.name, c.started_at, c.due_at as ends, c.ended_at
from matter m join clock c on c.matter_id = m.id where m.id = $1 order by c.name`,
        from.id,
      );
    const before = await picture();
    await carry(bureau, owner, { matter: from.id }, { action: 'askMerge', data: { into: into.id }, ...why });
    await carry(bureau, supervisor, { matter: from.id }, { action: 'grantMerge' });
    expect((await pageOf(owner, into.id))?.mergedHere.map(({ id }) => id)).toEqual([from.id]);
    expect((await pageOf(owner, from.id))?.mergedInto?.id).toBe(into.id);
    expect((await picture()).map(({ open, due_at, ended_at }) => [open, due_at, ended_at === null])).toEqual(
      before.map(() => [false, null, false]),
    );
    await carry(bureau, supervisor, { matter: from.id }, { action: 'undoMerge', reason: '不是一件事' });
    expect(await picture()).toEqual(before);
    expect((await pageOf(owner, into.id))?.mergedHere).toEqual([]);
  });
});

describe('who is told', () => {
  const personOf = (line: string): string => bureau.people[line.split(' ')[0] as JobName].person;
  const told = async (id: string): Promise<string[]> => {
    const rows = await rowsOf<{ person_id: string; kind: string }>(
      bureau,
      'select person_id, kind from notice where matter_id = $1 order by seq, kind, person_id',
      id,
    );
    const names = new Map(Object.entries(bureau.people).map(([name, { person }]) => [person, name]));
    return rows.map(({ person_id, kind }) => `${names.get(person_id)} ${kind}`);
  };

  test('of a pause and its end, whoever waits: never who did it', async () => {
    const { leader, owner } = bureau.people;
    const { problem } = await workedOn(bureau);
    const before = (await told(problem)).length;
    await carry(bureau, leader, { matter: problem }, { action: 'suspend', reason: '等批复' });
    expect((await told(problem)).slice(before).sort()).toEqual(['owner paused', 'registrar paused']);
    await carry(bureau, owner, { matter: problem }, { action: 'resume' });
    expect((await told(problem)).slice(before + 2)).toEqual(['registrar resumed']);
  });

  test('of a transfer, its taker when it is asked and who asked when it is answered', async () => {
    const { owner, stranger } = bureau.people;
    const { id } = await problemOf(bureau);
    const before = (await told(id)).length;
    await carry(bureau, owner, { matter: id }, { action: 'askTransfer', data: to(stranger), ...why });
    expect((await told(id)).slice(before)).toEqual(['stranger asked']);
    await carry(bureau, stranger, { matter: id }, { action: 'grantTransfer' });
    expect((await told(id)).slice(before + 1)).toEqual(['owner granted']);
  });

  test('of a transfer that others asked for and granted, who answered for it before; of a merge undone, who waits', async () => {
    const { supervisor, leader, stranger, owner } = bureau.people;
    const { id } = await problemOf(bureau);
    const before = (await told(id)).length;
    await carry(bureau, leader, { matter: id }, { action: 'askTransfer', data: to(stranger), ...why });
    await carry(bureau, supervisor, { matter: id }, { action: 'grantTransfer' });
    expect((await told(id)).slice(before)).toEqual([
      'stranger asked',
      'stranger assigned',
      ...['leader granted', 'owner granted'].sort((a, b) => personOf(a).localeCompare(personOf(b))),
    ]);
    const [from, into] = [await problemOf(bureau), await problemOf(bureau)];
    await carry(bureau, owner, { matter: from.id }, { action: 'askMerge', data: { into: into.id }, ...why });
    await carry(bureau, supervisor, { matter: from.id }, { action: 'grantMerge' });
    const merged = (await told(from.id)).length;
    await carry(bureau, leader, { matter: from.id }, { action: 'undoMerge', reason: '不是一件事' });
    expect((await told(from.id)).slice(merged).sort()).toEqual(['owner granted', 'registrar granted']);
  });
});
