import type { Language } from '../../kernel/view/display.ts';

type Catalogue = { default: Readonly<Record<string, string>> };

/** Each language is a file of its own, put together when the pages are built. */
const catalogues: Readonly<Record<Language, () => Promise<Catalogue>>> = {
  zh: () => import('virtual:texts/zh'),
  'zh-Hant': () => import('virtual:texts/zh-Hant'),
  en: () => import('virtual:texts/en'),
};

export const textsIn = async (language: Language): Promise<Catalogue['default']> =>
  (await catalogues[language]()).default;
