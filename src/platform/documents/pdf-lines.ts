/** Words as a PDF places them; `y` is the share of the page's height, `top` the same in points, both from above. */
export type Run = { text: string; x: number; y: number; top: number; width: number; size: number };
export type Line = { text: string; left: number; right: number; top: number; y: number; size: number; cells: number };

const han = /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’—…·]/;

/** Writers set Chinese and digits a little apart; nobody typed that gap. */
const strayGap =
  /(?<=[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’—…·]) +| +(?=[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’—…·])/g;

/** What stands between two runs of a line: nothing in Chinese, a gap between words, a tab between the cells of a table. */
const between = (before: Run, after: Run): string => {
  const gap = after.x - (before.x + before.width);
  if (gap > after.size * 2) return '\t';
  const left = before.text.at(-1) ?? '';
  const right = after.text[0] ?? '';
  if (/\s/.test(left) || /\s/.test(right) || han.test(left) || han.test(right)) return '';
  return gap > after.size * 0.2 ? ' ' : '';
};

const lineOf = (runs: readonly Run[]): Line => {
  const sorted = [...runs].sort((a, b) => a.x - b.x);
  const [first] = sorted as [Run];
  const last = sorted.at(-1) as Run;
  let text = first.text;
  for (let index = 1; index < sorted.length; index++) {
    const run = sorted[index] as Run;
    text += between(sorted[index - 1] as Run, run) + run.text;
  }
  return {
    text: text.replace(strayGap, '').trim(),
    left: first.x,
    right: last.x + last.width,
    top: first.top,
    y: first.y,
    size: Math.max(...sorted.map(({ size }) => size)),
    cells: text.split('\t').length,
  };
};

/** Runs of a page as lines from above: what stands at about the same height is one line. */
export const linesOf = (runs: readonly Run[]): Line[] => {
  const said = runs.filter(({ text }) => text.trim() !== '').sort((a, b) => a.top - b.top);
  const groups: Run[][] = [];
  for (const run of said) {
    const group = groups.at(-1);
    const head = group?.[0];
    if (group && head && Math.abs(run.top - head.top) < Math.max(run.size, head.size) * 0.5) group.push(run);
    else groups.push([run]);
  }
  return groups.map(lineOf);
};

const pageNumber =
  /^[-—–－·~\s]*(第?\s*\d{1,4}\s*页?|\d{1,4}\s*\/\s*\d{1,4}|第\s*\d+\s*页\s*[,，]?\s*共\s*\d+\s*页)[-—–－·~\s]*$/;
const atEdge = ({ y }: Line): boolean => y < 0.1 || y > 0.9;

/** Page numbers, and what stands at the edge of most pages. */
const furniture = (pages: readonly Line[][]): ((line: Line) => boolean) => {
  const bare = (line: Line) => line.text.replace(/\d+/g, '#');
  const seen = new Map<string, number>();
  for (const page of pages)
    for (const words of new Set(page.filter(atEdge).map(bare))) seen.set(words, (seen.get(words) ?? 0) + 1);
  const most = Math.max(2, pages.length * 0.5);
  return (line) =>
    atEdge(line) &&
    (pageNumber.test(line.text) || (pages.length > 1 && (seen.get(bare(line)) ?? 0) > most - 1 && pages.length > 2));
};

const middle = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0;

/** Where lines that go on begin: the place furthest to the left at which a fair part of the text begins. */
const marginOf = (lines: readonly Line[]): number => {
  const signs = new Map<number, number>();
  for (const { left, text } of lines) {
    const at = Math.round(left / 2) * 2;
    signs.set(at, (signs.get(at) ?? 0) + text.length);
  }
  const fair = lines.reduce((sum, { text }) => sum + text.length, 0) * 0.08;
  return Math.min(...[...signs].filter(([, count]) => count >= fair).map(([at]) => at));
};

/** A numbered point behind the end of a sentence begins a paragraph, however full the line before it is. */
const begins = (before: Line, line: Line): boolean =>
  /[。：；！？]$/.test(before.text) &&
  /^([一二三四五六七八九十]+[、是]|[（(][一二三四五六七八九十]+[)）]|\d{1,2}[.、．](?!\d))/.test(line.text);

const join = (before: string, after: string): string =>
  han.test(before.at(-1) ?? '') || han.test(after[0] ?? '') ? before + after : `${before} ${after}`;

/** Lines of all pages as paragraphs: a first line is indented, a last one is short, or a gap parts them. */
export const paragraphsOfLines = (pages: readonly Line[][]): string[] => {
  const isFurniture = furniture(pages);
  const kept = pages.map((page) => page.filter((line) => !isFurniture(line)));
  const lines = kept.flat();
  const prose = lines.filter(({ cells }) => cells === 1);
  const left = marginOf(prose);
  const right = middle(
    prose.filter(({ text }) => text.length > 10).map((line) => line.right),
    0.9,
  );
  const pitches = kept.flatMap((page) => page.slice(1).map((line, index) => line.top - (page[index] as Line).top));
  const pitch = middle(pitches, 0.4);
  const paragraphs: string[] = [];
  let before: Line | null = null;
  for (const page of kept) {
    for (const [index, line] of page.entries()) {
      const goesOn: boolean =
        before !== null &&
        before.cells === 1 &&
        line.cells === 1 &&
        !begins(before, line) &&
        before.right > right - before.size * 1.6 &&
        line.left < left + line.size * 1.2 &&
        Math.abs(line.size - before.size) < before.size * 0.15 &&
        (index === 0 || line.top - before.top < pitch * 1.7);
      const last = paragraphs.at(-1);
      if (goesOn && last !== undefined) paragraphs[paragraphs.length - 1] = join(last, line.text);
      else paragraphs.push(line.text);
      before = line;
    }
  }
  return paragraphs;
};
