export { chinaCalendar } from './domain/china.ts';
