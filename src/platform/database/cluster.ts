import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { codeOf, OperatorFault } from '../config/fault.ts';
import type { Binaries } from './binaries.ts';
import { bornAt, commandLineOf, isRunning } from './process-identity.ts';
import type { RunAs } from './system-user.ts';

/** One PostgreSQL of our own: where its files, its socket and its log stand, and who runs it. */
export type ClusterPlace = {
  /** PGDATA */
  data: string;
  socket: string;
  log: string;
  binaries: Binaries;
  user: RunAs;
};

export type Cluster = {
  pid: number;
  /** Resolves when the postmaster is gone, whether asked to or not. */
  ended: Promise<void>;
  /** Fast shutdown: open transactions are rolled back, a checkpoint is written. */
  stop(): Promise<void>;
};

const processOptions = (user: RunAs) => ({
  ...(user && { uid: user.uid, gid: user.gid }),
  cwd: '/',
  env: { PATH: process.env.PATH ?? '/usr/bin:/bin', LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8', TZ: 'UTC' },
});

export const makeFolderFor = (user: RunAs, folder: string): void => {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (user) chownSync(folder, user.uid, user.gid);
};

/** Makes the files of a new cluster. A run that is cut short leaves nothing that a later one would take for whole. */
export const initCluster = (place: ClusterPlace, superuser: { name: string; password: string }): void => {
  const draft = `${place.data}.new`;
  const secret = `${place.data}.secret`;
  rmSync(draft, { recursive: true, force: true });
  makeFolderFor(place.user, draft);
  try {
    writeFileSync(secret, superuser.password, { mode: 0o600 });
    if (place.user) chownSync(secret, place.user.uid, place.user.gid);
    const made = spawnSync(
      path.join(place.binaries.folder, 'bin', 'initdb'),
      [
        ...['-D', draft, '-U', superuser.name, `--pwfile=${secret}`],
        ...['--auth-local=scram-sha-256', '--auth-host=scram-sha-256', '--no-instructions'],
        // With the C locale pg_trgm and lower() see no Chinese.
        ...['--encoding=UTF8', '--locale=C.UTF-8'],
      ],
      { ...processOptions(place.user), encoding: 'utf8' },
    );
    if (made.status !== 0) {
      const reason = (made.stderr || made.error?.message || '').trim().split('\n').pop();
      throw new OperatorFault(`the database could not be made in ${place.data}: ${reason}`);
    }
    renameSync(draft, place.data);
  } finally {
    rmSync(secret, { force: true });
    rmSync(draft, { recursive: true, force: true });
  }
};

const linesOf = (file: string): string[] => (existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []);

/**
 * The postmaster that runs on these files, if one does. Its file may be left over from a crash, and its number may by
 * now belong to any other process, so the command line must say that it is ours.
 */
export const postmasterOf = (data: string): { pid: number; born: string } | undefined => {
  const pid = Number(linesOf(path.join(data, 'postmaster.pid'))[0]?.trim());
  const born = bornAt(pid);
  if (born === undefined) return undefined;
  const command = commandLineOf(pid);
  return command.includes('postgres') && command.includes(data) ? { pid, born } : undefined;
};

const gone = async (process: { pid: number; born: string }, milliseconds: number): Promise<boolean> => {
  for (const until = Date.now() + milliseconds; Date.now() < until; await sleep(20)) {
    if (!isRunning(process)) return true;
  }
  return !isRunning(process);
};

const signal = (pid: number, name: NodeJS.Signals): void => {
  try {
    process.kill(pid, name);
  } catch {
    // Ended in between.
  }
};

/** Fast shutdown, and after half a minute the immediate one, from which PostgreSQL recovers by its log. */
export const stopPostmaster = async (postmaster: { pid: number; born: string }): Promise<void> => {
  signal(postmaster.pid, 'SIGINT');
  if (await gone(postmaster, 30_000)) return;
  signal(postmaster.pid, 'SIGQUIT');
  if (await gone(postmaster, 15_000)) return;
  throw new OperatorFault(`the database (process ${postmaster.pid}) does not stop; end it and start again`);
};

const answers = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
};

/**
 * PostgreSQL asks only whether *something* answers to the number in its file, and refuses to start if so: also when the
 * number has gone to another program, or the dead postmaster is a zombie that nobody has collected yet.
 */
