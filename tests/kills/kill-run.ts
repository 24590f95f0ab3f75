import { type ChildProcess, fork } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { expect } from 'vitest';
import { postmasterOf } from '../../src/platform/database/cluster.ts';
import { embeddedConnections } from '../../src/platform/database/embedded.ts';
import { holderOf } from '../../src/platform/database/folder-lock.ts';
import { runCommandLine } from '../builders/command-line.ts';
import { openDesk } from '../builders/desk-client.ts';
import { until } from '../builders/log-database.ts';
import { freePort, type RunningServer, startServerProcess } from '../builders/running-server.ts';
import { commandsInLog, compareWithLog, entriesOf, readJournal } from './journal.ts';
import type { Order } from './writers.ts';

const clients = 8;
/** Of the clients' matters, those of this many are locked: as many commands wait inside their transaction. */
const lockedClients = 5;
const acknowledgedBefore = 50;
const waitingAtLeast = 4;

type Victim = 'server' | 'database' | 'both';
const victims: readonly Victim[] = ['server', 'database', 'both'];

/** The embedded database, and no other that the surroundings may name. */
const env = { DATABASE_URL: '', DATABASE_ADMIN_URL: '', DATABASE_SEALER_URL: '', HOST: '127.0.0.1' };

const connect = async (settings: pg.ClientConfig): Promise<pg.Client> => {
  const client = new pg.Client({ ...settings, application_name: 'kill test' });
  // It dies with the database, as it must.
  client.on('error', () => {});
  await client.connect();
  return client;
};

const postmaster = (dataFolder: string) => {
  const found = postmasterOf(realpathSync(path.join(dataFolder, 'pg')));
  if (!found) throw new Error('no database runs');
  return found;
};

/** Everything on this machine that was started for this folder, by its command line. */
const runningOn = (places: readonly string[]): string[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((pid) => {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
        return places.some((place) => command.includes(place)) ? [`${pid} ${command.slice(0, 120)}`] : [];
      } catch {
        return [];
      }
    });

const startWriters = (journal: string, port: number, cookie: string, matters: { id: string; seq: number }[][]) => {
  const child: ChildProcess = fork(path.join(import.meta.dirname, 'writers.ts'), [journal], {
    stdio: ['ignore', 2, 2, 'ipc'],
    execArgv: [],
  });
  const tell = (order: Order) => child.send(order);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  tell({ kind: 'task', task: { port, cookie, journal, matters } });
  return {
    tell,
    pause: () =>
      new Promise<void>((resolve, reject) => {
        child.once('message', () => resolve());
        void ended.then(() => reject(new Error(`the writers ended; see ${journal}`)));
        tell({ kind: 'pause' });
      }),
    end: async () => {
      if (child.connected) tell({ kind: 'end' });
      await ended;
    },
  };
};

/** Fetches the newest checkpoint the way outsiders do, and says how many events it speaks of. */
const keepCheckpoint = async (port: number, file: string): Promise<number> => {
  let text = '';
  await until(async () => {
    const reply = await fetch(`http://127.0.0.1:${port}/checkpoint`);
    text = await reply.text();
    return reply.ok;
  }, 'there is a checkpoint');
  writeFileSync(file, text);
  return Number(text.split('\n')[1]);
};

/** Every event has its position, and a checkpoint speaks of them all. */
const isSealed = async (client: pg.Client, agency: string, events: number): Promise<boolean> => {
  const text = 'select max(size) as size from checkpoint where agency_id = $1';
  const { rows } = await client.query<{ size: number }>(text, [agency]);
  return rows[0]?.size === events;
};

/** The server says of itself that its database answers. */
const isHealthy = (port: number): Promise<boolean> =>
  fetch(`http://127.0.0.1:${port}/health`).then(
    ({ ok }) => ok,
    () => false,
  );

