import { isNoise } from './noise.ts';
import type { Line, Source } from './normalise.ts';
import { blockMarker, type Marker, ordinal } from './numbering.ts';
import { LABEL_RUN } from './words.ts';

/** A paragraph as a range of the folded text, with the marker it begins with. */
export type Paragraph = { start: number; end: number; marker: Marker | undefined; closed: boolean };

const STOP = new Set('。!?;:…');
const CLOSERS = new Set('”’)》');
const HEAD = 64;
const WORDY = new Set(['is', 'must', 'nth', 'its', 'sequence']);

/** Labels that stand at the start of a line; 问题: may also be the rest of a broken one. */
const OWN_LINE = /整改|责任|牵头|完成|进展/;

type Piece = Line & {
  unfinished: boolean;
  /** Begins with a label such as 整改措施：. */
  labelled: boolean;
  /** Prose that stops within a number. */
  numeric: boolean;
  prose: boolean;
  marker: Marker | undefined;
  closed: boolean;
  open: boolean;
  skip: boolean;
};

function lastStop(norm: string, line: Line): string {
  let index = line.end - 1;
  while (index > line.start && CLOSERS.has(norm[index] ?? '')) index--;
  return norm[index] ?? '';
}

/** 5 月, 3 个: a quantity, not a number before a heading. */
const QUANTITY =
  /^(?:[年月个次名份万亿元%、.]|日(?![常益趋])|时(?![刻间])|分(?![工类解])|项(?!目)|人(?![才员民事])|家(?!庭)|条(?!件))/;

/** A number with nothing but a gap behind it (1 某事). */
function spacedMarker(norm: string, line: Line): Marker | undefined {
  const end = line.start + line.lead;
  const number = line.lead > 0 && line.lead <= 2 ? norm.slice(line.start, end) : '';
  if (QUANTITY.test(norm.slice(end, end + 2))) return undefined;
  if (/^\d+$/.test(number)) return { style: 'arabic', number: ordinal(number), end };
  return /^[一二三四五六七八九十]+$/.test(number) ? { style: 'cn', number: ordinal(number), end } : undefined;
}

function piecesOf(source: Source): Piece[] {
  const { norm } = source;
  return source.lines.map((line) => {
    const marker = line.bullet
      ? ({ style: 'bullet', number: 0, end: line.start + 1 } as const)
      : (blockMarker(norm, line.start) ?? spacedMarker(norm, line));
    const stop = lastStop(norm, line);
    const short = line.end - line.start <= 100;
    // Prose that stops in the middle of a sentence goes on in the next line; a heading holds no full stop.
    const prose =
      line.end - line.start >= 16 && /[。;]/.test(norm.slice(Math.max(line.start, line.end - 400), line.end - 1));
    const skip = line.cells >= 3 || (short && isNoise(norm.slice(line.start, line.end)));
    const unfinished = '(“《【'.includes(norm[line.end - 1] ?? '');
    const numeric =
      line.end - line.start >= 16 && /\d/.test(norm[line.end - 1] ?? '') && /\d/.test(norm[line.end] ?? '');
    return {
      ...line,
      unfinished,
      labelled:
        OWN_LINE.test(norm.slice(line.start, line.start + 2)) &&
        LABEL_RUN.test(norm.slice(line.start, Math.min(line.end, line.start + 12))),
      numeric,
      prose,
      marker,
      closed: STOP.has(stop),
      open: stop === ',' || stop === '、',
      skip,
    };
  });
}

/**
 * How lines were broken: `width` 0 where paragraphs stand on lines of their own, `even` where all lines are equally long,
 * `spaced` where blank lines stand between paragraphs.
 */
type Wrap = { width: number; even: boolean; spaced: boolean; margin: number };

const UNWRAPPED: Wrap = { width: 0, even: false, spaced: false, margin: 0 };

function at(sorted: readonly number[], share: number): number {
  return sorted[Math.floor(sorted.length * share)] ?? 0;
}

function wrapOf(pieces: readonly Piece[]): Wrap {
  const texts = pieces.filter((piece) => !piece.skip);
  const lengths = texts.map(lengthOf).sort((a, b) => a - b);
  const width = at(lengths, 0.9);
  let long = 0;
  let broken = 0;
  let full = 0;
  for (const [index, piece] of pieces.entries()) {
    if (piece.skip || lengthOf(piece) < 12 || lengthOf(piece) < width * 0.6) continue;
    long++;
    const next = pieces[index + 1];
    if (!next || next.blankBefore || next.marker || next.labelled || next.skip || piece.closed) continue;
    broken++;
    if (lengthOf(piece) >= width - 2) full++;
  }
  if (broken < 2 || broken < long * 0.25) return UNWRAPPED;
  // The first line may be a title set at the very left.
  const margin = texts.slice(1).reduce((least, piece) => Math.min(least, piece.indent), 40);
  return { width, even: full >= broken * 0.8, spaced: isSpaced(pieces), margin };
}

