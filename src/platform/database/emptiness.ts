import type { ClientBase } from 'pg';

/** Tables in this database's own schema; none in a database that was just made. */
export const tablesIn = async (client: ClientBase): Promise<string[]> => {
  const { rows } = await client.query<{ name: string }>(
    `select relname as name from pg_class where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace order by relname`,
  );
  return rows.map(({ name }) => name);
};

/** Makes a database as empty as it was found; only for one that held nothing before this process came. */
export const dropTables = async (client: ClientBase): Promise<void> => {
  for (const name of await tablesIn(client))
    await client.query(`drop table if exists public.${client.escapeIdentifier(name)} cascade`);
};
