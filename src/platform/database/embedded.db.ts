import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { messageOf } from '../config/fault.ts';
import { postmasterOf } from './cluster.ts';
import { type Embedded, embeddedConnections, startEmbedded } from './embedded.ts';
import { bornAt } from './process-identity.ts';

let folder: string;
let running: Embedded | undefined;
let said: string[];
let faults: string[];

const hooks = {
  say: (line: string) => said.push(line),
  onFault: (fault: Error) => faults.push(fault.message),
};
const start = async (at = folder): Promise<Embedded> => {
  running = await startEmbedded(at, hooks);
  return running;
};
const answer = async (embedded: Embedded): Promise<number> => {
  const client = new pg.Client(embedded.connections.app);
  client.on('error', () => {});
  await client.connect();
  const { rows } = await client.query<{ one: number }>('select 1 as one').finally(() => client.end());
  return rows[0]?.one ?? 0;
};
const postmaster = () => {
  const found = postmasterOf(realpathSync(path.join(folder, 'pg')));
  if (!found) throw new Error('no postmaster runs');
  return found.pid;
};
const killed = async (pid: number) => {
  process.kill(pid, 'SIGKILL');
  while (bornAt(pid) !== undefined) await sleep(10);
};

beforeEach(() => {
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'xn-embedded-')));
  said = [];
  faults = [];
});
afterEach(async () => {
  await running?.stop();
  running = undefined;
  rmSync(folder, { recursive: true, force: true });
});

test('first start, stop, second start: the same data, nothing left running, passwords for nobody else', async () => {
  const first = await start();
  const pid = postmaster();
  const client = new pg.Client(first.connections.owner);
  await client.connect();
  await client.query('create table kept (id int); insert into kept values (7)');
  const facts = await client.query(
    `select current_setting('fsync') as fsync, current_setting('listen_addresses') as network,
            datcollate, datctype, pg_encoding_to_char(encoding) as encoding
       from pg_database where datname = current_database()`,
  );
  await client.end();
  expect(facts.rows).toEqual([
    { fsync: 'on', network: '', datcollate: 'C.UTF-8', datctype: 'C.UTF-8', encoding: 'UTF8' },
  ]);
  expect(statSync(path.join(folder, 'credentials.json')).mode & 0o777).toBe(0o600);
  await first.stop();
  expect(bornAt(pid)).toBeUndefined();
  const second = await start();
  const again = new pg.Client(second.connections.owner);
  await again.connect();
  expect((await again.query('select id from kept')).rows).toEqual([{ id: 7 }]);
  await again.end();
});

test('a role with another password does not come in', async () => {
  const { connections } = await start();
  const client = new pg.Client({ ...connections.app, password: 'guess' });
  await expect(client.connect()).rejects.toMatchObject({ code: '28P01' });
});

