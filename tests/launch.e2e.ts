import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { postmasterOf } from '../src/platform/database/cluster.ts';
import { holderOf } from '../src/platform/database/folder-lock.ts';
import { bornAt } from '../src/platform/database/process-identity.ts';

const checkout = path.resolve(import.meta.dirname, '..');
let data: string;
let started: Started[];

type Started = { npm: ChildProcess; output(): string; ended: Promise<number | null> };

beforeEach(() => {
  data = realpathSync(mkdtempSync(path.join(tmpdir(), 'xn-launch-')));
  started = [];
});
afterEach(async () => {
  for (const { npm, ended } of started) {
    if (npm.exitCode === null && npm.signalCode === null) npm.kill('SIGTERM');
    await ended;
  }
  await nothingLeft();
  rmSync(data, { recursive: true, force: true });
});

/** `npm start` as an operator types it, in a process group of its own like a job of a terminal. */
const npmStart = (env: Record<string, string> = {}, args: string[] = ['--empty']): Started => {
  const npm = spawn('npm', ['start', '--', ...args], {
    cwd: checkout,
    env: { ...process.env, XIAONENG_DATA: data, PORT: '0', ...env },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [npm.stdout, npm.stderr]) {
    stream?.on('data', (part) => {
      text += part;
    });
  }
  const ended = new Promise<number | null>((resolve) => npm.once('close', (code) => resolve(code)));
  const one = { npm, output: () => text, ended };
  started.push(one);
  return one;
};

const until = async (what: string, holds: () => boolean, seconds = 60): Promise<void> => {
  for (const end = Date.now() + seconds * 1000; !holds(); await sleep(50)) {
    if (Date.now() > end)
      throw new Error(`${what}: not within ${seconds} s\n${started.map((one) => one.output()).join('\n')}`);
  }
};
const serving = async (one: Started): Promise<string> => {
  await until('an address', () => /Ctrl-C stops it/.test(one.output()) || one.npm.exitCode !== null);
  const address = /http:\/\/127\.0\.0\.1:\d+/.exec(one.output())?.[0];
  if (!address) throw new Error(one.output());
  return address;
};
const server = () => {
  const holder = holderOf(data);
  if (!holder) throw new Error('no server holds the folder');
  return holder.pid;
};
const postmaster = () => {
  const found = postmasterOf(realpathSync(path.join(data, 'pg')));
  if (!found) throw new Error('no database runs');
  return found.pid;
};
/** Every process that has the data folder among its words, the database's own included. */
const processes = () =>
  readdirSync('/proc').filter((name) => {
    if (!/^\d+$/.test(name) || bornAt(Number(name)) === undefined) return false;
    try {
      return readFileSync(`/proc/${name}/cmdline`, 'utf8').includes(data);
    } catch {
      return false;
    }
  });
const nothingLeft = () => until('everything stopped', () => processes().length === 0 && !holderOf(data), 20);
/** An empty house may answer that nothing is there; it answers. */
const healthy = async (address: string) => (await fetch(`${address}/health`)).status < 500;

describe('npm start', () => {
  test('kill of npm stops everything, the database too', async () => {
    const one = npmStart();
    expect(await healthy(await serving(one))).toBe(true);
    const [pid, database] = [server(), postmaster()];
    one.npm.kill('SIGTERM');
    await one.ended;
    await nothingLeft();
    expect([bornAt(pid), bornAt(database)]).toEqual([undefined, undefined]);
  });

  test('Ctrl-C goes to the whole group: everything stops and npm reports no failure', async () => {
    const one = npmStart();
    await serving(one);
    process.kill(-(one.npm.pid ?? 0), 'SIGINT');
    expect(await one.ended).toBe(0);
    await nothingLeft();
    expect(one.output()).not.toMatch(/error|does not stop/i);
  });

  test('npm killed outright: the server notices and stops', async () => {
    const one = npmStart();
    await serving(one);
    one.npm.kill('SIGKILL');
    await nothingLeft();
  });

  test('a second start on the same data says who is running, and harms nobody', async () => {
    const address = await serving(npmStart());
    const second = npmStart();
    expect(await second.ended).not.toBe(0);
    expect(second.output()).toContain(`already running on ${data}: process ${server()} (serve) at ${address}`);
    expect(await healthy(address)).toBe(true);
  });

  test('the server killed: the next start stops the orphan database and works', async () => {
    const first = npmStart();
    await serving(first);
    const orphan = postmaster();
    process.kill(server(), 'SIGKILL');
    await first.ended;
    expect(postmaster()).toBe(orphan);
    const next = npmStart();
    expect(await healthy(await serving(next))).toBe(true);
    expect(next.output()).toContain(`(process ${orphan}); stopping it`);
  });

  test('stopped in the middle of its start, it leaves nothing either', async () => {
    for (const milliseconds of [300, 700, 1100, 1500]) {
      const one = npmStart();
      await sleep(milliseconds);
      one.npm.kill('SIGTERM');
      await one.ended;
      await nothingLeft();
    }
  });
});

describe('a bad setting is one clear line and a failure', () => {
  test.each([
    [{ PORT: 'eighty' }, /^xiaoneng: PORT must be a number from 0 to 65535, not "eighty"$/m],
    [{ XIAONENG_DATA: '/dev/null/data' }, /^xiaoneng: the data folder \/dev\/null\/data cannot be written: .*$/m],
    [
      { DATABASE_URL: 'postgres://u:p@127.0.0.1:1/d' },
      /^xiaoneng: DATABASE_URL: no database answers at 127.0.0.1:1: .*$/m,
    ],
  ])('%j', async (env, line) => {
    const one = npmStart(env as Record<string, string>);
    expect(await one.ended).not.toBe(0);
    expect(one.output()).toMatch(line);
    expect(one.output()).not.toMatch(/^\s+at /m);
  });

  test('a port that somebody else has', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const address = taken.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const one = npmStart({ PORT: String(port) });
    expect(await one.ended).not.toBe(0);
    taken.close();
    expect(one.output()).toContain(`port ${port} on 127.0.0.1 is taken by another program; set PORT to a free one`);
  });
});
