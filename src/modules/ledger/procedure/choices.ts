/** What a problem is about; the same words wherever one is chosen. */
export const categories = [
  'style',
  'service',
  'system',
  'management',
  'capability',
  'livelihood',
  'development',
  'urgentNeed',
  'risk',
  'burden',
  'openness',
  'discipline',
  'other',
] as const;

/** What stands on the ledger: a problem, a hazard 隐患 (DOMAIN A4-51), a small livelihood matter 关键小事 (A4-52), a suggestion 意见建议 (A12, C-5). */
export const kinds = ['problem', 'hazard', 'livelihood', 'suggestion'] as const;

/** 急难愁盼 or not: what the yard meetings count apart (DOMAIN C-7). */
export const urgencies = ['urgent', 'ordinary'] as const;

/** 庸、懒、散 (DOMAIN A4-49). */
export const weaknesses = ['incompetent', 'lazy', 'slack'] as const;

/** 不作为、慢作为、乱作为 (DOMAIN A4-50, glossary `MisconductKind`). */
export const misconducts = ['inAction', 'slowAction', 'misAction'] as const;

/** Root cause: 思想、作风、制度 (DOMAIN A4-47), and what is neither. */
export const causes = ['thought', 'style', 'system', 'ability', 'means'] as const;

export const hazardLevels = ['general', 'serious', 'major'] as const;

/** 正反案例: one to follow, one to be warned by. */
export const caseKinds = ['good', 'bad'] as const;

/** Root causes of a case: 思想、作风、制度 (DOMAIN A4-47). */
export const caseCauses = ['thought', 'style', 'system'] as const;