/** Ends of sentences at line ends mostly have a blank line behind them. */
function isSpaced(pieces: readonly Piece[]): boolean {
  let apart = 0;
  let together = 0;
  for (const [index, piece] of pieces.entries()) {
    const next = pieces[index + 1];
    if (!piece.closed || piece.skip || !next) continue;
    if (next.blankBefore) apart++;
    else if (!next.marker && !next.skip) together++;
  }
  return apart >= 3 && apart >= together;
}

function lengthOf(piece: Piece): number {
  return piece.width;
}

function continues(piece: Piece, next: Piece, wrap: Wrap): boolean {
  if (next.skip || piece.skip || next.bullet || next.sign || piece.sign || next.labelled) return false;
  if ((piece.unfinished || (piece.numeric && !next.marker)) && !next.blankBefore) return true;
  // Counting words such as 首先 begin a paragraph only after a finished one.
  const marked = next.marker && !(WORDY.has(next.marker.style) && !piece.closed);
  if (next.blankBefore || marked) return false;
  if (piece.open || (piece.prose && !piece.closed)) return true;
  if (wrap.width === 0 || next.indent >= wrap.margin + 2) return false;
  if (piece.closed) return wrap.spaced || (wrap.even && lengthOf(piece) >= wrap.width - 1);
  return wrap.even ? lengthOf(piece) >= wrap.width - 3 : lengthOf(piece) * 2 >= wrap.width;
}

/** Short open lines at the very end (signature, site name, link lists) say nothing. */
function dropTail(pieces: Piece[]): void {
  for (let index = pieces.length - 1; index > 0; index--) {
    const piece = pieces[index];
    if (!piece) return;
    if (piece.skip) continue;
    if (piece.marker || piece.closed || piece.end - piece.start > 30) return;
    const before = pieces[index - 1];
    if (
      before &&
      continues(before, piece, { ...UNWRAPPED, width: 1 }) &&
      !before.closed &&
      before.end - before.start > 30
    )
      return;
    piece.skip = true;
  }
}

/** Puts lines broken in the middle of sentences together again and leaves out tables and page furniture. */
export function paragraphsOf(source: Source): Paragraph[] {
  const pieces = piecesOf(source);
  dropTail(pieces);
  const wrap = wrapOf(pieces);
  const paragraphs: Paragraph[] = [];
  let previous: Piece | undefined;
  for (const piece of pieces) {
    const last = paragraphs.at(-1);
    if (previous && last && continues(previous, piece, wrap)) {
      last.end = piece.end;
      last.closed = piece.closed;
    } else if (!piece.skip) {
      // A bullet or number that is the whole line carries nothing by itself.
      paragraphs.push({ start: piece.start, end: piece.end, marker: piece.marker, closed: piece.closed });
    }
    previous = piece;
  }
  return paragraphs.slice(contentsLength(source.norm, paragraphs));
}

const CONTENTS_AT_MOST = 80;

/** How many paragraphs a table of contents at the start takes: headings only, the first of which comes again below. */
function contentsLength(norm: string, paragraphs: readonly Paragraph[]): number {
  const text = (paragraph: Paragraph): string => norm.slice(paragraph.start, paragraph.end);
  let length = paragraphs.findIndex((paragraph) => !paragraph.marker || !isHeadline(paragraph));
  const first = paragraphs[0];
  if (!first || length < 2 || length > CONTENTS_AT_MOST) return 0;
  const again = paragraphs
    .slice(length, length + CONTENTS_AT_MOST)
    .some((paragraph) => isHeadline(paragraph) && text(paragraph) === text(first));
  if (!again) length = 0;
  return length;
}

/** True where the text lost its line breaks: almost everything stands in one paragraph. */
export function isGlued(paragraphs: readonly Paragraph[]): boolean {
  const total = paragraphs.reduce((sum, paragraph) => sum + paragraph.end - paragraph.start, 0);
  const longest = paragraphs.reduce((most, paragraph) => Math.max(most, paragraph.end - paragraph.start), 0);
  return longest > 200 && longest > total * 0.8;
}

/** Whether a paragraph is a line of its own: short and without an end of sentence. */
export function isHeadline(paragraph: Paragraph): boolean {
  return !paragraph.closed && paragraph.end - paragraph.start <= HEAD;
}
