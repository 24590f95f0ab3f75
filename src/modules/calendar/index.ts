export { applyNotice } from './domain/apply-notice.ts';
export { chinaCalendar } from './domain/china.ts';
export { type Notice, type NoticeFault, readNotice } from './domain/notice.ts';
export { moveAll, startMover } from './server/mover.ts';
export { publishCalendar } from './server/publish.ts';
export { calendarRoutes } from './server/routes.ts';
export {
  bornCalendar,
  calendarsOf,
  calendarVersion,
  calendarVersions,
  giveCalendar,
  newestVersion,
  replayCalendar,
  setCalendar,
} from './server/versions.ts';
