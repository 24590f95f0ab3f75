import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type Bureau,
  carry,
  fileOf,
  openBureau,
  type Running,
  rowsOf,
  send,
  workedOn,
} from '../../../../tests/builders/bureau.ts';
import { type Clerk, type Office, openOffice, viewerFor } from '../../../../tests/builders/office.ts';
import { startSealer } from '../../../platform/log/sealer.ts';
import { ensureSigningKey, signingKeys } from '../../../platform/log/signing-key.ts';
import { verifyLive } from '../../../platform/log/verify-live.ts';
import { matterPage } from '../../../platform/matter/page.ts';
import { rebuildMatters } from '../../../platform/matter/rebuild.ts';
import { eraseMatter } from '../../../platform/personal/erase.ts';
import type { Grade } from '../procedure/satisfaction-forms.ts';
import { dropInvitations } from './invitations.ts';
import { createRatings, type Ratings } from './ratings.ts';
import { issueLinks, satisfactionView } from './satisfaction.ts';

let office: Office;
let bureau: Bureau;
let other: Bureau;
let ratings: Ratings;

beforeAll(async () => {
  office = await openOffice();
  bureau = await openBureau(office, 'first');
  other = await openBureau(office, 'second');
  ratings = createRatings({ engine: office.engine, pool: office.pools.app, viewerFor: office.viewerFor });
});
afterAll(() => office.stop());

const people = ['甲户', '乙户', '丙户', '丁户', '戊户'].map((person, n) => ({ person, contact: `1390000000${n}` }));
const draw = (id: string, more: object = {}, who: Clerk = bureau.people.reviewer) =>
  carry(bureau, who, { matter: id }, { action: 'sample', data: { affected: people, size: 4, ...more } });

/** Ready to be struck off, with four of five people drawn. */
const asked = async (data: Record<string, unknown> = {}): Promise<Running> => {
  const { owner, measureOwner } = bureau.people;
  const running = await workedOn(bureau, data);
  const files = [await fileOf(bureau, measureOwner, `证明 ${running.measure}`)];
  await carry(
    bureau,
    measureOwner,
    { matter: running.measure },
    { action: 'complete', data: { outcome: '做完' }, files },
  );
  await carry(bureau, owner, { matter: running.problem }, { action: 'requestStrikeOff', data: { outcome: '齐了' } });
  await draw(running.problem);
  return running;
};

const viewOf = async (who: Clerk, id: string) =>
  satisfactionView(office.engine, await viewerFor(office, bureau.agency, who.person), id);
const seen = async (who: Clerk, id: string) => {
  const view = await viewOf(who, id);
  if (!view.ok) throw new Error(JSON.stringify(view.refusal));
  return view.value;
};
const issue = async (id: string, who: Clerk = bureau.people.reviewer, engine = office.engine) =>
  issueLinks(engine, office.pools.app, await viewerFor(office, bureau.agency, who.person), id, (token) => token);
const tokensOf = async (id: string, engine = office.engine): Promise<string[]> => {
  const made = await issue(id, bureau.people.reviewer, engine);
  if (!made.ok) throw new Error(JSON.stringify(made.refusal));
  return made.value.links.map(({ path }) => path);
};
const say = (token: string, grade: string, comment?: string, agency = bureau.agency) =>
  ratings.answer(agency, token, { grade, ...(comment !== undefined && { comment }) });
const all = async (tokens: readonly string[], ...grades: Grade[]) => {
  for (const [n, grade] of grades.entries()) expect((await say(tokens[n] as string, grade)).kind).toBe('done');
};
const bodies = async (id: string): Promise<string[]> =>
  (await rowsOf<{ body: string }>(bureau, 'select body from event where stream_id = $1 order by seq', id)).map(
    ({ body }) => body,
  );

