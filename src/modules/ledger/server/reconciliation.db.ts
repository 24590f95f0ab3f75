import { writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type Bureau,
  carry,
  fileOf,
  measureRow,
  openBureau,
  problemOf,
  rowsOf,
  struckOff,
  workedOn,
} from '../../../../tests/builders/bureau.ts';
import { type Clerk, type Office, openOffice, viewerFor } from '../../../../tests/builders/office.ts';
import { dayOf } from '../../../platform/command/engine.ts';
import { type FindingKind, faultKinds } from '../domain/finding-kinds.ts';
import { reportReading } from './reading.ts';
import { findings, workingDaysBefore } from './reconciliation.ts';
import { setReconciliationRule } from './reconciliation-rule.ts';
import { signedOf, signReconciliation } from './reconciliation-signed.ts';

let office: Office;
let bureau: Bureau;

beforeAll(async () => {
  office = await openOffice();
  bureau = await openBureau(office, 'first');
});
afterAll(() => office.stop());

const month = () => dayOf(office.now()).slice(0, 7);
const deps = () => ({
  engine: office.engine,
  files: office.files,
  pool: office.pools.app,
  bytes: async (agency: string, digest: string) => {
    const found = await office.files.read(agency, digest);
    if (!found) throw new Error('missing');
    return Buffer.concat(await found.stream.toArray());
  },
});
const viewerOf = (who: Clerk) => viewerFor(office, bureau.agency, who.person);
const page = async (
  kind: FindingKind,
  { who = bureau.people.supervisor, unit, in: of = month() }: { who?: Clerk; unit?: string; in?: string } = {},
) => {
  const items = [];
  let cursor: string | undefined;
  do {
    const found = await findings(deps(), await viewerOf(who), kind, { month: of, unit }, cursor, 2);
    if (!found.ok) throw new Error(JSON.stringify(found.refusal));
    items.push(...found.value.items);
    cursor = found.value.next ?? undefined;
  } while (cursor);
  return items;
};
const ids = async (...asked: Parameters<typeof page>) => (await page(...asked)).map(({ matter }) => matter.id);
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);

test('a measure done without evidence is found until there is some, once, and only by those who may know of it', async () => {
  const { people, units } = bureau;
  const { measure } = await workedOn(bureau);
  await carry(bureau, people.measureOwner, { matter: measure }, { action: 'complete', data: { outcome: '完' } });
  expect(await ids('bare')).toEqual([measure]);
  expect(await ids('bare', { unit: units.law })).toEqual([measure]);
  expect(await ids('bare', { unit: units.tax })).toEqual([]);
  expect(await ids('bare', { who: people.clerk })).toEqual([]);
  expect(await ids('bare', { in: '2020-01' })).toEqual([]);
  const files = [await fileOf(bureau, people.measureOwner, '后补的凭证')];
  await carry(bureau, people.measureOwner, { matter: measure }, { action: 'addEvidence', files });
  expect(await ids('bare')).toEqual([]);
});

test('a problem without measures past the limit of planning is found, a fresh one is not', async () => {
  const { id } = await problemOf(bureau, { title: '没人定措施' });
  expect(await ids('unplanned')).not.toContain(id);
  await rowsOf(bureau, `update clock set due_at = $2 where matter_id = $1 and name = 'plan'`, id, daysAgo(1));
  expect(await ids('unplanned')).toContain(id);
});

test('a problem nobody moves for twenty working days is found; what is done about a measure counts, urging does not', async () => {
  const { people } = bureau;
  const { problem, measure } = await workedOn(bureau);
  const rest = async (days: number) =>
    rowsOf(bureau, 'update problem_progress set progressed_at = $2 where matter_id = $1', problem, daysAgo(days));
  await rest(60);
  await carry(bureau, people.supervisor, { matter: problem }, { action: 'urge', data: {} });
  expect(await ids('still')).toContain(problem);
  await rest(2);
  expect(await ids('still')).not.toContain(problem);
  await rest(60);
  await carry(
    bureau,
    people.measureOwner,
    { matter: measure },
    { action: 'reportProgress', data: { progress: '动了' } },
  );
  expect(await ids('still')).not.toContain(problem);
});

