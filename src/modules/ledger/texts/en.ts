import { en as cases } from './en/cases.ts';
import { en as choices } from './en/choices.ts';
import { en as figures } from './en/figures.ts';
import { en as ledger } from './en/ledger.ts';
import { en as measure } from './en/measure.ts';
import { en as problem } from './en/problem.ts';
import { en as publicPage } from './en/public-page.ts';
import { en as reading } from './en/reading.ts';
import { en as report } from './en/report.ts';
import { en as satisfaction } from './en/satisfaction.ts';
import { en as sheet } from './en/sheet.ts';
import { en as sweeps } from './en/sweeps.ts';
import { en as theme } from './en/theme.ts';
import { en as watching } from './en/watching.ts';

/** Every text of the ledger in English: the same files and keys as in Chinese. */
export const en: Readonly<Record<string, string>> = {
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
