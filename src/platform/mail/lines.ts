import type { Calendar } from '../../kernel/calendar/calendar.ts';
import { wallTime } from './hours.ts';
import type { Line } from './letter.ts';
import type { Words } from './words.ts';

/** A matter as a letter may tell of it. */
export type Told = {
  id: string;
  number: string;
  title: string | null;
  confidential: boolean;
  light: string;
  due: Date | null;
};

/** Lights that say something one has to know; an even course is no news. */
const spoken = new Set(['near', 'overPromise', 'over', 'paused', 'doneOnTime', 'doneLate']);

const midnight = ' 00:00';

/** `2026-11-23 17:30`; an end at midnight is told by the day it ends. */
const dueWords = (calendar: Calendar, due: Date): string => {
  const words = wallTime(calendar, due);
  return words.endsWith(midnight) ? wallTime(calendar, new Date(due.getTime() - 1)).slice(0, 10) : words;
};

/** Number and title; of a confidential matter the number alone. */
export const nameOf = (t: Words, { number, title, confidential }: Told): string =>
  confidential || title === null ? t('mail.line.numberOnly', { number }) : t('mail.line.named', { number, title });

type About = { site: string; calendar: Calendar; t: Words };

/** One line of a list: what it is, how it stands, what to do, for whom. */
export const lineOf = (
  { site, calendar, t }: About,
  told: Told,
  does: string,
  behalf: string | null,
  isNew = false,
): Line => ({
  text: isNew ? t('mail.line.new', { what: nameOf(t, told) }) : nameOf(t, told),
  detail: [
    ...(behalf === null ? [] : [t('mail.line.behalf', { name: behalf })]),
    ...(does === '' ? [] : [does]),
    ...(spoken.has(told.light) ? [t(`light.${told.light}`)] : []),
    ...(told.due === null ? [] : [t('mail.line.due', { at: dueWords(calendar, told.due) })]),
  ].join(t('mail.line.between')),
  href: `${site}/matter/${told.id}`,
});
