import { leadInKind, plainKind } from './classify.ts';
import { blockMarker, COUNTED, INSIDE, type Marker, mayStandInside, type Style } from './numbering.ts';
import { isGlued, isHeadline, type Paragraph } from './paragraphs.ts';
import type { SectionKind } from './types.ts';

/** A numbered item or headed section: its marker, its words and everything below it. */
export type Node = {
  style: Style;
  number: number;
  block: boolean;
  /** A heading on a line of its own. */
  headline: boolean;
  /** A label with its text behind it (整改措施：…); `head` is where that text begins. */
  runIn: boolean;
  series: number;
  /** Where the marker begins, where the words after it begin, and where the next sibling or uncle begins. */
  start: number;
  head: number;
  end: number;
  /** The paragraph the marker stands in. */
  paragraph: number;
  kind: SectionKind | undefined;
  parent: Node | undefined;
  children: Node[];
};

const LOOSE = new Set<Style>([
  'cn',
  'cnParen',
  'arabic',
  'arabicComma',
  'arabicParen',
  'part',
  'chapter',
  'nth',
  'label',
  'is',
  'decimal2',
]);
const NEVER_NESTED = new Set<Style>(['part', 'chapter', 'article']);

const SPEAKS_BACK = /^(?:究其|究其原因|造成|产生|出现|形成|导致|针对|为此|对此|下一?步|上述|以上)/;

const OPENS_LATE = new Set<Style>(['cn', 'arabic', 'arabicComma']);

type Found = Marker & {
  at: number;
  block: boolean;
  headline: boolean;
  paragraph: number;
  runIn?: boolean;
  /** The words before it in its paragraph announce a list. */
  leads?: boolean | 'back';
};

const COUSIN: Partial<Record<Style, Style>> = { arabic: 'arabicComma', arabicComma: 'arabic' };

/** Numbers of the next block marker of the same style, so that a word inside a paragraph cannot steal its turn. */
function nextBlockNumbers(paragraphs: readonly Paragraph[]): Map<number, number> {
  const seen = new Map<Style, number>();
  const next = new Map<number, number>();
  for (let index = paragraphs.length - 1; index >= 0; index--) {
    const marker = paragraphs[index]?.marker;
    if (!marker) continue;
    next.set(index, seen.get(marker.style) ?? 0);
    seen.set(marker.style, marker.number);
  }
  return next;
}

class Stack {
  readonly root: Node;
  open: Node[] = [];
  series = 0;
  constructor(end: number) {
    this.root = {
      style: 'plain',
      number: 0,
      block: true,
      headline: false,
      runIn: false,
      series: 0,
      start: 0,
      head: 0,
      end,
      paragraph: -1,
      kind: undefined,
      parent: undefined,
      children: [],
    };
  }

  top(): Node {
    return this.open.at(-1) ?? this.root;
  }

  popTo(depth: number, at: number): void {
    for (let index = depth; index < this.open.length; index++) {
      const node = this.open[index];
      if (node) node.end = at;
    }
    this.open.length = depth;
  }

  push(found: Found, series: number): void {
    const parent = this.top();
    const node: Node = {
      style: found.style,
      number: found.number,
      block: found.block,
      headline: found.headline,
      runIn: found.runIn ?? false,
      series,
      start: found.at,
      head: found.end,
      end: this.root.end,
      paragraph: found.paragraph,
      kind: found.kind,
      parent,
      children: [],
    };
    parent.children.push(node);
    this.open.push(node);
  }

  /** The open item that a marker may follow: of its style, best the one with the number before, best of its layout. */
  before(found: Found): number {
    let best = -1;
    let rank = 0;
    for (let depth = this.open.length - 1; depth >= 0; depth--) {
      const node = this.open[depth];
      if (!node || !(node.style === found.style || (found.number > 1 && node.style === COUSIN[found.style]))) continue;
      if (!found.block && found.number > 1 && node.block && node.paragraph !== found.paragraph) continue;
      const value =
        1 +
        (node.style === found.style ? 1 : 0) +
        (node.number + 1 === found.number ? 4 : 0) +
        (node.headline === found.headline ? 2 : 0);
      if (value > rank) {
        rank = value;
        best = depth;
      }
    }
    return best;
  }

  /** Puts a marker where its number belongs; false where it belongs nowhere and is plain text. */
  place(found: Found): boolean {
    let depth = this.before(found);
    let last = this.open[depth];
    const follows =
      last &&
      (found.number === last.number + 1 ||
        found.style === 'bullet' ||
        (found.style === 'sequence' && found.number > last.number));
    const loose =
      last &&
      found.block &&
      LOOSE.has(found.style) &&
      found.number >= last.number &&
      found.number <= last.number + 3 &&
      found.number > 1;
    if (last && (follows || loose)) {
      this.popTo(depth, found.at);
      this.push(found, last.series);
      return true;
    }
    if (found.number > 1 && !(found.block && LOOSE.has(found.style) && !last)) return false;
    if (found.number > 1 && this.open.length > 0 && !OPENS_LATE.has(found.style)) return false;
    this.leaveCounted(found);
    depth = this.before(found);
    last = this.open[depth];
    if (last && !this.nests(found, last, depth)) this.restart(found, depth);
    else if (NEVER_NESTED.has(found.style)) this.popTo(0, found.at);
    this.series++;
    this.push(found, this.series);
    return true;
  }

