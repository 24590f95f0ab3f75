import type { Check } from './check.ts';
import {
  calleeName,
  child,
  children,
  isTest,
  lineAt,
  type Node,
  readSources,
  type Source,
  textParts,
  walk,
} from './source.ts';

const looksLikeSql = /^\s*(select|insert\s+into|update|delete\s+from|with|merge)\b/i;
const touchesTable = /\b(from|join|into|update)\s+[a-z_"]/i;

/** The text of a query given as a string, a template or `{ text }`. */
const sqlIn = (node: Node | undefined): string | undefined => {
  if (node?.type === 'ObjectExpression') {
    const text = children(node, 'properties').find((each) => child(each, 'key')?.name === 'text');
    return sqlIn(text && child(text, 'value'));
  }
  return textParts(node)
    ?.map((part) => part ?? '$1')
    .join('');
};

/**
 * SQL over tables that is not made by `statement()` escapes every check of this folder. Free are the database's own files,
 * which migrate, and `main`, which asks only whether the database answers.
 */
export const outsideFindings = (sources: readonly Source[]): string[] =>
  sources
    .filter(({ file }) => /^src\/(?!platform\/database\/)/.test(file) && !isTest(file))
    .flatMap((source) => {
      const findings: string[] = [];
      walk(source.program, (node) => {
        if (node.type !== 'CallExpression' || calleeName(node) !== 'query') return;
        const text = sqlIn(children(node, 'arguments')[0]);
        if (text !== undefined && looksLikeSql.test(text) && touchesTable.test(text))
          findings.push(`${source.file}:${lineAt(source.text, node.start)} SQL that is not made by statement()`);
      });
      return findings;
    });

export const sqlOutside: Check = {
  name: 'SQL outside statements',
  run: async (root) => outsideFindings(readSources(root)),
};
