import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type Bureau,
  carry,
  fileOf,
  measureRow,
  openBureau,
  problemOf,
  rowsOf,
  type Sent,
  send,
  standIn,
  struckOff,
  workedOn,
} from '../../../tests/builders/bureau.ts';
import { type Clerk, type Office, openOffice, viewerFor } from '../../../tests/builders/office.ts';
import { eraseMatter } from '../personal/erase.ts';
import { rebuildMatters } from './rebuild.ts';

let office: Office;
let bureau: Bureau;
let other: Bureau;

/** A life with everything that commands can do to a matter. */
const live = async (bureau: Bureau): Promise<void> => {
  const { people, agency } = bureau;
  const { owner, reviewer, supervisor, measureOwner, clerk } = people;
  const file = await fileOf(bureau, owner, '报告正文', '报告.txt');
  const deposit = { action: 'deposit', data: { title: '调研', unit: bureau.units.tax }, files: [file] };
  const { id: report } = await carry(bureau, owner, { procedure: 'report' }, deposit);
  await carry(bureau, owner, { matter: report }, { action: 'dropEntry', data: { start: 3, end: 9 } });
  await carry(bureau, owner, { matter: report }, { action: 'finish' });
  const all = {
    description: '描述',
    category: 'service',
    source: '走访',
    place: { report, start: 0, end: 2 },
    leader: people.leader.person,
    assistUnits: [bureau.units.law, bureau.units.window],
    due: '九月底前',
    accused: [people.stranger.person],
  };
  const full = await struckOff(bureau, all);
  await carry(bureau, reviewer, { matter: full.problem }, { action: 'publish', data: { publicSummary: '已办' } });
  const again = await struckOff(bureau);
  await carry(bureau, reviewer, { matter: again.problem }, { action: 'publish', data: { publicSummary: '已办' } });
  await carry(bureau, reviewer, { matter: again.problem }, { action: 'reopen', reason: '反弹' });
  await carry(bureau, owner, { matter: again.problem }, { action: 'statement', data: { about: 1, text: '说明' } });
  await standIn(bureau, clerk, owner);
  const stood = await workedOn(bureau);
  const evidence = [await fileOf(bureau, clerk, '代办材料')];
  const progress = { action: 'reportProgress', data: { progress: '代办' }, files: evidence };
  await carry(bureau, clerk, { matter: stood.problem }, progress);
  await carry(
    bureau,
    supervisor,
    { matter: stood.problem },
    {
      action: 'recuse',
      data: { person: reviewer.person },
      reason: '亲属',
    },
  );
  const bin = await workedOn(bureau);
  await carry(bureau, measureOwner, { matter: bin.measure }, { action: 'complete', data: { outcome: '完' } });
  await carry(bureau, measureOwner, { matter: bin.measure }, { action: 'reopen', reason: '重做' });
  await carry(bureau, measureOwner, { matter: bin.measure }, { action: 'askVoid', reason: '不做了' });
  await carry(bureau, supervisor, { matter: bin.measure }, { action: 'grantVoid' });
  await carry(bureau, reviewer, { matter: bin.problem }, { action: 'askVoid', reason: '重复' });
  await carry(bureau, supervisor, { matter: bin.problem }, { action: 'grantVoid' });
  const dated = await problemOf(bureau, { dueOn: '2099-12-31' });
  const later = { action: 'askExtension', data: { dueOn: '2100-01-31' }, reason: '等设备' };
  await carry(bureau, owner, { matter: dated.id }, later);
  await carry(bureau, supervisor, { matter: dated.id }, { action: 'grantExtension' });
  const taker = { unit: bureau.units.tax, owner: measureOwner.person, ownerPost: measureOwner.post };
  await carry(bureau, owner, { matter: dated.id }, { action: 'askTransfer', data: taker, reason: '归口' });
  await carry(bureau, measureOwner, { matter: dated.id }, { action: 'grantTransfer' });
  const doubled = await problemOf(bureau);
  await carry(
    bureau,
    owner,
    { matter: doubled.id },
    { action: 'askMerge', data: { into: dated.id }, reason: '同一件' },
  );
  await carry(bureau, supervisor, { matter: doubled.id }, { action: 'grantMerge' });
  const paused = await workedOn(bureau);
  await carry(bureau, supervisor, { matter: paused.problem }, { action: 'suspend', reason: '等批复' });
  const viewer = await viewerFor(office, agency, people.securityAdmin.person);
  const deps = { engine: office.engine, pool: office.pools.app, files: office.files };
  await eraseMatter(deps, viewer, again.problem, 'personAsked', { id: uuidv7(), digest: 'e' });
  await carry(bureau, owner, { matter: again.problem }, { action: 'reportProgress', data: { progress: '之后' } });
  await workedOn(bureau, { confidential: true });
  await problemOf(bureau);
};

beforeAll(async () => {
  office = await openOffice();
  bureau = await openBureau(office, 'first');
  other = await openBureau(office, 'second');
  await workedOn(other);
});
afterAll(() => office.stop());

const settingsOf = async () => office.settings.of(bureau.agency.id, await office.directoryVersion(bureau.agency.id));

const readModels = ['matter', 'party', 'matter_file', 'problem', 'clock', 'inbox'];

