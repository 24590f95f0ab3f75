/**
 * An official paper as data: what stands on it, in the order of GB/T 9704-2012, and nothing of how Word or PDF draw it.
 * Both writers take the same value, so that the two files of a paper say the same.
 */
export type OfficialPaper = {
  /** `a4` stands upright; `a3` lies across, for wide tables. */
  sheet: 'a4' | 'a3';
  /** The issuing organ's mark 发文机关标志, in red above a red line; null for tables and forms. */
  head: string | null;
  /** 文号, or the number of a form. */
  number: string;
  title: string;
  /** Beneath the title: which period, which unit. */
  subtitle: string | null;
  /** 主送机关 */
  to: string | null;
  body: readonly Block[];
  /** Names of what goes with it 附件. */
  attachments: readonly string[];
  /** Whose name and which day stand where the seal goes. */
  signed: { unit: string; day: string } | null;
  /** What stands for the day, where it is not a day yet: a template's name for it. */
  dayWords?: string;
  /** 附注: whom to ask. */
  contact: string | null;
  /** 版记: who else gets it, who printed it and when. */
  imprint: { copy: string | null; unit: string; day: string } | null;
  marks: Marks;
};

export type Block =
  | { kind: 'heading'; level: 1 | 2; text: string }
  | { kind: 'text'; text: string }
  | { kind: 'note'; text: string }
  | { kind: 'grid'; grid: Grid }
  | { kind: 'form'; form: FormGrid };

/** A table whose head comes again on every page. Widths in millimetres. */
export type Grid = {
  size: number;
  columns: readonly { title: string; width: number; align?: 'center' | 'right' }[];
  rows: readonly (readonly string[])[];
};

export type FormCell = { text: string; span?: number; label?: true; foot?: string };

/** A form on paper: rows at least so many millimetres high, their cells wide as the columns they span. `foot` stands low and right. */
export type FormGrid = {
  columns: readonly number[];
  rows: readonly { height: number; cells: readonly FormCell[] }[];
};

/** What every page says of itself at its foot: number, query code, checkpoint; the page is counted by the writers. */
export type Marks = {
  /** Behind them stands the page; before it whatever lines there are. */
  lines: readonly string[];
  /** Words before, between and behind the page and how many there are. */
  page: readonly [string, string, string];
  /** The query code as a picture (PNG). */
  code: Uint8Array | null;
  /** Word in the ring where the seal goes. */
  seal: string;
  /** For the title page of a file's properties. */
  author: string;
  attachment: string;
};

/** Millimetres and points of GB/T 9704-2012: 5.2.1 (paper, margins), 5.2.3 (22 lines of 28), 7.2–7.5 (where each element stands). */
export const sheets = {
  a4: { width: 210, height: 297, top: 37, right: 26, bottom: 35, left: 28 },
  a3: { width: 420, height: 297, top: 28, right: 20, bottom: 30, left: 25 },
} as const;

/** 二号, 三号, 四号 as printers count them. */
export const points = { title: 22, body: 16, small: 14, marks: 7.5 } as const;
const linesAPage = 22;
const charactersALine = 28;

export const pointsOf = (mm: number): number => (mm / 25.4) * 72;

const typeArea = { width: pointsOf(156), height: pointsOf(225) };

/** Distance from line to line, so that 22 of them fill the type area. */
export const linePitch = Math.floor((typeArea.height / linesAPage) * 20) / 20;
/** Room of one character, so that 28 of them fill a line. */
export const characterPitch = typeArea.width / charactersALine;

/** Diameter of a unit's seal, in millimetres. */
export const sealWidth = 42;
/** Its centre beneath the upper edge of the unit's line: unit and date stand in the lower half of the seal (7.3.5.1). */
export const sealCentre = 0.7 * linePitch;
/** Lines of the 版记, in points. */
export const imprintPitch = 22;
export const red = 'E60012';

/** `2026年11月22日`: figures without leading noughts (7.3.5.4). */
export const dayInFull = (day: string): string => {
  const [year, month, date] = day.split('-').map(Number);
  return `${year}年${month}月${date}日`;
};

/** Width of a paper's type area in millimetres. */
export const bodyWidth = (sheet: OfficialPaper['sheet']): number => {
  const { width, left, right } = sheets[sheet];
  return width - left - right;
};

/** As large as the mark of an organ can be on one line, and no larger than 22 mm high (7.2.4). */
export const markSize = (mark: string): number => Math.floor(Math.min(60, typeArea.width / ([...mark].length * 1.04)));

/**
 * Where unit and date stand, from the right edge in points: the date four characters in, the unit's name centred above it; a name
 * too long for that keeps two characters from the edge, and the date is centred under it (7.3.5.1).
 */
export const signatureIndents = (unit: number, day: number): { unit: number; day: number } => {
  const centred = 4 * characterPitch + (day - unit) / 2;
  const own = Math.max(2 * characterPitch, centred);
  return { unit: own, day: own + (unit - day) / 2 };
};
