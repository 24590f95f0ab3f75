import { zh as edit } from './zh/edit.ts';
import { zh as importing } from './zh/import.ts';
import { zh as people } from './zh/people.ts';
import { zh as sheets } from './zh/sheets.ts';

/** Words of the organisation: its register, how it is changed, and its workbook. */
export const zh: Readonly<Record<string, string>> = {
  ...people,
  ...edit,
  ...importing,
  ...sheets,
};
