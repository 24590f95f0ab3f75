import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { type Role, roles } from './connections.ts';
import { createPools, endPools } from './pools.ts';
// For the type of what the setup provides.
import type {} from './test-cluster.ts';

export type TestDatabase = {
  name: string;
  owner: pg.Pool;
  app: pg.Pool;
  sealer: pg.Pool;
  /** Address for a program of its own, such as a server that a test starts. `admin` may migrate. */
  url(role: Role | 'admin'): string;
  drop(): Promise<void>;
};

const asAdmin = async (text: string): Promise<void> => {
  const client = new pg.Client({ ...inject('testCluster').admin, database: 'postgres' });
  await client.connect();
  await client.query(text).finally(() => client.end());
};

const urlOf = ({ host, port, user, password, options }: pg.ClientConfig, database: string): string => {
  const url = new URL(`postgres://localhost/${database}`);
  url.username = user ?? '';
  url.password = typeof password === 'string' ? password : '';
  if (host?.startsWith('/')) url.searchParams.set('host', host);
  else url.hostname = host ?? 'localhost';
  if (port) url.port = String(port);
  if (options) url.searchParams.set('options', options);
  return url.href;
};

/** A database of one test file: every migration is in it, nobody else is. Drop it in `afterAll`. */
export const cloneDatabase = async (): Promise<TestDatabase> => {
  const { template, logins, admin } = inject('testCluster');
  const name = `xn_clone_${randomBytes(8).toString('hex')}`;
  await asAdmin(`create database ${name} template ${template} owner ${roles.owner}`);
  const here = (role: Role) => ({ ...logins[role], database: name });
  const pools = createPools({ app: here('app'), sealer: here('sealer'), owner: here('owner') });
  const { app, sealer, owner } = pools;
  if (!owner) throw new Error('the owner has a pool');
  return {
    name,
    owner,
    app,
    sealer,
    url: (role) => urlOf(role === 'admin' ? admin : logins[role], name),
    drop: async () => {
      await endPools(pools);
      await asAdmin(`drop database ${name} with (force)`);
    },
  };
};
