import { type Runner, run, statement } from '../../../platform/database/statement.ts';

const next = statement<{ last: number }>(
  'papers.nextNumber',
  `insert into paper_number (agency_id, series, year, last) values ($1, $2, $3, 1)
on conflict (agency_id, series, year) do update set last = paper_number.last + 1 returning last`,
);

/**
 * The next number of a series and year. Its row stays locked until the caller's transaction ends: whoever comes meanwhile waits,
 * and a transaction that is rolled back gives its number back.
 */
export const takeNumber = async (runner: Runner, agency: string, series: string, year: number): Promise<number> => {
  const [row] = await run(runner, next, agency, series, year);
  if (!row) throw new Error(`no number was given in ${series} ${year}`);
  return row.last;
};
