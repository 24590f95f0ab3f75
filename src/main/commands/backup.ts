import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { makeBackup } from '../../platform/backup/backup.ts';
import { messageOf, OperatorFault } from '../../platform/config/fault.ts';
import { recordSecurity } from '../../platform/security/record.ts';
import { createHouse } from '../engine.ts';
import { refused } from './refused.ts';
import { checkout, say, withDatabase } from './setting.ts';

type Options = { keys?: string; force?: boolean; json?: boolean };

/** One folder of keys for all backups in a folder: the newest keys write over the ones before. */
export const keyFolderFor = (file: string, given: string | undefined): string =>
  path.resolve(given ?? path.join(path.dirname(file), 'xiaoneng.keys'));

export const programVersion = (): string =>
  (JSON.parse(readFileSync(path.join(checkout, 'package.json'), 'utf8')) as { version: string }).version;

const askForPlace = (file: string, force: boolean): void => {
  if (existsSync(file) && !force) throw new OperatorFault(`${file} is there already; another name, or --force`);
  try {
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new OperatorFault(`${path.dirname(file)} cannot be made: ${messageOf(error)}`);
  }
};

/** `xiaoneng backup FILE`: one file of everything, while the server runs; the newest keys in a folder apart. */
export const backupCommand = async (
  given: string,
  { keys: keyPlace, force = false, json = false }: Options,
): Promise<number> => {
  try {
    const file = path.resolve(given);
    const keyFolder = keyFolderFor(file, keyPlace);
    askForPlace(file, force);
    const started = performance.now();
    const done = await withDatabase('backup', async ({ pools, dataFolder }) => {
      // A house makes the key it does not find; here that would be a key that opens nothing.
      if (!existsSync(path.join(dataFolder, 'personal.key')))
        throw new OperatorFault(
          `there is no personal.key in ${dataFolder}; set XIAONENG_DATA to the server's data folder`,
        );
      const standing = createHouse(pools, dataFolder);
      const { files, vault, now } = standing;
      const made = await makeBackup(
        { pool: pools.app, files, vault, dataFolder, now, program: programVersion(), say },
        { file, keyFolder },
      );
      for (const { id } of made.manifest.agencies)
        await recordSecurity(pools.app, id, {
          at: now(),
          kind: 'backup',
          person: null,
          detail: { bytes: made.bytes, sha256: made.sha256 },
        });
      return made;
    });
    const { manifest, keys, bytes, sha256 } = done;
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
    const facts = {
      ...{ file, bytes, sha256, madeAt: manifest.madeAt, rows, ms: Math.round(performance.now() - started) },
      ...{ files: manifest.files.count, missing: manifest.files.missing, agencies: manifest.agencies },
      keys: { folder: keyFolder, file: keys.file, keys: keys.keys, erased: keys.erased },
    };
    const words = [
      `${file}: ${rows} rows, ${manifest.files.count} files, ${bytes} bytes, sha256 ${sha256}`,
      `keys: ${keys.file} (${keys.keys}). Keep this folder apart from the backups: without it nothing personal can be read again, with it everything can.`,
      ...(manifest.files.missing > 0
        ? [`${manifest.files.missing} files were not in the store or altered; xiaoneng verify --live says which`]
        : []),
    ];
    process.stdout.write(json ? `${JSON.stringify(facts)}\n` : `${words.join('\n')}\n`);
    return 0;
  } catch (error) {
    return refused(error, json);
  }
};
