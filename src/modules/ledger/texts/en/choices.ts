import { choiceTexts } from '../from-tables.ts';

/** Choices of a problem's form that its correction offers too. */
const both = {
  category: {
    style: 'work style',
    service: 'service',
    system: 'rules',
    management: 'management',
    capability: 'ability',
    livelihood: 'livelihood',
    development: 'development',
    urgentNeed: 'urgent need',
    risk: 'risk',
    burden: 'burden',
    openness: 'openness',
    discipline: 'discipline',
    other: 'other',
  },
  urgency: { urgent: 'urgent', ordinary: 'ordinary' },
  cause: { thought: 'attitude', style: 'work style', system: 'rules', ability: 'ability', means: 'means' },
  misconduct: { inAction: 'inaction', slowAction: 'slow action', misAction: 'wrong action' },
  weakness: { incompetent: 'incompetent', lazy: 'lazy', slack: 'slack' },
};

const own = {
  kind: {
    problem: 'problem',
    hazard: 'hazard',
    livelihood: 'small livelihood matter',
    suggestion: 'suggestion',
  },
  hazardLevel: { general: 'general', serious: 'serious', major: 'major' },
};

/** Words of the choices of a problem's form and of its correction. */
export const en: Readonly<Record<string, string>> = {
  ...choiceTexts('problem', { ...both, ...own }),
  ...choiceTexts('correction', both),
};
