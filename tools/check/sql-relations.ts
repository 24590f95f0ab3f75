import { isGroup, type Token, textOf } from './sql.ts';

/** A table as a scope reads or changes it, under the name it goes by there. */
export type Relation = { table: string; alias: string };

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));
const fromEnds = words('where group order having limit offset returning window fetch set on');
const noAlias = words(
  'where on join left right inner full cross natural group order having limit offset returning for window fetch set from using as select values default conflict union and or lateral only tablesample with',
);

const isName = (text: string): boolean => /^[a-z_][\w.$]*$/.test(text);

/** One entry of a FROM list: a table, a function's rows, a subquery's mark or a parenthesis, each with or without an alias. */
const readRelation = (tokens: readonly Token[], at: number): { relation: Relation | null; after: number } => {
  let next = at;
  while (['only', 'lateral'].includes(textOf(tokens[next]))) next += 1;
  const name = textOf(tokens[next]).replace(/^public\./, '');
  next += 1;
  const isTable = isName(name) && !isGroup(tokens[next]);
  if (isName(name) && !isTable) next += 1;
  if (textOf(tokens[next]) === 'with') next += 2;
  if (textOf(tokens[next]) === 'as') next += 1;
  const word = textOf(tokens[next]);
  if (!isName(word) || noAlias.has(word))
    return { relation: isTable ? { table: name, alias: name } : null, after: next };
  return { relation: isTable ? { table: name, alias: word } : null, after: next + 1 };
};

/** Names a table to change: not the UPDATE of FOR UPDATE, FOR NO KEY UPDATE or ON CONFLICT DO UPDATE. */
const isTarget = (tokens: readonly Token[], at: number): boolean =>
  textOf(tokens[at]) === 'update' && !['for', 'key', 'do'].includes(textOf(tokens[at - 1]));

/** Every table a scope reads, updates or deletes from; what INSERT fills is not among them. */
export const relationsOf = (tokens: readonly Token[]): Relation[] => {
  const found: Relation[] = [];
  let inFrom = false;
  for (const [at, token] of tokens.entries()) {
    if (isGroup(token)) {
      found.push(...relationsOf(token.inner));
      continue;
    }
    const { text } = token;
    const opens =
      (text === 'from' && textOf(tokens[at - 1]) !== 'distinct') || (text === 'using' && !isGroup(tokens[at + 1]));
    if (opens) inFrom = true;
    else if (fromEnds.has(text) && !(text === 'on' && textOf(tokens[at + 1]) !== 'conflict')) inFrom = false;
    if (!opens && text !== 'join' && !(text === ',' && inFrom) && !isTarget(tokens, at)) continue;
    const { relation } = readRelation(tokens, at + 1);
    if (relation) found.push(relation);
  }
  return found;
};
