import type { Check } from './check.ts';

type Done = { check: Check; findings: string[]; seconds: number };

/** A check that breaks has found something: that it cannot answer. */
const runOne = async (check: Check, root: string): Promise<Done> => {
  const from = performance.now();
  const findings = await check
    .run(root)
    .catch((error: unknown) => [`could not run: ${error instanceof Error ? (error.stack ?? error.message) : error}`]);
  return { check, findings, seconds: (performance.now() - from) / 1000 };
};

/** One line a check with its time, its findings below it. */
const linesOf = ({ check, findings, seconds }: Done): string[] => [
  `${check.name.padEnd(34)} ${seconds.toFixed(1).padStart(5)} s  ${findings.length === 0 ? 'ok' : `${findings.length} found`}`,
  ...findings.map((finding) => `    ${finding}`),
];

/** Runs all, `width` at a time in the given order, says each as it ends; answers how many findings there were. */
export const runChecks = async (
  checks: readonly Check[],
  root: string,
  width: number,
  say: (line: string) => void,
): Promise<number> => {
  const from = performance.now();
  const waiting = [...checks];
  let total = 0;
  const worker = async (): Promise<void> => {
    for (let check = waiting.shift(); check; check = waiting.shift()) {
      const done = await runOne(check, root);
      total += done.findings.length;
      for (const line of linesOf(done)) say(line);
    }
  };
  await Promise.all(Array.from({ length: width }, worker));
  const seconds = ((performance.now() - from) / 1000).toFixed(1);
  say(`${checks.length} checks in ${seconds} s: ${total === 0 ? 'nothing found' : `${total} found`}`);
  return total;
};
