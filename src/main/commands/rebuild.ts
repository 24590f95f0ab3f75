import { recount } from '../../modules/ledger/index.ts';
import { OperatorFault } from '../../platform/config/fault.ts';
import { inTransaction } from '../../platform/database/transaction.ts';
import { rebuildMatters } from '../../platform/matter/rebuild.ts';
import { createHouse } from '../engine.ts';
import { withDatabase } from './setting.ts';

type Options = { agency?: string; json?: boolean };

/** `xiaoneng rebuild`: everything that pages read of matters, computed again from the log. */
export const rebuildCommand = async ({ agency: code, json }: Options): Promise<void> =>
  withDatabase('rebuild', async ({ pools, dataFolder }) => {
    const { owner } = pools;
    if (!owner) throw new OperatorFault('rebuild needs the role that owns the tables: set DATABASE_ADMIN_URL');
    const standing = createHouse(pools, dataFolder);
    const all = await standing.agencies.all();
    const wanted = code === undefined ? all : all.filter((each) => each.code === code);
    if (code !== undefined && wanted.length === 0) throw new OperatorFault(`there is no agency ${code}`);
    for (const agency of wanted) {
      const started = performance.now();
      const done = await rebuildMatters(
        owner,
        agency.id,
        standing.engine.house,
        await standing.settings.of(agency.id, await standing.directoryVersion(agency.id)),
      );
      await inTransaction(owner, (client) => recount(client, agency.id));
      const ms = Math.round(performance.now() - started);
      process.stdout.write(
        json
          ? `${JSON.stringify({ agency: agency.code, ...done, ms })}\n`
          : `${agency.code}: ${done.matters} matters from ${done.events} events in ${ms} ms\n`,
      );
    }
  });