const picture = async (bureau: Bureau): Promise<Record<string, string[]>> => {
  const tables: Record<string, string[]> = {};
  for (const name of readModels)
    tables[name] = (
      await rowsOf<{ row: string }>(
        bureau,
        `select to_jsonb(t)::text as row from ${name} t where agency_id = $1 order by 1`,
        bureau.agency.id,
      )
    ).map(({ row }) => row);
  return tables;
};

describe('a rebuild from the log', () => {
  test('gives what the commands had written, row by row', async () => {
    await live(bureau);
    const before = await picture(bureau);
    expect(readModels.map((name) => (before[name]?.length ?? 0) > 1)).toEqual(readModels.map(() => true));
    const owner = office.database.owner;
    const done = await rebuildMatters(owner, bureau.agency.id, office.engine.house, await settingsOf());
    expect(await picture(bureau)).toEqual(before);
    const [count] = await rowsOf<{ n: number }>(
      bureau,
      `select count(*)::int as n from event e join stream s on s.id = e.stream_id where s.kind = 'matter' and e.agency_id = $1`,
      bureau.agency.id,
    );
    expect(done).toEqual({ matters: before.matter?.length, events: count?.n });
  });

  test('mends what was damaged and leaves another agency alone', async () => {
    const [before, foreign] = [await picture(bureau), await picture(other)];
    for (const text of [
      `update matter set title = '改过', state = 'struckOff', fold = '{}' where agency_id = $1`,
      'delete from party where agency_id = $1',
      'update problem set struck_off_at = null, category = null where agency_id = $1',
      'delete from matter_file where agency_id = $1',
    ])
      await rowsOf(bureau, text, bureau.agency.id);
    expect(await picture(bureau)).not.toEqual(before);
    await rebuildMatters(office.database.owner, bureau.agency.id, office.engine.house, await settingsOf());
    expect(await picture(bureau)).toEqual(before);
    expect(await picture(other)).toEqual(foreign);
  });

  test('loses no command that comes in meanwhile', async () => {
    const { problem } = await workedOn(bureau);
    const say = (n: number) =>
      carry(
        bureau,
        bureau.people.owner,
        { matter: problem },
        { action: 'reportProgress', data: { progress: `第${n}次` } },
      );
    const work = async () => {
      for (let n = 0; n < 8; n++) await say(n);
    };
    const rebuild = async () => {
      for (let n = 0; n < 3; n++)
        await rebuildMatters(office.database.owner, bureau.agency.id, office.engine.house, await settingsOf());
    };
    await Promise.all([work(), rebuild(), problemOf(bureau)]);
    const after = await picture(bureau);
    await rebuildMatters(office.database.owner, bureau.agency.id, office.engine.house, await settingsOf());
    expect(await picture(bureau)).toEqual(after);
    const [row] = await rowsOf<{ seq: number }>(bureau, 'select seq from matter where id = $1', problem);
    const [stream] = await rowsOf<{ seq: number }>(bureau, 'select seq from stream where id = $1', problem);
    expect(row).toEqual(stream);
  });

  test('equals what a crowd wrote that got in each other’s way, and nobody met a fault', async () => {
    const { owner, measureOwner, reviewer, registrar } = bureau.people;
    const crowd = await Promise.all([1, 2].map(() => workedOn(bureau)));
    const file = await fileOf(bureau, measureOwner, '众人的证据');
    const turn = async (n: number) => {
      const { problem, measure } = crowd[n % 2] as (typeof crowd)[number];
      const measures = [{ ...measureRow(bureau), title: `第${n}项` }];
      const all: [Clerk, string, Sent][] = [
        [owner, problem, { action: 'reportProgress', data: { progress: `第${n}次` } }],
        [measureOwner, measure, { action: 'complete', data: { outcome: '完' }, files: [file] }],
        [registrar, problem, { action: 'plan', data: { measures } }],
        [measureOwner, measure, { action: 'reopen', reason: '再来' }],
        [owner, problem, { action: 'requestStrikeOff', data: { outcome: '齐了' } }],
        [reviewer, problem, { action: 'sendBack', reason: '不齐' }],
      ];
      const [who, matter, sent] = all[Math.floor(n / 2) % all.length] as (typeof all)[number];
      return send(bureau, who, { matter }, sent);
    };
    // Six people, each doing one thing after the other; in the same moment they want the same two problems.
    const person = async (first: number) => {
      const answers: Awaited<ReturnType<typeof send>>[] = [];
      for (let n = 0; n < 12; n++) answers.push(await turn(first * 5 + n));
      return answers;
    };
    const outcomes = (await Promise.all([0, 1, 2, 3, 4, 5].map(person))).flat();
    const codes = new Set(outcomes.flatMap((each) => (each.ok ? [] : [each.refusal.code])));
    expect([...codes].filter((code) => !['stale', 'wrongState', 'ruleBroken'].includes(code))).toEqual([]);
    expect(outcomes.filter((each) => each.ok).length).toBeGreaterThan(10);
    const before = await picture(bureau);
    await rebuildMatters(office.database.owner, bureau.agency.id, office.engine.house, await settingsOf());
    expect(await picture(bureau)).toEqual(before);
  });

  test('is not the application’s to do', async () => {
    await expect(
      rebuildMatters(office.pools.app, bureau.agency.id, office.engine.house, await settingsOf()),
    ).rejects.toMatchObject({
      code: '42501',
    });
  });
});
