import { announces } from './classify.ts';
import { Collector, type Found } from './collect.ts';
import { findFacts } from './figures.ts';
import { type Range } from './heading.ts';
import { findMechanisms } from './mechanisms.ts';
import { entryOf, normalise, type Source } from './normalise.ts';
import { type Paragraph, paragraphsOf } from './paragraphs.ts';
import { findTitle } from './title.ts';
import { type Node, treeOf } from './tree.ts';
import type { Entry, Outline, Section } from './types.ts';
import { NEWS_MARK, NEWS_OPENING, NORMATIVE_TITLE, PROBLEM_LIST_TITLE } from './words.ts';

export type { Entry, Outline, Section } from './types.ts';

type Parsed = { source: Source; paragraphs: Paragraph[]; title: Range | null; root: Node };

function parse(text: string): Parsed {
  const source = normalise(text);
  const paragraphs = paragraphsOf(source);
  const title = findTitle(source.norm, paragraphs);
  return { source, paragraphs, title, root: treeOf(source.norm, paragraphs, title?.end ?? 0) };
}

/** A text that orders (regulation, duties) holds no findings, whatever its lists look like. */
function isNormative({ source, paragraphs, title }: Parsed): boolean {
  if (title && NORMATIVE_TITLE.test(source.norm.slice(title.start, title.end))) return true;
  let articles = 0;
  for (const paragraph of paragraphs) if (paragraph.marker?.style === 'article') articles++;
  return articles >= 3;
}

/** News tells what somebody said is wrong or will be done; it is no report of it. */
function isNews({ source, paragraphs, title }: Parsed): boolean {
  const first = paragraphs.find((paragraph) => paragraph.start >= (title?.end ?? 0));
  if (
    !first ||
    !(NEWS_OPENING.test(source.norm.slice(first.start, first.start + 24)) || NEWS_MARK.test(source.norm.slice(0, 160)))
  )
    return false;
  return !paragraphs.some((paragraph) => paragraph.marker?.style === 'cn');
}

function isProblemList({ source, title }: Parsed): boolean {
  return title !== null && PROBLEM_LIST_TITLE.test(source.norm.slice(title.start, title.end));
}

/**
 * Reads a report: title, problems, causes, measures with sub-measures, mechanisms named, figures. Pure; linear in the length of
 * the text. Every entry stands in the text at its place; what is not plainly announced is not listed (DESIGN.md §4, outline).
 */
export function outline(text: string): Outline {
  const parsed = parse(text);
  const { source, paragraphs, title, root } = parsed;
  const collector = new Collector(source.norm, paragraphs);
  const normative = isNormative(parsed);
  if (!normative && !isNews(parsed)) {
    collector.visit(root);
    collector.closingCommands(root);
    const { problems, causes, measures } = collector.found;
    if (isProblemList(parsed) && problems.length + causes.length + measures.length === 0) {
      for (const group of collector.groups(root)) collector.take('problems', group.items);
    }
  }
  const entry = (range: Range): Entry => entryOf(source, range.start, range.end);
  const list = (found: Found[]): Entry[] => distinct(found).map(entry);
  const measures = distinct(collector.found.measures);
  const subs = measures.filter((measure) => measure.subs.length > 0);
  return {
    title: title && entry(title),
    problems: list(collector.found.problems),
    causes: list(collector.found.causes),
    measures: measures.map(entry),
    subMeasures: Object.fromEntries(subs.map((measure) => [entry(measure).text, measure.subs.map(entry)])),
    mechanisms: normative ? [] : findMechanisms(source, paragraphs),
    facts: normative ? [] : findFacts(source, paragraphs, title, firstSection(root)),
  };
}

/** Where the first section begins: a numbered heading of the outermost level. */
function firstSection(root: Node): number {
  const first = root.children.find(
    (node) => node.block && (node.headline || node.style === 'cn' || node.style === 'part' || node.style === 'chapter'),
  );
  return first?.start ?? Number.POSITIVE_INFINITY;
}

/** In order of the text, each place once. */
function distinct(found: Found[]): Found[] {
  const sorted = [...found].sort((a, b) => a.start - b.start);
  return sorted.filter((range, index) => range.start !== sorted[index - 1]?.start);
}

/** The skeleton of a report for showing: headings with their depth and what they announce. */
export function sections(text: string): Section[] {
  const { source, paragraphs, root } = parse(text);
  const collector = new Collector(source.norm, paragraphs);
  const list: Section[] = [];
  const walk = (node: Node, level: number): void => {
    for (const child of node.children) {
      const range = child.block && !child.runIn ? collector.heading(child) : undefined;
      if (range) {
        const { kinds } = announces(source.norm.slice(range.start, range.end));
        list.push({ ...entryOf(source, range.start, range.end), level, kind: kinds[0] ?? 'other' });
      }
      if (child.children.length > 0) walk(child, level + 1);
    }
  };
  walk(root, 0);
  return list;
}
