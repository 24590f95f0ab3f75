import path from 'node:path';
import { type Config, type ConfigOptions, readConfig } from '../../platform/config/config.ts';
import { prepareDataFolder } from '../../platform/config/data-folder.ts';
import { OperatorFault } from '../../platform/config/fault.ts';
import { sharedPlace } from '../../platform/database/binaries.ts';
import { lockFolder } from '../../platform/database/folder-lock.ts';
import { type Database, openDatabase, type Standing } from '../../platform/database/open.ts';
import { createPools, endPools, type Pools } from '../../platform/database/pools.ts';

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

/** The data folder, and whether we hold it or somebody runs on it already. */
export const standOn = (config: Config, task: string): { dataFolder: string; standing: Standing } => {
  const dataFolder = prepareDataFolder(config.data, checkout, { shared: sharedPlace });
  return { dataFolder, standing: lockFolder(dataFolder, task) };
};

/**
 * For commands that end by themselves: the database of the running server, or else one started for the while.
 * `work` gets pools and the data folder; everything is put away afterwards.
 */
export const withDatabase = async <T>(
  task: string,
  work: (setting: { config: Config; database: Database; pools: Pools; dataFolder: string }) => Promise<T>,
): Promise<T> => {
  const config = configFor();
  const { dataFolder, standing } = standOn(config, task);
  let database: Database | undefined;
  let pools: Pools | undefined;
  const onFault = (fault: OperatorFault) => {
    say(fault.message);
    process.exit(1);
  };
  // A command cut short by Ctrl-C must not leave the database it started.
  const stop = async () => {
    if (pools) await endPools(pools);
    await database?.stop();
    if ('lock' in standing) standing.lock.release();
  };
  const interrupted = () => {
    void stop().finally(() => process.exit(130));
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, interrupted);
  try {
    database = await openDatabase(config, dataFolder, standing, { say, onFault });
    pools = createPools(database.connections);
    return await work({ config, database, pools, dataFolder });
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.removeListener(signal, interrupted);
    await stop();
  }
};
