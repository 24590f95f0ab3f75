import { entryOf, type Source } from './normalise.ts';
import type { Paragraph } from './paragraphs.ts';
import type { Entry } from './types.ts';

/** Mechanisms a text names: what is set up or put into practice by a name of its own, quoted or not. */

const SUFFIX =
  '责任制|承诺制|负责制|办结制|追究制|公示制|告知制|代办制|包保制|秘书制|专员制|销号制|轮岗制|办理制|承包制|项目制|机制|制度|体系|平台|系统|清单|台账|台帐|档案|办公室|督查室|专班|热线|工作法|评价法|管理法|积分制|模式|专窗|专席';

/** “X”联动机制: a quoted name with the word that says what it is. */
const QUOTED_WITH_HEAD =
  /“([^“”]{2,24})”(?:的(?:[一-龥]{0,4})(?:模式|机制|方式|制度|办法|体系)|((?!的)[一-龥]{0,4}?(?:机制|制度|方案|工作法|模式|体系|清单|平台|系统|制|法)(?![度定约律规])))?/g;
/** Verbs with which a thing is put into practice. */
const PRACTISE =
  /(?:实施|推行|实行|试行|采取|采用|绘制|运用|落实|执行|推广|建立|打造|探索|设立|完善|优化|健全|开展|用好)(?:了)?(?:“[^“”]{2,14}”[和、与及])*$/;
const LISTED = /(?:采取|通过|运用|采用|实行|推行)[^。;“”]{0,24}(?:“[^“”]{2,14}”[、和])*$/;
const NOT_A_NAME =
  /^(?:的|为|是|优良|传统|精神|作风|主题|理念|意识|要求)|^(?:专项|主题|系列)?(?:调研|活动|教育|行动|大讨论|学习|整治|竞赛)/;

/** 实行 and its like take any name. */
const STRONG = /(?:探索实行|推动实行|实行|推行|试行)(?:了)?([一-龥、]{4,40}?)(?=[,。;:!?等的]|$)/g;
const SET_UP = new RegExp(
  `(?:建立健全|建立和完善|建立并完善|建立|健全|完善|设立|构建|搭建|打造|引入|优化|巩固和强化|强化|落实|执行|采取|运用|采用|组建|成立|推行|实行|开通|出台)(?:了|起)?(?:各项|一套|一批|相应的?|科学的|统一的|专门的|有效的|规范的|严格的|完善的|长效的?)?([一-龥]{2,14}?(?:${SUFFIX}))(?=[,。;:!?、等和及与并的“]|$)`,
  'g',
);
const NEXT_IN_LIST = new RegExp(`[、和与]([一-龥]{2,12}?(?:${SUFFIX}))(?=[,。;:!?、等和及与]|$)`, 'y');

/** Names every official reader knows; they count wherever they stand. */
const KNOWN =
  /首问(?:责任制|负责制|负责)|限时办结制?|一岗双责|民主评议|四不两直|三会一课|服务承诺制|一次性告知(?:制度|制)?|岗位责任制|责任追究制|[AＡ][BＢ][岗角](?:制度|制)?|接诉即办|最多跑一次|一网通办|好差评|双随机[、,]?一公开|网格化管理|[河林田]长制|三重一大|“三定”方案|三定方案|述职述廉|离岗告示制?|项目化管理|台账化管理|挂牌督办|末位淘汰制?|延时服务|容缺受理/g;

const GENERIC =
  /^(?:相关|有关|配套|长效|各类|各种|良好|工作|管理|规章|责任|监督|考核|激励|约束|竞争|问责|保障|运行|奖惩|服务|指标|评价|领导|组织|法律|法规|政策|工作)*(?:机制|制度|体系|平台|系统|档案|模式|专班)$|配套制度$/;
const VERBAL =
  /的|^(?:与|和|对|在|把|将|以|由|各|更|一系列)|(?:不断|进一步|切实|加强|提高|推动|促进|确保|通过|按照|要求|解决)/;

type Range = { start: number; end: number };

