import { spawn } from 'node:child_process';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { Condition } from './figures.ts';

type Line = { measure: string; what: string; conditions: Condition[] };

const runQuick = (): Promise<{ code: number | null; stdout: string; stderr: string }> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [path.join(import.meta.dirname, 'main.ts'), '--quick'], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NODE_OPTIONS: '', DATABASE_URL: '', DATABASE_ADMIN_URL: '', DATABASE_SEALER_URL: '' },
    });
    const texts = { stdout: '', stderr: '' };
    child.stdout.on('data', (chunk: Buffer) => {
      texts.stdout += chunk.toString('utf8');
    });
    child.stderr.on('data', (chunk: Buffer) => {
      texts.stderr += chunk.toString('utf8');
    });
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, ...texts }));
  });

test('the bench measures everything it promises; statements and commits hold at any speed', async () => {
  const { code, stdout, stderr } = await runQuick();
  expect(code, stderr).toBe(0);
  const lines = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
  const names = ['commands', 'pgbench', 'readMatter', 'readLedger', 'sealer', 'sealLag', 'proof'];
  const large = ['ledger20kFollower', 'ledger20k', 'growth', 'filler', 'proofOfMillion'];
  expect([...new Set(lines.map(({ measure }) => measure))]).toEqual([...names, ...large]);
  // What a first page reads does not depend on the machine.
  const read = lines.flatMap(({ conditions }) => conditions.filter(({ name }) => name.endsWith('buffers')));
  expect(read.length).toBeGreaterThan(10);
  expect(read.filter(({ value, atMost = 0 }) => value > atMost)).toEqual([]);
  const figureOf = (measure: string, condition: string): number =>
    lines.find((line) => line.measure === measure)?.conditions.find(({ name }) => name === condition)?.value ??
    Number.NaN;
  expect(figureOf('commands', 'statements')).toBeLessThanOrEqual(6);
  // One each, and now and then a batch of the counters' follower beside them.
  expect(figureOf('commands', 'commits')).toBeLessThanOrEqual(1.05);
  expect(figureOf('readMatter', 'statements')).toBeLessThanOrEqual(3);
  expect(figureOf('readLedger', 'statements')).toBeLessThanOrEqual(3);
}, 120_000);
