import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { uuidv7 } from 'uuidv7';
import { expect, test } from 'vitest';
import { runCommandLine } from '../builders/command-line.ts';
import { fang, onStage, stage } from './on-stage.ts';
import { says, wordsOf } from './seen.ts';
import { type Window } from './stage.ts';

/** Who must not know of a matter, walking through the whole house: whoever is accused in it, and the three administrators. */
onStage({ fang: true });

type Directory = { people: { id: string; name: string; posts: string[] }[]; posts: { id: string; unit: string }[] };
const personNamed = async (name: string) => {
  const directory = JSON.parse((await fang.get('/api/directory')).body) as Directory;
  const person = directory.people.find((each) => each.name === name);
  const post = directory.posts.find(({ id }) => id === person?.posts[0]);
  if (!person || !post) throw new Error(`nobody is called ${name}`);
  return { id: person.id, post: post.id, unit: post.unit };
};

/** A problem that is worked on, with a date and a piece of evidence: it has every address a matter can have. */
type Complaint = { id: string; number: string; title: string; file: string; unit: string; owner: string };

const evidence = async (words: string): Promise<{ digest: string; name: string }> => {
  const form = new FormData();
  form.append('file', new Blob([words]), '收据.txt');
  const sent = await fetch(`${stage.address}/api/files`, {
    method: 'POST',
    headers: { cookie: fang.cookie },
    body: form,
  });
  const { digest, name } = (await sent.json()) as { digest: string; name: string };
  return { digest, name };
};

const complain = async (more: object): Promise<Complaint> => {
  const { person: owner, post: ownerPost } = fang.user;
  const title = `反映多收押金 ${uuidv7().slice(-6)}`;
  const data = { title, unit: fang.user.unit, owner, ownerPost, dueOn: '2027-03-31', ...more };
  const { id } = await fang.command('/api/matters', { procedure: 'problem', data });
  const measures = [{ title: '核对押金账', unit: fang.user.unit, owner, ownerPost }];
  await fang.command(`/api/matters/${id}/actions/plan`, { data: { measures } });
  const files = [await evidence(`收据 ${title}`)];
  await fang.command(`/api/matters/${id}/actions/reportProgress`, { data: { progress: '收据找到了' }, files });
  const { number, unit } = JSON.parse((await fang.get(`/api/matters/${id}`)).body);
  return { id, number, title, file: files[0]?.digest ?? '', unit: unit.id, owner };
};

/** Everything that the server told a window from now on, by address. */
const listen = ({ context }: Window): (() => Promise<string[]>) => {
  const told: Promise<string>[] = [];
  context.on('response', (answer) => {
    if (new URL(answer.url()).pathname.includes('/api/') && !answer.url().includes('/stream'))
      told.push(answer.text().catch(() => ''));
  });
  return () => Promise.all(told.splice(0));
};

/** Pages on which it would stand for somebody who may know of it; each is waited for until its own content is there. */
const places = ({ owner, unit }: Complaint): [string, string][] => [
  ['/', '#main .head p'],
  ['/ledger', '.ledger-body > *'],
  [`/ledger?unit=${unit}&group=none`, '.ledger-body > *'],
  ['/ledger?view=open', '.ledger-body > *'],
  ['/ledger/figures', '#main h1'],
  ['/ledger/roadmap', '#main h1'],
  ['/ledger/print', '#main h1'],
  ['/ledger/reports', '#main h1'],
  ['/ledger/sweeps', '#main h1'],
  ['/ledger/cases', '#main h1'],
  ['/ledger/themes', '#main h1'],
  ['/ledger/hazards', '#main h1'],
  ['/ledger/ownerless', '#main h1'],
  ['/ledger/reconciliation', '#main h1'],
  ['/notices', '#main h1'],
  ['/procedures/problem', '.pstates'],
  [`/people/${owner}`, '#main h1'],
];
/** Its own addresses; nobody is told whether they lead anywhere. */
const addresses = (id: string): string[] => [`/matter/${id}`, `/matter/${id}/deadline/due`, `/ledger/reports/${id}`];

