import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeOfAsking } from '../../../tests/builders/asking.ts';
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
  workedOn,
} from '../../../tests/builders/bureau.ts';
import { type Clerk, type Office, openOffice, viewerFor } from '../../../tests/builders/office.ts';
import { draftOf } from '../../../tests/builders/papers.ts';
import { writeOfWatching } from '../../../tests/builders/watching.ts';
import { formOf, type Procedure } from '../../kernel/procedure/procedure.ts';
import { openAccount } from '../../modules/directory/index.ts';
import { reportReading } from '../../modules/ledger/server/reading.ts';
import type { Target } from '../command/engine.ts';
import { inTransaction } from '../database/transaction.ts';
import { handOut } from '../files/attachments.ts';
import { matterPage } from '../matter/page.ts';
import { eraseMatter, erasePerson } from './erase.ts';

let office: Office;
let bureau: Bureau;

beforeAll(async () => {
  office = await openOffice();
  bureau = await openBureau(office, 'first');
});
afterAll(() => office.stop());

const tables = async (): Promise<string[]> =>
  (
    await rowsOf<{ name: string }>(
      bureau,
      `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') order by 1`,
    )
  ).map(({ name }) => name);

/** Tables of which any row bears the text, in letters or as the bytes of a binary column. */
const tablesWith = async (text: string): Promise<string[]> => {
  const found: string[] = [];
  for (const name of await tables()) {
    const [row] = await rowsOf<{ n: number }>(
      bureau,
      `select count(*)::int as n from ${name} t where position($1 in t::text) > 0 or position($2 in t::text) > 0`,
      text,
      Buffer.from(text).toString('hex'),
    );
    if (row?.n) found.push(name);
  }
  return found;
};

