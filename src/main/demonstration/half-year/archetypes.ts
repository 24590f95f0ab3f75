/** What goes wrong in such a bureau, with what is done about it. `{处}` becomes a place of the unit, `{数}` a figure. */
export type Archetype = {
  title: string;
  description: string;
  kind?: 'hazard' | 'livelihood' | 'suggestion';
  category: string;
  cause?: string;
  misconduct?: string;
  weakness?: string;
  /** Where it happens. */
  units: readonly string[];
  /** Index of the theme it belongs to. */
  theme?: number;
  measures: readonly Work[];
  outcome: string;
};

export type Work = {
  title: string;
  /** Whose work; without it the unit's own. */
  by?: string;
  /** Working hours it takes whoever does it. */
  hours: number;
  /** Days until it is due. */
  days: number;
  /** The rule it makes, where it lasts. */
  rule?: string;
  /** Waits for the measure before it. */
  after?: true;
};

export const themes = [
  {
    title: '窗口服务提速',
    aspect: '服务',
    unit: '城关',
    owner: 'ning',
    aim: '平均等候不超过十五分钟，一次办成率到九成五',
  },
  { title: '收费票据规范', aspect: '管理', unit: '征管', owner: 'fang', aim: '票、账、款每天相符，不再月底集中补录' },
  { title: '基层报表减负', aspect: '减负', unit: '办公', owner: 'jiang', aim: '系统能取的数不再要所里填' },
  { title: '安全隐患清零', aspect: '安全', unit: '督查', owner: 'hao', aim: '查到的隐患逐条管控、逐条复查' },
] as const;

const places = ['征管', '财务', '河西', '城关', '东坪', '窗口', '龙泉'];
const posts = ['河西', '城关', '东坪', '龙泉'];

