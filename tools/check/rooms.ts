import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Form } from '../../src/kernel/form/form.ts';
import type { Rule } from '../../src/kernel/matter/matter.ts';
import type { Procedure } from '../../src/kernel/procedure/procedure.ts';
import type { Written } from '../pages/text-files.ts';

export type Texts = Readonly<Record<string, string>>;

/** What a module brings as data: its tables, its named rules, forms that belong to no table, its catalogue. */
export type Room = {
  name: string;
  procedures: readonly Procedure[];
  rules: readonly string[];
  forms?: readonly Form[];
  texts: Texts;
};

const load = async (file: string): Promise<Record<string, unknown>> =>
  existsSync(file) ? ((await import(pathToFileURL(file).href)) as Record<string, unknown>) : {};

/** Reads the modules' tables as the program does; a file that does not load is an error, not an empty room. */
export const readRooms = async (root: string): Promise<Room[]> => {
  const folder = path.join(root, 'src/modules');
  const names = existsSync(folder) ? readdirSync(folder).sort() : [];
  return Promise.all(
    names.map(async (name) => {
      const { procedures = [] } = await load(path.join(folder, name, 'procedure.ts'));
      const { rules = {} } = await load(path.join(folder, name, 'domain/rules.ts'));
      const { forms = [] } = await load(path.join(folder, name, 'domain/forms.ts'));
      const { zh = {} } = await load(path.join(folder, name, 'texts/zh.ts'));
      return {
        name,
        procedures: procedures as readonly Procedure[],
        rules: Object.keys(rules as Record<string, Rule>),
        forms: forms as readonly Form[],
        texts: zh as Texts,
      };
    }),
  );
};

/** All words of a part of the house as the program has them; what is not there says nothing. */
export const textsOf = async (root: string, part: string, language: Written = 'zh'): Promise<Texts> =>
  ((await load(path.join(root, part, `texts/${language}.ts`)))[language] ?? {}) as Texts;
