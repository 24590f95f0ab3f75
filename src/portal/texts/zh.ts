/** Every sentence of the public pages. What a figure or a name goes into is a function, so that each language orders it. */
export const zh = {
  open: '公开',
  home: '公开首页',
  largeText: '大字版',
  normalText: '标准字号',
  staff: '工作人员',
  skip: '跳到正文',
  language: '语言',
  demonstration: '这是演示机构，人名、事项和数字都是编的。',
  ranBy: '由开源平台 效能 Xiaoneng 运行',
  hostedBy: (agency: string) => `${agency} 主办`,
  weekday: ['周日', '周一', '周二', '周三', '周四', '周五', '周六'],
  stop: '。',

  homeTitle: '这里公开了什么',
  homeCounted: (total: string) => `${total} 件问题`,
  homeSay: ['已有 ', '整改到位、销了号并公开。'] as const,
  homeNone: '还没有公开的销号问题。复核人公开一件，这里就多一件。',
  homeLog: (when: string, total: string) => `办事记录到 ${when} 共封存 ${total}\u00a0条，`,
  homeLogLink: '任何人都能校验',
  homeLogNone: '办事记录还没有封存过。',
  doorStruckOff: '销号的问题',
  doorStruckOffWords: '查出了什么、由哪个单位整改、哪天销号',
  doorProof: '记录校验',
  doorProofWords: '记录有没有被改动，怎样自己核对',
  doorCheckpoint: '最新签名',
  doorCheckpointWords: '一小段文字，存下来就是凭据',
  newest: '最近销号的',
  all: '全部销号的问题',
  notPublic: '没有列出的',
  notPublicWords: '正在整改的、保密的、复核人没有公开的问题都不在这里。人名、佐证文件和经办人写的话不公开。',

  casesTitle: '正反案例',
  doorCases: '做得好的和该警醒的，说明了根源',
  casesSay: '这些案例经过审批，看不出具体的人。',
  casesNone: '还没有公开的案例。',
  struckOffTitle: '销号的问题',
  struckOffSay: (total: string) => `共公开 ${total} 件，新销号的在前。`,
  struckOffHow: '每一件都由责任人以外的人复核销号，再由复核人决定公开。',
  struckOffNone: '还没有公开的销号问题。',
  columnProblem: '问题与结果',
  columnNumber: '编号',
  columnDate: '销号日期',
  opened: '公开日期',
  older: '更早的',
  newestFirst: '回到最新的',
  withoutTitle: '（未公开标题）',
  result: '整改结果',
  recordKept: '这件事的每一步都记在只增不改的记录里，',
  recordKeptLink: '看记录怎样校验',

  proofTitle: '记录校验',
  proofWhole: (when: string, total: string) => `截至 ${when} 共 ${total} 条，未被改动`,
  proofWholeHow: '本系统在这一刻把全部记录逐条重算过一遍，与签名相符。',
  proofSealed: (when: string, total: string) => `截至 ${when} 共封存 ${total} 条`,
  proofSealedHow: '签名核对无误。这台服务器启动以来还没有逐条重算过，所以这里不说“未被改动”；你可以自己算。',
  proofSince: (when: string, total: string) => `此后继续封存，到 ${when} 共 ${total} 条。`,
  proofBroken: '校验没有通过',
  proofBrokenSigned: (when: string) =>
    `本系统 ${when} 逐条重算时发现记录与签名不符。请保存好你手里的旧签名，并告诉监督部门。`,
  proofBrokenNote: '最新签名与本机构的公钥不符。请保存好你手里的旧签名，并告诉监督部门。',
  proofNone: '还没有封存的记录',
  proofNoneHow: '有了第一条记录，几秒钟后这里就会有第一个签名。',
  provedTitle: '证明了什么',
  proved: [
    '签名之前的每一条记录，内容和先后都定住了：改一个字、换一次顺序、抽掉一条、截掉末尾，凭一份早先存下的签名都查得出来，还能指出是哪一条。',
    '就算有人把整本记录重做一遍、重新签名，也过不了你手里那份旧签名。',
    '依法删除个人信息不会破坏校验：删的是内容，留下的是“这里删过”的记录。',
  ],
  notProvedTitle: '没有证明什么',
  notProved: [
    '不证明写进去的话是真的，只证明写进去之后没有变。',
    '不包括最近几秒钟还没封存的记录。',
    '不包括从来没有记进系统的事。',
    '如果谁都没有在外面存过签名，整本重做就没有东西可以对照。所以请存一份。',
  ],
  howTitle: '怎样自己核对',
  how: [
    { words: '今天先存一份签名，放在自己的电脑、邮箱或打印出来都行：', link: '最新签名' },
    { words: '要核对时，请本机构给你一份记录的导出文件夹，保密事项在里面只留指纹。', link: null },
    { words: '在自己的电脑上运行校验程序（开源，不用联网，不用登录）：', link: null },
  ],
  command: 'npx xiaoneng verify 文件夹 --checkpoint 签名文件',
  howEnd: '程序会说出对得上，或者指出哪一条、为什么对不上。只留指纹的也照样参与校验。',
  keyTitle: '本机构的公钥',
  keyWords: '核对签名用。第一次见到时记下来，以后不应无故更换；更换本身也是一条记录。',

  checkpointNone: '还没有封存的记录\n',
  satisfaction: '群众评价',
  satisfactionOf: (satisfied: string, answers: string) => `${answers} 份评价，${satisfied} 份满意`,

  unitPages: '各单位的公开页',
  unitSay: (unit: string) => `${unit}主动公开。数字都由办理记录算出，保密的不计在内。`,
  unitCounts: '问题有多少',
  unitCountsSay: (struckOff: string) => `件登记在册，其中已销号 ${struckOff} 件`,
  unitPromise: '说到做到多少',
  unitPromiseSay: (onTime: string, judged: string) => `有期限并已销号的 ${judged} 件里，按时的 ${onTime} 件。`,
  unitPromiseNone: '还没有到期可比的问题。',
  unitSatisfaction: '群众满意多少',
  unitSatisfactionNone: '评价还太少，不单列，免得认出是谁评的。',
  unitProblems: '公开的销号问题',
  unitProblemsNone: '还没有公开的销号问题。',
  unitSince: (day: string) => `自 ${day} 起公开，由另一方准予。`,
  unitNewest: (total: string) => `按最近登记的 ${total} 件计算。`,

  rateTitle: '请你评价',
  rateAsk: '这件事办得怎么样？',
  rateOneTap: '点一下就提交，只能评一次。',
  rateWords: '想先说点什么',
  rateWordsOptional: '（可以不写）',
  rateHidden: '谁评的、说了什么，承办的单位和人都看不到，只看得到总数。',
  rateSecret: '一件已在办理的事',
  rateWrong: '没有收到：请点下面五档中的一档；想说的话不超过 1000 字。',
  rateThanks: '收到了，谢谢你',
  rateNext: '接下来',
  rateNextSteps: [
    '评价已记进只增不改的记录，承办的单位和人改不了、删不了。',
    '复核人在销号前看总数：不满意的偏多，就退回去再改，或者写明理由。',
    '收回的评价够多时，满意的份数会公开，不写是谁。',
  ],
  rateGoneTitle: '这个链接不能用了',
  rateGoneWords: '可能评过了、过了期，或者地址不完整。需要新的链接，请联系把它发给你的人。',

  paperKinds: {
    ledger: '整改台账',
    strikeOff: '销号审批表',
    supervise: '督办通知书',
    urge: '催办通知书',
    bulletin: '月度通报',
  },
  paperHolds: '有效',
  paperVoided: '已作废',
  paperVoidedOn: (day: string) => `${day} 作废，文号不再使用。`,
  paperIssuedOn: (day: string) => `${day} 印发`,
  paperUnit: '发文单位',
  paperDay: '成文日期',
  paperCompare: '核对手里的文件',
  paperCompareWords: '电子文件的 SHA-256 指纹与下面一致，就是印发时的原件；改一个字，指纹就不同。',
  paperWithheld: '所涉事项已依法清除，电子文件随之清除；下面的指纹留作凭据。',
  paperCheckpoint: '印发时的记录',
  paperCheckpointWords: (size: string) => `印发时办事记录已封存 ${size}\u00a0条，校验值如下，应与纸上印的开头一致；`,
  paperNothing: '这里只说明这份公文是否由本机构印发、是否有效，不公开内容。',

  notFoundTitle: '没有公开这样的内容',
  notFoundWords: '编号可能写错了，或者这一件没有公开。',
} as const;

type Loose<T> = T extends string
  ? string
  : T extends (...values: infer V) => string
    ? (...values: V) => string
    : T extends readonly [infer A, infer B]
      ? readonly [Loose<A>, Loose<B>]
      : T extends readonly (infer E)[]
        ? readonly Loose<E>[]
        : T extends object
          ? { readonly [K in keyof T]: Loose<T[K]> }
          : T;

/** What every language of the public pages must say. */
export type Words = Loose<typeof zh>;
