import { createHash } from 'node:crypto';
import type pg from 'pg';
import { ledgerPage } from '../src/modules/ledger/server/ledger.ts';
import type { Viewer } from '../src/platform/authorization/directory.ts';
import { statements } from '../src/platform/database/statement.ts';
import { matterPage } from '../src/platform/matter/page.ts';
import { type Desk, type DeskMatter, openDesk } from '../tests/builders/desk-client.ts';
import { until } from '../tests/builders/log-database.ts';
import type { RawConnection } from '../tests/builders/raw-client.ts';
import type { RunningServer } from '../tests/builders/running-server.ts';
import { lanes, openClients, openLanes, startThinnest } from './contenders.ts';
import type { StatementCounts } from './count-statements.ts';
import type { BesideServer } from './house.ts';
import { type Call, progressData, recording } from './rehearsal.ts';

/** Matters a lane for each contender: commands on one matter wait for each other, on different ones they do not. */
const mattersALane = 4;
/** Reports of progress on each matter that is read. */
export const readHistory = 6;
export const ledgerRows = 50;
export const mattersEach = lanes * mattersALane;

export const inLanes = <T>(list: readonly T[]): T[][] =>
  Array.from({ length: lanes }, (_, lane) => list.filter((_each, index) => index % lanes === lane));

export const openProblems = async (desk: Desk, count: number, title: string): Promise<DeskMatter[]> => {
  const made: DeskMatter[] = [];
  for (let n = 0; n < count; n++) made.push(await desk.openProblem(`${title} ${n + 1}`));
  return made;
};

/** Waits until the agency's events are sealed: each contender pays for the sealing of its own before the next one runs. */
export const sealedAll = (beside: BesideServer, agency: string): Promise<void> =>
  until(async () => {
    const text = 'select 1 from to_seal where agency_id = $1 limit 1';
    return (await beside.house.pools.app.query(text, [agency])).rows.length === 0;
  }, 'everything is sealed');

/** Everybody who is measured, on one database: ours, the thinnest server, and connections to the bare database. */
export type Arena = {
  server: RunningServer;
  beside: BesideServer;
  desk: Desk;
  viewer: Viewer;
  matters: { ours: DeskMatter[][]; thinnest: DeskMatter[][]; bare: DeskMatter[][]; shown: DeskMatter[] };
  /** Statements of the requests, as the server's own code sends them. */
  calls: { session: Call; read: Call; list: Call };
  thinnest: Awaited<ReturnType<typeof startThinnest>>;
  connections: { ours: RawConnection[]; thinnest: RawConnection[]; bare: pg.Client[] };
  settle(): Promise<void>;
  /** What the server's application connections sent since the last time this was asked. */
  counts(): Promise<StatementCounts>;
  close(): Promise<void>;
};

const sessionCall = (agency: string, token: string): Call => {
  const found = statements().find(({ name }) => name === 'session.find');
  if (!found) throw new Error('there is no session look-up');
  return { name: found.name, text: found.text, values: [agency, createHash('sha256').update(token).digest()] };
};

export const openArena = async (server: RunningServer, beside: BesideServer): Promise<Arena> => {
  const account = server.accounts[0];
  if (!account) throw new Error('the demonstration has no accounts');
  const desk = await openDesk(server.port, account);
  const viewer = await beside.viewer('yunxi', desk.user.person);
  const agency = viewer.agency.id;
  const token = desk.cookie.split('=')[1] ?? '';

  const matters = {
    ours: inLanes(await openProblems(desk, mattersEach, '本方')),
    thinnest: inLanes(await openProblems(desk, mattersEach, '最薄')),
    bare: inLanes(await openProblems(desk, mattersEach, '库内')),
    shown: await openProblems(desk, ledgerRows, '查阅'),
  };
  for (let n = 0; n < readHistory; n++)
    for (const matter of matters.shown) {
      await desk.command(`/api/matters/${matter.id}/actions/reportProgress`, { data: progressData(n) }, matter.seq++);
    }

  const sent: Call[] = [];
  const watched = { ...beside.house.engine, runner: recording(beside.house.engine.runner, sent) };
  await matterPage(watched, viewer, matters.shown[0]?.id as string);
  await ledgerPage(watched, viewer, { view: 'all', limit: ledgerRows });
  const [read, list] = sent as [Call, Call];

  const thinnest = await startThinnest({
    kind: 'stand',
    dataFolder: server.dataFolder,
    agency: viewer.agency.code,
    person: desk.user.person,
    tokens: [token],
    matters: matters.thinnest.flat().map(({ id }) => id),
    read,
    list,
  });
  const connections = {
    ours: openLanes(server.port),
    thinnest: openLanes(thinnest.port),
    bare: await openClients(beside.connections.app),
  };
  return {
    server,
    beside,
    desk,
    viewer,
    matters,
    calls: { session: sessionCall(agency, token), read, list },
    thinnest,
    connections,
    settle: () => sealedAll(beside, agency),
    counts: () =>
      new Promise((resolve) => {
        server.child.once('message', (counts) => resolve(counts as StatementCounts));
        server.child.send('counts');
      }),
    close: async () => {
      for (const connection of [...connections.ours, ...connections.thinnest]) connection.close();
      await Promise.all(connections.bare.map((client) => client.end()));
      thinnest.stop();
      desk.close();
    },
  };
};

/**
 * A round is cut into this many slices, in which the contenders take turns: what else the machine does in these seconds then
 * weighs on all of them alike.
 */
export const slices = 4;

/** The same rounds for all; each contender carries out one slice and answers its rate, the order turns by one each time. */
export const inTurn = async <Name extends string>(
  rounds: number,
  contenders: Record<Name, () => Promise<number>>,
  settle: () => Promise<void>,
  parts = slices,
): Promise<Record<Name, number>[]> => {
  const names = Object.keys(contenders) as Name[];
  const found: Record<Name, number>[] = [];
  for (let round = 0; round < rounds; round++) {
    const seconds = Object.fromEntries(names.map((name) => [name, 0])) as Record<Name, number>;
    for (let slice = 0; slice < parts; slice++) {
      for (const index of names.keys()) {
        const name = names[(index + round + slice) % names.length] as Name;
        await settle();
        seconds[name] += 1 / (await contenders[name]());
      }
    }
    found.push(Object.fromEntries(names.map((name) => [name, parts / seconds[name]])) as Record<Name, number>);
  }
  return found;
};
