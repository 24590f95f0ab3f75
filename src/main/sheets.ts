import type { ImportDeps } from '../modules/ledger/index.ts';
import type { StandingHouse } from './engine.ts';
import { rosterAt } from './roster.ts';
import { textOf } from './texts.ts';

/** What sheets of the ledger need of the house: its names and words, and whoever acts. */
export const sheetsOf = (standing: StandingHouse): ImportDeps => ({
  engine: standing.engine,
  pool: standing.pools.app,
  viewerFor: standing.viewerFor,
  rosterOf: rosterAt(standing.now),
  text: textOf,
});
