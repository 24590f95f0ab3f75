import { migrateDatabase } from '../../platform/database/open.ts';
import { withDatabase } from './setting.ts';

/** `xiaoneng migrate` */
export const migrateCommand = async ({ json }: { json: boolean }): Promise<void> => {
  const { applied } = await withDatabase('migrate', ({ config, database }) => migrateDatabase(config, database));
  const words = applied.length === 0 ? 'the database is up to date' : `applied ${applied.join(', ')}`;
  process.stdout.write(json ? `${JSON.stringify({ applied })}\n` : `${words}\n`);
};
