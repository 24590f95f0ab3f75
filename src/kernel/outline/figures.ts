import type { Range } from './heading.ts';
import { entryOf, type Source } from './normalise.ts';
import { blockMarker } from './numbering.ts';
import { collectiveIn, documentOrganisation, Names, type Subject, speaker, subjectsOf } from './organisations.ts';
import type { Paragraph } from './paragraphs.ts';
import type { Fact } from './types.ts';

const UNITS =
  '个百分点|平方公里|平方米|立方米|个工作日|个月|人次|场次|户次|车次|台次|辆次|件次|批次|家次|人份|公里|千米|公斤|千克|公顷|小时|分钟|个|次|项|条|篇|份|户|场|人|名|件|起|家|批|期|天|周|元|亩|吨|米|处|台|辆|套|部|本|册|支|站|所|类|种|宗|例|位|块|幅|张|封|轮|组|座|间|栋|幢|只|头|株|棵|盏|节|堂|遍|趟|面|枚|艘|%';

const ARABIC = new RegExp(
  `(\\d{1,3}(?:,\\d{3})+|\\d{1,12})(\\.\\d{1,6})?(百万|千万|[十百千万亿])?([余多来几]?)(万|亿)?(余|多)?(${UNITS})`,
  'g',
);
const CHINESE = new RegExp(`([零〇一二两三四五六七八九十百千万亿]{1,10})([余多来几]?)(${UNITS})`, 'g');

const APPROXIMATE_BEFORE = /(?:近|约|大约|将近|接近|逾|超过|超)$/;
/** Frames in which a number written in characters is a quantity and not a turn of speech. */
const FRAME =
  /(?:为期|至少|不少于|不低于|不超过|最多(?!的)|多达|达到?|共计?|总共|先后|累计|分别|各|合计)(?:近|约|逾|超过|[一-龥]{1,2})?$/;
const RESULT_BEFORE =
  /(?:开展|召开|走访|完成|收集|征集|征求|解决|发现|形成|制定|出台|查处|整改|办理|受理|举办|组织|培训|发放|收回|建成|新建|改造|处置|清理|约谈|通报|建立|化解|慰问|检查|抽查|抽调|聘用|选派)了?$/;
const RESULT_CLAUSE =
  /^(?:[一-龥]{0,6}?)(?:开展|召开|走访|完成|收集|征集|征求|解决|发现|形成|制定|出台|查处|整改|办理|受理|举办|组织|培训|发放|收回|建成|化解|慰问|检查|抽查)[一-龥]{1,16}$/;

/** A stretch of time is a figure only where it is what was measured, not where it says when. */
const TIME = /^(?:个月|天|周|小时|分钟|个工作日)$/;
const SPAN = /(?:为期|历时|用时|缩短|压缩|提速|平均|累计|时限|减少|节约|延长|时间)[^,。;]{0,10}$/;

const DIGITS: Record<string, number> = {
  零: 0,
  〇: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};
const SCALES: Record<string, number> = { 十: 10, 百: 100, 千: 1000 };

/** Value of a numeral written in characters, such as 一千三百 or 两万五; NaN where it is none. */
export function chineseValue(text: string): number {
  let total = 0;
  let section = 0;
  let digit = 0;
  for (const char of text) {
    const value = DIGITS[char];
    if (value !== undefined) digit = value;
    else if (SCALES[char] !== undefined) {
      section += (digit || 1) * (SCALES[char] ?? 1);
      digit = 0;
    } else if (char === '万' || char === '亿') {
      total = (total + section + digit || 1) * (char === '万' ? 1e4 : 1e8);
      section = 0;
      digit = 0;
    } else return Number.NaN;
  }
  return total + section + digit;
}

const POWERS: Record<string, number> = { 十: 1, 百: 2, 千: 3, 万: 4, 亿: 8, 百万: 6, 千万: 7 };

/** Moves the decimal point as text, so that 1.1万 is 11000 and not a little more. */
function scaled(whole: string, fraction: string, power: number): number {
  const digits = fraction.slice(1);
  return Number(`${whole.replaceAll(',', '')}${digits}e${power - digits.length}`);
}

/** 3到5个, 3个至5个: the end of a range. 到5个乡镇 is none. */
const RANGE_BEFORE = new RegExp(`[\\d一二三四五六七八九十](?:${UNITS}|年|月|日|时|点|[十百千万亿])?[至到]$`);

/** A number with its unit as a range of the folded text. */
export type Figure = { start: number; end: number; value: number; unit: string; approximate: boolean };

function isStop(char: string | undefined): boolean {
  return char === undefined || '。,;:!?、()“”‘’《》…—'.includes(char);
}