export const archetypes: readonly Archetype[] = [
  {
    title: '{处}取号后等候超过{数}0分钟无人说明',
    description: '高峰时段只开两个窗口，叫号屏不报预计时间，来办事的人只能站着等。',
    category: 'service',
    cause: 'style',
    misconduct: 'slowAction',
    weakness: 'slack',
    units: ['窗口', '城关', '河西'],
    theme: 0,
    measures: [
      { title: '十点到十二点加开机动窗口', hours: 6, days: 18 },
      { title: '叫号屏显示预计等候时间', by: '信息', hours: 14, days: 20 },
      { title: '等候超二十分钟由值班长当面说明', hours: 3, days: 26, rule: '大厅值班长职责', after: true },
    ],
    outcome: '连看两周，平均等候降到十四分钟，没有人再因为等候来反映。',
  },
  {
    title: '{处}收费当日不入账，月底补录{数}笔',
    description: '临时摊点收费先开收据，隔几天才录进系统，与存根核对时差了几笔。',
    category: 'management',
    cause: 'system',
    weakness: 'slack',
    units: ['征管', '河西', '东坪', '龙泉'],
    theme: 1,
    measures: [
      { title: '收费当日进系统，次日上午复核', hours: 8, days: 20, rule: '临时收费日清日结办法' },
      { title: '补录前几个月的收据', hours: 16, days: 24 },
      { title: '每月头三天与财务股对账', by: '财务', hours: 4, days: 28 },
    ],
    outcome: '两个月对账无差额，财务股抽了三十笔全部相符。',
  },
  {
    title: '{处}同一户信息要填{数}张表',
    description: '报表口径各不相同，代办员每月重复填写，前后数还对不上。',
    category: 'burden',
    cause: 'system',
    units: ['河西', '龙泉', '东坪', '城关'],
    theme: 2,
    measures: [
      { title: '几张表并成一张', by: '办公', hours: 10, days: 22, rule: '报表清单和停报目录' },
      { title: '能取的数由系统直接取', by: '信息', hours: 20, days: 30 },
      { title: '停报旧表并通知各点', hours: 2, days: 34, after: true },
    ],
    outcome: '每户每月少填四十多项，代办员试填一次用时不到原来一半。',
  },
  {
    title: '{处}配电箱接线老化，{数}处无标识',
    description: '雨天有焦味，箱体没有锁，旁边堆着纸箱。',
    kind: 'hazard',
    category: 'risk',
    cause: 'means',
    units: ['窗口', '河西', '东坪', '城关', '龙泉'],
    theme: 3,
    measures: [
      { title: '请电工换线并加锁', by: '办公', hours: 8, days: 10 },
      { title: '清走杂物，贴出标识', hours: 2, days: 6 },
    ],
    outcome: '线路换新，复查时通电两小时无异常。',
  },
  {
    title: '{处}消防通道被占，应急灯{数}盏不亮',
    description: '走访时看到通道停着电动车，应急灯按下去没有反应。',
    kind: 'hazard',
    category: 'risk',
    cause: 'style',
    misconduct: 'inAction',
    units: ['窗口', '城关', '东坪', '河西'],
    theme: 3,
    measures: [
      { title: '划线设栏，电动车移到后院', hours: 4, days: 8 },
      { title: '更换应急灯并登记检查日期', by: '办公', hours: 6, days: 12, rule: '应急设施月查表' },
    ],
    outcome: '通道畅通，应急灯逐盏试过都亮。',
  },
  {
    title: '{处}门口没有坡道，{数}级台阶推不上轮椅',
    description: '一位坐轮椅的老人在门口等了很久，最后由家属代办。',
    kind: 'livelihood',
    category: 'livelihood',
    cause: 'means',
    units: ['窗口', '龙泉', '东坪', '河西'],
    measures: [
      { title: '修一段缓坡并装扶手', by: '办公', hours: 16, days: 25 },
      { title: '坡道没修好之前设上门代办电话', hours: 2, days: 5 },
    ],
    outcome: '坡道已经能用，请三位老人试走过。',
  },
  {
    title: '{处}缴费点晚上没有灯，{数}户反映不敢来',
    description: '收工后才有空的人只能摸黑来，路口还有一个坑。',
    kind: 'livelihood',
    category: 'livelihood',
    units: ['龙泉', '河西', '东坪'],
    measures: [
      { title: '装两盏路灯，补平路口', by: '办公', hours: 12, days: 20 },
      { title: '试行每周两晚延时', hours: 3, days: 15 },
    ],
    outcome: '灯亮了，延时的晚上平均来十几户。',
  },
  {
    title: '建议把{处}的告知单换成大字，减少{数}处术语',
    description: '院坝会上几位老人说，单子上的字看不清，有的话看不懂。',
    kind: 'suggestion',
    category: 'service',
    units: ['河西', '东坪', '城关', '龙泉', '窗口'],
    theme: 0,
    measures: [{ title: '重写告知单，四号字以上', by: '法规', hours: 5, days: 15 }],
    outcome: '新单子已经摆出，请几位老人读过，没有再问的地方。',
  },
  {
    title: '建议{处}每半月集中答复一次，已积{数}条没有回音',
    description: '提过的意见没有下文，提的人不愿再提。',
    kind: 'suggestion',
    category: 'style',
    misconduct: 'inAction',
    units: ['河西', '东坪', '城关', '窗口'],
    measures: [
      { title: '积下的意见逐条答复', hours: 8, days: 12 },
      { title: '每半月贴出答复单', hours: 2, days: 18, rule: '意见半月答复制' },
    ],
    outcome: '积下的意见都有了答复，头一期答复单已经贴出。',
  },
  {
    title: '{处}减免口径不一，{数}户情形相同结果不同',
    description: '同样的材料，两处一处准一处不准，当事人跑了两趟。',
    category: 'system',
    cause: 'system',
    misconduct: 'misAction',
    units: ['城关', '河西', '东坪', '征管'],
    measures: [
      { title: '出一份减免口径，附正反例', by: '法规', hours: 12, days: 20, rule: '费用减免口径说明' },
      { title: '已经办的抽查复核', hours: 8, days: 26 },
      { title: '组织一次口径讲解', by: '法规', hours: 3, days: 30, after: true },
    ],
    outcome: '复核改正三件，讲解后各处答法一致。',
  },
  {
    title: '{处}电话白天无人接，抽打十次只通{数}次',
    description: '公示的号码转到旧座机，座机放在锁着的屋里。',
    category: 'style',
    cause: 'style',
    misconduct: 'inAction',
    weakness: 'lazy',
    units: ['征管', '财务', '东坪', '河西', '城关'],
    measures: [
      { title: '号码转到值班手机', by: '信息', hours: 3, days: 8 },
      { title: '排出接听班次并公示', hours: 2, days: 10, rule: '值班电话管理办法' },
    ],
    outcome: '一周内随机打了二十次，全部三声内接听。',
  },
  {
    title: '{处}报销单退回{数}次，缺什么没有一次说清',
    description: '经办人分几次被告知缺材料，来回补了三周。',
    category: 'service',
    cause: 'ability',
    misconduct: 'slowAction',
    units: ['财务', '征管'],
    measures: [
      { title: '做一张报销材料单，收单时一次勾全', hours: 5, days: 12, rule: '报销一次告知单' },
      { title: '退回要写明缺项并留底', hours: 2, days: 15 },
    ],
    outcome: '试行后退回少了七成，退回的都有缺项单。',
  },
  {
    title: '{处}资产卡片与实物差{数}件',
    description: '打印机换过两台，卡片还是旧的，领用人已经调走。',
    category: 'management',
    cause: 'style',
    weakness: 'slack',
    units: ['财务', '河西', '东坪', '城关'],
    measures: [
      { title: '逐件盘点，账实改一致', by: '财务', hours: 14, days: 25 },
      { title: '调动时交接资产再办手续', by: '办公', hours: 4, days: 30, rule: '人员调动资产交接表' },
    ],
    outcome: '盘点完毕，卡片全部更新，差额已说明。',
  },
  {
    title: '{处}系统登录慢，打开一张表要等{数}0秒',
    description: '上午最忙的时候卡得最厉害，窗口人员只好先记在纸上。',
    category: 'capability',
    cause: 'means',
    units: ['窗口', '城关', '河西', '东坪'],
    theme: 0,
    measures: [
      { title: '查清慢在哪里，调数据库', by: '信息', hours: 24, days: 18 },
      { title: '老旧终端换新', by: '信息', hours: 12, days: 30 },
      { title: '纸上记的补录进系统', hours: 6, days: 34, after: true },
    ],
    outcome: '打开时间降到三秒以内，补录已核对。',
  },
  {
    title: '{处}制度上墙，{数}条没有一条说到期限',
    description: '墙上的制度只有要求，没有谁来做、多久做完。',
    category: 'system',
    cause: 'thought',
    units: ['河西', '东坪', '城关', '征管'],
    measures: [
      { title: '逐条补上责任人和期限', hours: 6, days: 20, rule: '岗位责任和时限表' },
      { title: '法规股过一遍', by: '法规', hours: 4, days: 24, after: true },
    ],
    outcome: '新表已经替换，法规股审过没有冲突。',
  },
  {
    title: '{处}走访记录{数}份只有签名没有内容',
    description: '抽查时发现记录像是一次补写的，照片也是旧的。',
    category: 'style',
    cause: 'thought',
    misconduct: 'misAction',
    weakness: 'lazy',
    units: ['河西', '东坪', '城关', '龙泉'],
    measures: [
      { title: '逐户补访并说明情况', hours: 14, days: 20 },
      { title: '走访用系统定位拍照', by: '信息', hours: 10, days: 26, rule: '走访记录办法' },
    ],
    outcome: '补访完毕，抽了五户都说来过，也说得出谈了什么。',
  },
  {
    title: '{处}公示栏{数}个月没有更新',
    description: '收费标准还是旧的，监督电话已经停用。',
    category: 'openness',
    cause: 'style',
    weakness: 'lazy',
    units: places,
    measures: [
      { title: '换下旧内容，标出更新日期', hours: 3, days: 7 },
      { title: '每月头一个工作日由专人核对', hours: 1, days: 12, rule: '公示栏更新办法' },
    ],
    outcome: '各栏已更新，日期都在本月。',
  },
  {
    title: '{处}材料要复印{数}份，系统里其实都有',
    description: '身份证、执照每次都要交，档案里已经存了好几份。',
    category: 'burden',
    cause: 'thought',
    units: ['窗口', '城关', '河西', '东坪'],
    theme: 2,
    measures: [
      { title: '列出不再收的材料', by: '法规', hours: 6, days: 15, rule: '免交材料目录' },
      { title: '系统里能查的由窗口查', by: '信息', hours: 12, days: 25 },
    ],
    outcome: '十一种材料不再收，窗口改为自己查。',
  },
  {
    title: '{处}每天要在群里报{数}次数，挤占办事时间',
    description: '上午报一次，下午报一次，内容大半相同。',
    category: 'burden',
    cause: 'thought',
    misconduct: 'misAction',
    units: posts,
    theme: 2,
    measures: [
      { title: '合并为每周一次，由系统汇总', by: '办公', hours: 5, days: 14 },
      { title: '无关的群解散', hours: 1, days: 8 },
    ],
    outcome: '群少了五个，数改由系统汇总。',
  },
  {
    title: '{处}发票领用登记纸质、电子两本，差{数}份',
    description: '两本由两个人记，月底才碰一次。',
    category: 'management',
    cause: 'system',
    units: ['征管', '财务', '城关'],
    theme: 1,
    measures: [
      { title: '停用纸本，以系统为准', hours: 4, days: 15, rule: '票据领用登记办法' },
      { title: '清点结存并由财务监盘', by: '财务', hours: 8, days: 20 },
    ],
    outcome: '结存相符，纸本已封存。',
  },
];

/** Where a problem came from. */
export const sources = [
  '基层走访',
  '半月谈',
  '群众评价',
  '自查',
  '内部审计',
  '督查暗访',
  '服务热线转办',
  '院坝会',
  '意见箱',
] as const;

export const placesOf: Readonly<Record<string, readonly string[]>> = {
  征管: ['征管股', '收费组', '登记组'],
  财务: ['财务股', '报账窗口'],
  河西: ['河西所', '河西东片', '河西市场', '河西南片'],
  城关: ['城关所', '城关一片', '城关农贸市场', '城关二片'],
  东坪: ['东坪所', '东坪集镇', '东坪北片'],
  窗口: ['办事大厅', '大厅三号窗口', '大厅自助区'],
  龙泉: ['龙泉服务点', '龙泉村口点'],
};
