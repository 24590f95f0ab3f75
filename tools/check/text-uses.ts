import { calleeName, child, children, isTest, lineAt, type Node, type Source, textParts, walk } from './source.ts';

/** A key as code names it: parts with `null` where a value goes in. */
type Use = { parts: readonly (string | null)[]; file: string; line: number };

/** What the code asks of the catalogues. */
export type Uses = {
  /** Named where only a text can be meant: it must be there. */
  asked: Use[];
  /** Every string of the code; a key that stands among them counts as used. */
  mentioned: Set<string>;
  /** Every name read off a catalogue: `zh.home`. */
  members: Set<string>;
  /** Every template of the code that could make a key. */
  templates: (readonly (string | null)[])[];
  refusals: { code: string; rule: readonly (string | null)[]; mend: string | null; file: string; line: number }[];
};

const catalogueNames = new Set(['zh', 'texts', 'words']);

const property = (node: Node | undefined, name: string): Node | undefined =>
  children(node ?? { type: '', start: 0, end: 0 }, 'properties')
    .filter((each) => child(each, 'key')?.name === name)
    .map((each) => child(each, 'value'))[0];

/** The arguments that are keys: the first of `t`, of `firstText` the last, which is shown when no other has words. */
const keyArguments = (call: Node): Node[] => {
  const given = children(call, 'arguments');
  const name = calleeName(call);
  if (name === 't') return given.slice(0, 1);
  return name === 'firstText' ? given.slice(-1) : [];
};

/** `a ? 'x' : 'y'` asks for both. */
const alternatives = (node: Node): Node[] => {
  if (node.type === 'ConditionalExpression')
    return [child(node, 'consequent'), child(node, 'alternate')].flatMap((each) => (each ? alternatives(each) : []));
  if (node.type === 'LogicalExpression')
    return [child(node, 'left'), child(node, 'right')].flatMap((each) => (each ? alternatives(each) : []));
  return [node];
};

/** `zh.home`, and `view.words.home` where the language is the reader's. */
const isCatalogueAccess = (node: Node): boolean => {
  const from = child(node, 'object');
  const named = from?.type === 'MemberExpression' ? child(from, 'property') : from;
  return node.type === 'MemberExpression' && catalogueNames.has(String(named?.name ?? ''));
};

const isPage = (file: string): boolean => /^src\/(web|modules\/[^/]+\/web)\//.test(file);
const keyShape = /^[a-z][A-Za-z]*(\.[A-Za-z][A-Za-z0-9]*)+$/;

/** Reads what production code asks of the catalogues; `prefixes` are the first words of the keys there are. */
export const usesOf = (sources: readonly Source[], prefixes: ReadonlySet<string>): Uses => {
  const uses: Uses = { asked: [], mentioned: new Set(), members: new Set(), templates: [], refusals: [] };
  for (const source of sources) {
    if (!source.file.startsWith('src/') || isTest(source.file) || /\/texts\//.test(source.file)) continue;
    const { file } = source;
    const ask = (node: Node): void => {
      for (const each of alternatives(node)) {
        const parts = textParts(each);
        if (parts && parts.join('') !== '') uses.asked.push({ parts, file, line: lineAt(source.text, each.start) });
      }
    };
    walk(source.program, (node) => {
      const parts = textParts(node);
      if (parts?.length === 1) {
        const [text = ''] = parts as string[];
        uses.mentioned.add(text ?? '');
        if (isPage(file) && keyShape.test(text) && prefixes.has(text.split('.')[0] ?? '')) ask(node);
      } else if (parts) uses.templates.push(parts);
      if (isCatalogueAccess(node)) {
        const name = child(node, 'property') as Node;
        if (node.computed === true) ask(name);
        else uses.members.add(name.name as string);
      }
      if (node.type === 'JSXAttribute' && child(node, 'name')?.name === 'i18nKey') {
        const value = child(node, 'value');
        if (value) ask(value.type === 'JSXExpressionContainer' ? (child(value, 'expression') as Node) : value);
      }
      if (node.type !== 'CallExpression') return;
      for (const each of keyArguments(node)) ask(each);
      if (calleeName(node) !== 'refuse') return;
      const [code, rule, , more] = children(node, 'arguments');
      const ruleParts = textParts(rule);
      const [codeText] = textParts(code) ?? [];
      if (!codeText || !ruleParts) return;
      const mend = textParts(property(more, 'mend'))?.[0] ?? null;
      uses.refusals.push({ code: codeText, rule: ruleParts, mend, file, line: lineAt(source.text, node.start) });
    });
  }
  return uses;
};

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** A template as a pattern over keys. */
export const patternOf = (parts: readonly (string | null)[]): RegExp =>
  new RegExp(`^${parts.map((part) => (part === null ? '.+' : escaped(part))).join('')}$`);
