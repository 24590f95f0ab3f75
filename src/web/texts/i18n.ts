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
