export type { Change } from './domain/organisation.ts';
export { openAccount } from './server/accounts.ts';
export { carryOutImport, dropImportDrafts, exportWorkbook, readImport, words } from './server/import.ts';
export { directoryRoutes } from './server/routes.ts';
export { replayDirectory, setAppointment, setPerson, setPost, setUnit, writeChanges } from './server/settings.ts';
export { createDirectories } from './server/snapshot.ts';
