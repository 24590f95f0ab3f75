import { isNoise } from './noise.ts';
import type { Line, Source } from './normalise.ts';
import { blockMarker, type Marker } from './numbering.ts';

/** A paragraph as a range of the folded text, with the marker it begins with. */
export type Paragraph = { start: number; end: number; marker: Marker | undefined; closed: boolean };

const STOP = new Set('。!?;:…');
const CLOSERS = new Set('”’)》');
const HEAD = 64;
const WORDY = new Set(['is', 'must', 'nth', 'its', 'sequence']);

type Piece = Line & { marker: Marker | undefined; closed: boolean; open: boolean; skip: boolean };

function lastStop(norm: string, line: Line): string {
  let index = line.end - 1;
  while (index > line.start && CLOSERS.has(norm[index] ?? '')) index--;
  return norm[index] ?? '';
}

function piecesOf(source: Source): Piece[] {
  const { norm } = source;
  return source.lines.map((line) => {
    const marker = line.bullet ? ({ style: 'bullet', number: 0, end: line.start + 1 } as const) : blockMarker(norm, line.start);
    const stop = lastStop(norm, line);
    const short = line.end - line.start <= 100;
    const skip = line.cells >= 3 || (short && isNoise(norm.slice(line.start, line.end)));
    return { ...line, marker, closed: STOP.has(stop), open: stop === ',' || stop === '、', skip };
  });
}

/** The width at which lines were broken, or 0 where the text keeps its paragraphs on lines of their own. */
function wrapWidth(pieces: readonly Piece[]): { width: number; even: boolean } {
  const lengths: number[] = [];
  let broken = 0;
  for (const [index, piece] of pieces.entries()) {
    if (piece.skip) continue;
    lengths.push(piece.end - piece.start);
    const next = pieces[index + 1];
    const long = piece.end - piece.start >= 12;
    if (next && !next.blankBefore && !next.marker && !next.skip && long && !piece.closed) broken++;
  }
  if (broken < 3 || broken < lengths.length * 0.25) return { width: 0, even: false };
  lengths.sort((a, b) => a - b);
  const width = lengths[Math.floor(lengths.length * 0.9)] ?? 0;
  const full = lengths.filter((length) => length >= width - 2).length;
  return { width, even: full >= lengths.length * 0.4 };
}

function continues(piece: Piece, next: Piece, wrap: { width: number; even: boolean }): boolean {
  if (next.skip || piece.skip || next.bullet) return false;
  const length = piece.end - piece.start;
  // Counting words such as 首先 begin a paragraph only after a finished one.
  const marked = next.marker && !(WORDY.has(next.marker.style) && !piece.closed);
  if (next.blankBefore || marked) return false;
  if (piece.open) return true;
  if (wrap.width === 0 || next.indent >= piece.indent + 2) return false;
  if (piece.closed) return wrap.even && length + piece.indent / 2 >= wrap.width - 1;
  return length * 2 >= wrap.width;
}

/** Short open lines at the very end (signature, site name, link lists) say nothing. */
function dropTail(pieces: Piece[]): void {
  for (let index = pieces.length - 1; index > 0; index--) {
    const piece = pieces[index];
    if (!piece) return;
    if (piece.skip) continue;
    if (piece.marker || piece.closed || piece.end - piece.start > 30) return;
    const before = pieces[index - 1];
    if (before && continues(before, piece, { width: 1, even: false }) && !before.closed && before.end - before.start > 30) return;
    piece.skip = true;
  }
}

/** Puts lines broken in the middle of sentences together again and leaves out tables and page furniture. */
export function paragraphsOf(source: Source): Paragraph[] {
  const pieces = piecesOf(source);
  dropTail(pieces);
  const wrap = wrapWidth(pieces);
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
  return paragraphs;
}

/** True where the text lost its line breaks: almost everything stands in one paragraph. */
export function isGlued(paragraphs: readonly Paragraph[]): boolean {
  const total = paragraphs.reduce((sum, paragraph) => sum + paragraph.end - paragraph.start, 0);
  const longest = paragraphs.reduce((most, paragraph) => Math.max(most, paragraph.end - paragraph.start), 0);
  return longest > 600 && longest > total * 0.8;
}

/** Whether a paragraph is a line of its own: short and without an end of sentence. */
export function isHeadline(paragraph: Paragraph): boolean {
  return !paragraph.closed && paragraph.end - paragraph.start <= HEAD;
}
