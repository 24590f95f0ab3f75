import { COUNTED } from './numbering.ts';
import type { Paragraph } from './paragraphs.ts';
import type { Node } from './tree.ts';
import type { SectionKind } from './types.ts';
import { CLEARLY_NEGATIVE, IMPERATIVE, NEGATIVE, SIDE } from './words.ts';

/** A range of the folded text. */
export type Range = { start: number; end: number };

const OPENERS = '(“‘《【[';
const CLOSERS = ')”’》】]';
const STOPS = new Set('。!?;:');
const SCAN = 140;
const WHOLE = 36;
const SINGLE = 14;
const SENTENCE = 26;
const LONGEST = 48;

/** End of the first sentence of [start, limit), not looking into brackets and quotes. */
export function sentenceEnd(norm: string, start: number, limit: number): number {
  let depth = 0;
  const last = Math.min(limit, start + SCAN);
  for (let index = start; index < last; index++) {
    const char = norm[index] ?? '';
    if (OPENERS.includes(char)) depth++;
    else if (CLOSERS.includes(char)) depth = Math.max(0, depth - 1);
    else if (depth === 0 && STOPS.has(char)) return index;
    else if (depth === 0 && char === '.' && !/[\dA-Za-z]/.test(norm[index + 1] ?? '') && index > start) return index;
  }
  return last;
}

function firstComma(norm: string, start: number, end: number): number {
  let depth = 0;
  for (let index = start; index < end; index++) {
    const char = norm[index] ?? '';
    if (OPENERS.includes(char)) depth++;
    else if (CLOSERS.includes(char)) depth = Math.max(0, depth - 1);
    else if (depth === 0 && char === ',') return index;
  }
  return -1;
}

const GLUED =
  /[一-龥]\d{1,2}[、.][一-龥]|(?![第周期统唯同十])[一-龥][一二三四五六七八九十]、(?![一二三四五六七八九十第周])[一-龥]/;

const SETTING =
  /^(?:在|对于|对照|从|由于|随着|面对|针对|按照|根据|通过|为|为了|当前|目前|近年来|去年以来|今年以来|有时|个别时候)/;

/** The clause up to the first comma, or the second where the first only sets the scene. */
function firstClause(norm: string, start: number, end: number, least = 4): number {
  const comma = firstComma(norm, start, end);
  if (comma < 0) return end;
  if (comma - start >= least && !SETTING.test(norm.slice(start, start + 6))) return comma;
  const second = firstComma(norm, comma + 1, end);
  return second < 0 ? end : second;
}

/** Cuts brackets that name who and when, and punctuation, off the end. */
function trimEnd(norm: string, start: number, end: number): number {
  let to = end;
  const tail = /\((?:[^()]*(?:责任|牵头|完成|时限|配合|单位)[^()]*)\)$/.exec(norm.slice(start, to));
  if (tail) to = start + tail.index;
  while (to > start && /[。.,;:!?、…—\-*#]/.test(norm[to - 1] ?? '')) to--;
  return to;
}

function trimStart(norm: string, start: number, end: number, kind: SectionKind | undefined): number {
  let from = start;
  while (from < end && /[、.,:;。*#—\- ]/.test(norm[from] ?? '')) from++;
  if (kind === 'measures' && norm[from] === '要' && !/[求点素件害闻]/.test(norm[from + 1] ?? '')) from++;
  return from;
}

/** The heading's own words of a node: its first sentence when short, else its first clause; undefined where there is none. */
export function headingOf(
  norm: string,
  paragraphs: readonly Paragraph[],
  node: Node,
  kind?: SectionKind,
): Range | undefined {
  const paragraph = paragraphs[node.paragraph];
  if (!paragraph) return undefined;
  const child = node.children[0];
  const limit = Math.min(paragraph.end, node.end, child ? child.start : node.end);
  const next = paragraphs[node.paragraph + 1];
  const start = trimStart(norm, node.head, limit, kind);
  const from = afterLabel(norm, start, limit, kind);
  const stop = sentenceEnd(norm, from, limit);
  // Words that a lost line cut off are not the whole heading.
  if (!node.block && stop === paragraph.end && !paragraph.closed && next && !next.marker) return undefined;
  let end = stop;
  // A sentence with more text of the item behind it is a heading; the only sentence of an item is heading and text in one.
  const followed = hasBody(norm, node, stop, limit, paragraph);
  const length = stop - from;
  const comma = firstComma(norm, from, stop);
  const cut = length > WHOLE || !followed || from > start;
  if (comma >= 0 && cut && (length > WHOLE || !keepsWhole(norm, from, stop, comma, kind)))
    end = firstClause(norm, from, stop, from > start ? 3 : 4);
  end = trimEnd(norm, from, end);
  if (end - from < (followed && norm[stop] === '。' ? 1 : 2) || end - from > LONGEST + (followed ? 12 : 0))
    return undefined;
  // Two headings that lost the line break between them are none.
  if (GLUED.test(norm.slice(from, end))) return undefined;
  return { start: from, end };
}

const LABEL_LENGTH = 18;
const LABEL_NOUN = /(?:成因|原因|根源|因素|措施|举措|对策|问题|短板|弱项)$/;

/** Where the statement of an item begins: behind a label (思想方面:) that says nothing by itself. */
function afterLabel(norm: string, from: number, limit: number, kind: SectionKind | undefined): number {
  const colon = norm.slice(from, Math.min(limit, from + LABEL_LENGTH)).search(/:|(?<=方面|层面|环节),/);
  if (colon < 2 || from + colon + 3 > limit) return from;
  const label = norm.slice(from, from + colon);
  if (!SIDE.test(label) || NEGATIVE.test(label.replace(LABEL_NOUN, '').replace(/作风|管理/g, ''))) return from;
  if (/措施|对策|问题/.test(label) && IMPERATIVE.test(label)) return from;
  return trimStart(norm, from + colon + 1, limit, kind);
}

/** Words that turn to something else: what they begin is not the item's text. */
const NEXT_TOPIC = /^(?:下一?步|今后|下阶段|针对|为此)/;

function hasBody(norm: string, node: Node, stop: number, limit: number, paragraph: Paragraph): boolean {
  // Items parted by semicolons are clauses of one sentence, the last one too.
  if (norm[stop] === ';' || norm[node.start - 1] === ';') return false;
  // A line without an end of sentence is a heading whole.
  if (node.headline) return true;
  // 工作效率低下,办事拖拉。 on a line of its own: short enough to be its own heading.
  const clauses = norm.slice(node.head, stop).split(',', 3).length;
  const short = stop - node.head <= SENTENCE && clauses < 3 && node.block && !COUNTED.has(node.style) && !node.runIn;
  if (short && norm[stop] === '。') return true;
  if (stop + 1 < limit - 1) return !NEXT_TOPIC.test(norm.slice(stop + 1, stop + 5));
  if (node.children.length > 0) return true;
  return paragraph.end < node.end && node.block && !node.runIn && !COUNTED.has(node.style);
}

/** Two short parallel clauses (学习不深,落实不力) are one heading. */
function keepsWhole(norm: string, from: number, stop: number, comma: number, kind: SectionKind | undefined): boolean {
  if (kind === 'measures' || stop - from > SINGLE + 4) return false;
  return CLEARLY_NEGATIVE.test(norm.slice(from, comma)) && CLEARLY_NEGATIVE.test(norm.slice(comma + 1, stop));
}
