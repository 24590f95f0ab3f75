import { cpus } from 'node:os';
import { borders } from './borders.ts';
import { catalogue } from './catalogue.ts';
import { type Check, projectRoot } from './check.ts';
import { format } from './format.ts';
import { procedures } from './procedures.ts';
import { sqlOutside } from './sql-outside.ts';
import { style } from './style.ts';
import { texts } from './texts.ts';
import { types } from './types.ts';
import { unused } from './unused.ts';

/** The long ones first: two run at a time, and the short ones fill the gaps. */
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
  sqlOutside,
  style,
];

type Done = { check: Check; findings: string[]; seconds: number };

const runOne = async (check: Check): Promise<Done> => {
  const from = performance.now();
  const findings = await check
    .run(projectRoot)
    .catch((error: unknown) => [`could not run: ${error instanceof Error ? (error.stack ?? error.message) : error}`]);
  return { check, findings, seconds: (performance.now() - from) / 1000 };
};

const print = ({ check, findings, seconds }: Done): void => {
  const verdict = findings.length === 0 ? 'ok' : `${findings.length} found`;
  console.log(`${check.name.padEnd(34)} ${seconds.toFixed(1).padStart(5)} s  ${verdict}`);
  for (const finding of findings) console.log(`    ${finding}`);
};

const wanted = process.argv.slice(2);
const chosen = checks.filter((check) => wanted.length === 0 || wanted.some((word) => check.name.includes(word)));
const from = performance.now();
const waiting = [...chosen];
const done: Done[] = [];
const worker = async (): Promise<void> => {
  for (let check = waiting.shift(); check; check = waiting.shift()) {
    const each = await runOne(check);
    done.push(each);
    print(each);
  }
};
await Promise.all(Array.from({ length: Math.max(2, Math.min(cpus().length, 4)) }, worker));
const total = done.reduce((sum, each) => sum + each.findings.length, 0);
const seconds = ((performance.now() - from) / 1000).toFixed(1);
console.log(`${done.length} checks in ${seconds} s: ${total === 0 ? 'nothing found' : `${total} found`}`);
process.exitCode = total === 0 && done.length > 0 ? 0 : 1;
