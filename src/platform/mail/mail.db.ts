import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Bureau, carry, openBureau, problemOf, rowsOf, standIn } from '../../../tests/builders/bureau.ts';
import {
  addressOf,
  chooses,
  type Mailing,
  mailThrough,
  openMailing,
  reachable,
} from '../../../tests/builders/mailing.ts';
import { type Office, openOffice } from '../../../tests/builders/office.ts';
import { openPostBox, type PostBox } from '../../../tests/builders/post-box.ts';
import { mailFromNotices } from './from-notices.ts';
import { claimMail, clearMail } from './queue.ts';

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
  bureau = await openBureau(office, `mail-${nth}`);
  mailing = openMailing(bureau);
  await mailThrough(bureau, box);
  // Nothing is quiet but where a test is about that: tests run at any hour.
  for (const name of ['owner', 'clerk'] as const) {
    await reachable(bureau, [name]);
    await chooses(bureau, name, { quietFrom: '00:00', quietTo: '00:00', quietFreeDays: false, muted: ['digest'] });
  }
  await mailing.round();
});
afterEach(() => box.stop());

const rows = () =>
  rowsOf<{ state: string; kind: string; reason: string | null; tries: number; answer: number | null }>(
    bureau,
    'select state, kind, reason, tries, answer from mail where agency_id = $1 order by id',
    bureau.agency.id,
  );
const subjects = () => box.arrived.map(({ subject }) => subject);
const inMinutes = (minutes: number, from = office.now()) => new Date(from.getTime() + minutes * 60_000);
const wall = (hours: number): string =>
  new Date(office.now().getTime() + (8 + hours) * 3_600_000).toISOString().slice(11, 16);
/** The owner's quiet begins with this minute, whatever the hour, and lasts one. */
const quietForAnHour = () =>
  chooses(bureau, 'owner', { quietFrom: wall(0), quietTo: wall(1), quietFreeDays: false, muted: ['digest'] });

describe('mail that comes at once', () => {
  test('says what was given to whom, how it stands, what to do, and where it is', async () => {
    const { id } = await problemOf(bureau, { dueOn: '2099-12-31' });
    expect(await mailing.round()).toEqual(['sent']);
    const [letter] = box.arrived;
    expect(letter?.to).toEqual([addressOf('owner')]);
    expect(letter?.subject).toMatch(/^1 件交给你负责：\S+ 排队太久$/);
    expect(letter?.text).toContain(`https://xn.example/a/${bureau.agency.code}/matter/${id}`);
    expect(letter?.text).toMatch(/\d{4}-\d\d-\d\d \d\d:\d\d 到期/);
    expect(letter?.text).toContain('已交给你负责');
    expect(letter?.html).toContain(`href="https://xn.example/a/${bureau.agency.code}/matter/${id}"`);
    // No name of anybody stands in it.
    expect(`${letter?.text}${letter?.html}`).not.toMatch(/某/);
  });

  test('leaves once however often it is looked at, and by whatever process', async () => {
    await problemOf(bureau);
    const others = [openMailing(bureau), openMailing(bureau), openMailing(bureau)];
    const became = await Promise.all([mailing, ...others].map((each) => each.round()));
    expect(became.flat()).toEqual(['sent']);
    expect(await mailing.round()).toEqual([]);
    expect(box.arrived).toHaveLength(1);
  });

  test('what happens at once leaves in one letter with the figure', async () => {
    for (let nr = 0; nr < 3; nr += 1) await problemOf(bureau, { title: `第 ${nr} 件` });
    expect(await mailing.round()).toEqual(['sent']);
    expect(subjects()).toEqual(['3 件要你办']);
    expect((await rows()).map(({ state }) => state).sort()).toEqual(['gathered', 'gathered', 'sent']);
    const { messageId } = box.arrived[0] as { messageId: string };
    expect(messageId).toMatch(/^<[0-9a-f-]{36}\.mail-\d+@example\.gov\.cn>$/);
  });

  test('is not written of a confidential matter but by its number', async () => {
    const reply = await problemOf(bureau, { confidential: true, title: '绝密标题' });
    await mailing.round();
    const [letter] = box.arrived;
    expect(letter?.subject).toBe(`1 件交给你负责：${reply.number}`);
    expect(`${letter?.text}${letter?.html}`).not.toContain('绝密');
  });

  test('does not come to whoever muted it, nor of what they have seen on the desk meanwhile', async () => {
    await chooses(bureau, 'owner', {
      quietFrom: '00:00',
      quietTo: '00:00',
      quietFreeDays: false,
      muted: ['assigned', 'digest'],
    });
    await problemOf(bureau);
    expect(await mailing.round()).toEqual([]);
    expect(await rows()).toEqual([]);

    const { owner } = bureau.people;
    await quietForAnHour();
    await problemOf(bureau);
    await mailing.round();
    await rowsOf(
      bureau,
      'update notice set seen_at = at where agency_id = $1 and person_id = $2',
      bureau.agency.id,
      owner.person,
    );
    mailing.at(inMinutes(61));
    expect(await mailing.round()).toEqual(['dropped']);
    expect(box.tried).toEqual([]);
  });

  test('is not written any more of what the reader may not know of when it leaves', async () => {
    const { id } = await problemOf(bureau);
    await rowsOf(
      bureau,
      `insert into party (agency_id, matter_id, person_id, role, from_at) values ($1, $2, $3, 'accused', $4)`,
      bureau.agency.id,
      id,
      bureau.people.owner.person,
      office.now(),
    );
    expect(await mailing.round()).toEqual(['dropped']);
    expect(box.arrived).toEqual([]);
  });

  test('is not written to who cannot come in, nor to whoever took the address back', async () => {
    await rowsOf(bureau, 'update account set barred_at = now() where agency_id = $1', bureau.agency.id);
    await problemOf(bureau);
    expect(await mailing.round()).toEqual(['dropped']);
    expect(box.tried).toEqual([]);
  });
});

