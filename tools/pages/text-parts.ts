/**
 * Beginnings of keys that the first page needs none of: words of pages one goes to. They come in a second file with whichever
 * page is opened first, and soon after the desk by themselves.
 */
const later = [
  'account',
  'announcement',
  'burden',
  'calendar',
  'cases',
  'cell',
  'cellMend',
  'column',
  'difference',
  'editor',
  'fieldType',
  'hazards',
  'ledger',
  'ledgerFigures',
  'ledgerImport',
  'ledgerSheet',
  'mail',
  'oversight',
  'ownerless',
  'paper',
  'paperOne',
  'paperShape',
  'papers',
  'people',
  'proof',
  'publicPages',
  'publish',
  'reading',
  'reconcile',
  'reports',
  'roadmap',
  'running',
  'satisfaction',
  'security',
  'settings',
  'sheet',
  'sweep',
  'themes',
  'version',
  'versionDone',
  'versionState',
  'versionStep',
  'word',
];

/**
 * Families of which the desk shows a few: three words of a date; no form of the register; no refusal of pages that are for
 * keeping the house.
 */
const apart = [
  /^deadline\.(?!fixed$|provisional$|noEnd$)/,
  /^(form|choice)\.(dir[A-Z]|\w+(Paper|Input)\.)/,
  /^(rule|fact|field|mend)\.(administrators|calendar|directory|document|handOver|import|ledgerImport|mail|migrate)\./,
  /^(rule|fact|field|mend)\.(paper|papers|procedure|publicPage|security|setting|sheet|signOn|trial)\./,
];

/** Is a text needed before any page but the desk is opened? */
export const isFirst = (key: string): boolean =>
  !later.includes(key.split('.')[0] ?? '') && !apart.some((each) => each.test(key));
