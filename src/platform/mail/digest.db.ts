import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  type Bureau,
  carry,
  openBureau,
  problemOf,
  rowsOf,
  standIn,
  workedOn,
} from '../../../tests/builders/bureau.ts';
import {
  addressOf,
  chooses,
  handOf,
  type Mailing,
  mailThrough,
  openMailing,
  reachable,
} from '../../../tests/builders/mailing.ts';
import { type Office, openOffice, viewerFor } from '../../../tests/builders/office.ts';
import { openPostBox, type PostBox } from '../../../tests/builders/post-box.ts';
import { parseNote } from '../../kernel/proof/note.ts';
import type { MailRule } from '../../kernel/view/mail.ts';
import { inTransaction } from '../database/transaction.ts';
import { startSealer } from '../log/sealer.ts';
import { ensureSigningKey, signingKeys } from '../log/signing-key.ts';
import { firstMailRule, setMailRule } from './rule.ts';

let office: Office;
let box: PostBox;
let bureau: Bureau;
let mailing: Mailing;
let nth = 0;

beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.stop());
beforeEach(async () => {
  box = await openPostBox();
  nth += 1;
  bureau = await openBureau(office, `digest-${nth}`);
  mailing = openMailing(bureau);
  await mailThrough(bureau, box);
});
afterEach(() => box.stop());

const dayMs = 86_400_000;
/** A moment by the wall so many days from now; the digest of this test comes every day, whatever day the test runs on. */
const wall = (days: number, time: string): Date => {
  const date = new Date(office.now().getTime() + 8 * 3_600_000 + days * dayMs).toISOString().slice(0, 10);
  return new Date(`${date}T${time}:00+08:00`);
};
const daily = { digestDays: 'every' as const, quietFrom: '00:00', quietTo: '00:00', quietFreeDays: false, muted: [] };
const rule = async (change: Partial<MailRule>, witnesses: string[] = []): Promise<void> => {
  const { directory } = await viewerFor(office, bureau.agency, bureau.people.systemAdmin.person);
  const set = await inTransaction(office.pools.app, (client) =>
    setMailRule(client, handOf(bureau), directory, { rule: { ...firstMailRule, ...daily, ...change }, witnesses }),
  );
  if (!set.ok) throw new Error(JSON.stringify(set.refusal));
};
const onlyDigest = { muted: ['assigned', 'asked', 'over', 'sentBack', 'urged'] as const };
const light = (id: string, level: string) =>
  rowsOf(bureau, 'update matter set light = $3 where agency_id = $1 and id = $2', bureau.agency.id, id, level);
const mornings = async (days: number): Promise<string[]> => {
  mailing.at(wall(days, '08:01'));
  return mailing.round();
};

