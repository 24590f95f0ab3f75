import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';

// The server, started again when its sources change, and Vite's own server for the pages, which asks the first one.
const root = path.resolve(import.meta.dirname, '..');
const watched = ['db', 'src/kernel', 'src/main', 'src/modules', 'src/platform', 'src/portal', 'src/processes'];

const children: ChildProcess[] = [];
const start = (...args: string[]) => {
  const child = spawn(process.execPath, args, { cwd: root, stdio: 'inherit' });
  children.push(child);
  // Half of it is of no use: when one ends, so does the other.
  child.once('exit', (code) => stop(code ?? 1));
};

let ending = false;
const stop = (code: number) => {
  if (ending) return;
  ending = true;
  const running = children.filter((child) => child.exitCode === null && child.signalCode === null);
  let left = running.length;
  if (left === 0) process.exit(code);
  for (const child of running) {
    child.once('exit', () => {
      left -= 1;
      if (left === 0) process.exit(code);
    });
    child.kill('SIGTERM');
  }
};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop(0));

start(
  ...watched.map((folder) => `--watch-path=${folder}`),
  'launch.mjs',
  'xiaoneng',
  'serve',
  ...process.argv.slice(2),
);
start('node_modules/vite/bin/vite.js', '--clearScreen', 'false');
