import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { until } from '../../tests/builders/log-database.ts';
import {
  act,
  type Clerk,
  employ,
  type Office,
  openOffice,
  openTestAgency,
  openTestApp,
  openUnit,
} from '../../tests/builders/office.ts';
import { parseCheckpoint, parseKey, parseNote, verifyNote } from '../kernel/proof/index.ts';
import { createRatings } from '../modules/ledger/index.ts';
import { problem as procedure } from '../modules/ledger/procedure.ts';
import type { Agency } from '../platform/authorization/directory.ts';
import type { Runner } from '../platform/database/statement.ts';
import { sha256, verifyEd25519 } from '../platform/log/hashing.ts';
import type { LogCheck } from '../platform/log/log-check.ts';
import { createPublicLog } from '../platform/log/public-log.ts';
import { type Sealer, startSealer } from '../platform/log/sealer.ts';
import { ensureSigningKey, signingKeys } from '../platform/log/signing-key.ts';
import { portalRoutes } from './index.ts';

let office: Office;
let app: FastifyInstance;
let agency: Agency;
let other: Agency;
let empty: Agency;
let unit: string;
let owner: Clerk;
let reviewer: Clerk;
let sealer: Sealer;
let asked: string[] = [];
let check: LogCheck | null = null;

/** Each carries this where the public must not look; whatever page shows it has failed. */
const secret = 'SECRET';

beforeAll(async () => {
  office = await openOffice();
  agency = await openTestAgency(office, 'first', '云溪县综合服务局');
  other = await openTestAgency(office, 'second');
  empty = await openTestAgency(office, 'third');
  unit = await openUnit(office, agency, '征管');
  owner = await employ(office, agency, unit, `${secret}方志成`, ['handler']);
  reviewer = await employ(office, agency, unit, `${secret}陆明川`, ['reviewer']);
  for (const each of [agency, other])
    await ensureSigningKey(
      { runner: office.pools.app, dataFolder: office.dataFolder, now: office.now, newId: office.engine.newId },
      each,
    );
  sealer = startSealer({ pool: office.pools.sealer, keys: signingKeys(office.dataFolder), rest: 20 });
  const counting: Runner = {
    query: (query) => {
      asked.push(query.name ?? query.text);
      return office.pools.app.query(query);
    },
  };
  ({ app } = await openTestApp(office));
  portalRoutes(app, {
    runner: counting,
    now: office.now,
    ratings: createRatings({ engine: office.engine, pool: office.pools.app, viewerFor: office.viewerFor }),
    log: createPublicLog(counting, office.now, () => check),
  });
  await app.ready();
});
afterAll(async () => {
  await app.close();
  await sealer.stop();
  await office.stop();
});

const get = (url: string, headers = {}, code = 'first') => app.inject({ url: `/a/${code}${url}`, headers });
const rows = async (text: string, ...values: unknown[]) => (await office.pools.owner!.query(text, values)).rows;

type Made = { id: string; number: string };

const evidence = async (name: string) => {
  const outcome = await office.files.put(
    agency.id,
    (async function* () {
      yield Buffer.from(`佐证 ${name}`);
    })(),
    { name: 'a.txt' },
  );
  if (!outcome.ok) throw new Error('evidence refused');
  const { digest, size, type } = outcome.value;
  await rows(
    'insert into file (agency_id, digest, size, type, uploaded_by, uploaded_at) values ($1, $2, $3, $4, $5, now()) on conflict do nothing',
    agency.id,
    digest,
    size,
    type,
    owner.person,
  );
  await rows(
    'insert into file_upload (agency_id, digest, person_id) values ($1, $2, $3) on conflict do nothing',
    agency.id,
    digest,
    owner.person,
  );
  return { digest, name, size, type };
};

