import { expect, test } from 'vitest';
import { runKills } from './kill-run.ts';

test('kill -9 twenty times: nothing acknowledged is lost, nothing happens twice', async () => {
  const reports = await runKills(20);
  expect(reports.length).toBe(20);
  expect(reports.filter(({ waiting }) => waiting !== null).length).toBe(10);
});
