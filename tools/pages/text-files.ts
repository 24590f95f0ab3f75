import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

/** Languages that words are written in; a third is made of the first. */
export type Written = 'zh' | 'en';

/**
 * The files in which the words of a part of the house stand, as `src/web/texts/zh/desk.ts`: one for each page or procedure where
 * there is a folder of the language, which `zh.ts` beside it only gathers; `zh.ts` itself where there is none.
 */
export const textFiles = (root: string, part: string, language: Written): string[] => {
  const folder = `${part}/texts/${language}`;
  if (existsSync(path.join(root, folder)))
    return readdirSync(path.join(root, folder))
      .filter((name) => name.endsWith('.ts'))
      .sort()
      .map((name) => `${folder}/${name}`);
  return existsSync(path.join(root, `${folder}.ts`)) ? [`${folder}.ts`] : [];
};
