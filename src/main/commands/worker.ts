import { uuidv7 } from 'uuidv7';
import { createAgencies } from '../../platform/agency/agencies.ts';
import { startSealer } from '../../platform/log/sealer.ts';
import { ensureSigningKey, signingKeys } from '../../platform/log/signing-key.ts';
import { say, withDatabase } from './setting.ts';

/** `xiaoneng worker`: the work in the background without a server; of several, one seals and the others stand ready. */
export const workerCommand = async ({ json }: { json: boolean }): Promise<void> =>
  withDatabase(
    'worker',
    async ({ pools, dataFolder }) => {
      const now = (): Date => new Date();
      for (const agency of await createAgencies(pools.app).all())
        await ensureSigningKey({ runner: pools.app, dataFolder, now, newId: uuidv7 }, agency);
      const sealer = startSealer({ pool: pools.sealer, keys: signingKeys(dataFolder), onTrouble: say });
      process.stdout.write(
        json ? `${JSON.stringify({ working: true, pid: process.pid })}\n` : 'working; Ctrl-C stops it\n',
      );
      const held = setInterval(() => {}, 60_000);
      await new Promise<void>((resolve) => {
        for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
      });
      clearInterval(held);
      await sealer.stop();
    },
    { untilSignal: true },
  );
