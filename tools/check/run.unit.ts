import { expect, test } from 'vitest';
import type { Check } from './check.ts';
import { differences } from './differences.ts';
import { runChecks } from './run.ts';

const check = (name: string, findings: string[]): Check => ({ name, run: async () => findings });

const run = async (checks: Check[]) => {
  const lines: string[] = [];
  const found = await runChecks(checks, '/', 2, (line) => lines.push(line.replace(/\d+\.\d s/, '0 s')));
  return { found, lines: lines.map((line) => line.replace(/ +0 s/, ' 0 s')) };
};

test('nothing found', async () => {
  expect(await run([check('a', []), check('b', [])])).toEqual({
    found: 0,
    lines: ['a 0 s  ok', 'b 0 s  ok', '2 checks in 0 s: nothing found'],
  });
});

test('every finding of every check is said and counted', async () => {
  expect(await run([check('a', ['x:1 wrong', 'y:2 wrong']), check('b', []), check('c', ['z:3 wrong'])])).toEqual({
    found: 3,
    lines: [
      'a 0 s  2 found',
      '    x:1 wrong',
      '    y:2 wrong',
      'b 0 s  ok',
      'c 0 s  1 found',
      '    z:3 wrong',
      '3 checks in 0 s: 3 found',
    ],
  });
});

test('a check that breaks is a finding, not a pass', async () => {
  const broken: Check = { name: 'a', run: () => Promise.reject(new Error('no disk')) };
  const { found, lines } = await run([broken]);
  expect(found).toBe(1);
  expect(lines[1]).toContain('could not run: Error: no disk');
});

test('a generated file is compared whole', () => {
  expect(differences('f', 'a\nb\n', 'a\nb\n', 'make')).toEqual([]);
  expect(differences('f', '', 'a\n', 'make')).toEqual(['f:1 is not there; write it with make']);
  expect(differences('f', 'a\nb\nc\n', 'a\nd\nc\n', 'make')).toEqual([
    'f:2 is not what the tables say now (make): - b | + d',
  ]);
  expect(differences('f', 'a\nb\n', 'b\na\n', 'make')).toEqual(['f:1 is not what the tables say now (make): order']);
});
