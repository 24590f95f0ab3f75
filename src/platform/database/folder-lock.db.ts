import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { holderOf, lockFolder } from './folder-lock.ts';
import { bornAt } from './process-identity.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'xn-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const take = () => {
  const taken = lockFolder(folder, 'serve');
  if ('holder' in taken) throw new Error(`held by ${taken.holder.pid}`);
  return taken.lock;
};
const plant = (generation: number, entry: object) =>
  writeFileSync(path.join(folder, `lock.${generation}.json`), JSON.stringify(entry));

test('whoever comes second learns who is first, and where', () => {
  const lock = take();
  lock.tell({ address: 'http://127.0.0.1:1' });
  const second = lockFolder(folder, 'migrate');
  expect(second).toMatchObject({ holder: { pid: process.pid, task: 'serve', address: 'http://127.0.0.1:1' } });
});

test('released, it is free again and the number goes on', () => {
  take().release();
  expect(holderOf(folder)).toBeUndefined();
  take();
  expect(readdirSync(folder)).toEqual(['lock.2.json']);
});

test('a dead holder does not hold', () => {
  plant(4, { pid: 2 ** 22 - 3, born: 'x', task: 'serve', since: '' });
  take();
  expect(readdirSync(folder)).toEqual(['lock.5.json']);
});

test('a number that now belongs to another process does not hold', () => {
  plant(1, { pid: process.pid, born: 'another boot/1', task: 'serve', since: '' });
  expect(holderOf(folder)).toBeUndefined();
  take();
});

test('of many processes that find a dead holder at once, one gets the folder', async () => {
  plant(1, { pid: 2 ** 22 - 3, born: 'x', task: 'serve', since: '' });
  const program = `
    import { lockFolder } from ${JSON.stringify(path.join(import.meta.dirname, 'folder-lock.ts'))};
    const at = Number(process.argv[2]);
    while (Date.now() < at);
    console.log('lock' in lockFolder(process.argv[1], 'serve') ? 'got it' : 'taken');
    setTimeout(() => {}, 1500);`;
  const at = String(Date.now() + 1000);
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => {
      const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', program, folder, at]);
      return new Promise<string>((resolve) => {
        let text = '';
        child.stdout.on('data', (part) => {
          text += part;
        });
        child.stderr.on('data', (part) => {
          text += part;
        });
        child.on('close', () => resolve(text.trim()));
      });
    }),
  );
  expect(answers.sort()).toEqual(['got it', ...Array.from({ length: 7 }, () => 'taken')]);
});

test('a process that has ended has no birth, a running one always the same', async () => {
  const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)']);
  const pid = child.pid ?? 0;
  const born = bornAt(pid);
  expect(born).toBeDefined();
  expect(bornAt(pid)).toBe(born);
  child.kill('SIGKILL');
  await new Promise((resolve) => child.on('exit', resolve));
  expect(bornAt(pid)).toBeUndefined();
});
