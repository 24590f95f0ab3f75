import { announces, leadInKind } from './classify.ts';
import { headingOf, type Range, sentenceEnd } from './heading.ts';
import { isHeadline, type Paragraph } from './paragraphs.ts';
import type { Node } from './tree.ts';
import type { SectionKind } from './types.ts';
import { CLEARLY_NEGATIVE, IMPERATIVE, LED, NEGATIVE, SLOGAN } from './words.ts';

export type Listed = 'problems' | 'causes' | 'measures';
export type Found = Range & { subs: Range[] };
export type Findings = Record<Listed, Found[]>;

type Group = { items: Node[]; block: boolean };

const LABEL =
  /(?:方面|层面|环节|领域|角度|(?:思想|工作|作风|学习|纪律|能力|管理|服务|制度|执行|业务)[上中])(?:存在的?问题|的问题|上)?(?:\(.{1,6}\))?$/;
const DONE_ALREADY = /^(?:无|暂无|没有|已|正在|长期坚持|基本|持续推进|见附|详见)|^.{0,6}完成$/;
const RUN_HEAD = 24;
const TWO_PART = 36;
const SERIES_BREAKERS =
  /^(?:这|对此|为此|因此|总之|同时|此外|例如|比如|目前|当前|近年|去年|今年|其中|另外|综上|以上|上述|具体|据|但|截至|经|为)/;

/** Walks the tree and gathers what stands under headings and lead-ins that announce it. */
export class Collector {
  readonly found: Findings = { problems: [], causes: [], measures: [] };
  readonly norm: string;
  readonly paragraphs: readonly Paragraph[];

  constructor(norm: string, paragraphs: readonly Paragraph[]) {
    this.norm = norm;
    this.paragraphs = paragraphs;
  }

  heading(node: Node, kind?: SectionKind): Range | undefined {
    return headingOf(this.norm, this.paragraphs, node, kind);
  }

  words(node: Node): string {
    const range = this.heading(node);
    return range ? this.norm.slice(range.start, range.end) : '';
  }

  /** Series of siblings: one style, rising numbers. A lone first number is none; a lone later one goes on from another part. */
  groups(node: Node): Group[] {
    const groups: Group[] = [];
    let series = -1;
    for (const child of node.children) {
      if (child.style === 'plain' || child.style === 'label') continue;
      if (child.series !== series) {
        groups.push({ items: [], block: child.block });
        series = child.series;
      }
      groups.at(-1)?.items.push(child);
    }
    return groups.filter((group) => group.items.length > 1 || (group.block && (group.items[0]?.number ?? 0) > 1));
  }

  /** The sentence before a group's first item, within its parent. */
  leadIn(node: Node, group: Group): SectionKind | undefined {
    const first = group.items[0];
    if (!first) return undefined;
    const before = this.paragraphs[first.block ? first.paragraph - 1 : first.paragraph];
    // A line without an end of sentence is a heading, not a lead-in.
    if (!before || (first.block && !before.closed)) return undefined;
    const end = first.block ? before.end : first.start;
    const floor = Math.max(this.heading(node)?.end ?? node.head, before.start, end - 120);
    let from = end - 1;
    while (from > floor && !'。!?;'.includes(this.norm[from - 1] ?? '')) from--;
    if (end - from < 3 || from < floor) return undefined;
    return leadInKind(this.norm.slice(from, end));
  }

  visit(node: Node): void {
    const announced = node.parent ? this.announced(node) : { kinds: [], mixed: false };
    if (announced.kinds.length > 0) this.section(node, announced.kinds as Listed[], announced.mixed);
    else this.descend(node, announced.mixed);
  }

  announced(node: Node): { kinds: SectionKind[]; mixed: boolean } {
    if (node.runIn && node.kind)
      return { kinds: node.kind === 'other' ? [] : [node.kind], mixed: node.kind === 'other' };
    if (node.style === 'plain' && node.kind === 'other') return { kinds: [], mixed: true };
    const announced = announces(this.words(node));
    const { problems, causes } = this.found;
    return announced.bare && problems.length + causes.length === 0 ? { kinds: [], mixed: true } : announced;
  }