describe('quiet hours', () => {
  test('hold it until they end; then it leaves in one letter', async () => {
    await quietForAnHour();
    await problemOf(bureau);
    await problemOf(bureau, { title: '又一件' });
    expect(await mailing.round()).toEqual([]);
    mailing.at(inMinutes(58));
    expect(await mailing.round()).toEqual([]);
    mailing.at(inMinutes(61));
    expect(await mailing.round()).toEqual(['sent']);
    expect(subjects()).toEqual(['2 件要你办']);
  });

  test('what was done meanwhile is not written of any more', async () => {
    await quietForAnHour();
    const { owner, supervisor, clerk } = bureau.people;
    const { id } = await problemOf(bureau);
    await mailing.round();
    const taker = { owner: clerk.person, ownerPost: clerk.post, unit: clerk.unit };
    await carry(bureau, owner, { matter: id }, { action: 'askTransfer', data: taker, reason: '换人' });
    await carry(bureau, supervisor, { matter: id }, { action: 'grantTransfer' });
    mailing.at(inMinutes(61));
    await mailing.round();
    expect(box.arrived.map(({ to }) => to[0])).not.toContain(addressOf('owner'));
  });
});

describe('whoever stands in', () => {
  test('is written to as well, told for whom; no longer once it is over', async () => {
    const { owner, clerk } = bureau.people;
    await standIn(bureau, clerk, owner);
    await problemOf(bureau);
    expect(await mailing.round()).toEqual(['sent', 'sent']);
    const letters = Object.fromEntries(box.arrived.map(({ to, text }) => [to[0], text]));
    expect(letters[addressOf('clerk')]).toContain('代 owner某');
    expect(letters[addressOf('owner')]).not.toContain('代');
    await problemOf(bureau);
    await mailing.deps.viewerFor(bureau.agency, clerk.person);
    // It ends between the making and the leaving.
    const day = new Date(office.now().getTime() - 86_400_000 * 2).toISOString().slice(0, 10);
    await rowsOf(
      bureau,
      `update appointment set to_on = $2 where agency_id = $1 and kind = 'substitute'`,
      bureau.agency.id,
      day,
    );
    await rowsOf(bureau, 'update directory_version set version = version + 1 where agency_id = $1', bureau.agency.id);
    expect(await mailing.round()).toEqual(['sent']);
  });
});

