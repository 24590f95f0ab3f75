import type { Texts } from './rooms.ts';
import type { Catalogue } from './text-catalogues.ts';

/** What a program puts into a text, and the marks around parts of it: `{{count}}`, `<b>`. */
const placeholders = (text: string): Set<string> =>
  new Set([...text.matchAll(/\{\{\s*\w+\s*\}\}|<\/?\w+>/g)].map(([found]) => found));

const han = /\p{Script=Han}/u;

/** Texts that are Chinese in every language: an example of what only Chinese offices write. */
const chinese = new Set(['announcement.example']);

/** English counts one otherwise than several: `span.days_one` beside `span.days`. */
const oneOf = (key: string): string => key.replace(/_one$/, '');

const differences = (here: ReadonlySet<string>, there: ReadonlySet<string>): string[] =>
  [...here].filter((each) => !there.has(each));

/** Where a file and the one of the other language do not say the same. */
const pairFindings = (file: string, zh: Texts, en: Texts): string[] => [
  ...Object.keys(zh)
    .filter((key) => !(key in en))
    .map((key) => `${file} missing English ${key}`),
  ...Object.entries(en).flatMap(([key, text]) => {
    const chineseText = zh[key] ?? zh[oneOf(key)];
    if (chineseText === undefined) return [`${file} English ${key} stands not in the Chinese file`];
    const [wanted, found] = [placeholders(chineseText), placeholders(text)];
    // “once” needs no figure.
    const missing = differences(wanted, found).filter((each) => key in zh || each !== '{{count}}');
    return [
      ...(key in zh || wanted.has('{{count}}') ? [] : [`${file} English ${key} counts what is not counted`]),
      ...missing.map((each) => `${file} English ${key} leaves out ${each}`),
      ...differences(found, wanted).map((each) => `${file} English ${key} puts in ${each}, which nobody gives`),
      ...(han.test(text) && !chinese.has(key) ? [`${file} English ${key} is partly Chinese`] : []),
      ...(text.trim() === '' ? [`${file} English ${key} is empty`] : []),
    ];
  }),
];

/** The Chinese and the English of a room stand in files of the same name. */
const inEnglish = (file: string): string => file.replace(/\/texts\/zh\b/, '/texts/en');

/**
 * Where the two languages of a part do not say the same, or not in files of the same name: a text in one alone, a value that is
 * not put in, Chinese left over.
 */
export const englishFindings = (zh: readonly Catalogue[], en: readonly Catalogue[]): string[] => {
  const files = new Set([...zh.map(({ file }) => inEnglish(file)), ...en.map(({ file }) => file)]);
  return [...files].flatMap((file) =>
    pairFindings(
      file,
      zh.find((each) => inEnglish(each.file) === file)?.texts ?? {},
      en.find((each) => each.file === file)?.texts ?? {},
    ),
  );
};

/** All texts within a value of the portal's catalogue, whatever it is made of; a function is asked with marks. */
const textsWithin = (value: unknown): string[] => {
  if (typeof value === 'string') return [value];
  if (typeof value === 'function')
    return [(value as (...values: string[]) => string)(...Array.from({ length: value.length }, (_, i) => `{{v${i}}}`))];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsWithin) : [];
};

/** The portal's sentences are members that the compiler asks for; here, that values go in and no Chinese is left. */
export const englishPortalFindings = (zh: Texts, en: Texts): string[] =>
  Object.entries(en).flatMap(([key, value]) => {
    const file = 'src/portal/texts/en.ts';
    const [wanted, found] = [textsWithin(zh[key]).join(' '), textsWithin(value).join(' ')].map(placeholders);
    return [
      ...differences(wanted ?? new Set(), found ?? new Set()).map(
        (each) => `${file} English ${key} leaves out ${each}`,
      ),
      ...(textsWithin(value).some((text) => han.test(text)) ? [`${file} English ${key} is partly Chinese`] : []),
    ];
  });
