import type { Agency } from '../../../platform/authorization/directory.ts';
import { type Rounds, startRounds } from '../../../platform/clock/rounds.ts';
import { messageOf } from '../../../platform/config/fault.ts';
import { importStore, underWay } from './import-store.ts';
import { carryOutPreview, carryOutWriting, held, type ImportDeps, isInterrupted } from './import-work.ts';

export type ImporterDeps = ImportDeps & {
  agencies: () => Promise<readonly Agency[]>;
  onTrouble: (line: string) => void;
};

/** Looks at and writes sheets in the background; what another process began and left is taken up. */
export type Importer = Rounds;

const roundMs = 15_000;
/** How often the same work is begun before it is given up. */
const mostTries = 3;

/** One import as far as it goes now; answers whether there was anything to do. */
export const carryOutImport = async (
  deps: Omit<ImporterDeps, 'agencies'>,
  agency: Agency,
  id: string,
  signal?: AbortSignal,
): Promise<boolean> => {
  const { engine, pool } = deps;
  const store = importStore(pool, engine.vault, agency.id);
  const record = await store.claim(id, held(new Date()), new Date());
  if (!record) return false;
  try {
    if (record.state === 'previewing') await carryOutPreview(deps, agency, record, signal);
    else await carryOutWriting(deps, agency, record, signal);
  } catch (error) {
    const isTold = isInterrupted(error);
    if (!isTold) deps.onTrouble(`a sheet for the ledger: ${messageOf(error)}`);
    if (!isTold && record.tries >= mostTries) await store.move(id, ['previewing', 'writing'], 'failed', engine.now());
    // Free for the next who comes; the commands are the same, so nothing is done twice.
    else await store.hold(id, new Date(0), 0, record.total);
  }
  return true;
};

export const startImporter = (deps: ImporterDeps): Importer =>
  startRounds({
    troubled: 'sheets for the ledger',
    onTrouble: deps.onTrouble,
    round: async (signal) => {
      const { rows } = await deps.pool.query<{ id: string; agency_id: string }>({
        name: underWay.name,
        text: underWay.text,
        values: [new Date()],
      });
      const agencies = rows.length === 0 ? [] : await deps.agencies();
      for (const { id, agency_id } of rows) {
        const agency = agencies.find((each) => each.id === agency_id);
        if (agency && !signal.aborted) await carryOutImport(deps, agency, id, signal);
      }
      return roundMs;
    },
  });