describe('what does not go', () => {
  const refusing = async (code: number) => {
    box.refuse = () => ({ code, words: 'no such user owner@example.cn' });
    await problemOf(bureau);
    return mailing.round();
  };

  test('for now is tried again with growing pauses, goes, and nothing is left to show', async () => {
    expect(await refusing(451)).toEqual(['failed']);
    expect(await mailing.round()).toEqual([]);
    mailing.at(inMinutes(2));
    expect(await mailing.round()).toEqual(['failed']);
    mailing.at(inMinutes(4));
    expect(await mailing.round()).toEqual([]);
    box.refuse = () => null;
    mailing.at(inMinutes(8));
    expect(await mailing.round()).toEqual(['sent']);
    expect(await rows()).toEqual([{ state: 'sent', kind: 'notice', reason: null, tries: 3, answer: null }]);
    expect(box.tried).toHaveLength(3);
  });

  test('for good is given up at once; for two days, too; the reason is a word and never the server’s', async () => {
    expect(await refusing(550)).toEqual(['failed']);
    expect(await rows()).toEqual([{ state: 'failed', kind: 'notice', reason: 'address', tries: 1, answer: 550 }]);
    const kept = await rowsOf<{ text: string }>(
      bureau,
      'select m::text as text from mail m where agency_id = $1',
      bureau.agency.id,
    );
    expect(JSON.stringify(kept)).not.toContain('no such user');

    await box.stop();
    await problemOf(bureau);
    for (let minutes = 0; minutes < 60 * 60; minutes += 10) {
      mailing.at(inMinutes(minutes));
      await mailing.round();
    }
    const last = (await rows()).filter(({ kind }) => kind === 'notice').at(-1);
    expect(last).toMatchObject({ state: 'failed', reason: 'unreachable' });
    expect(last?.tries).toBeGreaterThan(8);
    expect(last?.tries).toBeLessThan(20);
  });

  test('a letter in the hands of a process that died is taken over after five minutes', async () => {
    await problemOf(bureau);
    await mailFromNotices(mailing.deps, bureau.agency);
    expect(await claimMail(office.pools.app, bureau.agency.id, office.now())).not.toBeNull();
    expect(await mailing.round()).toEqual([]);
    mailing.at(inMinutes(6));
    expect(await mailing.round()).toEqual(['sent']);
  });
});

describe('without a mail server', () => {
  test('nothing is made; what was before it is set up is not written of afterwards', async () => {
    const other = await openBureau(office, `none-${nth}`);
    await reachable(other, ['owner']);
    const silent = openMailing(other);
    await problemOf(other);
    expect(await silent.deliver()).toEqual(['no server']);
    await mailThrough(other, box);
    expect(await silent.round()).toEqual([]);
    expect(await rowsOf(other, 'select 1 from mail where agency_id = $1', other.agency.id)).toEqual([]);
  });
});

test('what went is kept a month and what did not three, however much there is to clear', async () => {
  await office.database.owner.query(
    `insert into mail (agency_id, id, person_id, kind, state, made_at, due_at, next_try_at, tries)
    select $1, gen_random_uuid(), $2, 'notice', state, made, made, made, 1
    from (select state, $3::timestamptz - (case when n % 2 = 0 then days - 1 else days + 1 end) * interval '1 day' as made
      from (values ('sent', 30), ('dropped', 30), ('gathered', 30), ('failed', 90)) of (state, days), generate_series(1, 300) n) x`,
    [bureau.agency.id, bureau.people.owner.person, office.now()],
  );
  await clearMail(office.pools.app, bureau.agency.id, office.now());
  const left = await rowsOf<{ state: string; n: number; days: number }>(
    bureau,
    `select state, count(*)::int as n, max(extract(day from now() - made_at))::int as days from mail
    where agency_id = $1 group by state order by state`,
    bureau.agency.id,
  );
  expect(left.map(({ state, n, days }) => [state, n, days])).toEqual([
    ['dropped', 150, 29],
    ['failed', 150, 89],
    ['gathered', 150, 29],
    ['sent', 150, 29],
  ]);
});