/** A problem taken the whole way; every field that is not public, and every reason and name, carries the mark. */
const struckOff = async (title: string, data: Record<string, unknown> = {}): Promise<Made> => {
  const { id, number } = await act(
    office,
    agency,
    owner,
    { procedure: 'problem' },
    {
      action: 'register',
      data: {
        title,
        category: 'service',
        description: `${secret}描述`,
        source: `${secret}来源`,
        due: `${secret}时限`,
        leader: reviewer.person,
        unit,
        owner: owner.person,
        ownerPost: owner.post,
        ...data,
      },
    },
  );
  const measures = [{ title: `${secret}措施`, unit, owner: owner.person, ownerPost: owner.post, due: `${secret}节点` }];
  const planned = await act(office, agency, owner, { matter: id }, { action: 'plan', data: { measures } });
  await act(
    office,
    agency,
    owner,
    { matter: planned.children[0] as string },
    {
      action: 'complete',
      data: { outcome: `${secret}完成` },
      files: [await evidence(`${secret}${title}.txt`)],
    },
  );
  await act(office, agency, owner, { matter: id }, { action: 'reportProgress', data: { progress: `${secret}进展` } });
  await act(office, agency, owner, { matter: id }, { action: 'requestStrikeOff', data: { outcome: `${secret}结果` } });
  await act(office, agency, reviewer, { matter: id }, { action: 'strikeOff', reason: `${secret}同意` });
  return { id, number };
};
const publish = (made: Made, summary: string) =>
  act(office, agency, reviewer, { matter: made.id }, { action: 'publish', data: { publicSummary: summary } });

const publicAddresses = (made: Made) => [
  '/open',
  '/open/struck-off',
  `/open/struck-off/${encodeURIComponent(made.number)}`,
  '/open/proof',
  '/checkpoint',
];

