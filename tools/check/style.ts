import path from 'node:path';
import type { Check } from './check.ts';
import { calleeName, child, children, isTest, lineAt, listFiles, readSources, type Source, walk } from './source.ts';

const longest = 400;

/** A file that is nothing but a procedure's table may be as long as the table. */
const table = /^src\/modules\/[^/]+\/procedure\.ts$/;

const vague = new Set(['utils', 'util', 'common', 'helpers', 'helper', 'misc', 'shared', 'lib']);
const waved = /@ts-(ignore|nocheck|expect-error)|biome-ignore-all|eslint-disable/;
const later = /\b(TODO|FIXME|XXX|HACK)\b/;
/** On a test or a suite of tests; `.todo` is a stub with a promise. */
const switched = new Set(['only', 'skip', 'todo', 'fails']);
const runners = new Set(['test', 'it', 'describe', 'suite', 'bench']);

const isAny = (node: Parameters<typeof walk>[0]): boolean => child(node, 'typeAnnotation')?.type === 'TSAnyKeyword';

const rootName = (node: Parameters<typeof walk>[0] | undefined): string | undefined => {
  if (node?.type === 'Identifier') return node.name as string;
  return node?.type === 'MemberExpression' ? rootName(child(node, 'object')) : undefined;
};

/** What one file's text and tree say against our rules of hand. */
export const styleFindings = (source: Source): string[] => {
  const at = (offset: number, words: string) => `${source.file}:${lineAt(source.text, offset)} ${words}`;
  const findings: string[] = [];
  const lines = source.text.split('\n').length - 1;
  const isProduction = source.file.startsWith('src/') && !isTest(source.file);
  if (isProduction && lines > longest && !table.test(source.file))
    findings.push(`${source.file}:${longest} has ${lines} lines, more than ${longest}`);
  if (/[A-Z_]/.test(path.posix.basename(source.file))) findings.push(`${source.file}:1 is not named in kebab-case`);
  for (const comment of source.comments) {
    const found = waved.exec(comment.value) ?? later.exec(comment.value);
    if (found) findings.push(at(comment.start, `says ${found[0]}`));
  }
  walk(source.program, (node) => {
    if (['TSAsExpression', 'TSTypeAssertion', 'TSSatisfiesExpression'].includes(node.type) && isAny(node))
      findings.push(at(node.start, 'casts to any'));
    if (node.type === 'CallExpression' && ['skipIf', 'runIf'].includes(calleeName(node) ?? '')) {
      // Only what is found out while running may switch a test off, as `../shared` that is not there does.
      if (children(node, 'arguments').every((each) => each.type === 'Literal'))
        findings.push(at(node.start, `leaves tests out by a constant`));
    }
    if (node.type !== 'MemberExpression' || node.computed === true) return;
    const property = child(node, 'property')?.name as string;
    if (switched.has(property) && runners.has(rootName(child(node, 'object')) ?? ''))
      findings.push(at(node.start, `leaves tests out by .${property}`));
  });
  return findings;
};

export const folderFindings = (files: readonly string[]): string[] => {
  const folders = new Set(
    files.flatMap((file) =>
      file
        .split('/')
        .slice(0, -1)
        .map((_, i, all) => all.slice(0, i + 1).join('/')),
    ),
  );
  return [...folders]
    .filter((folder) => vague.has(path.posix.basename(folder)))
    .sort()
    .map((folder) => `${folder} a folder’s name says what is in it`);
};

export const style: Check = {
  name: 'size and style',
  run: async (root) => {
    const files = listFiles(root, ['src', 'tests', 'tools', 'bench', 'db', 'docs']);
    const sources = readSources(root);
    return [...folderFindings(files), ...sources.flatMap(styleFindings)];
  },
};
