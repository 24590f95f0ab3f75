import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type Bureau,
  carry,
  fileOf,
  type JobName,
  jobNames,
  openBureau,
  problemOf,
  type Running,
  rowsOf,
  send,
  standIn,
  workedOn,
} from '../../../tests/builders/bureau.ts';
import { type Clerk, type Office, openOffice, viewerFor } from '../../../tests/builders/office.ts';
import { ledgerPage } from '../../modules/ledger/server/ledger.ts';
import { reportReading } from '../../modules/ledger/server/reading.ts';
import { handOut } from '../files/attachments.ts';
import { matterList, matterPage } from '../matter/page.ts';

let office: Office;
let bureau: Bureau;

beforeAll(async () => {
  office = await openOffice();
  bureau = await openBureau(office, 'first');
});
afterAll(() => office.stop());

const viewerOf = (who: Clerk) => viewerFor(office, bureau.agency, who.person);
const seesPage = async (who: Clerk, id: string) => (await matterPage(office.engine, await viewerOf(who), id)).ok;
const seesInList = async (who: Clerk, id: string) => {
  const list = await matterList(office.engine, await viewerOf(who), { limit: 200 });
  return list.ok && list.value.items.some((each) => each.id === id);
};
const seesInLedger = async (who: Clerk, id: string) => {
  const page = await ledgerPage(office.engine, await viewerOf(who), { view: 'all', limit: 200 });
  return page.ok && page.value.items.some((each) => each.id === id);
};
const seesFile = async (who: Clerk, id: string, digest: string) => {
  const handed = await handOut({ files: office.files, engine: office.engine }, await viewerOf(who), id, digest);
  if (handed.ok) handed.value.stream.destroy();
  return handed.ok;
};
const mayName = async (who: Clerk, id: string) => {
  const outcome = await send(bureau, who, { matter: id }, { action: 'nothing' });
  return !outcome.ok && outcome.refusal.rule !== 'matter';
};

/** Which members of the office see it, by every way there is; the ways must agree. */
const whoSees = async ({ id, ledger, digest }: { id: string; ledger: boolean; digest?: string }): Promise<string> => {
  const seeing: JobName[] = [];
  for (const name of jobNames) {
    const who = bureau.people[name];
    const ways = {
      page: await seesPage(who, id),
      list: await seesInList(who, id),
      command: await mayName(who, id),
      ...(ledger && { ledger: await seesInLedger(who, id) }),
      ...(digest && { file: await seesFile(who, id, digest) }),
    };
    expect([name, ways]).toEqual([name, Object.fromEntries(Object.keys(ways).map((way) => [way, ways.page]))]);
    if (ways.page) seeing.push(name);
  }
  return seeing.join(' ');
};

const withEvidence = async ({ problem, measure }: Running) => {
  const { measureOwner } = bureau.people;
  const file = await fileOf(bureau, measureOwner, `证据 ${uuidv7()}`);
  await carry(
    bureau,
    measureOwner,
    { matter: measure },
    { action: 'reportProgress', data: { progress: '有图' }, files: [file] },
  );
  return { problem, measure, digest: file.digest };
};

