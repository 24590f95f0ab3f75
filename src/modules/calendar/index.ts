export { chinaCalendar } from './domain/china.ts';
export {
  type CalendarVersion,
  calendarsOf,
  calendarVersions,
  type NewCalendar,
  setCalendar,
} from './server/versions.ts';
