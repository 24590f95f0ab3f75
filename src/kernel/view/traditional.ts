import { Converter } from 'opencc-js/cn2t';

/** Words of office that the dictionary writes otherwise than offices do. Applied after it: traditional to traditional. */
const officeWords: readonly (readonly [string, string])[] = [
  ['複核', '覆核'],
  ['籤條', '簽條'],
  ['裡', '裏'],
];

const convert = Converter({ from: 'cn', to: 'tw' });

/**
 * Simplified to traditional characters, for the words of the house alone: what people wrote stays as they wrote it.
 * The dictionary is heavy, so pages get the result and never this; where a catalogue is built, or on a server.
 */
export const traditional = (text: string): string =>
  officeWords.reduce((sofar, [from, to]) => sofar.replaceAll(from, to), convert(text));

type Words = string | null | ((...values: never[]) => string) | readonly Words[] | { readonly [key: string]: Words };

const mark = (index: number): string => `\u{e000}${index}\u{e001}`;

/**
 * A catalogue in traditional characters. A sentence that is a function is asked once with marks for its values, and the
 * values go in afterwards: they may be names and words of people.
 */
export const traditionalWords = <T extends Words>(words: T): T => {
  if (typeof words === 'string') return traditional(words) as T;
  if (words === null) return words;
  if (typeof words === 'function') {
    const marks = Array.from({ length: words.length }, (_, index) => mark(index));
    const pattern = traditional((words as (...values: string[]) => string)(...marks));
    const filled = (...values: string[]): string =>
      values.reduce((sofar, value, index) => sofar.replaceAll(mark(index), () => value), pattern);
    return filled as unknown as T;
  }
  if (Array.isArray(words)) return words.map((each: Words) => traditionalWords(each)) as unknown as T;
  return Object.fromEntries(
    Object.entries(words as Readonly<Record<string, Words>>).map(([key, each]) => [key, traditionalWords(each)]),
  ) as T;
};
