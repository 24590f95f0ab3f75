import { announces, leadInKind, pointsBack } from './classify.ts';
import { headingOf, type Range } from './heading.ts';
import type { Paragraph } from './paragraphs.ts';
import { headlinesIn, runsIn, type Stretch } from './runs.ts';
import type { Node } from './tree.ts';
import type { SectionKind } from './types.ts';
import { CLEARLY_NEGATIVE, IMPERATIVE, LED, LOOKS_BACK, NEGATIVE, SLOGAN, WORK_OF_YEAR } from './words.ts';

export type Listed = 'problems' | 'causes' | 'measures';
export type Found = Range & { subs: Range[] };
export type Findings = Record<Listed, Found[]>;

type Group = { items: Node[]; block: boolean };

const LABEL =
  /(?:方面|层面|环节|领域|角度|(?:思想|工作|作风|学习|纪律|能力|管理|服务|制度|执行|业务)[上中])(?:存在的?问题|的问题|上)?(?:\(.{1,6}\))?$/;
const DONE_ALREADY = /^(?:无|暂无|没有|已|正在|长期坚持|基本|持续推进|见附|详见)|^.{0,6}完成$/;

const COMMANDED = new RegExp(`${IMPERATIVE.source}|^(?:解决|纠正|治理|处理)`);
const ASKED = 60;
const QUESTION = /([一-龥]{1,2})不\1|是否|有没有|能不能/;
const QUESTIONS = new RegExp(QUESTION.source, 'g');

