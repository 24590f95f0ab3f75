import type { Span } from './reading-state.ts';

/** A cell of a list, with its place in the text and its name as a sheet calls it (`B3`); a table in a document has no names. */
export type Cell = Span & { text: string; cell: string | null };
export type TableEntries = { problems: Cell[]; measures: Cell[]; rows: Span[] };

const sheetMark = /^〔表 (.*)〕$/;
/** Column heads in the order in which they are believed: a list of problems may also have a column of proposals. */
const problemHeads = [
  /^(?:存在的?|主要|突出|具体|发现的?|查摆的?)*问题(?:描述|表现|清单|内容|事项|名称|情况|及表现)?$/,
  /^隐患(?:描述|内容|情况|名称)?$/,
  /^(?:意见|意见建议|建议|诉求|困难诉求|群众诉求|事项)(?:内容|描述)?$/,
];
const measureHead = /^(?:整改|改进|具体|工作|解决)?(?:措施|举措|办法|对策)(?:内容)?$|^(?:整改|工作|对策)?建议$/;
const longestHead = 20;
const total = /^(?:合计|小计|总计|共计)$/;

/** `2` → `C`. */
const lettersOf = (column: number): string => {
  let letters = '';
  for (let left = column; left >= 0; left = Math.floor(left / 26) - 1)
    letters = String.fromCharCode(65 + (left % 26)) + letters;
  return letters;
};

type Columns = { problem: number; measure: number };

const headOf = (cells: readonly string[]): Columns | null => {
  const heads = cells.map((cell) => cell.replace(/\s/g, ''));
  if (heads.filter((head) => head !== '').length < 2 || heads.some((head) => head.length > longestHead)) return null;
  for (const pattern of problemHeads) {
    const problem = heads.findIndex((head) => pattern.test(head));
    if (problem >= 0)
      return { problem, measure: heads.findIndex((head, index) => index !== problem && measureHead.test(head)) };
  }
  return null;
};

/**
 * Entries of lists: a line whose cells are parted by tabs and one of which is headed 问题 begins a list, each line behind it is a
 * row. A row without a problem goes on with the one above it, as merged cells do.
 */
export const tableEntries = (text: string): TableEntries => {
  const found: TableEntries = { problems: [], measures: [], rows: [] };
  let columns: Columns | null = null;
  let sheetRow: number | null = null;
  let from = 0;
  for (const line of text.split('\n')) {
    const start = from;
    from += line.length + 1;
    if (sheetMark.test(line)) {
      columns = null;
      sheetRow = 0;
      continue;
    }
    if (sheetRow !== null) sheetRow += 1;
    const cells = line.split('\t');
    if (cells.length < 2) {
      // An empty row of a sheet parts nothing; words between tables do.
      if (line.trim() !== '') columns = null;
      continue;
    }
    const head = headOf(cells);
    if (head) {
      columns = head;
      found.rows.push({ start, end: start + line.length });
      continue;
    }
    if (!columns) continue;
    found.rows.push({ start, end: start + line.length });
    const cellAt = (column: number): Cell | null => {
      const words = cells[column] ?? '';
      const said = words.trim();
      if (column < 0 || said === '' || total.test(said)) return null;
      const before = cells.slice(0, column).reduce((sum, cell) => sum + cell.length + 1, 0);
      const at = start + before + words.indexOf(said);
      return {
        start: at,
        end: at + said.length,
        text: said,
        cell: sheetRow === null ? null : `${lettersOf(column)}${sheetRow}`,
      };
    };
    const problem = cellAt(columns.problem);
    const measure = cellAt(columns.measure);
    if (problem) found.problems.push(problem);
    if (measure && found.problems.length > 0) found.measures.push(measure);
  }
  return found;
};

/** Sheets as a text: their names on lines of their own, each row a line in its place, so that a line tells its cell. */
export const textOfSheets = (sheets: readonly { name: string; rows: readonly (readonly string[])[] }[]): string =>
  sheets
    .filter(({ rows }) => rows.some((row) => row.length > 0))
    .map(({ name, rows }) =>
      [`〔表 ${name}〕`, ...rows.map((row) => row.map((cell) => cell.replace(/\s+/g, ' ').trim()).join('\t'))].join(
        '\n',
      ),
    )
    .join('\n');
