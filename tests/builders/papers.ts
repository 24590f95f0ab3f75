import { setTimeout as sleep } from 'node:timers/promises';
import { uuidv7 } from 'uuidv7';
import type { Agency } from '../../src/platform/authorization/directory.ts';
import { lastCheckpoint } from '../../src/platform/log/checkpoints.ts';
import { startSealer } from '../../src/platform/log/sealer.ts';
import { ensureSigningKey, signingKeys } from '../../src/platform/log/signing-key.ts';
import type { Office } from './office.ts';

/** Seals what an agency's log holds by now, so that there is a signed head to print. */
export const sealNow = async ({ pools, dataFolder, now }: Office, agency: Agency): Promise<void> => {
  await ensureSigningKey({ runner: pools.app, dataFolder, now, newId: uuidv7 }, agency);
  const sealer = startSealer({ pool: pools.sealer, keys: signingKeys(dataFolder), rest: 10, retry: 20 });
  try {
    for (let tries = 0; tries < 500 && !(await lastCheckpoint(pools.app, agency.id)); tries++) await sleep(20);
  } finally {
    await sealer.stop();
  }
};
