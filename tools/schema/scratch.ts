import pg from 'pg';
import { startTestCluster } from '../../src/platform/database/test-cluster.ts';

/**
 * A freshly migrated database for as long as `work` takes: an embedded one that does not wait for the disk, or the server of
 * `TEST_DATABASE_URL`. `client` comes in as the owner of the tables.
 */
export const withMigrated = async <T>(work: (client: pg.Client) => Promise<T>): Promise<T> => {
  const { cluster, stop } = await startTestCluster();
  try {
    const client = new pg.Client({ ...cluster.logins.owner, database: cluster.template });
    await client.connect();
    return await work(client).finally(() => client.end());
  } finally {
    await stop();
  }
};
