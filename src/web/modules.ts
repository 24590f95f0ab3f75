import { web as calendar } from '../modules/calendar/web/index.ts';
import { web as directory } from '../modules/directory/web/index.ts';
import { web as ledger } from '../modules/ledger/web/index.ts';
import { web as papers } from '../modules/papers/web/index.ts';
import type { ModuleWeb } from './module-web.ts';

/** The modules whose pages are built in; the one place where the shell names them. */
export const modules: readonly ModuleWeb[] = [ledger, directory, calendar, papers];

/** The page on which an action is taken, where it has one of its own. */
export const placeOfAction = (...asked: Parameters<NonNullable<ModuleWeb['placeOfAction']>>): string | null =>
  modules.map((module) => module.placeOfAction?.(...asked) ?? null).find((place) => place !== null) ?? null;

/** The page on which a matter is opened. */
export const placeOf = (matter: Parameters<NonNullable<ModuleWeb['placeOf']>>[0]): string => {
  for (const module of modules) {
    const place = module.placeOf?.(matter);
    if (place) return place;
  }
  return `/matter/${matter.id}`;
};
