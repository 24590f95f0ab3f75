import type { Cell } from '../../../kernel/form/cell.ts';
import type { Form } from '../../../kernel/form/form.ts';
import { type ColumnCode, fixedColumns, saysOfMeasure } from './sheet-columns.ts';
import type { Merge } from './sheet-grid.ts';
import { markOf } from './sheet-mark.ts';
import { plainWords, shown } from './sheet-show.ts';
import type { Names, StandingProblem } from './sheet-standing.ts';

/** One row a measure; cells of the problem stand in each of its rows and are merged over them. */
export const rowsOut = (
  problems: readonly StandingProblem[],
  form: Form,
  names: Names,
  from: { row: number; serial: number } = { row: 0, serial: 1 },
): { rows: Cell[][]; merges: Merge[] } => {
  const rows: Cell[][] = [];
  const merges: Merge[] = [];
  for (const [index, problem] of problems.entries()) {
    const top = from.row + rows.length;
    for (const [nr, measure] of (problem.measures.length > 0 ? problem.measures : [null]).entries()) {
      const cell = (code: ColumnCode): Cell => shown(code, problem, measure, form, names);
      const made = fixedColumns.map((code): Cell => {
        if (code === 'serial') return { type: 'number', value: from.serial + index, decimals: 0 };
        if (code === 'mark') return { type: 'text', text: markOf((each) => plainWords(cell(each))) };
        return cell(code);
      });
      // Under the first row of a merged range the cells are empty, as a spreadsheet keeps them.
      rows.push(nr === 0 ? made : made.map((each, at) => (isMerged(fixedColumns[at]) ? { type: 'empty' } : each)));
    }
    const bottom = from.row + rows.length - 1;
    if (bottom > top)
      for (const [at, code] of fixedColumns.entries())
        if (isMerged(code)) merges.push({ top, bottom, left: at, right: at });
  }
  return { rows, merges };
};

const single: ReadonlySet<ColumnCode> = new Set<ColumnCode>(['problemNumber', 'mark']);
const isMerged = (code: ColumnCode | undefined): boolean =>
  code !== undefined && !saysOfMeasure(code) && !single.has(code);
