/** What a reconciliation looks for; the order is that of the page. */
export const findingKinds = [
  'bare',
  'unplanned',
  'still',
  'urged',
  'milestone',
  'relapsed',
  'file',
  'entries',
  'struckOff',
] as const;
export type FindingKind = (typeof findingKinds)[number];

/** Kinds that something has to be done about; `struckOff` is only told, so that it can be looked at and reopened. */
export const faultKinds = findingKinds.filter((kind) => kind !== 'struckOff');