export function arabicFigures(text: string): Figure[] {
  const figures: Figure[] = [];
  for (const match of text.matchAll(ARABIC)) {
    const [whole, number = '', fraction = '', scale = '', about = '', more = '', about2 = '', unit = ''] = match;
    const start = match.index;
    const end = start + whole.length;
    const before = text[start - 1] ?? '';
    if (
      /[第\d.\-~/:：+×A-Za-z#－—〔号]/.test(before) ||
      RANGE_BEFORE.test(text.slice(Math.max(0, start - 8), start)) ||
      /[\d]/.test(text[end] ?? '') ||
      /^(?:以?内|以来)/.test(text.slice(end, end + 2))
    )
      continue;
    // 3个百分点 and 5年期 style names: a letter or dash behind the unit belongs to a code.
    if (/[A-Za-z-]/.test(text[end] ?? '')) continue;
    if (TIME.test(unit) && !SPAN.test(text.slice(Math.max(0, start - 16), start))) continue;
    const value = scaled(number, fraction, (POWERS[scale] ?? 0) + (POWERS[more] ?? 0));
    if (!Number.isFinite(value) || value > Number.MAX_SAFE_INTEGER) continue;
    const near =
      APPROXIMATE_BEFORE.test(text.slice(Math.max(0, start - 2), start)) ||
      /^(?:左右|上下)/.test(text.slice(end, end + 2));
    figures.push({ start, end, value, unit, approximate: about !== '' || about2 !== '' || near });
  }
  return figures;
}

function clauseStart(text: string, at: number): number {
  let start = at;
  while (start > 0 && !isStop(text[start - 1]) && at - start < 40) start--;
  return start;
}

function chineseFigures(text: string): Figure[] {
  const figures: Figure[] = [];
  for (const match of text.matchAll(CHINESE)) {
    const [whole, number = '', about = '', unit = ''] = match;
    const start = match.index;
    const end = start + whole.length;
    const value = chineseValue(number);
    if (!Number.isFinite(value) || value === 0 || /[第每第周]/.test(text[start - 1] ?? '')) continue;
    const before = text.slice(clauseStart(text, start), start);
    const framed = FRAME.test(before.slice(-8)) && !/(?:第|每)$/.test(before);
    const least = /(?:至少|不少于|不低于|最多(?!的)|不超过)[一-龥]{1,3}$/.test(before);
    const counted = value > 1 && (RESULT_BEFORE.test(before) || (isStop(text[end]) && RESULT_CLAUSE.test(before)));
    if (!framed && !least && !counted) continue;
    // 二次供水, 二类: the turn, not the quantity, which would be 两.
    if ((number === '二' && !framed && !least) || (unit === '人' && value < 10)) continue;
    figures.push({ start, end, value, unit, approximate: about !== '' || APPROXIMATE_BEFORE.test(before.slice(-2)) });
  }
  return figures;
}

const CUT =
  /先后|累计|分别|共计|共|已|均|并|和|与|及|的|为|在|进行|开展|等|是|都|被|以|从|对|向|到|只|仅|未|还|就|至今|尚|(?<=[一-龥])(?:走访|调研|没有|参加|参与|作了|作出)/;
/** One character that is a thing to count by itself. */
const THING = /^[村县乡镇省市区组户厂校店岗路桥井库站点]$/;
const FILLER =
  /(?:先后|累计|分别|共计|共有|共|已经|已|各|达到|达|为期|约|近|逾|超过|至少|不少于|不低于|不超过|不足|只有|只|仅|占|每年|为|了|有|是)+$/;

/** Words between a figure and its noun: 20户以上的自然村. */
const ABOUT = /^(?:左右|上下|以上|以下)?的?/;

function itemOf(text: string, figure: Figure, from: number, to: number): string {
  const after = text.slice(figure.end, to).replace(ABOUT, '');
  const cut = CUT.exec(after.replace(/^被(?![一-龥]?$)/, '某'));
  const noun = cut ? after.slice(0, cut.index) : after;
  if ((noun.length >= 2 && noun.length <= 14) || THING.test(noun)) return noun;
  const before = text.slice(from, figure.start).replace(/\($/, '').replace(FILLER, '');
  return before.length >= 2 ? before : noun;
}

/** Figures of one paragraph with the stretch of text that says what was counted: up to the next stop or the next figure. */
function figuresIn(
  text: string,
  subjects: readonly Subject[],
): (Figure & { from: number; to: number; item: string })[] {
  const all = [...arabicFigures(text), ...chineseFigures(text)].sort((a, b) => a.start - b.start);
  const ends = new Set(
    subjects.filter((subject, index) => index === 0 || subject.sentence).map((subject) => subject.end),
  );
  const apart = all.filter((figure, index) => index === 0 || figure.start >= (all[index - 1]?.end ?? 0));
  let floor = 0;
  return apart.map((figure, index) => {
    const roof = apart[index + 1]?.start ?? text.length;
    let from = figure.start;
    while (from > floor && !isStop(text[from - 1]) && !ends.has(from) && figure.start - from < 30) from--;
    const marker = blockMarker(text, from);
    if (marker && marker.end < figure.start) from = marker.end;
    // 典型案例(12个): what was counted stands before the bracket.
    if (from === figure.start && text[from - 1] === '(' && text[figure.end] === ')') {
      from--;
      while (from > floor && !isStop(text[from - 1]) && !ends.has(from) && figure.start - from < 14) from--;
    }
    const opening = from === figure.start && text[from - 1] === '”' ? text.lastIndexOf('“', from) : -1;
    if (opening >= floor && from - opening <= 16) from = opening;
    let to = figure.end;
    while (to < roof && !isStop(text[to]) && to - figure.end < 14) to++;
    const item = itemOf(text, figure, from, to);
    const noun = figure.end + (ABOUT.exec(text.slice(figure.end, figure.end + 4))?.[0].length ?? 0);
    const end = text.startsWith(item, noun) ? noun + item.length : figure.end;
    floor = end;
    return { ...figure, from, to: end, item };
  });
}

/** A name read in folded text, as the source writes it where it first stands from `from` on. */
function spelled(source: Source, name: string, from: number): string {
  const at = name === '' ? -1 : source.norm.indexOf(name, from);
  return at < 0 ? name : entryOf(source, at, at + name.length).text;
}

/** 5 9亿元: a number that lost its point; what it said cannot be known. A gap before three digits parts thousands. */
function lostItsPoint({ norm, raw, pos }: Source, from: number): boolean {
  for (let at = from; /\d/.test(norm[at + 1] ?? ''); at++) {
    const between = raw.slice((pos[at] ?? 0) + 1, pos[at + 1]);
    if (between !== '' && !/[\r\n]/.test(between) && !/^\d{3}(?!\d)/.test(norm.slice(at + 1, at + 5))) return true;
  }
  return false;
}

/** Shorter paragraphs hold no figure with its words. */
const SHORTEST = 6;

export function textStart(paragraph: Paragraph): number {
  return Math.min(paragraph.marker?.end ?? paragraph.start, paragraph.end);
}

/**
 * Counted results with the organisation they belong to. Dates, clause numbers, telephone numbers and turns of speech
 * (一系列, 两个责任) are none.
 */
export function findFacts(
  source: Source,
  paragraphs: readonly Paragraph[],
  title: Range | null,
  firstSection: number,
): Fact[] {
  const { norm } = source;
  const names = new Names();
  const subjects = paragraphs.map((paragraph) =>
    paragraph.end - paragraph.start < SHORTEST ? [] : subjectsOf(norm.slice(textStart(paragraph), paragraph.end)),
  );
  for (const list of subjects) for (const subject of list) if (!subject.first) names.add(subject.name);
  const own = documentOrganisation(norm, title, paragraphs);
  const spellings = new Map<string, string>();
  const spell = (name: string, from: number): string => {
    const known = spellings.get(name) ?? spelled(source, name, norm.startsWith(name, from) ? from : 0);
    spellings.set(name, known);
    return known;
  };
  // Whoever was named last before the first section.
  let carried = '';
  const facts: Fact[] = [];
  for (const [index, paragraph] of paragraphs.entries()) {
    if ((title && paragraph.start < title.end) || paragraph.end - paragraph.start < SHORTEST) continue;
    const list = subjects[index] ?? [];
    const start = textStart(paragraph);
    const text = norm.slice(start, paragraph.end);
    let next = 0;
    let current: Subject | undefined;
    for (const figure of figuresIn(text, list)) {
      if (lostItsPoint(source, start + figure.start)) continue;
      for (; next < list.length && (list[next]?.at ?? 0) <= figure.start; next++) {
        const subject = list[next];
        if (subject && (!current || subject.sentence || !subject.first)) current = subject;
      }
      const from = start + figure.from;
      const entry = entryOf(source, from, start + figure.to);
      // Who is named at the start (a byline, a group that did the survey) counts up to the first section only.
      const whole = own.lasting ? own.name : start < firstSection ? carried || own.name : '';
      const named = current
        ? current.first
          ? speaker(current.name, own)
          : current.name
        : (collectiveIn(text.slice(Math.max(0, figure.start - 80), figure.start)) ?? whole);
      if (current && !current.first && start < firstSection) carried = current.name;
      facts.push({
        ...entry,
        quote: entry.text,
        org: spell(names.canonical(named), start + (current?.end ?? 0) - named.length),
        item: spelled(source, figure.item, from),
        value: figure.value,
        unit:
          figure.unit === '%' ? '%' : entryOf(source, start + figure.end - figure.unit.length, start + figure.end).text,
        ...(figure.approximate ? { approximate: true as const } : {}),
      });
    }
  }
  return facts;
}
