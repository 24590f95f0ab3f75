import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from '../../kernel/view/display.ts';

/** Catalogues are flat: a key is a whole name, dots included, and one module never overwrites another's. */
export const startTexts = (catalogues: readonly Readonly<Record<string, string>>[], language: Language = 'zh') =>
  i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: { [language]: { translation: Object.assign({}, ...catalogues) } },
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
    returnNull: false,
  });

/** The first key of the list that has words; the last one otherwise, so that a missing text is seen. */
export const firstText = (...keys: string[]): string => keys.find((key) => i18next.exists(key)) ?? keys.at(-1) ?? '';

/** The keys that begin so, in the order of the catalogue. */
export const wordsUnder = (stem: string): string[] =>
  Object.keys((i18next.getResourceBundle(i18next.language, 'translation') ?? {}) as object).filter((key) =>
    key.startsWith(stem),
  );

/** Words of the house that the agency's own stand before now; absent ones were the agency's alone. */
const born = new Map<string, string | undefined>();

const wordAt = (key: string): string | undefined => i18next.getResource(i18next.language, 'translation', key);
const call = (key: string, word: string) => i18next.addResource(i18next.language, 'translation', key, word);

/** The house's own word, also where the agency's stands before it. */
export const bornWord = (key: string): string => (born.has(key) ? born.get(key) : wordAt(key)) ?? key;

/** The agency's own words before the catalogue's. What it takes back is called as the house calls it again. */
export const callThings = (titles: Readonly<Record<string, string>>): void => {
  for (const [key, word] of born)
    if (titles[key] === undefined) {
      call(key, word ?? key);
      born.delete(key);
    }
  for (const [key, word] of Object.entries(titles)) {
    if (!born.has(key)) born.set(key, wordAt(key));
    call(key, word);
  }
};
