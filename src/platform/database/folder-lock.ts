import { randomUUID } from 'node:crypto';
import { linkSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { codeOf } from '../config/fault.ts';
import { bornAt, isRunning } from './process-identity.ts';

/** Who runs on a data folder. */
export type Holder = {
  pid: number;
  born: string;
  /** Which command: `serve`, `migrate`, … */
  task: string;
  since: string;
  /** Address it serves, once it listens. */
  address?: string;
  /** Folder of the database's socket, once the database runs. */
  socket?: string;
};

export type FolderLock = {
  /** Adds facts for whoever asks who is running. */
  tell(facts: Partial<Pick<Holder, 'address' | 'socket'>>): void;
  release(): void;
};

type Entry = Holder & { released?: true };

const pattern = /^lock\.(\d+)\.json$/;
const fileOf = (folder: string, generation: number): string => path.join(folder, `lock.${generation}.json`);

const newest = (folder: string): number =>
  Math.max(0, ...readdirSync(folder).map((name) => Number(pattern.exec(name)?.[1] ?? 0)));

const entryOf = (folder: string, generation: number): Entry | undefined => {
  try {
    return JSON.parse(readFileSync(fileOf(folder, generation), 'utf8')) as Entry;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
};

/** The running holder of a folder, if there is one. */
export const holderOf = (folder: string): Holder | undefined => {
  const entry = entryOf(folder, newest(folder));
  return entry && !entry.released && isRunning(entry) ? entry : undefined;
};

/**
 * Takes the folder, or says who has it. Node has no lock that the system drops when a process dies, so a lock is a file
 * of a generation: taking over from a dead holder means creating the next generation, which only one can do, and
 * numbers never fall (a release marks its file, it does not remove it), so a slow reader cannot revive an old one.
 */
export const lockFolder = (folder: string, task: string): { lock: FolderLock } | { holder: Holder } => {
  const draft = path.join(folder, `lock-${randomUUID()}.tmp`);
  const write = (entry: Entry) => writeFileSync(draft, `${JSON.stringify(entry)}\n`, { mode: 0o600 });
  const born = bornAt(process.pid);
  if (born === undefined) throw new Error('this process cannot see itself');
  let entry: Entry = { pid: process.pid, born, task, since: new Date().toISOString() };
  write(entry);
  try {
    for (;;) {
      const last = newest(folder);
      const holder = entryOf(folder, last);
      if (holder && !holder.released && isRunning(holder)) return { holder };
      const mine = last + 1;
      try {
        linkSync(draft, fileOf(folder, mine));
      } catch (error) {
        if (codeOf(error) === 'EEXIST') continue;
        throw error;
      }
      // Whoever listed the folder long ago may have created a number that was already passed: it yields.
      if (newest(folder) !== mine) {
        rmSync(fileOf(folder, mine), { force: true });
        continue;
      }
      for (const name of readdirSync(folder)) {
        if (Number(pattern.exec(name)?.[1] ?? mine) < mine) rmSync(path.join(folder, name), { force: true });
      }
      const replace = (next: Entry) => {
        entry = next;
        write(entry);
        renameSync(draft, fileOf(folder, mine));
      };
      return {
        lock: {
          tell: (facts) => replace({ ...entry, ...facts }),
          release: () => replace({ ...entry, released: true }),
        },
      };
    }
  } finally {
    rmSync(draft, { force: true });
  }
};
