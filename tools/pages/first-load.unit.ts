import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';

/** Bytes of script, words included, that travel before the desk stands, as a server would press them; and of style beside it. */
const budget = 170 * 1024;
const styleBudget = 20 * 1024;

type Chunk = {
  file: string;
  src?: string;
  isEntry?: boolean;
  imports?: string[];
  dynamicImports?: string[];
  css?: string[];
};

const root = path.resolve(import.meta.dirname, '../..');
let folder: string;
let manifest: Record<string, Chunk>;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'xn-pages-'));
  // As `npm start` builds them: a program of its own, so that nothing of the test's world goes in.
  const vite = path.join(root, 'node_modules/vite/bin/vite.js');
  const args = [vite, 'build', '--outDir', folder, '--emptyOutDir', '--logLevel', 'error'];
  const built = spawnSync(process.execPath, args, { cwd: root, env: { ...process.env, NODE_ENV: 'production' } });
  if (built.status !== 0) throw new Error(String(built.stderr));
  manifest = JSON.parse(readFileSync(path.join(folder, '.vite/manifest.json'), 'utf8'));
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A chunk and all that must be there before it runs. */
const withImports = (key: string, seen = new Set<string>()): Set<string> => {
  if (seen.has(key)) return seen;
  seen.add(key);
  for (const each of manifest[key]?.imports ?? []) withImports(each, seen);
  return seen;
};

const text = (file: string): string => readFileSync(path.join(folder, file), 'utf8');
const pressed = (file: string): number => gzipSync(text(file), { level: 9 }).length;

const keyOf = (ending: string): string => {
  const found = Object.keys(manifest).find((key) => key.endsWith(ending));
  if (!found) throw new Error(`no chunk of ${ending}`);
  return found;
};

const filesOf = (page: string, language: string): string[] => {
  const entry = Object.keys(manifest).find((key) => manifest[key]?.isEntry) ?? '';
  const keys = [entry, keyOf(page), keyOf(`virtual:texts/${language}/first`)].reduce(
    (seen, key) => withImports(key, seen),
    new Set<string>(),
  );
  return [...keys].flatMap((key) => manifest[key]?.file ?? []);
};

test.each(['zh', 'zh-Hant', 'en'])('the desk stands after at most 170 KB in %s', (language) => {
  const files = filesOf('desk/desk-page.tsx', language);
  const bytes = files.reduce((sum, file) => sum + pressed(file), 0);
  console.log(`first load of the desk, ${language}: ${(bytes / 1024).toFixed(1)} KB in ${files.length} files`);
  expect(bytes).toBeLessThanOrEqual(budget);
});

test('other pages and other languages are not in the first load', () => {
  const files = filesOf('desk/desk-page.tsx', 'zh');
  for (const other of [
    'calendar-page.tsx',
    'matter-page.tsx',
    'ledger-page.tsx',
    'virtual:texts/en/first',
    'virtual:texts/zh/rest',
  ])
    expect(files).not.toContain(manifest[keyOf(other)]?.file);
});

test('one style sheet of at most 20 KB serves all pages', () => {
  const sheets = readdirSync(path.join(folder, 'assets')).filter((file) => file.endsWith('.css'));
  expect(sheets).toHaveLength(1);
  const bytes = pressed(`assets/${sheets[0]}`);
  console.log(`style: ${(bytes / 1024).toFixed(1)} KB`);
  expect(bytes).toBeLessThanOrEqual(styleBudget);
});

test('no dictionary that turns one script into another is in any file', () => {
  for (const file of readdirSync(path.join(folder, 'assets')).filter((each) => each.endsWith('.js')))
    expect([file, /opencc|STPhrases|TWVariants/i.test(text(`assets/${file}`))]).toEqual([file, false]);
});
