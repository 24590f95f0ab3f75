import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';

/** Catalogues are flat: a key is a whole name, dots included, and one module never overwrites another's. */
export const startTexts = (catalogues: readonly Readonly<Record<string, string>>[]) =>
  i18next.use(initReactI18next).init({
    lng: 'zh',
    fallbackLng: 'zh',
    resources: { zh: { translation: Object.assign({}, ...catalogues) } },
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
    returnNull: false,
  });

/** The first key of the list that has words; the last one otherwise, so that a missing text is seen. */
export const firstText = (...keys: string[]): string => keys.find((key) => i18next.exists(key)) ?? keys.at(-1) ?? '';

/** Words of the house that the agency's own stand before now; absent ones were the agency's alone. */
const born = new Map<string, string | undefined>();

const wordAt = (key: string): string | undefined => i18next.getResource('zh', 'translation', key);

/** The house's own word, also where the agency's stands before it. */
export const bornWord = (key: string): string => (born.has(key) ? born.get(key) : wordAt(key)) ?? key;

/** The agency's own words before the catalogue's. What it takes back is called as the house calls it again. */
export const callThings = (titles: Readonly<Record<string, string>>): void => {
  for (const [key, word] of born)
    if (titles[key] === undefined) {
      i18next.addResource('zh', 'translation', key, word ?? key);
      born.delete(key);
    }
  for (const [key, word] of Object.entries(titles)) {
    if (!born.has(key)) born.set(key, wordAt(key));
    i18next.addResource('zh', 'translation', key, word);
  }
};
