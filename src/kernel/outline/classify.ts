import type { SectionKind } from './types.ts';
import {
  ACTS_ON,
  BARE_MEASURE,
  BESIDE,
  CAUSE_HEAD,
  DONE,
  FINDS,
  FUTURE,
  IMPERATIVE,
  LABEL_RUN,
  MEASURE_HEAD,
  NOT_MEASURE,
  OTHER_ALONE,
  OTHER_HEAD,
  PLAN_ALONE,
  PLAN_HEAD,
  PROBLEM_HEAD,
  PROBLEM_SHOWN,
} from './words.ts';

/** What a heading announces: kinds in its order, and whether it also announces something that is none of them. */
export type Announced = { kinds: SectionKind[]; mixed: boolean; bare?: boolean };

const NOTHING: Announced = { kinds: [], mixed: false };

/** 需要注意的几个问题, 三个问题: matters to speak of, not what is wrong. */
const TOPIC =
  /(?:需要?|应当?|要|必须)(?:注意|把握|处理好?|明确|强调|说明|研究|帮助|思考).{0,8}$|(?:重点|着重|集中|着力|认真|深入)(?:查找|查摆|排查|整治|解决|治理|纠正|查纠|整改)(?:和解决|和整治)?.{0,10}$|^(?:[几一二三四五六七八九十两]|有关|若干|相关|以下|这)(?:个|点|些)?(?:方面)?的?$/;

function memberKind(member: string, clause: string): SectionKind | undefined {
  if (CAUSE_HEAD.test(member)) return 'causes';
  const problem = PROBLEM_HEAD.exec(member);
  if (problem || PROBLEM_SHOWN.test(member)) {
    const before = member.slice(0, problem?.index ?? member.length);
    if (TOPIC.test(before) || (/^关于/.test(clause) && !FINDS.test(before))) return undefined;
    const acts = ACTS_ON.test(before) && !FINDS.test(before);
    if (!acts) return 'problems';
    return undefined;
  }
  if (NOT_MEASURE.test(clause) && !FUTURE.test(member)) return 'other';
  if (MEASURE_HEAD.test(member) || PLAN_ALONE.test(member)) return 'measures';
  if (PLAN_HEAD.test(member) && FUTURE.test(member) && !/^整改工作$|情况$/.test(member)) return 'measures';
  return OTHER_HEAD.test(member) ? 'other' : undefined;
}

