import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseSync } from 'vite';

/** A node of the syntax tree (ESTree with TypeScript), of which checks read what they need. */
export type Node = { type: string; start: number; end: number; [key: string]: unknown };

export type Comment = { value: string; start: number; end: number };

/** `file` is relative to the project, with forward slashes. */
export type Source = { file: string; text: string; program: Node; comments: readonly Comment[]; errors: string[] };

/** Tests, and files that stand beside production code for them alone. */
export const isTest = (file: string): boolean => /\.(unit|db|e2e|soak)\.tsx?$|\/test-[^/]+\.tsx?$/.test(file);

/** Parsed by the same parser that builds the pages, so neither comments, strings nor JSX fool a check. */
export const parseSource = (file: string, text: string): Source => {
  const { program, comments, errors } = parseSync(file, text);
  return {
    file,
    text,
    program: program as unknown as Node,
    comments: comments as unknown as Comment[],
    errors: errors.map((error) => error.message),
  };
};

const skipped = new Set(['node_modules', 'dist', '.git', '.data', '.launch']);

/** Files under `folders` of `root`, as they lie on disk, in order. */
export const listFiles = (root: string, folders: readonly string[]): string[] =>
  folders.flatMap((folder) => {
    const read = (inner: string): string[] =>
      readdirSync(path.join(root, inner), { withFileTypes: true })
        .sort((a, b) => (a.name < b.name ? -1 : 1))
        .flatMap((entry) => {
          if (skipped.has(entry.name)) return [];
          const file = `${inner}/${entry.name}`;
          return entry.isDirectory() ? read(file) : [file];
        });
    try {
      return read(folder);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw error;
    }
  });

const codeFolders = ['src', 'tests', 'tools', 'bench'] as const;

const kept = new Map<string, Source[]>();

/** Every TypeScript file of the project, parsed once however many checks ask. */
export const readSources = (root: string): readonly Source[] => {
  const known = kept.get(root);
  if (known) return known;
  const sources = listFiles(root, codeFolders)
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => parseSource(file, readFileSync(path.join(root, file), 'utf8')));
  kept.set(root, sources);
  return sources;
};

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';

/** Calls `visit` for every node below and including `node`. */
export const walk = (node: Node, visit: (node: Node) => void): void => {
  visit(node);
  for (const value of Object.values(node)) {
    if (Array.isArray(value)) {
      for (const each of value) if (isNode(each)) walk(each, visit);
    } else if (isNode(value)) walk(value, visit);
  }
};

export const child = (node: Node, key: string): Node | undefined => {
  const value = node[key];
  return isNode(value) ? value : undefined;
};

export const children = (node: Node, key: string): Node[] => {
  const value = node[key];
  return Array.isArray(value) ? value.filter(isNode) : [];
};

/** `12` of `file.ts:12`. */
export const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;

/**
 * What a string can become: the text of a literal, or the fixed parts of a template with `null` where a value goes in.
 * `undefined` for anything else.
 */
export const textParts = (node: Node | undefined): (string | null)[] | undefined => {
  if (node?.type === 'Literal' && typeof node.value === 'string') return [node.value];
  if (node?.type !== 'TemplateLiteral') return undefined;
  return children(node, 'quasis').flatMap((quasi, index) => {
    const { cooked } = quasi.value as { cooked: string };
    return index === 0 ? [cooked] : [null, cooked];
  });
};

/** The name a call goes by: `t(…)` and `texts.t(…)` are both `t`. */
export const calleeName = (call: Node): string | undefined => {
  const callee = child(call, 'callee');
  if (callee?.type === 'Identifier') return callee.name as string;
  if (callee?.type !== 'MemberExpression' || callee.computed === true) return undefined;
  return child(callee, 'property')?.name as string | undefined;
};