describe('a link', () => {
  test('shows public fields alone and takes one answer', async () => {
    const { problem } = await asked({ title: '路灯不亮', category: 'livelihood', description: '背街小巷' });
    const [token] = (await tokensOf(problem)) as [string];
    expect(await ratings.look(bureau.agency, token)).toEqual({
      number: expect.stringMatching(/^tax-/),
      title: '路灯不亮',
      unit: 'tax股',
      category: 'livelihood',
    });
    expect(await say(token, 'satisfied', '来得快')).toMatchObject({ kind: 'done', of: { title: '路灯不亮' } });
    expect(await ratings.look(bureau.agency, token)).toBeNull();
    expect(await seen(bureau.people.reviewer, problem)).toMatchObject({ asked: 4, answers: 1 });
  });

  test('is kept as a hash alone, and no row says which answer came by which link', async () => {
    const { problem } = await asked();
    const tokens = await tokensOf(problem);
    await say(tokens[0] as string, 'satisfied');
    const kept = await rowsOf<{ token_hash: Buffer; id: string }>(
      bureau,
      'select * from invitation where matter_id = $1',
      problem,
    );
    expect(kept).toHaveLength(4);
    for (const token of tokens) expect(JSON.stringify(kept)).not.toContain(token);
    const [last] = (await bodies(problem)).slice(-1) as [string];
    const event = JSON.parse(last) as { actor: unknown; command: string };
    expect(event.actor).toBeNull();
    for (const { id } of kept) expect(last).not.toContain(id);
    for (const word of ['甲户', '1390000000', ...tokens])
      for (const body of await bodies(problem)) expect(body).not.toContain(word);
  });

  test('sent twice is one answer and thanked for twice; another answer by it is not taken', async () => {
    const { problem } = await asked();
    const [token] = (await tokensOf(problem)) as [string];
    const both = await Promise.all([say(token, 'satisfied', '好'), say(token, 'satisfied', '好')]);
    expect(both.map(({ kind }) => kind)).toEqual(['done', 'done']);
    expect((await say(token, 'satisfied', '好')).kind).toBe('done');
    expect((await say(token, 'dissatisfied', '好')).kind).toBe('none');
    expect((await bodies(problem)).filter((body) => body.includes('"action":"answer"'))).toHaveLength(1);
  });

  test('altered, of another agency, or run out is as if it had never been', async () => {
    const { problem } = await asked();
    const [token, second] = (await tokensOf(problem)) as [string, string];
    const altered = `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`;
    for (const each of [
      altered,
      '',
      'x',
      `${token}A`,
      '%00',
      token.toLowerCase() === token ? `${token}!` : token.toLowerCase(),
    ]) {
      expect([each, await ratings.look(bureau.agency, each)]).toEqual([each, null]);
      expect([each, (await say(each, 'satisfied')).kind]).toEqual([each, 'none']);
    }
    expect((await say(token, 'satisfied', undefined, other.agency)).kind).toBe('none');
    const late = { ...office.engine, now: () => new Date(office.now().getTime() + 15 * 86_400_000) };
    const then = createRatings({ engine: late, pool: office.pools.app, viewerFor: office.viewerFor });
    expect(await then.look(bureau.agency, second)).toBeNull();
    expect((await then.answer(bureau.agency, second, { grade: 'satisfied' })).kind).toBe('none');
    expect((await say(second, 'satisfied')).kind).toBe('done');
  });

  test('with a grade that is not there is told so and stays open', async () => {
    const { problem } = await asked();
    const [token] = (await tokensOf(problem)) as [string];
    expect(await say(token, 'best')).toMatchObject({ kind: 'wrong', fields: [{ path: 'grade', rule: 'choice' }] });
    expect(await ratings.answer(bureau.agency, token, { comment: '只有话' })).toMatchObject({ kind: 'wrong' });
    expect((await say(token, 'satisfied', 'x'.repeat(1001))).kind).toBe('wrong');
    expect((await say(token, 'satisfied')).kind).toBe('done');
  });

  test('ends when another is made for the same person, and when other people are drawn', async () => {
    const { problem } = await asked();
    const old = await tokensOf(problem);
    await say(old[0] as string, 'satisfied');
    const fresh = await tokensOf(problem);
    expect(fresh).toHaveLength(3);
    expect((await say(old[1] as string, 'satisfied')).kind).toBe('none');
    expect((await say(fresh[0] as string, 'satisfied')).kind).toBe('done');
    await draw(problem, { size: 5 });
    expect((await say(fresh[1] as string, 'satisfied')).kind).toBe('none');
    expect(await seen(bureau.people.reviewer, problem)).toMatchObject({ asked: 5, answers: 0 });
  });

  test('ends with the matter: voided, or begun anew', async () => {
    const { problem } = await asked();
    const tokens = await tokensOf(problem);
    await all(tokens, 'satisfied', 'satisfied', 'satisfied');
    await carry(bureau, bureau.people.reviewer, { matter: problem }, { action: 'strikeOff' });
    await carry(bureau, bureau.people.supervisor, { matter: problem }, { action: 'reopen', reason: '反弹' });
    expect((await say(tokens[3] as string, 'satisfied')).kind).toBe('none');
  });

  test('is about a confidential matter without saying what it is', async () => {
    const { problem } = await asked();
    const [token] = (await tokensOf(problem)) as [string];
    await rowsOf(bureau, 'update matter set confidential = true where id = $1', problem);
    expect(await ratings.look(bureau.agency, token)).toMatchObject({ title: null, unit: null, category: null });
  });

  test('that nobody used is dropped a month after it ran out; answered ones stay', async () => {
    const { problem } = await asked();
    const tokens = await tokensOf(problem);
    await say(tokens[0] as string, 'satisfied');
    const count = async () => (await rowsOf(bureau, 'select 1 from invitation where matter_id = $1', problem)).length;
    await dropInvitations(office.pools.app, bureau.agency.id, new Date(office.now().getTime() + 40 * 86_400_000));
    expect(await count()).toBe(4);
    await dropInvitations(office.pools.app, bureau.agency.id, new Date(office.now().getTime() + 45 * 86_400_000));
    expect(await count()).toBe(1);
  });
});

