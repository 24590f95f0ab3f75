import { createHouse, type StandingHouse } from '../src/main/engine.ts';
import type { Viewer } from '../src/platform/authorization/directory.ts';
import { readConfig } from '../src/platform/config/config.ts';
import type { Connections } from '../src/platform/database/connections.ts';
import { holderOf } from '../src/platform/database/folder-lock.ts';
import { openDatabase } from '../src/platform/database/open.ts';
import { createPools, endPools } from '../src/platform/database/pools.ts';

export type BesideServer = {
  connections: Connections;
  house: StandingHouse;
  viewer(agencyCode: string, person: string): Promise<Viewer>;
  end(): Promise<void>;
};

/** The parts of the house above the database of a server that runs in another process, on the same data folder. */
export const standBeside = async (dataFolder: string): Promise<BesideServer> => {
  const reading = readConfig(process.env);
  if (!reading.ok) throw new Error(reading.line);
  const holder = holderOf(dataFolder);
  if (!holder) throw new Error(`nobody runs on ${dataFolder}`);
  const fault = (error: Error): never => {
    throw error;
  };
  const database = await openDatabase(reading.config, dataFolder, { holder }, { say: () => {}, onFault: fault });
  const pools = createPools(database.connections);
  const house = createHouse(pools, dataFolder);
  return {
    connections: database.connections,
    house,
    viewer: async (agencyCode, person) => {
      const agency = (await house.agencies.all()).find(({ code }) => code === agencyCode);
      if (!agency) throw new Error(`there is no agency ${agencyCode}`);
      return house.viewerFor(agency, person);
    },
    end: () => endPools(pools),
  };
};