  /** A part of the text that announces nothing: only its sections and plain lead-ins count. */
  descend(node: Node, done: boolean): void {
    for (const group of this.groups(node)) {
      const kind = this.leadIn(node, group);
      if (kind && kind !== 'other' && !(done && kind === 'measures')) {
        this.take(kind, group.items);
      } else for (const item of group.items) this.visit(item);
    }
    const grouped = new Set(this.groups(node).flatMap((group) => group.items));
    for (const child of node.children) if (!grouped.has(child)) this.visitSingle(child);
  }

  visitSingle(child: Node): void {
    if (child.style === 'label' && child.kind && child.kind !== 'other') {
      this.take(child.kind, [child], true);
    } else this.visit(child);
  }

  /** Labelled parts inside an item (整改措施：1. 2.); parts of the item's own kind are its detail. */
  labels(node: Node, kind?: SectionKind): void {
    for (const child of node.children) {
      if ((child.style === 'plain' || child.style === 'label') && child.kind !== kind) this.visitSingle(child);
    }
  }

  section(node: Node, kinds: Listed[], mixed: boolean): void {
    const groups = this.groups(node);
    if (node.runIn && groups.length === 0) {
      if (!DONE_ALREADY.test(this.words(node))) this.take(kinds[0] ?? 'other', [node]);
      return;
    }
    const own = node.children.filter((child) => this.isOwnSection(child));
    const numbered = groups.flatMap((group) => group.items);
    const split = own.length > 1 && numbered.every((item) => own.includes(item));
    if (split || (own.length > 0 && (kinds.length > 1 || mixed))) {
      this.descend(node, false);
      return;
    }
    const main = groups.filter((group) => group.block === (groups.find((each) => each.block)?.block ?? false));
    const style = main.find((group) => !this.leadInOther(node, group, kinds))?.items[0]?.style;
    for (const group of groups) {
      const lead = this.leadIn(node, group);
      if (lead && lead !== 'other' && !kinds.includes(lead)) this.take(lead, group.items);
      else if (main.includes(group) && group.items[0]?.style === style) this.takeMixed(kinds, lead, group.items, mixed);
    }
    this.labels(node);
    if (groups.length === 0 && kinds.length === 1 && !mixed && node.children.length === 0)
      this.takeRuns(kinds[0] ?? 'problems', node);
  }

  leadInOther(node: Node, group: Group, kinds: Listed[]): boolean {
    const lead = this.leadIn(node, group);
    return lead !== undefined && lead !== 'other' && !kinds.includes(lead);
  }

  /** A child that heads a section itself: it announces something and has a list or text of its own. */
  isOwnSection(child: Node): boolean {
    const words = this.words(child);
    if (child.children.length === 0 && !child.headline) return false;
    return announces(words).kinds.length > 0 && words.length <= 16 && !LABEL.test(words);
  }

  takeMixed(kinds: Listed[], lead: SectionKind | undefined, items: readonly Node[], mixed: boolean): void {
    const known = lead !== undefined && lead !== 'other';
    const first = known ? lead : kinds[0];
    if (!first || (mixed && !known)) return;
    const sections = items.filter((item) => this.isOwnSection(item) && announces(this.words(item)).kinds[0] !== first);
    const rest = items.filter((item) => !sections.includes(item));
    for (const section of sections) this.visit(section);
    if (!known && kinds.includes('measures') && kinds.length > 1) {
      // 问题和建议 in one list: each item goes where its words belong, and nowhere when they do not say.
      this.take(
        'problems',
        rest.filter((item) => this.isNegative(item)),
      );
      this.take(
        'measures',
        rest.filter((item) => !this.isNegative(item) && IMPERATIVE.test(this.words(item))),
      );
    } else this.take(first, rest);
  }

  isNegative(item: Node): boolean {
    const words = this.words(item);
    return CLEARLY_NEGATIVE.test(words) || (NEGATIVE.test(words) && !IMPERATIVE.test(words));
  }

  /** Adds items unless their words contradict the kind: a list of commands is no list of problems. */
  take(kind: SectionKind, items: readonly Node[], trusted = false): void {
    if (kind === 'other') return;
    const leaves = kind === 'measures' ? items : items.flatMap((item) => this.unlabel(item));
    const words = leaves.map((item) => this.words(item));
    const against = words.filter((text) =>
      kind === 'measures' ? CLEARLY_NEGATIVE.test(text) && !IMPERATIVE.test(text) : isCommand(text),
    );
    if (!trusted && against.length * 2 > words.length) return;
    for (const item of leaves) {
      const range = this.heading(item, kind);
      if (range) this.found[kind].push({ ...range, subs: kind === 'measures' ? this.subs(item) : [] });
      this.labels(item, kind);
    }
  }

