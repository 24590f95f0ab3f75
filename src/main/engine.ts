import { uuidv7 } from 'uuidv7';
import { createDirectories } from '../modules/directory/index.ts';
import { createAgencies } from '../platform/agency/agencies.ts';
import type { Agency, Viewer } from '../platform/authorization/directory.ts';
import { dayOf, type Engine } from '../platform/command/engine.ts';
import { createNumbers } from '../platform/command/numbers.ts';
import { messageOf } from '../platform/config/fault.ts';
import type { Pools } from '../platform/database/pools.ts';
import { run, statement } from '../platform/database/statement.ts';
import { createFileStore } from '../platform/files/store.ts';
import { vaultOf } from '../platform/personal/vault.ts';
import { createAccounts } from '../platform/session/account.ts';
import { createSecondFactor } from '../platform/session/second-factor.ts';
import { createSessions } from '../platform/session/sessions.ts';
import { readSignOnSecret } from '../platform/session/sign-on-secret.ts';
import { createSingleSignOn } from '../platform/session/single-sign-on.ts';
import { house } from './modules.ts';
import { createSettings } from './settings.ts';

const version = statement<{ version: number }>(
  'directory.version',
  'select version from directory_version where agency_id = $1',
);

/** Everything a server or a command needs above the database; no socket is open yet. */
export const createHouse = (pools: Pools, dataFolder: string, now: () => Date = () => new Date()) => {
  const vault = vaultOf(dataFolder);
  const runner = pools.app;
  const directories = createDirectories(runner, vault);
  const settings = createSettings(runner, house);
  const hearing = new Set<(agency: string) => void>();
  const movers = new Set<() => void>();
  const importers = new Set<() => void>();
  const engine: Engine = {
    runner,
    house,
    vault,
    numbers: createNumbers(runner, () => Date.now()),
    now,
    newId: uuidv7,
    rang: (agency) => {
      for (const hear of hearing) hear(agency);
    },
  };
  const directoryVersion = async (agency: string): Promise<number> =>
    (await run(runner, version, agency))[0]?.version ?? 0;
  const sessions = createSessions(runner, vault, now, async (agency, person) => {
    const directory = await directories.of(agency.id, await directoryVersion(agency.id));
    return directory.capacities(person, dayOf(now())).flatMap(({ roles }) => roles);
  });
  const secondFactor = createSecondFactor(runner, vault, now);
  const onTrouble = (line: string): void => {
    process.stderr.write(`xiaoneng: ${line}\n`);
  };
  // A file that others may read counts as none: the operator is told, and nobody signs in by it.
  const secretOf = (code: string): string | null => {
    try {
      return readSignOnSecret(dataFolder, code);
    } catch (error) {
      onTrouble(messageOf(error));
      return null;
    }
  };
  return {
    engine,
    vault,
    now,
    pools,
    dataFolder,
    agencies: createAgencies(runner),
    directories,
    settings,
    /** Hears of each commit that moved a clock or told somebody something; answers how to stop hearing. */
    onRang: (hear: (agency: string) => void) => {
      hearing.add(hear);
      return () => hearing.delete(hear);
    },
    /** Hears when a new calendar left clocks to look at; answers how to stop hearing. */
    onCalendar: (hear: () => void) => {
      movers.add(hear);
      return () => movers.delete(hear);
    },
    calendarMoved: () => {
      for (const hear of movers) hear();
    },
    /** Hears when a sheet for the ledger waits to be looked at or written; answers how to stop hearing. */
    onImport: (hear: () => void) => {
      importers.add(hear);
      return () => importers.delete(hear);
    },
    importBegun: () => {
      for (const hear of importers) hear();
    },
    sessions,
    secondFactor,
    accounts: createAccounts({ pool: runner, vault, now, sessions, secondFactor }),
    secretOf,
    singleSignOn: createSingleSignOn({ pool: runner, vault, now, sessions, secretOf, onTrouble }),
    files: createFileStore(dataFolder),
    viewerFor: async (agency: Agency, person: string, at: Date = now()): Promise<Viewer> => {
      const [row] = await run(runner, version, agency.id);
      const [directory, set] = await Promise.all([
        directories.of(agency.id, row?.version ?? 0),
        settings.of(agency.id, row?.version ?? 0),
      ]);
      return { agency, person, directory, settings: set, capacities: directory.capacities(person, dayOf(at)) };
    },
    directoryVersion,
  };
};

export type StandingHouse = ReturnType<typeof createHouse>;