describe('who sees a problem of unit tax and its measure in unit law', () => {
  test('by reach: own matters, the unit, the unit and below, the agency; administrators nothing', async () => {
    const { problem, measure, digest } = await withEvidence(await workedOn(bureau));
    expect(await whoSees({ id: problem, ledger: true })).toBe(
      'owner registrar reviewer supervisor leader discipline office',
    );
    // The measure's owner has an `own` reach, the problem's owner registered it by planning, the stranger sits in its unit.
    expect(await whoSees({ id: measure, ledger: false, digest })).toBe(
      'owner measureOwner registrar reviewer supervisor stranger discipline office',
    );
  });

  test('a unit below is seen from above, not the other way round', async () => {
    const { clerk } = bureau.people;
    const data = { unit: bureau.units.window, owner: clerk.person, ownerPost: clerk.post };
    const { id } = await problemOf(bureau, data);
    expect(await whoSees({ id, ledger: true })).toBe('registrar reviewer supervisor leader clerk discipline office');
  });

  test('whoever answers for a problem sees its measures, wherever both sit, and no longer after it went over', async () => {
    const { owner, supervisor, clerk } = bureau.people;
    const { problem, measure } = await workedOn(bureau);
    expect([await seesPage(clerk, problem), await seesPage(clerk, measure)]).toEqual([false, false]);
    const data = { unit: bureau.units.tax, owner: clerk.person, ownerPost: clerk.post };
    await carry(bureau, owner, { matter: problem }, { action: 'askTransfer', data, reason: '换人' });
    await carry(bureau, supervisor, { matter: problem }, { action: 'grantTransfer' });
    expect([await seesPage(clerk, problem), await seesPage(clerk, measure)]).toEqual([true, true]);
    const back = { unit: bureau.units.tax, owner: owner.person, ownerPost: owner.post };
    await carry(bureau, clerk, { matter: problem }, { action: 'askTransfer', data: back, reason: '换回' });
    await carry(bureau, supervisor, { matter: problem }, { action: 'grantTransfer' });
    expect([await seesPage(clerk, problem), await seesPage(clerk, measure)]).toEqual([false, false]);
  });

  test('a party sees it wherever it sits', async () => {
    const { problem, measure } = await workedOn(bureau);
    await rowsOf(
      bureau,
      `insert into party (agency_id, matter_id, person_id, role, from_at) values ($1, $2, $3, 'affected', $4)`,
      bureau.agency.id,
      problem,
      bureau.people.auditor.person,
      new Date(),
    );
    expect([await seesPage(bureau.people.auditor, problem), await seesPage(bureau.people.auditor, measure)]).toEqual([
      true,
      true,
    ]);
    await rowsOf(bureau, 'update party set to_at = $2 where matter_id = $1', problem, new Date());
    expect(await seesPage(bureau.people.auditor, problem)).toBe(false);
  });

  test('whoever stands in sees what that one sees, and no longer than that', async () => {
    const { problem } = await workedOn(bureau);
    const { auditor, owner, systemAdmin } = bureau.people;
    await standIn(bureau, auditor, owner);
    await standIn(bureau, systemAdmin, owner, { from: '2020-01-01', to: '2020-12-31' });
    expect(await seesPage(auditor, problem)).toBe(true);
    expect(await seesPage(systemAdmin, problem)).toBe(false);
  });
});

describe('the accused and the recused', () => {
  const blind = async (who: Clerk, { problem, measure, digest }: Running & { digest: string }) => {
    expect(await seesPage(who, problem)).toBe(false);
    expect(await seesInList(who, problem)).toBe(false);
    expect(await seesInLedger(who, problem)).toBe(false);
    expect(await seesPage(who, measure)).toBe(false);
    expect(await seesInList(who, measure)).toBe(false);
    expect(await seesFile(who, measure, digest)).toBe(false);
    const gone = await send(bureau, who, { matter: problem }, { action: 'strikeOff' });
    expect(gone).toEqual(await send(bureau, who, { matter: uuidv7() }, { action: 'strikeOff' }));
  };

  test('see nothing of it, whatever their reach: not the matter, its measures, files, list, ledger', async () => {
    const { reviewer, discipline } = bureau.people;
    const running = await withEvidence(await workedOn(bureau, { accused: [reviewer.person, discipline.person] }));
    await blind(reviewer, running);
    await blind(discipline, running);
    expect(await seesPage(bureau.people.supervisor, running.problem)).toBe(true);
  });

  test('see nothing either from the moment they are recused', async () => {
    const { reviewer, supervisor } = bureau.people;
    const running = await withEvidence(await workedOn(bureau));
    expect(await seesPage(reviewer, running.problem)).toBe(true);
    await carry(
      bureau,
      supervisor,
      { matter: running.problem },
      {
        action: 'recuse',
        data: { person: reviewer.person },
        reason: '亲属',
      },
    );
    await blind(reviewer, running);
  });

  test('nor does whoever stands in for them, under the own post', async () => {
    const fresh = await openBureau(office, 'stand-in');
    const { leader, supervisor } = fresh.people;
    await standIn(fresh, leader, supervisor);
    const { problem } = await workedOn(fresh, { accused: [supervisor.person] });
    const page = await matterPage(office.engine, await viewerFor(office, fresh.agency, leader.person), problem);
    expect(page.ok).toBe(false);
  });

  test('see nothing of a problem that was made from a report they may read', async () => {
    const { owner, leader } = bureau.people;
    const file = await fileOf(bureau, owner, `报告 ${uuidv7()}`);
    const deposit = { action: 'deposit', data: { title: '调研', unit: bureau.units.tax }, files: [file] };
    const { id: report } = await carry(bureau, owner, { procedure: 'report' }, deposit);
    const place = { report, start: 0, end: 2 };
    const { id } = await problemOf(bureau, { place, accused: [leader.person] });
    const accepted = async (who: Clerk) => {
      const read = await reportReading(office.engine, await viewerOf(who), report, async () => Buffer.from('报告'));
      if (!read.ok) throw new Error(read.refusal.rule);
      return read.value.accepted.map((each) => each.problem.id);
    };
    expect(await accepted(owner)).toEqual([id]);
    expect(await accepted(leader)).toEqual([]);
  });
});

