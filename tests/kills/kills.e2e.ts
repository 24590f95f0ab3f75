import { expect, test } from 'vitest';
import { runKills } from './kill-run.ts';

test('kill -9 of server, database and both, five times: nothing acknowledged is lost, nothing happens twice', async () => {
  const reports = await runKills(5);
  expect(reports.map(({ victim }) => victim)).toEqual(['server', 'database', 'both', 'server', 'database']);
  expect(reports.filter(({ waiting }) => waiting !== null).length).toBe(3);
}, 170_000);
