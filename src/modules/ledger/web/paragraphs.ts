import type { Span } from '../domain/reading-state.ts';

export type MarkKind = 'problem' | 'measure' | 'figure';
export type Mark = Span & { kind: MarkKind; nr: number; key: string };
/**
 * A run of text under the same marks; `ends` are the marks whose tag stands behind it. One that `clings` closes what stands before
 * those tags and begins no line.
 */
export type Piece = {
  start: number;
  text: string;
  marks: readonly Mark[];
  ends: readonly Mark[];
  clings: boolean;
};
export type Paragraph = { nr: number; start: number; level: 'title' | 'heading' | 'text'; pieces: readonly Piece[] };

const heading = /^\s*(第?[一二三四五六七八九十百]+[、章节部分.．]|[（(][一二三四五六七八九十]+[)）]|#{1,6}\s)/;
const longestHeading = 40;

const levelOf = (text: string, start: number, title: Span | null): Paragraph['level'] => {
  if (title && title.start >= start && title.start < start + text.length) return 'title';
  return text.trim().length <= longestHeading && heading.test(text) && !/[。；]/.test(text) ? 'heading' : 'text';
};

/** Points that no line begins with. */
const closing = /^[，。；：、！？）》」』”’]+/;

const cut = (start: number, text: string, marks: readonly Mark[]): Piece[] => {
  const end = start + text.length;
  const edges = new Set([start, end]);
  for (const mark of marks) for (const edge of [mark.start, mark.end]) if (edge > start && edge < end) edges.add(edge);
  const closed = new Set<number>();
  for (const mark of marks) {
    if (mark.end <= start || mark.end >= end) continue;
    const points = closing.exec(text.slice(mark.end - start))?.[0] ?? '';
    if (points === '') continue;
    closed.add(mark.end);
    edges.add(mark.end + points.length);
  }
  const places = [...edges].sort((a, b) => a - b);
  return places.slice(0, -1).map((from, index) => {
    const to = places[index + 1] ?? end;
    return {
      start: from,
      text: text.slice(from - start, to - start),
      marks: marks.filter((mark) => mark.start < to && mark.end > from),
      ends: marks.filter((mark) => mark.end > from && mark.end <= to),
      clings: closed.has(from),
    };
  });
};

/** The source text as numbered paragraphs cut at the edges of marks; offsets stay those of the whole text. */
export const paragraphsOf = (text: string, marks: readonly Mark[], title: Span | null): Paragraph[] => {
  const sorted = [...marks].sort((a, b) => a.start - b.start);
  const paragraphs: Paragraph[] = [];
  let from = 0;
  let passed = 0;
  let nr = 0;
  for (const line of text.split('\n')) {
    const start = from;
    const end = start + line.length;
    from = end + 1;
    if (line.trim() === '') continue;
    nr += 1;
    // Marks that ended before this line never come back; skipping them keeps a long text in time.
    while (passed < sorted.length && (sorted[passed]?.end ?? 0) <= start) passed += 1;
    const here: Mark[] = [];
    for (let index = passed; index < sorted.length && (sorted[index]?.start ?? 0) < end; index += 1) {
      const mark = sorted[index];
      if (mark && mark.end > start) here.push(mark);
    }
    paragraphs.push({ nr, start, level: levelOf(line, start, title), pieces: cut(start, line, here) });
  }
  return paragraphs;
};

/** Which paragraph a place stands in. */
export const paragraphAt = (paragraphs: readonly Paragraph[], place: number): number | null =>
  paragraphs.filter(({ start }) => start <= place).at(-1)?.nr ?? null;
