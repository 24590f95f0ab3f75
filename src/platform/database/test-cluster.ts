import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, realpathSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { postmasterOf, stopPostmaster } from './cluster.ts';
import { type Role, roles } from './connections.ts';
import { startEmbedded } from './embedded.ts';
import { holderOf, lockFolder } from './folder-lock.ts';
import { migrate } from './migrate.ts';

/** What a test file needs to make a database of its own; plain data, since it crosses to the workers. */
export type TestCluster = { template: string; admin: pg.ClientConfig; logins: Record<Role, pg.ClientConfig> };

declare module 'vitest' {
  export interface ProvidedContext {
    testCluster: TestCluster;
  }
}

type Started = { cluster: TestCluster; stop(): Promise<void> };

const prefix = 'xn-test-';

/** Clusters of runs that were killed: their owner is dead, so nobody needs them. */
const sweep = async (): Promise<void> => {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(prefix))) {
    const folder = path.join(tmpdir(), name);
    try {
      // A run that is just beginning has no lock yet.
      if (holderOf(folder) || Date.now() - statSync(folder).mtimeMs < 60_000) continue;
      const orphan = postmasterOf(path.join(realpathSync(folder), 'pg'));
      if (orphan) await stopPostmaster(orphan);
      rmSync(folder, { recursive: true, force: true });
    } catch {
      // Another user's, or another run sweeps it too.
    }
  }
};

const run = async (settings: pg.ClientConfig, work: (client: pg.Client) => Promise<unknown>): Promise<void> => {
  const client = new pg.Client(settings);
  await client.connect();
  await work(client).finally(() => client.end());
};

/** A throw-away cluster: nothing in it must survive a power cut, so it does not wait for the disk. */
const startOwn = async (): Promise<Started> => {
  await sweep();
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), prefix)));
  lockFolder(folder, 'test');
  const quick = { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off', max_connections: '300' };
  const onFault = (fault: Error) => console.error(fault.message);
  const { connections, stop } = await startEmbedded(folder, { say: console.error, onFault }, quick);
  // A run that is broken off ends without teardown; its database must not stay behind.
  const abandon = () => {
    const postmaster = postmasterOf(path.join(folder, 'pg'));
    if (postmaster) process.kill(postmaster.pid, 'SIGQUIT');
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  };
  process.once('exit', abandon);
  const { app, sealer, owner, admin } = connections;
  if (!owner || !admin) throw new Error('the embedded database has all its roles');
  await run(admin, (client) => migrate(client));
  return {
    cluster: { template: 'xiaoneng', admin, logins: { app, sealer, owner } },
    stop: async () => {
      process.removeListener('exit', abandon);
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

/** `TEST_DATABASE_URL`: a server where we are superuser; logins take their role when they come in. */
const useServer = async (url: string): Promise<Started> => {
  const template = `xn_template_${randomBytes(6).toString('hex')}`;
  const { host, port, user, password } = new pg.Client({ connectionString: url });
  const admin = { host, port, user: user ?? '', password: password ?? '', database: 'postgres' };
  const make = `create database ${template} template template0 encoding 'UTF8' locale 'C.UTF-8'`;
  await run({ connectionString: url }, (client) => client.query(make));
  await run({ ...admin, database: template }, (client) => migrate(client));
  const login = (role: Role) => ({ ...admin, options: `-c role=${roles[role]}` });
  return {
    cluster: { template, admin, logins: { app: login('app'), sealer: login('sealer'), owner: login('owner') } },
    stop: () => run(admin, (client) => client.query(`drop database ${template} with (force)`)),
  };
};

/** A migrated database for the time of a run, on a cluster of its own or on the server named by `TEST_DATABASE_URL`. */
export const startTestCluster = (): Promise<Started> => {
  const url = process.env.TEST_DATABASE_URL;
  return url ? useServer(url) : startOwn();
};

// Every project that needs the database sets it up; they share one cluster, which ends with the last of them.
const shared = globalThis as { xiaonengTestCluster?: { started: Promise<Started>; users: number } };

/** vitest's globalSetup for projects with `.db` and `.e2e` files. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  shared.xiaonengTestCluster ??= { started: startTestCluster(), users: 0 };
  const use = shared.xiaonengTestCluster;
  use.users += 1;
  const { cluster, stop } = await use.started;
  project.provide('testCluster', cluster);
  return async () => {
    use.users -= 1;
    if (use.users > 0) return;
    delete shared.xiaonengTestCluster;
    await stop();
  };
}
