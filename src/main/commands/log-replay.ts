import { replayCalendar } from '../../modules/calendar/index.ts';
import { replayDirectory } from '../../modules/directory/index.ts';
import { OperatorFault } from '../../platform/config/fault.ts';
import { replayLog } from '../../platform/log/replay.ts';
import { rebuildMatters } from '../../platform/matter/rebuild.ts';
import { createHouse } from '../engine.ts';
import { configFor, withDatabase } from './setting.ts';

/** What modules keep of settings that matters are computed with, in the order in which rows name each other. */
export const settingReplays = [replayDirectory, replayCalendar];

/** `xiaoneng log replay`: an exported log alone gives again what pages read; names and files are not in it. */
export const logReplayCommand = async (folder: string, { json }: { json?: boolean }): Promise<void> =>
  withDatabase('replay', async ({ pools, dataFolder }) => {
    const { owner } = pools;
    if (!owner) throw new OperatorFault('replay needs the role that owns the tables: set DATABASE_ADMIN_URL');
    const { agency, events } = await replayLog(owner, folder, {
      originName: configFor({}).origin,
      replays: settingReplays,
    });
    const standing = createHouse(pools, dataFolder);
    const settings = await standing.settings.of(agency.id, await standing.directoryVersion(agency.id));
    const { matters } = await rebuildMatters(owner, agency.id, standing.engine.house, settings);
    process.stdout.write(
      json
        ? `${JSON.stringify({ agency: agency.code, events, matters })}\n`
        : `${agency.code}: ${matters} matters from ${events} events\n`,
    );
  });