test('urging that brought nothing for five working days is found until somebody moves', async () => {
  const { people } = bureau;
  const { problem } = await workedOn(bureau);
  await carry(bureau, people.supervisor, { matter: problem }, { action: 'urge', data: {} });
  expect(await ids('urged')).not.toContain(problem);
  await rowsOf(
    bureau,
    'update problem_progress set progressed_at = $2, urged_at = $3 where matter_id = $1',
    problem,
    daysAgo(30),
    daysAgo(20),
  );
  expect(await ids('urged')).toContain(problem);
  await carry(bureau, people.owner, { matter: problem }, { action: 'reportProgress', data: { progress: '办了' } });
  expect(await ids('urged')).not.toContain(problem);
});

test('a point of a plan that is past and was not reached is found, with its name', async () => {
  const { people } = bureau;
  const { id } = await problemOf(bureau);
  const first = `${month()}-01`;
  const milestones = [
    { point: '公示', on: first },
    { point: '验收', on: first },
    { point: '回头看', on: '2099-01-01' },
  ];
  await carry(
    bureau,
    people.owner,
    { matter: id },
    { action: 'plan', data: { measures: [measureRow(bureau)], milestones } },
  );
  const isFirst = dayOf(office.now()) === first;
  const named = async () =>
    (await page('milestone')).filter(({ matter }) => matter.id === id).map(({ words }) => words);
  expect(await named()).toEqual(isFirst ? [] : ['公示', '验收']);
  await carry(bureau, people.owner, { matter: id }, { action: 'reachMilestone', data: { nr: 1, reachedOn: first } });
  expect(await named()).toEqual(isFirst ? [] : ['验收']);
});

test('what was struck off is told and may be opened again from there; then it is found as come back', async () => {
  const { people } = bureau;
  const { problem } = await struckOff(bureau);
  const told = (await page('struckOff')).find(({ matter }) => matter.id === problem);
  expect(told?.mayReopen).toBe(true);
  const office_ = (await page('struckOff', { who: people.office })).find(({ matter }) => matter.id === problem);
  expect(office_?.mayReopen).toBe(false);
  await carry(bureau, people.supervisor, { matter: problem }, { action: 'reopen', reason: '又排长队' });
  expect(await ids('struckOff')).not.toContain(problem);
  expect(await ids('relapsed')).toContain(problem);
});

test('a file that is gone or altered on the disk is found with what it is evidence of; one erased by law is not', async () => {
  const { people } = bureau;
  const { problem } = await struckOff(bureau);
  expect(await ids('file')).toEqual([]);
  const attached = await rowsOf<{ digest: string; matter_id: string }>(
    bureau,
    'select f.digest, f.matter_id from matter_file f join matter m on m.id = f.matter_id where m.parent_id = $1',
    problem,
  );
  const { digest, matter_id } = attached[0] as { digest: string; matter_id: string };
  const place = path.join(office.dataFolder, 'files', bureau.agency.id, digest.slice(0, 2), digest);
  writeFileSync(place, '改过的内容');
  expect(await page('file')).toMatchObject([{ matter: { id: matter_id }, file: { digest, state: 'altered' } }]);
  await rm(place);
  expect(await page('file')).toMatchObject([{ file: { digest, state: 'missing' } }]);
  expect(await ids('file', { who: people.clerk })).toEqual([]);
  // Erasure takes the bytes and says so in the log.
  await rowsOf(
    bureau,
    `insert into event (agency_id, stream_id, seq, action, actor_id, recorded_at, body) values ($1, $2, 99, 'erase', null, $3, '{}')`,
    bureau.agency.id,
    matter_id,
    new Date(),
  );
  expect(await page('file')).toEqual([]);
});

test('proposals of a report that nobody decided about are counted', async () => {
  const { people, units } = bureau;
  const text =
    '调研报告\n一、存在的问题\n（一）窗口排队时间太长。\n（二）材料要求前后不一。\n二、整改措施\n（一）增设窗口。\n';
  const files = [await fileOf(bureau, people.owner, text, '报告.txt')];
  const data = { title: '窗口调研', unit: units.tax };
  const report = await carry(bureau, people.owner, { procedure: 'report' }, { action: 'deposit', data, files });
  const open = async () => (await page('entries')).find(({ matter }) => matter.id === report.id)?.count ?? 0;
  const viewer = await viewerOf(people.owner);
  const reading = await reportReading(office.engine, viewer, report.id, (digest) =>
    deps().bytes(bureau.agency.id, digest),
  );
  const proposed = reading.ok ? reading.value.outline.problems : [];
  expect(await open()).toBe(proposed.length);
  expect(proposed.length).toBeGreaterThan(1);
  for (const [index, { at }] of proposed.entries()) {
    const entry = { start: at[0], end: at[1] };
    await carry(bureau, people.owner, { matter: report.id }, { action: 'dropEntry', data: entry });
    expect(await open()).toBe(proposed.length - index - 1);
  }
});

