import { existsSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import {
  type Checked,
  checkBackup,
  loadFiles,
  loadTables,
  putKeyFiles,
  recordRestore,
} from '../../platform/backup/restore.ts';
import type { Config } from '../../platform/config/config.ts';
import { prepareDataFolder } from '../../platform/config/data-folder.ts';
import { OperatorFault } from '../../platform/config/fault.ts';
import { sharedPlace } from '../../platform/database/binaries.ts';
import { dropTables, tablesIn } from '../../platform/database/emptiness.ts';
import { type Database, migrateDatabase, withClient } from '../../platform/database/open.ts';
import type { Pools } from '../../platform/database/pools.ts';
import { logAgencies } from '../../platform/log/agencies.ts';
import { type LiveReport, verifyLive } from '../../platform/log/verify-live.ts';
import { createHouse } from '../engine.ts';
import { keyFolderFor } from './backup.ts';
import { refused } from './refused.ts';
import { checkout, configFor, restoringMark, say, withDatabase } from './setting.ts';
import { reportLines } from './verify.ts';

type Options = { keys?: string; acceptLost?: boolean; json?: boolean };

const isLock = (name: string): boolean => /^lock[.-]/.test(name);

const askForEmptyFolder = (config: Config): string => {
  const folder = prepareDataFolder(config.data, checkout, { shared: sharedPlace });
  const [first] = readdirSync(folder).filter((name) => !isLock(name) && name !== 'place.json');
  if (first !== undefined)
    throw new OperatorFault(
      `the data folder ${folder} is not empty (${first}); restore into a new one: XIAONENG_DATA=…; nothing was written`,
    );
  return folder;
};

/** Whoever may migrate puts a backup back; on a server with one login that login has to do. */
const withOwner = (config: Config): Config =>
  config.database.kind === 'server'
    ? { ...config, database: { ...config.database, adminUrl: config.database.adminUrl ?? config.database.url } }
    : config;

type Restored = {
  reports: LiveReport[];
  files: number;
  closed: number;
  erased: number;
  lost: number;
  loadedMs: number;
};

const load = async (
  checked: Checked,
  setting: { config: Config; database: Database; pools: Pools; dataFolder: string },
  acceptLost: boolean,
): Promise<Restored> => {
  const { config, database, pools, dataFolder } = setting;
  const { owner, app } = pools;
  if (!owner) throw new OperatorFault('restore needs the role that owns the tables: set DATABASE_ADMIN_URL');
  const started = performance.now();
  const mark = path.join(dataFolder, restoringMark);
  writeFileSync(mark, '', { flush: true });
  await putKeyFiles(checked.keys, dataFolder);
  await migrateDatabase(config, database, checked.manifest.migrations.at(-1)?.name);
  const standing = createHouse(pools, dataFolder);
  const { erased, lost } = await loadTables(owner, checked, { at: standing.now(), acceptLost, say });
  await migrateDatabase(config, database);
  const { files, closed, holders } = await loadFiles(app, checked, dataFolder);
  const all = new Map([...erased].map(([id, subjects]) => [id, new Set([...subjects, ...(holders.get(id) ?? [])])]));
  await recordRestore(app, checked, all, standing.now);
  await owner.query('analyze');
  rmSync(mark);
  const loadedMs = Math.round(performance.now() - started);
  say('verifying what was put back');
  const reports: LiveReport[] = [];
  for (const agency of await logAgencies(app))
    reports.push(await verifyLive(agency, { pool: app, vault: standing.vault, files: standing.files }));
  const gone = [...all.values()].reduce((sum, subjects) => sum + subjects.size, 0);
  return { reports, files, closed, erased: gone, lost, loadedMs };
};

/** Takes away what a restore that failed halfway made, so that the next one finds the place as empty as this one did. */
const clearFolder = (folder: string): void => {
  const link = path.join(folder, 'pg');
  if (existsSync(link)) {
    const place = realpathSync(link);
    // Outside the data folder it has a place of its own, for this folder alone.
    rmSync(place === link ? place : path.dirname(place), { recursive: true, force: true });
  }
  for (const name of readdirSync(folder))
    if (!isLock(name)) rmSync(path.join(folder, name), { recursive: true, force: true });
};

const askForEmptyDatabase = async (database: Database): Promise<void> => {
  if (!database.connections.admin) return;
  const [first] = await withClient(database.connections.admin, tablesIn);
  if (first !== undefined)
    throw new OperatorFault(
      `the database is not empty (table ${first}); make a new one and name it in DATABASE_URL; nothing was written`,
    );
};

/** `xiaoneng restore FILE`: into an empty data folder, or an empty database; ends with a verification. */
export const restoreCommand = async (
  given: string,
  { keys: keyPlace, acceptLost = false, json = false }: Options,
): Promise<number> => {
  try {
    const file = path.resolve(given);
    const config = withOwner(configFor());
    const folder = askForEmptyFolder(config);
    const checked = await checkBackup(file, keyFolderFor(file, keyPlace));
    let begun = false;
    let done: Restored;
    try {
      done = await withDatabase(
        'restore',
        async (setting) => {
          await askForEmptyDatabase(setting.database);
          begun = true;
          try {
            return await load(checked, setting, acceptLost);
          } catch (error) {
            const { admin } = setting.database.connections;
            if (setting.config.database.kind === 'server' && admin) await withClient(admin, dropTables);
            throw error;
          }
        },
        { config },
      );
    } catch (error) {
      if (begun || config.database.kind === 'embedded') clearFolder(folder);
      throw error;
    }
    const { reports, ...facts } = done;
    const { madeAt, program, postgres } = checked.manifest;
    const whole = reports.every(({ findings }) => findings.length === 0);
    const rows = checked.manifest.tables.reduce((sum, table) => sum + table.rows, 0);
    const words = [
      `put back: backup of ${madeAt} (program ${program}, PostgreSQL ${postgres}): ${rows} rows, ${facts.files} files`,
      `erased since then, and still: ${facts.erased} matters or persons, ${facts.closed} files`,
      ...(facts.lost > 0 ? [`lost for want of a key: ${facts.lost} matters or persons`] : []),
      'Everybody signs in again. What was recorded after the backup is not here: checkpoints that others got since then do not fit this log.',
      ...reports.map((report) => reportLines(report).join('\n')),
    ];
    const object = { file, whole, madeAt, program, postgres, rows, ...facts, agencies: reports };
    process.stdout.write(json ? `${JSON.stringify(object)}\n` : `${words.join('\n')}\n`);
    if (!whole) process.exitCode = 1;
    return whole ? 0 : 1;
  } catch (error) {
    return refused(error, json);
  }
};
