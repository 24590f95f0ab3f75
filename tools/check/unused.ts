import { type Check, orWords, runPackage } from './check.ts';

type Named = { name: string; line?: number };
type Issue = { file: string } & Record<string, string | Named[] | Named[][]>;

/** knip's kinds in our words; a kind it learns later is shown under its own name rather than passed over. */
const words: Record<string, string> = {
  files: 'nothing imports this file',
  dependencies: 'nothing uses the package',
  devDependencies: 'nothing uses the package',
  optionalPeerDependencies: 'is used though only an optional peer: package',
  unlisted: 'is used but not in package.json:',
  binaries: 'is run but comes with no package:',
  unresolved: 'leads nowhere:',
  exports: 'nobody imports',
  types: 'nobody imports type',
  nsExports: 'nobody uses',
  nsTypes: 'nobody uses type',
  duplicates: 'exported twice:',
};

const linesOf = ({ file, ...kinds }: Issue): string[] =>
  Object.entries(kinds).flatMap(([kind, found]) =>
    (Array.isArray(found) ? found.flat() : []).map(({ name, line }) =>
      kind === 'files' ? `${file}:1 ${words.files}` : `${file}:${line ?? 1} ${words[kind] ?? kind} ${name}`,
    ),
  );

/** Files, exports and packages that nobody uses (knip.json names where use begins). */
export const unused: Check = {
  name: 'unused code and packages',
  run: async (root) => {
    const ended = await runPackage(
      'knip/bin/knip.js',
      ['--reporter', 'json', '--no-progress', '--no-config-hints'],
      root,
    );
    let issues: Issue[] = [];
    try {
      issues = (JSON.parse(ended.stdout) as { issues: Issue[] }).issues;
    } catch {
      return orWords([], { ...ended, code: ended.code || 1 }, 'knip');
    }
    return orWords(issues.flatMap(linesOf).sort(), ended, 'knip');
  },
};