function coreLength(name: string): number {
  return name.replace(
    /(?:机制|制度|体系|平台|系统|清单|台账|台帐|档案|办公室|督查室|专班|热线|模式|专窗|专席|制|法)$/,
    '',
  ).length;
}

function isName(name: string): boolean {
  if (GENERIC.test(name) || VERBAL.test(name)) return false;
  return coreLength(name) >= (/(?:机制|制度|体系|平台|系统|档案|模式)$/.test(name) ? 4 : 2);
}

function quoted(text: string, add: (start: number, end: number) => void): void {
  for (const match of text.matchAll(QUOTED_WITH_HEAD)) {
    const [whole, inside = '', head] = match;
    const start = match.index;
    const before = text.slice(Math.max(0, start - 60), start);
    const end = start + whole.length;
    if (head) {
      if (!/[，。,]/.test(inside)) add(start, end);
    } else if (whole.length > inside.length + 2) add(start + 1, start + 1 + inside.length);
    else if (inside.length <= 12 && PRACTISE.test(before) && !NOT_A_NAME.test(text.slice(end, end + 6)))
      add(start + 1, end - 1);
    else if (
      inside.length <= 12 &&
      LISTED.test(before) &&
      /^(?:[、和]“[^“”]{2,14}”)*等?(?:方式|方法|办法|形式|制度|机制|举措)/.test(text.slice(end, end + 60))
    )
      add(start + 1, end - 1);
  }
}

function practised(text: string, add: (start: number, end: number) => void): void {
  for (const match of text.matchAll(STRONG)) {
    const list = match[1] ?? '';
    const from = match.index + match[0].length - list.length;
    // What 的 follows is an attribute, not a name.
    if (
      text[from + list.length] === '的' ||
      /(?:理念|原则|精神|思想|要求|意识|标准|政策|思路|[年月周]来|以来|之后|期间)$/.test(list)
    )
      continue;
    let at = from;
    for (const name of list.split('、')) {
      if (name.length >= 4 && name.length <= 12 && !VERBAL.test(name) && !/[,。]/.test(name)) add(at, at + name.length);
      at += name.length + 1;
    }
  }
}

function setUp(text: string, add: (start: number, end: number) => void): void {
  for (const match of text.matchAll(SET_UP)) {
    const name = match[1] ?? '';
    let end = match.index + match[0].length;
    const clause = text.slice(Math.max(0, match.index - 40), match.index);
    if (/(?:^|[,。;])针对[^,。;]*$/.test(clause)) continue;
    if (isName(name)) add(end - name.length, end);
    for (let guard = 0; guard < 12; guard++) {
      NEXT_IN_LIST.lastIndex = end;
      const next = NEXT_IN_LIST.exec(text);
      if (!next) break;
      end += next[0].length;
      if (isName(next[1] ?? '')) add(end - (next[1] ?? '').length, end);
    }
  }
}

/** The mechanisms named in a text, each once, at its first place. */
export function findMechanisms(source: Source, paragraphs: readonly Paragraph[]): Entry[] {
  const ranges: Range[] = [];
  for (const paragraph of paragraphs) {
    if (paragraph.end - paragraph.start < 6) continue;
    const text = source.norm.slice(paragraph.start, paragraph.end);
    const add = (start: number, end: number): void => {
      ranges.push({ start: paragraph.start + start, end: paragraph.start + end });
    };
    quoted(text, add);
    practised(text, add);
    setUp(text, add);
    for (const match of text.matchAll(KNOWN)) add(match.index, match.index + match[0].length);
  }
  return outermost(source, ranges);
}

/** Of names within names the longer, of equal names the first. */
function outermost(source: Source, ranges: Range[]): Entry[] {
  ranges.sort((a, b) => a.start - b.start || b.end - a.end);
  const seen = new Set<string>();
  const entries: Entry[] = [];
  let reached = -1;
  for (const range of ranges) {
    if (range.end <= reached) continue;
    reached = range.end;
    const name = source.norm.slice(range.start, range.end).replace(/[“”]/g, '');
    if (seen.has(name)) continue;
    seen.add(name);
    entries.push(entryOf(source, range.start, range.end));
  }
  return entries;
}
