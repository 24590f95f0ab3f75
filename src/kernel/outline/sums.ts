import { arabicFigures, type Figure, textStart } from './figures.ts';
import { entryOf, normalise, type Source } from './normalise.ts';
import { paragraphsOf } from './paragraphs.ts';
import type { Entry } from './types.ts';

/** A figure of a sum, with the words that say what was counted. */
export type Term = Entry & { value: number; unit: string };

/**
 * Figures of one statement that do not fit each other.
 * `parts`: a total and its parts; `left`: so many came in, fewer were dealt with, and nothing says where the others went;
 * `share`: a percentage and its counts; `questionnaire`: more came back than went out, or a rate that is not theirs.
 */
export type SumKind = 'parts' | 'left' | 'share' | 'questionnaire';

/** `total` is what the text says, `computed` what `parts` make, `difference` how far they are apart; `at` holds all of them. */
export type Sum = Entry & { kind: SumKind; total: Term; parts: Term[]; computed: number; difference: number };

/** A paragraph of more figures is a table that lost its lines; comparing all of them would take its time and tell nothing. */
const mostFigures = 200;

type Stretch = { source: Source; start: number; text: string; figures: Figure[] };
type Found = { kind: SumKind; total: Figure; parts: Figure[]; computed: number };

const label = /^[一-龥A-Za-z“”]{1,14}$/;
/** Groups that one and the same person may belong to at once add up to more than there are. */
const overlapping = /党员|妇女|女性|青年|团员|少数民族|老年|困难|低保|残疾|以上|以下/;
const unfinished = /等|主要|包括|例如|特别|尤其|重点|仅|只|近|多/;
const rest = /其余|剩余|余下|另有|另外|还有|尚有|此外/;
/** Of a list that does not say that it is whole, only one that nearly is was meant to be. */
const nearlyWhole = 0.85;

const between = ({ text }: Stretch, before: number, after: number): string => text.slice(before, after);

/** Words between a total and its list that name only what was counted. */
const isShortNoun = (words: string): boolean => words.length <= 12 && /^[一-龥“”]*[,:]?$/.test(words);

/** Parts in a row, all counted in the same unit and parted by the same sign: 河西28户、东坪31户. */
const listFrom = (stretch: Stretch, from: number, index: number, unit: string): Figure[] => {
  const list: Figure[] = [];
  let sign: string | null = null;
  let at = from;
  for (let next = index; next < stretch.figures.length; next++) {
    const figure = stretch.figures[next] as Figure;
    const words = between(stretch, at, figure.start);
    const [, first = '', name = ''] = /^([、,;]?(?:和|及|与|以及)?)(.*)$/.exec(words) ?? [];
    if (figure.unit !== unit || figure.approximate || !label.test(name)) break;
    const mark = first === '' ? null : (first[0] as string);
    if (list.length > 0 && mark === null) break;
    if (list.length > 1 && mark !== sign && /[、,;]/.test(mark ?? '')) break;
    if (list.length === 1) sign = mark;
    list.push(figure);
    at = figure.end;
  }
  return list;
};

const add = (figures: readonly Figure[]): number =>
  Number(figures.reduce((sum, { value }) => sum + value, 0).toFixed(6));

const names = (stretch: Stretch, from: number, list: readonly Figure[]): string =>
  between(stretch, from, (list.at(-1) as Figure).end);

