import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { type Check, projectRoot } from './check.ts';
import { format } from './format.ts';
import { types } from './types.ts';
import { unused } from './unused.ts';

const made: string[] = [];
afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

const manifest = (dependencies: Record<string, string>): string =>
  `${JSON.stringify({ name: 'planted', type: 'module', dependencies }, null, 2)}\n`;

/** A small project with our own settings, beside our packages. */
const project = (files: Record<string, string>): string => {
  const root = mkdtempSync(path.join(tmpdir(), 'xn-check-'));
  made.push(root);
  for (const name of ['biome.json', 'knip.json', 'tsconfig.json', 'tsconfig.kernel.json', 'tsconfig.web.json'])
    cpSync(path.join(projectRoot, name), path.join(root, name));
  mkdirSync(path.join(root, 'node_modules', '@types'), { recursive: true });
  for (const name of ['@types/node', 'undici-types', 'vite', 'zod'])
    symlinkSync(path.join(projectRoot, 'node_modules', name), path.join(root, 'node_modules', name));
  const all = { 'package.json': manifest({}), ...files };
  for (const [name, text] of Object.entries(all)) {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), text);
  }
  return root;
};

const find = (check: Check, files: Record<string, string>) => check.run(project(files));

const good = `export const one = (text: string): number => text.length;\n`;

test('format and lint: in order', async () => {
  expect(await find(format, { 'src/kernel/one.ts': good })).toEqual([]);
});

test.each([
  ['format', `export const one = 'a'   ;\n`, 'src/kernel/one.ts:1 format: not as biome writes it'],
  ['an error of lint', `export const one: any = 1;\n`, 'src/kernel/one.ts:1 lint/suspicious/noExplicitAny: '],
  [
    'a warning of lint',
    `export const one = () => {\n  const two = 1;\n};\n`,
    'src/kernel/one.ts:2 lint/correctness/noUnusedVariables: ',
  ],
  ['what cannot be read', `export const = 1;\n`, 'src/kernel/one.ts:1 '],
])('format and lint: %s', async (_what, text, line) => {
  expect((await find(format, { 'src/kernel/one.ts': text }))[0]).toContain(line);
});

test.each([
  [
    'tsconfig.json',
    'src/platform/one.ts',
    `import fs from 'node:fs';\nexport const one = fs.sep;\n`,
    'src/platform/one.ts:2 error TS2339',
  ],
  [
    'tsconfig.json',
    'tools/one.ts',
    `const a: string[] = [];\nexport const b: string = a[0];\n`,
    'tools/one.ts:2 error TS2322',
  ],
  ['tsconfig.json', 'src/platform/one.ts', `export enum One {\n  a,\n}\n`, 'src/platform/one.ts:1 error TS1294'],
  [
    'tsconfig.kernel.json',
    'src/kernel/one.ts',
    `export const at = process.cwd();\n`,
    'src/kernel/one.ts:1 error TS2591',
  ],
  [
    'tsconfig.web.json',
    'src/web/one.ts',
    `export const at: string = document.body;\n`,
    'src/web/one.ts:1 error TS2322',
  ],
])('types: %s %s', async (config, file, text, line) => {
  expect((await find(types(config), { [file]: text }))[0]).toContain(line);
  expect(await find(types(config), { [file]: good })).toEqual([]);
});

test('types: a configuration that cannot be read is a finding', async () => {
  const [only, ...more] = await find(types('tsconfig.nowhere.json'), { 'src/a.ts': good });
  expect(more).toEqual([]);
  expect(only).toContain('tsc ended with code 1: error TS5058');
});

const used = {
  'src/main/cli.ts': `import { z } from 'zod';\nimport { one } from '../kernel/one.ts';\nconsole.log(one('a'), z);\n`,
  'src/kernel/one.ts': good,
  'package.json': manifest({ zod: '4.0.0' }),
};

test('unused: everything is used', async () => {
  expect(await find(unused, used)).toEqual([]);
});

test('unused: a file, an export, a type, a package, and one that is not listed', async () => {
  const files = {
    ...used,
    'src/kernel/one.ts': `import pg from 'pg';\n${good}export const two = pg;\nexport type Three = string;\n`,
    'src/kernel/left.ts': good,
    'package.json': manifest({ zod: '4.0.0', fastify: '5.0.0' }),
  };
  expect(await find(unused, files)).toEqual([
    expect.stringMatching(/^package.json:\d+ nothing uses the package fastify$/),
    'src/kernel/left.ts:1 nothing imports this file',
    'src/kernel/one.ts:1 is used but not in package.json: pg',
    'src/kernel/one.ts:3 nobody imports two',
    'src/kernel/one.ts:4 nobody imports type Three',
  ]);
});

test('unused: settings that cannot be read are a finding', async () => {
  const [only, ...more] = await find(unused, { ...used, 'knip.json': '{ "entry": 3 }' });
  expect(more).toEqual([]);
  expect(only).toContain('knip ended with code');
});
