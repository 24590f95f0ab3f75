import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { textFiles, type Written } from '../pages/text-files.ts';
import type { Texts } from './rooms.ts';

/** The words of one file, by key. */
export type Catalogue = { file: string; texts: Texts };

/** The catalogues of a part of the house in one language; a file of what they are made with holds no words. */
export const readCatalogues = (root: string, part: string, language: Written): Promise<Catalogue[]> =>
  Promise.all(
    textFiles(root, part, language).map(async (file) => {
      const loaded = (await import(pathToFileURL(path.join(root, file)).href)) as Partial<Record<Written, Texts>>;
      return { file, texts: loaded[language] ?? {} };
    }),
  );

/** Pages take words from the catalogues, the server from the file that gathers them: it must hold them all and none besides. */
export const gatheringFindings = (gathering: Catalogue, catalogues: readonly Catalogue[]): string[] => [
  ...catalogues.flatMap(({ file, texts }) =>
    Object.entries(texts)
      .filter(([key, text]) => gathering.texts[key] !== text)
      .map(([key]) => `${file} text ${key} is not what ${gathering.file} gathers`),
  ),
  ...Object.keys(gathering.texts)
    .filter((key) => !catalogues.some(({ texts }) => key in texts))
    .map((key) => `${gathering.file} text ${key} belongs in a file of the folder beside it`),
];
