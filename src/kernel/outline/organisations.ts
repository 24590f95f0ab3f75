import type { Range } from './heading.ts';
import type { Paragraph } from './paragraphs.ts';

/** Who a figure belongs to: the organisation named as subject at the start of the paragraph, until a sentence begins with another. */

const BODY =
  '纪委监委|纪检监察组|政协|人大常委会|人大[一-龥]{2,4}委(?!员)|人大(?!代表)|局|委员会|管委会|居委会|村委会|党委|委|厅|部|处|院|办公室|办|所|总站|站|公司|中心|支队|大队|总队|政府|党组|法院|检察院|学校|医院|银行|集团|协会|联社|分局|专班|工作组|调研组|领导小组|巡察组|督查组|党支部|支部|残联|妇联|工会|团委';
const PLACE = '省|自治区|自治州|自治县|市|县|区|州|盟|旗|镇|乡|街道|社区|村';
const SEATED = new RegExp(`(?:[一-龥*×A-Z]{1,9}?(?:${PLACE}))`, 'y');
const UNSEATED = /[省市县区州镇乡院校*]|国家|中国/y;
const OFFICE = new RegExp(
  `[一-龥]{0,12}?(?:${BODY})(?![证理事法案件结好学置罚分门署有以员托部面势子坝卫小提述])(?:\\((?:公司|分公司|营销部|党组|集团)\\))?`,
  'y',
);
const FIRST_PERSON = /(?:我|本|该|全)(?:局|县|市|区|院|校|镇|乡|中心|公司|单位|所|街道|系统|委|办|处|科|站|村|社区)/y;
const PLACE_ONLY = /[一-龥]{1,6}?(?:县|区|市|州|镇|乡|街道|社区|村)/y;
const FORMED = /([一-龥*]{0,12}?)(?:专门)?成立了?([一-龥]{0,10}?(?:工作专班|专班|工作组|调研组|领导小组|督查组))/y;
const ADVERB =
  /(?:近日|日前|目前|今年|去年|今年以来|近年来|当前|其中|同时|此外|随后|截至目前|据悉|据了解|在|由|经|与此同时)?/y;
const COLLECTIVE = /各(?:部门|单位|科室|支部|县局|基层所|乡镇|街道|村|社区|学校|窗口|级部门|职能部门)/g;
const VERB_START =
  /^(?:走访|召开|建立|组织|开展|深入|完成|成立|联合|走进|来到|协助|覆盖|抽调|发放|推动|推进|加强|针对|围绕|通过|要求|由于|按照|根据|对照|帮助|指导|督促|邀请|会同|配合|打造|构建|设立|实现|形成|提高|提升|为|把|将|对|向|从|与|和|各|一些|部分|有的|少数|个别|所有|全体|不|使|让|被|是|以|到|使用|前往|解决|服务|办理|上门|惠及|帮扶|慰问|联系|培训|发动|建成|改造|涉及|遍及|面向|制定|出台|明确|强化|完善|落实)/;

function sticky(pattern: RegExp, norm: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(norm);
}

/** `at` is where its clause begins, `end` where its name ends. */
export type Subject = { at: number; end: number; name: string; first: boolean; sentence: boolean };

type Named = { name: string; end: number; first: boolean };

/** Where the name of an office (place and body, or a body alone such as 县水务局) starting at `from` ends, or 0. */
function officeEnd(norm: string, from: number): number {
  for (const seat of [SEATED, UNSEATED]) {
    const place = sticky(seat, norm, from);
    if (!place) continue;
    const office = sticky(OFFICE, norm, from + place[0].length);
    if (office) return from + place[0].length + office[0].length;
  }
  return 0;
}

/** The organisation that is the subject of the clause starting at `at`, if one is named there. */
function subjectAt(norm: string, at: number, limit: number): Named | undefined {
  const from = at + (sticky(ADVERB, norm, at)?.[0].length ?? 0);
  const formed = sticky(FORMED, norm, from);
  if (formed && from + formed[0].length <= limit && !VERB_START.test(formed[1] ?? '')) {
    return { name: (formed[1] ?? '') + (formed[2] ?? ''), end: from + formed[0].length, first: false };
  }
  const person = sticky(FIRST_PERSON, norm, from);
  if (person) return { name: person[0], end: from + person[0].length, first: true };
  const end = officeEnd(norm, from) || from + (sticky(PLACE_ONLY, norm, from)?.[0].length ?? 0);
  if (end > limit || end - from < 3) return undefined;
  const name = norm.slice(from, end);
  return VERB_START.test(name) ||
    /[我将的对把了这那其向与给被]|整[村乡镇县]|农村|乡村|城乡|新农|委员所|[领承督代经主协交快]办$/.test(name)
    ? undefined
    : { name, end, first: false };
}

