import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { drawnFor } from '../../../../tests/builders/asking.ts';
import {
  type Bureau,
  carry,
  fileOf,
  type JobName,
  openBureau,
  problemOf,
  rowsOf,
  struckOff,
  workedOn,
} from '../../../../tests/builders/bureau.ts';
import { type Office, openOffice, viewerFor } from '../../../../tests/builders/office.ts';
import { sealNow } from '../../../../tests/builders/papers.ts';
import type { EventBody } from '../../../kernel/proof/event.ts';
import { textOf } from '../../../main/texts.ts';
import { verifyLive } from '../../../platform/log/verify-live.ts';
import { noticeList } from '../../../platform/notices/notices.ts';
import { eraseMatter } from '../../../platform/personal/erase.ts';
import { createRatings } from '../../ledger/index.ts';
import type { PaperKind } from '../domain/kinds.ts';
import { newPaperCode } from './code.ts';
import type { PapersDeps } from './deps.ts';
import { discardPaper, draftPaper, rewritePaper } from './drafts.ts';
import { bothOf, drawerOf } from './draw.ts';
import { papersErasedWith } from './erase.ts';
import { handOutPaper } from './hand-out.ts';
import { issue, voidIssued } from './issue.ts';
import { publicPaper } from './public.ts';
import { paperPage, paperView } from './read.ts';
import { setPaperSetting } from './setting.ts';

let office: Office;
let bureau: Bureau;
let drawn = 0;
const pdf = () => Buffer.from(`%PDF-1.7\n${uuidv7()}\n%%EOF\n`);

const deps = (over: Partial<PapersDeps> = {}): PapersDeps => {
  const drawer = drawerOf(null);
  return {
    engine: office.engine,
    pool: office.pools.app,
    files: office.files,
    drawer,
    // Setting pages has tests of its own; here a file of the kind is enough.
    draw: async (...asked) => {
      drawn += 1;
      return { word: await drawer.word(...asked), pdf: pdf() };
    },
    text: textOf,
    newCode: newPaperCode,
    ...over,
  };
};

const as = (name: JobName) => viewerFor(office, bureau.agency, bureau.people[name].person);

const basis = { basis: '局长办公会', requirement: '月底前办结' };

const draft = async (
  kind: PaperKind,
  matters: readonly string[] = [],
  input: Record<string, unknown> = {},
  by: JobName = 'supervisor',
): Promise<string> => {
  const made = await draftPaper(deps(), await as(by), { kind, matters, input });
  if (!made.ok) throw new Error(JSON.stringify(made.refusal));
  return made.value.id;
};

const seen = async (id: string, by: JobName = 'supervisor') => {
  const view = await paperView(deps(), await as(by), id);
  if (!view.ok) throw new Error(JSON.stringify(view.refusal));
  return view.value;
};

const issueAs = async (
  id: string,
  over: Partial<PapersDeps> = {},
  by: JobName = 'supervisor',
  command: string = uuidv7(),
) => {
  const { fingerprint } = await seen(id, by);
  return issue(deps(over), await as(by), id, {
    fingerprint: fingerprint ?? '0'.repeat(32),
    command,
    site: 'https://xn.example/a/b',
  });
};

const eventsOf = async (id: string): Promise<EventBody[]> =>
  (await rowsOf<{ body: string }>(bureau, 'select body from event where stream_id = $1 order by seq', id)).map(
    ({ body }) => JSON.parse(body) as EventBody,
  );

beforeAll(async () => {
  office = await openOffice();
  bureau = await openBureau(office, 'papers');
  const hand = {
    agency: bureau.agency,
    actor: bureau.people.office.person,
    post: null,
    command: uuidv7(),
    now: office.now(),
  };
  const set = await setPaperSetting(
    { pool: office.pools.app, newId: uuidv7 },
    hand,
    { codeWord: '云综', mark: '云溪县综合服务局文件', printer: '云溪县综合服务局办公室', site: null },
    0,
  );
  expect(set.ok).toBe(true);
});
afterAll(() => office?.stop());