/** Files of the data folder that bear the text. */
const filesWith = (text: string): string[] =>
  readdirSync(office.dataFolder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((place) => readFileSync(place).includes(text));

const mark = (): string => `暗号${uuidv7().slice(-12)}`;

/** Every action by which people write freely, so that a new one does not escape this test. */
const writings = (procedure: Procedure): string[] =>
  Object.entries(procedure.actions)
    .filter(
      ([, action]) =>
        action.reason !== undefined ||
        formOf(procedure, action)?.fields.some((field) => field.type === 'longText' || field.columns !== undefined),
    )
    .map(([name]) => `${procedure.code}.${name}`);

describe('what people write freely', () => {
  test('stands nowhere in the clear but in the mouths of those who may read it: every field, reason and file name', async () => {
    const { people } = bureau;
    const text = mark();
    const done = new Set<string>();
    const by = async (who: Clerk, target: Target, sent: Sent) => {
      const reply = await carry(bureau, who, target, sent);
      done.add(`${reply.procedure}.${sent.action}`);
      return reply;
    };
    /** Asked, refused, asked again and granted, each with words. */
    const answered = async (target: Target, asks: Clerk, kind: string, data: Record<string, unknown> = {}) => {
      const name = `${kind.charAt(0).toUpperCase()}${kind.slice(1)}`;
      for (const step of ['refuse', 'grant']) {
        await by(asks, target, { action: `ask${name}`, data, reason: text });
        await by(people.supervisor, target, { action: `${step}${name}`, reason: text });
      }
    };
    const named = async (who: Clerk) => [await fileOf(bureau, who, `内容 ${uuidv7()}`, `${text}.txt`)];
    const problem = await problemOf(bureau, { description: `${text} 描述` });
    done.add('problem.register');
    const at = { matter: problem.id };
    const rows = [measureRow(bureau), measureRow(bureau, '另一项')];
    const { children } = await by(people.owner, at, { action: 'plan', data: { measures: rows } });
    const [first, second] = children.map((matter) => ({ matter })) as [Target, Target];
    const said = { data: { progress: text }, files: await named(people.owner) };
    await by(people.owner, at, { action: 'reportProgress', ...said });
    const outcome = { data: { outcome: text } };
    const shown = { files: await named(people.measureOwner) };
    await by(people.measureOwner, first, { action: 'reportProgress', data: { progress: text }, ...shown });
    await by(people.measureOwner, first, { action: 'complete', ...outcome, files: await named(people.measureOwner) });
    await by(people.measureOwner, first, { action: 'reopen', reason: text });
    await by(people.measureOwner, first, { action: 'complete', ...outcome });
    await answered(second, people.measureOwner, 'void');
    await by(people.supervisor, at, {
      action: 'recuse',
      data: { person: people.stranger.person },
      reason: text,
    });
    await by(people.owner, at, { action: 'requestStrikeOff', ...outcome });
    await by(people.reviewer, at, { action: 'sendBack', reason: text });
    await by(people.owner, at, { action: 'requestStrikeOff', ...outcome });
    await by(people.reviewer, at, { action: 'strikeOff', reason: text });
    await by(people.reviewer, at, { action: 'reopen', reason: text });
    await by(people.supervisor, at, { action: 'suspend', reason: text });
    await by(people.owner, at, { action: 'resume', reason: text });
    await by(people.owner, at, { action: 'statement', data: { about: 1, text } });
    const deposit = {
      action: 'deposit',
      data: { title: '调研', unit: bureau.units.tax },
      files: await named(people.owner),
    };
    const report = await carry(bureau, people.owner, { procedure: 'report' }, deposit);
    await answered({ matter: report.id }, people.owner, 'void');
    const asked = await problemOf(bureau, { dueOn: '2099-12-31' });
    const about = { matter: asked.id };
    const again = await carry(bureau, people.owner, about, {
      action: 'plan',
      data: { measures: [{ ...measureRow(bureau), dueOn: '2099-12-01' }] },
    });
    const below = { matter: again.children[0] as string };
    const { person: owner, post: ownerPost } = people.measureOwner;
    const taker = { unit: bureau.units.tax, owner: people.clerk.person, ownerPost: people.clerk.post };
    await answered(below, people.measureOwner, 'extension', { dueOn: '2100-01-01' });
    await answered(below, people.measureOwner, 'correction', { title: '改过的措施' });
    await answered(below, people.measureOwner, 'transfer', taker);
    await answered(below, people.clerk, 'void');
    await answered(about, people.owner, 'extension', { dueOn: '2100-01-01' });
    await answered(about, people.owner, 'correction', { description: text });
    const { id: into } = await problemOf(bureau);
    await answered(about, people.owner, 'merge', { into });
    await by(people.supervisor, about, { action: 'undoMerge', reason: text });
    await answered(about, people.owner, 'transfer', { unit: bureau.units.tax, owner, ownerPost });
    await answered(about, people.measureOwner, 'void');

    for (const write of [writeOfAsking, writeOfWatching])
      for (const name of await write(bureau, text, by)) done.add(name);

    const drafted = { kind: 'strikeOff', matters: [into], input: { departmentOpinion: text } } as const;
    await draftOf(bureau, people.supervisor, drafted);

    const known = office.engine.house.procedures.flatMap(writings).filter((name) => name !== 'measure.register');
    expect(known.filter((name) => !done.has(name))).toEqual([]);
    expect(await tablesWith(text)).toEqual([]);
    expect(filesWith(text)).toEqual([]);
    const page = await matterPage(
      office.engine,
      await viewerFor(office, bureau.agency, people.owner.person),
      problem.id,
    );
    expect(JSON.stringify(page).split(text).length - 1).toBeGreaterThan(9);
  });

  test('no name and no login of a person stands in the clear', async () => {
    expect(await tablesWith('owner某')).toEqual([]);
    await openAccountOf(bureau.people.clerk, 'zhang.sanfeng', 'Geheim-4711');
    expect(await tablesWith('zhang.sanfeng')).toEqual([]);
    expect(await tablesWith('Geheim-4711')).toEqual([]);
  });
});

const openAccountOf = (who: Clerk, login: string, password: string) =>
  inTransaction(office.pools.app, (client) =>
    openAccount(client, office.vault, bureau.agency.id, { person: who.person, login, password }, office.now()),
  );

const deps = () => ({ engine: office.engine, pool: office.pools.app, files: office.files });
const securityAdmin = () => viewerFor(office, bureau.agency, bureau.people.securityAdmin.person);
const erase = async (matter: string, id = uuidv7()) =>
  eraseMatter(deps(), await securityAdmin(), matter, 'personAsked', { id, digest: 'erase' });
const pageAs = async (who: Clerk, matter: string) => {
  const page = await matterPage(office.engine, await viewerFor(office, bureau.agency, who.person), matter);
  if (!page.ok) throw new Error(page.refusal.rule);
  return page.value;
};
const say = (matter: string, text: string, files: Sent['files'] = []) =>
  carry(bureau, bureau.people.owner, { matter }, { action: 'reportProgress', data: { progress: text }, files });

describe('erasing a matter', () => {
  test('destroys key, values and its own files: nothing of it is left in any table or on disk', async () => {
    const text = mark();
    const { problem } = await workedOn(bureau, { description: text });
    await say(problem, text, [await fileOf(bureau, bureau.people.owner, `附件 ${text}`)]);
    expect(filesWith(text)).toHaveLength(1);
    const kept = async () =>
      rowsOf(
        bureau,
        'select commitment from personal where subject_id = $1 union all select subject_id::text from data_key where subject_id = $1',
        problem,
      );
    expect((await kept()).length).toBeGreaterThan(3);

    expect(await erase(problem)).toMatchObject({ ok: true });
    expect(await kept()).toEqual([]);
    expect(await tablesWith(text)).toEqual([]);
    expect(filesWith(text)).toEqual([]);
    const page = await pageAs(bureau.people.owner, problem);
    expect(JSON.stringify(page)).not.toContain(text);
    expect(page.data.description).toEqual({ erased: true });
    expect(page.events.find((event) => event.files.length > 0)?.files[0]?.name).toEqual({ erased: true });
  });

  test('is an event that changes nothing else, and is recorded', async () => {
    const { problem } = await workedOn(bureau);
    const before = await pageAs(bureau.people.owner, problem);
    await erase(problem);
    const after = await pageAs(bureau.people.owner, problem);
    expect(after).toMatchObject({ seq: before.seq + 1, state: before.state, owner: before.owner, title: before.title });
    expect(after.events[0]).toMatchObject({ action: 'erase', data: { basis: 'personAsked' } });
    const records = await rowsOf(
      bureau,
      `select detail from security_event where kind = 'erase' and detail->>'subject' = $1`,
      problem,
    );
    expect(records).toHaveLength(1);
  });

  test('leaves other matters, the children too, as they were; a file that another one rests on stays', async () => {
    const [text, other] = [mark(), mark()];
    const { problem, measure } = await workedOn(bureau);
    const shared = await fileOf(bureau, bureau.people.owner, `共用 ${text}`);
    await say(problem, '见附件', [shared]);
    const second = await workedOn(bureau, { description: other });
    await say(second.problem, '同一附件', [shared]);
    await erase(problem);
    expect((await pageAs(bureau.people.owner, second.problem)).data.description).toBe(other);
    expect((await pageAs(bureau.people.measureOwner, measure)).events).toHaveLength(1);
    expect(filesWith(text)).toHaveLength(1);
  });

  test('goes on under a new key: what is written afterwards is read, what was before stays erased', async () => {
    const { problem } = await workedOn(bureau);
    await say(problem, '从前的话');
    await erase(problem);
    await say(problem, '后来的话');
    const texts = (await pageAs(bureau.people.owner, problem)).events
      .map((event) => event.data.progress)
      .filter(Boolean);
    expect(texts).toEqual(['后来的话', { erased: true }, { erased: true }]);
    await erase(problem);
    await say(problem, '最后的话');
    expect((await pageAs(bureau.people.owner, problem)).events[0]?.data.progress).toBe('最后的话');
  });

  test('the same request twice is one event; it removes what a dying process left, and nothing written since', async () => {
    const text = mark();
    const { problem } = await workedOn(bureau);
    const file = await fileOf(bureau, bureau.people.owner, `附件 ${text}`);
    await say(problem, '附上', [file]);
    const id = uuidv7();
    const first = await erase(problem, id);
    await fileOf(bureau, bureau.people.clerk, `附件 ${text}`);
    const later = await fileOf(bureau, bureau.people.owner, `后来 ${text}`);
    await say(problem, '又附上', [later]);
    expect(await erase(problem, id)).toEqual(first);
    expect(filesWith(`附件 ${text}`)).toEqual([]);
    expect(filesWith(`后来 ${text}`)).toHaveLength(1);
    expect((await pageAs(bureau.people.owner, problem)).events[0]?.data.progress).toBe('又附上');
    const events = await rowsOf(bureau, `select 1 from event where stream_id = $1 and action = 'erase'`, problem);
    expect(events).toHaveLength(1);
  });

  test('while others write: what is acknowledged after the erasure can be read, and the page never breaks', async () => {
    for (let round = 0; round < 12; round++) {
      const { problem } = await workedOn(bureau);
      const writer = async () => {
        for (let n = 0; n < 3; n++)
          await send(
            bureau,
            bureau.people.owner,
            { matter: problem },
            { action: 'reportProgress', data: { progress: `第${n}次` } },
          );
      };
      await Promise.all([writer(), erase(problem), writer()]);
      await say(problem, '之后');
      const { events } = await pageAs(bureau.people.owner, problem);
      const erasedAt = events.find((event) => event.action === 'erase')?.seq ?? 0;
      const lost = events.filter((event) => event.seq > erasedAt && typeof event.data.progress !== 'string');
      expect(lost.map((event) => event.seq)).toEqual([]);
      const kept = events.filter((event) => event.seq < erasedAt && typeof event.data.progress === 'string');
      expect(kept.map((event) => event.seq)).toEqual([]);
    }
  });

  test('of a report takes its text away, also where it had been read before', async () => {
    const text = mark();
    const file = await fileOf(bureau, bureau.people.owner, `${text}调研报告\n一、存在问题\n（一）排队太久。`);
    const deposit = { action: 'deposit', data: { title: '调研', unit: bureau.units.tax }, files: [file] };
    const report = await carry(bureau, bureau.people.owner, { procedure: 'report' }, deposit);
    const viewer = await viewerFor(office, bureau.agency, bureau.people.owner.person);
    const read = () =>
      reportReading(office.engine, viewer, report.id, async (digest) => {
        const found = await office.files.read(bureau.agency.id, digest);
        if (!found) throw new Error(`no file ${digest}`);
        return Buffer.concat(await found.stream.toArray());
      });
    expect(JSON.stringify(await read())).toContain(text);
    await erase(report.id);
    expect(await read()).toMatchObject({ ok: false, refusal: { code: 'notFound' } });
    expect(await handOut({ files: office.files, engine: office.engine }, viewer, report.id, file.digest)).toMatchObject(
      {
        ok: false,
        refusal: { code: 'notFound' },
      },
    );
  });

  test('of what one is accused in, or of what is not there, is refused alike', async () => {
    const { id } = await problemOf(bureau, { accused: [bureau.people.securityAdmin.person] });
    expect(await erase(id)).toEqual(await erase(uuidv7()));
  });
});

describe('erasing a person', () => {
  test('takes name, login and sessions away and leaves the id', async () => {
    const who = bureau.people.auditor;
    await openAccountOf(who, 'auditor.li', 'Richtig-4711');
    const signed = await office.sessions.signIn({
      agency: bureau.agency,
      login: 'auditor.li',
      password: 'Richtig-4711',
      address: '127.0.0.1',
    });
    if (!signed.ok) throw new Error(signed.refusal.rule);
    expect(await office.sessions.find(bureau.agency.id, signed.value.token)).not.toBeNull();
    const viewer = await viewerFor(office, bureau.agency, who.person);
    expect(viewer.directory.personName(who.person)).toBe('auditor某');

    expect(await erasePerson(deps(), await securityAdmin(), who.person, 'personAsked', uuidv7())).toMatchObject({
      ok: true,
    });
    const after = await viewerFor(office, bureau.agency, who.person);
    expect(after.directory.personName(who.person)).toBeNull();
    expect(after.directory.hasPerson(who.person)).toBe(true);
    expect(await office.sessions.find(bureau.agency.id, signed.value.token)).toBeNull();
    const again = await office.sessions.signIn({
      agency: bureau.agency,
      login: 'auditor.li',
      password: 'Richtig-4711',
      address: '127.0.0.1',
    });
    expect(again).toMatchObject({ ok: false, refusal: { code: 'notSignedIn' } });
    expect(await rowsOf(bureau, 'select 1 from personal where subject_id = $1', who.person)).toEqual([]);
    expect(await rowsOf(bureau, 'select 1 from data_key where subject_id = $1', who.person)).toEqual([]);
  });

  test('who is not there is not found', async () => {
    const outcome = await erasePerson(deps(), await securityAdmin(), uuidv7(), 'personAsked', uuidv7());
    expect(outcome).toMatchObject({ ok: false, refusal: { code: 'notFound' } });
  });
});