describe('what was struck off', () => {
  test('is public only after a reviewer opened it, and gone again when it comes back onto the ledger', async () => {
    const made = await struckOff('窗口排队太久');
    const one = `/open/struck-off/${encodeURIComponent(made.number)}`;
    expect((await get(one)).statusCode).toBe(404);
    expect((await get('/open/struck-off')).body).not.toContain('窗口排队太久');
    await publish(made, '加开两个窗口，等候不超过十分钟');
    const list = (await get('/open/struck-off')).body;
    const page = (await get(one)).body;
    for (const text of ['窗口排队太久', '加开两个窗口，等候不超过十分钟', '征管股', made.number]) {
      expect(list).toContain(text);
      expect(page).toContain(text);
    }
    expect(page).toContain('服务');
    await act(office, agency, reviewer, { matter: made.id }, { action: 'reopen', reason: '又排队了' });
    expect((await get(one)).statusCode).toBe(404);
    expect((await get('/open/struck-off')).body).not.toContain('窗口排队太久');
  });

  test('shows no field without `public`: not from the form, not from the log, not from the files', async () => {
    const made = await struckOff('材料反复要');
    await publish(made, '一次告知，清单贴在窗口');
    // Whatever a form could ever hold is put into the fold, under every name that is not public.
    const fields = procedure.forms.flatMap((form) => form.fields as readonly { name: string; public?: true }[]);
    const hidden = fields.filter((field) => !field.public).map((field) => field.name);
    expect(hidden.length).toBeGreaterThan(10);
    const planted = Object.fromEntries([...hidden, 'reason', 'unheardOf'].map((name) => [name, `${secret}${name}`]));
    await rows(
      `update matter set fold = jsonb_set(fold, '{data}', fold->'data' || $2::jsonb), due_words = $3, title = $3 where id = $1`,
      made.id,
      JSON.stringify(planted),
      secret,
    );
    await rows('update problem set source = $2, category = $2 where matter_id = $1', made.id, secret);
    for (const address of publicAddresses(made)) {
      const reply = await get(address);
      expect([address, reply.statusCode]).toEqual([address, 200]);
      expect(reply.body, address).not.toContain(secret);
      for (const id of [owner.person, owner.post, reviewer.person, made.id])
        expect(reply.body, address).not.toContain(id);
    }
    expect((await get('/open/struck-off')).body).toContain('材料反复要');
  });

  test('stays hidden where it is confidential, whoever opened it', async () => {
    const made = await struckOff('线索核查');
    await publish(made, '已核查');
    expect((await get('/open/struck-off')).body).toContain('线索核查');
    await rows('update matter set confidential = true where id = $1', made.id);
    expect((await get(`/open/struck-off/${encodeURIComponent(made.number)}`)).statusCode).toBe(404);
    expect((await get('/open/struck-off')).body).not.toContain('线索核查');
    expect((await get('/open')).body).not.toContain('线索核查');
  });

  test('what people wrote is text, not markup', async () => {
    const made = await struckOff('<img src=x onerror=alert(1)>');
    await publish(made, '"><script>alert(1)</script>');
    for (const address of ['/open', '/open/struck-off', `/open/struck-off/${encodeURIComponent(made.number)}`]) {
      const { body } = await get(address);
      expect(body).not.toMatch(/<img|<script/);
      expect(body).toContain('&lt;img src=x onerror=alert(1)&gt;');
    }
  });

  test('never there, not opened, of another agency: one and the same page', async () => {
    const made = await struckOff('没有公开的');
    const shown = await struckOff('公开的');
    await publish(shown, '好了');
    const bare = ({ headers: { date: _, ...headers }, body, statusCode }: Awaited<ReturnType<typeof get>>) => ({
      headers,
      body,
      statusCode,
    });
    const never = bare(await get('/open/struck-off/%E6%97%A0-2026-001'));
    expect(never.statusCode).toBe(404);
    expect(bare(await get(`/open/struck-off/${encodeURIComponent(made.number)}`))).toEqual(never);
    const elsewhere = await get(`/open/struck-off/${encodeURIComponent(shown.number)}`, {}, 'second');
    expect(elsewhere.statusCode).toBe(404);
    expect(elsewhere.body).not.toContain('公开的</');
  });

  test('pages run newest first to the end, each one once', async () => {
    const made = await struckOff('样子');
    await publish(made, '好了');
    // Three share a moment across the edge of a page, which is where keys by time alone lose or repeat one.
    await rows(
      `with copies as (select gen_random_uuid() as id, n from generate_series(1, 70) n),
       streams as (insert into stream select agency_id, c.id, kind, seq, head, recorded_at from stream, copies c where stream.id = $1 returning id),
       matters as (insert into matter select (jsonb_populate_record(m, jsonb_build_object('id', c.id, 'root_id', c.id, 'number', 'K-' || c.n,
         'fold', jsonb_set(m.fold, '{data,title}', to_jsonb('第' || c.n || '号'))))).* from matter m, copies c where m.id = $1 returning id)
       insert into problem select (jsonb_populate_record(p, jsonb_build_object('matter_id', c.id,
         'struck_off_at', timestamptz '2026-01-01 00:00:00.123Z' + interval '1 hour' * (c.n / 3)))).* from problem p, copies c where p.matter_id = $1`,
      made.id,
    );
    const seen: string[] = [];
    let next: string | null = '/open/struck-off';
    for (let pages = 0; next !== null && pages < 10; pages++) {
      const { body }: { body: string } = await get(next);
      seen.push(...[...body.matchAll(/第(\d+)号/g)].map((match) => match[1] as string));
      next = /rel="next" href="\/a\/first([^"]+)"/.exec(body)?.[1] ?? null;
    }
    expect(next).toBeNull();
    expect(seen.length).toBe(70);
    expect(new Set(seen).size).toBe(70);
    const hours = seen.map((n) => Math.floor(Number(n) / 3));
    expect(hours).toEqual([...hours].sort((a, b) => b - a));
    expect((await get('/open/struck-off?cursor=zzz')).statusCode).toBe(404);
  });
});