  /** What was counted inside a paragraph (首先…其次…) ends with it: a new count in a later one stands beside it, not below. */
  leaveCounted(found: Found): void {
    if (found.block) return;
    const earlier = (node: Node): boolean => node.paragraph < found.paragraph && node.style !== 'plain';
    const depth = this.open.findIndex((node) => earlier(node) && (!node.block || COUNTED.has(node.style)));
    if (depth >= 0 && (found.leads || !this.open[depth]?.block)) this.popTo(depth, found.at);
    // 产生以上问题的原因:… stands beside the items it speaks of, not in the last of them.
    const item = this.open.findIndex((node) => earlier(node) && node.block && !node.headline);
    if (item >= 0 && found.leads === 'back') this.popTo(item, found.at);
  }

  /** 1. right below a heading 1. on its own line: the same habit one level deeper. Only once, so that levels stay few. */
  nests(found: Found, last: Node, depth: number): boolean {
    const single = this.open.findIndex((node) => node.style === found.style) === depth;
    return (
      single &&
      found.block &&
      last.headline &&
      !found.headline &&
      last.children.length === 0 &&
      found.paragraph === last.paragraph + 1
    );
  }

  /** A series that begins again: below a fresh plain heading it makes that heading an outer one, else it closes the old series. */
  restart(found: Found, depth: number): void {
    const top = this.top();
    if (top.style === 'plain' && top !== this.root && top.children.length === 0 && top.parent) {
      top.parent.children.pop();
      this.popTo(0, top.start);
      top.end = this.root.end;
      top.parent = this.root;
      this.root.children.push(top);
      this.open.push(top);
    } else this.popTo(depth, found.at);
  }

  /** A heading without a number. Labels inside an item (整改措施：) stay in it; others close what is beside them. */
  plain(found: Found): void {
    const depth = this.open.findLastIndex((node) => node.style === 'plain');
    if (depth >= 0) this.popTo(depth, found.at);
    this.push(found, depth >= 0 ? (this.open[depth]?.series ?? 0) : ++this.series);
  }
}

function carriesWords(norm: string, at: number, end: number): boolean {
  if (at + 1 >= end) return false;
  return blockMarker(norm, at) === undefined || /[首其再最]/.test(norm[at] ?? '');
}

/** Builds the tree of numbered items and headings; what stands before `textStart` is title. Each marker takes constant time. */
export function treeOf(norm: string, paragraphs: readonly Paragraph[], textStart: number): Node {
  const stack = new Stack(norm.length);
  const glued = isGlued(paragraphs);
  const nextBlock = nextBlockNumbers(paragraphs);
  const pending = new Map<Style, { number: number; next: number }>();
  for (const [index, paragraph] of paragraphs.entries()) {
    const { marker, start, end } = paragraph;
    let from = start;
    if (marker && carriesWords(norm, marker.end, end)) {
      if (stack.place({ ...marker, at: start, block: true, headline: isHeadline(paragraph), paragraph: index }))
        from = marker.end;
      pending.set(marker.style, { number: marker.number, next: nextBlock.get(index) ?? 0 });
    } else if (!marker && start >= textStart) {
      const plain = plainKind(norm.slice(start, Math.min(end, start + 40)), isHeadline(paragraph));
      if (plain) {
        const runIn = plain.length > 0 && start + plain.length < end;
        stack.plain({
          style: 'plain',
          number: 0,
          end: runIn ? start + plain.length : start,
          runIn,
          kind: plain.kind,
          at: start,
          block: true,
          headline: plain.length === 0,
          paragraph: index,
        });
        from = start + plain.length;
      }
    }
    placeInside(norm, stack, { from, end, index, glued }, pending);
  }
  return stack.root;
}

type Stretch = { from: number; end: number; index: number; glued: boolean };

function placeInside(
  norm: string,
  stack: Stack,
  stretch: Stretch,
  pending: Map<Style, { number: number; next: number }>,
): void {
  let reached = stretch.from;
  for (const match of norm.slice(stretch.from, stretch.end).matchAll(INSIDE)) {
    const at = stretch.from + match.index;
    if (at < reached) continue;
    const before = at === stretch.from ? '。' : (norm[at - 1] ?? '');
    const marker = blockMarker(norm, at);
    if (!marker || marker.end > stretch.end || !mayStandInside(marker.style, before, stretch.glued)) continue;
    const block = pending.get(marker.style);
    // The block series goes on below: what looks like its next number here is running text.
    if (block && marker.number === block.number + 1 && block.next === marker.number) continue;
    if (!carriesWords(norm, marker.end, stretch.end)) continue;
    const lead = marker.number === 1 && at - stretch.from <= 80 ? norm.slice(stretch.from, at) : '';
    const leads = leadInKind(lead) !== undefined && (!SPEAKS_BACK.test(lead) || 'back');
    if (stack.place({ ...marker, at, block: false, headline: false, paragraph: stretch.index, leads }))
      reached = marker.end;
  }
}
