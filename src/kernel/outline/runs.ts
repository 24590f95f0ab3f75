import { type Range, sentenceEnd } from './heading.ts';
import { isHeadline, type Paragraph } from './paragraphs.ts';

/** Headings without numbers: short lines of their own, or short first sentences of paragraphs in a parallel series. */

const RUN_HEAD = 24;
const TWO_PART = 36;
const SERIES_BREAKERS =
  /^(?:这|对此|为此|因此|总之|同时|此外|例如|比如|目前|当前|近年|去年|今年|其中|另外|综上|以上|上述|具体|据|但|截至|经|为)/;

/** The paragraphs [from, limit) of a stretch of text. */
export type Stretch = { norm: string; paragraphs: readonly Paragraph[]; from: number; limit: number };

function headline({ norm, paragraphs, limit }: Stretch, index: number): Range | undefined {
  const paragraph = paragraphs[index];
  const next = paragraphs[index + 1];
  if (!paragraph || paragraph.marker || !isHeadline(paragraph)) return undefined;
  const { start, end } = paragraph;
  if (end - start > RUN_HEAD || SERIES_BREAKERS.test(norm.slice(start, start + 4))) return undefined;
  const body = next && next.start < limit && next.end - next.start > end - start + 8;
  return body ? { start, end } : undefined;
}

function runHead(stretch: Stretch, index: number): Range | undefined {
  const { norm, paragraphs } = stretch;
  const paragraph = paragraphs[index];
  if (!paragraph || SERIES_BREAKERS.test(norm.slice(paragraph.start, paragraph.start + 4))) return undefined;
  const line = headline(stretch, index);
  if (line || isHeadline(paragraph)) return line;
  const { start, end } = paragraph;
  const stop = sentenceEnd(norm, start, end);
  const longest = norm.slice(start, stop).includes('——') ? TWO_PART : RUN_HEAD;
  if (stop - start < 4 || stop - start > longest || end - stop < 12 || '!?;'.includes(norm[stop] ?? '')) {
    return undefined;
  }
  return { start, end: stop };
}

function eachIn(stretch: Stretch, visit: (index: number, paragraph: Paragraph) => void): void {
  for (let index = stretch.from; index < stretch.paragraphs.length; index++) {
    const paragraph = stretch.paragraphs[index];
    if (!paragraph || paragraph.start >= stretch.limit) return;
    visit(index, paragraph);
  }
}

/** Heads of paragraphs that make a series: at least two, with hardly a paragraph between them that has none. */
export function runsIn(stretch: Stretch): Range[] {
  const heads: Range[] = [];
  let broken = 0;
  eachIn(stretch, (index, paragraph) => {
    const range = runHead(stretch, index);
    const last = heads.at(-1);
    if (range) heads.push(range);
    else if (last && paragraph.start - last.end > 1) broken++;
  });
  return heads.length < 2 || broken * 2 > heads.length ? [] : heads;
}

/** Lines of their own over numbered lists. */
export function headlinesIn(stretch: Stretch): Range[] {
  const heads: Range[] = [];
  eachIn(stretch, (index) => {
    const range = headline(stretch, index);
    if (range) heads.push(range);
  });
  return heads;
}
