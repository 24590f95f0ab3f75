export { LedgerAddress } from './domain/filters.ts';
export type { ImportRow, ImportView } from './domain/import-views.ts';
export { rules } from './domain/rules.ts';
export type { LedgerRow } from './domain/views.ts';
export { procedures } from './procedure.ts';
export { recount } from './server/counters.ts';
export { exportLedger } from './server/export.ts';
export { startFollower } from './server/follower.ts';
export {
  beginPreview,
  confirmImport,
  importRows,
  importView,
  takeInWorkbook,
} from './server/import.ts';
export { dropLedgerImports } from './server/import-store.ts';
export type { ImportDeps } from './server/import-work.ts';
export { carryOutImport, startImporter } from './server/importer.ts';
export { dropInvitations } from './server/invitations.ts';
export { ledgerPage } from './server/ledger.ts';
export { mostCounted, type OpenedProblem, openedOfUnit, openedProblem, openedProblems } from './server/opened.ts';
export { type OpenedCase, openedCases } from './server/opened-cases.ts';
export { passageLook } from './server/passage-look.ts';
export { measureProjection, problemProjection } from './server/projection.ts';
export { publicPageProjection } from './server/public-page-projection.ts';
export {
  type UnitFigures,
  type UnitPage,
  unitFigures,
  unitPage,
  unitPages,
} from './server/public-pages.ts';
export { createRatings, type Rated, type Ratings } from './server/ratings.ts';
export { ledgerRoutes } from './server/routes.ts';
export { type SatisfactionTold, satisfactionTold } from './server/satisfaction.ts';
export { sheetRoutes } from './server/sheet-routes.ts';
export { caseProjection, sweepProjection } from './server/watch-projection.ts';
export { en } from './texts/en.ts';
export { zh } from './texts/zh.ts';
