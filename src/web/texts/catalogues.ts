import i18next from 'i18next';
import type { Language } from '../../kernel/view/display.ts';

type Catalogue = { default: Readonly<Record<string, string>> };
type Load = () => Promise<Catalogue>;

/** Each language is two files, put together when the pages are built: what the desk needs, and the words of all other pages. */
const catalogues: Readonly<Record<Language, { first: Load; rest: Load }>> = {
  zh: { first: () => import('virtual:texts/zh/first'), rest: () => import('virtual:texts/zh/rest') },
  'zh-Hant': { first: () => import('virtual:texts/zh-Hant/first'), rest: () => import('virtual:texts/zh-Hant/rest') },
  en: { first: () => import('virtual:texts/en/first'), rest: () => import('virtual:texts/en/rest') },
};

export const firstTexts = async (language: Language): Promise<Catalogue['default']> =>
  (await catalogues[language].first()).default;

let rest: Promise<void> | undefined;

/** The words of the other pages; asked for by each of them, brought once. What an agency has named otherwise stays so. */
export const restOfTexts = (): Promise<void> => {
  const language = i18next.language as Language;
  rest ??= catalogues[language].rest().then(({ default: texts }) => {
    i18next.addResourceBundle(language, 'translation', texts, true, false);
  });
  rest.catch(() => {
    rest = undefined;
  });
  return rest;
};