const clearLeftovers = ({ data, socket }: ClusterPlace): void => {
  if (postmasterOf(data)) return;
  const file = path.join(data, 'postmaster.pid');
  const pid = Number(linesOf(file)[0]?.trim());
  // Where nothing answers the file stays: PostgreSQL learns from it which shared memory to look at.
  if (pid > 0 && answers(pid)) rmSync(file, { force: true });
  for (const name of readdirSync(socket)) rmSync(path.join(socket, name), { force: true });
};

const textSince = (file: string, offset: number): string => {
  const length = Math.min(statSync(file).size - offset, 64 * 1024);
  if (length <= 0) return '';
  const bytes = Buffer.alloc(length);
  const handle = openSync(file, 'r');
  readSync(handle, bytes, 0, length, offset);
  closeSync(handle);
  return bytes.toString('utf8');
};

const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;

/** Until the postmaster says `ready` in its own file; a recovery may take its time, an ended process may not. */
const ready = async (place: ClusterPlace, child: ChildProcess): Promise<boolean> => {
  while (child.exitCode === null && child.signalCode === null) {
    const lines = linesOf(path.join(place.data, 'postmaster.pid'));
    if (lines[0]?.trim() === String(child.pid) && lines[7]?.trim() === 'ready') return true;
    await sleep(10);
  }
  return false;
};

const spawnPostmaster = (place: ClusterPlace, settings: Record<string, string>): ChildProcess => {
  const given = {
    listen_addresses: '',
    unix_socket_directories: place.socket,
    unix_socket_permissions: '0700',
    // Values of people must not stand in a log outside the database (erasure): no details, no failed statements.
    log_error_verbosity: 'terse',
    log_min_error_statement: 'panic',
    log_checkpoints: 'off',
    log_timezone: 'UTC',
    timezone: 'UTC',
    ...settings,
  };
  if (sizeOf(place.log) > 8 * 1024 * 1024) renameSync(place.log, `${place.log}.1`);
  const log = openSync(place.log, 'a', 0o600);
  const options = Object.entries(given).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  try {
    // A session of its own: Ctrl-C goes to us, and we stop the database after its last client.
    return spawn(path.join(place.binaries.folder, 'bin', 'postgres'), ['-D', place.data, ...options], {
      ...processOptions(place.user),
      detached: true,
      stdio: ['ignore', log, log],
    });
  } finally {
    closeSync(log);
  }
};

/** Starts the postmaster and waits until it takes connections. Nobody else may run on these files (see `postmasterOf`). */
export const startCluster = async (place: ClusterPlace, settings: Record<string, string> = {}): Promise<Cluster> => {
  const written = linesOf(path.join(place.data, 'PG_VERSION'))[0]?.trim();
  if (written !== place.binaries.major) {
    throw new OperatorFault(
      `the data in ${place.data} were written by PostgreSQL ${written}, this program brings ${place.binaries.major}`,
    );
  }
  makeFolderFor(place.user, place.socket);
  for (const until = Date.now() + 20_000; ; await sleep(200)) {
    clearLeftovers(place);
    const offset = sizeOf(place.log);
    const child = spawnPostmaster(place, settings);
    const ended = new Promise<void>((resolve) => {
      child.once('exit', () => resolve());
      child.once('error', () => resolve());
    });
    const pid = child.pid;
    if (pid !== undefined && (await ready(place, child))) {
      child.unref();
      const postmaster = { pid, born: bornAt(pid) ?? '' };
      const stop = async (): Promise<void> => {
        // While it runs it keeps nobody here; its end is waited for, and must not be missed for want of anything else to do.
        child.ref();
        await stopPostmaster(postmaster);
        await ended;
      };
      return { pid, ended, stop };
    }
    await ended;
    const log = sizeOf(place.log) < offset ? '' : textSince(place.log, offset);
    // Backends of a postmaster that was killed need a moment to notice; their memory must be free first.
    if (/shared memory block .* still in use/.test(log) && Date.now() < until) continue;
    const reason = /FATAL: *(.*)/.exec(log)?.[1] ?? log.trim().split('\n').pop() ?? '';
    throw new OperatorFault(`the database does not start: ${reason || 'no reason given'} (log: ${place.log})`);
  }
};
