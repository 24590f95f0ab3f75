import { randomBytes } from 'node:crypto';
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { codeOf, messageOf, OperatorFault } from './fault.ts';

/** What belongs to the checkout and is not in git: the data itself, or a note saying where the data is. */
const localFolder = (checkout: string): string => path.join(checkout, '.data');

type Place = { folder: string; checkout: string };

const placeOf = (checkout: string): Place | undefined => {
  try {
    return JSON.parse(readFileSync(path.join(localFolder(checkout), 'place.json'), 'utf8')) as Place;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
};

/**
 * Root's data stands under a place that the database's user can enter, whatever folder the checkout is in. The note in
 * the checkout makes it the checkout's: a new clone in the same path begins anew, a moved one keeps its data, a copied
 * one gets its own.
 */
const rootFolder = (checkout: string, shared: string): string => {
  const place = placeOf(checkout);
  const isCopy = place && place.checkout !== checkout && placeOf(place.checkout)?.folder === place.folder;
  if (place && !isCopy && place.checkout === checkout) return place.folder;
  const folder = place && !isCopy ? place.folder : path.join(shared, randomBytes(8).toString('hex'));
  mkdirSync(localFolder(checkout), { recursive: true, mode: 0o700 });
  writeFileSync(
    path.join(localFolder(checkout), 'place.json'),
    `${JSON.stringify({ folder, checkout } satisfies Place)}\n`,
  );
  return folder;
};

/** Parents first, one by one: Node's own `recursive` never ends where the system answers ENOENT to a new folder (/proc). */
const makeFolder = (folder: string, mode: number): void => {
  if (existsSync(folder)) return;
  if (path.dirname(folder) !== folder) makeFolder(path.dirname(folder), 0o755);
  try {
    mkdirSync(folder, { mode });
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  }
};

/**
 * The data folder of a checkout, made and writable: `XIAONENG_DATA`; for root a folder under `shared`; for others
 * `.data` in the checkout. It is entered by its owner alone.
 */
export const prepareDataFolder = (
  given: string | undefined,
  checkout: string,
  { isRoot = process.getuid?.() === 0, shared }: { isRoot?: boolean; shared: string },
): string => {
  let folder = given ?? localFolder(checkout);
  try {
    if (!given && isRoot) {
      const local = localFolder(checkout);
      if (existsSync(path.join(local, 'credentials.json')) && statSync(local).uid !== 0) {
        throw new OperatorFault(
          `the data in ${local} belong to an ordinary user; start as that user or set XIAONENG_DATA`,
        );
      }
      makeFolder(shared, 0o755);
      folder = rootFolder(checkout, shared);
    }
    makeFolder(folder, 0o700);
    if (!statSync(folder).isDirectory()) throw new Error('it is not a folder');
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    if (error instanceof OperatorFault) throw error;
    throw new OperatorFault(`the data folder ${folder} cannot be written: ${messageOf(error)}`);
  }
  // One spelling of the path: the database's process is recognised by it.
  return realpathSync(folder);
};
