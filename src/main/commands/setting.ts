import { existsSync } from 'node:fs';
import path from 'node:path';
import { type Config, type ConfigOptions, readConfig } from '../../platform/config/config.ts';
import { prepareDataFolder } from '../../platform/config/data-folder.ts';
import { OperatorFault } from '../../platform/config/fault.ts';
import { sharedPlace } from '../../platform/database/binaries.ts';
import { lockFolder } from '../../platform/database/folder-lock.ts';
import { type Database, openDatabase, type Standing } from '../../platform/database/open.ts';
import { createPools, endPools, type Pools } from '../../platform/database/pools.ts';
import { within } from '../within.ts';

/** The folder this program runs from. */
export const checkout = path.resolve(import.meta.dirname, '../../..');

/** One line to the operator on stderr; stdout belongs to answers. */
export const say = (line: string): void => {
  process.stderr.write(`xiaoneng: ${line}\n`);
};

export const configFor = (options: ConfigOptions = {}): Config => {
  const reading = readConfig(process.env, options);
  if (!reading.ok) throw new OperatorFault(reading.line);
  return reading.config;
};

/** Stands in a data folder while a backup is put back: what was cut short must never be taken for whole. */
export const restoringMark = 'restoring';

/** The data folder, and whether we hold it or somebody runs on it already. */
export const standOn = (config: Config, task: string): { dataFolder: string; standing: Standing } => {
  const dataFolder = prepareDataFolder(config.data, checkout, { shared: sharedPlace });
  if (existsSync(path.join(dataFolder, restoringMark)))
    throw new OperatorFault(`a restore into ${dataFolder} was cut short; restore again into a new folder`);
  return { dataFolder, standing: lockFolder(dataFolder, task) };
};

type Setting = { config: Config; database: Database; pools: Pools; dataFolder: string };

const endings = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * For commands beside a server or without one: the database of the running server, or else one started for the while.
 * `work` gets pools and the data folder; everything is put away afterwards, also when a signal cuts the work short.
 * A command that runs until a signal says `untilSignal` and returns on it.
 */
export const withDatabase = async <T>(
  task: string,
  work: (setting: Setting) => Promise<T>,
  { untilSignal = false, config = configFor() }: { untilSignal?: boolean; config?: Config } = {},
): Promise<T> => {
  const { dataFolder, standing } = standOn(config, task);
  const onFault = (fault: OperatorFault) => {
    say(fault.message);
    process.exit(1);
  };
  const opening = openDatabase(config, dataFolder, standing, { say, onFault });
  let pools: Pools | undefined;
  let stopped: Promise<void> | undefined;
  const stop = (): Promise<void> => {
    stopped ??= (async () => {
      const database = await opening.catch(() => undefined);
      // A statement that still runs is ended by the fast shutdown of the database, where that is ours to stop.
      if (pools) await within(endPools(pools), 3_000);
      await database?.stop();
      if ('lock' in standing) standing.lock.release();
    })();
    return stopped;
  };
  const interrupted = () => {
    void stop().finally(() => process.exit(130));
  };
  if (!untilSignal) for (const signal of endings) process.once(signal, interrupted);
  try {
    const database = await opening;
    pools = createPools(database.connections);
    return await work({ config, database, pools, dataFolder });
  } finally {
    for (const signal of endings) process.removeListener(signal, interrupted);
    await stop();
  }
};
