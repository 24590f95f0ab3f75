/** What may be asked and done of a matter that is a part of another: its parent's owner answers for the whole. */

export const childExtension = {
  effect: 'extend',
  from: ['open'],
  asks: ['owner'],
  grants: ['parentOwner', 'leader', 'supervisor', 'discipline'],
  form: 'extension',
  reason: 'required',
  limits: ['due'],
  notSameAs: ['owner', 'standIn'],
} as const;

export const childTransfer = {
  effect: 'transfer',
  from: ['open'],
  asks: ['owner', 'parentOwner'],
  grants: ['taker', 'leader', 'supervisor', 'discipline'],
  form: 'transfer',
  reason: 'required',
} as const;

export const childVoid = {
  effect: 'void',
  from: ['open'],
  asks: ['owner', 'parentOwner'],
  grants: ['parentOwner', 'reviewer', 'supervisor', 'leader', 'discipline'],
  reason: 'required',
  notSameAs: ['owner', 'standIn'],
  next: 'voided',
} as const;

export const childUrge = {
  from: ['open'],
  who: ['parentOwner', 'reviewer', 'leader', 'supervisor', 'office', 'discipline'],
  form: 'urge',
  notSameAs: ['owner'],
  tally: 'urged',
  aside: true,
  tells: 'urged',
} as const;
