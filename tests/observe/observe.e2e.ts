import { writeFileSync } from 'node:fs';
import { Agent, request } from 'node:https';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildApp } from '../../src/main/server.ts';
import { readConfig } from '../../src/platform/config/config.ts';
import { startSealer } from '../../src/platform/log/sealer.ts';
import { ensureSigningKey, signingKeys } from '../../src/platform/log/signing-key.ts';
import { createLog } from '../../src/platform/observe/log.ts';
import { standingOf } from '../../src/platform/observe/standing.ts';
import { type Bureau, openBureau, rowsOf, workedOn } from '../builders/bureau.ts';
import { selfSigned } from '../builders/certificate.ts';
import { type Office, openOffice } from '../builders/office.ts';
import { formWith, openLogins, passwordOf, type Site, signedIn, visitor } from '../builders/site.ts';

let office: Office;
let bureau: Bureau;
const closing: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  office = await openOffice();
  bureau = await openBureau(office, 'first');
  await openLogins(bureau, ['owner', 'securityAdmin', 'registrar']);
  const { pools, dataFolder, now } = office;
  await ensureSigningKey({ runner: pools.app, dataFolder, now, newId: uuidv7 }, bureau.agency);
});
afterAll(async () => {
  for (const close of closing.reverse()) await close();
  await office.stop();
});

/** A server above the office, as `serve` makes it, and every line it logs. */
const serving = async (env: Record<string, string> = {}): Promise<{ site: Site; lines: string[] }> => {
  const reading = readConfig(env);
  if (!reading.ok) throw new Error(reading.line);
  const lines: string[] = [];
  const log = createLog({ form: 'json', level: 'debug' }, { write: (text) => void lines.push(text) });
  const { app, routes } = await buildApp(office, reading.config, 0, () => null, { log });
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.address() as AddressInfo;
  closing.push(() => app.close());
  // What it said of its own address when it began to listen.
  lines.length = 0;
  const site = { office, origin: `http://127.0.0.1:${port}`, routes } as Site;
  return { site, lines };
};

const get = (site: Site, at: string, headers: Record<string, string> = {}) => visitor(site, '').ask(at, { headers });

describe('ready', () => {
  test('says what it lacks, and 200 once somebody seals', async () => {
    const { site } = await serving();
    expect(await get(site, '/ready')).toMatchObject({
      status: 503,
      json: { status: 'notReady', reasons: ['sealer: nobody seals'] },
    });
    const sealer = startSealer({
      pool: office.pools.sealer,
      keys: signingKeys(office.dataFolder),
      rest: 20,
      retry: 20,
    });
    try {
      await expect.poll(async () => (await get(site, '/ready')).status, { timeout: 10_000 }).toBe(200);
      expect((await get(site, '/health')).json).toEqual({ status: 'ok' });
    } finally {
      await sealer.stop();
    }
  });

  test('knows a seal that lags, a migration that is missing and a database that is gone', async () => {
    await workedOn(bureau);
    const later = () => new Date(Date.now() + 120_000);
    const lagging = await standingOf(office.pools.app, office.dataFolder, later);
    expect(lagging.reasons.join(';')).toMatch(/nobody seals;sealer: 1[12]\d s behind, \d+ events wait/);
    const { owner } = office.database;
    const [last] = await rowsOf<{ name: string }>(bureau, 'select name from migration order by name desc limit 1');
    const { rows } = await owner.query('delete from migration where name = $1 returning *', [last?.name]);
    const behind = await standingOf(office.pools.app, office.dataFolder, office.now);
    await owner.query('insert into migration (name, sha256, applied_at) values ($1, $2, $3)', Object.values(rows[0]));
    expect(behind.reasons).toContain(`migrations missing: ${last?.name}`);
    const gone = { query: async () => Promise.reject(new Error('connect ECONNREFUSED "secret"')) };
    const without = await standingOf(gone as never, office.dataFolder, office.now);
    expect(without).toMatchObject({ database: null, reasons: ['database: connect ECONNREFUSED "…"'] });
  });
});

const figure = (text: string, line: RegExp): number => Number(line.exec(text)?.[1] ?? Number.NaN);

