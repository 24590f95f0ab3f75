import type { SectionKind } from './types.ts';

/** The habits of numbering. Markers of one style with rising numbers make a series. */
export type Style =
  | 'part'
  | 'chapter'
  | 'article'
  | 'cn'
  | 'cnParen'
  | 'arabic'
  | 'arabicComma'
  | 'decimal2'
  | 'decimal3'
  | 'arabicParen'
  | 'circled'
  | 'ringed'
  | 'is'
  | 'must'
  | 'nth'
  | 'its'
  | 'sequence'
  | 'label'
  | 'bullet'
  | 'plain';

export type Marker = { style: Style; number: number; end: number; kind?: SectionKind };

/** Counting words go on within a paragraph: what follows in the next one is not theirs. */
export const COUNTED: ReadonlySet<Style> = new Set<Style>(['is', 'must', 'nth', 'its', 'sequence']);

const CN = '一二三四五六七八九十';
const FINANCIAL = '壹贰叁肆伍陆柒捌玖拾';

/** The value of a Chinese numeral from 1 to 99, or of digits. */
export function ordinal(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  let value = 0;
  let digit = 0;
  for (const char of text) {
    const place = Math.max(CN.indexOf(char), FINANCIAL.indexOf(char)) + 1;
    if (place === 10) {
      value += (digit || 1) * 10;
      digit = 0;
    } else digit = place;
  }
  return value + digit;
}

const BLOCK: ReadonlyArray<readonly [Style, RegExp]> = [
  ['article', /第([一二三四五六七八九十百\d]{1,5})条/y],
  ['chapter', /第([一二三四五六七八九十]{1,3})[章篇]/y],
  ['part', /第([一二三四五六七八九十]{1,3})(?:部分|节)[、,.:]?/y],
  ['nth', /第([一二三四五六七八九十])(?:[,、:.]是?|是)/y],
  ['its', /其([一二三四五六七八九十])[,、:.是]/y],
  ['is', /([一二三四五六七八九十]{1,2})是/y],
  ['must', /([一二三四五六七八九十])要(?!求|素|点|件|闻|害)/y],
  ['cn', /([一二三四五六七八九十]{1,3}|[壹贰叁肆伍陆柒捌玖拾])[、.](?![一二三四五六七八九十]{1,2}[、级线类季月层产])/y],
  ['cnParen', /\(([一二三四五六七八九十]{1,3})\)[、.,:]?/y],
  ['cnParen', /([一二三四五六七八九十]{1,3})\)[、.]?/y],
  ['decimal3', /\d{1,2}\.\d{1,2}\.(\d{1,2})[、.]?(?=[一-龥“《])/y],
  ['decimal2', /\d{1,2}\.(\d{1,2})[、.]?(?=[一-龥“《])(?![万亿元倍个年米吨亩公千百])/y],
  ['arabic', /(\d{1,2})\.(?!\d(?!\d{3}年))/y],
  ['arabicComma', /(\d{1,2})、(?!\d(?!\d{3}年))/y],
  ['arabicParen', /\((\d{1,2})\)[、.,:]?/y],
  ['arabicParen', /(\d{1,2})\)[、.]?/y],
  ['circled', /[①-⑳][、.]?/y],
  ['ringed', /[⑴-⒇⒈-⒛❶-❿][、.]?/y],
  ['cnParen', /【([一二三四五六七八九十]{1,3})】/y],
  ['sequence', /(?:首先|其次|再次|再者|最后)[,:是]?|此外,/y],
  ['bullet', /[•●■◆▪➢◇▶]/y],
];

/** The patterns a first character can begin, so that running text costs one look. */
const BY_FIRST = new Map<string, (readonly [Style, RegExp])[]>();
for (const [firsts, styles] of [
  [CN, ['is', 'must', 'cn', 'cnParen']],
  [FINANCIAL, ['cn']],
  ['0123456789', ['decimal3', 'decimal2', 'arabic', 'arabicComma', 'arabicParen']],
  ['(', ['cnParen', 'arabicParen']],
  ['【', ['cnParen']],
  ['第', ['article', 'chapter', 'part', 'nth']],
  ['其', ['its', 'sequence']],
  ['首再最此', ['sequence']],
  ['•●■◆▪➢◇▶', ['bullet']],
] as const) {
  const patterns = BLOCK.filter(([style]) => (styles as readonly Style[]).includes(style));
  for (const first of firsts) BY_FIRST.set(first, patterns);
}
const CIRCLED = BLOCK.filter(([style]) => style === 'circled' || style === 'ringed');

