/**
 * Beginnings of keys that the first page needs none of: words of pages one goes to. They come in a second file with whichever
 * page is opened first, and soon after the desk by themselves.
 */
const later = [
  'account',
  'announcement',
  'calendar',
  'cell',
  'cellMend',
  'column',
  'difference',
  'editor',
  'fieldType',
  'mail',
  'paper',
  'people',
  'proof',
  'publish',
  'reading',
  'reports',
  'running',
  'security',
  'settings',
  'sheet',
  'version',
  'versionDone',
  'versionState',
  'versionStep',
];

/** Is a text needed before any page but the desk is opened? */
export const isFirst = (key: string): boolean =>
  !later.includes(key.split('.')[0] ?? '') && !/^(form|choice)\.dir[A-Z]/.test(key);
