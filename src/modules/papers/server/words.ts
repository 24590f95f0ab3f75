import { dayOf } from '../../../platform/command/engine.ts';

export type Say = (key: string) => string;

/** A sentence of the catalogue with its places filled in. */
export const fill = (say: Say, key: string, values: Readonly<Record<string, string | number>> = {}): string =>
  say(key).replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? ''));

/** What somebody wrote, or nothing: it may be missing, of another kind, or erased. */
export const textAt = (data: Readonly<Record<string, unknown>>, name: string): string => {
  const value = data[name];
  return typeof value === 'string' ? value : '';
};

/** `2026年11月22日` of a day or of a moment. */
export const fullDay = (at: string): string => {
  const [year, month, day] = (at.length > 10 ? dayOf(new Date(at)) : at).split('-').map(Number);
  return `${year}年${month}月${day}日`;
};

/** `2026-11-22` of a moment, as tables write it. */
export const shortDay = (at: string): string => (at.length > 10 ? dayOf(new Date(at)) : at);

/** No longer than fits a cell; what is cut says so. */
export const cut = (text: string, most: number): string => {
  const characters = [...text];
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`;
};

/** `95.2%`; without anything to count, a dash. */
export const percent = (part: number, whole: number): string =>
  whole === 0 ? '—' : `${(Math.round((part / whole) * 1000) / 10).toFixed(1)}%`;

export const dash = (text: string | null | undefined): string =>
  text === null || text === undefined || text === '' ? '—' : text;
