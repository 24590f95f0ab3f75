import pg from 'pg';
import { ledgerPage, ledgerViews } from '../src/modules/ledger/server/ledger.ts';
import type { Viewer } from '../src/platform/authorization/directory.ts';
import { desk } from '../src/platform/desk/desk.ts';
import { openDesk } from '../tests/builders/desk-client.ts';
import { requestText } from '../tests/builders/raw-client.ts';
import type { RunningServer } from '../tests/builders/running-server.ts';
import { ledgerRows, sealedAll } from './arena.ts';
import { median, printMeasure, rounded } from './figures.ts';
import { fillProblems } from './fill.ts';
import type { BesideServer } from './house.ts';
import { type Call, recording } from './rehearsal.ts';

export type GrowthSizes = { small: number; large: number; judged: boolean };

/** The first agency of the demonstration; whoever reads has as many matters of their own at every size. */
const agencyCode = 'yunxi';
const readers = [
  // Their own unit, and the whole agency.
  { login: 'li', own: 40 },
  { login: 'lu', own: 40 },
] as const;

const day = 86_400_000;

export type Reader = { login: string; viewer: Viewer };

/** People by login: the demonstration's accounts sign in, and their answers say who they are. */
export const readersOf = (server: RunningServer, beside: BesideServer): Promise<Reader[]> =>
  Promise.all(
    readers.map(async ({ login }) => {
      const account = server.accounts.find((each) => each.login === login);
      if (!account) throw new Error(`nobody signs in as ${login}`);
      const signedIn = await openDesk(server.port, account);
      signedIn.close();
      return { login, viewer: await beside.viewer(agencyCode, signedIn.user.person) };
    }),
  );

/** Problems of everybody but the readers, who get theirs once, in equal parts of units; all registered within the last hours. */
export const fillerOf = (all: readonly Reader[], registrar: Viewer, total: number) => {
  const { directory } = registrar;
  const copy = directory as typeof directory & {
    people: readonly { id: string }[];
  };
  const own = new Set(all.map(({ viewer }) => viewer.person));
  const now = new Date();
  const answerable = copy.people.flatMap(({ id }) => {
    const [footing] = directory.capacities(id, now.toISOString().slice(0, 10));
    return footing?.roles.includes('handler') ? [{ person: id, post: footing.post, unit: footing.unit }] : [];
  });
  const others = answerable.filter(({ person }) => !own.has(person));
  const theirs = all.flatMap(({ viewer }) => {
    const [footing] = viewer.capacities;
    const count = readers.find(({ login }) => all.find((each) => each.viewer === viewer)?.login === login)?.own ?? 0;
    return footing
      ? Array.from({ length: count }, () => ({ person: viewer.person, post: footing.post, unit: footing.unit }))
      : [];
  });
  const begun = now.getTime() - total * 3;
  return {
    viewer: registrar,
    at: (n: number) => new Date(begun + n * 3),
    data: (n: number) => {
      const { person, post, unit } = theirs[n] ?? (others[n % others.length] as (typeof others)[number]);
      return {
        title: `第 ${n + 1} 件：窗口资料重复提交`,
        description: '同一份证明在三个窗口各交一遍，群众来回跑。',
        category: 'service',
        unit,
        owner: person,
        ownerPost: post,
        // Far enough away that no light changes while it is measured.
        dueOn: new Date(now.getTime() + (400 + (n % 700)) * day).toISOString().slice(0, 10),
      };
    },
  };
};

export type Sight = { name: string; path: string; login: string; calls: Call[] };

/** The pages that are looked at, with the statements behind each. */
const sightsOf = async (beside: BesideServer, all: readonly Reader[]): Promise<Sight[]> => {
  const sights: Sight[] = [];
  for (const { login, viewer } of all) {
    const seen = async (name: string, path: string, work: (engine: typeof beside.house.engine) => Promise<unknown>) => {
      const calls: Call[] = [];
      await work({ ...beside.house.engine, runner: recording(beside.house.engine.runner, calls) });
      sights.push({ name: `${name} ${login}`, path, login, calls });
    };
    await seen('desk', '/api/desk', (engine) => desk(engine, viewer));
    for (const view of ledgerViews)
      await seen(`ledger ${view}`, `/api/ledger/problems?view=${view}&limit=${ledgerRows}`, (engine) =>
        ledgerPage(engine, viewer, { view, limit: ledgerRows }),
      );
  }
  return sights;
};

/** So few blocks are the depth of a handful of indexes, which a thousandfold table makes a level deeper: no ratio is made of them. */
const depthOnly = 16;

type PlanNode = {
  'Index Name'?: string;
  'Actual Loops'?: number;
  'Shared Hit Blocks'?: number;
  'Shared Read Blocks'?: number;
  Plans?: PlanNode[];
};