describe('the digest', () => {
  test('tells what must be done today, what waits, and what happened besides; once a day', async () => {
    await rule({ muted: [...onlyDigest.muted] });
    await reachable(bureau, ['owner', 'registrar'], office.now());
    const over = await problemOf(bureau, { title: '超了期的' });
    await light(over.id, 'over');
    const near = await problemOf(bureau, { title: '快到的' });
    await light(near.id, 'near');
    await problemOf(bureau, { title: '不急的' });
    expect(await mornings(1)).toEqual(expect.arrayContaining(['sent']));
    const letter = box.arrived.find(({ to }) => to[0] === addressOf('owner'));
    expect(letter?.subject).toMatch(/^今天必须办 \d 件，1 件已超期$/);
    expect(letter?.text).toMatch(/超了期的\n {3}轮到你办，超期/);
    expect(letter?.text).toMatch(/快到的\n {3}轮到你办，临期/);
    expect(letter?.text).toContain('不急的');
    expect(letter?.html).toContain('<h2');
    const count = box.arrived.length;
    expect(await mornings(1)).toEqual([]);
    expect(box.arrived).toHaveLength(count);
    expect(await mornings(2)).toContain('sent');
  });

  test('is none where there is nothing', async () => {
    await rule({});
    await reachable(bureau, ['stranger'], office.now());
    expect(await mornings(1)).toEqual(['dropped']);
    expect(box.tried).toEqual([]);
  });

  test('holds what may be decided as one of a role, and what one stands in for, told for whom', async () => {
    await rule({ muted: [...onlyDigest.muted] });
    await reachable(bureau, ['supervisor', 'stranger'], office.now());
    const { owner, clerk, stranger } = bureau.people;
    const { problem } = await workedOn(bureau, { title: '要换人的' });
    const data = { owner: clerk.person, ownerPost: clerk.post, unit: clerk.unit };
    await carry(bureau, owner, { matter: problem }, { action: 'askTransfer', data, reason: '换人' });
    await standIn(bureau, stranger, owner);
    await mornings(1);
    const text = (name: 'supervisor' | 'stranger') => box.arrived.find(({ to }) => to[0] === addressOf(name))?.text;
    expect(text('supervisor')).toMatch(/新 \S+ 要换人的\n {3}有申请等你答复/);
    expect(text('stranger')).toMatch(/要换人的\n {3}代 owner某/);
  });

  test('tells of what ended or was refused since the last one, and of that no more the day after', async () => {
    await rule({ muted: [...onlyDigest.muted] });
    await reachable(bureau, ['owner'], office.now());
    const { owner, supervisor } = bureau.people;
    const { id } = await problemOf(bureau, { title: '登错了的' });
    await carry(bureau, owner, { matter: id }, { action: 'askVoid', reason: '重复' });
    await carry(bureau, supervisor, { matter: id }, { action: 'grantVoid' });
    await mornings(1);
    expect(box.arrived[0]?.subject).toBe('1 件有新情况');
    expect(box.arrived[0]?.text).toMatch(/其他新情况 1 件\n1\. \S+ 登错了的/);
    expect(await mornings(2)).toEqual(['dropped']);
  });

  test('comes at the hour somebody chose, not to whoever muted it, and a day missed is not made up for', async () => {
    await rule({ muted: [...onlyDigest.muted] });
    await reachable(bureau, ['owner', 'clerk'], office.now());
    const { clerk } = bureau.people;
    await problemOf(bureau);
    await problemOf(bureau, { unit: clerk.unit, owner: clerk.person, ownerPost: clerk.post });
    await chooses(bureau, 'owner', { digestAt: '06:15' });
    await chooses(bureau, 'clerk', { muted: ['digest'] });
    mailing.at(wall(1, '06:00'));
    expect(await mailing.round()).toEqual([]);
    mailing.at(wall(1, '06:20'));
    expect(await mailing.round()).toEqual(['sent']);
    expect(box.arrived[0]?.to).toEqual([addressOf('owner')]);
    mailing.at(wall(4, '23:00'));
    expect(await mailing.round()).toEqual([]);
    mailing.at(wall(5, '06:20'));
    expect(await mailing.round()).toEqual(['sent']);
  });

  test('a late one does not come into the quiet hours', async () => {
    await rule({ muted: [...onlyDigest.muted], quietFrom: '12:00', quietTo: '18:00' });
    await reachable(bureau, ['owner'], office.now());
    await problemOf(bureau);
    mailing.at(wall(1, '13:00'));
    expect(await mailing.round()).toEqual([]);
    mailing.at(wall(1, '18:00'));
    expect(await mailing.round()).toEqual(['sent']);
  });

  test('waits for a working day where the agency says so', async () => {
    await rule({ muted: [...onlyDigest.muted], digestDays: 'working' });
    await reachable(bureau, ['owner'], office.now());
    await problemOf(bureau);
    let sent = 0;
    for (let days = 1; days <= 14; days += 1)
      sent += (await mornings(days)).filter((became) => became === 'sent').length;
    // Two weeks anywhere in the year: two weekends at the least, and never every day.
    expect(sent).toBeGreaterThan(2);
    expect(sent).toBeLessThan(13);
  });
});

describe('the witness', () => {
  test('is sent the newest checkpoint once a day: readable, attached, and noted as handed out', async () => {
    const { pools, dataFolder, now } = office;
    const { agency, people } = bureau;
    await ensureSigningKey({ runner: pools.app, dataFolder, now, newId: office.engine.newId }, agency);
    const sealer = startSealer({ pool: pools.sealer, keys: signingKeys(dataFolder), rest: 10, retry: 20 });
    await reachable(bureau, ['discipline'], office.now());
    await chooses(bureau, 'discipline', { muted: ['digest'] });
    await rule({}, [people.discipline.person, people.auditor.person]);
    const handed = () =>
      rowsOf(bureau, `select 1 from checkpoint_handout where agency_id = $1 and way = 'mail'`, agency.id);
    await expect
      .poll(() => rowsOf(bureau, 'select 1 from checkpoint where agency_id = $1', agency.id), { timeout: 10_000 })
      .not.toEqual([]);
    await sealer.stop();
    mailing.at(wall(1, '07:00'));
    expect(await mailing.round()).toEqual([]);
    expect(await mornings(1)).toEqual(['sent']);
    expect(await mornings(1)).toEqual([]);
    const [letter] = box.arrived;
    expect(letter?.subject).toMatch(/记录 \d+ 条的校验点$/);
    const [attached] = letter?.attachments ?? [];
    expect(parseNote(attached?.content ?? '').ok).toBe(true);
    expect(letter?.text).toContain(attached?.content.trim());
    expect(await handed()).toHaveLength(1);
    expect(await mornings(2)).toEqual(['sent']);
  });
});