describe('a confidential problem', () => {
  test('is seen by its owner, its registrar and the roles its table names; its measures as well by their owners', async () => {
    const { problem, measure, digest } = await withEvidence(await workedOn(bureau, { confidential: true }));
    expect(await whoSees({ id: problem, ledger: true })).toBe('owner registrar discipline auditor');
    expect(await whoSees({ id: measure, ledger: false, digest })).toMatch(
      /^(owner )?measureOwner (registrar )?discipline/,
    );
  });

  test('is not told of by the measure to somebody who may see only the measure', async () => {
    const { problem, measure } = await workedOn(bureau, { confidential: true, title: '绝密标题' });
    const known = await matterPage(office.engine, await viewerOf(bureau.people.owner), measure);
    expect(known.ok && known.value.above?.id).toBe(problem);
    const page = await matterPage(office.engine, await viewerOf(bureau.people.measureOwner), measure);
    expect(page.ok && page.value.above).toBeNull();
    expect(JSON.stringify(page)).not.toContain('绝密标题');
  });

  test('leaves a record of each reading, by whatever way; a refused one and an open matter leave none', async () => {
    const { problem, measure, digest } = await withEvidence(await workedOn(bureau, { confidential: true }));
    const { owner, measureOwner, stranger, reviewer } = bureau.people;
    const records = () =>
      rowsOf<{ way: string; matter_id: string; person_id: string }>(
        bureau,
        'select way, matter_id, person_id from access where matter_id = any($1) order by at, id',
        [problem, measure],
      );
    expect(await seesPage(reviewer, problem)).toBe(false);
    expect(await seesPage(stranger, measure)).toBe(false);
    expect(await records()).toEqual([]);
    await seesPage(owner, problem);
    await seesInList(measureOwner, measure);
    await seesInLedger(owner, problem);
    await seesFile(measureOwner, measure, digest);
    expect(await records()).toEqual([
      { way: 'page', matter_id: problem, person_id: owner.person },
      { way: 'list', matter_id: measure, person_id: measureOwner.person },
      { way: 'list', matter_id: problem, person_id: owner.person },
      { way: 'file', matter_id: measure, person_id: measureOwner.person },
    ]);
    const open = await workedOn(bureau);
    await seesPage(owner, open.problem);
    expect(await rowsOf(bureau, 'select 1 from access where matter_id = $1', open.problem)).toEqual([]);
  });
});

test('another agency’s people see nothing, whatever ids they know, and write nothing', async () => {
  const other = await openBureau(office, 'second');
  const { problem, measure } = await workedOn(bureau);
  for (const name of jobNames) {
    const viewer = await viewerFor(office, other.agency, other.people[name].person);
    for (const id of [problem, measure]) expect((await matterPage(office.engine, viewer, id)).ok).toBe(false);
    const list = await matterList(office.engine, viewer, { limit: 200 });
    expect(list.ok && list.value.items).toEqual([]);
    const outcome = await send(other, other.people[name], { matter: problem }, { action: 'strikeOff' });
    expect(outcome).toMatchObject({ ok: false, refusal: { code: 'notFound', rule: 'matter' } });
  }
});

test('a list goes on where it stopped, page by page, and shows each matter once', async () => {
  const viewer = await viewerOf(bureau.people.registrar);
  const whole = await matterList(office.engine, viewer, { limit: 200 });
  const seen: string[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await matterList(office.engine, viewer, { limit: 3, cursor });
    if (!page.ok) throw new Error(page.refusal.rule);
    seen.push(...page.value.items.map((each) => each.id));
    if (page.value.next === null) break;
    cursor = page.value.next;
  }
  expect(whole.ok && whole.value.items.map((each) => each.id)).toEqual(seen);
  expect(new Set(seen).size).toBe(seen.length);
  expect(seen.length).toBeGreaterThan(9);
});
