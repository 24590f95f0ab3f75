import { startMover } from '../../modules/calendar/index.ts';
import { startFollower, startImporter } from '../../modules/ledger/index.ts';
import { startBell } from '../../platform/clock/bell.ts';
import { startDueLoop } from '../../platform/clock/loop.ts';
import { startSealer } from '../../platform/log/sealer.ts';
import { ensureSigningKey, signingKeys } from '../../platform/log/signing-key.ts';
import { startMailLoop } from '../../platform/mail/loop.ts';
import { createHouse } from '../engine.ts';
import { mailOf } from '../mail.ts';
import { sheetsOf } from '../sheets.ts';
import { say, withDatabase } from './setting.ts';

/** `xiaoneng worker`: the work in the background without a server; of several, one seals, all turn lights and send mail. */
export const workerCommand = async ({ json }: { json: boolean }): Promise<void> =>
  withDatabase(
    'worker',
    async ({ config, pools, dataFolder }) => {
      const house = createHouse(pools, dataFolder);
      const { agencies, engine, now, onRang, settings } = house;
      const { newId, rang } = engine;
      for (const agency of await agencies.all())
        await ensureSigningKey({ runner: pools.app, dataFolder, now, newId }, agency);
      const sealer = startSealer({ pool: pools.sealer, keys: signingKeys(dataFolder), onTrouble: say });
      const bell = startBell({ pool: pools.app, onTrouble: say });
      onRang(bell.ring);
      const dueLoop = startDueLoop({ pool: pools.app, settings, newId, rang, bell, now, onTrouble: say });
      const mover = startMover({ pool: pools.app, settings, newId, rang, now, onTrouble: say });
      const mail = startMailLoop({
        ...mailOf(house, config),
        pool: pools.app,
        bell,
        agencies: agencies.all,
        onTrouble: say,
      });
      const importer = startImporter({ ...sheetsOf(house), agencies: agencies.all, onTrouble: say });
      const follower = startFollower({ pool: pools.app, bell, onTrouble: say });
      process.stdout.write(
        json ? `${JSON.stringify({ working: true, pid: process.pid })}\n` : 'working; Ctrl-C stops it\n',
      );
      const held = setInterval(() => {}, 60_000);
      await new Promise<void>((resolve) => {
        for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
      });
      clearInterval(held);
      await mail.stop();
      await follower.stop();
      await importer.stop();
      await mover.stop();
      await dueLoop.stop();
      await bell.stop();
      await sealer.stop();
    },
    { untilSignal: true },
  );