/** Commands of the server that wait for a row inside their transaction, as the database itself sees them. */
const waitingInTransaction = async (admin: pg.Client): Promise<number> => {
  const { rows } = await admin.query<{ n: number }>(
    `select count(*)::int as n from pg_stat_activity where application_name = 'xiaoneng app' and state = 'active'
       and wait_event_type = 'Lock' and xact_start is not null and query ~* 'update stream'`,
  );
  return rows[0]?.n ?? 0;
};

export type KillReport = {
  victim: Victim;
  /** Acknowledged since the kill before, until this one. */
  acknowledged: number;
  /** Waiting for a locked row inside their transaction at the moment of the kill; null where nothing was locked. */
  waiting: number | null;
  /** Not answered at first: found done, or carried out, when asked again under the same id. */
  unanswered: { done: number; carriedOut: number };
  /** Until the first acknowledgement afterwards. */
  backAfterMs: number;
  events: number;
  /** Size of the log that the note kept outside before the kill vouches for, and of the one verified after it. */
  anchored: number;
  verified: number;
};

const printed = (n: number, report: KillReport): string => {
  const { victim, acknowledged, waiting, unanswered, backAfterMs, events, anchored, verified } = report;
  const lock = waiting === null ? 'no lock' : `${waiting} commands waiting inside their transaction`;
  return `kill ${n} (${victim}): ${acknowledged} acknowledged before it, ${lock}, ${unanswered.done + unanswered.carriedOut} unanswered (${unanswered.done} found done, ${unanswered.carriedOut} carried out again), back after ${backAfterMs} ms, ${events} events, proof of ${verified} whole against a note over ${anchored}`;
};

/** Verifies the whole log twice: exported and against a note kept from before the kill, and live in the database. */
const verify = async (folder: string, n: number, note: string): Promise<number> => {
  const own = { ...env, XIAONENG_DATA: folder };
  const out = path.join(folder, 'exports', String(n));
  const exported = await runCommandLine(['--json', 'log', 'export', '--out', out, '--agency', 'yunxi'], own);
  expect(exported.code, exported.stdout + exported.stderr).toBe(0);
  const checked = await runCommandLine(['--json', 'verify', out, '--checkpoint', note], own);
  expect(checked.code, checked.stdout + checked.stderr).toBe(0);
  const live = await runCommandLine(['--json', 'verify', '--live', '--agency', 'yunxi', '--checkpoint', note], own);
  expect(live.code, live.stdout + live.stderr).toBe(0);
  return (JSON.parse(exported.stdout) as { size: number }).size;
};

/**
 * Kills the server, its database or both, `times` times in turn, under eight writers, and compares after each what the
 * writers know with what the log holds.
 */
