import type { Range } from './heading.ts';
import type { Paragraph } from './paragraphs.ts';

/** Who a figure belongs to: the organisation named as subject at the start of the paragraph, until a sentence begins with another. */

const BODY =
  '纪委监委|纪检监察组|政协|人大常委会|人大[一-龥]{2,4}委(?!员)|人大(?!代表)|(?<![布格结])局|委员会|管委会|居委会|村委会|党委|委|厅|部|处|院|办公室|办|所|总站|站|公司|中心|支队|大队|总队|政府|党组|法院|检察院|学校|医院|银行|集团|协会|联社|分局|专班|工作组|调研组|视察组|课题组|领导小组|巡察组|督查组|党支部|支部|残联|妇联|工会|团委';
const PLACE = '省|自治区|自治州|自治县|市|县|区|州|盟|旗|镇|乡|街道|社区|村';
const SEATED = new RegExp(`(?:[一-龥*×A-Z]{1,9}?(?:${PLACE}))`, 'y');
const UNSEATED = /[省市县区州镇乡院校*]|国家|中国/y;
const OFFICE = new RegExp(
  `[一-龥]{0,12}?(?:${BODY})(?![证理事法案件结好学置罚分门署有以员托部面势子坝卫小提述])(?!调研组|视察组|课题组|工作组|督查组)(?:\\((?:公司|分公司|营销部|党组|集团)\\))?`,
  'y',
);
const FIRST_PERSON =
  /(?:我|本|该|全)(?:局|省|州|旗|盟|县|市|区|院|校|镇|乡|中心|公司|单位|所|街道|系统|委|办|厅|处|(?<!本)科|站|村|社区)(?![域间场法于在级化民直属])/y;
const PLACE_ONLY = /[一-龥]{1,6}?(?:县|区|市|州|镇|乡|街道|社区|村)/y;
const FORMED = /([一-龥*]{0,12}?)(?:专门)?成立了?([一-龥]{0,10}?(?:工作专班|专班|工作组|调研组|领导小组|督查组))/y;
const ADVERB =
  /(?:近日|日前|目前|今年|去年|今年以来|近年来|当前|其中|同时|此外|随后|截至目前|据悉|据了解|在|由|经|与此同时)?/y;
const COLLECTIVE = /各(?:部门|单位|科室|支部|县局|基层所|乡镇|街道|村|社区|学校|窗口|级部门|职能部门)/g;
const VERB_START =
  /^(?:走访|召开|建立|组织|开展|深入|完成|成立|联合|走进|来到|协助|覆盖|抽调|发放|推动|推进|加强|针对|围绕|通过|要求|由于|按照|根据|对照|帮助|指导|督促|邀请|会同|配合|打造|构建|设立|实现|形成|提高|提升|为|把|将|对|向|从|与|和|各|一些|部分|有的|少数|个别|所有|全体|不|使|让|被|是|以|到|使用|前往|解决|服务|办理|上门|惠及|帮扶|慰问|联系|培训|发动|建成|改造|涉及|遍及|面向|制定|出台|明确|强化|完善|落实|支持|鼓励|引导|做[优强大好]|接续|分类|加快|加大|加力|深化|着力|大力|积极|全面|统筹|优化|创新|发挥|促进|增强|健全|巩固|拓展|持续|扎实|坚持|聚焦|突出|抓好|规范|严格|新增|新建|新设|常住|脱贫|城镇|城市|农村|农民|居民|房地产|全[省国]|[省市县]属|培育|推行|争取|力争|预计|累计|实行|投入|筹集|下达|安排|争创|创建|获[批评]|入选|举办|承办|引进|签约|生产|优质|依托|利用|分别|建设|整合|盘活|清理|取消|压减|提请|认定|评定|布局|规划|启动|组建|编制|地级|县域|国家级|[一二三四五六七八九十百千万两首每多])/;

/** Words of what is done: no name of an organisation holds them. */
const NOT_IN_NAME =
  /推进|实施|启动|支持|打造|推动|加快|纳入|举办|跨入|合理|确定|达到|带动|提出|保持|突破|扩大|圆满|首次|全部|努力|提请|认定|异地|培育|提前|历史|高质量|高水平|组建|减免|探索|践行|巩固|协同|新增|完成|稳步|稳妥|开工|改造|认真|充分|落实|依据|庆祝|锚定|复制|充实|召开|重组|调整|修订|制定|编制|[建办用做]好|抓[实好]|打响|力促|包括|形成|升级|建强|消除|历年|享受|应急避难|改善|运行|投运|立改废|新一轮|共建|[省县]级|三甲|地区总部|事业单位|^上市公司|^建制|^边民|副中心/;
/** A bare place counts by a short name of its own: 柳河县, not 老旧小区 or 启动城市. */
const PROPER_PLACE =
  /^(?!(?:项目|试点|示范|重点|中心|行政|自然|主城|人均|脱贫|贫困|自贸|老旧|建成|超大|年均|本科|少数|上市|全市|全县|农牧|边境|沿海|涉藏)|[从对由于向与和每各首多])[一-龥]{1,3}(?<![地城片园发灌保港湾厂校示贸库特景绿兴战辖域务导跨各小强级都超要中农乡建该本我全])(?:县|区|市|州|镇|乡|街道|社区|村)$/;
const ETHNIC = /^[一-龥]{2,7}自治[区州县]$/;
/** 市场, 县域, 城镇化: words in which no place ends. */
const WORD_GOES_ON = /^[场域级化间块民值城村庄务属直容貌委]/;

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
  const office = officeEnd(norm, from);
  const end = office || from + (sticky(PLACE_ONLY, norm, from)?.[0].length ?? 0);
  if (end > limit || end - from < 3) return undefined;
  const name = norm.slice(from, end);
  const proper = (PROPER_PLACE.test(name) || ETHNIC.test(name)) && !WORD_GOES_ON.test(norm[end] ?? '');
  // 区域医疗中心12个: what is counted, not who counts.
  if (/^\d(?!\d{3}年)/.test(norm.slice(end, end + 5)) || NOT_IN_NAME.test(name) || !(office || proper))
    return undefined;
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
type Own = { name: string; lasting: boolean };

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
