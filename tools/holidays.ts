import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

/** Dates of one kind with the holiday they belong to, as chinese-days keeps them: `"National Day,国庆节,3"`. */
type Source = { holidays: Record<string, string>; workdays: Record<string, string> };

const firstYear = 2007;
const file = path.resolve(import.meta.dirname, '../src/modules/calendar/domain/holidays-cn.json');

/** The whole of chinese-days, all years merged: the notice of one year also moves days of the December before. */
export const readSource = (): { version: string; source: Source } => {
  const require = createRequire(import.meta.url);
  const folder = path.dirname(require.resolve('chinese-days/package.json'));
  const read = (name: string): unknown => JSON.parse(readFileSync(path.join(folder, name), 'utf8'));
  const { version } = read('package.json') as { version: string };
  return { version, source: read('dist/chinese-days.json') as Source };
};

const named = (days: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(days)
      .filter(([date]) => Number(date.slice(0, 4)) >= firstYear)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([date, words]) => [date, words.split(',')[1] ?? words]),
  );

/** What stands in holidays-cn.json. A year counts as published when its National Day is there, the last its notice sets. */
export const holidaysText = ({ version, source }: ReturnType<typeof readSource>): string => {
  const years = Object.keys(source.holidays).filter((date) => date.endsWith('-10-01'));
  const last = years.sort().at(-1)?.slice(0, 4);
  const made = {
    source: `chinese-days ${version}`,
    from: `${firstYear}-01-01`,
    publishedThrough: `${last}-12-31`,
    holidays: named(source.holidays),
    makeUpDays: named(source.workdays),
  };
  return `${JSON.stringify(made, null, 2)}\n`;
};

/** Writes the file anew; run it when a notice is out and chinese-days has it. */
if (import.meta.main) {
  writeFileSync(file, holidaysText(readSource()));
  console.log(`wrote ${path.relative(process.cwd(), file)}`);
}
