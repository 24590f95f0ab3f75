import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { uuidv7 } from 'uuidv7';
import { type Desk, type DeskMatter, openDesk } from '../tests/builders/desk-client.ts';
import { until } from '../tests/builders/log-database.ts';
import { requestText } from '../tests/builders/raw-client.ts';
import type { RunningServer } from '../tests/builders/running-server.ts';
import { inLanes, openProblems, sealedAll } from './arena.ts';
import { lanes, openLanes } from './contenders.ts';
import { median, percentile, printMeasure, rounded } from './figures.ts';
import type { BesideServer } from './house.ts';
import { merged, type PreparedCommand, progressData, type Rehearsed, readStanding, rehearse } from './rehearsal.ts';

export type SealerSizes = { queued: number; streams: number; slotMs: number; lagMs: number; judged: boolean };

/** The second agency of the demonstration: its log holds what is queued here, and little else. */
export const agencyCode = 'qingquan';

/** Keeps the sealer waiting from outside: its inserts need this table, nobody else's do. */
const createBarrier = async (owner: pg.ClientConfig) => {
  const client = new pg.Client(owner);
  client.on('error', () => {});
  await client.connect();
  return {
    close: async () => {
      await client.query('begin');
      await client.query('lock table sealed in exclusive mode');
    },
    open: () => client.query('commit'),
    end: () => client.end(),
  };
};

/** Queues events by the statement and the row builders of commands, those of many matters at a time. */
const queueEvents = async (
  { house, viewer: viewerOf }: BesideServer,
  desk: Desk,
  { queued, streams }: SealerSizes,
): Promise<number> => {
  const viewer = await viewerOf(agencyCode, desk.user.person);
  const matters: Rehearsed[] = [];
  for (const { id } of await openProblems(desk, streams, '排队'))
    matters.push(await readStanding(house.engine, viewer, id));
  const from = performance.now();
  const atOnce = 10;
  for (let done = 0; done < queued; ) {
    const each = Math.min(atOnce, Math.ceil((queued - done) / streams));
    const prepared: PreparedCommand[][] = [];
    for (const matter of matters) prepared.push(await rehearse(house.engine, viewer, matter, each));
    for (let n = 0; n < each; n++) {
      const { rows } = await house.pools.app.query(merged(prepared.map((list) => (list[n] as PreparedCommand).append)));
      if (!rows[0]?.appended) throw new Error('the queue could not be filled');
      done += streams;
    }
  }
  return performance.now() - from;
};

