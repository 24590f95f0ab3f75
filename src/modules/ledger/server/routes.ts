import type { FastifyInstance } from 'fastify';
import { listRoutes } from './list-routes.ts';
import { type ReadingDeps, readingRoutes } from './reading-routes.ts';

export type LedgerDeps = ReadingDeps;

export const ledgerRoutes = (instance: FastifyInstance, deps: LedgerDeps): void => {
  listRoutes(instance, deps);
  readingRoutes(instance, deps);
};
