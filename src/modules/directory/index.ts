export { openAccount } from './server/accounts.ts';
export { directoryRoutes } from './server/routes.ts';
export { type Hand, setAppointment, setPerson, setPost, setUnit } from './server/settings.ts';
export { createDirectories, type DirectoryCopy } from './server/snapshot.ts';
