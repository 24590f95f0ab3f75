import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../../..');

/** What the system itself sets, and what only tests set. */
const notOurs = new Set(['PATH', 'TEST_DATABASE_URL']);

/** Every variable the program reads, as its source names it. */
const read = (): string[] => {
  const names = readdirSync(path.join(root, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.ts$/.test(entry.name) && !/\.(unit|db|e2e)\.ts$/.test(entry.name))
    .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'utf8'))
    .flatMap((text) => [...text.matchAll(/\benv\.([A-Z][A-Z_]+)|\bset\('([A-Z][A-Z_]+)'\)/g)])
    .map(([, plain, called]) => plain ?? called ?? '');
  return [...new Set(names)].filter((name) => !notOurs.has(name)).sort();
};

/** The first column of the operator's table of settings. */
const told = (): string[] => {
  const page = readFileSync(path.join(root, 'docs/operator.md'), 'utf8');
  const section = /^## Settings$([\s\S]*?)^## /m.exec(page)?.[1] ?? '';
  const cells = section.split('\n').flatMap((line) => /^\| (`[^|]*) \|/.exec(line)?.[1] ?? []);
  return cells.flatMap((cell) => [...cell.matchAll(/`([A-Z_]+)`/g)].map(([, name]) => name ?? '')).sort();
};

test('the operator’s page tells every setting the program reads, and no other', () => {
  expect(told().length).toBeGreaterThan(10);
  expect(told()).toEqual(read());
});