/** Eight people who report progress until they are told to stop; `noted` hears of each event and when it was sent. */
const startWriters = (
  desk: Desk,
  matters: readonly DeskMatter[][],
  noted: (stream: string, seq: number, sentAt: number) => void,
) => {
  const connections = openLanes(desk.port);
  let acknowledged = 0;
  let running = true;
  const ended = Promise.all(
    connections.map(async (connection, lane) => {
      const mine = matters[lane] ?? [];
      for (let n = 0; running; n++) {
        const matter = mine[n % mine.length] as DeskMatter;
        const request = requestText({
          method: 'POST',
          path: `${desk.prefix}/api/matters/${matter.id}/actions/reportProgress`,
          port: desk.port,
          cookie: desk.cookie,
          headers: { 'idempotency-key': uuidv7(), 'if-match': `"${matter.seq}"` },
          body: JSON.stringify({ data: progressData(n) }),
        });
        noted(matter.id, matter.seq + 1, performance.now());
        const reply = await connection.send(request);
        if (reply.status !== 200) throw new Error(`${reply.status} ${reply.body}`);
        matter.seq += 1;
        acknowledged += 1;
      }
    }),
  );
  // A failure is told when they are stopped; until then it must not end the process.
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

/** Waits until the sealer has caught up with those who go on writing. */
const sealedUpToNow = (beside: BesideServer, agency: string): Promise<void> =>
  until(async () => {
    const text = 'select 1 from to_seal where agency_id = $1 and recorded_at < $2 limit 1';
    return (await beside.house.pools.app.query(text, [agency, new Date(Date.now() - 1000)])).rows.length === 0;
  }, 'the sealer caught up');

/** Sees sealed rows appear and says how long each took since its command was sent. */
const startWatch = async (beside: BesideServer, agency: string, sentAt: ReadonlyMap<string, number>) => {
  const { app } = beside.house.pools;
  const size = await app.query<{ size: number }>(
    'select coalesce(max(position) + 1, 0) as size from sealed where agency_id = $1',
    [agency],
  );
  let position = size.rows[0]?.size ?? 0;
  const lags: number[] = [];
  let running = true;
  const ended = (async () => {
    while (running) {
      const { rows } = await app.query<{ position: number; stream_id: string; seq: number }>({
        name: 'bench.sealed',
        text: 'select position, stream_id, seq from sealed where agency_id = $1 and position >= $2 order by position',
        values: [agency, position],
      });
      const seenAt = performance.now();
      for (const row of rows) {
        position = row.position + 1;
        const sent = sentAt.get(`${row.stream_id}/${row.seq}`);
        if (sent !== undefined) lags.push(seenAt - sent);
      }
      await sleep(10);
    }
  })();
  return {
    lags,
    stop: async () => {
      running = false;
      await ended;
    },
  };
};

/**
 * The sealer against a long queue while eight people write. Slots with and without it follow one another: without it means
 * that its table is locked from outside, so that the pairs are neighbours in time.
 */
export const measureSealer = async (server: RunningServer, beside: BesideServer, sizes: SealerSizes): Promise<void> => {
  const account = server.accounts.find(({ login }) => login === 'tan');
  const { owner } = beside.connections;
  if (!account || !owner)
    throw new Error('the sealer is measured on the demonstration, with the owner of its database');
  const desk = await openDesk(server.port, account, `/a/${agencyCode}`);
  const viewer = await beside.viewer(agencyCode, desk.user.person);
  const agency = viewer.agency.id;
  const writing = inLanes(await openProblems(desk, lanes * 4, '书写'));
  await sealedAll(beside, agency);

  const barrier = await createBarrier(owner);
  await barrier.close();
  const queuedMs = await queueEvents(beside, desk, sizes);
  const last = await beside.house.pools.app.query<{ n: number }>(
    'select count(*) as n from to_seal where agency_id = $1',
    [agency],
  );
  const waiting = last.rows[0]?.n ?? 0;

  const sentAt = new Map<string, number>();
  const writers = startWriters(desk, writing, (stream, seq, at) => sentAt.set(`${stream}/${seq}`, at));
  const rateFor = async (work: () => Promise<void>): Promise<number> => {
    const [count, from] = [writers.acknowledged(), performance.now()];
    await work();
    return ((writers.acknowledged() - count) * 1000) / (performance.now() - from);
  };
  const sealedCount = async (): Promise<number> => {
    const { rows } = await beside.house.pools.app.query<{ size: number }>(
      'select coalesce(max(position) + 1, 0) as size from sealed where agency_id = $1',
      [agency],
    );
    return rows[0]?.size ?? 0;
  };

  // The first slots warm the writers up.
  await sleep(Math.min(1000, sizes.slotMs));
  const before = await sealedCount();
  const pairs: { alone: number; beside: number }[] = [];
  let drainMs = 0;
  let sealed = 0;
  while (sealed < waiting) {
    const alone = await rateFor(() => sleep(sizes.slotMs));
    const withIt = await rateFor(async () => {
      const from = performance.now();
      await barrier.open();
      while (sealed < waiting && performance.now() - from < sizes.slotMs) {
        await sleep(20);
        sealed = (await sealedCount()) - before;
      }
      drainMs += performance.now() - from;
      if (sealed < waiting) await barrier.close();
    });
    pairs.push({ alone, beside: withIt });
  }

  await sealedUpToNow(beside, agency);
  const watch = await startWatch(beside, agency, sentAt);
  sentAt.clear();
  const lagRate = await rateFor(() => sleep(sizes.lagMs));
  await writers.stop();
  await sealedAll(beside, agency);
  await sleep(50);
  await watch.stop();
  await barrier.end();
  desk.close();

  const kept = rounded(median(pairs.map((pair) => pair.beside / pair.alone)));
  printMeasure(
    'sealer',
    {
      what: `${waiting} queued events drained while ${lanes} writers report progress through HTTP in the same agency`,
      drainedPerSecond: Math.round((sealed * 1000) / drainMs),
      writersPerSecond: {
        alone: Math.round(median(pairs.map(({ alone }) => alone))),
        besideSealer: Math.round(median(pairs.map((pair) => pair.beside))),
        afterwards: Math.round(lagRate),
      },
      pairs: pairs.map((pair) => [Math.round(pair.alone), Math.round(pair.beside)]),
      queuedPerSecond: Math.round((waiting * 1000) / queuedMs),
      growsWith: 'events queued, linearly; a batch costs the same however long the log is',
    },
    [
      { name: 'drainedPerSecond', value: Math.round((sealed * 1000) / drainMs), atLeast: 2000 },
      { name: 'writersKeep', value: kept, atLeast: 0.7 },
    ],
    sizes.judged,
  );
  printMeasure(
    'sealLag',
    {
      what: 'from sending a command to its sealed row seen, one clock, while the writers go on after the drain',
      events: watch.lags.length,
      ms: {
        median: Math.round(median(watch.lags)),
        p99: Math.round(percentile(watch.lags, 0.99)),
        worst: Math.round(Math.max(0, ...watch.lags)),
      },
      growsWith: 'the rest of 250 ms between batches, and the events committed meanwhile; not with the log',
    },
    [{ name: 'p99Ms', value: Math.round(percentile(watch.lags, 0.99)), atMost: 1000 }],
    sizes.judged,
  );
};