describe('who sees what', () => {
  test('the reviewer knows whom was drawn and what was said; the owner knows counts alone', async () => {
    const { owner, measureOwner, reviewer } = bureau.people;
    const { problem } = await asked();
    const tokens = await tokensOf(problem);
    await say(tokens[0] as string, 'dissatisfied', '还是慢');
    const mine = await seen(reviewer, problem);
    expect(mine).toMatchObject({ blind: false, answers: 1, satisfied: 0, share: 100 });
    expect(mine.people).toHaveLength(4);
    expect(mine.people?.filter(({ state }) => state === 'answered')).toHaveLength(1);
    expect(
      mine.people?.every(({ name, contact }) =>
        people.some((each) => each.person === name && each.contact === contact),
      ),
    ).toBe(true);
    const theirs = await seen(owner, problem);
    expect(theirs).toMatchObject({ blind: true, people: null, answers: 1, satisfied: null, grades: null, share: null });
    for (const who of [owner, measureOwner]) {
      const page = await matterPage(office.engine, await viewerFor(office, bureau.agency, who.person), problem);
      const text = JSON.stringify(page);
      for (const word of ['甲户', '乙户', '139000', '还是慢', 'dissatisfied"']) expect(text).not.toContain(word);
    }
    const page = JSON.stringify(
      await matterPage(office.engine, await viewerFor(office, bureau.agency, reviewer.person), problem),
    );
    for (const word of ['甲户', '1390000000', '还是慢']) expect(page).toContain(word);
    await say(tokens[1] as string, 'satisfied');
    await say(tokens[2] as string, 'verySatisfied');
    expect(await seen(owner, problem)).toMatchObject({ people: null, answers: 3, satisfied: 2, share: 33.3 });
  });

  test('whoever may not know of the matter is told nothing of it, and the owner gets no links', async () => {
    const { problem } = await asked();
    expect((await viewOf(bureau.people.stranger, problem)).ok).toBe(false);
    const links = await issue(problem, bureau.people.owner);
    expect(links.ok || links.refusal.code).toBe('notAllowed');
    const none = await issue(problem, bureau.people.stranger);
    expect(none.ok || none.refusal.code).toBe('notFound');
  });

  test('the draw can be made again from what the page says', async () => {
    const { createHash } = await import('node:crypto');
    const { problem } = await asked();
    const { sample, people: drawnPeople } = await seen(bureau.people.owner, problem);
    const lots = Array.from({ length: sample?.listed ?? 0 }, (_, n) => ({
      place: n + 1,
      lot: createHash('sha256')
        .update(`${sample?.seed}/${n + 1}`)
        .digest('hex'),
    }));
    const again = lots
      .sort((a, b) => a.lot.localeCompare(b.lot))
      .slice(0, 4)
      .map(({ place }) => place);
    expect(drawnPeople).toBeNull();
    expect(sample?.places).toEqual(again.sort((a, b) => a - b));
    const page = await matterPage(
      office.engine,
      await viewerFor(office, bureau.agency, bureau.people.owner.person),
      problem,
    );
    const event = page.ok ? page.value.events.find(({ action }) => action === 'sample') : null;
    expect(event?.digest).toBe(sample?.seed);
  });
});

