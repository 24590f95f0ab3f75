import { expect, test } from 'vitest';
import { runLights } from './many-lights.ts';

test('eighty clocks within eight seconds among two thousand, eight people writing, a worker killed: none lost, none twice', async () => {
  const report = await runLights({ open: 2000, due: 80, overMs: 8000 });
  expect(report).toMatchObject({ lost: 0, twice: 0, others: 0 });
  expect(report.recorded.worst).toBeLessThan(5000);
  expect(report.commandsPerSecond).toBeGreaterThan(0);
}, 170_000);
