import type { Readable, Writable } from 'node:stream';
import type { ClientBase } from 'pg';
import { from, to } from 'pg-copy-streams';

/** How values are spelled and how long we may take must not depend on the server's settings; ends with the transaction. */
const settings = [
  `set local client_encoding = 'UTF8'`,
  `set local datestyle = 'ISO, YMD'`,
  `set local intervalstyle = 'postgres'`,
  `set local timezone = 'UTC'`,
  `set local bytea_output = 'hex'`,
  'set local extra_float_digits = 3',
  'set local statement_timeout = 0',
  'set local idle_in_transaction_session_timeout = 0',
].join('; ');

/** Prepares a transaction for COPY between servers of different versions and settings. */
export const settleCopy = async (client: ClientBase): Promise<void> => {
  await client.query(settings);
};

/** Columns that can be written, in the table's order; what the server computes itself is not among them. */
export const columnsOf = async (client: ClientBase, table: string): Promise<string[]> => {
  const { rows } = await client.query<{ name: string }>(
    `select attname as name from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attnum`,
    [`public.${table}`],
  );
  return rows.map(({ name }) => name);
};

const named = (client: ClientBase, table: string, columns: readonly string[]): string =>
  `public.${client.escapeIdentifier(table)} (${columns.map((column) => client.escapeIdentifier(column)).join(', ')})`;

/** The rows of a table as they are stored, in COPY's text form, which every version reads. Runs to its end before the next query. */
export const copyOut = (
  client: ClientBase,
  table: string,
  columns: readonly string[],
): Readable & { rowCount: number } => client.query(to(`copy ${named(client, table, columns)} to stdout`));

/** Takes rows in COPY's text form. */
export const copyIn = (
  client: ClientBase,
  table: string,
  columns: readonly string[],
): Writable & { rowCount: number } => client.query(from(`copy ${named(client, table, columns)} from stdin`));
