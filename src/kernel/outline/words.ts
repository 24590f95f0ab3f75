/** Word tables of the reading, as regular expressions over folded text. Only general words of official Chinese stand here. */

const PROBLEM_NOUN =
  '问题|不足之处|(?<=^|的|存在|主要|些|点|和|与|或|有)不足|短板弱项|短板|弱项|差距|薄弱环节|薄弱点|困难|难题|难点|堵点|痛点|梗阻|瓶颈|缺点|缺陷|缺憾|毛病|弊端|弊病|偏差|隐患|突出矛盾|主要矛盾|挑战|困境|误区|通病|顽疾|软肋|盲区|不良现象|不良倾向|欠缺';
const CAUSE_NOUN = '原因|成因|根源|症结|缘由|诱因|起因|病因|病根|致因|影响因素|制约因素';
const STUDY = '表现|清单|梳理|查摆|分析|剖析|所在|检视|简析|一览|浅析|探析|探究|探讨|思考|查找|解析|初探|浅议|透视';

/** Heading (or one member of it) that names problems, by its last word. */
export const PROBLEM_HEAD = new RegExp(`(?:${PROBLEM_NOUN})(?:现状)?(?:${STUDY}|情况|方面)?$`);
export const PROBLEM_SHOWN =
  /^(?:主要|具体|突出|种种|几种|若干)?表现(?:形式)?$|(?:问题|不足|不强|不力|不高|不够|不实|不到位|不作为|慢作为|乱作为|缺失|弱化|淡化|低下|滞后|形式主义|官僚主义|庸|懒|散|拖|软)的?(?:种种|主要|具体|突出)?(?:表现|表征)(?:形式)?$|(?:值得注意|需要注意|值得警惕|值得重视|不良|错误)的?.{0,4}(?:倾向|现象|苗头|情况|方面)$|(?:需要|有待|亟待)(?:改进|加强|提高|完善|改善)的(?:地方|方面|环节)$/;
export const CAUSE_HEAD = new RegExp(`(?:${CAUSE_NOUN})(?:${STUDY}|是什么)?$|从何而来$|何以(?:存在|产生|至此)$`);
export const MEASURE_HEAD =
  /(?:措施|对策|建议|举措|途径|路径|出路|努力方向|路子|良策|招数|策略|解决办法|改进办法|整改办法|解决方法|改进方法|方略|(?:解决|改进|整改).{0,10}(?:办法|方法))(?:思考|探讨|探析|研究|浅析|分析|选择)?$|怎么办$/;
/** Words that name measures only where the future or a mending is spoken of. */
export const PLAN_HEAD = /(?:打算|计划|安排|思路|设想|方向|任务|工作|方案|意见|重点|目标任务|考虑)$/;
export const FUTURE = /下一?步|下一?阶段|今后|下半年|明年|来年|未来|下一年|新的一年|整改|改进|努力/;
/** Bare 措施 may tell what was done; it counts only after something wrong was named. */
export const BARE_MEASURE = /^(?:主要|具体|工作|重点|创新|各项|几项|强化|推进|有力)*(?:工作)?(?:措施|举措)$/;
export const PLAN_ALONE =
  /^\d{4}年度?(?:重点)?工作(?:打算|计划|思路|安排|谋划|重点)$|^(?:主要)?工作(?:打算|计划|思路)$|^(?:整改|改进)(?:方向|思路|意见|打算)$|^(?:下一?步|下一?阶段|今后|下半年|明年)(?:怎么干)?$|^几点(?:打算|设想)$/;

/** A heading that looks back on a year, and one that names the work of a year: a plan where it is a later one. */
export const LOOKS_BACK = /(\d{4})年[^,]{0,24}(?:回顾|总结|完成情况|开展情况|主要成绩)$/;
export const WORK_OF_YEAR = /^(\d{4})年(?:的)?(?:重点|主要|总体)?(?:工作|任务|工作任务|目标任务)$/;

/** Headings about what was done, why it matters or how it is organised: lists below them are neither problems nor measures. */
export const OTHER_HEAD =
  /(?:情况|做法|成效|成绩|成果|经验|体会|启示|意义|重要性|必要性|认识|现状|概况|回顾|目标|原则|思想|要求|任务|职责|责任|步骤|阶段|范围|对象|领导|分工|背景|依据|形势|特点|内容|条例|规定|办法|结语|结束语|总则|附则|收获|亮点|变化|安排|保障|进展|过程|概述|引言|前言|摘要|事项|方法|标准|精神|理念|条件|素质|要点|机制|制度|工作|处理)$/;
/** Who does it and by when: said beside measures, it does not make their list another one. */
export const BESIDE = /(?:分工|时限|责任人?|责任单位|进度)$/;
/** Those of them that head a part also without a number. */
export const OTHER_ALONE =
  /(?:情况|做法|成效|成绩|经验|体会|启示|意义|现状|概况|回顾|目标|原则|指导思想|要求|任务|职责|步骤|组织领导|分工|背景|结语|结束语|总则|附则|进展)$/;
export const DONE = /做法|成效|成绩|成果|经验|体会|收获|亮点|变化/;
/** Measures already taken, demands and other people's suggestions are not measures of this report. */
export const NOT_MEASURE =
  /保障措施|组织措施|已采取|采取的|采取了|征求|收集|反映的?|提出的|征集|办理|落实情况|意见建议情况|主要做法|奖惩/;
