// `npm run bench`: one JSON line a measure on stdout; exit code 1 when a condition is not met.
// `--quick`: small numbers, nothing is judged. `--only=commands,readMatter`: these measures. `--profile=FOLDER`: of the server.
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { until } from '../tests/builders/log-database.ts';
import { freePort, startServerProcess } from '../tests/builders/running-server.ts';
import { openArena } from './arena.ts';
import { measureCommands } from './commands.ts';
import { missedConditions } from './figures.ts';
import { measureGrowth } from './growth.ts';
import { type BesideServer, standBeside } from './house.ts';
import { measureLedger } from './ledger.ts';
import { measurePgbench } from './pgbench.ts';
import { measureProof } from './proof.ts';
import { measureReads, readingsOf } from './reads.ts';
import { agencyCode, measureSealer } from './sealer.ts';

const optionOf = (name: string): string | undefined =>
  process.argv.find((each) => each.startsWith(`--${name}=`))?.slice(name.length + 3);
const only = optionOf('only')?.split(',');
const isWanted = (measure: string): boolean => only === undefined || only.includes(measure);
const profile = optionOf('profile');
const quick = process.argv.includes('--quick');
const sizes = quick
  ? { rounds: 2, commands: 160, reads: 80, pages: 40, judged: false }
  : { rounds: 5, commands: 3200, reads: 3200, pages: 800, judged: true };
const sealerSizes = quick
  ? { queued: 2000, streams: 50, slotMs: 200, lagMs: 500, judged: false }
  : { queued: 100_000, streams: 400, slotMs: 1500, lagMs: 10_000, judged: true };

const growthSizes = quick
  ? { small: 200, large: 1000, judged: false }
  : { small: 1000, large: 1_000_000, judged: true };

const ledgerSizes = quick
  ? { entries: 400, others: 600, judged: false }
  : { entries: 20_000, others: 980_000, judged: true };

const dataFolder = mkdtempSync(path.join(realpathSync(tmpdir()), 'xn-bench-'));
const counting = pathToFileURL(path.join(import.meta.dirname, 'count-statements.ts')).href;
const server = await startServerProcess({
  dataFolder,
  port: await freePort(),
  nodeOptions: ['--import', counting, ...(profile ? ['--cpu-prof', `--cpu-prof-dir=${profile}`] : [])],
});
/**
 * A server computes its log anew a minute after its start and then daily. That check reads one snapshot for some seconds, in
 * which old versions of the few matters written here pile up: measures of every day begin after it.
 */
const firstCheckIsOver = async ({ house }: BesideServer): Promise<void> => {
  await sleep(61_000);
  const text = `select 1 from pg_stat_activity where application_name = 'xiaoneng app' and xact_start < clock_timestamp() - interval '0.3 s'`;
  let quiet = 0;
  const isOver = async (): Promise<boolean> => {
    quiet = (await house.pools.app.query(text)).rows.length === 0 ? quiet + 1 : 0;
    return quiet > 50;
  };
  await until(isOver, 'the first check of the log is over', 120_000);
};

try {
  const beside = await standBeside(dataFolder);
  const standing = quick ? Promise.resolve() : firstCheckIsOver(beside);
  if (['commands', 'pgbench', 'readMatter', 'readLedger'].some(isWanted)) {
    const arena = await openArena(server, beside);
    await standing;
    if (isWanted('commands')) await measureCommands(arena, sizes);
    if (isWanted('pgbench')) await measurePgbench(arena, sizes);
    for (const reading of readingsOf(arena, sizes)) {
      if (isWanted(reading.measure)) await measureReads(arena, reading, sizes);
    }
    await arena.close();
  }
  if (['sealer', 'sealLag', 'proof'].some(isWanted)) {
    await standing;
    await measureSealer(server, beside, sealerSizes);
    await measureProof(server, {
      measure: 'proof',
      agency: agencyCode,
      rounds: quick ? 1 : 5,
      least: sealerSizes.queued,
      most: 6,
      judged: sizes.judged,
    });
  }
  if (isWanted('ledger20k')) await measureLedger(server, beside, ledgerSizes);
  if (isWanted('growth')) {
    await measureGrowth(server, beside, growthSizes);
    await measureProof(server, {
      measure: 'proofOfMillion',
      agency: 'yunxi',
      rounds: 1,
      least: growthSizes.large,
      most: 60,
      judged: sizes.judged,
    });
  }
  await beside.end();
} finally {
  await server.stop();
  rmSync(dataFolder, { recursive: true, force: true });
}
process.stderr.write(server.told());
for (const line of missedConditions()) process.stderr.write(`bench: ${line}\n`);
process.exitCode = missedConditions().length > 0 ? 1 : 0;
