import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { ClientBase } from 'pg';
import { tableKinds } from '../../src/platform/database/table-kinds.ts';
import { readCatalogue } from '../schema/catalogue.ts';
import { withMigrated } from '../schema/scratch.ts';
import { writeSchema } from '../schema/write.ts';
import type { Check } from './check.ts';
import { differences } from './differences.ts';
import { statementFindings } from './sql-rules.ts';
import { readStatements, unprepared, volatileFunctions } from './statements.ts';
import { storageFindings } from './storage.ts';

/** db/schema.sql as written against the catalogue; a file that is not there is all wrong. */
const schemaFindings = async (client: ClientBase, file: string): Promise<string[]> => {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  return differences('db/schema.sql', text, writeSchema(await readCatalogue(client)), 'node tools/schema.ts');
};

/** One database serves all that is asked of the catalogue; starting it is most of the time. */
export const catalogue: Check = {
  name: 'schema, storage rules, statements',
  run: (root) =>
    withMigrated(async (client) => {
      const { found, findings } = await readStatements(root);
      return [
        ...(await schemaFindings(client, path.join(root, 'db/schema.sql'))),
        ...storageFindings(await readCatalogue(client), tableKinds).map((words) => `db/migrations ${words}`),
        ...findings,
        ...statementFindings(found, tableKinds, await volatileFunctions(client)),
        ...(await unprepared(client, found)),
      ];
    }),
};
