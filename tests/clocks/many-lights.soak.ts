import { expect, test } from 'vitest';
import { runLights } from './many-lights.ts';

test('a thousand clocks within a minute among a hundred thousand, under load, a worker killed: on time', async () => {
  const report = await runLights({ open: 100_000, due: 1000, overMs: 60_000 });
  process.stdout.write(`${JSON.stringify({ measure: 'lights', ...report })}\n`);
  expect(report).toMatchObject({ lost: 0, twice: 0, others: 0 });
  expect(report.seen.p99).toBeLessThanOrEqual(1000);
});

test('two thousand at the same moment, as at the end of a working day: all of them, soon', async () => {
  const report = await runLights({ open: 20_000, due: 2000, overMs: 0 });
  process.stdout.write(`${JSON.stringify({ measure: 'lightsAtOnce', ...report })}\n`);
  expect(report).toMatchObject({ lost: 0, twice: 0, others: 0 });
  expect(report.seen.worst).toBeLessThanOrEqual(30_000);
});
