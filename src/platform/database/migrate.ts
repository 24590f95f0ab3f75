import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Client } from 'pg';
import { codeOf, messageOf, OperatorFault } from '../config/fault.ts';
import { roles } from './connections.ts';
import { distribute } from './distribute.ts';
import { ensureRoles } from './roles.ts';

export type Migration = { name: string; sha256: string; text: string };
type Applied = { name: string; sha256: string };

/** db/migrations of this program. */
export const migrationsFolder = path.resolve(import.meta.dirname, '../../../db/migrations');

/** Taken by every run on a database, so that twenty at once do the work once. */
const lockKey = 7_305_881;

export const readMigrations = (folder: string = migrationsFolder): Migration[] =>
  readdirSync(folder)
    .filter((name) => /^\d{4}-[a-z0-9-]+\.sql$/.test(name))
    .sort()
    .map((name) => {
      const text = readFileSync(path.join(folder, name), 'utf8');
      return { name, text, sha256: createHash('sha256').update(text).digest('hex') };
    });

export type Plan = { ok: true; missing: Migration[] } | { ok: false; line: string };

/** What is left to do, or why the database and this program do not fit. */
export const planMigrations = (applied: readonly Applied[], files: readonly Migration[]): Plan => {
  const known = new Map(files.map((file) => [file.name, file]));
  for (const { name, sha256 } of applied) {
    const file = known.get(name);
    if (!file) return { ok: false, line: `the database is newer than this program: it holds migration ${name}` };
    if (file.sha256 !== sha256) {
      return {
        ok: false,
        line: `migration ${name} was changed after this database took it; released files are frozen`,
      };
    }
  }
  const last =
    applied
      .map(({ name }) => name)
      .sort()
      .at(-1) ?? '';
  const missing = files.filter((file) => !applied.some(({ name }) => name === file.name));
  const late = missing.find((file) => file.name < last);
  if (late) return { ok: false, line: `migration ${late.name} would come after ${last}, which this database holds` };
  return { ok: true, missing };
};

/** What a database holds; nothing when it is new. */
export const appliedMigrations = async (client: Client): Promise<Applied[]> => {
  try {
    return (await client.query<Applied>('select name, sha256 from migration order by name')).rows;
  } catch (error) {
    if (codeOf(error) === '42P01') return [];
    throw error;
  }
};

const apply = async (client: Client, { name, text, sha256 }: Migration): Promise<void> => {
  await client.query('begin');
  try {
    await client.query(text);
    await client.query('insert into migration (name, sha256, applied_at) values ($1, $2, $3)', [
      name,
      sha256,
      new Date(),
    ]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw new OperatorFault(`migration ${name} failed and was rolled back: ${messageOf(error)}`);
  }
};

/**
 * Brings a database to this program's state: roles, then every missing file in a transaction of its own, then the
 * distribution on Citus. `client` comes in as administrator of the database; the tables become the owner role's. `upTo` stops
 * after that file, where a backup of then is put back; another run takes the rest.
 */
export const migrate = async (
  client: Client,
  {
    logins = {},
    folder = migrationsFolder,
    upTo,
  }: { logins?: { app?: string; sealer?: string }; folder?: string; upTo?: string | undefined } = {},
): Promise<{ applied: string[] }> => {
  await client.query('select pg_advisory_lock($1)', [lockKey]);
  try {
    await ensureRoles(client, logins);
    await client.query(`set role ${roles.owner}`);
    await client.query(
      'create table if not exists migration (name text primary key, sha256 text not null, applied_at timestamptz not null)',
    );
    await client.query(`comment on table migration is 'Which files of db/migrations this database has taken'`);
    // Readable from the first moment: a server without an administrator's login compares it with its own files.
    await client.query(`grant select on migration to ${roles.app}`);
    const plan = planMigrations(await appliedMigrations(client), readMigrations(folder));
    if (!plan.ok) throw new OperatorFault(plan.line);
    const wanted = plan.missing.filter(({ name }) => upTo === undefined || name <= upTo);
    for (const migration of wanted) await apply(client, migration);
    // The list of tables is that of the last file; before that, some of them are not there yet.
    if (wanted.length === plan.missing.length) await distribute(client);
    return { applied: wanted.map(({ name }) => name) };
  } finally {
    await client.query('reset role').catch(() => {});
    await client.query('select pg_advisory_unlock($1)', [lockKey]).catch(() => {});
  }
};