type Read = { words: string; told: string };
const walk = async (window: Window, complaint: Complaint): Promise<Map<string, Read>> => {
  const heard = listen(window);
  const read = new Map<string, Read>();
  for (const [place, content] of places(complaint)) {
    await window.page.goto(place);
    await window.page.locator(content).first().waitFor();
    await window.page.waitForLoadState('networkidle');
    read.set(place, { words: await wordsOf(window.page.locator('#main')), told: (await heard()).join('\n') });
  }
  return read;
};
const traces = ({ id, number, title, file }: Complaint) => [id, number, title, file];

const findNothing = async (window: Window, complaint: Complaint, alsoNot: readonly string[] = []) => {
  for (const [place, { words, told }] of await walk(window, complaint))
    for (const trace of [...traces(complaint), ...alsoNot])
      expect([place, trace, `${words}\n${told}`.includes(trace)]).toEqual([place, trace, false]);
};

/** Each address of it answers as that of a matter which nobody ever made. */
const leadNowhere = async (window: Window, complaint: Complaint) => {
  const { page, context, watch } = window;
  for (const each of ['/api/matters/:id', '/api/matters/:id/deadline/due', '/api/ledger/reports/:id'])
    watch.expected.add(`404 GET ${each}`);
  const nobody = uuidv7();
  const seen = async (at: string) => {
    await page.goto(at);
    await page.locator('#main h1').waitFor();
    return wordsOf(page.locator('#main'));
  };
  for (const [index, at] of addresses(complaint.id).entries()) {
    const words = await seen(at);
    expect([at, words]).toEqual([at, await seen(addresses(nobody)[index] ?? '')]);
    for (const trace of traces(complaint)) expect([at, words.includes(trace)]).toEqual([at, false]);
  }
  // A file belongs to its matter and is found nowhere else.
  const file = await context.request.get(`/api/matters/${complaint.id}/files/${complaint.file}`);
  expect(file.status()).toBe(404);
  expect(await file.text()).not.toContain('收据');
};

const searched = (window: Window, { unit }: Complaint, words: string) =>
  window.context.request
    .get(`/api/matters/search?procedure=problem&unit=${unit}&q=${encodeURIComponent(words)}`)
    .then((answer) => answer.json() as Promise<{ items: { id: string }[] }>);

type Standing = { standing: { count: number }[] };
const counted = async ({ context }: Window): Promise<number[]> => {
  const view = (await (await context.request.get('/api/procedures/problem')).json()) as Standing;
  return view.standing.map(({ count }) => count);
};

test('a leader who is accused finds nothing of it, and no count betrays it; another leader’s eyes find it everywhere', async () => {
  const lu = await stage.window({}, 'lu');
  const he = await stage.window({}, 'he');
  const { id: accused } = await personNamed('陆明川');
  const before = await counted(lu);
  const sentence = async ({ page }: Window) => {
    await page.goto('/ledger');
    await says(page.locator('.head p'), /共 \d+ 条/);
    return wordsOf(page.locator('.head p'));
  };
  const ledgerBefore = await sentence(lu);
  const supervisorBefore = await counted(he);

  const complaint = await complain({ accused: [accused] });
  await findNothing(lu, complaint);
  await leadNowhere(lu, complaint);
  await lu.page.goto(`/?peek=${complaint.id}`);
  await says(lu.page.locator('.peek'), '可能编号不对，也可能不归你看');
  expect(await counted(lu)).toEqual(before);
  expect(await sentence(lu)).toBe(ledgerBefore);
  for (const words of [complaint.title, complaint.number, '押金'])
    expect((await searched(lu, complaint, words)).items.map(({ id }) => id)).not.toContain(complaint.id);

  // The same ways lead somebody of the same reach to it: it is the accusation that hides it.
  const read = await walk(he, complaint);
  for (const place of ['/ledger', `/people/${complaint.owner}`])
    expect([place, read.get(place)?.words.includes(complaint.title)]).toEqual([place, true]);
  const sum = (counts: number[]) => counts.reduce((all, each) => all + each, 0);
  expect(sum(await counted(he))).toBe(sum(supervisorBefore) + 1);
  expect((await searched(he, complaint, complaint.title)).items.map(({ id }) => id)).toEqual([complaint.id]);
  await he.page.goto(`/matter/${complaint.id}/deadline/due`);
  await says(he.page.locator('.why h1'), '为什么是 2027-03-31');
});

