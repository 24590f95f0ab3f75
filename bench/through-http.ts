import { createHash } from 'node:crypto';
import { uuidv7 } from 'uuidv7';
import { ledgerPage } from '../src/modules/ledger/server/ledger.ts';
import { matterPage } from '../src/platform/matter/page.ts';
import { type Desk, type DeskMatter, openDesk } from '../tests/builders/desk-client.ts';
import { until } from '../tests/builders/log-database.ts';
import { requestText } from '../tests/builders/raw-client.ts';
import { type RunningServer } from '../tests/builders/running-server.ts';
import { driveBare, driveHttp, type Load, lanes, openClients, openLanes, startThinnest } from './contenders.ts';
import type { StatementCounts } from './count-statements.ts';
import { type Condition, compare, printMeasure, rounded } from './figures.ts';
import type { BesideServer } from './house.ts';
import {
  type Call,
  type PreparedCommand,
  progressData,
  type Rehearsed,
  readStanding,
  recording,
  rehearse,
} from './rehearsal.ts';

export type Sizes = { rounds: number; commands: number; reads: number; pages: number; judged: boolean };

/** Matters a lane for each contender: commands on one matter wait for each other, on different ones they do not. */
const mattersALane = 4;
/** Reports of progress on each matter that is read. */
const readHistory = 6;
const ledgerRows = 50;

const inLanes = <T>(list: readonly T[]): T[][] =>
  Array.from({ length: lanes }, (_, lane) => list.filter((_each, index) => index % lanes === lane));

const openProblems = async (desk: Desk, count: number, title: string): Promise<DeskMatter[]> => {
  const made: DeskMatter[] = [];
  for (let n = 0; n < count; n++) made.push(await desk.openProblem(`${title} ${n + 1}`));
  return made;
};

/** Commands for ours and thinnest alike: each names the sequence it saw, as the pages do. */
const commandLoad = (desk: Desk, port: number, matters: DeskMatter[][], each: number): Load =>
  matters.map((mine) =>
    Array.from({ length: each * mine.length }, (_, n) => {
      const matter = mine[n % mine.length] as DeskMatter;
      const path = `/api/matters/${matter.id}/actions/reportProgress`;
      const headers = { 'idempotency-key': uuidv7(), 'if-match': `"${matter.seq++}"` };
      return requestText({
        method: 'POST',
        path,
        port,
        cookie: desk.cookie,
        headers,
        body: JSON.stringify({ data: progressData(n) }),
      });
    }),
  );

const readLoad = (desk: Desk, port: number, paths: readonly string[], count: number): Load =>
  Array.from({ length: lanes }, (_, lane) =>
    Array.from({ length: Math.ceil(count / lanes) }, (_each, n) =>
      requestText({
        method: 'GET',
        path: paths[(lane + n * lanes) % paths.length] as string,
        port,
        cookie: desk.cookie,
      }),
    ),
  );

/** The same rounds for all: bare, thinnest, ours, the order turned by one each time, so that no one is always first. */
const inTurn = async <Name extends string>(
  rounds: number,
  contenders: Record<Name, () => Promise<number>>,
  settle: () => Promise<void>,
): Promise<Record<Name, number>[]> => {
  const names = Object.keys(contenders) as Name[];
  const found: Record<Name, number>[] = [];
  for (let round = 0; round < rounds; round++) {
    const rates = Object.fromEntries(names.map((name) => [name, 0])) as Record<Name, number>;
    for (const [index] of names.entries()) {
      const name = names[(index + round) % names.length] as Name;
      await settle();
      rates[name] = await contenders[name]();
    }
    found.push(rates);
  }
  return found;
};

const countsOf = (server: RunningServer): Promise<StatementCounts> =>
  new Promise((resolve) => {
    server.child.once('message', (counts) => resolve(counts as StatementCounts));
    server.child.send('counts');
  });

