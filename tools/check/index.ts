import { availableParallelism } from 'node:os';
import { borders } from './borders.ts';
import { catalogue } from './catalogue.ts';
import { type Check, projectRoot } from './check.ts';
import { docs } from './docs.ts';
import { format } from './format.ts';
import { procedures } from './procedures.ts';
import { runChecks } from './run.ts';
import { sqlOutside } from './sql-outside.ts';
import { style } from './style.ts';
import { texts } from './texts.ts';
import { types } from './types.ts';
import { unused } from './unused.ts';

/** Those that start another program come first; the short ones fill the gaps. */
const checks: readonly Check[] = [
  catalogue,
  format,
  types('tsconfig.json'),
  types('tsconfig.kernel.json'),
  types('tsconfig.web.json'),
  unused,
  borders,
  procedures,
  texts,
  docs,
  sqlOutside,
  style,
];

// `npm run check -- types texts` runs only those whose name has one of the words; a word that names none is an error.
const wanted = process.argv.slice(2);
const chosen = checks.filter(({ name }) => wanted.length === 0 || wanted.some((word) => name.includes(word)));
const strangers = wanted.filter((word) => !checks.some(({ name }) => name.includes(word)));
for (const word of strangers)
  console.error(`no check is called "${word}": ${checks.map(({ name }) => name).join(', ')}`);
const width = Math.max(2, Math.min(availableParallelism(), 4));
const found = await runChecks(chosen, projectRoot, width, (line) => console.log(line));
process.exitCode = found === 0 && strangers.length === 0 ? 0 : 1;
