import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { uuidv7 } from 'uuidv7';
import { percentile } from '../../bench/figures.ts';
import { fillProblems } from '../../bench/fill.ts';
import { type BesideServer, standBeside } from '../../bench/house.ts';
import { newestVersion, setCalendar } from '../../src/modules/calendar/index.ts';
import type { Viewer } from '../../src/platform/authorization/directory.ts';
import { inTransaction } from '../../src/platform/database/transaction.ts';
import { cliArguments } from '../builders/command-line.ts';
import { type Desk, type DeskMatter, openDesk } from '../builders/desk-client.ts';
import { until } from '../builders/log-database.ts';
import { RawConnection } from '../builders/raw-client.ts';
import { freePort, type RunningServer, startServerProcess } from '../builders/running-server.ts';
import { anyHour, startFor } from './any-hour.ts';

export type LightSizes = {
  /** Clocks that run and do not change meanwhile. */
  open: number;
  /** Clocks that change, evenly within the time. */
  due: number;
  overMs: number;
};

export type LightReport = {
  due: number;
  open: number;
  /** Of those due, without an event of the clock. */
  lost: number;
  /** With more than one. */
  twice: number;
  /** Changed although nothing was due. */
  others: number;
  /** ms from the moment of change to the moment recorded, and until anybody else could see it. */
  recorded: { p50: number; p99: number; worst: number };
  seen: { p50: number; p99: number; worst: number };
  /** Acknowledged to the writers meanwhile. */
  commandsPerSecond: number;
  fillSeconds: number;
};

const agencyCode = 'qingquan';
const env = { DATABASE_URL: '', DATABASE_ADMIN_URL: '', DATABASE_SEALER_URL: '', HOST: '127.0.0.1' };
const writers = 8;

/** `xiaoneng worker` as a process of its own, ready to work. */
const startWorker = async (dataFolder: string): Promise<ChildProcess> => {
  const child = spawn(process.execPath, cliArguments(['worker', '--json']), {
    cwd: path.resolve(import.meta.dirname, '../..'),
    stdio: ['ignore', 'pipe', 2],
    env: { ...process.env, NODE_OPTIONS: '', XIAONENG_DATA: dataFolder, ...env },
  });
  await new Promise<void>((resolve, reject) => {
    child.stdout?.once('data', () => resolve());
    child.once('exit', (code) => reject(new Error(`the worker ended with ${code}`)));
  });
  return child;
};

/** Eight people who report progress, each on matters of their own, until they are told to stop. */
const startWriters = async (desk: Desk) => {
  const connections = Array.from({ length: writers }, () => new RawConnection(desk.port));
  const matters: DeskMatter[] = [];
  for (let n = 0; n < writers; n++) matters.push(await desk.openProblem(`书写 ${n}`));
  let running = true;
  let acknowledged = 0;
  const ended = Promise.all(
    connections.map(async (connection, lane) => {
      const matter = matters[lane] as DeskMatter;
      for (let n = 0; running; n++) {
        const data = { data: { progress: `第 ${n} 次：窗口照新口径办理` } };
        const reply = await connection.send(
          desk.commandText(`/api/matters/${matter.id}/actions/reportProgress`, uuidv7(), data, matter.seq),
        );
        if (reply.status !== 200) throw new Error(`a writer was answered ${reply.status} ${reply.body}`);
        matter.seq = (JSON.parse(reply.body) as { seq: number }).seq;
        acknowledged += 1;
      }
    }),
  );
  ended.catch(() => {});
  return {
    acknowledged: () => acknowledged,
    stop: async () => {
      running = false;
      await ended;
      for (const connection of connections) connection.close();
    },
  };
};

/** Looks for notices of lights as they become visible to another connection, and notes when it first saw each. */
const watchNotices = ({ house }: BesideServer, agency: string) => {
  const seenAt = new Map<string, number>();
  let running = true;
  const ended = (async () => {
    while (running) {
      const { rows } = await house.pools.app.query<{ matter_id: string }>({
        name: 'lights.seen',
        text: `select matter_id from notice where agency_id = $1 and at > $2 and kind = 'near'`,
        values: [agency, new Date(Date.now() - 3000)],
      });
      const now = Date.now();
      for (const { matter_id } of rows) if (!seenAt.has(matter_id)) seenAt.set(matter_id, now);
      await sleep(20);
    }
  })();
  return {
    seenAt,
    stop: async () => {
      running = false;
      await ended;
    },
  };
};

const spread = (list: readonly number[]) => ({
  p50: Math.round(percentile(list, 0.5)),
  p99: Math.round(percentile(list, 0.99)),
  worst: Math.round(Math.max(...list)),
});

type Stage = { server: RunningServer; beside: BesideServer; desk: Desk; viewer: Viewer };

