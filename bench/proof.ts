import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { runCommandLine } from '../tests/builders/command-line.ts';
import type { RunningServer } from '../tests/builders/running-server.ts';
import { median, printMeasure, rounded } from './figures.ts';

/** Export and verification of a whole log by the command line, processes' starts included, against a note kept outside. */
export const measureProof = async (
  server: RunningServer,
  {
    measure,
    agency: agencyCode,
    rounds,
    least,
    most,
    judged,
  }: { measure: string; agency: string; rounds: number; least: number; most: number; judged: boolean },
): Promise<void> => {
  const env = { XIAONENG_DATA: server.dataFolder };
  const folder = path.join(server.dataFolder, `bench-${measure}`);
  mkdirSync(folder);
  const note = path.join(folder, 'kept.note');
  const reply = await fetch(`${server.address}/a/${agencyCode}/checkpoint`);
  writeFileSync(note, await reply.text());

  const times: { export: number; verify: number }[] = [];
  let size = 0;
  for (let round = 0; round < rounds; round++) {
    const out = path.join(folder, `log-${round}`);
    const from = performance.now();
    const exported = await runCommandLine(['--json', 'log', 'export', '--out', out, '--agency', agencyCode], env);
    if (exported.code !== 0) throw new Error(`export: ${exported.stderr}`);
    const between = performance.now();
    const verified = await runCommandLine(['--json', 'verify', out, '--checkpoint', note], env);
    if (verified.code !== 0) throw new Error(`verify: ${verified.stdout}${verified.stderr}`);
    times.push({ export: between - from, verify: performance.now() - between });
    size = (JSON.parse(exported.stdout) as { size: number }).size;
  }
  if (size < least) throw new Error(`${size} events were exported, ${least} are asked for`);
  const bytes = readFileSync(path.join(folder, 'log-0', 'log.jsonl')).length;
  const seconds = (name: 'export' | 'verify') => rounded(median(times.map((time) => time[name])) / 1000);
  printMeasure(
    measure,
    {
      what: `export and verify --checkpoint of a log of ${size} events by the command line, starts of the processes included`,
      events: size,
      megabytes: rounded(bytes / 1e6, 1),
      seconds: { export: seconds('export'), verify: seconds('verify') },
      rounds: times.map((time) => [rounded(time.export / 1000), rounded(time.verify / 1000)]),
      growsWith: 'events of the log, linearly; memory does not grow with it but for the heads of its streams',
    },
    // Judged is the verification; the export before it is printed beside.
    [{ name: 'verifySeconds', value: seconds('verify'), atMost: most }],
    judged,
  );
};
