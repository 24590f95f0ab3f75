import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';
import pg from 'pg';
import { RawConnection } from '../tests/builders/raw-client.ts';
import type { Call } from './rehearsal.ts';
import type { ThinnestOrder } from './thinnest.ts';

export const lanes = 8;

/** Requests in turn, one list a connection. */
export type Load = readonly (readonly string[])[];

const perSecond = (count: number, from: number): number => (count * 1000) / (performance.now() - from);

/** Sends every lane's requests, one after another within a lane, and answers requests a second. */
export const driveHttp = async (connections: readonly RawConnection[], load: Load): Promise<number> => {
  const from = performance.now();
  await Promise.all(
    connections.map(async (connection, lane) => {
      for (const request of load[lane] ?? []) {
        const reply = await connection.send(request);
        if (reply.status >= 300) throw new Error(`${reply.status} ${reply.body}`);
      }
    }),
  );
  return perSecond(load.flat().length, from);
};

export const openLanes = (port: number): RawConnection[] =>
  Array.from({ length: lanes }, () => new RawConnection(port));

/** The database alone: the statements of one request after another on a connection of its own. */
export const driveBare = async (
  clients: readonly pg.Client[],
  work: readonly (readonly Call[][])[],
): Promise<number> => {
  const from = performance.now();
  await Promise.all(
    clients.map(async (client, lane) => {
      for (const calls of work[lane] ?? []) {
        for (const call of calls) {
          const { rows } = await client.query(call);
          if (rows[0]?.appended === false) throw new Error('bare: stale');
        }
      }
    }),
  );
  return perSecond(work.flat().length, from);
};

export const openClients = async (settings: pg.ClientConfig): Promise<pg.Client[]> => {
  const clients = Array.from({ length: lanes }, () => new pg.Client({ ...settings, application_name: 'bench bare' }));
  // A connection that breaks is told by the statement under way, not by ending the process.
  for (const client of clients) client.on('error', () => {});
  await Promise.all(clients.map((client) => client.connect()));
  return clients;
};

/** The thinnest server as a process of its own. */
export const startThinnest = async (order: Extract<ThinnestOrder, { kind: 'stand' }>) => {
  const child: ChildProcess = fork(path.join(import.meta.dirname, 'thinnest.ts'), { stdio: ['ignore', 2, 2, 'ipc'] });
  let ended: (error: Error) => void = () => {};
  child.once('exit', () => ended(new Error('the thinnest server ended')));
  const ask = (given: ThinnestOrder): Promise<number> =>
    new Promise((resolve, reject) => {
      ended = reject;
      child.once('message', (answer: { done: number }) => resolve(answer.done));
      child.send(given);
    });
  const port = await ask(order);
  return {
    port,
    pid: child.pid ?? 0,
    prepare: (each: number) => ask({ kind: 'prepare', each }),
    stop: () => child.disconnect(),
  };
};
