import { createHash, randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { OperatorFault } from '../config/fault.ts';
import { findBinaries, sharedPlace } from './binaries.ts';
import {
  type Cluster,
  type ClusterPlace,
  initCluster,
  makeFolderFor,
  postmasterOf,
  startCluster,
  stopPostmaster,
} from './cluster.ts';
import { type Connections, roles } from './connections.ts';
import { canRead, databaseUser, type RunAs } from './system-user.ts';

const superuser = 'xiaoneng_admin';
const database = 'xiaoneng';
/** A socket's path ends with this, and the system allows 107 bytes in all (103 on macOS). */
const socketName = '/.s.PGSQL.5432';

type Credentials = Record<'admin' | keyof typeof roles, string>;

export type Embedded = { connections: Connections; socket: string; stop(): Promise<void> };

const credentialsFile = (folder: string): string => path.join(folder, 'credentials.json');

/** Random passwords of this data folder, made once; the file is its owner's alone. */
const credentialsOf = (folder: string, isNew: boolean): Credentials => {
  const file = credentialsFile(folder);
  if (!existsSync(file)) {
    if (!isNew) throw new OperatorFault(`${file} is missing, and with it the passwords of the database beside it`);
    const secret = () => randomBytes(24).toString('base64url');
    const made: Credentials = { admin: secret(), owner: secret(), app: secret(), sealer: secret() };
    writeFileSync(`${file}.new`, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600 });
    renameSync(`${file}.new`, file);
  }
  return JSON.parse(readFileSync(file, 'utf8')) as Credentials;
};

/**
 * Where the database's user can come to: the data folder itself, opened to that user's group for passing through, else
 * (a folder under one that only root may enter) a place of its own, with a link in the data folder.
 */
const baseFor = (user: RunAs, folder: string): string => {
  if (!user) return folder;
  const probe = path.join(folder, 'socket');
  makeFolderFor(user, probe);
  if (canRead(user, probe)) return folder;
  chownSync(folder, 0, user.gid);
  chmodSync(folder, 0o710);
  if (canRead(user, probe)) return folder;
  const elsewhere = path.join(sharedPlace, createHash('sha256').update(folder).digest('hex').slice(0, 16));
  mkdirSync(elsewhere, { recursive: true, mode: 0o755 });
  return elsewhere;
};

const socketFor = (user: RunAs, base: string): string => {
  const folder = path.join(base, 'socket');
  if (Buffer.byteLength(folder + socketName) <= 103) return folder;
  const short = mkdtempSync(path.join(Buffer.byteLength(tmpdir()) < 60 ? tmpdir() : '/tmp', 'xn-'));
  makeFolderFor(user, short);
  return short;
};

/** Files made by one user can be run by that user only; a new database belongs to the user chosen for it. */
const userOf = (data: string): RunAs => {
  const owner = statSync(data, { throwIfNoEntry: false });
  if (process.getuid?.() !== 0 || !owner || owner.uid === 0) return databaseUser();
  return { uid: owner.uid, gid: owner.gid, name: `user ${owner.uid}` };
};

const placeFor = (folder: string): ClusterPlace => {
  const user = userOf(path.join(folder, 'pg'));
  const base = baseFor(user, folder);
  const link = path.join(folder, 'pg');
  if (base !== folder && !existsSync(link)) {
    rmSync(link, { force: true });
    makeFolderFor(user, path.join(base, 'socket'));
    symlinkSync(path.join(base, 'pg'), link);
  }
  const data = existsSync(link) ? realpathSync(link) : path.join(base, 'pg');
  return {
    data,
    socket: socketFor(user, path.dirname(data)),
    log: path.join(folder, 'postgres.log'),
    binaries: findBinaries(user, folder),
    user,
  };
};

/** How the roles come in through the socket of a running database of this folder. */
export const embeddedConnections = (folder: string, socket: string): Connections => {
  const passwords = credentialsOf(folder, false);
  const login = (user: string, password: string): pg.PoolConfig => ({ host: socket, database, user, password });
  return {
    app: login(roles.app, passwords.app),
    sealer: login(roles.sealer, passwords.sealer),
    owner: login(roles.owner, passwords.owner),
    admin: login(superuser, passwords.admin),
  };
};

/** Roles with their passwords, and the database; finds its own work done at every later start. */
const prepareDatabase = async (socket: string, passwords: Credentials): Promise<void> => {
  const client = new pg.Client({ host: socket, database: 'postgres', user: superuser, password: passwords.admin });
  await client.connect();
  try {
    for (const role of ['owner', 'app', 'sealer'] as const) {
      const known = await client.query('select 1 from pg_roles where rolname = $1', [roles[role]]);
      if (known.rowCount) continue;
      await client.query(`create role ${roles[role]} login password ${client.escapeLiteral(passwords[role])}`);
    }
    const made = await client.query('select 1 from pg_database where datname = $1', [database]);
    if (made.rowCount) return;
    await client.query(
      `create database ${database} owner ${roles.owner} template template0 encoding 'UTF8' locale 'C.UTF-8'`,
    );
  } finally {
    await client.end();
  }
};

/**
 * Starts the database of a data folder whose lock we hold. A postmaster that still runs there is an orphan of a server
 * that was killed: it is stopped, with whatever its last clients left open, and started anew. When the database dies
 * while we run it is started again; three times within a minute, and `onFault` hears that it will not live.
 */
export const startEmbedded = async (
  folder: string,
  hooks: { say(line: string): void; onFault(fault: OperatorFault): void },
  settings: Record<string, string> = {},
): Promise<Embedded> => {
  const place = placeFor(folder);
  const orphan = postmasterOf(place.data);
  if (orphan) {
    hooks.say(`the database of a server that was killed still runs (process ${orphan.pid}); stopping it`);
    await stopPostmaster(orphan);
  }
  const isNew = !existsSync(place.data);
  const passwords = credentialsOf(folder, isNew);
  if (isNew) initCluster(place, { name: superuser, password: passwords.admin });
  let cluster: Cluster = await startCluster(place, settings);
  let stopping = false;
  const guard = async (): Promise<void> => {
    const deaths: number[] = [];
    for (;;) {
      await cluster.ended;
      if (stopping) return;
      deaths.push(Date.now());
      if (deaths.length > 3 && Date.now() - (deaths.at(-4) ?? 0) < 60_000) {
        return hooks.onFault(new OperatorFault(`the database died four times within a minute (log: ${place.log})`));
      }
      hooks.say('the database died; starting it again');
      try {
        cluster = await startCluster(place, settings);
      } catch (error) {
        if (stopping) return;
        return hooks.onFault(error instanceof OperatorFault ? error : new OperatorFault(String(error)));
      }
    }
  };
  void guard();
  const stop = async (): Promise<void> => {
    stopping = true;
    await cluster.stop();
    if (path.dirname(place.socket) !== path.dirname(place.data)) rmSync(place.socket, { recursive: true, force: true });
  };
  try {
    await prepareDatabase(place.socket, passwords);
  } catch (error) {
    await stop();
    throw error;
  }
  return { connections: embeddedConnections(folder, place.socket), socket: place.socket, stop };
};
