import { type DemoAgency, type DemoPerson, type DemoUnit, yunxi } from '../people.ts';

const units: readonly DemoUnit[] = [
  { code: '法规', name: '法规股', parent: '县局' },
  { code: '信息', name: '信息中心', parent: '县局' },
  { code: '城关', name: '城关所', parent: '县局' },
  { code: '东坪', name: '东坪所', parent: '县局' },
  { code: '窗口', name: '城关所办事大厅', parent: '城关' },
  { code: '龙泉', name: '河西所龙泉服务点', parent: '河西' },
];

type Row = readonly [login: string, name: string, unit: string, post: string];

const heads: readonly Row[] = [
  ['cao', '曹敏', '法规', '法规股股长'],
  ['luo', '罗一帆', '信息', '信息中心主任'],
  ['ning', '宁海燕', '城关', '城关所所长'],
  ['pan', '潘国栋', '东坪', '东坪所所长'],
  ['yu', '于晓梅', '窗口', '大厅值班长'],
  ['tang', '唐春生', '龙泉', '龙泉服务点负责人'],
];

const staff: readonly Row[] = [
  ['ma', '马骏', '征管', '征管股科员（收费）'],
  ['hou', '侯丽娜', '征管', '征管股科员（登记）'],
  ['kang', '康永', '征管', '征管股科员（核查）'],
  ['bai', '白雪', '征管', '征管股科员（票据）'],
  ['dong', '董建平', '财务', '财务股会计'],
  ['xia', '夏青', '财务', '财务股出纳'],
  ['fu', '傅强', '财务', '财务股资产管理员'],
  ['jiang', '蒋文博', '办公', '办公室副主任'],
  ['yin', '尹小芳', '办公', '办公室档案员'],
  ['shi', '石磊', '办公', '办公室后勤管理员'],
  ['hao', '郝思远', '督查', '督查室科员（台账）'],
  ['wan', '万红', '督查', '督查室科员（走访）'],
  ['lei', '雷鸣', '法规', '法规股科员（审核）'],
  ['mo', '莫小兰', '法规', '法规股科员（制度）'],
  ['qiu', '邱志远', '信息', '信息中心系统管理员'],
  ['lin', '林晨', '信息', '信息中心网络管理员'],
  ['zeng', '曾浩', '信息', '信息中心数据管理员'],
  ['peng', '彭瑶', '信息', '信息中心终端管理员'],
  ['xie', '谢建华', '城关', '城关所副所长'],
  ['he2', '贺晓东', '城关', '城关所片区员（一片）'],
  ['lai', '赖秀英', '城关', '城关所片区员（二片）'],
  ['zhu', '朱明亮', '城关', '城关所片区员（三片）'],
  ['gao', '高洁', '城关', '城关所内勤'],
  ['ren', '任志刚', '东坪', '东坪所副所长'],
  ['liao', '廖小军', '东坪', '东坪所片区员（东片）'],
  ['jin', '金秀珍', '东坪', '东坪所片区员（西片）'],
  ['tao', '陶然', '东坪', '东坪所片区员（北片）'],
  ['su2', '苏琳', '东坪', '东坪所内勤'],
  ['duan', '段小玉', '窗口', '大厅窗口员（一号）'],
  ['qin2', '秦芳', '窗口', '大厅窗口员（二号）'],
  ['lu2', '卢佳', '窗口', '大厅窗口员（三号）'],
  ['wang2', '汪洋', '窗口', '大厅窗口员（四号）'],
  ['cui', '崔静怡', '窗口', '大厅引导员'],
  ['tian2', '田秀兰', '河西', '河西所副所长'],
  ['hu', '胡志强', '河西', '河西所片区员（东片）'],
  ['guo', '郭晓燕', '河西', '河西所片区员（西片）'],
  ['ye', '叶长青', '河西', '河西所片区员（南片）'],
  ['cheng', '程露', '河西', '河西所内勤'],
  ['long', '龙小翠', '龙泉', '龙泉服务点代办员'],
  ['shen', '沈德福', '龙泉', '龙泉服务点联络员'],
];

const handler = (row: Row, reach: DemoPerson['reach']): DemoPerson => {
  const [login, name, unit, post] = row;
  return { login, name, unit, post, roles: ['handler'], reach };
};

/** The bureau in full: twelve units in three levels, sixty people; the eleven of the short one are among them. */
export const wholeYunxi: DemoAgency = {
  ...yunxi,
  units: [...yunxi.units, ...units],
  people: [
    ...yunxi.people,
    { login: 'zhao', name: '赵立新', unit: '县局', post: '局长', roles: ['leader'], reach: 'agency' },
    {
      login: 'qian',
      name: '钱秋云',
      unit: '县局',
      post: '副局长（分管片区）',
      roles: ['leader', 'reviewer'],
      reach: 'agency',
    },
    {
      login: 'tian',
      name: '田野',
      unit: '督查',
      post: '督查室副主任',
      roles: ['supervisor', 'reviewer'],
      reach: 'agency',
    },
    ...heads.map((row) => handler(row, 'subtree')),
    // The supervisor's office goes everywhere; everybody else works where they are.
    ...staff.map((row) => handler(row, row[2] === '督查' ? 'agency' : 'unit')),
  ],
};

/** Who answers for a unit, and who works there. */
export const headOf: Readonly<Record<string, string>> = {
  征管: 'fang',
  财务: 'deng',
  督查: 'hao',
  办公: 'jiang',
  河西: 'wei',
  ...Object.fromEntries(heads.map(([login, , unit]) => [unit, login])),
};

export const staffOf = (unit: string): readonly string[] =>
  staff.filter(([, , place]) => place === unit).map(([login]) => login);

/**
 * How people are. `overloaded`: everybody needs the information centre, and its tasks wait in one queue. `late` begins when
 * the date is near. The hall at the counter is good and still late: what it promised waits for the information centre.
 */
export const manner = (login: string): 'good' | 'late' | 'overloaded' =>
  ['luo', 'qiu', 'zeng'].includes(login)
    ? 'overloaded'
    : ['pan', 'liao', 'fu', 'zhu', 'lei'].includes(login)
      ? 'late'
      : 'good';
