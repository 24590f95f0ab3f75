import { parentPort, workerData } from 'node:worker_threads';
import type { PoolConfig } from 'pg';
import { createPools, endPools } from '../platform/database/pools.ts';
import { createFileStore } from '../platform/files/store.ts';
import type { LogAgency } from '../platform/log/agencies.ts';
import { verifyLive } from '../platform/log/verify-live.ts';
import { vaultOf } from '../platform/personal/vault.ts';

/** What the thread is given: everything it needs stands on its own, nothing is shared with the server. */
export type LogCheckTask = { agency: LogAgency; app: PoolConfig; dataFolder: string };

const { agency, app, dataFolder } = workerData as LogCheckTask;
const pools = createPools({ app, sealer: app });
try {
  const means = { pool: pools.app, vault: vaultOf(dataFolder), files: createFileStore(dataFolder) };
  const { size, findings } = await verifyLive(agency, means);
  parentPort?.postMessage({ size, findings });
} finally {
  await endPools(pools);
}
