import pg from 'pg';
import type { Connections } from './connections.ts';

// int8 comes as text; every number of ours is a safe integer, and one that is not must not pass silently.
pg.types.setTypeParser(pg.types.builtins.INT8, (text) => {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is beyond the safe integers`);
  return value;
});

// A day is a day, not a moment in the server's zone.
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);

export type Pools = { app: pg.Pool; sealer: pg.Pool; owner?: pg.Pool };

const createPool = (settings: pg.PoolConfig, name: string, max: number): pg.Pool => {
  const pool = new pg.Pool({ application_name: `xiaoneng ${name}`, max, connectionTimeoutMillis: 10_000, ...settings });
  // A connection that breaks (the database restarted) is dropped by the pool and fails the statement under way. It also
  // raises an event, on the pool when idle and on itself when lent out; without a listener either would end the process.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
};

/** One pool a role; the owner's only where this process was given that right. */
export const createPools = (connections: Connections): Pools => ({
  app: createPool(connections.app, 'app', 10),
  sealer: createPool(connections.sealer, 'sealer', 3),
  ...(connections.owner && { owner: createPool(connections.owner, 'owner', 2) }),
});

export const endPools = async (pools: Pools): Promise<void> => {
  await Promise.all([pools.app.end(), pools.sealer.end(), pools.owner?.end()]);
};
