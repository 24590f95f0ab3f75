/** A word (dotted names in one: `m.agency_id`), a parameter, a string, an operator; or a parenthesis with what stands in it. */
export type Token = { text: string } | { inner: Token[] };

export const isGroup = (token: Token | undefined): token is { inner: Token[] } =>
  token !== undefined && 'inner' in token;

export const textOf = (token: Token | undefined): string => (token && 'text' in token ? token.text : '');

const piece =
  /\s+|--[^\n]*|\/\*[\s\S]*?\*\/|(\$([a-z_]*)\$[\s\S]*?\$\2\$)|(e?'(?:[^']|'')*')|("(?:[^"]|"")*")|(\$\d+)|([a-z_][\w$]*(?:\s*\.\s*(?:[a-z_][\w$]*|\*|"[^"]+"))*)|(\d[\d.]*)|(::|<>|!=|<=|>=|->>?|#>>?|\|\||@>|<@|[^\s\w])/giy;

/** SQL to tokens with parentheses nested. Words are lower case, comments are gone. */
export const readSql = (text: string): Token[] => {
  const stack: Token[][] = [[]];
  piece.lastIndex = 0;
  while (piece.lastIndex < text.length) {
    const at = piece.lastIndex;
    const found = piece.exec(text);
    if (!found) throw new Error(`cannot read SQL at: ${text.slice(at, at + 40)}`);
    const [whole, dollar, , string, , , word] = found;
    if (/^(\s|--|\/\*)/.test(whole)) continue;
    const top = stack.at(-1) as Token[];
    if (whole === '(' || whole === '[') {
      const inner: Token[] = [];
      top.push({ inner });
      stack.push(inner);
    } else if (whole === ')' || whole === ']') {
      if (stack.length === 1) throw new Error('unbalanced parentheses');
      stack.pop();
    } else if (dollar || string) top.push({ text: "'" });
    else top.push({ text: word ? word.toLowerCase().replaceAll(/\s+/g, '') : whole });
  }
  if (stack.length !== 1) throw new Error('unbalanced parentheses');
  return stack[0] as Token[];
};

const starts = new Set(['select', 'insert', 'update', 'delete', 'with', 'values', 'merge', 'table']);
const isQuery = (tokens: readonly Token[]): boolean => starts.has(textOf(tokens[0]));

/**
 * The statement cut into scopes: each query, subquery, CTE and side of a UNION by itself, with the parentheses that are no
 * queries left in. A condition counts only in the scope it stands in.
 */
export const scopesOf = (tokens: readonly Token[]): Token[][] => {
  const scopes: Token[][] = [[]];
  const strip = (token: Token): Token => {
    if (!isGroup(token)) return token;
    if (!isQuery(token.inner)) return { inner: token.inner.map(strip) };
    scopes.push(...scopesOf(token.inner));
    return { text: '(query)' };
  };
  const own: Token[][] = [[]];
  for (const token of tokens) {
    if (['union', 'intersect', 'except'].includes(textOf(token))) own.push([]);
    else (own.at(-1) as Token[]).push(strip(token));
  }
  return [...own, ...scopes.slice(1)].filter((scope) => scope.length > 0);
};
