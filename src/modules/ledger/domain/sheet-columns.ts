import { type OfficialColumn, officialColumns } from './official-columns.ts';

/** What one row a measure needs besides, right of the official table and outside its printed area. */
export const moreColumns = ['measureUnit', 'measureOwner', 'problemDue', 'problemProgress'] as const;

/** By these a row finds its matters again wherever it was moved to, and tells what was changed in it. Hidden. */
export const stableColumns = ['problemNumber', 'measureNumber', 'mark'] as const;

/** Any other field of the problem's form, an agency's own among them: `field.kind`. */
export type FieldColumn = `field.${string}`;
export type ColumnCode =
  | OfficialColumn
  | (typeof moreColumns)[number]
  | (typeof stableColumns)[number]
  | (typeof entryColumns)[number]
  | FieldColumn;

/** Said only when it comes in: the day a problem was found, of a ledger that was kept elsewhere until now. */
export const entryColumns = ['foundOn'] as const;

export const fixedColumns: readonly ColumnCode[] = [...officialColumns, ...moreColumns, ...stableColumns];

export const isFieldColumn = (code: ColumnCode): code is FieldColumn => code.startsWith('field.');
export const fieldOf = (code: FieldColumn): string => code.slice('field.'.length);

/** Columns that say something of a measure; all others say it of the problem. */
const ofMeasure: ReadonlySet<ColumnCode> = new Set<ColumnCode>([
  'measures',
  'due',
  'progress',
  'evidence',
  'lasting',
  'measureUnit',
  'measureOwner',
  'measureNumber',
]);
export const saysOfMeasure = (code: ColumnCode): boolean => ofMeasure.has(code);

/** Counted or decided elsewhere: a sheet can show them and never set them. */
export const computedColumns: ReadonlySet<ColumnCode> = new Set<ColumnCode>(['evidence', 'state', 'satisfaction']);

/** What offices and their templates call each column, besides its own title. */
const synonyms: Partial<Record<ColumnCode, readonly string[]>> = {
  serial: ['序号', '序', '项次', '编次', 'no', '#', 'serial'],
  number: ['编号', '问题编号', '台账编号', '立项编号', '问题序号', 'number', 'code'],
  source: ['问题来源', '来源', '发现途径', '来源渠道', '线索来源', '反馈来源', 'source', 'origin'],
  description: [
    '问题描述',
    '问题',
    '存在问题',
    '存在的问题',
    '主要问题',
    '具体问题',
    '问题表现',
    '问题内容',
    '反馈问题',
    '整改问题',
    '整改事项',
    '事项',
    '隐患描述',
    '隐患内容',
    '意见建议',
    '诉求内容',
    'problem',
    'issue',
    'description',
    'finding',
  ],
  category: ['类别', '问题类别', '问题类型', '类型', '分类', 'category', 'type'],
  leader: [
    '责任领导',
    '分管领导',
    '牵头领导',
    '包抓领导',
    '挂点领导',
    '督办领导',
    '领导',
    'leader',
    'responsible leader',
  ],
  unit: [
    '责任单位',
    '责任部门',
    '牵头单位',
    '牵头部门',
    '主办单位',
    '整改单位',
    '责任科室',
    '责任股室',
    '单位',
    '部门',
    'unit',
    'department',
    'responsible unit',
  ],
  owner: [
    '责任人',
    '具体责任人',
    '责任人员',
    '整改责任人',
    '承办人',
    '经办人',
    '负责人',
    'owner',
    'responsible',
    'responsible person',
    'person',
  ],
  assistUnits: ['配合单位', '配合部门', '协办单位', '协助单位', '协同单位', 'assist', 'assisting units'],
  measures: [
    '整改措施',
    '措施',
    '具体措施',
    '工作措施',
    '整改举措',
    '解决措施',
    '改进措施',
    'measure',
    'measures',
    'action',
    'actions',
  ],
  milestones: [
    '时间表节点',
    '节点',
    '时间节点',
    '时间表',
    '阶段目标',
    '进度安排',
    '路线图',
    'milestone',
    'milestones',
    'schedule',
  ],
  due: [
    '完成时限',
    '整改时限',
    '完成时间',
    '整改期限',
    '完成期限',
    '办结时限',
    '计划完成时间',
    '时限',
    '期限',
    'due',
    'due date',
    'deadline',
  ],
  progress: [
    '进展',
    '整改进展',
    '进展情况',
    '工作进展',
    '整改情况',
    '落实情况',
    '完成情况',
    '整改落实情况',
    'progress',
    'status note',
  ],
  evidence: ['佐证', '佐证材料', '证明材料', '附件', '印证材料', 'evidence', 'attachments'],
  lasting: ['是否长效', '长效', '长效机制', '建章立制', 'lasting', 'long term'],
  state: [
    '销号状态日期',
    '销号状态',
    '销号情况',
    '是否销号',
    '销号日期',
    '销号时间',
    '整改状态',
    '状态',
    'state',
    'status',
  ],
  satisfaction: ['满意度', '群众满意度', '服务对象评价', 'satisfaction'],
  foundOn: [
    '发现日期',
    '发现时间',
    '登记日期',
    '登记时间',
    '交办日期',
    '交办时间',
    '检查时间',
    'found on',
    'date found',
  ],
  measureUnit: ['措施责任单位', '措施单位', 'measure unit'],
  measureOwner: ['措施责任人', 'measure owner'],
  problemDue: ['问题时限', '问题完成时限', '总时限', 'problem due'],
  problemProgress: ['问题进展', '总体进展', 'problem progress'],
};

