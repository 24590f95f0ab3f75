/** What happened in the fictional bureau: each step is a command somebody gives; `day` counts back from today, at an office hour. */
export type Measure = {
  title: string;
  unit: string;
  owner: string;
  due: string;
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
  due: string;
  day: number;
  /** How far it has come. */
  until: 'registered' | 'planned' | 'rectifying' | 'strikeOffRequested' | 'struckOff' | 'public';
  measures: readonly Measure[];
  progress?: string;
  outcome?: string;
  publicSummary?: string;
};

export const tales: readonly Tale[] = [
  {
    title: '代办点同一户信息要填三张表',
    description: '六个代办点每月重复填报四十二项，口径不一，代办员反映填表比跑腿还累。',
    category: 'system',
    source: '基层减负走访',
    unit: '河西',
    owner: 'wei',
    due: '九月底前',
    day: 58,
    until: 'public',
    measures: [
      {
        title: '三张表并为一张，由系统取数',
        unit: '征管',
        owner: 'li',
        due: '九月中旬',
        lasting: true,
        evidence: '并表通知.txt',
        outcome: '新表已启用，六个代办点全部换用。',
      },
      {
        title: '停报两张旧表并公示',
        unit: '河西',
        owner: 'wei',
        due: '九月二十日',
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
    due: '十月八日',
    day: 40,
    until: 'strikeOffRequested',
    measures: [
      {
        title: '收费当日进系统',
        unit: '征管',
        owner: 'li',
        due: '九月底',
        evidence: '当日入账清单.txt',
        outcome: '九月起当日入账，无补录。',
      },
      {
        title: '每月三日前与财务股对账',
        unit: '财务',
        owner: 'deng',
        due: '长期',
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
    due: '十一月底',
    day: 21,
    until: 'rectifying',
    measures: [
      {
        title: '出一份减免口径并附正反例',
        unit: '征管',
        owner: 'li',
        due: '十一月中旬',
        evidence: '减免口径.txt',
        outcome: '口径已印发。',
      },
      { title: '六个所各抽五件复查', unit: '河西', owner: 'wei', due: '十一月底' },
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
    due: '十二月十日',
    day: 12,
    until: 'planned',
    measures: [
      { title: '高峰时段加开一个窗口', unit: '河西', owner: 'wei', due: '十二月一日' },
      { title: '等候超二十分钟由值班长出面说明', unit: '河西', owner: 'wei', due: '十二月五日', lasting: true },
    ],
  },
  {
    title: '票据领用纸质与电子两套账不一致',
    description: '负责人不同，数不一致，月底才发现。',
    category: 'management',
    source: '内部审计',
    unit: '财务',
    owner: 'deng',
    due: '十二月底',
    day: 5,
    until: 'registered',
    measures: [],
  },
];