function tidy(heading: string): string {
  return heading
    .replace(/[“”"'‘’《》【】[\]]/g, '')
    .replace(/\([^()]{1,20}\)$/, '')
    .replace(/[。.:;,!?、\s]+$/, '');
}

/** A heading that is a sentence: 主要存在以下几方面的问题, 原因主要有以下几点. */
const SAYS_SO = /存在|面临|还有|仍有|尚有|(?:问题|不足|差距|原因|根源)(?:主要|如下|有)/;

/** Reads a section heading (folded, without its number) by the last word of each member: 问题和对策 announces both. */
export function announces(heading: string): Announced {
  if (heading.length > 60) return NOTHING;
  const kinds: SectionKind[] = [];
  let other = false;
  for (const clause of tidy(heading).split(/[,;:。!?]|——|--/)) {
    for (const member of clause.split(/以及|及其|及|和|与|暨|、|并/)) {
      if (member.length < 2) continue;
      const kind = memberKind(member, clause);
      if (kind === 'other') other ||= !(kinds.includes('measures') && BESIDE.test(member));
      else if (kind && !kinds.includes(kind)) kinds.push(kind);
    }
  }
  // 措施及成效 tells what was done already.
  if (DONE.test(heading) && kinds.length === 1 && kinds[0] === 'measures') return { kinds: [], mixed: true };
  if (kinds.length === 0 && !other && SAYS_SO.test(heading)) {
    const lead = leadInKind(heading);
    if (lead && lead !== 'other') return { kinds: [lead], mixed: false };
  }
  return { kinds, mixed: other, bare: BARE_MEASURE.test(tidy(heading)) };
}

/** The kind of a heading for showing. */
function sectionKind(heading: string): SectionKind {
  return announces(heading).kinds[0] ?? 'other';
}

/**
 * A paragraph without a number that heads a section: a line of its own that announces something, or a label that runs into its
 * text (`length` is then the label's). Undefined where it is neither.
 */
export function plainKind(start: string, headline: boolean): { kind: SectionKind; length: number } | undefined {
  const label = LABEL_RUN.exec(start);
  if (label) return { kind: sectionKind(label[0]), length: label[0].length };
  const bare = start.replace(/^#+/, '').replace(/[:：]$/, '');
  const endsOpen = headline || (start.length < 40 && start.endsWith(':'));
  if (!endsOpen || bare.length > 26) return undefined;
  const { kinds, mixed } = announces(bare);
  if (kinds.length > 0 && headline) return { kind: kinds[0] ?? 'other', length: 0 };
  if (kinds.length > 0 && /^[^,。]{2,16}$/.test(bare)) return { kind: kinds[0] ?? 'other', length: 0 };
  const other = mixed && headline && bare.length <= 14 && OTHER_ALONE.test(bare) && !IMPERATIVE.test(bare);
  return other ? { kind: 'other', length: 0 } : undefined;
}

const LEAD_PROBLEM =
  /(?:存在|面临|暴露|还有|仍有|尚有|反映|发现|查摆|梳理|有(?!关)|不少|看到).{0,24}(?:问题|不足|差距|短板|弱项|困难|薄弱环节|毛病|弊端|矛盾)(?:和(?:问题|不足|困难))?(?:主要|突出|集中|具体)?(?:有|是|表现在?|体现在?|反映在?|集中在|如下|为|包括)?.{0,8}$|(?:问题|不足|差距|短板|困难)(?:主要|突出|集中|具体)?(?:有|是|表现(?:为|在)|体现(?:为|在)|集中(?:在|于)|如下|包括).{0,12}$/;
const LEAD_CAUSE =
  /(?:原因|根源|成因|症结)(?:主要|大致|归结|概括)?(?:有|是|在于|如下|包括|起来|为).{0,12}$|(?:究其原因|深究其因|究其根源|究其根本|原因分析|分析原因|分析其原因|主要原因).{0,12}$/;
const LEAD_FUTURE = /下一?步|下一?阶段|今后|下半年|明年|针对(?:以上|上述|存在|这些|此)|为此|建议/;
const LEAD_MEASURE = /(?:措施|对策|建议|工作|方面|件事|抓好|做好|着手|入手|努力|改进|整改|打算)[^,]{0,8}$/;
const LEADS_ON = /以下|如下|重点|[几一二三四五六七八九十两]+(?:个|点|方面|项|件|条)|抓好|做好|着手|入手/;
const LEAD_PAST = /(?:一年来|今年以来|近年来|上半年|已经|采取了|主要做了|抓了|做了|开展了)/;

/** 主要表现在以下几个方面: says that a list follows, not of what. */
const SHOWN_IN =
  /,(?:其)?(?:主要|具体|集中|突出)?(?:是|有|表现[在为]?|体现[在为]?|反映[在为]?|如下)(?:(?:以下|如下|这样)?[几一二两三四五六七八九十]*(?:个|点|大)?(?:方面|问题)?(?:的问题)?)$/;

/** 问题仍不容忽视: says that something is wrong; what, only a list that follows can say. */
const STILL_WRONG =
  /(?:问题|不足|短板|差距|困难|矛盾)[^,]{0,6}(?:不容忽视|不可忽视|不容乐观|突出|存在|亟待解决|有待解决|值得重视|值得注意|引起重视)$/;

const LEAD_LENGTH = 80;

/** The last clauses of a long sentence: what it leads into stands at its end. */
function lastClauses(sentence: string): string {
  if (sentence.length <= LEAD_LENGTH) return sentence;
  const comma = sentence.indexOf(',', sentence.length - LEAD_LENGTH);
  return comma < 0 ? '' : sentence.slice(comma + 1);
}

/** Whether a sentence only says that a list follows, so that the one before it tells of what. */
export function pointsBack(sentence: string): boolean {
  return SHOWN_IN.test(`,${sentence.replace(/[:。;,]+$/, '')}`) && sentence.length <= 20;
}

/** Reads the sentence that leads into a list (主要存在以下问题：). Strict: only a sentence that plainly announces counts. */
export function leadInKind(sentence: string): SectionKind | undefined {
  const lead = lastClauses(sentence.replace(/[:。;,]+$/, ''));
  if (lead.length < 2) return undefined;
  if (/(?:问题|不足)(?:以?及其?|和|与)(?:产生|存在)?的?(?:原因|成因|根源)/.test(lead)) return 'problems';
  if (LEAD_CAUSE.test(lead)) return 'causes';
  const body = lead.replace(SHOWN_IN, '');
  const last = body.slice(body.lastIndexOf(',') + 1);
  // 提出改进的建议。 tells the purpose; only a colon, or a word for what follows, leads on.
  const leads = /[:,;]$/.test(sentence) || !/[。]$/.test(sentence) || LEADS_ON.test(last);
  const future = leads && LEAD_FUTURE.test(lead) && LEAD_MEASURE.test(last) && !LEAD_PAST.test(lead);
  if (future) return 'measures';
  // What is to be looked for is not yet found.
  if (/(?:重点|着重|集中|着力|认真|深入|要|应当?)(?:查找|查摆|排查|整治|治理|纠正|查纠)/.test(last)) return undefined;
  if (
    LEAD_PROBLEM.test(last) &&
    !/^(?:针对|围绕|聚焦|解决|着力|坚持)|(?:解决|整改|破解|整治|化解)(?:了|好)?[^,]{0,10}(?:问题|不足|困难|差距|短板|矛盾)/.test(
      last,
    )
  )
    return 'problems';
  return body !== lead && STILL_WRONG.test(last) ? 'problems' : undefined;
}
