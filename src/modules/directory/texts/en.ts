import { en as edit } from './en/edit.ts';
import { en as importing } from './en/import.ts';
import { en as people } from './en/people.ts';
import { en as sheets } from './en/sheets.ts';

/** Words of the organisation in English: the same files and keys as in Chinese. */
export const en: Readonly<Record<string, string>> = {
  ...people,
  ...edit,
  ...importing,
  ...sheets,
};
