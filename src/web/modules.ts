import { web as calendar } from '../modules/calendar/web/index.ts';
import { web as directory } from '../modules/directory/web/index.ts';
import { web as ledger } from '../modules/ledger/web/index.ts';
import type { ModuleWeb } from './module-web.ts';

/** The modules whose pages are built in; the one place where the shell names them. */
export const modules: readonly ModuleWeb[] = [ledger, directory, calendar];

/** The page on which a matter is opened. */
export const placeOf = (matter: Parameters<NonNullable<ModuleWeb['placeOf']>>[0]): string => {
  for (const module of modules) {
    const place = module.placeOf?.(matter);
    if (place) return place;
  }
  return `/matter/${matter.id}`;
};