/** 共走访62户，其中河西28户、东坪31户. */
const ofWhich = (stretch: Stretch): Found[] => {
  const found: Found[] = [];
  for (const match of stretch.text.matchAll(/其中:?/g)) {
    const from = match.index + match[0].length;
    const index = stretch.figures.findIndex(({ start }) => start >= from);
    const total = stretch.figures[index - 1];
    if (index < 1 || !total || total.approximate || total.end > match.index) continue;
    if (!isShortNoun(between(stretch, total.end, match.index).replace(/[,(]$/, ','))) continue;
    const parts = listFrom(stretch, from, index, total.unit);
    if (parts.length < 2) continue;
    const computed = add(parts);
    const words = names(stretch, from, parts);
    const after = stretch.text.slice((parts.at(-1) as Figure).end).split('。')[0] ?? '';
    if (unfinished.test(words) || /^[一-龥]{0,6}等/.test(after)) continue;
    if (computed > total.value && overlapping.test(words)) continue;
    if (computed < total.value && (computed < total.value * nearlyWhole || rest.test(after))) continue;
    found.push({ kind: 'parts', total, parts, computed });
  }
  return found;
};

/** 问题10个（发展5个、急难愁盼3个、其他1个）: what stands in brackets behind a total and is nothing but a list. */
const inBrackets = (stretch: Stretch): Found[] =>
  stretch.figures.flatMap((total, index): Found[] => {
    const opening = /^[一-龥]{0,8}\(/.exec(stretch.text.slice(total.end));
    if (!opening || total.approximate) return [];
    const from = total.end + opening[0].length;
    const parts = listFrom(stretch, from, index + 1, total.unit);
    const last = parts.at(-1);
    if (parts.length < 2 || !last || !/^[一-龥]{0,4}\)/.test(stretch.text.slice(last.end))) return [];
    const computed = add(parts);
    if (unfinished.test(names(stretch, from, parts)) || computed < total.value * 0.6) return [];
    return computed > total.value && overlapping.test(names(stretch, from, parts))
      ? []
      : [{ kind: 'parts', total, parts, computed }];
  });

/** 河西28户、东坪31户，共计62户: the list first, then what it is said to make. */
const madeUp = (stretch: Stretch): Found[] =>
  stretch.figures.flatMap((total, index): Found[] => {
    const before = stretch.figures[index - 1];
    if (!before || total.approximate || index < 2) return [];
    if (!/^[一-龥]{0,4}[,:;]?(?:合计|共计|总计|总共)[一-龥]{0,6}$/.test(between(stretch, before.end, total.start)))
      return [];
    const parts: Figure[] = [];
    for (let at = index - 1; at >= 0; at--) {
      const figure = stretch.figures[at] as Figure;
      if (figure.unit !== total.unit || figure.approximate) break;
      parts.unshift(figure);
      const previous = stretch.figures[at - 1];
      if (!previous || !/^[一-龥]{0,4}、[一-龥A-Za-z“”]{1,14}$/.test(between(stretch, previous.end, figure.start)))
        break;
    }
    const computed = add(parts);
    return parts.length < 2 || computed < total.value * 0.5 || computed > total.value * 1.5
      ? []
      : [{ kind: 'parts', total, parts, computed }];
  });

const cameIn = /(?:收集|征集|征求|收到|受理|接到|梳理|听取|排查出|发现|查摆)[一-龥]{0,8}$/;
const dealtWith =
  /(?:当场|现场|当即|当天|已|已经|即时)?(?:答复|回复|解决|办结|办理|整改|处理|化解|落实|采纳|反馈)(?:到位|完成)?了?$/;
const goesOn =
  /其余|剩余|余下|另有|另外|还有|尚有|此外|正在|其他|未能|暂|逐步|限期|全部|均已|都已|逐条|逐一|移交|转交|列入|纳入|建立台账|占|%/;
const countable = /^(?:条|件|个|项|起|份|处|户|人次)$/;

/** 收集意见17条，当场答复9条: and the other eight? */
const leftOver = (stretch: Stretch): Found[] =>
  stretch.figures.flatMap((total, index): Found[] => {
    const done = stretch.figures[index + 1];
    if (!done || total.approximate || done.approximate || done.unit !== total.unit || !countable.test(total.unit))
      return [];
    if (done.value >= total.value || !cameIn.test(stretch.text.slice(Math.max(0, total.start - 14), total.start)))
      return [];
    const words = between(stretch, total.end, done.start);
    if (words.length > 16 || words.includes('。') || !dealtWith.test(words)) return [];
    const left = total.value - done.value;
    const after = stretch.text.slice(done.end);
    if (
      goesOn.test(after) ||
      goesOn.test(words) ||
      stretch.figures.some(({ value, start }) => value === left && start > done.start)
    )
      return [];
    return [{ kind: 'left', total, parts: [done], computed: left }];
  });

/** How far a rounded percentage may be from what was counted. */
const rounding = ({ start, end }: Figure, text: string): number => {
  const decimals = /\.(\d+)/.exec(text.slice(start, end))?.[1]?.length ?? 0;
  return 0.6 * 10 ** -decimals;
};
const fits = (part: number, whole: number, share: Figure, text: string): boolean =>
  whole !== 0 && Math.abs((part / whole) * 100 - share.value) <= rounding(share, text);
const percent = (part: number, whole: number): number => Number(((part / whole) * 100).toFixed(1));

/** 18条建议，当场解决2条，占12.5%: a share that belongs to no two counts of its paragraph. */
const wrongShare = (stretch: Stretch): Found[] =>
  stretch.figures.flatMap((share, index): Found[] => {
    if (share.unit !== '%' || share.approximate || share.value > 100) return [];
    const part = stretch.figures[index - 1];
    const whole = stretch.figures[index - 2];
    if (
      !part ||
      !whole ||
      part.unit !== whole.unit ||
      part.approximate ||
      whole.approximate ||
      part.value > whole.value
    )
      return [];
    if (!/^[一-龥]{0,8},?占(?:总数|全部|比)?(?:的|为|达)?$/.test(between(stretch, part.end, share.start))) return [];
    if (/[。;]/.test(between(stretch, whole.start, share.start))) return [];
    const counts = stretch.figures.filter(({ unit }) => unit !== '%');
    const known = counts.some((one) =>
      counts.some(
        (other) =>
          fits(one.value, other.value, share, stretch.text) ||
          fits(other.value - one.value, other.value, share, stretch.text),
      ),
    );
    return known
      ? []
      : [{ kind: 'share', total: share, parts: [part, whole], computed: percent(part.value, whole.value) }];
  });

/** Where a sentence on questionnaires says how many went out, came back, were valid, and at what rate. */
const questionnaire = (stretch: Stretch): Found[] => {
  if (!stretch.text.includes('问卷')) return [];
  const said = (pattern: RegExp, isRate: boolean): Figure | undefined =>
    stretch.figures.find(
      ({ start, unit, approximate }) =>
        !approximate &&
        (unit === '%') === isRate &&
        (isRate || unit === '份') &&
        pattern.test(stretch.text.slice(Math.max(0, start - 12), start)),
    );
  const sent = said(/(?:发放|发出|下发|派发)[^,。;回收有效]{0,8}$/, false);
  const back = said(/(?:回收|收回)(?!率)[^,。;有效率]{0,8}$/, false);
  const valid = said(/有效(?!率)[^,。;率]{0,6}$/, false);
  const backRate = said(/(?:回收|收回)率(?:为|达|达到|是)?$/, true);
  const validRate = said(/有效率(?:为|达|达到|是)?$/, true);
  const found: Found[] = [];
  if (sent && back && back.value > sent.value)
    found.push({ kind: 'questionnaire', total: back, parts: [sent], computed: sent.value });
  if (back && valid && valid.value > back.value)
    found.push({ kind: 'questionnaire', total: valid, parts: [back], computed: back.value });
  if (sent && back && backRate && !fits(back.value, sent.value, backRate, stretch.text))
    found.push({
      kind: 'questionnaire',
      total: backRate,
      parts: [back, sent],
      computed: percent(back.value, sent.value),
    });
  const base = back ?? sent;
  if (
    base &&
    valid &&
    validRate &&
    ![back, sent].some((whole) => whole && fits(valid.value, whole.value, validRate, stretch.text))
  )
    found.push({
      kind: 'questionnaire',
      total: validRate,
      parts: [valid, base],
      computed: percent(valid.value, base.value),
    });
  return found;
};

const termOf = ({ source, start, text }: Stretch, figure: Figure): Term => {
  let from = figure.start;
  while (from > 0 && figure.start - from < 12 && /[一-龥]/.test(text[from - 1] ?? '')) from--;
  const { text: words, at } = entryOf(source, start + from, start + figure.end);
  return { text: words.replace(/^其中/, ''), at, value: figure.value, unit: figure.unit };
};

const sumOf = (stretch: Stretch, { kind, total, parts, computed }: Found): Sum => {
  const all = [total, ...parts];
  const from = Math.min(...all.map(({ start }) => start));
  const to = Math.max(...all.map(({ end }) => end));
  return {
    ...entryOf(stretch.source, stretch.start + from, stretch.start + to),
    kind,
    total: termOf(stretch, total),
    parts: parts.map((part) => termOf(stretch, part)),
    computed,
    difference: kind === 'left' ? computed : Number(Math.abs(total.value - computed).toFixed(6)),
  };
};

/**
 * Sums of a report that do not add up, in the order of its text. Only what the text itself states as a sum is looked at; a list
 * that does not say that it is whole is taken for one only when it nearly is. A person decides each.
 */
export const sums = (text: string): Sum[] => {
  const source = normalise(text);
  const found = paragraphsOf(source).flatMap((paragraph) => {
    const start = textStart(paragraph);
    const words = source.norm.slice(start, paragraph.end);
    const stretch: Stretch = {
      source,
      start,
      text: words,
      figures: arabicFigures(words).sort((a, b) => a.start - b.start),
    };
    if (stretch.figures.length > mostFigures) return [];
    const wrong = [...ofWhich(stretch), ...inBrackets(stretch), ...madeUp(stretch)].filter(
      ({ total, computed }) => total.value !== computed,
    );
    return [...wrong, ...leftOver(stretch), ...wrongShare(stretch), ...questionnaire(stretch)].map((each) =>
      sumOf(stretch, each),
    );
  });
  const sorted = found.sort((a, b) => a.at[0] - b.at[0] || a.at[1] - b.at[1]);
  // One statement read in two ways is one sum.
  return sorted.filter((sum, index) => index === 0 || sum.total.at[0] !== sorted[index - 1]?.total.at[0]);
};