function patternsFor(first: string): readonly (readonly [Style, RegExp])[] {
  const patterns = BY_FIRST.get(first);
  if (patterns) return patterns;
  return /[①-❿]/.test(first) ? CIRCLED : [];
}

const LABEL = /(问题|原因|措施|对策|建议)([一二三四五六七八九十]{1,2}|\d{1,2})[:、.,]/y;
const LABEL_KIND: Record<string, SectionKind> = {
  问题: 'problems',
  原因: 'causes',
  措施: 'measures',
  对策: 'measures',
  建议: 'measures',
};

const SEQUENCE: Record<string, number> = { 首先: 1, 其次: 2, 再次: 3, 再者: 3, 此外: 80, 最后: 90 };

function circledNumber(code: number): number {
  if (code >= 0x2776) return code - 0x2775;
  return code >= 0x2488 ? code - 0x2487 : code >= 0x2474 ? code - 0x2473 : code - 0x245f;
}

function read(style: Style, match: RegExpExecArray, norm: string, at: number): Marker {
  const end = at + match[0].length;
  if (style === 'circled' || style === 'ringed') return { style, number: circledNumber(norm.charCodeAt(at)), end };
  if (style === 'sequence') return { style, number: SEQUENCE[norm.slice(at, at + 2)] ?? 1, end };
  if (style === 'bullet') return { style, number: 0, end };
  return { style, number: ordinal(match[1] ?? ''), end };
}

/** The marker at the start of a line or paragraph, if there is one. */
export function blockMarker(norm: string, at: number): Marker | undefined {
  const first = norm[at] ?? '';
  if (first !== '' && '问原措对建'.includes(first)) {
    LABEL.lastIndex = at;
    const label = LABEL.exec(norm);
    if (!label) return undefined;
    return {
      style: 'label',
      number: ordinal(label[2] ?? ''),
      end: at + label[0].length,
      kind: LABEL_KIND[label[1] ?? ''] ?? 'other',
    };
  }
  for (const [style, pattern] of patternsFor(first)) {
    pattern.lastIndex = at;
    const match = pattern.exec(norm);
    if (match) return read(style, match, norm, at);
  }
  return undefined;
}

/** Candidates for markers inside a paragraph; `markerInside` decides. */
export const INSIDE =
  /[一二三四五六七八九十]{1,2}[是要]|第[一二三四五六七八九十][,、:.是]|其[一二三四五六七八九十][,、:.是]|首先|其次|再次|再者|最后|\([一二三四五六七八九十\d]{1,3}\)|[①-⑳⑴-⒇❶-❿]|\d{1,2}[.、)](?!\d)|[一二三四五六七八九十]{1,3}、/g;

const AFTER_STOP = new Set('。;:!?…');
const AFTER_PAUSE = new Set('。;:!?…,”)、');

/** Whether a marker found inside a paragraph may count, by what stands before it. `glued`: the text lost its line breaks. */
export function mayStandInside(style: Style, before: string, glued: boolean): boolean {
  if (style === 'cn' || style === 'chapter' || style === 'part') return glued && AFTER_STOP.has(before);
  if (style === 'arabic' || style === 'arabicComma' || style === 'label')
    return AFTER_STOP.has(before) || (glued && /[一-龥)]/.test(before));
  if (style === 'cnParen' || style === 'arabicParen') return AFTER_STOP.has(before) || glued;
  if (style === 'circled' || style === 'ringed') return true;
  if (style === 'is' || style === 'must') return AFTER_PAUSE.has(before);
  return style === 'nth' || style === 'its' || style === 'sequence' ? AFTER_STOP.has(before) || before === ',' : false;
}
