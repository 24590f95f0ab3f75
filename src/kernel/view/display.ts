/** The languages of every page; `zh` is what the words are written in, `zh-Hant` is made from it. */
export const languages = ['zh', 'zh-Hant', 'en'] as const;
export type Language = (typeof languages)[number];

/** Each language by its own name, as whoever wants it reads it. */
export const languageNames: Readonly<Record<Language, string>> = {
  zh: '简体中文',
  'zh-Hant': '繁體中文',
  en: 'English',
};

/** What stands in `<html lang>`: screen readers and fonts go by it. */
export const htmlLanguages: Readonly<Record<Language, string>> = { zh: 'zh-Hans', 'zh-Hant': 'zh-Hant', en: 'en' };

/** Light or dark: as the device says, or chosen. */
export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** Size of the type; `large` is for older eyes 适老化. */
export const sizes = ['normal', 'large'] as const;
export type Size = (typeof sizes)[number];

/** How somebody wants pages to look. A choice of the browser and not of the account: it holds before signing in as well. */
export type Display = { language: Language; theme: Theme; size: Size };

/** Cookies that hold the choices, so that pages made by the server and pages made by script agree. */
export const displayCookies = { language: 'xn_language', theme: 'xn_theme', size: 'xn_size' } as const;

/** How long a choice is kept, in seconds: a year. */
export const displayKept = 31_536_000;

const oneOf = <T extends string>(list: readonly T[], value: string | undefined): T | null =>
  list.find((each) => each === value) ?? null;

/** A language by its name in an address or a cookie; null for whatever is none of ours. */
export const asLanguage = (value: string | undefined): Language | null => oneOf(languages, value);

const ofTag = (tag: string): Language | null => {
  if (/^zh-(hant|tw|hk|mo)\b/i.test(tag)) return 'zh-Hant';
  if (/^zh\b/i.test(tag)) return 'zh';
  return /^en\b/i.test(tag) ? 'en' : null;
};

/** The first of the languages somebody reads that we have, by the weights of `Accept-Language`; Chinese when there is none. */
export const languageAsked = (header: string | undefined): Language => {
  const asked = (header ?? '')
    .slice(0, 200)
    .split(',')
    .map((each, index) => {
      const [tag = '', ...rest] = each.trim().split(';');
      const weight = /q=([0-9.]+)/.exec(rest.join(';'))?.[1];
      return { tag, weight: weight === undefined ? 1 : Number(weight), index };
    })
    .sort((a, b) => b.weight - a.weight || a.index - b.index);
  return asked.map(({ tag }) => ofTag(tag)).find((each) => each !== null) ?? 'zh';
};

/** How a page is to look: the choices that were made, else what the browser asks for. */
export const displayOf = (
  cookies: Readonly<Record<string, string | undefined>>,
  acceptLanguage: string | undefined,
): Display => ({
  language: asLanguage(cookies[displayCookies.language]) ?? languageAsked(acceptLanguage),
  theme: oneOf(themes, cookies[displayCookies.theme]) ?? 'system',
  size: oneOf(sizes, cookies[displayCookies.size]) ?? 'normal',
});

/** Attributes of `<html>` that make a page look so: by these alone the style sheet knows. */
export const displayAttributes = ({ language, theme, size }: Display): Readonly<Record<string, string>> => ({
  lang: htmlLanguages[language],
  ...(theme !== 'system' && { 'data-theme': theme }),
  ...(size !== 'normal' && { 'data-size': size }),
});