/** A server in a process of its own, killed; answers the number of the postmaster it leaves. */
const orphaned = async (): Promise<number> => {
  const program = `
    import { startEmbedded } from ${JSON.stringify(path.join(import.meta.dirname, 'embedded.ts'))};
    await startEmbedded(process.argv[1], { say() {}, onFault() {} });
    console.log('up');
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', program, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise((resolve) => child.stdout.once('data', resolve));
  const pid = postmaster();
  child.kill('SIGKILL');
  await new Promise((resolve) => child.once('exit', resolve));
  expect(postmaster()).toBe(pid);
  return pid;
};

test('the orphan of a killed server is stopped, with what its clients left open', async () => {
  const pid = await orphaned();
  const client = new pg.Client(embeddedConnections(folder, path.join(folder, 'socket')).owner);
  const broken = new Promise((resolve) => client.on('error', resolve));
  await client.connect();
  await client.query('begin; create table half (id int)');
  const next = await start();
  await broken;
  expect(said).toEqual([`the database of a server that was killed still runs (process ${pid}); stopping it`]);
  expect(await answer(next)).toBe(1);
});

test('both killed: the next start recovers', async () => {
  const pid = await orphaned();
  await killed(pid);
  expect(await answer(await start())).toBe(1);
});

test('a left-over number that now belongs to another program does not stop the start', async () => {
  await killed(await orphaned());
  const file = path.join(folder, 'pg', 'postmaster.pid');
  const lines = readFileSync(file, 'utf8').split('\n');
  // A process of the same user as the database's is what PostgreSQL itself would take for a postmaster.
  const owner = statSync(path.join(folder, 'pg'));
  const stranger = spawn('sleep', ['60'], { uid: owner.uid, gid: owner.gid, cwd: '/' });
  writeFileSync(file, [String(stranger.pid), ...lines.slice(1)].join('\n'));
  try {
    expect(await answer(await start())).toBe(1);
    expect(bornAt(stranger.pid ?? 0)).toBeDefined();
  } finally {
    stranger.kill('SIGKILL');
  }
});

test('a database that dies under a running server comes back', async () => {
  const embedded = await start();
  const first = postmaster();
  await killed(first);
  for (let tries = 0; tries < 100; tries += 1) {
    await sleep(100);
    if ((await answer(embedded).catch(() => 0)) === 1) break;
  }
  expect(await answer(embedded)).toBe(1);
  expect(postmaster()).not.toBe(first);
  expect(said).toEqual(['the database died; starting it again']);
  expect(faults).toEqual([]);
});

test('a path too long for a socket gets a short one', async () => {
  const deep = path.join(folder, 'x'.repeat(100));
  mkdirSync(deep, { mode: 0o700 });
  chmodSync(folder, 0o711);
  const embedded = await start(deep);
  expect(Buffer.byteLength(embedded.socket)).toBeLessThan(90);
  expect(await answer(embedded)).toBe(1);
});

test.runIf(process.getuid?.() === 0)(
  'under a folder that only root may enter the database has a place of its own',
  async () => {
    const closed = path.join(folder, 'closed');
    mkdirSync(closed, { mode: 0o700 });
    chmodSync(folder, 0o700);
    const embedded = await start(closed);
    const place = path.dirname(realpathSync(path.join(closed, 'pg')));
    try {
      expect(place.startsWith(closed)).toBe(false);
      expect(await answer(embedded)).toBe(1);
      await embedded.stop();
      expect(await answer(await start(closed))).toBe(1);
      expect(path.dirname(realpathSync(path.join(closed, 'pg')))).toBe(place);
    } finally {
      await running?.stop();
      rmSync(place, { recursive: true, force: true });
    }
  },
);

test('data of another major version are refused with both numbers', async () => {
  await (await start()).stop();
  writeFileSync(path.join(folder, 'pg', 'PG_VERSION'), '11\n');
  running = undefined;
  const fault = await start().catch(messageOf);
  expect(fault).toMatch(/were written by PostgreSQL 11, this program brings \d+$/);
});

test('whoever stops it is told, also when it dies before its end is waited for and nothing else keeps the process', async () => {
  const embedded = pathToFileURL(path.join(import.meta.dirname, 'embedded.ts')).href;
  const cluster = pathToFileURL(path.join(import.meta.dirname, 'cluster.ts')).href;
  const script = `
    const fs = await import('node:fs');
    const { startEmbedded } = await import(${JSON.stringify(embedded)});
    const { postmasterOf } = await import(${JSON.stringify(cluster)});
    const { stop } = await startEmbedded(${JSON.stringify(folder)}, { say() {}, onFault() {} });
    const { pid } = postmasterOf(fs.realpathSync(${JSON.stringify(path.join(folder, 'pg'))}));
    process.kill(pid, 'SIGINT');
    // Dead, and this process has had no moment to hear of it.
    while (!fs.readFileSync('/proc/' + pid + '/stat', 'utf8').includes(') Z '));
    stop().then(() => console.log('stopped'));`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let told = '';
  child.stdout.on('data', (chunk: Buffer) => {
    told += chunk.toString('utf8');
  });
  await once(child, 'close');
  expect(told).toBe('stopped\n');
});
