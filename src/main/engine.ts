import { uuidv7 } from 'uuidv7';
import { createDirectories } from '../modules/directory/index.ts';
import { createAgencies } from '../platform/agency/agencies.ts';
import type { Engine } from '../platform/command/engine.ts';
import { createNumbers } from '../platform/command/numbers.ts';
import type { Pools } from '../platform/database/pools.ts';
import { run, statement } from '../platform/database/statement.ts';
import { createFileStore } from '../platform/files/store.ts';
import { vaultOf } from '../platform/personal/vault.ts';
import { createSessions } from '../platform/session/sessions.ts';
import { house } from './modules.ts';

const version = statement<{ version: number }>(
  'directory.version',
  'select version from directory_version where agency_id = $1',
);

/** Everything a server or a command needs above the database; no socket is open yet. */
export const createHouse = (pools: Pools, dataFolder: string, now: () => Date = () => new Date()) => {
  const vault = vaultOf(dataFolder);
  const runner = pools.app;
  const engine: Engine = {
    runner,
    house,
    vault,
    numbers: createNumbers(runner, () => Date.now()),
    now,
    newId: uuidv7,
  };
  return {
    engine,
    vault,
    now,
    pools,
    dataFolder,
    agencies: createAgencies(runner),
    directories: createDirectories(runner, vault),
    sessions: createSessions(runner, vault, now),
    files: createFileStore(dataFolder),
    directoryVersion: async (agency: string): Promise<number> => (await run(runner, version, agency))[0]?.version ?? 0,
  };
};

export type StandingHouse = ReturnType<typeof createHouse>;
