import path from 'node:path';
import { child, children, lineAt, type Node, type Source, walk } from './source.ts';

/** `to` is a file of the project for a relative import, else the package's or module's name as written. */
export type Import = { to: string; relative: boolean; typeOnly: boolean; line: number };

const resolved = (from: string, specifier: string): Pick<Import, 'to' | 'relative'> => {
  const bare = specifier.replace(/\?.*$/, '');
  if (!/^\.{1,2}(\/|$)/.test(bare)) return { to: bare, relative: false };
  return { to: path.posix.normalize(path.posix.join(path.posix.dirname(from), bare)), relative: true };
};

const isTypeOnly = (node: Node): boolean => {
  if (node.importKind === 'type' || node.exportKind === 'type') return true;
  const named = children(node, 'specifiers');
  return named.length > 0 && named.every((each) => each.importKind === 'type' || each.exportKind === 'type');
};

const importing = new Set([
  'ImportDeclaration',
  'ExportNamedDeclaration',
  'ExportAllDeclaration',
  'ImportExpression',
  'TSImportType',
]);

/** Every way a file reaches for another: import, export from, `import()` of values and of types, `vi.mock` and such not. */
export const importsOf = (source: Source): Import[] => {
  const found: Import[] = [];
  walk(source.program, (node) => {
    if (!importing.has(node.type)) return;
    const specifier = child(node, 'source');
    if (specifier === undefined) return;
    const line = lineAt(source.text, node.start);
    const typeOnly = node.type === 'TSImportType' || isTypeOnly(node);
    // An import() of something computed hides where it leads; it is shown as such and refused where borders are drawn.
    const text = specifier.type === 'Literal' ? String(specifier.value) : undefined;
    if (text === undefined) found.push({ to: '(computed)', relative: false, typeOnly, line });
    else found.push({ ...resolved(source.file, text), typeOnly, line });
  });
  return found;
};

/** `@scope/name/inner` → `@scope/name`. */
export const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
