import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Check } from './check.ts';
import { mayReach, mayUsePackage, placeOf } from './house.ts';
import { type Import, importsOf, packageOf } from './imports.ts';
import { isTest, readSources, type Source } from './source.ts';

const refusal = (file: string, each: Import, dev: ReadonlySet<string>): string | null => {
  const from = placeOf(file);
  if (!each.relative) {
    const name = packageOf(each.to);
    if (!mayUsePackage(from, name)) return `a ${from.zone} file may not use ${each.to}`;
    // What runs is installed without the test tools.
    const runs = file.startsWith('src/') && !isTest(file) && !each.typeOnly;
    return runs && dev.has(name) ? `${name} is a devDependency, which is not there when the program runs` : null;
  }
  const to = placeOf(each.to);
  return mayReach(file, from, to, each.typeOnly)
    ? null
    : `a ${from.zone} file may not reach into ${each.to}${each.typeOnly ? ' (not even for types)' : ''}`;
};

/** Rooms that need each other, however far round: each circle once, as `a → b → a`. */
const circles = (needs: ReadonlyMap<string, ReadonlySet<string>>): string[] => {
  const found = new Set<string>();
  const go = (path: readonly string[]): void => {
    for (const next of needs.get(path.at(-1) ?? '') ?? []) {
      const start = path.indexOf(next);
      if (start >= 0) {
        const circle = path.slice(start);
        const least = circle.indexOf([...circle].sort()[0] ?? '');
        found.add([...circle.slice(least), ...circle.slice(0, least), circle[least]].join(' → '));
      } else go([...path, next]);
    }
  };
  for (const room of needs.keys()) go([room]);
  return [...found].sort();
};

/** Import borders of DESIGN.md §3 over the given files: doors, packages, files that stand in no room, circles of rooms. */
export const borderFindings = (sources: readonly Source[], dev: ReadonlySet<string> = new Set()): string[] => {
  const findings: string[] = [];
  const needs = new Map<string, Set<string>>();
  for (const source of sources) {
    const from = placeOf(source.file);
    for (const error of source.errors) findings.push(`${source.file}:1 cannot be read: ${error}`);
    if (from.zone === 'nowhere') findings.push(`${source.file}:1 stands in no room of the house (DESIGN §3)`);
    for (const each of importsOf(source)) {
      const words = refusal(source.file, each, dev);
      if (words !== null) findings.push(`${source.file}:${each.line} ${words}`);
      const to = placeOf(each.to);
      if (each.relative && from.room !== '' && to.room !== '' && from.room !== to.room)
        needs.set(from.room, (needs.get(from.room) ?? new Set()).add(to.room));
    }
  }
  return [...findings, ...circles(needs).map((circle) => `src/modules rooms need each other in a circle: ${circle}`)];
};

type Manifest = { devDependencies?: Record<string, string> };

export const borders: Check = {
  name: 'import borders',
  run: async (root) => {
    const { devDependencies } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as Manifest;
    return borderFindings(readSources(root), new Set(Object.keys(devDependencies ?? {})));
  },
};
