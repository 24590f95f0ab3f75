import type pg from 'pg';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Pools } from '../database/pools.ts';
import type { Standing } from './standing.ts';

/** What is counted and measured. Labels are routes, codes and states: no person, no matter, no agency's business. */
export type Figures = {
  request(method: string, route: string, status: number, seconds: number): void;
  command(outcome: string): void;
  /** Prometheus' text form, and its content type. */
  text(): Promise<{ type: string; body: string }>;
};

const poolGauges = (registers: Registry[], pools: Pools): void => {
  const all = Object.entries(pools) as [string, pg.Pool][];
  new Gauge({
    name: 'xiaoneng_database_connections',
    help: 'Connections of each pool: idle, busy; and statements that wait for one',
    labelNames: ['pool', 'state'],
    registers,
    collect() {
      for (const [pool, { totalCount, idleCount, waitingCount }] of all) {
        this.set({ pool, state: 'idle' }, idleCount);
        this.set({ pool, state: 'busy' }, totalCount - idleCount);
        this.set({ pool, state: 'waiting' }, waitingCount);
      }
    },
  });
};

type Reading = readonly [name: string, help: string, read: (standing: Standing) => number | undefined];

/** What is read off how the installation stands; undefined where the database does not answer. */
const readings: readonly Reading[] = [
  ['xiaoneng_ready', '1 when /ready says so', ({ reasons }) => Number(reasons.length === 0)],
  ['xiaoneng_database_up', '1 when the database answers', ({ database }) => Number(database !== null)],
  ['xiaoneng_disk_free_bytes', 'Free space where the data folder lies', ({ diskFree }) => diskFree],
  ['xiaoneng_seal_queue', 'Committed events that wait for their seal', ({ database }) => database?.waiting],
  ['xiaoneng_seal_lag_seconds', 'Age of the oldest of them', ({ database }) => database?.lagSeconds],
  ['xiaoneng_sealers', 'Processes that hold the right to seal: 1', ({ database }) => database?.sealers],
  ['xiaoneng_mail_waiting', 'Letters that may leave and have not', ({ database }) => database?.mailWaiting],
  [
    'xiaoneng_mail_failed',
    'Letters that were given up, of the last three months',
    ({ database }) => database?.mailFailed,
  ],
  ['xiaoneng_sessions_open', 'Sessions signed in and not idle too long', ({ database }) => database?.sessions],
];

const standingGauges = (registers: Registry[], asked: () => Promise<Standing>): void => {
  for (const [name, help, read] of readings)
    new Gauge({
      ...{ name, help, registers },
      async collect() {
        const value = read(await asked());
        if (value === undefined) this.set(Number.NaN);
        else this.set(value);
      },
    });
};

/** Figures of one program in a registry of its own. `process` adds those of Node and the machine, once a program. */
export const createFigures = (
  pools: Pools,
  asked: () => Promise<Standing>,
  { process: own = false }: { process?: boolean } = {},
): Figures => {
  const registry = new Registry();
  const registers = [registry];
  const seconds = new Histogram({
    name: 'xiaoneng_http_request_seconds',
    help: 'Time from a request to its answer, by route as written',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers,
  });
  const commands = new Counter({
    name: 'xiaoneng_commands_total',
    help: 'Commands by what became of them: done, the code of a refusal, fault',
    labelNames: ['outcome'],
    registers,
  });
  poolGauges(registers, pools);
  standingGauges(registers, asked);
  if (own) collectDefaultMetrics({ register: registry });
  return {
    request: (method, route, status, took) => seconds.observe({ method, route, status: String(status) }, took),
    command: (outcome) => commands.inc({ outcome }),
    text: async () => ({ type: registry.contentType, body: await registry.metrics() }),
  };
};
