import type { Client } from 'pg';
import { readDatabaseUrl } from '../config/database-url.ts';
import { codeOf, messageOf, OperatorFault } from '../config/fault.ts';

const oldest = 15;

/** `C.UTF-8`, `C.utf8`, … are one locale under several spellings. */
const spelled = (locale: string | null | undefined): string => (locale ?? '').toLowerCase().replaceAll('-', '');

export type ServerFacts = {
  /** As `server_version_num`: 150018 */
  version: number;
  name: string;
  encoding: string;
  collate: string;
  ctype: string;
};

/** What is wrong with a database for us, in one line; undefined when nothing is. */
export const serverProblem = (facts: ServerFacts): string | undefined => {
  if (facts.version < oldest * 10_000) {
    return `the database server is PostgreSQL ${Math.floor(facts.version / 10_000)}; ${oldest} or newer is needed`;
  }
  const made = `make it with: create database "${facts.name}" template template0 encoding 'UTF8' locale 'C.UTF-8'`;
  if (facts.encoding !== 'UTF8') {
    return `the database "${facts.name}" has encoding ${facts.encoding}, UTF8 is needed; ${made}`;
  }
  // With ctype C the search sees no Chinese; with another collation names sort differently on every machine.
  if (spelled(facts.ctype) !== 'c.utf8' || !['c', 'posix', 'c.utf8'].includes(spelled(facts.collate))) {
    return `the database "${facts.name}" has locale ${facts.collate}/${facts.ctype}, C.UTF-8 is needed; ${made}`;
  }
  return undefined;
};

/** Refuses a server that is too old or a database in another encoding or locale. */
export const checkServer = async (client: Client): Promise<void> => {
  const { rows } = await client.query<ServerFacts>(
    `select current_setting('server_version_num')::int as version, datname as name,
            pg_encoding_to_char(encoding) as encoding, datcollate as collate, datctype as ctype
       from pg_database where datname = current_database()`,
  );
  const facts = rows[0];
  const problem = facts && serverProblem(facts);
  if (problem) throw new OperatorFault(problem);
};

/** A failed connection in the operator's words; never with the password. `what` names the setting. */
export const connectionFault = (what: string, url: string, error: unknown): Error => {
  const { user, where, database } = readDatabaseUrl(url) ?? { user: '', where: 'its address', database: '' };
  const said = messageOf(error).slice(0, 200);
  switch (codeOf(error)) {
    case '28P01':
    case '28000':
      return new OperatorFault(`${what}: ${where} refused the login "${user}": ${said}`);
    case '3D000':
      return new OperatorFault(
        `${what}: there is no database "${database}" at ${where}; make it with: create database "${database}" template template0 encoding 'UTF8' locale 'C.UTF-8'`,
      );
    case '42501':
    case '22023':
      return new OperatorFault(
        `${what}: the login "${user}" lacks its role (${said}); run migrate once with DATABASE_ADMIN_URL`,
      );
    default:
      return new OperatorFault(`${what}: no database answers at ${where}: ${said}`);
  }
};
