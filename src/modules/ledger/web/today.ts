import { moment } from '../../../web/parts/moment.ts';

/** Today in the agency's zone, `2026-11-22`. */
export const today = (): string => moment(new Date().toISOString()).date;
