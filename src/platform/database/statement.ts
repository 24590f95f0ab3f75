import type { QueryResultRow } from 'pg';
import { tableKinds } from './table-kinds.ts';

/**
 * A named SQL text with its parameters' order fixed. All SQL of the house is made here, so that one test can list every
 * statement, check storage rule 1 on it and explain it. `$1` of a tenant statement is always the agency.
 */
export type Statement<Row extends QueryResultRow = QueryResultRow> = { name: string; text: string; row?: Row };

/** What runs statements: a pool or a client inside a transaction. */
export type Runner = {
  query<Row extends QueryResultRow>(query: {
    name?: string;
    text: string;
    values?: unknown[];
  }): Promise<{ rows: Row[]; rowCount: number | null }>;
};

/** `acrossAgencies`: allowed to read more than one agency, for work that belongs to the installation. */
export type Registered = Statement & { acrossAgencies: boolean };

const registry = new Map<string, Registered>();
const tenantTables = tableKinds.filter(([, kind]) => kind === 'tenant').map(([table]) => table);
const mention = new RegExp(`\\b(?:from|join|update|into)\\s+(${tenantTables.join('|')})\\b`, 'gi');

/**
 * Registers a statement. Refuses at load time a tenant table in a text that does not name the agency at least as often:
 * every mention in FROM, JOIN, UPDATE or INTO needs its own `agency_id` (storage rule 1).
 */
export const statement = <Row extends QueryResultRow>(
  name: string,
  text: string,
  options: { acrossAgencies?: true } = {},
): Statement<Row> => {
  if (registry.has(name)) throw new Error(`statement ${name} is defined twice`);
  const tables = [...text.matchAll(mention)].length;
  const agencies = [...text.matchAll(/\bagency_id\b/g)].length;
  if (!options.acrossAgencies && agencies < tables)
    throw new Error(`statement ${name} reads ${tables} tenant tables and names agency_id ${agencies} times`);
  const made: Statement<Row> = { name, text };
  registry.set(name, { name, text, acrossAgencies: options.acrossAgencies === true });
  return made;
};

export const statements = (): readonly Registered[] => [...registry.values()];

/** Runs a prepared statement for one agency; the agency is always `$1`. */
export const run = async <Row extends QueryResultRow>(
  runner: Runner,
  made: Statement<Row>,
  agency: string,
  ...values: unknown[]
): Promise<Row[]> => (await runner.query<Row>({ name: made.name, text: made.text, values: [agency, ...values] })).rows;
