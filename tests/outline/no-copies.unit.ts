import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { reports, reportsPresent } from './read.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const DOMAIN = fileURLToPath(new URL('../../../shared/DOMAIN.md', import.meta.url));
const RUN = 8;

/** Runs of eight Chinese characters of a text, whatever stands between them in other scripts cut away. */
function runsOf(text: string): Set<string> {
  const runs = new Set<string>();
  for (const [stretch] of text.matchAll(/[一-鿿]{8,}/g))
    for (let at = 0; at + RUN <= stretch.length; at++) runs.add(stretch.slice(at, at + RUN));
  return runs;
}

function filesIn(folder: string): string[] {
  return readdirSync(`${ROOT}${folder}`, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(tsx?|json|txt|md|css|sql|html)$/.test(entry.name))
    .map((entry) => `${entry.parentPath}/${entry.name}`);
}

/** Terms that may be used freely: sections A, B8 and E of the domain guide. */
function freeTerms(): string {
  const guide = readFileSync(DOMAIN, 'utf8');
  const between = (from: string, to: string): string =>
    guide.slice(guide.indexOf(from), guide.indexOf(to, guide.indexOf(from)));
  return between('## A.', '## B.') + between('**B8', '**B9') + guide.slice(guide.indexOf('## E.'));
}

function copies(content: string, runs: ReadonlySet<string>): string[] {
  return [...runsOf(content)].filter((run) => runs.has(run));
}

describe.skipIf(!reportsPresent)('the reports are not copied', () => {
  it('no run of eight Chinese characters of a report stands in src/ or tests/', () => {
    const free = runsOf(freeTerms());
    const runs = new Set(
      reports.flatMap(({ text }) => [...runsOf(text.replace(/\s/g, ''))]).filter((run) => !free.has(run)),
    );
    expect(runs.size).toBeGreaterThan(3000);
    const found = ['src', 'tests']
      .flatMap(filesIn)
      .flatMap((file) => copies(readFileSync(file, 'utf8'), runs).map((run) => `${file.slice(ROOT.length)}: ${run}`));
    expect(found).toEqual([]);
  });

  it('would find a planted one', () => {
    const run = [...runsOf(reports[0]?.text ?? '')].at(-1) ?? '';
    expect(copies(`const x = '甲${run}乙';`, new Set([run]))).toEqual([run]);
  });
});
