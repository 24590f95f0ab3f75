import { type ColumnCode, saysOfMeasure } from './sheet-columns.ts';
import { cellAt, fillMerges, type Grid, type Head } from './sheet-grid.ts';
import { plain } from './sheet-show.ts';

/** How a sheet is read: where its headers stand, and what each column means. */
export type Setup = Pick<Head, 'row' | 'height'> & { columns: readonly (ColumnCode | null)[] };

/** A row of the sheet with its cells by what they mean. */
export type RowIn = {
  /** Counted from 0. */
  row: number;
  has: (code: ColumnCode) => boolean;
  words: (code: ColumnCode) => string;
};

/** The rows that speak of one problem; `number` where they name one that stands. */
export type Group = { number: string | null; rows: RowIn[] };

/** What says nothing by itself: a row that holds no more was left for later, or is a note below the table. */
const idle: ReadonlySet<ColumnCode> = new Set<ColumnCode>(['serial', 'mark']);

const ofMeasureAlone = (row: RowIn, codes: readonly ColumnCode[]): boolean =>
  codes.some((code) => saysOfMeasure(code) && row.words(code) !== '');

/**
 * Rows by the problem they belong to. A row that names a number belongs to it wherever it stands; one without a problem of its own
 * (empty, merged with the cell above, or the same words again) is another measure of the problem above.
 */
export const groupsOf = (
  grid: Grid,
  setup: Setup,
  parentOf: ReadonlyMap<string, string> = new Map(),
): { groups: Group[] /** Rows that hang on no problem. */; loose: RowIn[] } => {
  const { rows, spans } = fillMerges(grid);
  const places = new Map(setup.columns.flatMap((code, at) => (code ? [[code, at] as const] : [])));
  const codes = [...places.keys()];
  const groups: Group[] = [];
  const byNumber = new Map<string, Group>();
  const loose: RowIn[] = [];
  let last: Group | null = null;
  for (let at = setup.row + setup.height; at < rows.length; at++) {
    const row: RowIn = {
      row: at,
      has: (code) => places.has(code),
      words: (code) => {
        const place = places.get(code);
        return place === undefined ? '' : plain(cellAt({ rows }, at, place));
      },
    };
    if (!codes.some((code) => !idle.has(code) && row.words(code) !== '')) continue;
    const named = row.words('problemNumber') || row.words('number');
    const number = named || parentOf.get(row.words('measureNumber')) || null;
    const place = places.get('description');
    const own = row.words('description');
    const hangs = place !== undefined && spans(at, place);
    const again: boolean =
      own !== '' && last?.rows.at(-1)?.row === at - 1 && last.rows[0]?.words('description') === own;
    const known: Group | undefined = number === null ? undefined : byNumber.get(number);
    if (known) known.rows.push(row);
    else if (number === null && (own === '' || hangs || (again && ofMeasureAlone(row, codes)))) {
      if (last) last.rows.push(row);
      else loose.push(row);
      continue;
    } else {
      const made: Group = { number, rows: [row] };
      groups.push(made);
      if (number !== null) byNumber.set(number, made);
    }
    last = known ?? (groups.at(-1) as Group);
  }
  return { groups, loose };
};

/** Numbers that the sheet names, to be looked up at once. */
export const numbersIn = (grid: Grid, setup: Setup): { problems: string[]; measures: string[] } => {
  const { rows } = fillMerges(grid);
  const at = (code: ColumnCode): string[] => {
    const place = setup.columns.indexOf(code);
    if (place < 0) return [];
    return rows.slice(setup.row + setup.height).map((row) => plain(row[place] ?? ''));
  };
  const some = (list: readonly string[]): string[] => [...new Set(list.filter((each) => each !== ''))];
  return { problems: some([...at('problemNumber'), ...at('number')]), measures: some(at('measureNumber')) };
};