  /** 思想方面 is a label, not a problem: what is listed below it is. */
  unlabel(item: Node): Node[] {
    if (!LABEL.test(this.words(item))) return [item];
    const below = this.groups(item)[0]?.items ?? item.children.filter((child) => child.style !== 'plain').slice(0, 1);
    if (below.length > 0) return below;
    // A label with nothing behind it stands in a table of contents.
    const end = this.heading(item)?.end ?? item.end;
    return item.end - end > 4 ? [item] : [];
  }

  subs(item: Node): Range[] {
    const groups = this.groups(item);
    const group = groups.find((each) => each.block) ?? groups[0];
    if (!group) return [];
    const ranges = group.items.map((child) => this.heading(child, 'measures'));
    return ranges.filter((range) => range !== undefined);
  }

  /** Items without numbers: paragraphs of a section that each begin with a short sentence or a line of their own. */
  takeRuns(kind: Listed, node: Node): void {
    const heads: Range[] = [];
    let broken = 0;
    for (let index = node.paragraph + 1; index < this.paragraphs.length; index++) {
      const paragraph = this.paragraphs[index];
      if (!paragraph || paragraph.start >= node.end) break;
      const range = this.runHead(paragraph, this.paragraphs[index + 1], node.end);
      if (range) heads.push(range);
      else if (heads.length > 0 && !this.follows(heads.at(-1), paragraph)) broken++;
    }
    if (heads.length < 2 || broken * 2 > heads.length) return;
    const texts = heads.map((range) => this.norm.slice(range.start, range.end));
    if (kind === 'measures' ? texts.some((text) => CLEARLY_NEGATIVE.test(text)) : texts.filter(isCommand).length > 0)
      return;
    if (kind !== 'measures' && texts.filter((text) => NEGATIVE.test(text)).length * 2 < texts.length) return;
    for (const range of heads) this.found[kind].push({ ...range, subs: [] });
  }

  /**
   * Where problems were found and no part announces measures, the part after them that is commands throughout is read as
   * measures: essays put a slogan over them.
   */
  closingCommands(root: Node): void {
    const { problems, measures } = this.found;
    const last = problems.at(-1);
    if (!last || problems.length < 2 || measures.length > 0) return;
    for (const part of root.children) {
      const words = this.words(part);
      if (
        part.start < last.end ||
        !(IMPERATIVE.test(words) || SLOGAN.test(words)) ||
        LED.test(words) ||
        announces(words).mixed
      )
        continue;
      const items = this.groups(part)[0]?.items ?? [];
      if (items.length >= 2 && items.every((item) => IMPERATIVE.test(this.words(item)) && !LED.test(this.words(item))))
        this.take('measures', items);
    }
  }

  /** The paragraph right below a heading on its own line. */
  follows(head: Range | undefined, paragraph: Paragraph): boolean {
    return head !== undefined && paragraph.start - head.end <= 1;
  }

  runHead(paragraph: Paragraph, next: Paragraph | undefined, limit: number): Range | undefined {
    const { start, end } = paragraph;
    if (SERIES_BREAKERS.test(this.norm.slice(start, start + 4))) return undefined;
    if (isHeadline(paragraph) && end - start <= RUN_HEAD) {
      const body = next && next.start < limit && next.end - next.start > end - start + 8;
      return body ? { start, end } : undefined;
    }
    const stop = sentenceEnd(this.norm, start, end);
    const text = this.norm.slice(start, stop);
    const longest = text.includes('——') ? TWO_PART : RUN_HEAD;
    if (stop - start < 4 || stop - start > longest || end - stop < 12 || '!?;'.includes(this.norm[stop] ?? ''))
      return undefined;
    return { start, end: stop };
  }
}

/** 要…, 严禁…: orders, also where what they forbid sounds negative. */
const ORDER = /^(?:要(?!求)|必须|应当|应(?!急|对|付|用)|不得|严禁|禁止|切忌)/;

function isCommand(text: string): boolean {
  return ORDER.test(text) || (IMPERATIVE.test(text) && !NEGATIVE.test(text));
}