/** Headers are compared without width, spaces, stars, brackets and points. */
export const plainHeader = (header: string): string =>
  header
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s*（）()【】[\]〔〕:：/、,，.。_-]+/g, '');

/** A column that may stand in a sheet, by its code and its title. */
export type Choice = { code: ColumnCode; title: string };

type Words = { plain: string; code: ColumnCode };

const wordsFor = (choices: readonly Choice[]): Words[] =>
  choices.flatMap(({ code, title }) =>
    [title, ...(synonyms[code] ?? [])].map((word) => ({ plain: plainHeader(word), code })),
  );

/** Longer words say more; words of one sign are too little to be found inside others. */
const inside = (header: string, words: readonly Words[]): ColumnCode | null => {
  const found = words
    .filter(({ plain }) => plain.length > 1 && header.includes(plain))
    .sort((a, b) => b.plain.length - a.plain.length);
  return found[0]?.code ?? null;
};

/**
 * What each header most likely means: as this person had it before, else by its own words, else by words inside it. Each meaning
 * is given once, to the surest header; the others stay open.
 */
export const proposeColumns = (
  headers: readonly string[],
  choices: readonly Choice[],
  remembered: ReadonlyMap<string, ColumnCode | null> = new Map(),
): (ColumnCode | null)[] => {
  const known = new Set(choices.map(({ code }) => code));
  const words = wordsFor(choices);
  const exact = new Map(words.map(({ plain, code }) => [plain, code] as const).reverse());
  const plain = headers.map(plainHeader);
  const proposed: (ColumnCode | null)[] = headers.map(() => null);
  const taken = new Set<ColumnCode>();
  const give = (index: number, code: ColumnCode | null | undefined): void => {
    if (!code || !known.has(code) || taken.has(code) || proposed[index]) return;
    proposed[index] = code;
    taken.add(code);
  };
  const settled = new Set<number>();
  for (const [index, header] of plain.entries())
    if (header !== '' && remembered.has(header)) {
      give(index, remembered.get(header));
      settled.add(index);
    }
  const open = plain
    .map((header, index) => ({ header, index }))
    .filter(({ header, index }) => header !== '' && !settled.has(index));
  for (const { header, index } of open) give(index, exact.get(header));
  for (const { header, index } of open) give(index, inside(header, words));
  return proposed;
};
