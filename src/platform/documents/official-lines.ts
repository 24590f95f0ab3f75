/** How wide a text is in points, at the size it is set in. */
export type Measure = (text: string) => number;

export type SetLine = {
  text: string;
  /** Points from the left edge. */
  indent: number;
  /** Added behind each character, so that the line ends where the type area does; the last line of a paragraph keeps the pitch. */
  spacing: number;
};

/** What begins no line, and what ends none. */
const notFirst = '，。、；：？！）》」』”’】〕％,.;:?!)]}%…—';
const notLast = '（《「『“‘【〔([{';

/** Figures and Latin words stay whole; everything else may part between any two characters. */
const partsOf = (text: string): string[] => text.match(/-?[0-9A-Za-z][0-9A-Za-z./:_-]*|[\s\S]/gu) ?? [];

/** Punctuation stays with what it belongs to: `（甲` and `乙）。` are carried as one. */
const carried = (text: string): string[] => {
  const units: string[] = [];
  let opened = '';
  for (const part of partsOf(text)) {
    const last = units.length - 1;
    if (notLast.includes(part)) opened += part;
    else if (opened === '' && last >= 0 && notFirst.includes(part)) units[last] += part;
    else {
      units.push(opened + part);
      opened = '';
    }
  }
  return opened === '' ? units : [...units, opened];
};

type Setting = { width: number; measure: Measure; pitch: number; indent: number };

const widthOf = (text: string, measure: Measure, pitch: number): number => measure(text) + [...text].length * pitch;

/** Splits what is wider than a line by itself: an address, a row of full stops. */
const fitting = (unit: string, { width, measure, pitch }: Setting): string[] => {
  if (widthOf(unit, measure, pitch) <= width) return [unit];
  const pieces: string[] = [];
  for (const character of unit) {
    const last = pieces.at(-1);
    if (last !== undefined && widthOf(last + character, measure, pitch) <= width)
      pieces[pieces.length - 1] = last + character;
    else pieces.push(character);
  }
  return pieces;
};

/** A hundredth of a point: what adding up many widths may lose. */
const slack = 0.01;

/** A paragraph as the lines it is set in. `pitch` is added to each character, the first line begins `indent` further in. */
export const setLines = (text: string, setting: Setting): SetLine[] => {
  const { width, measure, pitch, indent } = setting;
  const lines: SetLine[] = [];
  let line = '';
  let room = width - indent;
  const end = (spacing: number): void => {
    lines.push({ text: line, indent: lines.length === 0 ? indent : 0, spacing });
    line = '';
    room = width;
  };
  const justified = (): number => {
    const count = [...line].length;
    return count < 2 ? pitch : (room - measure(line)) / count;
  };
  for (const unit of carried(text).flatMap((each) => fitting(each, setting))) {
    if (line !== '' && widthOf(line + unit, measure, pitch) > room + slack) end(justified());
    if (line !== '' || unit !== ' ') line += unit;
  }
  if (line !== '' || lines.length === 0) end(pitch);
  return lines;
};
