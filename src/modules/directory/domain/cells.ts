import { isPlainText } from '../../../kernel/form/compile.ts';

/** Says what is wrong with one of the cells a value is read from. */
export type SayCell = (at: number, rule: string, limit?: number | string) => void;
/** `undefined` = could not be read, and it was said why. */
export type Read<T> = T | undefined;

export const textIn = (text: string, max: number, say: SayCell, at = 0): Read<string> => {
  if (text === '') say(at, 'required');
  else if (text.length > max) say(at, 'max', max);
  else if (/[\r\n]/.test(text)) say(at, 'oneLine');
  else if (!isPlainText(text)) say(at, 'characters');
  else return text;
  return undefined;
};

const dayShapes = [
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?: 00:00(?::00)?)?$/,
  /^(\d{4})[/.](\d{1,2})[/.](\d{1,2})$/,
  /^(\d{4})年(\d{1,2})月(\d{1,2})日$/,
  /^(\d{4})(\d{2})(\d{2})$/,
];

/** A day in any of the ways people write it; one that is in no calendar is none. */
export const dayIn = (text: string, say: SayCell, at = 0): Read<string> => {
  for (const shape of dayShapes) {
    const [, year = '', month = '', date = ''] = shape.exec(text) ?? [];
    if (year === '') continue;
    const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
    const real = new Date(`${day}T00:00:00Z`);
    if (!Number.isNaN(real.getTime()) && real.toISOString().startsWith(day)) return day;
  }
  say(at, text === '' ? 'required' : 'day');
  return undefined;
};

export const intIn = (text: string, max: number, say: SayCell): Read<number> => {
  if (/^\d{1,9}$/.test(text) && Number(text) <= max) return Number(text);
  say(0, text === '' ? 'required' : 'wholeNumber', max);
  return undefined;
};

/** One of the words, or the code itself. */
export const choiceIn = <T extends string>(
  text: string,
  codes: readonly T[],
  word: (code: T) => string,
  say: SayCell,
): Read<T> => {
  const found = codes.find((code) => word(code) === text || code === text);
  if (found === undefined) say(0, text === '' ? 'required' : 'choice', codes.map(word).join('、'));
  return found;
};

/** Items of a list in one cell, however they are set apart. */
export const itemsIn = (text: string, apart: RegExp): string[] =>
  text
    .split(apart)
    .map((item) => item.trim())
    .filter((item) => item !== '');
