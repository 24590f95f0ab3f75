import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cloneDatabase, type TestDatabase } from '../../src/platform/database/test-database.ts';
import { runCommandLine } from '../builders/command-line.ts';
import { type Desk, openDesk } from '../builders/desk-client.ts';
import { until } from '../builders/log-database.ts';
import { freePort, type RunningServer, startServerProcess } from '../builders/running-server.ts';

/**
 * Half a year of figures, as the pages get them, against a program of its own that reads nothing but the exported log and shares
 * no line with the server.
 */
const script = path.resolve(import.meta.dirname, '../../tools/recompute/recompute.mjs');

let database: TestDatabase;
let server: RunningServer;
let he: Desk;
let folder: string;
let env: Record<string, string>;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'xn-recompute-'));
  database = await cloneDatabase();
  env = {
    DATABASE_URL: database.url('app'),
    DATABASE_ADMIN_URL: database.url('admin'),
    DATABASE_SEALER_URL: database.url('sealer'),
  };
  server = await startServerProcess({
    dataFolder: path.join(folder, 'data'),
    port: await freePort(),
    env: { ...env, XIAONENG_DEMONSTRATION: 'whole' },
  });
  const account = server.accounts.find(({ login }) => login === 'he');
  he = await openDesk(server.port, { login: 'he', password: account?.password ?? '' });
}, 120_000);
afterAll(async () => {
  he?.close();
  await server?.stop();
  await database?.drop();
  rmSync(folder, { recursive: true, force: true });
});

type Sums = { count: number; struckOff: number; open: number; dropped: number };
type Figures = {
  all: Sums;
  states: { state: string; count: number }[];
  kinds: (Sums & { kind: string; onSite: number; categories: (Sums & { category: string })[] })[];
  urgencies: (Sums & { urgency: string })[];
  causes: (Sums & { cause: string })[];
  misconducts: (Sums & { misconduct: string })[];
  weaknesses: (Sums & { weakness: string })[];
  themes: (Sums & { theme: string })[];
  measures: object;
  rules: { made: number; amended: number };
};

const get = async <T>(address: string): Promise<T> => JSON.parse((await he.get(address)).body) as T;
const bare = ({ count, struckOff, open, dropped }: Sums): Sums => ({ count, struckOff, open, dropped });

/** What the pages were given, in the shape of the recomputation. */
const shown = ({ kinds, states, measures, rules, ...figures }: Figures) => {
  const under = (name: 'urgencies' | 'causes' | 'misconducts' | 'weaknesses' | 'themes', key: string) =>
    Object.fromEntries(
      (figures[name] as unknown as (Sums & Record<string, string>)[]).map((each) => [each[key], bare(each)]),
    );
  return {
    all: bare(figures.all),
    states: Object.fromEntries(states.map(({ state, count }) => [state, count])),
    kinds: Object.fromEntries(kinds.map((each) => [each.kind, bare(each)])),
    categories: Object.fromEntries(
      kinds.flatMap(({ kind, categories }) => categories.map((each) => [`${kind}:${each.category}`, bare(each)])),
    ),
    onSite: Object.fromEntries(kinds.map(({ kind, onSite }) => [kind, onSite])),
    urgencies: under('urgencies', 'urgency'),
    causes: under('causes', 'cause'),
    misconducts: under('misconducts', 'misconduct'),
    weaknesses: under('weaknesses', 'weakness'),
    themes: under('themes', 'theme'),
    measures,
    rules: { made: rules.made, amended: rules.amended },
  };
};

const recomputed = (...more: string[]) => {
  const { stdout, stderr, status } = spawnSync(process.execPath, [script, path.join(folder, 'log'), ...more], {
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  expect(status).toBe(0);
  return JSON.parse(stdout);
};

test('the program shares no code with the server', () => {
  const imports = [...readFileSync(script, 'utf8').matchAll(/from '([^']+)'/g)].map(([, name]) => name);
  expect(imports.length).toBeGreaterThan(0);
  for (const name of imports) expect(name).toMatch(/^node:/);
});

test('figures on pages are those of the log, of the whole agency, of a year and of each unit', async () => {
  // Counters follow the sealed log, an export ends at its last checkpoint: both once nothing waits.
  await until(
    async () =>
      Number((await database.owner.query('select count(*) as n from to_seal')).rows[0]?.n) === 0 &&
      (await get<{ until: { behind: boolean } }>('/api/ledger/figures')).until.behind === false,
    'everything is sealed and counted',
    30_000,
  );
  const exported = await runCommandLine(['log', 'export', '--agency', 'yunxi', '--out', path.join(folder, 'log')], {
    ...env,
    XIAONENG_DATA: path.join(folder, 'data'),
  });
  expect(exported.stderr).toBe('');
  const whole = recomputed();
  expect(whole.withheld).toBe(0);
  expect(whole.all.count).toBeGreaterThan(150);
  expect(whole.measures.count).toBeGreaterThan(300);
  expect(whole.rules.made).toBeGreaterThan(20);
  expect(whole).toMatchObject(shown(await get<Figures>('/api/ledger/figures')));
  const year = new Date().getFullYear();
  expect(recomputed('--year', String(year))).toMatchObject(
    shown(await get<Figures>(`/api/ledger/figures?year=${year}`)),
  );
  const { units } = await get<{ units: { id: string; name: string }[] }>('/api/directory');
  expect(units).toHaveLength(12);
  for (const { id, name } of units)
    expect(recomputed('--unit', id), name).toMatchObject(shown(await get<Figures>(`/api/ledger/figures?unit=${id}`)));
}, 90_000);
