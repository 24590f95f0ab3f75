export { applyNotice, type NamedCalendar } from './domain/apply-notice.ts';
export { chinaCalendar, chinaNotes, chinaSource } from './domain/china.ts';
export { type Notice, type NoticeFault, readNotice } from './domain/notice.ts';
export { type Mover, type MoverDeps, moveAll, startMover } from './server/mover.ts';
export { type Published, publishCalendar } from './server/publish.ts';
export { type CalendarDeps, calendarRoutes } from './server/routes.ts';
export {
  bornCalendar,
  type CalendarVersion,
  calendarsOf,
  calendarVersion,
  calendarVersions,
  giveCalendar,
  type NewCalendar,
  newestVersion,
  setCalendar,
} from './server/versions.ts';