const SCENE = /^(?:在[^,]{2,10}|截至[^,]{1,6}|日前|近日|目前|同时|与此同时|此外|[^,]{2,8}[中后间])$/;

const CLAUSE = /[。!?;,:]["”’)]?/g;

/** Subjects at the starts of clauses of `text`; `sentence` tells those at the start of a sentence. */
export function subjectsOf(text: string): Subject[] {
  const found: Subject[] = [];
  const look = (at: number, sentence: boolean): void => {
    const subject = subjectAt(text, at, text.length);
    if (subject) found.push({ at, sentence, ...subject });
  };
  let start = 0;
  look(0, true);
  for (const stop of text.matchAll(CLAUSE)) {
    const ends = '。!?;'.includes(stop[0][0] ?? '');
    // 在某省,某市局…: the clause before only says where or when.
    const set = !ends && start >= 0 && SCENE.test(text.slice(start, Math.min(stop.index, start + 14)));
    const at = stop.index + stop[0].length;
    look(at, ends || set);
    start = ends ? at : -1;
  }
  return found;
}

const SHORT_FORM = new RegExp(`^([一-龥]{1,8}(?:${PLACE}))(局|委|公司)((?:\\([^()]+\\))?)$`);

const FULL_FORM = new RegExp(`^([一-龥]{1,8}?(?:${PLACE})).*?(局|委|公司)((?:\\([^()]+\\))?)$`);

/** The most used form among an organisation's full name and its abbreviation (X市局 for X市…局). */
export class Names {
  readonly counts = new Map<string, number>();
  readonly shorts = new Map<string, string>();

  add(name: string): void {
    this.counts.set(name, (this.counts.get(name) ?? 0) + 1);
    const short = SHORT_FORM.exec(name);
    if (short) this.shorts.set(`${short[1]}…${short[2]}${short[3]}`, name);
  }

  canonical(name: string): string {
    const place = FULL_FORM.exec(name);
    const short = place && this.shorts.get(`${place[1]}…${place[2]}${place[3]}`);
    return short && (this.counts.get(short) ?? 0) > (this.counts.get(name) ?? 0) ? short : name;
  }
}

/** The organisation of a whole text. `lasting`: the text speaks for it throughout; else it was only named at the start. */
export type Own = { name: string; lasting: boolean };

const OWN = /我(?:局|县|市|区|院|校|镇|乡|中心|公司|单位|所|街道|委|办|处|科|站|村|社区|厅|部)/;

/** The organisation a title begins with (X区水务局2024年…), or that the first paragraphs name. */
export function documentOrganisation(norm: string, title: Range | null, paragraphs: readonly Paragraph[]): Own {
  if (title) {
    const start = norm.startsWith('关于', title.start) ? title.start + 2 : title.start;
    const subject = subjectsOf(norm.slice(start, title.end))[0];
    if (subject && !subject.first && subject.at === 0) return { name: subject.name, lasting: true };
  }
  for (const paragraph of paragraphs.slice(0, 4)) {
    if (title && paragraph.start < title.end) continue;
    const subject = subjectsOf(norm.slice(paragraph.start, paragraph.end)).find((each) => !each.first);
    if (subject) return { name: subject.name, lasting: false };
  }
  return { name: OWN.exec(norm.slice(0, 400))?.[0] ?? '', lasting: true };
}

/** Whom 我局, 全县 and their like mean: the text's own organisation where it is of that kind, else what is written. */
export function speaker(word: string, own: Own): string {
  const kind = word.slice(1);
  const same = own.name.endsWith(kind) || /^(?:单位|公司|系统|中心|办|委)$/.test(kind);
  return own.name !== '' && own.lasting && same ? own.name : word;
}

/** A collective subject (各部门) in the sentence that ends with `before`. */
export function collectiveIn(before: string): string | undefined {
  const sentence = before.slice(before.lastIndexOf('。') + 1);
  return [...sentence.matchAll(COLLECTIVE)].at(-1)?.[0];
}
