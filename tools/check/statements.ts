import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ClientBase } from 'pg';
import type { Projection } from '../../src/platform/command/engine.ts';
import { type Runner, statements } from '../../src/platform/database/statement.ts';
import { append } from '../../src/platform/log/append.ts';
import { isTest, readSources } from './source.ts';
import type { Sql } from './sql-rules.ts';

const isProjection = (value: unknown): value is Projection =>
  typeof value === 'object' && value !== null && Array.isArray((value as Projection).table?.parts);

/** Answers like a database in which nothing ever fits, so that a text is made and nothing is done. */
const nothing: Runner = { query: async () => ({ rows: [], rowCount: 0 }) };

/**
 * Loads every server file that makes SQL, as the program would, and answers all statements there are. The appends
 * are put together when first used; here each is used once on nothing.
 */
export const readStatements = async (root: string): Promise<{ found: Sql[]; findings: string[] }> => {
  const findings: string[] = [];
  const files = readSources(root).filter(
    ({ file, text }) =>
      /^src\/(platform|modules\/[^/]+\/server)\//.test(file) &&
      !isTest(file) &&
      /\bstatement[<(]|\bProjection\b/.test(text),
  );
  const projections = new Set<Projection>();
  for (const { file } of files) {
    try {
      const loaded = (await import(pathToFileURL(path.join(root, file)).href)) as Record<string, unknown>;
      for (const value of Object.values(loaded)) if (isProjection(value)) projections.add(value);
    } catch (error) {
      findings.push(`${file}:1 does not load: ${(error as Error).message}`);
    }
  }
  const live = { clocks: [], inbox: [], gone: [], notices: [] };
  for (const companions of [{ matters: [] }, { matters: [], live }]) {
    await append(nothing, '', [], [], companions);
    for (const { table } of projections) await append(nothing, '', [], [], companions, [{ table, rows: [] }]);
  }
  return { found: [...statements()], findings };
};

/** Names the catalogue calls volatile; what they answer may not go into a change (storage rule 4). */
export const volatileFunctions = async (client: ClientBase): Promise<Set<string>> => {
  const { rows } = await client.query<{ name: string }>(
    `select distinct proname as name from pg_proc where provolatile = 'v'`,
  );
  return new Set(rows.map(({ name }) => name));
};

/** Every statement is prepared against the schema, so that a renamed column is found before somebody takes that way. */
export const unprepared = async (client: ClientBase, found: readonly Sql[]): Promise<string[]> => {
  const findings: string[] = [];
  for (const [index, { name, text }] of found.entries()) {
    try {
      await client.query(`prepare check_${index} as ${text}`);
    } catch (error) {
      findings.push(`statement ${name}: the database refuses it: ${(error as Error).message}`);
    }
  }
  return findings;
};