describe('the ledger', () => {
  const row = async (id: string) =>
    (
      await rowsOf(
        bureau,
        'select satisfaction_asked as asked, satisfaction_answers as answers, satisfaction_satisfied as satisfied, satisfaction_rate as rate from problem where matter_id = $1',
        id,
      )
    )[0];

  test('keeps counts beside the matter, without a rate while too few answered', async () => {
    const { problem } = await asked();
    const tokens = await tokensOf(problem);
    await all(tokens, 'satisfied', 'dissatisfied');
    expect(await row(problem)).toEqual({ asked: 4, answers: 2, satisfied: 1, rate: null });
    await say(tokens[2] as string, 'basicallySatisfied');
    expect(await row(problem)).toEqual({ asked: 4, answers: 3, satisfied: 2, rate: 667 });
  });

  test('is refused, then granted with a reason; the same after a rebuild from the log', async () => {
    const { reviewer } = bureau.people;
    const { problem } = await asked();
    const tokens = await tokensOf(problem);
    const early = await send(bureau, reviewer, { matter: problem }, { action: 'strikeOff' });
    expect(early.ok || early.refusal.rule).toBe('ledger.answersMissing');
    await all(tokens, 'satisfied', 'satisfied', 'dissatisfied');
    const bad = await send(bureau, reviewer, { matter: problem }, { action: 'strikeOff' });
    expect(bad.ok || bad.refusal.rule).toBe('ledger.dissatisfied');
    await carry(bureau, reviewer, { matter: problem }, { action: 'strikeOff', reason: '已上门说明' });
    const before = await rowsOf(
      bureau,
      'select * from problem where agency_id = $1 order by matter_id',
      bureau.agency.id,
    );
    const settings = await office.settings.of(bureau.agency.id, await office.directoryVersion(bureau.agency.id));
    await rebuildMatters(office.pools.owner!, bureau.agency.id, office.engine.house, settings);
    expect(
      await rowsOf(bureau, 'select * from problem where agency_id = $1 order by matter_id', bureau.agency.id),
    ).toEqual(before);
    expect((await say(tokens[3] as string, 'satisfied')).kind).toBe('done');
  });
});

test('erasing takes away names, contacts and words; counts and the log stay', async () => {
  const { problem } = await asked();
  const tokens = await tokensOf(problem);
  await say(tokens[0] as string, 'satisfied', '记号话语');
  const admin = await viewerFor(office, bureau.agency, bureau.people.securityAdmin.person);
  const deps = { engine: office.engine, pool: office.pools.app, files: office.files, also: [] };
  const erased = await eraseMatter(deps, admin, problem, 'personAsked', { id: uuidv7(), digest: 'd' });
  expect(erased.ok).toBe(true);
  const after = await seen(bureau.people.reviewer, problem);
  expect(after).toMatchObject({ asked: 4, answers: 1, satisfied: 1 });
  expect(after.people?.map(({ name, contact }) => [name, contact])).toEqual(
    Array.from({ length: 4 }, () => [null, null]),
  );
  expect(await rowsOf(bureau, 'select 1 from personal where subject_id = $1', problem)).toEqual([]);
  const page = JSON.stringify(
    await matterPage(office.engine, await viewerFor(office, bureau.agency, bureau.people.reviewer.person), problem),
  );
  expect(page).not.toContain('记号话语');
  expect((await say(tokens[1] as string, 'satisfied', '之后的话')).kind).toBe('done');
});

test('the log stays whole: answers by nobody are verified like every event, and a contact that was altered is found', async () => {
  const dataFolder = office.dataFolder;
  await ensureSigningKey(
    { runner: office.pools.app, dataFolder, now: office.now, newId: office.engine.newId },
    bureau.agency,
  );
  const { problem } = await asked();
  const tokens = await tokensOf(problem);
  await all(tokens, 'satisfied', 'dissatisfied');
  const sealer = startSealer({ pool: office.pools.sealer, keys: signingKeys(dataFolder), rest: 10, retry: 20 });
  const waiting = async () =>
    (await rowsOf(bureau, 'select 1 from to_seal where agency_id = $1', bureau.agency.id)).length;
  await expect.poll(waiting, { timeout: 10_000 }).toBe(0);
  await sealer.stop();
  const verify = () => verifyLive(bureau.agency, { pool: office.pools.app, vault: office.vault, files: office.files });
  const whole = await verify();
  expect(whole.findings).toEqual([]);
  expect(whole.personal.checked).toBeGreaterThan(10);
  await rowsOf(
    bureau,
    `update personal p set cipher = (select o.cipher from personal o where o.stream_id = $1 and o.field = 'contact' and o.commitment > p.commitment
      order by o.commitment limit 1) where p.commitment = (select min(commitment) from personal where stream_id = $1 and field = 'contact')`,
    problem,
  );
  expect((await verify()).findings.map(({ code }) => code)).toEqual(['personalChanged']);
});