/** Commands and reads through HTTP beside the thinnest server and the bare database. */
export const measureHttp = async (server: RunningServer, beside: BesideServer, sizes: Sizes): Promise<void> => {
  const { engine } = beside.house;
  const account = server.accounts[0];
  if (!account) throw new Error('the demonstration has no accounts');
  const desk = await openDesk(server.port, account);
  const viewer = await beside.viewer('yunxi', desk.user.person);
  const agency = viewer.agency.id;
  const token = desk.cookie.split('=')[1] ?? '';

  const count = lanes * mattersALane;
  const ours = inLanes(await openProblems(desk, count, '本方'));
  const thin = inLanes(await openProblems(desk, count, '最薄'));
  const bareMatters = await openProblems(desk, count, '库内');
  const shown = await openProblems(desk, ledgerRows, '查阅');
  for (let n = 0; n < readHistory; n++)
    for (const matter of shown) {
      await desk.command(`/api/matters/${matter.id}/actions/reportProgress`, { data: progressData(n) }, matter.seq++);
    }

  // What a read sends, as the server's own code sends it.
  const calls: Call[] = [];
  const watched = { ...engine, runner: recording(engine.runner, calls) };
  await beside.house.sessions.find(agency, token);
  await matterPage(watched, viewer, shown[0]?.id as string);
  await ledgerPage(watched, viewer, { view: 'all', limit: ledgerRows });
  const [read, list] = calls as [Call, Call];
  const { statements } = await import('../src/platform/database/statement.ts');
  const sessionText = statements().find(({ name }) => name === 'session.find')?.text as string;
  const hash = createHash('sha256').update(token).digest();
  const session: Call = { name: 'session.find', text: sessionText, values: [agency, hash] };

  const thinnest = await startThinnest({
    kind: 'stand',
    dataFolder: server.dataFolder,
    agency: viewer.agency.code,
    person: desk.user.person,
    tokens: [token],
    matters: thin.flat().map(({ id }) => id),
    read,
    list,
  });
  const clients = await openClients(beside.connections.app);
  const [ourLanes, thinLanes] = [openLanes(server.port), openLanes(thinnest.port)];

  // Each pays for the sealing of its own events before the next one runs.
  const settle = () =>
    until(async () => {
      const { rows } = await beside.house.pools.app.query('select 1 from to_seal where agency_id = $1 limit 1', [
        agency,
      ]);
      return rows.length === 0;
    }, 'everything is sealed');

  const standing = new Map<string, Rehearsed>();
  const bareWork = async (each: number): Promise<Call[][][]> => {
    const work: Call[][][] = [];
    for (const mine of inLanes(bareMatters)) {
      const lists: PreparedCommand[][] = [];
      for (const { id } of mine) {
        const matter = standing.get(id) ?? (await readStanding(engine, viewer, id));
        standing.set(id, matter);
        lists.push(await rehearse(engine, viewer, matter, each));
      }
      work.push(
        Array.from({ length: each * mine.length }, (_, n) => {
          const { load, append } = lists[n % lists.length]?.[Math.floor(n / lists.length)] ?? {};
          return [session, load as Call, append as Call];
        }),
      );
    }
    return work;
  };

  const commandRounds = async (rounds: number, each: number) => {
    const bare: Call[][][][] = [];
    for (let round = 0; round < rounds; round++) bare.push(await bareWork(each));
    const our = Array.from({ length: rounds }, () => commandLoad(desk, server.port, ours, each));
    const thinLoads = Array.from({ length: rounds }, () => commandLoad(desk, thinnest.port, thin, each));
    return inTurn(
      rounds,
      {
        bare: () => driveBare(clients, bare.shift() ?? []),
        thinnest: async () => {
          await thinnest.prepare(each);
          await settle();
          return driveHttp(thinLanes, thinLoads.shift() ?? []);
        },
        ours: () => driveHttp(ourLanes, our.shift() ?? []),
      },
      settle,
    );
  };

  const each = Math.max(1, Math.round(sizes.commands / count));
  await commandRounds(1, Math.ceil(each / 4));
  await countsOf(server);
  const commands = await commandRounds(sizes.rounds, each);
  const commandCounts = await countsOf(server);
  const sent = sizes.rounds * each * count;
  const perCommand = rounded(commandCounts.statements / sent, 3);
  const commitsEach = rounded((commandCounts.commits - commandCounts.sessionTouches) / sent, 3);
  const rates = compare(commands);
  printMeasure(
    'commands',
    {
      what: `reportProgress through HTTP, ${lanes} keep-alive connections, each on matters of its own`,
      perSecond: { bare: rates.rate('bare'), thinnest: rates.rate('thinnest'), ours: rates.rate('ours') },
      oursOfBare: rates.ratio('ours', 'bare'),
      thinnestOfBare: rates.ratio('thinnest', 'bare'),
      rounds: commands.map((round) => Object.values<number>(round).map(Math.round)),
      each: sent / sizes.rounds,
      sessionTouches: commandCounts.sessionTouches,
      growsWith: 'children and files of the matter; not with its history, the number of matters or of people',
    },
    [
      { name: 'oursOfThinnest', value: rates.ratio('ours', 'thinnest'), atLeast: 0.7 },
      { name: 'statements', value: perCommand, atMost: 6 },
      { name: 'commits', value: commitsEach, atMost: 1 },
    ],
    sizes.judged,
  );

  const reads = async (
    measure: string,
    what: string,
    paths: string[],
    call: (n: number) => Call,
    total: number,
    growsWith: string,
  ) => {
    const bareReads = Array.from({ length: lanes }, (_, lane) =>
      Array.from({ length: Math.ceil(total / lanes) }, (_each, n) => [session, call(lane + n * lanes)]),
    );
    const [ourLoad, thinLoad] = [
      readLoad(desk, server.port, paths, total),
      readLoad(desk, thinnest.port, paths, total),
    ];
    const round = (rounds: number, share: number) => {
      const part = <T>(load: readonly (readonly T[])[]) =>
        load.map((lane) => lane.slice(0, Math.ceil(lane.length * share)));
      return inTurn(
        rounds,
        {
          bare: () => driveBare(clients, part(bareReads)),
          thinnest: () => driveHttp(thinLanes, part(thinLoad)),
          ours: () => driveHttp(ourLanes, part(ourLoad)),
        },
        settle,
      );
    };
    await round(1, 0.25);
    await countsOf(server);
    const found = await round(sizes.rounds, 1);
    const counts = await countsOf(server);
    const asked = sizes.rounds * lanes * Math.ceil(total / lanes);
    const rates = compare(found);
    const conditions: Condition[] = [
      { name: 'oursOfThinnest', value: rates.ratio('ours', 'thinnest'), atLeast: 0.6 },
      { name: 'statements', value: rounded(counts.statements / asked, 3), atMost: 3 },
    ];
    printMeasure(
      measure,
      {
        what,
        perSecond: { bare: rates.rate('bare'), thinnest: rates.rate('thinnest'), ours: rates.rate('ours') },
        oursOfBare: rates.ratio('ours', 'bare'),
        thinnestOfBare: rates.ratio('thinnest', 'bare'),
        rounds: found.map((rates) => Object.values<number>(rates).map(Math.round)),
        each: asked / sizes.rounds,
        growsWith,
      },
      conditions,
      sizes.judged,
    );
  };
  const ids = shown.map(({ id }) => id);
  await reads(
    'readMatter',
    `GET one matter with ${readHistory + 2} events and two measures`,
    ids.map((id) => `/api/matters/${id}`),
    (n) => ({ ...read, values: read.values.with(1, ids[n % ids.length]) }),
    sizes.reads,
    'events of the matter up to the 200 shown, and its protected texts; not with the number of matters',
  );
  await reads(
    'readLedger',
    `GET the newest ${ledgerRows} problems of the ledger with their measures`,
    [`/api/ledger/problems?limit=${ledgerRows}`],
    () => list,
    sizes.pages,
    'rows of the page and their measures; not with the length of the ledger',
  );

  for (const lane of [...ourLanes, ...thinLanes]) lane.close();
  await Promise.all(clients.map((client) => client.end()));
  thinnest.stop();
  desk.close();
};
