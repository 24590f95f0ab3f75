import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import path from 'node:path';
import { cliArguments } from './command-line.ts';

const root = path.resolve(import.meta.dirname, '../..');

export type ServerAccount = { login: string; password: string; name: string };

/** The real server as a process of its own, with its embedded database on a data folder of its own. */
export type RunningServer = {
  address: string;
  port: number;
  accounts: ServerAccount[];
  dataFolder: string;
  pid: number;
  child: ChildProcess;
  /** What it told the operator so far. */
  told(): string;
  /** Resolves when the process is gone, whatever ended it. */
  ended: Promise<void>;
  /** Stops it as an operator does: everything it started stops with it. */
  stop(): Promise<void>;
};

export type ServerOptions = {
  dataFolder: string;
  port: number;
  env?: Record<string, string>;
  /** Options of Node itself, such as `--import` of a module that counts statements. */
  nodeOptions?: readonly string[];
  args?: readonly string[];
};

/** A port that is free now. */
export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });

/** A server whose test was killed outright stops by itself: the channel to the test is what tells it. */
const watch = `data:text/javascript,process.once('disconnect',()=>process.kill(process.pid,'SIGTERM'))`;

/** Starts `xiaoneng serve` through the command line and waits until it says where it listens. */
export const startServerProcess = async (options: ServerOptions): Promise<RunningServer> => {
  const { dataFolder, port, env = {}, nodeOptions = [], args = [] } = options;
  const child = spawn(
    process.execPath,
    ['--import', watch, ...nodeOptions, ...cliArguments(['serve', '--json', '--port', String(port), ...args])],
    {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: {
        ...process.env,
        NODE_OPTIONS: '',
        XIAONENG_DATA: dataFolder,
        XIAONENG_RATE: '0',
        XIAONENG_DEMONSTRATION: 'brief',
        XIAONENG_LOG_LEVEL: 'warn',
        ...env,
      },
    },
  );
  let told = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    told += chunk.toString('utf8');
  });
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const facts = await new Promise<{ address: string; accounts: ServerAccount[]; pid: number }>((resolve, reject) => {
    let text = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8');
      const line = text.indexOf('\n');
      if (line >= 0) resolve(JSON.parse(text.slice(0, line)));
    });
    void ended.then(() => reject(new Error(`the server did not start: ${told}`)));
  });
  return {
    ...facts,
    port,
    dataFolder,
    child,
    told: () => told,
    ended,
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
      await ended;
    },
  };
};
