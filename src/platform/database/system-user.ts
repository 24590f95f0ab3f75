import { spawnSync } from 'node:child_process';
import { OperatorFault } from '../config/fault.ts';

/** The user PostgreSQL runs as; undefined means the user we are. */
export type RunAs = { uid: number; gid: number; name: string } | undefined;

/** What choosing a user needs from the machine; tests play it. */
export type Machine = {
  isRoot: boolean;
  find(name: string): { uid: number; gid: number } | undefined;
  create(name: string): void;
  /** May we start a program as that user? Containers sometimes take this right from root. */
  canBecome(user: { uid: number; gid: number }): boolean;
};

const idOf = (flag: string, name: string): number | undefined => {
  const answer = spawnSync('id', [flag, name], { encoding: 'utf8' });
  return answer.status === 0 ? Number(answer.stdout.trim()) : undefined;
};

const thisMachine: Machine = {
  isRoot: process.getuid?.() === 0,
  find: (name) => {
    const [uid, gid] = [idOf('-u', name), idOf('-g', name)];
    return uid === undefined || gid === undefined ? undefined : { uid, gid };
  },
  create: (name) => {
    const home = ['--no-create-home', '--home-dir', '/nonexistent', '--shell', '/usr/sbin/nologin'];
    const made = spawnSync('useradd', ['--system', '--user-group', ...home, name], { stdio: 'ignore' });
    // Small systems (Alpine) have adduser only.
    if (made.status !== 0) spawnSync('adduser', ['-S', '-D', '-H', name], { stdio: 'ignore' });
  },
  canBecome: ({ uid, gid }) => spawnSync('/bin/sh', ['-c', ':'], { uid, gid, cwd: '/' }).status === 0,
};

/** PostgreSQL refuses root, so root lends it a user: `postgres`, made if need be, else `nobody`. */
export const databaseUser = (machine: Machine = thisMachine): RunAs => {
  if (!machine.isRoot) return undefined;
  const usable = (name: string): RunAs => {
    const user = machine.find(name);
    return user && user.uid !== 0 && machine.canBecome(user) ? { ...user, name } : undefined;
  };
  const known = usable('postgres');
  if (known) return known;
  machine.create('postgres');
  const chosen = usable('postgres') ?? usable('nobody');
  if (chosen) return chosen;
  throw new OperatorFault(
    'PostgreSQL refuses to run as root and no other user can be used here; start as an ordinary user or set DATABASE_URL',
  );
};

/** Can that user come to this path and read it? Asked of the system itself: modes, owners and lists of every folder count. */
export const canRead = (user: RunAs, target: string): boolean =>
  spawnSync('/bin/sh', ['-c', 'test -r "$1" && { test ! -d "$1" || test -x "$1"; }', 'sh', target], {
    ...(user && { uid: user.uid, gid: user.gid }),
    cwd: '/',
  }).status === 0;
