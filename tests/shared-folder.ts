import { existsSync } from 'node:fs';
import path from 'node:path';

/**
 * A file or folder of `../shared`, the material that stands beside the checkout; undefined where there is none. Tests
 * that need it are then skipped with `test.skipIf(!place)`, and `.ci/run` takes this line as a failure.
 */
export const sharedPlace = (name: string): string | undefined => {
  const place = path.resolve(import.meta.dirname, '../../shared', name);
  if (existsSync(place)) return place;
  console.log(`../shared/${name} not present`);
  return undefined;
};