test('the days without progress are an agency’s own to set', async () => {
  const { people } = bureau;
  const { problem } = await workedOn(bureau);
  await rowsOf(bureau, 'update problem_progress set progressed_at = $2 where matter_id = $1', problem, daysAgo(20));
  expect(await ids('still')).not.toContain(problem);
  const hand = { agency: bureau.agency, actor: people.office.person, post: null, command: uuidv7(), now: office.now() };
  const set = await setReconciliationRule(office.pools.app, hand, { stillWd: 3, urgedWd: 5 });
  expect(set.ok).toBe(true);
  expect(await ids('still')).toContain(problem);
});

test('working days are counted back over weekends', async () => {
  const viewer = await viewerOf(bureau.people.owner);
  // Thursday 2026-03-12 18:00; three working days before lie Monday to Wednesday, so what came on Sunday or before is old enough.
  const before = workingDaysBefore(viewer, new Date('2026-03-12T18:00:00+08:00'), 3);
  expect(before.toISOString()).toBe(new Date('2026-03-10T00:00:00+08:00').toISOString());
});

test('a reconciliation is signed for what was seen, once, and told afterwards with who and when', async () => {
  const { people } = bureau;
  const counts: Record<string, number> = {};
  for (const kind of faultKinds) counts[kind] = (await ids(kind)).length;
  const viewer = await viewerOf(people.supervisor);
  const id = uuidv7();
  const wrong = await signReconciliation(deps(), viewer, id, { month: month(), counts: { ...counts, bare: 7 } });
  expect(wrong.ok ? null : wrong.refusal.code).toBe('stale');
  const signed = await signReconciliation(deps(), viewer, id, { month: month(), counts });
  const twice = await signReconciliation(deps(), viewer, id, { month: month(), counts });
  expect(signed.ok && twice.ok && twice.value).toEqual(signed.ok && signed.value);
  const told = await signedOf(deps(), await viewerOf(people.office), { month: month() });
  expect(told).toMatchObject([{ id, counts, by: { id: people.supervisor.person }, unit: null }]);
  const [event] = await rowsOf<{ body: string }>(bureau, 'select body from event where stream_id = $1', id);
  const { data } = JSON.parse(event?.body ?? '{}') as { data: { counts: object; findings: Record<string, string[]> } };
  expect(data.counts).toEqual(counts);
  expect(Object.fromEntries(Object.entries(data.findings).map(([kind, found]) => [kind, found.length]))).toEqual(
    counts,
  );
});

test('what somebody signed for tells a reader only of what the reader may know, and nobody of what is confidential', async () => {
  const { people } = bureau;
  const unproved = async (more: Record<string, unknown>): Promise<string> => {
    const { id } = await problemOf(bureau, more);
    const { children } = await carry(
      bureau,
      people.owner,
      { matter: id },
      { action: 'plan', data: { measures: [measureRow(bureau)] } },
    );
    const measure = children[0] as string;
    await carry(
      bureau,
      people.measureOwner,
      { matter: measure },
      { action: 'complete', data: { outcome: '说做完了' } },
    );
    return measure;
  };
  const against = await unproved({ accused: [people.office.person] });
  const secret = await unproved({ confidential: true });
  const counts: Record<string, number> = {};
  for (const kind of faultKinds) counts[kind] = (await ids(kind, { who: people.discipline })).length;
  expect(await ids('bare', { who: people.discipline })).toEqual(expect.arrayContaining([against, secret]));
  const id = uuidv7();
  const signed = await signReconciliation(deps(), await viewerOf(people.discipline), id, { month: month(), counts });
  expect(signed.ok && signed.value.counts.bare).toBe((counts.bare as number) - 1);
  const [event] = await rowsOf<{ body: string }>(bureau, 'select body from event where stream_id = $1', id);
  expect([event?.body.includes(against), event?.body.includes(secret)]).toEqual([true, false]);
  const told = async (who: Clerk) =>
    (await signedOf(deps(), await viewerOf(who), { month: month() })).find((each) => each.id === id)?.counts.bare;
  expect(await told(people.supervisor)).toBe((await ids('bare')).length);
  expect(await told(people.office)).toBe((await ids('bare', { who: people.office })).length);
  expect(await told(people.office)).toBe((counts.bare as number) - 2);
  expect(await told(people.auditor)).toBe(0);
});
