/** The columns of the rectification ledger as offices send it around (DOMAIN D, 问题整改台账), in their official order. */
export const officialColumns = [
  'serial',
  'number',
  'source',
  'description',
  'category',
  'leader',
  'unit',
  'owner',
  'assistUnits',
  'measures',
  'milestones',
  'due',
  'progress',
  'evidence',
  'lasting',
  'state',
  'satisfaction',
] as const;
export type OfficialColumn = (typeof officialColumns)[number];