/** A verb that acts on problems: the heading then speaks of work, not of what is wrong. */
export const ACTS_ON =
  /解决|破解|化解|消除|攻克|克服|纠正|防止|防范|杜绝|针对|聚焦|围绕|瞄准|坚持|处理|整治|治理|研究|应对|弥补|补齐|避免|缩小|整改|关注|直奔|奔着|着力|强化|加强|关于|排查|补|抓|避|带着|树立|突出问题导向/;
export const FINDS =
  /存在|发现|查摆|查找|剖析|反映|找准|正视|面临|暴露|看到|认清|梳理|检视|反馈|遇到|制约|影响|不容忽视|亟待|急需|亟需|有待|尚待|迫切需要/;

/** Negative words: what is wrong is said with them. */
export const NEGATIVE =
  /[不未没无缺欠弱差低少慢难乱散懒虚软松偏窄浅淡浮漏轻僵庸拖疏老旧糊错失]|走过场|滞后|落后|单一|形式|短板|问题|差距|隐患|风险|矛盾|瓶颈|陈旧|惯性|过多|过快|过于|有待|亟待|仍需|尚需|脱节|流于|断层|梗阻|两张皮|闲置|随意|笼统|意识较重|较重|过高|偏高|成本高/;
export const CLEARLY_NEGATIVE =
  /(?:不够|不足|不强|不高|不力|不到位|不深|不实|不严|不牢|不畅|缺乏|薄弱|淡薄|滞后|欠缺|缺失|弱化|有差距|有待加强|短板|偏[低弱慢少]|较[差弱低])$/;
/** Verbs with which a measure begins. */
export const IMPERATIVE =
  /^(?:进一步|切实|着力|大力|持续|不断|全面|扎实|积极|认真|努力|坚决|全力|主动|加快|要)*(?:加强|强化|提升|提高|完善|健全|建立|推进|推动|坚持|抓好|落实|深化|严格|加大|优化|创新|构建|打造|狠抓|突出|聚焦|开展|实行|推行|注重|统筹|规范|明确|转变|树立|夯实|改进|改善|紧盯|压实|细化|做好|做实|增强|培育|引导|鼓励|支持|制定|实施|整合|拓宽|畅通|督促|压缩|简化|营造|保持|搭建|把好|管好|用好|办好|加快|开通|设立|修订|出台|合并|引入|推广|组织|精简|清理|整治|拓展|争取|打通|升级|盘活|稳定|理顺|增设|配齐|选优|建好|建强|抓紧|深入|缩短|减少|压减|下放|公开|公布|补齐)/;

const TOPICS =
  '政治|思想|理论|认识|武装|学习|工作|作风|纪律|廉洁|自律|担当|作为|履职|尽责|能力|本领|素质|宗旨|意识|群众|服务|执行|落实|制度|管理|体制|机制|组织|人员|队伍|干部|资金|经费|技术|设施|设备|环境|业务|生活|党性|修养|监督|考核|建设|领导|班子|责任|遵守|联系|执法|行政|方法|观念|客观|主观|内部|外部|历史|现实|自身|直接|间接|根本|深层';

/** A word that only says which side of things is meant: 学习方面, 服务群众上, 体制成因. The statement stands behind its colon. */
export const SIDE = new RegExp(
  `^(?:在|从)?[^,。;:]{1,14}(?:方面|层面|环节|领域|角度|维度)(?:来?看|来说|讲|存在的?问题|的问题)?$|^(?:在|从)?[^,。;:]{2,12}上(?:看|讲|说|来说)?$|^[^,。;:]{1,10}(?:成因|原因|根源|因素|措施|举措|对策|问题|短板|弱项)$|^(?:${TOPICS}){1,4}$`,
);

/** Parts about how work is led: commands below them are no measures against a problem. */
export const LED = /领导|组织|保障|宣传|认识|意义|形势|动员|总结|验收/;

/** Signs of news wherever its first lines stand. */
export const NEWS_MARK = /本报讯|本网讯|本刊讯|\((?:本报|见习|特约)?(?:记者|通讯员)/;

/** How news begins. */
export const NEWS_OPENING =
  /^(?:本报讯|本刊讯|.{0,14}讯[(:]|【.{2,14}[电讯]】|\(?记者|(?:\d{4}年)?\d{1,2}月\d{1,2}日[,上下晚]|近日,|日前,|昨日|昨天|今日,|今天[上下]午)/;

/** How a slogan over measures begins or ends. */
export const SLOGAN =
  /立行立改|边查边改|即知即改|整改|改进|提升|转变|长效|^(?:切实|着力|大力|努力|全面|进一步|不断|坚决|坚持|积极|扎实|认真|把|让|以|从)|思考$/;

/** Titles of texts that order and do not report. */
export const NORMATIVE_TITLE =
  /(?:职责|职责分工|制度|规定|条例|细则|守则|规则|须知|规程|准则|章程|公约|管理办法|暂行办法|试行办法|实施办法|考核办法|岗位说明书?)(?:\(.{1,8}\))?$/;
export const PROBLEM_LIST_TITLE = /(?:问题|整改|查摆|查找).{0,6}(?:清单|台账)(?:\(.{1,8}\))?$/;

/** Labels that run into their text inside an item. */
export const LABEL_RUN =
  /^(?:存在的?(?:主要)?问题|主要问题|问题(?:表现|描述)?|原因分析|主要原因|存在原因|原因|整改措施|改进措施|主要措施|对策建议|解决对策|对策|建议|措施|整改情况|完成情况|整改(?:时限|目标|责任人|结果|成效|进展)|进展情况|责任(?:单位|人|领导|部门)|牵头(?:单位|领导)|完成时限)(?::|$)/;
