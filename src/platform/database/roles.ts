import type { Client } from 'pg';
import { codeOf, messageOf, OperatorFault } from '../config/fault.ts';
import { roles } from './connections.ts';

/** What is needed of a server where we may not do it ourselves; shown to the operator as it stands. */
const rolesStatement = Object.values(roles)
  .map((role) => `create role ${role} nologin;`)
  .join(' ');

const isRace = (error: unknown): boolean => {
  const code = codeOf(error);
  // Roles belong to the whole server, so migrations of two databases may make them at the same time.
  return code === '42710' || code === '23505' || (code === 'XX000' && /concurrently/.test(messageOf(error)));
};

/** Runs what may meet the same statement of another database on this server; the second try finds it done. */
const settle = async (client: Client, text: string): Promise<void> => {
  for (let tries = 0; ; tries += 1) {
    try {
      await client.query(text);
      return;
    } catch (error) {
      if (!isRace(error) || tries > 20) throw error;
      if (codeOf(error) !== 'XX000') return;
    }
  }
};

const missingRoles = async (client: Client): Promise<string[]> => {
  const wanted = Object.values(roles);
  const { rows } = await client.query<{ rolname: string }>('select rolname from pg_roles where rolname = any($1)', [
    wanted,
  ]);
  return wanted.filter((role) => !rows.some((row) => row.rolname === role));
};

/**
 * The three group roles, the owner's right to build in this database, and the logins that come in as members.
 * A login is a member, not the role itself: passwords stay the operator's business.
 */
export const ensureRoles = async (client: Client, logins: { app?: string; sealer?: string } = {}): Promise<void> => {
  const { rows } = await client.query<{ me: string; database: string; superuser: boolean }>(
    `select current_user as me, current_database() as database,
            (select rolsuper from pg_roles where rolname = current_user) as superuser`,
  );
  const me = rows[0];
  if (!me) throw new Error('no answer about the current user');
  try {
    for (const role of await missingRoles(client)) await settle(client, `create role ${role} nologin`);
    const grant = async (role: string, login: string) => {
      const has = await client.query<{ has: boolean }>(`select pg_has_role($1, $2, 'member') as has`, [login, role]);
      if (!has.rows[0]?.has) await settle(client, `grant ${role} to ${client.escapeIdentifier(login)}`);
    };
    if (!me.superuser) await grant(roles.owner, me.me);
    if (logins.app !== undefined) await grant(roles.app, logins.app);
    if (logins.sealer !== undefined) await grant(roles.sealer, logins.sealer);
    const may = await client.query<{ build: boolean }>(
      `select has_schema_privilege($1, 'public', 'create') and has_database_privilege($1, current_database(), 'create') as build`,
      [roles.owner],
    );
    if (!may.rows[0]?.build) {
      await settle(
        client,
        `grant create, connect on database ${client.escapeIdentifier(me.database)} to ${roles.owner}`,
      );
      await settle(client, `grant create, usage on schema public to ${roles.owner}`);
    }
  } catch (error) {
    if (codeOf(error) !== '42501') throw error;
    throw new OperatorFault(
      `the database login "${me.me}" may not prepare the roles (${messageOf(error)}); give DATABASE_ADMIN_URL a login that may, or run once as administrator: ${rolesStatement} grant ${roles.owner} to "${me.me}"; grant create on database "${me.database}" to ${roles.owner}; grant create, usage on schema public to ${roles.owner};`,
    );
  }
};