test('where others choose a matter to merge into, the accused is not offered it', async () => {
  const { id: accused, post: ownerPost, unit } = await personNamed('韦立');
  const data = { title: '押金登记簿缺页', unit, owner: accused, ownerPost };
  const own = await fang.command('/api/matters', { procedure: 'problem', data });
  const complaint = await complain({ accused: [accused], unit });
  const other = await complain({ unit });
  const { page } = await stage.window({}, 'wei');
  await page.goto(`/matter/${own.id}`);
  await page.locator('.asks summary').click();
  await page.getByRole('button', { name: '申请合并', exact: true }).click();
  const choice = page.getByRole('dialog').getByRole('combobox', { name: '并入哪个问题' });
  await choice.click();
  await choice.fill('反映多收');
  const options = page.getByRole('dialog').getByRole('option');
  await options.filter({ hasText: other.title }).waitFor();
  expect(await options.filter({ hasText: complaint.title }).count()).toBe(0);
  await choice.fill(complaint.number);
  await expect.poll(() => options.filter({ hasText: other.title }).count()).toBe(0);
  expect(await wordsOf(page.locator('body'))).not.toContain(complaint.title);
});

test('what leaves the house without an auditor’s word holds no word of a confidential complaint nor whom it names', async () => {
  const { id: accused } = await personNamed('李婷');
  const complaint = await complain({ accused: [accused], confidential: true });
  const sealed = async () => {
    const { rows } = await stage.database.owner.query<{ events: number; covered: number }>(
      `select (select count(*)::int from event where stream_id = $1) as events, (select count(*)::int from sealed s
where s.stream_id = $1 and s.position < (select max(c.size) from checkpoint c where c.agency_id = s.agency_id)) as covered`,
      [complaint.id],
    );
    return rows[0];
  };
  await expect.poll(async () => (await sealed())?.covered, { timeout: 30_000 }).toBe((await sealed())?.events);
  const folder = mkdtempSync(path.join(tmpdir(), 'xn-kept-away-'));
  try {
    const out = path.join(folder, 'log');
    const env = { DATABASE_URL: stage.database.url('app'), XIAONENG_DATA: folder, XIAONENG_LOG_LEVEL: 'error' };
    const done = await runCommandLine(['log', 'export', '--agency', 'yunxi', '--out', out, '--json'], env);
    if (done.code !== 0) throw new Error(done.stderr);
    expect(JSON.parse(done.stdout).withheld).toBeGreaterThanOrEqual((await sealed())?.events ?? 1);
    const log = readFileSync(path.join(out, 'log.jsonl'), 'utf8');
    for (const trace of traces(complaint)) expect([trace, log.includes(trace)]).toEqual([trace, false]);
    expect(log.split('\n').filter((line) => line.includes('"accused"') && line.includes(accused))).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

/** The three administrators walk at the same time: each waits most of the time for a page to fall silent. */
test('the three administrators keep the house and read no matter, by none of its addresses', async () => {
  const complaint = await complain({});
  const { rows } = await stage.database.owner.query<{ title: string }>(
    `select title from matter where title is not null and agency_id = (select id from agency where code = 'yunxi')`,
  );
  expect(rows.length).toBeGreaterThan(10);
  const titles = rows.map(({ title }) => title);
  const findsNothing = async (login: string) => {
    const window = await stage.window({}, login);
    await findNothing(window, complaint, titles);
    await leadNowhere(window, complaint);
    // Nor are they led to pages that would stay empty for ever.
    await window.page.goto('/');
    const bar = window.page.getByRole('navigation', { name: '主导航' }).getByRole('link');
    const own = [login === 'sys' ? '邮件' : '安全'];
    await expect.poll(() => bar.allInnerTexts(), { message: login }).toEqual(['工作台', ...own, '名册', '更多']);
    expect((await searched(window, complaint, '')).items, login).toEqual([]);
    expect((await searched(window, complaint, complaint.number)).items, login).toEqual([]);
    const notices = await (await window.context.request.get('/api/notices')).json();
    expect(notices.items, login).toEqual([]);
  };
  await Promise.all(['sys', 'sec', 'aud'].map(findsNothing));
});