export const runKills = async (times: number): Promise<KillReport[]> => {
  const folder = mkdtempSync(path.join(realpathSync(tmpdir()), 'xn-kills-'));
  const dataFolder = path.join(folder, 'data');
  const journal = path.join(folder, 'journal.jsonl');
  mkdirSync(dataFolder);
  writeFileSync(journal, '');
  const port = await freePort();
  const start = () => startServerProcess({ dataFolder, port, env });
  let server: RunningServer = await start();
  let writers: ReturnType<typeof startWriters> | undefined;
  const reports: KillReport[] = [];
  const database = realpathSync(path.join(dataFolder, 'pg'));
  try {
    const [account] = server.accounts;
    if (!account) throw new Error('no account');
    const desk = await openDesk(port, account);
    const matters: { id: string; seq: number }[][] = [];
    for (let lane = 0; lane < clients; lane++)
      matters.push([await desk.openProblem(`甲 ${lane}`), await desk.openProblem(`乙 ${lane}`)]);
    desk.close();
    const connections = () => {
      const socket = holderOf(dataFolder)?.socket;
      if (!socket) throw new Error('the holder names no socket');
      return embeddedConnections(dataFolder, socket);
    };
    let admin = await connect(connections().admin ?? {});
    const { rows } = await admin.query<{ id: string }>(`select id from agency where code = 'yunxi'`);
    const agency = rows[0]?.id ?? '';
    const earlier = await commandsInLog(admin, agency);
    writers = startWriters(journal, port, desk.cookie, matters);

    for (let n = 1; n <= times; n++) {
      const victim = victims[(n - 1) % victims.length] as Victim;
      const note = path.join(folder, `kept-${n}.note`);
      const anchored = await keepCheckpoint(port, note);

      const known = entriesOf(readJournal(journal), 'acknowledged').length;
      const acknowledged = () => entriesOf(readJournal(journal), 'acknowledged').length - known;
      writers.tell({ kind: 'go' });
      await until(() => acknowledged() >= acknowledgedBefore, `${acknowledgedBefore} acknowledged`);
      let waiting: number | null = null;
      let holding: pg.Client | undefined;
      if (n % 2 === 1) {
        holding = await connect(connections().owner ?? {});
        const ids = matters.slice(0, lockedClients).flatMap((mine) => mine.map(({ id }) => id));
        await holding.query('begin');
        await holding.query('select id from stream where agency_id = $1 and id = any($2) for update', [agency, ids]);
        const watcher = admin;
        await until(async () => (await waitingInTransaction(watcher)) >= waitingAtLeast, 'commands wait for a row');
        waiting = await waitingInTransaction(admin);
      }

      const written = readJournal(journal).length;
      const acknowledgedNow = acknowledged();
      const killedAt = performance.now();
      const { pid } = postmaster(dataFolder);
      if (victim !== 'database') process.kill(server.pid, 'SIGKILL');
      if (victim !== 'server') process.kill(pid, 'SIGKILL');
      if (victim !== 'database') await server.ended;
      // The lock goes while the orphaned database still runs: what waited is then carried out for nobody.
      await holding?.query('rollback').catch(() => {});
      await holding?.end().catch(() => {});
      await admin.end().catch(() => {});
      if (victim !== 'database') server = await start();
      // A server that lives starts its database again by itself; sessions of the dead one may still end their work.
      await until(
        () => (postmasterOf(database)?.pid ?? pid) !== pid && isHealthy(port),
        'the database is back',
        60_000,
      );
      const afterwards = acknowledged();
      await until(() => acknowledged() > afterwards, 'an acknowledgement after the kill', 60_000);
      const backAfterMs = Math.round(performance.now() - killedAt);
      await writers.pause();

      const entries = readJournal(journal);
      expect(entriesOf(entries, 'refused')).toEqual([]);
      const asked = entriesOf(entries.slice(written), 'acknowledged').filter(({ tries }) => tries > 1);
      admin = await connect(connections().admin ?? {});
      const watching = admin;
      const found = await compareWithLog(admin, agency, entries, earlier);
      expect(found).toMatchObject({ lost: [], twice: [], unknown: [], broken: [] });
      // At rest everything that was sent is acknowledged, so every id has its one event.
      expect(entriesOf(entries, 'acknowledged').length).toBe(entriesOf(entries, 'sent').length);
      await until(() => isSealed(watching, agency, found.events), 'the sealer goes on where it was', 30_000);
      const report: KillReport = {
        victim,
        acknowledged: acknowledgedNow,
        waiting,
        unanswered: {
          done: asked.filter(({ repeated }) => repeated).length,
          carriedOut: asked.filter(({ repeated }) => !repeated).length,
        },
        backAfterMs,
        events: found.events,
        anchored,
        verified: await verify(dataFolder, n, note),
      };
      expect(report.acknowledged).toBeGreaterThanOrEqual(acknowledgedBefore);
      expect(report.waiting ?? waitingAtLeast).toBeGreaterThanOrEqual(waitingAtLeast);
      expect(report.verified).toBe(report.events);
      console.log(printed(n, report));
      reports.push(report);
    }
    await admin.end();
  } finally {
    await writers?.end();
    await server.stop();
    await sleep(100);
    const left = runningOn([folder, database]);
    // Nothing may outlive this test; what did is named by its command line.
    expect(left).toEqual([]);
    rmSync(folder, { recursive: true, force: true });
    if (!database.startsWith(folder)) rmSync(path.dirname(database), { recursive: true, force: true });
  }
  return reports;
};
