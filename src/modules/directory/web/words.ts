import i18next from 'i18next';
import { today } from './chart.ts';

type Span = { from: string; to: string | null };

/** `2026-11-22 至 2026-11-29`, `2026-11-22 起`; the year of now is left out. */
export const spanWords = ({ from, to }: Span): string => {
  const year = today().slice(0, 5);
  const short = (day: string) => (day.startsWith(year) ? day.slice(5) : day);
  return to === null
    ? i18next.t('people.since', { from: short(from) })
    : i18next.t('people.span', { from: short(from), to: short(to) });
};

/** A day in short, for `到 11-29`. */
export const dayShort = (day: string): string => (day.startsWith(today().slice(0, 5)) ? day.slice(5) : day);

/** Where a span lies about a day. */
export const placeOf = ({ from, to }: Span, day: string): 'past' | 'now' | 'later' =>
  from > day ? 'later' : to !== null && to < day ? 'past' : 'now';
