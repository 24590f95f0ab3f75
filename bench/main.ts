// `npm run bench`: one JSON line a measure on stdout; exit code 1 when a condition is not met.
// `--quick`: small numbers, nothing is judged. `--only=commands,readMatter`: these measures. `--profile=FOLDER`: of the server.
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { freePort, startServerProcess } from '../tests/builders/running-server.ts';
import { openArena } from './arena.ts';
import { measureCommands } from './commands.ts';
import { missedConditions } from './figures.ts';
import { standBeside } from './house.ts';
import { measurePgbench } from './pgbench.ts';
import { measureProof } from './proof.ts';
import { measureReads, readingsOf } from './reads.ts';
import { measureSealer } from './sealer.ts';

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

const dataFolder = mkdtempSync(path.join(realpathSync(tmpdir()), 'xn-bench-'));
const counting = pathToFileURL(path.join(import.meta.dirname, 'count-statements.ts')).href;
const server = await startServerProcess({
  dataFolder,
  port: await freePort(),
  nodeOptions: ['--import', counting, ...(profile ? ['--cpu-prof', `--cpu-prof-dir=${profile}`] : [])],
});
try {
  const beside = await standBeside(dataFolder);
  if (['commands', 'pgbench', 'readMatter', 'readLedger'].some(isWanted)) {
    const arena = await openArena(server, beside);
    if (isWanted('commands')) await measureCommands(arena, sizes);
    if (isWanted('pgbench')) await measurePgbench(arena, sizes);
    for (const reading of readingsOf(arena, sizes)) {
      if (isWanted(reading.measure)) await measureReads(arena, reading, sizes);
    }
    await arena.close();
  }
  if (['sealer', 'sealLag', 'proof'].some(isWanted)) {
    await measureSealer(server, beside, sealerSizes);
    await measureProof(server, { rounds: quick ? 1 : 5, least: sealerSizes.queued, judged: sizes.judged });
  }
  await beside.end();
} finally {
  await server.stop();
  rmSync(dataFolder, { recursive: true, force: true });
}
process.stderr.write(server.told());
for (const line of missedConditions()) process.stderr.write(`bench: ${line}\n`);
process.exitCode = missedConditions().length > 0 ? 1 : 0;
