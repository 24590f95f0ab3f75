import type { FastifyInstance } from 'fastify';
import { listRoutes } from './list-routes.ts';
import { type ReadingDeps, readingRoutes } from './reading-routes.ts';
import { reconciliationRoutes } from './reconciliation-routes.ts';
import { type SatisfactionDeps, satisfactionRoutes } from './satisfaction-routes.ts';
import { watchRoutes } from './watch-routes.ts';
import { workRoutes } from './work-routes.ts';

export type LedgerDeps = ReadingDeps & SatisfactionDeps;

export const ledgerRoutes = (instance: FastifyInstance, deps: LedgerDeps): void => {
  listRoutes(instance, deps);
  workRoutes(instance, deps);
  readingRoutes(instance, deps);
  satisfactionRoutes(instance, deps);
  watchRoutes(instance, deps);
  reconciliationRoutes(instance, deps);
};