describe('numbers', () => {
  test('many issue at once, some fail: 1 to n without a gap, and no number on what failed', async () => {
    const { problem } = await workedOn(bureau);
    const ids = await Promise.all(Array.from({ length: 24 }, () => draft('urge', [problem])));
    const outcomes = await Promise.all(
      ids.map((id, index) =>
        issueAs(id, index % 3 === 0 ? { draw: () => Promise.reject(new Error('no ink')) } : {}).catch(
          (error: Error) => error,
        ),
      ),
    );
    const failed = outcomes.filter((each) => each instanceof Error);
    expect(failed.map((each) => (each as Error).message)).toEqual(failed.map(() => 'no ink'));
    expect(failed).toHaveLength(8);
    const rows = await rowsOf<{ serial: number | null; state: string }>(
      bureau,
      `select serial, state from paper where kind = 'urge' and agency_id = $1 order by serial nulls last`,
      bureau.agency.id,
    );
    expect(rows.filter(({ state }) => state === 'issued').map(({ serial }) => serial)).toEqual(
      Array.from({ length: 16 }, (_, index) => index + 1),
    );
    expect(rows.filter(({ state }) => state === 'draft').every(({ serial }) => serial === null)).toBe(true);
  });

  test('two issue the same draft: one does, the other hears that it is done, and one number is gone', async () => {
    const { problem } = await workedOn(bureau);
    const id = await draft('supervise', [problem], basis);
    const both = await Promise.all([issueAs(id), issueAs(id, {}, 'office')]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    const [refused] = both.flatMap((each) => (each.ok ? [] : [each.refusal.rule]));
    // Which of the two says so depends on how far the other had come.
    expect(['papers.moved', 'papers.issuedAlready']).toContain(refused);
    const paper = await seen(id);
    expect(paper.number).toBe(`云综督〔${office.now().getFullYear()}〕1号`);
  });

  test('other processes wait at the same row: numbers taken by two pools at once differ', async () => {
    const { takeNumber } = await import('./numbers.ts');
    const { inTransaction } = await import('../../../platform/database/transaction.ts');
    const take = (keep: boolean) =>
      inTransaction(
        office.pools.app,
        (client) => takeNumber(client, bureau.agency.id, '试', 2026),
        () => keep,
      );
    const taken = await Promise.all(Array.from({ length: 12 }, (_, index) => take(index % 2 === 0)));
    expect(taken.filter((_, index) => index % 2 === 0).sort((one, other) => one - other)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test('what was sent twice is issued once', async () => {
    const { problem } = await workedOn(bureau);
    const id = await draft('supervise', [problem], basis);
    const { fingerprint } = await seen(id);
    const asked = { fingerprint: fingerprint ?? '', command: uuidv7(), site: 'https://xn.example' };
    const before = drawn;
    expect((await issue(deps(), await as('supervisor'), id, asked)).ok).toBe(true);
    expect((await issue(deps(), await as('supervisor'), id, asked)).ok).toBe(true);
    expect(drawn).toBe(before + 1);
    const other = await issue(deps(), await as('supervisor'), id, { ...asked, command: uuidv7() });
    expect(other).toMatchObject({ ok: false, refusal: { code: 'conflict', rule: 'papers.issuedAlready' } });
  });
});

describe('an issue', () => {
  test('is one event that names matters, files and the checkpoint; the draft keeps no words', async () => {
    await sealNow(office, bureau.agency);
    const { problem } = await workedOn(bureau);
    const id = await draft('supervise', [problem], basis);
    expect((await issueAs(id)).ok).toBe(true);
    const paper = await seen(id);
    const [event, ...more] = await eventsOf(id);
    expect(more).toEqual([]);
    expect(event).toMatchObject({
      stream: { kind: 'paper' },
      action: 'issue',
      actor: bureau.people.supervisor.person,
      post: bureau.people.supervisor.post,
      data: { number: paper.number, matters: [problem], word: paper.proof?.word, pdf: paper.proof?.pdf },
    });
    expect(event?.data.checkpoint).toEqual(paper.proof?.checkpoint);
    expect(paper.proof?.checkpoint?.size).toBeGreaterThan(0);
    expect(paper).toMatchObject({ state: 'issued', input: null, sheet: null });
    expect(await rowsOf(bureau, 'select 1 from data_key where subject_id = $1', id)).toEqual([]);
    expect(JSON.stringify(event)).not.toContain('月底前办结');
    const file = await handOutPaper(deps(), await as('supervisor'), id, 'pdf');
    expect(file.ok && file.value.name).toBe(`${paper.number} 督办通知书.pdf`);
    const [handout] = await rowsOf<{ size: number }>(
      bureau,
      `select size from checkpoint_handout where agency_id = $1 and way = 'paper' and size = $2`,
      bureau.agency.id,
      paper.proof?.checkpoint?.size,
    );
    expect(handout).toBeDefined();
  });

  test('is refused when the matter moved on since it was looked at', async () => {
    const { problem } = await workedOn(bureau);
    const id = await draft('supervise', [problem], basis);
    const { fingerprint, revision } = await seen(id);
    const rewritten = await rewritePaper(deps(), await as('supervisor'), id, {
      input: { ...basis, requirement: '十日内办结' },
      revision,
    });
    expect(rewritten.ok).toBe(true);
    const outcome = await issue(deps(), await as('supervisor'), id, {
      fingerprint: fingerprint ?? '',
      command: uuidv7(),
      site: 'https://xn.example',
    });
    expect(outcome).toMatchObject({ ok: false, refusal: { code: 'stale', rule: 'papers.changed' } });
  });

  test('is not for whoever only works on matters', async () => {
    const { problem } = await workedOn(bureau);
    const id = await draft('strikeOff', [problem], {}, 'owner');
    const outcome = await issueAs(id, {}, 'owner');
    expect(outcome).toMatchObject({ ok: false, refusal: { code: 'notAllowed', rule: 'role' } });
  });

  test('needs a code word for a 文号, none for a form', async () => {
    const plain = await openBureau(office, 'plain');
    const before = bureau;
    bureau = plain;
    try {
      const { problem } = await workedOn(bureau);
      const notice = await issueAs(await draft('supervise', [problem], basis));
      expect(notice).toMatchObject({ ok: false, refusal: { rule: 'papers.codeWord' } });
      const form = await draft('strikeOff', [problem]);
      expect((await issueAs(form)).ok).toBe(true);
      expect((await seen(form)).number).toBe(`销审${office.now().getFullYear()}-001`);
    } finally {
      bureau = before;
    }
  });

  test('void: number and files stay, the public hears of it', async () => {
    const { problem } = await workedOn(bureau);
    const id = await draft('supervise', [problem], basis);
    await issueAs(id);
    const { number, proof } = await seen(id);
    const code = proof?.code ?? '';
    const before = await publicPaper(office.pools.app, bureau.agency.id, code);
    expect(before).toMatchObject({ number, voidedAt: null, pdf: proof?.pdf });
    expect((await voidIssued(deps(), await as('leader'), id, 'duplicate', uuidv7())).ok).toBe(true);
    expect(await seen(id)).toMatchObject({ state: 'voided', number, voided: { reason: 'duplicate' } });
    expect((await publicPaper(office.pools.app, bureau.agency.id, code))?.voidedAt).not.toBeNull();
    expect((await publicPaper(office.pools.app, bureau.agency.id, number ?? ''))?.number).toBe(number);
    const again = await voidIssued(deps(), await as('leader'), id, 'duplicate', uuidv7());
    expect(again).toMatchObject({ ok: false, refusal: { rule: 'papers.notIssued' } });
  });
});

describe('who sees it', () => {
  test('a draft its maker and whoever issues; an issued one whoever may know of its matters', async () => {
    const { problem } = await workedOn(bureau);
    const id = await draft('supervise', [problem], basis, 'registrar');
    const find = async (by: JobName) => (await paperView(deps(), await as(by), id)).ok;
    expect([await find('registrar'), await find('office'), await find('owner'), await find('stranger')]).toEqual([
      true,
      true,
      false,
      false,
    ]);
    await issueAs(id);
    expect([await find('owner'), await find('stranger')]).toEqual([true, false]);
    const listed = async (by: JobName, query: object) => {
      const page = await paperPage(deps(), await as(by), { limit: 100, ...query });
      return page.ok && page.value.items.some((each) => each.id === id);
    };
    const { number } = await seen(id);
    for (const query of [{}, { state: 'issued' }, { matter: problem }, { number: number?.slice(0, 6) }]) {
      expect(await listed('owner', query)).toBe(true);
      expect(await listed('stranger', query)).toBe(false);
    }
  });

  test('a paper about a confidential matter leaves a reading in the record, and is not found by its number', async () => {
    const { id: problem } = await problemOf(bureau, { confidential: true });
    const id = await draft('supervise', [problem], basis, 'discipline');
    const { fingerprint } = await seen(id, 'discipline');
    const outcome = await issue(deps(), await as('leader'), id, {
      fingerprint: fingerprint ?? '',
      command: uuidv7(),
      site: 'https://x.example',
    });
    expect(outcome.ok).toBe(false);
    const before = await rowsOf(bureau, `select 1 from access where matter_id = $1 and way = 'paper'`, problem);
    await paperView(deps(), await as('discipline'), id);
    const after = await rowsOf(bureau, `select 1 from access where matter_id = $1 and way = 'paper'`, problem);
    expect(after.length).toBe(before.length + 1);
  });

  test('a draft is thrown away by its maker, an issued one by nobody', async () => {
    const { problem } = await workedOn(bureau);
    const id = await draft('supervise', [problem], basis, 'registrar');
    expect((await discardPaper(deps(), await as('owner'), id)).ok).toBe(false);
    expect((await discardPaper(deps(), await as('registrar'), id)).ok).toBe(true);
    const issued = await draft('supervise', [problem], basis);
    await issueAs(issued);
    const outcome = await discardPaper(deps(), await as('supervisor'), issued);
    expect(outcome).toMatchObject({ ok: false, refusal: { rule: 'papers.notDraft' } });
  });
});

describe('what they say', () => {
  test('the form of striking off names measures, evidence and the reviewer', async () => {
    const { problem } = await struckOff(bureau, { title: '印章管理不严' });
    const { sheet } = await seen(await draft('strikeOff', [problem]));
    const words = JSON.stringify(sheet?.body);
    for (const each of ['印章管理不严', '加开窗口：做完', '共 1 份', '核对无误', 'reviewer某', '齐了'])
      expect(words).toContain(each);
  });

  test('the form of striking off counts what those affected said, once there are enough that nobody is known by it', async () => {
    const { problem, tokens } = await drawnFor(bureau);
    const ratings = createRatings({ engine: office.engine, pool: office.pools.app, viewerFor: office.viewerFor });
    const answers = async (place: number, grade: string) =>
      expect((await ratings.answer(bureau.agency, tokens[place] as string, { grade })).kind).toBe('done');
    const said = async (id: string, by: JobName = 'supervisor') => JSON.stringify((await seen(id, by)).sheet?.body);
    const untouched = await workedOn(bureau);
    expect(await said(await draft('strikeOff', [untouched.problem]))).not.toContain('人评价');
    const form = await draft('strikeOff', [problem]);
    await answers(0, 'satisfied');
    await answers(1, 'dissatisfied');
    for (const by of ['supervisor', 'office'] as const) {
      expect(await said(form, by)).toContain('请 4 人评价，收回太少，不列数字');
      expect(await said(form, by)).not.toContain('满意 1');
    }
    const { fingerprint } = await seen(form);
    await answers(2, 'verySatisfied');
    expect(await said(form)).toContain('请 4 人评价，收回 3 份，满意 2 份（66.7%）');
    expect((await seen(form)).fingerprint).not.toBe(fingerprint);

    const { reviewer } = bureau.people;
    const votes = { verySatisfied: 4, satisfied: 3, basicallySatisfied: 0, dissatisfied: 0, veryDissatisfied: 0 };
    const data = { heldOn: '2026-01-05', present: 7, ...votes };
    const files = [await fileOf(bureau, reviewer, `票 ${problem}`)];
    await carry(bureau, reviewer, { matter: problem }, { action: 'evaluate', data, files });
    expect(await said(form)).toContain('请 4 人评价，2026年1月5日民主评议，收回 10 份，满意 9 份（90.0%）');
  });

  test('the ledger stands in the official columns, confidential ones left out', async () => {
    const { id: secret } = await problemOf(bureau, { confidential: true, title: '不外传的一件' });
    const { problem } = await workedOn(bureau, { title: '台账上的一件' });
    const id = await draft('ledger', [], { view: 'all', unit: bureau.units.tax });
    const { sheet } = await seen(id);
    const grid = sheet?.body.find((block) => block.kind === 'grid');
    expect(grid?.kind === 'grid' && grid.columns.map(({ title }) => title).join(' ')).toBe(
      '序号 编号 问题来源 问题描述 类别 责任领导 责任单位 责任人 配合单位 整改措施 时间表节点 完成时限 进展 佐证 是否长效 销号状态/日期 满意度',
    );
    const words = JSON.stringify(grid);
    expect(words).toContain('台账上的一件');
    expect(words).not.toContain('不外传的一件');
    await issueAs(id);
    const rows = await rowsOf<{ matter_id: string }>(
      bureau,
      'select matter_id from paper_matter where paper_id = $1',
      id,
    );
    const about = rows.map(({ matter_id }) => matter_id);
    expect(about).toContain(problem);
    expect(about).not.toContain(secret);
    // A list is not about each of those that stand on it.
    const page = await paperPage(deps(), await as('supervisor'), { matter: problem, limit: 100 });
    expect(page.ok && page.value.items).toEqual([]);
  });

  test('a bulletin counts the month by unit; a month to come is refused', async () => {
    const month = new Date(office.now().getTime() + 8 * 3_600_000).toISOString().slice(0, 7);
    const { id: twin } = await problemOf(bureau);
    const { id: into } = await problemOf(bureau);
    const { registrar, reviewer } = bureau.people;
    await carry(bureau, registrar, { matter: twin }, { action: 'askMerge', data: { into }, reason: '同一件事' });
    await carry(bureau, reviewer, { matter: twin }, { action: 'grantMerge' });
    const { sheet } = await seen(await draft('bulletin', [], { month, next: '抓紧办理' }));
    const grid = sheet?.body.find((block) => block.kind === 'grid');
    const rows = grid?.kind === 'grid' ? grid.rows : [];
    const counted = await rowsOf<{ n: number }>(
      bureau,
      `select count(*)::int as n from matter where agency_id = $1 and procedure = 'problem' and not confidential and state not in ('voided', 'merged') and unit_id = $2`,
      bureau.agency.id,
      bureau.units.tax,
    );
    expect(rows.find((row) => row[1] === 'tax股')?.[2]).toBe(String(counted[0]?.n));
    const later = await draftPaper(deps(), await as('supervisor'), {
      kind: 'bulletin',
      matters: [],
      input: { month: '2999-01', next: '无' },
    });
    expect(later).toMatchObject({ ok: false, refusal: { fields: [{ path: 'input.month' }] } });
  });

  test('a notice is told to whoever answers and the leader in charge, once it left; a ledger to nobody', async () => {
    const { owner, leader, supervisor } = bureau.people;
    const { id } = await problemOf(bureau, { title: '路灯报修没人接', leader: leader.person });
    const told = () =>
      rowsOf<{ person_id: string }>(
        bureau,
        `select person_id from notice where agency_id = $1 and matter_id = $2 and kind = 'paper'`,
        bureau.agency.id,
        id,
      );
    const urging = await draft('urge', [id]);
    expect(await told()).toEqual([]);
    expect((await issueAs(urging)).ok).toBe(true);
    expect((await told()).map(({ person_id }) => person_id).sort()).toEqual([owner.person, leader.person].sort());
    await issueAs(await draft('ledger', [], { view: 'all' }));
    expect(await told()).toHaveLength(2);
    const viewer = await as('owner');
    const list = await noticeList({ engine: office.engine, read: async () => {} }, viewer, undefined);
    const [newest] = list.ok ? list.value.items : [];
    // Whose event happens to be the newest did not issue it.
    expect(newest).toMatchObject({ kind: 'paper', by: null, matter: { id } });
    expect(supervisor.person).not.toBe(owner.person);
  });

  test('a bulletin tells the cases that were opened in its month, in the words made for that', async () => {
    const { registrar, supervisor } = bureau.people;
    const caseOf = async (title: string) => {
      const data = {
        title,
        kind: 'bad',
        cause: 'style',
        unit: bureau.units.tax,
        story: '经过',
        lesson: '教训',
        anonymised: true,
      };
      const { id } = await carry(bureau, registrar, { procedure: 'caseStudy' }, { action: 'register', data });
      await carry(bureau, registrar, { matter: id }, { action: 'submit' });
      await carry(bureau, supervisor, { matter: id }, { action: 'approve' });
      return id;
    };
    const opened = await caseOf('公开的一例');
    await caseOf('只在内部看的一例');
    const data = { publicSummary: '窗口少说一句，群众多跑一趟。' };
    await carry(bureau, supervisor, { matter: opened }, { action: 'publish', data });
    const month = new Date(office.now().getTime() + 8 * 3_600_000).toISOString().slice(0, 7);
    const before = new Date(Date.parse(`${month}-01T00:00:00Z`) - 86_400_000).toISOString().slice(0, 7);
    const told = async (of: string) =>
      JSON.stringify((await seen(await draft('bulletin', [], { month: of, next: '抓紧办理' }))).sheet?.body);
    expect(await told(month)).toContain('1．公开的一例（反面）。窗口少说一句，群众多跑一趟。');
    expect(await told(month)).not.toContain('只在内部看的一例');
    expect(await told(before)).toContain('本月没有公开的典型案例');
  });

  test('all that is wrong with what was written is said at once', async () => {
    const made = await draftPaper(deps(), await as('supervisor'), {
      kind: 'supervise',
      matters: [],
      input: { dueOn: 'morgen', colour: 'red' },
    });
    expect(made.ok ? [] : made.refusal.fields?.map(({ path }) => path).sort()).toEqual([
      'input.basis',
      'input.colour',
      'input.dueOn',
      'input.requirement',
    ]);
  });

  test('a real paper of each kind is drawn as Word and PDF and kept', async () => {
    const { problem } = await workedOn(bureau);
    const id = await draft('urge', [problem], { contact: '何静，电话 0000-7654321' });
    expect((await issueAs(id, { draw: bothOf(drawerOf(null)) })).ok).toBe(true);
    for (const format of ['docx', 'pdf'] as const) {
      const file = await handOutPaper(deps(), await as('owner'), id, format);
      expect(file.ok && file.value.bytes.length).toBeGreaterThan(9_000);
    }
  });
});

test('erasing a matter takes the files of its papers and its drafts, and leaves number and event', async () => {
  const { problem } = await workedOn(bureau);
  const issued = await draft('supervise', [problem], basis);
  await issueAs(issued);
  const open = await draft('urge', [problem]);
  const { proof, number } = await seen(issued);
  const live = async () => {
    await sealNow(office, bureau.agency);
    const { pools, vault, files } = office;
    return (await verifyLive(bureau.agency, { pool: pools.app, vault, files })).findings;
  };
  expect(await live()).toEqual([]);
  const erase = { engine: office.engine, pool: office.pools.app, files: office.files, also: [papersErasedWith] };
  const outcome = await eraseMatter(erase, await as('securityAdmin'), problem, 'wronglyKept', {
    id: uuidv7(),
    digest: 'd',
  });
  expect(outcome.ok).toBe(true);
  expect(await rowsOf(bureau, 'select 1 from paper where id = $1', open)).toEqual([]);
  expect(await rowsOf(bureau, 'select 1 from data_key where subject_id = $1', open)).toEqual([]);
  expect(await office.files.read(bureau.agency.id, proof?.pdf ?? '')).toBeNull();
  expect((await eventsOf(issued)).map(({ action }) => action)).toEqual(['issue', 'erase']);
  expect(await live()).toEqual([]);
  const gone = await draft('supervise', [(await workedOn(bureau)).problem], basis);
  await issueAs(gone);
  await office.files.remove(bureau.agency.id, (await seen(gone)).proof?.pdf ?? '');
  expect((await live()).map(({ code }) => code)).toEqual(['fileGone']);
  expect(await publicPaper(office.pools.app, bureau.agency.id, proof?.code ?? '')).toMatchObject({
    number,
    withheld: true,
  });
});
