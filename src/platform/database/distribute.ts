import type { Client } from 'pg';
import { type TableEntry, tableKinds } from './table-kinds.ts';

/** The statements that spread tables over a Citus cluster, parents before children as in the list. */
export const distributionStatements = (
  entries: readonly TableEntry[],
  done: ReadonlySet<string>,
): { text: string; values: string[] }[] =>
  entries.flatMap(([table, kind, key]) => {
    if (done.has(table) || kind === 'local') return [];
    if (kind === 'reference') return [{ text: 'select create_reference_table($1)', values: [table] }];
    const column = kind === 'tenant' ? 'agency_id' : key;
    if (column === undefined) throw new Error(`table ${table} is of kind byKey and names no key`);
    // Tenant tables stand together, so that joins within an agency stay on one shard; others must not join them.
    const together = kind === 'tenant' ? 'default' : 'none';
    const text = 'select create_distributed_table($1, $2, colocate_with => $3)';
    return [{ text, values: [table, column, together] }];
  });

/** The last step of every migration: on Citus new tables are distributed; elsewhere nothing happens. */
export const distribute = async (client: Client): Promise<number> => {
  const citus = await client.query(`select 1 from pg_extension where extname = 'citus'`);
  if (citus.rowCount === 0) return 0;
  const known = await client.query<{ name: string }>('select logicalrelid::text as name from pg_dist_partition');
  const statements = distributionStatements(tableKinds, new Set(known.rows.map((row) => row.name)));
  for (const { text, values } of statements) await client.query(text, values);
  return statements.length;
};
