import { OperatorFault } from '../../platform/config/fault.ts';
import { rotateSigningKey } from '../../platform/log/signing-key.ts';
import { createHouse } from '../engine.ts';
import { withDatabase } from './setting.ts';

type Options = { agency: string; json: boolean };

/** `xiaoneng log rotate-key`: a new key signs from now on; the change is an event, old checkpoints stay good under the old key. */
export const logRotateKeyCommand = async ({ agency: code, json }: Options): Promise<void> =>
  withDatabase('log rotate-key', async ({ pools, dataFolder }) => {
    const { agencies, now, engine } = createHouse(pools, dataFolder);
    const agency = (await agencies.all()).find((each) => each.code === code);
    if (!agency) throw new OperatorFault(`there is no agency ${code}`);
    await rotateSigningKey({ runner: pools.app, dataFolder, now, newId: engine.newId }, agency, {
      actor: null,
      post: null,
    });
    process.stdout.write(
      json ? `${JSON.stringify({ agency: code, rotated: true })}\n` : `${code}: a new key signs from now on\n`,
    );
  });
