import { readdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Plugin } from 'vite';
import { type Language, languages } from '../../src/kernel/view/display.ts';
import { traditional } from '../../src/kernel/view/traditional.ts';
import { textFiles, type Written } from './text-files.ts';
import { isFirst } from './text-parts.ts';

type Texts = Readonly<Record<string, string>>;

const modules = (root: string): string[] => readdirSync(path.join(root, 'src/modules')).sort();

const writtenFor = (language: Language): Written => (language === 'en' ? 'en' : 'zh');

/** The files a language of the pages is put together from: the shell's words and those of every module. */
const sourcesOf = (root: string, language: Language): string[] =>
  ['src/web', ...modules(root).map((name) => `src/modules/${name}`)]
    .flatMap((part) => textFiles(root, part, writtenFor(language)))
    .map((file) => path.join(root, file));

/** All words of the pages in one language; `stamp` is asked for where the files change while this program runs. */
export const readTexts = async (root: string, language: Language, stamp = ''): Promise<Texts> => {
  const parts = sourcesOf(root, language).map(async (file) => {
    const loaded = (await import(`${pathToFileURL(file).href}${stamp}`)) as { zh?: Texts; en?: Texts };
    // Beside the catalogues stands what several of them are made with.
    return loaded[writtenFor(language)] ?? {};
  });
  const texts: Texts = Object.assign({}, ...(await Promise.all(parts)));
  if (language !== 'zh-Hant') return texts;
  return Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, traditional(text)]));
};

const prefix = 'virtual:texts/';

const part = (texts: Texts, which: string): Texts =>
  Object.fromEntries(Object.entries(texts).filter(([key]) => isFirst(key) === (which === 'first')));

/** `import('virtual:texts/en/first')`: two chunks a language, made here, so that a page loads the one it shows and no dictionary. */
export const textsPlugin = (root: string): Plugin => ({
  name: 'texts',
  resolveId: (id) => (id.startsWith(prefix) ? `\0${id}` : null),
  async load(id) {
    const [name, which = ''] = id.startsWith(`\0${prefix}`) ? id.slice(prefix.length + 1).split('/') : [];
    const language = languages.find((each) => each === name);
    if (!language) return null;
    for (const file of sourcesOf(root, language)) this.addWatchFile(file);
    // A module is kept by its address for as long as the program runs; while one writes, each look needs a new one.
    const texts = await readTexts(root, language, this.meta.watchMode ? `?${Date.now()}` : '');
    return `export default JSON.parse(${JSON.stringify(JSON.stringify(part(texts, which)))});`;
  },
});
