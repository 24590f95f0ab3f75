import pg from 'pg';
import type { Config } from '../config/config.ts';
import { codeOf, OperatorFault } from '../config/fault.ts';
import { type Connections, roles } from './connections.ts';
import { embeddedConnections, startEmbedded } from './embedded.ts';
import type { FolderLock, Holder } from './folder-lock.ts';
import { appliedMigrations, migrate, planMigrations, readMigrations } from './migrate.ts';
import { checkServer, connectionFault } from './server-check.ts';

export type Database = {
  connections: Connections;
  /** Which setting a connection came from, for words to the operator. */
  kind: Config['database']['kind'];
  /** Stops what this process started; a database that others run goes on. */
  stop(): Promise<void>;
};

/** Either we hold the data folder and may start its database, or somebody runs there and we come in beside them. */
export type Standing = { lock: FolderLock } | { holder: Holder };

type Hooks = { say(line: string): void; onFault(fault: OperatorFault): void };

/** Work on a connection of its own. */
export const withClient = async <T>(settings: pg.ClientConfig, work: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = new pg.Client({ connectionTimeoutMillis: 10_000, ...settings });
  // A connection that breaks during the work is reported by the statement under way.
  client.on('error', () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
};

/** As `withClient`, with failures of the connection itself in the operator's words. */
const withServer = async <T>(
  what: string,
  settings: pg.ClientConfig & { connectionString: string },
  work: (client: pg.Client) => Promise<T>,
): Promise<T> => {
  let connected = false;
  try {
    return await withClient(settings, (client) => {
      connected = true;
      return work(client);
    });
  } catch (error) {
    throw connected || error instanceof OperatorFault ? error : connectionFault(what, settings.connectionString, error);
  }
};

/** A login takes its role when it comes in, so that a powerful login still has the application's rights only. */
const inRole = (url: string, role: string) => ({ connectionString: url, options: `-c role=${role}` });

const serverConnections = (database: Extract<Config['database'], { kind: 'server' }>): Connections => ({
  app: inRole(database.url, roles.app),
  sealer: inRole(database.sealerUrl ?? database.url, roles.sealer),
  ...(database.adminUrl && {
    owner: inRole(database.adminUrl, roles.owner),
    admin: { connectionString: database.adminUrl },
  }),
});

/** Makes the database answer: starts the embedded one, joins a running one, or names the server given. */
export const openDatabase = async (
  config: Config,
  dataFolder: string,
  standing: Standing,
  hooks: Hooks,
): Promise<Database> => {
  if (config.database.kind === 'server') {
    return { kind: 'server', connections: serverConnections(config.database), stop: async () => {} };
  }
  if ('holder' in standing) {
    const { socket, pid } = standing.holder;
    if (socket === undefined) throw new OperatorFault(`process ${pid} is just starting the database; try again`);
    return { kind: 'embedded', connections: embeddedConnections(dataFolder, socket), stop: async () => {} };
  }
  const embedded = await startEmbedded(dataFolder, hooks);
  standing.lock.tell({ socket: embedded.socket });
  return { kind: 'embedded', connections: embedded.connections, stop: embedded.stop };
};

const isCurrent = async (client: pg.Client): Promise<boolean> => {
  const plan = planMigrations(await appliedMigrations(client), readMigrations());
  if (!plan.ok) throw new OperatorFault(plan.line);
  return plan.missing.length === 0;
};

/** A login that may not even read the list of migrations cannot say that nothing is missing. */
const mayNotRead = (error: unknown): false => {
  if (codeOf(error) === '42501') return false;
  throw error;
};

const userOf = (url: string): string => new pg.Client({ connectionString: url }).user ?? '';

const migrateServer = async (
  database: Extract<Config['database'], { kind: 'server' }>,
  upTo: string | undefined,
): Promise<{ applied: string[] }> => {
  const { url, adminUrl, sealerUrl } = database;
  const admin = adminUrl ? 'DATABASE_ADMIN_URL' : 'DATABASE_URL';
  if (userOf(url) === roles.app && !sealerUrl) {
    // A member of itself could only get the sealer's rights for every application on that server.
    throw new OperatorFault(`DATABASE_URL logs in as ${roles.app} itself; then DATABASE_SEALER_URL is needed too`);
  }
  const logins = { app: userOf(url), sealer: userOf(sealerUrl ?? url) };
  const done = await withServer(admin, { connectionString: adminUrl ?? url }, async (client) => {
    await checkServer(client);
    // A login that may not migrate is enough where nothing is missing.
    if (!adminUrl && (await isCurrent(client).catch(mayNotRead))) return { applied: [] };
    return migrate(client, { logins, upTo });
  });
  await withServer('DATABASE_URL', inRole(url, roles.app), async (client) => {
    if (upTo !== undefined || (await isCurrent(client))) return;
    throw new OperatorFault('DATABASE_URL and DATABASE_ADMIN_URL lead to different databases');
  });
  await withServer(
    sealerUrl ? 'DATABASE_SEALER_URL' : 'DATABASE_URL',
    inRole(sealerUrl ?? url, roles.sealer),
    async () => {},
  );
  return done;
};

/** Brings the database to this program's state (or to that of `upTo`), or says in one line why that cannot be. */
export const migrateDatabase = async (
  config: Config,
  database: Database,
  upTo?: string,
): Promise<{ applied: string[] }> => {
  if (config.database.kind === 'server') return migrateServer(config.database, upTo);
  const { admin } = database.connections;
  if (!admin) throw new Error('the embedded database has an administrator');
  return withClient(admin, async (client) => {
    await checkServer(client);
    return migrate(client, { upTo });
  });
};