/** Registers by the row builders of commands. */
const fill = async (
  { beside, viewer, desk }: Stage,
  count: number,
  at: (n: number) => Date,
  title: string,
): Promise<void> => {
  const { person, post, unit } = desk.user;
  const data = () => ({ title, unit, owner: person, ownerPost: post });
  await fillProblems(beside.house.engine, { viewer, data, at }, 0, count);
};

const measure = async (stage: Stage, { open, due, overMs }: LightSizes): Promise<LightReport> => {
  const { server, beside, desk } = stage;
  const { pools } = beside.house;
  const { agency } = stage.viewer;
  const calendar = anyHour(Date.now() + 120_000);
  await inTransaction(pools.app, async (client) => {
    const stands = await newestVersion(client, agency.id);
    const hand = { agency, actor: null, post: null, command: uuidv7(), now: new Date() };
    const stream = stands?.id ?? uuidv7();
    const made = { stream, effectiveFrom: '2020-01-01', calendar, source: '试验用历' };
    if ((await setCalendar(client, hand, made)) === 'stale') throw new Error('somebody else set the calendar');
  });
  const viewer = await beside.viewer(agencyCode, desk.user.person);
  const placed = { ...stage, viewer };

  const from = performance.now();
  // As if registered this very second, all of them: none is near for days.
  const begun = Date.now();
  await fill(placed, open, () => new Date(begun), '尚早');
  const fillSeconds = (performance.now() - from) / 1000;

  const workers = [await startWorker(server.dataFolder), await startWorker(server.dataFolder)];
  const writing = await startWriters(desk);
  try {
    const first = Date.now() + 5000 + due * 4;
    const moments = Array.from({ length: due }, (_, n) => first + Math.round((n * overMs) / due));
    await fill(placed, due, (n) => new Date(startFor(calendar, moments[n] as number)), '将到');
    const { rows } = await pools.app.query<{ id: string; at: Date }>(
      `select matter_id as id, next_change_at as at from clock where agency_id = $1 and next_change_at between $2 and $3 order by 2`,
      [agency.id, new Date(first - 1), new Date(first + overMs)],
    );
    const expected = new Map(rows.map(({ id, at }) => [id, at.getTime()]));
    if (expected.size !== due || Date.now() > first) throw new Error(`the stage was not ready: ${expected.size}`);
    const watch = watchNotices(beside, agency.id);
    const [acts, begin] = [writing.acknowledged(), performance.now()];
    await sleep(first + overMs / 2 - Date.now());
    // In the middle, and without a word.
    workers[0]?.kill('SIGKILL');
    await sleep(first + overMs + 500 - Date.now());
    const commandsPerSecond = Math.round(((writing.acknowledged() - acts) * 1000) / (performance.now() - begin));
    await until(() => watch.seenAt.size >= due, 'every light was seen', 30_000).catch(() => {});
    await sleep(500);
    await watch.stop();
    const changed = await pools.app.query<{ id: string; at: Date; n: number }>(
      `select stream_id as id, min(recorded_at) as at, count(*)::int as n from event
       where agency_id = $1 and action = 'lightChanged' group by stream_id`,
      [agency.id],
    );
    const found = new Map(changed.rows.map((row) => [row.id, row]));
    const late = [...expected].flatMap(([id, at]) => {
      const event = found.get(id);
      return event ? [event.at.getTime() - at] : [];
    });
    const seen = [...expected].map(([id, at]) => (watch.seenAt.get(id) ?? Number.POSITIVE_INFINITY) - at);
    return {
      due,
      open,
      lost: due - late.length,
      twice: changed.rows.filter(({ id, n }) => expected.has(id) && n > 1).length,
      others: changed.rows.filter(({ id }) => !expected.has(id)).length,
      recorded: spread(late),
      seen: spread(seen),
      commandsPerSecond,
      fillSeconds: Math.round(fillSeconds),
    };
  } finally {
    await writing.stop();
    await Promise.all(
      workers.map(async (child) => {
        if (child.exitCode !== null || child.signalCode !== null) return;
        const gone = new Promise((resolve) => child.once('exit', resolve));
        child.kill('SIGTERM');
        await gone;
      }),
    );
  }
};

/** Many clocks that change among very many that do not, while people write, and a worker dies in the middle. */
export const runLights = async (sizes: LightSizes): Promise<LightReport> => {
  const dataFolder = mkdtempSync(path.join(realpathSync(tmpdir()), 'xn-lights-'));
  const server = await startServerProcess({ dataFolder, port: await freePort(), env });
  try {
    const beside = await standBeside(dataFolder);
    try {
      const account = server.accounts.find(({ login }) => login === 'tan');
      if (!account) throw new Error('the second agency has nobody');
      const desk = await openDesk(server.port, account, `/a/${agencyCode}`);
      const viewer = await beside.viewer(agencyCode, desk.user.person);
      return await measure({ server, beside, desk, viewer }, sizes);
    } finally {
      await beside.end();
    }
  } finally {
    await server.stop();
    rmSync(dataFolder, { recursive: true, force: true });
  }
};