describe('figures', () => {
  test('count requests by route as written and commands by outcome, and name nobody', async () => {
    const { site } = await serving();
    const owner = await signedIn(site, 'first', 'owner');
    const { problem } = await workedOn(bureau);
    expect((await owner.ask(`/api/matters/${problem}`)).status).toBe(200);
    const stale = { 'if-match': '"1"' };
    const sent = { data: { progress: 'Zebra' }, files: [] };
    await owner.post(`/api/matters/${problem}/actions/reportProgress`, sent, stale);
    const { text, headers } = await get(site, '/metrics');
    expect(headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(
      figure(
        text,
        /^xiaoneng_http_request_seconds_count\{method="GET",route="\/api\/matters\/:id",status="200"\} (\d+)$/m,
      ),
    ).toBe(1);
    expect(figure(text, /^xiaoneng_commands_total\{outcome="stale"\} (\d+)$/m)).toBe(1);
    expect(figure(text, /^xiaoneng_sessions_open (\d+)$/m)).toBeGreaterThan(0);
    expect(figure(text, /^xiaoneng_seal_queue (\d+)$/m)).toBeGreaterThan(0);
    expect(figure(text, /^xiaoneng_database_up (\d+)$/m)).toBe(1);
    expect(text).toMatch(/^xiaoneng_database_connections\{pool="app",state="idle"\} \d+$/m);
    for (const word of [problem, bureau.people.owner.person, 'owner某', 'Zebra', passwordOf('owner')])
      expect(text).not.toContain(word);
  });

  test('are for this machine, or for whoever has the token', async () => {
    const { site } = await serving();
    expect((await get(site, '/metrics')).status).toBe(200);
    expect((await get(site, '/metrics', { 'x-forwarded-for': '203.0.113.9' })).status).toBe(404);
    const behind = (await serving({ TRUST_PROXY: '1' })).site;
    expect((await get(behind, '/metrics')).status).toBe(404);
    const token = 'a-token-of-some-length';
    const closed = (await serving({ TRUST_PROXY: '1', XIAONENG_METRICS_TOKEN: token })).site;
    expect((await get(closed, '/metrics', { authorization: `Bearer ${token}` })).status).toBe(200);
    for (const authorization of ['', 'Bearer ', `Bearer ${token}x`, token])
      expect((await get(closed, '/metrics', { authorization })).status).toBe(404);
  });
});

describe('the log', () => {
  test('of a whole journey holds one line a request and nothing of people', async () => {
    const { site, lines } = await serving();
    const words = ['Zebra-typed-6711', 'Zebra-title-6712', 'Zebra-search-6713', 'Zebra-file-6714', 'Zebra-wrong-6715'];
    const [typed, title, searched, file, wrong] = words as [string, string, string, string, string];
    const stranger = visitor(site, 'first');
    await stranger.post('/api/session', { login: 'owner', password: wrong });
    await stranger.post('/api/session', { login: wrong, password: wrong });
    const owner = await signedIn(site, 'first', 'owner');
    const registrar = await signedIn(site, 'first', 'registrar');
    const data = { title, description: typed, unit: bureau.units.tax };
    const registered = await registrar.post('/api/matters', {
      procedure: 'problem',
      data: { ...data, owner: bureau.people.owner.person, ownerPost: bureau.people.owner.post },
    });
    expect(registered.status, registered.text).toBe(201);
    const { id } = registered.json;
    expect((await owner.ask(`/api/matters/${id}?q=${searched}`)).status).toBeLessThan(500);
    await owner.ask(`/api/matters?procedure=problem&q=${encodeURIComponent(searched)}`);
    await owner.ask('/api/files', { method: 'POST', raw: formWith(file, `${file}.txt`) });
    await owner.ask('/api/matters', {
      method: 'POST',
      raw: `{"broken ${typed}`,
      headers: { 'content-type': 'application/json' },
    });
    await owner.ask(`/nowhere/${typed}?${searched}`);
    await owner.ask(`/api/directory/people/${typed}`);
    expect(lines.length).toBeGreaterThanOrEqual(10);
    const parsed = lines.map((line) => JSON.parse(line));
    expect(parsed.filter(({ msg, level }) => msg !== 'request' && level !== 'debug')).toEqual([]);
    expect(parsed.find(({ route, method }) => route === '/api/matters' && method === 'POST')).toEqual({
      ...{ level: 'info', time: expect.any(String), id: expect.any(String), method: 'POST', route: '/api/matters' },
      ...{ status: 201, ms: expect.any(Number), agency: 'first', msg: 'request' },
    });
    const text = lines.join('');
    const people = Object.entries(bureau.people).flatMap(([name, { person }]) => [person, `${name}某`]);
    const secret = [...words, ...people, id, passwordOf('owner'), owner.cookie as string, '127.0.0.1', '"owner"'];
    expect(secret.filter((word) => text.includes(word))).toEqual([]);
  });

  test('of a fault has its frames and no values', async () => {
    const { site, lines } = await serving();
    const owner = await signedIn(site, 'first', 'owner');
    const { owner: database } = office.database;
    const { problem } = await workedOn(bureau);
    await database.query('alter table event rename column body to text');
    try {
      const sent = { data: { progress: 'Zebra-6720' }, files: [] };
      const answer = await owner.post(`/api/matters/${problem}/actions/reportProgress`, sent, { 'if-match': '"3"' });
      expect(answer.status, answer.text).toBe(500);
      expect(answer.text).not.toMatch(/body|event|Zebra/);
    } finally {
      await database.query('alter table event rename column text to body');
    }
    const faults = lines.map((line) => JSON.parse(line)).filter(({ level }) => level === 'error');
    expect(faults.map(({ msg }) => msg)).toEqual(['unexpected', 'request']);
    expect(faults[0].err).toMatchObject({
      code: '42703',
      stack: expect.arrayContaining([expect.stringMatching(/^at /)]),
    });
    expect(faults[0].id).toBe(faults[1].id);
    const values = ['Zebra', problem, bureau.people.owner.person];
    expect(values.filter((value) => lines.join('').includes(value))).toEqual([]);
  });
});

const failures = async (): Promise<number> => {
  const [row] = await rowsOf<{ n: number }>(bureau, 'select count(*)::int as n from address_failure');
  return row?.n ?? 0;
};

describe('the address of a visitor', () => {
  const wrongFrom = async (site: Site, addresses: readonly string[]): Promise<number> => {
    await office.database.owner.query('delete from address_failure');
    for (const address of addresses) {
      const answer = await visitor(site, 'first').post(
        '/api/session',
        { login: 'owner', password: 'wrong' },
        { 'x-forwarded-for': address },
      );
      expect(answer.status).toBe(401);
    }
    return failures();
  };

  test('is what a proxy says only where that proxy is trusted', async () => {
    const addresses = ['203.0.113.1', '203.0.113.2'];
    const closed = (await serving()).site;
    expect(await wrongFrom(closed, addresses)).toBe(1);
    await office.database.owner.query('update account set failures = 0');
    const behind = (await serving({ TRUST_PROXY: '1' })).site;
    expect(await wrongFrom(behind, addresses)).toBe(2);
    // What the visitor put before the proxy's own word is nobody's address.
    await office.database.owner.query('update account set failures = 0');
    expect(await wrongFrom(behind, ['198.51.100.1, 203.0.113.1', '198.51.100.2, 203.0.113.1'])).toBe(1);
  });
});

describe('TLS of its own', () => {
  const pair = (): Record<'TLS_CERT' | 'TLS_KEY', string> & { ca: string } => {
    const { cert, key } = selfSigned();
    const name = uuidv7();
    const files = {
      TLS_CERT: path.join(office.dataFolder, `${name}.pem`),
      TLS_KEY: path.join(office.dataFolder, `${name}.key`),
    };
    writeFileSync(files.TLS_CERT, cert);
    writeFileSync(files.TLS_KEY, key, { mode: 0o600 });
    return { ...files, ca: cert };
  };

  test('is served, says so for a year, and marks the cookie', async () => {
    const { ca, ...env } = pair();
    const { site } = await serving(env);
    const port = Number(new URL(site.origin).port);
    const agent = new Agent({ ca });
    const body = JSON.stringify({ login: 'registrar', password: passwordOf('registrar') });
    const answer = await new Promise<{ status: number; headers: NodeJS.Dict<string | string[]> }>((resolve, reject) => {
      const sending = request(
        `https://localhost:${port}/a/first/api/session`,
        { agent, method: 'POST', headers: { 'content-type': 'application/json', origin: `https://localhost:${port}` } },
        (response) => {
          response.resume().once('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers }));
        },
      );
      sending.once('error', reject).end(body);
    });
    agent.destroy();
    expect(answer.status).toBe(200);
    expect(answer.headers['strict-transport-security']).toMatch(/^max-age=31536000/);
    expect(String(answer.headers['set-cookie'])).toMatch(/HttpOnly; Secure; SameSite=Lax/);
    await expect(fetch(`http://127.0.0.1:${port}/health`)).rejects.toThrow();
  });

  test('is not promised without', async () => {
    const { site } = await serving();
    expect((await get(site, '/health')).headers.get('strict-transport-security')).toBeNull();
  });

  test('with a key of another certificate is refused before anything starts', () => {
    const [one, other] = [pair(), pair()];
    expect(readConfig({ TLS_CERT: one.TLS_CERT, TLS_KEY: other.TLS_KEY })).toEqual({
      ok: false,
      line: `TLS_KEY ${other.TLS_KEY} is not the key of the certificate ${one.TLS_CERT}`,
    });
  });
});
