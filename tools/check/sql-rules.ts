import type { TableEntry } from '../../src/platform/database/table-kinds.ts';
import { isGroup, readSql, scopesOf, type Token, textOf } from './sql.ts';
import { type Relation, relationsOf } from './sql-relations.ts';

export type Sql = { name: string; text: string; acrossAgencies: boolean };

const clauseEnds = new Set(
  'where on join left right inner full cross natural group order having limit offset returning for window fetch set from using conflict do'.split(
    ' ',
  ),
);
const verbs = new Set(['insert', 'update', 'delete', 'merge']);
/** Readings of the clock: not volatile by the catalogue, and still another value on every shard and at every replay. */
const moments = /^(now|statement_timestamp|transaction_timestamp|current_(timestamp|date|time)|localtime(stamp)?)$/;

const flat = (tokens: readonly Token[]): Token[] =>
  tokens.flatMap((each) => (isGroup(each) ? [each, ...flat(each.inner)] : [each]));

const split = (tokens: readonly Token[], word: string): Token[][] => {
  const parts: Token[][] = [[]];
  for (const token of tokens) {
    if (textOf(token) === word) parts.push([]);
    else (parts.at(-1) as Token[]).push(token);
  }
  return parts;
};

/** What holds in any case of a condition: its parts joined by AND, parentheses opened; one OR and none of it does. */
const conjuncts = (tokens: readonly Token[]): Token[][] => {
  if (tokens.some((token) => textOf(token) === 'or')) return [];
  return split(tokens, 'and').flatMap((part) => {
    const [only] = part;
    return part.length === 1 && isGroup(only) ? conjuncts(only.inner) : [part];
  });
};

/** The conditions of a scope, those of joins in parentheses included. */
const conditions = (tokens: readonly Token[]): Token[][] => {
  const found: Token[][] = [];
  for (const [at, token] of tokens.entries()) {
    if (isGroup(token)) {
      // A join in parentheses stands right after FROM, JOIN or a comma; other parentheses hold no conditions of their own.
      if (['from', 'join', ','].includes(textOf(tokens[at - 1]))) found.push(...conditions(token.inner));
      continue;
    }
    if (token.text !== 'where' && !(token.text === 'on' && textOf(tokens[at + 1]) !== 'conflict')) continue;
    const end = tokens.findIndex((each, index) => index > at && clauseEnds.has(textOf(each)));
    found.push(...conjuncts(tokens.slice(at + 1, end < 0 ? undefined : end)));
  }
  return found;
};

/** `a.agency_id = $1` either way round, with or without a cast; answers what stands before `.agency_id`. */
const pinned = (condition: readonly Token[]): string | null => {
  const words = condition
    .map(textOf)
    .join(' ')
    .replace(/ :: uuid/g, '');
  const [, left] =
    /^((?:[\w$]+\.)?agency_id) = \$1$/.exec(words) ?? /^\$1 = ((?:[\w$]+\.)?agency_id)$/.exec(words) ?? [];
  return left === undefined ? null : left.replace(/\.?agency_id$/, '');
};

const firstText = (group: Token | undefined): string => (isGroup(group) ? textOf(group.inner[0]) : '');

/** INSERT names the agency first and fills it with the parameter; a conflict is found by a key that begins with it. */
const insertFaults = (scope: readonly Token[], tenants: ReadonlySet<string>): string[] => {
  const into = scope.findIndex((token, at) => textOf(token) === 'into' && textOf(scope[at - 1]) === 'insert');
  const table = textOf(scope[into + 1]).replace(/^public\./, '');
  if (into < 0 || !tenants.has(table)) return [];
  const faults: string[] = [];
  const columns = scope.slice(into).findIndex(isGroup) + into;
  if (firstText(scope[columns]) !== 'agency_id') faults.push(`insert into ${table} does not name agency_id first`);
  const source = scope.findIndex((token, at) => at > columns && ['select', 'values'].includes(textOf(token)));
  const rows =
    textOf(scope[source]) === 'values'
      ? scope.slice(source).filter(isGroup).map(firstText)
      : [textOf(scope[source + 1])];
  const conflict = scope.findIndex((token) => textOf(token) === 'conflict');
  const values =
    conflict < 0 || source < 0 ? rows : rows.slice(0, scope.slice(source, conflict).filter(isGroup).length || 1);
  if (values.some((value) => value !== '$1'))
    faults.push(`insert into ${table} fills agency_id with something else than $1`);
  if (conflict < 0) return faults;
  const target = scope[conflict + 1];
  if (isGroup(target) && firstText(target) !== 'agency_id')
    faults.push(`on conflict of ${table} does not begin with agency_id`);
  if (textOf(scope[conflict + 2]) === 'constraint') faults.push(`on conflict of ${table} goes by a constraint's name`);
  return faults;
};

/** Storage rule 1 in one scope: each tenant table has its own `agency_id = $1`; being tied by a join is not enough. */
const scopeFaults = (scope: readonly Token[], tenants: ReadonlySet<string>): string[] => {
  const relations = relationsOf(scope).filter(({ table }) => tenants.has(table));
  const held = new Set(conditions(scope).map(pinned));
  const isHeld = ({ alias }: Relation) => held.has(alias) || (held.has('') && relations.length === 1);
  return [
    ...relations
      .filter((relation) => !isHeld(relation))
      .map(
        ({ table, alias }) =>
          `${table}${alias === table ? '' : ` ${alias}`} without ${alias}.agency_id = $1 of its own`,
      ),
    ...insertFaults(scope, tenants),
  ];
};

/** Storage rules 1 and 4 over registered statements; `volatile` are the function names the catalogue calls so. */
export const statementFindings = (
  statements: readonly Sql[],
  entries: readonly TableEntry[],
  volatile: ReadonlySet<string>,
): string[] => {
  const tenants = new Set(entries.filter(([, kind]) => kind === 'tenant').map(([table]) => table));
  const faultsOf = ({ text, acrossAgencies }: Sql): string[] => {
    const scopes = scopesOf(readSql(text));
    const faults = acrossAgencies ? [] : scopes.flatMap((scope) => scopeFaults(scope, tenants));
    const all = flat(readSql(text));
    if (all.some((token) => textOf(token) === 'merge')) faults.push('MERGE');
    const writes = scopes.some((scope) =>
      scope.some((token, at) => verbs.has(textOf(token)) && textOf(scope[at - 1]) !== 'for'),
    );
    if (!writes) return faults;
    const called = all.filter((token, at) => {
      const name = textOf(token).replace(/^pg_catalog\./, '');
      return moments.test(name) || (volatile.has(name) && isGroup(all[at + 1]));
    });
    for (const name of new Set(called.map(textOf)))
      faults.push(`${name} in a statement that writes: pass it as a parameter`);
    return faults;
  };
  return statements.flatMap((each) => {
    try {
      return faultsOf(each).map((fault) => `statement ${each.name}: ${fault}`);
    } catch (error) {
      return [`statement ${each.name}: ${(error as Error).message}`];
    }
  });
};