/** How often a plan walks down an index. */
const descentsOf = (node: PlanNode): number =>
  (node['Index Name'] === undefined ? 0 : (node['Actual Loops'] ?? 0)) +
  (node.Plans ?? []).reduce((sum, each) => sum + descentsOf(each), 0);

type Touched = { buffers: number; descents: number };

/** Pages of 8 KiB that statements touch, in memory or not, and how many walks down an index are among them. */
const touchedBy = async (client: pg.Client, calls: readonly Call[]): Promise<Touched> => {
  const touched: Touched = { buffers: 0, descents: 0 };
  for (const { text, values } of calls) {
    // A second run reads what is there without first writing hints.
    for (const counts of [false, true]) {
      const { rows } = await client.query<{ 'QUERY PLAN': { Plan: PlanNode }[] }>({
        text: `explain (analyze, buffers, format json) ${text}`,
        values,
      });
      const plan = rows[0]?.['QUERY PLAN'][0]?.Plan;
      if (!counts || !plan) continue;
      touched.buffers += (plan['Shared Hit Blocks'] ?? 0) + (plan['Shared Read Blocks'] ?? 0);
      touched.descents += descentsOf(plan);
    }
  }
  return touched;
};

type Look = Record<string, Touched & { ms: number }>;

export const looked = async (server: RunningServer, beside: BesideServer, sights: readonly Sight[]): Promise<Look> => {
  const client = new pg.Client(beside.connections.app);
  await client.connect();
  const found: Look = {};
  for (const { name, path, login, calls } of sights) {
    const account = server.accounts.find((each) => each.login === login);
    if (!account) throw new Error(`nobody signs in as ${login}`);
    const person = await openDesk(server.port, account);
    const times: number[] = [];
    for (let n = 0; n < 50; n++) {
      const from = performance.now();
      const reply = await person.connection.send(
        requestText({ method: 'GET', path, port: server.port, cookie: person.cookie }),
      );
      if (reply.status !== 200) throw new Error(`${path}: ${reply.status}`);
      if (n >= 10) times.push(performance.now() - from);
    }
    person.close();
    found[name] = { ...(await touchedBy(client, calls)), ms: rounded(median(times)) };
  }
  await client.end();
  return found;
};

const sizeOf = async (client: pg.Client): Promise<number> =>
  Number(
    (await client.query<{ size: string }>('select pg_database_size(current_database())::text as size')).rows[0]?.size,
  );

/** First pages at two sizes of the agency: what they read must not grow with the number of matters. */
export const measureGrowth = async (
  server: RunningServer,
  beside: BesideServer,
  { small, large, judged }: GrowthSizes,
): Promise<void> => {
  const all = await readersOf(server, beside);
  const gu = server.accounts.find(({ login }) => login === 'gu');
  if (!gu) throw new Error('nobody registers');
  const office = await openDesk(server.port, gu);
  office.close();
  const registrar = await beside.viewer(agencyCode, office.user.person);
  const filler = fillerOf(all, registrar, large);
  const owner = new pg.Client(beside.connections.owner);
  await owner.connect();
  const settled = async () => {
    await sealedAll(beside, registrar.agency.id);
    await owner.query('vacuum (analyze)');
  };

  await fillProblems(beside.house.engine, filler, 0, small);
  await settled();
  const before = await looked(server, beside, await sightsOf(beside, all));
  const [bytes, from] = [await sizeOf(owner), performance.now()];
  await fillProblems(beside.house.engine, filler, small, large - small);
  const filled = performance.now();
  await settled();
  const sealed = performance.now();
  const after = await looked(server, beside, await sightsOf(beside, all));
  const grown = (await sizeOf(owner)) - bytes;
  await owner.end();

  for (const [name, { buffers, ms }] of Object.entries(after)) {
    const few = before[name] as Look[string];
    // Each walk down an index is a level deeper in a table a thousand times as large.
    const expected = Math.max(depthOnly, few.buffers) + few.descents;
    printMeasure(
      'growth',
      {
        what: `${name}: first page at ${small} and at ${large} matters`,
        buffers: [few.buffers, buffers],
        descents: few.descents,
        ms: [few.ms, ms],
        growsWith: 'what the reader answers for and the rows of the page; not with the number of matters',
      },
      [
        { name: `${name} buffers`, value: rounded(buffers / expected), atMost: 1.5 },
        { name: `${name} time`, value: rounded(ms / few.ms), atMost: 2 },
      ],
      judged,
    );
  }
  printMeasure(
    'filler',
    {
      what: `${large - small} matters by the row builders of commands`,
      minutes: rounded((filled - from) / 60_000),
      minutesUntilSealed: rounded((sealed - from) / 60_000),
      gigabytes: rounded(grown / 1e9),
    },
    [],
    judged,
  );
};
