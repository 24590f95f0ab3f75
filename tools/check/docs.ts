import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { burdenPage } from '../docs/burden.ts';
import { generatedPages } from '../docs/procedures.ts';
import type { Check } from './check.ts';
import { differences } from './differences.ts';
import { readRooms, textsOf } from './rooms.ts';

/** What docs/generated should hold now. */
export const pagesOf = async (root: string): Promise<Record<string, string>> => {
  const rooms = await readRooms(root);
  const texts = Object.assign({}, await textsOf(root, 'src/web'), ...rooms.map((room) => room.texts)) as Record<
    string,
    string
  >;
  const say = (key: string) => texts[key];
  return {
    ...generatedPages(
      rooms.flatMap((room) => room.procedures),
      say,
    ),
    'burden.md': burdenPage(root, say),
  };
};

/** Each page that differs, is missing, or that nothing writes any more. */
export const docsFindings = (root: string, pages: Readonly<Record<string, string>>): string[] => {
  const folder = path.join(root, 'docs/generated');
  const there = existsSync(folder) ? readdirSync(folder) : [];
  const read = (name: string) => (there.includes(name) ? readFileSync(path.join(folder, name), 'utf8') : '');
  return [
    ...Object.entries(pages).flatMap(([name, text]) =>
      differences(`docs/generated/${name}`, read(name), text, 'node tools/docs.ts'),
    ),
    ...there.filter((name) => !(name in pages)).map((name) => `docs/generated/${name}:1 is written by nothing`),
  ];
};

/** Drawings and matrices in docs are made from the tables; a table that moved on takes them along. */
export const docs: Check = {
  name: 'generated docs',
  run: async (root) => docsFindings(root, await pagesOf(root)),
};
