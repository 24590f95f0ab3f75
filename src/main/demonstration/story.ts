/** What happened in the fictional bureau: each step is a command somebody gives; `day` counts back from today, at an office hour. */
export type Measure = {
  title: string;
  unit: string;
  owner: string;
  /** Days after the problem was registered; none = no date of its own. */
  within?: number;
  lasting?: boolean;
  evidence?: string;
  outcome?: string;
};
export type Tale = {
  title: string;
  description: string;
  category: string;
  source: string;
  unit: string;
  owner: string;
  /** To be done so many days after it was registered. */
  within: number;
  day: number;
  /** How far it has come. */
  until: 'registered' | 'planned' | 'working' | 'rectifying' | 'strikeOffRequested' | 'struckOff' | 'public';
  measures: readonly Measure[];
  progress?: string;
  outcome?: string;
  publicSummary?: string;
  /** What somebody asks or stops besides, a day of work later. */
  asides?: readonly Aside[];
};

/** `extension` and `transfer` are asked and wait for their answer; `suspend` stops the clock. */
export type Aside =
  | { kind: 'extension'; who: string; days: number; reason: string }
  | { kind: 'transfer'; who: string; to: string; unit: string; reason: string }
  | { kind: 'suspend'; who: string; reason: string };

export const tales: readonly Tale[] = [
  {
    title: '代办点同一户信息要填三张表',
    description: '六个代办点每月重复填报四十二项，口径不一，代办员反映填表比跑腿还累。',
    category: 'system',
    source: '基层减负走访',
    unit: '河西',
    owner: 'wei',
    within: 25,
    day: 58,
    until: 'public',
    measures: [
      {
        title: '三张表并为一张，由系统取数',
        unit: '征管',
        owner: 'li',
        within: 12,
        lasting: true,
        evidence: '并表通知.txt',
        outcome: '新表已启用，六个代办点全部换用。',
      },
      {
        title: '停报两张旧表并公示',
        unit: '河西',
        owner: 'wei',
        within: 16,
        evidence: '停报公示.png',
        outcome: '旧表停报，公示栏已更换。',
      },
    ],
    progress: '新表试填一周，代办员反映每月少填四十余项。',
    outcome: '两项措施均已落实，回访六个代办点无反复。',
    publicSummary: '代办点三张表并为一张，每月少填四十二项。',
  },
  {
    title: '临时摊点收费当日不进系统',
    description: '只开收据，月底集中补录，与票据存根对不上。',
    category: 'management',
    source: '票据自查',
    unit: '征管',
    owner: 'fang',
    within: 45,
    day: 40,
    until: 'strikeOffRequested',
    measures: [
      {
        title: '收费当日进系统',
        unit: '征管',
        owner: 'li',
        within: 30,
        evidence: '当日入账清单.txt',
        outcome: '九月起当日入账，无补录。',
      },
      {
        title: '每月三日前与财务股对账',
        unit: '财务',
        owner: 'deng',
        lasting: true,
        evidence: '对账记录.txt',
        outcome: '已对账两次，差额为零。',
      },
    ],
    progress: '窗口已改为当日录入。',
    outcome: '连续两个月账证相符。',
  },
  {
    title: '同类减免两镇掌握不一',
    description: '同一情形城关准、河西不准，群众来回跑了两趟。',
    category: 'service',
    source: '半月谈',
    unit: '征管',
    owner: 'fang',
    within: 30,
    day: 21,
    until: 'rectifying',
    measures: [
      {
        title: '出一份减免口径并附正反例',
        unit: '征管',
        owner: 'li',
        within: 10,
        evidence: '减免口径.txt',
        outcome: '口径已印发。',
      },
      { title: '六个所各抽五件复查', unit: '河西', owner: 'wei', within: 14 },
    ],
    progress: '口径初稿已征求六个所意见。',
  },
  {
    title: '窗口叫号后高峰等候偏长',
    description: '上午十点到十二点最长等候五十二分钟，无人告知。',
    category: 'service',
    source: '群众评价',
    unit: '河西',
    owner: 'wei',
    within: 14,
    day: 12,
    until: 'planned',
    measures: [
      { title: '高峰时段加开一个窗口', unit: '河西', owner: 'wei', within: 12 },
      { title: '等候超二十分钟由值班长出面说明', unit: '河西', owner: 'wei', within: 20, lasting: true },
    ],
    asides: [{ kind: 'extension', who: 'wei', days: 12, reason: '叫号机要换主板，厂家下周才到货。' }],
  },
  {
    title: '票据领用纸质与电子两套账不一致',
    description: '负责人不同，数不一致，月底才发现。',
    category: 'management',
    source: '内部审计',
    unit: '财务',
    owner: 'deng',
    within: 30,
    day: 5,
    until: 'registered',
    measures: [],
  },
  {
    title: '自助终端夜间打不开发票',
    description: '厂家的服务器每晚维护，二十二点以后取不到票。',
    category: 'service',
    source: '意见箱',
    unit: '征管',
    owner: 'li',
    within: 35,
    day: 26,
    until: 'working',
    measures: [{ title: '和厂家改约维护时段', unit: '征管', owner: 'li', within: 30 }],
    progress: '厂家同意调整，要等上级统一换约。',
    asides: [{ kind: 'suspend', who: 'he', reason: '等市局统一换签维护合同，换签后恢复。' }],
  },
  {
    title: '三个所的公示牌上电话已停用',
    description: '群众照牌上的号码打不通，只好跑到城关来问。',
    category: 'service',
    source: '随机走访',
    unit: '征管',
    owner: 'fang',
    within: 20,
    day: 9,
    until: 'planned',
    measures: [{ title: '换下旧牌，电话统一转到服务台', unit: '河西', owner: 'wei', within: 15 }],
    asides: [{ kind: 'transfer', who: 'fang', to: 'wei', unit: '河西', reason: '公示牌归河西所管，请韦立接着办。' }],
  },
];
