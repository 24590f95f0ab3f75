import { moment } from '../../../../web/parts/moment.ts';

/** The month the agency's wall clock is in. */
export const thisMonth = (now: string = new Date().toISOString()): string => moment(now).date.slice(0, 7);

export const isMonth = (text: string | null): text is string => text !== null && /^20\d\d-(0[1-9]|1[0-2])$/.test(text);

/** The month `by` months later (or earlier). */
export const monthBeside = (month: string, by: number): string => {
  const [year = 0, nr = 1] = month.split('-').map(Number);
  const at = year * 12 + nr - 1 + by;
  return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`;
};
