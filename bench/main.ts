// `npm run bench`: one JSON line a measure on stdout. `--quick`: small numbers, nothing is judged.
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { freePort, startServerProcess } from '../tests/builders/running-server.ts';
import { missedConditions } from './figures.ts';
import { standBeside } from './house.ts';
import { measureHttp } from './through-http.ts';

const quick = process.argv.includes('--quick');
const profile = process.argv.find((each) => each.startsWith('--profile='))?.slice('--profile='.length);
const sizes = quick
  ? { rounds: 2, commands: 160, reads: 80, pages: 40, judged: false }
  : { rounds: 5, commands: 3200, reads: 3200, pages: 800, judged: true };

const dataFolder = mkdtempSync(path.join(realpathSync(tmpdir()), 'xn-bench-'));
const counting = pathToFileURL(path.join(import.meta.dirname, 'count-statements.ts')).href;
const server = await startServerProcess({
  dataFolder,
  port: await freePort(),
  nodeOptions: ['--import', counting, ...(profile ? ['--cpu-prof', `--cpu-prof-dir=${profile}`] : [])],
});
try {
  const beside = await standBeside(dataFolder);
  await measureHttp(server, beside, sizes);
  await beside.end();
} finally {
  await server.stop();
  rmSync(dataFolder, { recursive: true, force: true });
}
for (const line of missedConditions()) process.stderr.write(`bench: ${line}\n`);
process.exitCode = missedConditions().length > 0 ? 1 : 0;