/** Walks the tree and gathers what stands under headings and lead-ins that announce it. */
export class Collector {
  readonly found: Findings = { problems: [], causes: [], measures: [] };
  /** The year that an earlier heading looked back on, 0 where none did. */
  lookedBack = 0;
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
    if (first.block && first.style === 'sequence' && before?.closed) return this.saidBefore(group, before);
    // A line without an end of sentence is a heading, not a lead-in.
    if (!before || (first.block && !before.closed)) return undefined;
    const end = first.block ? before.end : first.start;
    const floor = Math.max(this.heading(node)?.end ?? node.head, before.start, end - 120);
    const from = this.sentenceStart(floor, end);
    if (end - from < 3 || from < floor) return undefined;
    const sentence = this.norm.slice(from, end);
    if (!pointsBack(sentence)) return leadInKind(sentence);
    // What is shown so was said in some clause of the sentence before.
    const clauses = this.norm.slice(this.sentenceStart(floor, from - 1), from - 1).split(',');
    for (const clause of clauses.reverse()) {
      const kind = leadInKind(`${clause},${sentence}`);
      if (kind) return kind;
    }
    return leadInKind(sentence);
  }

  /** 首先…其次… in paragraphs of their own: the paragraph before may say in any sentence that something is wrong. */
  saidBefore(group: Group, before: Paragraph): SectionKind | undefined {
    const sentences = this.norm.slice(Math.max(before.start, before.end - 200), before.end).split(/[。!?;]/);
    const kinds = sentences.map(leadInKind).filter((kind) => kind !== undefined);
    const last = kinds.at(-1);
    return last === 'problems' && !group.items.every((item) => this.isNegative(item)) ? undefined : last;
  }

  sentenceStart(floor: number, end: number): number {
    let from = end - 1;
    while (from > floor && !'。!?;'.includes(this.norm[from - 1] ?? '')) from--;
    return from;
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
    const words = this.words(node);
    const announced = announces(words);
    const back = LOOKS_BACK.exec(words);
    if (back) this.lookedBack = Number(back[1]);
    const year = WORK_OF_YEAR.exec(words);
    if (year && this.lookedBack > 0 && Number(year[1]) > this.lookedBack) return { kinds: ['measures'], mixed: false };
    const { problems, causes } = this.found;
    return announced.bare && problems.length + causes.length === 0 ? { kinds: [], mixed: true } : announced;
  }

  /** Items of a plan or report of rectification: each is what was found wrong, with what is done about it behind a label. */
  isRectified(group: Group): boolean {
    const answered = group.items.filter((item) => {
      const labels = item.children.filter((child) => child.style === 'plain');
      if (labels.some((child) => child.kind === 'problems')) return false;
      return (
        labels.some((child) => child.kind === 'measures') ||
        (labels.some((child) => this.mends(child)) && this.isFinding(item))
      );
    });
    return answered.length * 2 > group.items.length && answered.every((item) => this.isNegative(item));
  }

  mends(label: Node): boolean {
    return label.runIn && /^整改(?:情况|进展|成效|结果|落实)/.test(this.norm.slice(label.start, label.start + 6));
  }

  /** 关于学习走过场的问题: a finding, where more than the word 问题 says that something is wrong. */
  isFinding(item: Node): boolean {
    const words = this.words(item);
    return (
      /问题$/.test(words) &&
      NEGATIVE.test(words.replace(/问题/g, '')) &&
      !COMMANDED.test(words.replace(/^(?:关于)?“?/, ''))
    );
  }

  /** Takes what rectification answers out of the groups of a part; gives the groups that are left. */
  takeRectified(groups: readonly Group[]): Group[] {
    return groups.filter((group) => {
      if (!this.isRectified(group)) return true;
      this.take('problems', group.items);
      return false;
    });
  }

  /** A part of the text that announces nothing: only its sections and plain lead-ins count. */
  descend(node: Node, done: boolean): void {
    for (const group of this.takeRectified(this.groups(node))) {
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
    const all = this.groups(node);
    const groups = this.takeRectified(all);
    if (groups.length < all.length && groups.length === 0) {
      this.labels(node);
      return;
    }
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
    if (kinds.length === 1 && !mixed && this.takeHeaded(kinds[0] ?? 'problems', node, groups)) return;
    const main = groups.filter((group) => group.block === (groups.find((each) => each.block)?.block ?? false));
    const style = main.find((group) => !this.leadInOther(node, group, kinds))?.items[0]?.style;
    for (const group of groups) {
      const lead = this.leadIn(node, group);
      if (lead && lead !== 'other' && !kinds.includes(lead)) this.take(lead, group.items);
      else if (main.includes(group) && group.items[0]?.style === style) this.takeMixed(kinds, lead, group.items, mixed);
    }
    this.labels(node);
    if (groups.length === 0 && kinds.length === 1 && !mixed && node.children.length === 0) {
      this.takeRuns(kinds[0] ?? 'problems', runsIn(this.below(node)));
    }
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
    if (!trusted && kind === 'problems' && leaves.every((item) => this.asks(item))) return;
    for (const item of leaves) {
      const range = this.heading(item, kind);
      if (range) this.found[kind].push({ ...range, subs: kind === 'measures' ? this.subs(item) : [] });
      this.labels(item, kind);
    }
  }

  /** 问手续快不快: asks whether something is wrong and does not say that it is. */
  asks(item: Node): boolean {
    const text = this.norm.slice(item.head, Math.min(item.end, item.head + ASKED));
    return QUESTION.test(text) && !NEGATIVE.test(text.replace(QUESTIONS, ''));
  }

  /** 思想方面 is a label, not a problem: what is listed below it is. */
  unlabel(item: Node): Node[] {
    if (!LABEL.test(this.words(item))) return [item];
    const group = this.groups(item)[0];
    const below =
      (group && this.leadIn(item, group) === undefined ? group.items : undefined) ??
      item.children.filter((child) => child.style !== 'plain').slice(0, 1);
    if (below.length > 0) return below;
    // A label with nothing behind it stands in a table of contents.
    const end = this.heading(item)?.end ?? item.end;
    return item.end - end > 4 ? [item] : [];
  }

  headings(items: readonly Node[]): Range[] {
    return items.map((child) => this.heading(child, 'measures')).filter((range) => range !== undefined);
  }

  /** Of heads without numbers those that command: a motto between them is none. */
  commands(heads: readonly Range[]): Range[] {
    const found = heads.filter((range) => IMPERATIVE.test(this.norm.slice(range.start, range.end)));
    return found.length > 1 ? found : [];
  }

  subs(item: Node): Range[] {
    const groups = this.groups(item);
    const group = groups.find((each) => each.block) ?? groups[0];
    if (!group) return item.headline && item.children.length === 0 ? this.commands(runsIn(this.below(item))) : [];
    return this.headings(group.items);
  }

  /** The paragraphs below a node's heading. */
  below(node: Node): Stretch {
    return { norm: this.norm, paragraphs: this.paragraphs, from: node.paragraph + 1, limit: node.end };
  }

  /** Items without numbers. Their words must say what is wrong, or must not, where measures are meant. */
  takeRuns(kind: Listed, heads: readonly Range[], groups: readonly Group[] = []): boolean {
    const texts = heads.map((range) => this.norm.slice(range.start, range.end));
    const negative = texts.filter((text) => NEGATIVE.test(text)).length;
    if (kind === 'measures' && texts.some((text) => CLEARLY_NEGATIVE.test(text))) return false;
    if (kind !== 'measures' && (texts.some(isCommand) || negative * 2 < texts.length)) return false;
    for (const [index, range] of heads.entries()) {
      const next = heads[index + 1]?.start ?? Number.POSITIVE_INFINITY;
      const own = groups.find(({ items }) => (items[0]?.start ?? 0) > range.start && (items[0]?.start ?? 0) < next);
      this.found[kind].push({ ...range, subs: kind === 'measures' && own ? this.headings(own.items) : [] });
    }
    return heads.length > 0;
  }

  /** Headings without numbers, each with a list of its own that begins again at one. */
  takeHeaded(kind: Listed, node: Node, groups: readonly Group[]): boolean {
    const heads = headlinesIn(this.below(node));
    const first = groups[0]?.items[0];
    if (heads.length < 2 || groups.length < heads.length || !first || first.start < (heads[0]?.start ?? 0))
      return false;
    return this.takeRuns(kind, heads, groups);
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
}

/** 要…, 严禁…: orders, also where what they forbid sounds negative. */
const ORDER = /^(?:要(?!求)|必须|应当|应(?!急|对|付|用)|不得|严禁|禁止|切忌)/;

function isCommand(text: string): boolean {
  return ORDER.test(text) || (IMPERATIVE.test(text) && !NEGATIVE.test(text));
}
