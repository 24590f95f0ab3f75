import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { initCluster, makeFolderFor, startCluster } from '../../src/platform/database/cluster.ts';
import { databaseUser } from '../../src/platform/database/system-user.ts';
import type { Office } from '../builders/office.ts';

/** Somewhere to put a backup back: its addresses, as an operator would set them. */
export type Target = {
  env: Record<string, string>;
  /** Everything as the owner of the tables sees it. */
  query<Row extends object = Record<string, unknown>>(text: string, values?: unknown[]): Promise<Row[]>;
  drop(): Promise<void>;
};

const asker =
  (url: string) =>
  async (text: string, values: unknown[] = []) => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query(text, values)).rows;
    } finally {
      await client.end();
    }
  };

const make = (name: string, owner = '') =>
  `create database ${name} ${owner} template template0 encoding 'UTF8' locale 'C.UTF-8'`;

/** A database with nothing in it, on the server of the tests. */
export const emptyDatabase = async ({ database }: Office): Promise<Target> => {
  const name = `xn_clone_${randomBytes(8).toString('hex')}`;
  const at = (role: Parameters<typeof database.url>[0], there = name): string => {
    const url = new URL(database.url(role));
    url.pathname = `/${there}`;
    return url.href;
  };
  const admin = asker(at('admin', 'postgres'));
  await admin(make(name, 'owner xiaoneng_owner'));
  return {
    env: { DATABASE_URL: at('app'), DATABASE_SEALER_URL: at('sealer'), DATABASE_ADMIN_URL: at('admin') },
    query: asker(at('admin')) as Target['query'],
    drop: async () => {
      await admin(`drop database ${name} with (force)`);
    },
  };
};

/** PostgreSQL of another version on this machine, where its packages put it; 15 is the oldest we take. */
export const otherVersion = (): { folder: string; major: string } | null => {
  const home = '/usr/lib/postgresql';
  const majors = existsSync(home) ? readdirSync(home).filter((each) => Number(each) >= 15 && Number(each) !== 18) : [];
  const major = majors.find((each) => existsSync(path.join(home, each, 'bin', 'initdb')));
  return major === undefined ? null : { folder: path.join(home, major), major };
};

/** A throw-away server of that version with one login that may do everything, as a small site has it. */
export const startOther = async (binaries: { folder: string; major: string }): Promise<Target> => {
  const user = databaseUser();
  const base = realpathSync(mkdtempSync(path.join(tmpdir(), 'xn-other-')));
  chmodSync(base, 0o755);
  const place = {
    ...{ data: path.join(base, 'pg'), socket: path.join(base, 's'), log: path.join(base, 'log') },
    ...{ binaries, user },
  };
  // initdb writes beside its folder, so that belongs to its user too.
  makeFolderFor(user, base);
  chmodSync(base, 0o755);
  initCluster(place, { name: 'site', password: 'site' });
  const cluster = await startCluster(place, { fsync: 'off' });
  const url = (database: string) =>
    `postgres://site:site@localhost/${database}?host=${encodeURIComponent(place.socket)}`;
  await asker(url('postgres'))(make('xiaoneng'));
  return {
    env: { DATABASE_URL: url('xiaoneng'), DATABASE_SEALER_URL: '', DATABASE_ADMIN_URL: '' },
    query: asker(url('xiaoneng')) as Target['query'],
    drop: async () => {
      await cluster.stop();
      rmSync(base, { recursive: true, force: true });
    },
  };
};
