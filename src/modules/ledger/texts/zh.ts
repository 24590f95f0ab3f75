import { zh as cases } from './zh/cases.ts';
import { zh as choices } from './zh/choices.ts';
import { zh as figures } from './zh/figures.ts';
import { zh as ledger } from './zh/ledger.ts';
import { zh as measure } from './zh/measure.ts';
import { zh as problem } from './zh/problem.ts';
import { zh as publicPage } from './zh/public-page.ts';
import { zh as reading } from './zh/reading.ts';
import { zh as report } from './zh/report.ts';
import { zh as satisfaction } from './zh/satisfaction.ts';
import { zh as sheet } from './zh/sheet.ts';
import { zh as sweeps } from './zh/sweeps.ts';
import { zh as theme } from './zh/theme.ts';
import { zh as watching } from './zh/watching.ts';

/** Every text of the ledger, gathered from a file for each procedure and page; a missing one fails `npm run check`. */
export const zh: Readonly<Record<string, string>> = {
  ...problem,
  ...choices,
  ...measure,
  ...theme,
  ...report,
  ...reading,
  ...ledger,
  ...figures,
  ...sheet,
  ...sweeps,
  ...cases,
  ...watching,
  ...satisfaction,
  ...publicPage,
};