describe('the log in plain words', () => {
  const sealed = () =>
    until(async () => {
      const [row] = await rows(
        `select (select count(*) from to_seal where agency_id = $1) = 0 and (select max(size) from checkpoint where agency_id = $1)
         = (select count(*) from sealed where agency_id = $1) as all`,
        agency.id,
      );
      return row?.all === true;
    }, 'everything is sealed');

  test('says “unchanged” only of what was computed anew, and of that moment', async () => {
    await sealed();
    const [{ size }] = (await rows('select max(size) as size from checkpoint where agency_id = $1', agency.id)) as [
      { size: number },
    ];
    check = null;
    const before = (await get('/open/proof')).body;
    expect(before).toMatch(new RegExp(`截至 \\d{4}-\\d\\d-\\d\\d 周. \\d\\d:\\d\\d 共封存 ${size} 条<`));
    expect(before).not.toContain('条，未被改动');
    check = { at: new Date('2026-11-22T06:30:00Z'), size: size - 1, whole: true };
    const after = (await get('/open/proof')).body;
    expect(after).toContain(`截至 2026-11-22 周日 14:30 共 ${size - 1} 条，未被改动`);
    expect(after).toContain(`共 ${size} 条。`);
    check = { at: new Date('2026-11-22T06:30:00Z'), size, whole: false };
    const alarm = (await get('/open/proof')).body;
    expect(alarm).toContain('role="alert"');
    expect(alarm).not.toContain('条，未被改动');
    check = null;
  });

  test('a note that no key of the log signed is an alarm, whatever was found before', async () => {
    await sealed();
    check = { at: new Date(), size: 5, whole: true };
    const [last] = await rows(
      'select size, note from checkpoint where agency_id = $1 order by size desc limit 1',
      agency.id,
    );
    const forged = String(last?.note).replace(/\n(.)/, (_, sign) => `\n${sign === '1' ? '2' : '1'}`);
    await rows('update checkpoint set note = $3 where agency_id = $1 and size = $2', agency.id, last?.size, forged);
    expect((await get('/open/proof')).body).toContain('校验没有通过');
    await rows('update checkpoint set note = $3 where agency_id = $1 and size = $2', agency.id, last?.size, last?.note);
    check = null;
    expect((await get('/open/proof')).body).not.toContain('校验没有通过');
  });

  test('the newest signed note goes out to anyone as it is, and is kept as handed out', async () => {
    await sealed();
    const reply = await get('/checkpoint');
    expect(reply.headers).toMatchObject({ 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' });
    const note = parseNote(reply.body);
    if (!note.ok) throw new Error(note.reason);
    const [, key = ''] = /class="code">([^<]+\+[^<]+)</.exec((await get('/open/proof')).body) ?? [];
    const known = parseKey(sha256, key.replaceAll('&#39;', "'"));
    if (!known.ok) throw new Error(known.reason);
    expect(verifyNote(note.value, [known.value], verifyEd25519).ok).toBe(true);
    const head = parseCheckpoint(note.value.text);
    const size = head.ok ? head.value.size : -1;
    expect(
      await rows('select size, way from checkpoint_handout where agency_id = $1 and size = $2', agency.id, size),
    ).toEqual([{ size, way: 'http' }]);
  });

  test('an agency without any record says so', async () => {
    expect((await get('/open/proof', {}, 'third')).body).toContain('还没有封存的记录');
    expect((await get('/checkpoint', {}, 'third')).statusCode).toBe(404);
    expect((await get('/open', {}, 'third')).body).toContain('还没有公开的销号问题');
    expect(empty.code).toBe('third');
    expect(other.code).toBe('second');
  });
});

describe('every page', () => {
  test('asks the database three times at most', async () => {
    const made = await struckOff('数一数');
    await publish(made, '好了');
    for (const address of publicAddresses(made)) {
      asked = [];
      await get(address);
      expect([address, asked.length <= 3 && asked.length > 0]).toEqual([address, true]);
    }
  });

  test('has no script, loads only the one style sheet, and lets nobody frame it', async () => {
    const made = await struckOff('看一看');
    await publish(made, '好了');
    for (const address of publicAddresses(made).slice(0, 4)) {
      const reply = await get(address);
      expect(reply.body).not.toMatch(/<script|style=|onclick|javascript:|http:\/\/|https:\/\//);
      expect(reply.headers['content-security-policy']).toBe(
        "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      );
      const [, style = ''] = /rel="stylesheet" href="([^"]+)"/.exec(reply.body) ?? [];
      const sheet = await app.inject({ url: style });
      expect(sheet.headers).toMatchObject({
        'content-type': 'text/css; charset=utf-8',
        'cache-control': expect.stringContaining('immutable'),
      });
      expect(sheet.body).toContain('--accent');
    }
  });

  test('is kept by caches for half a minute and answered with nothing when unchanged', async () => {
    const first = await get('/open/struck-off');
    expect(first.headers['cache-control']).toBe('public, max-age=30');
    const again = await get('/open/struck-off', { 'if-none-match': first.headers.etag });
    expect([again.statusCode, again.body]).toEqual([304, '']);
    const made = await struckOff('新的一件');
    await publish(made, '好了');
    expect((await get('/open/struck-off', { 'if-none-match': first.headers.etag })).statusCode).toBe(200);
  });

  test('keeps agency and size of type in its links', async () => {
    const { body, headers } = await get('/open?size=large');
    expect(body).toContain('<html lang="zh-Hans" data-size="large">');
    expect(body).toContain('href="/a/first/open/struck-off?size=large"');
    expect(body).toContain('href="/a/first/open?size=normal"');
    expect(headers['set-cookie']).toMatch(/^xn_size=large; Max-Age=31536000; Path=\/; SameSite=Lax$/);
    const plain = (await app.inject({ url: '/open' })).body;
    expect(plain).toContain('href="/open/struck-off"');
    expect(plain).toContain('href="/open?size=large"');
  });

  test('speaks the language asked for: by its address, else as chosen before, else as the browser reads', async () => {
    const made = await struckOff('换一种文字');
    await publish(made, '已经整改到位');
    const titles = async (url: string, headers: Record<string, string> = {}) => {
      const { body } = await get(url, headers);
      return [/<html ([^>]*)>/.exec(body)?.[1], /<h1>([^<]*)</.exec(body)?.[1]];
    };
    expect(await titles('/open/struck-off')).toEqual(['lang="zh-Hans"', '销号的问题']);
    expect(await titles('/open/struck-off', { 'accept-language': 'en-GB,zh;q=0.5' })).toEqual([
      'lang="en"',
      'Problems struck off',
    ]);
    const chosen = { 'accept-language': 'en', cookie: 'xn_language=zh-Hant; xn_theme=dark' };
    expect(await titles('/open/struck-off', chosen)).toEqual(['lang="zh-Hant" data-theme="dark"', '銷號的問題']);
    expect(await titles('/open/struck-off?language=en', chosen)).toEqual([
      'lang="en" data-theme="dark"',
      'Problems struck off',
    ]);
    const asked = await get('/open/struck-off?language=zh-Hant&size=large');
    expect(asked.headers['set-cookie']).toEqual([
      'xn_language=zh-Hant; Max-Age=31536000; Path=/; SameSite=Lax',
      'xn_size=large; Max-Age=31536000; Path=/; SameSite=Lax',
    ]);
    expect(asked.headers).toMatchObject({ 'cache-control': 'private, max-age=30', vary: 'accept-language, cookie' });
    expect(asked.body).toContain('href="/a/first/open/struck-off?language=en&amp;size=large"');
    expect(/<p>(共[^<]*)</.exec(asked.body)?.[1]).toMatch(/^共公開 \d+ 件，新銷號的在前。$/);
  });

  test('converts its own words and nobody’s writing', async () => {
    const made = await struckOff('征管台账没有对账');
    await publish(made, '已经对账');
    const { body } = await get('/open/struck-off?language=zh-Hant');
    expect(body).toContain('征管台账没有对账');
    expect(body).toContain('云溪县综合服务局');
    expect(body).toContain('銷號日期');
    const odd = await get('/open?language=%22%3E%3Cb%3E', { 'accept-language': '<b>' });
    expect([odd.statusCode, odd.headers['set-cookie'], /<html [^>]*>/.exec(odd.body)?.[0]]).toEqual([
      200,
      undefined,
      '<html lang="zh-Hans">',
    ]);
  });
});
