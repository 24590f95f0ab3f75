import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from './check/check.ts';
import { pagesOf } from './check/docs.ts';

/** Writes docs/generated anew; run it after changing a procedure or its texts. */
const folder = path.join(projectRoot, 'docs/generated');
mkdirSync(folder, { recursive: true });
for (const [name, text] of Object.entries(await pagesOf(projectRoot))) writeFileSync(path.join(folder, name), text);
console.log('wrote docs/generated');
