import { choiceTexts } from '../from-tables.ts';

/** Choices of a problem's form that its correction offers too. */
const both = {
  category: {
    style: '作风',
    service: '服务',
    system: '制度',
    management: '管理',
    capability: '能力',
    livelihood: '民生',
    development: '发展',
    urgentNeed: '急难愁盼',
    risk: '风险',
    burden: '减负',
    openness: '公开',
    discipline: '纪律',
    other: '其他',
  },
  urgency: { urgent: '急难愁盼', ordinary: '一般' },
  cause: { thought: '思想', style: '作风', system: '制度', ability: '能力', means: '条件' },
  misconduct: { inAction: '不作为', slowAction: '慢作为', misAction: '乱作为' },
  weakness: { incompetent: '庸', lazy: '懒', slack: '散' },
};

const own = {
  kind: { problem: '问题', hazard: '隐患', livelihood: '关键小事', suggestion: '意见建议' },
  hazardLevel: { general: '一般', serious: '较大', major: '重大' },
};

/** Words of the choices of a problem's form and of its correction. */
export const zh: Readonly<Record<string, string>> = {
  ...choiceTexts('problem', { ...both, ...own }),
  ...choiceTexts('correction', both),
};
