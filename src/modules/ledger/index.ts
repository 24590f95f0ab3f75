export { rules } from './domain/rules.ts';
export { procedures } from './procedure.ts';
export { mostCounted, type OpenedProblem, openedProblem, openedProblems } from './server/opened.ts';
export { measureProjection, problemProjection } from './server/projection.ts';
export { ledgerRoutes } from './server/routes.ts';
export { caseProjection, sweepProjection } from './server/watch-projection.ts';
export { en } from './texts/en.ts';
export { zh } from './texts/zh.ts';
