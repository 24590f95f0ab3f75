import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { readCatalogue } from './schema/catalogue.ts';
import { withMigrated } from './schema/scratch.ts';
import { writeSchema } from './schema/write.ts';

/** Writes db/schema.sql anew; run it after adding a migration. */
const file = path.resolve(import.meta.dirname, '../db/schema.sql');
writeFileSync(file, writeSchema(await withMigrated(readCatalogue)));
console.log(`wrote ${path.relative(process.cwd(), file)}`);
