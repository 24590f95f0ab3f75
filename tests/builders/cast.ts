import type { Actor, Capacity } from '../../src/kernel/matter/matter.ts';
import type { Role } from '../../src/kernel/procedure/procedure.ts';

/** A small office for tests of the kernel: fixed ids, so that a failure names the same person each time. */
export const idOf = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

export const units = { tax: idOf(1), law: idOf(2) };

export type Member = { name: string; person: string; post: string; unit: string; roles: readonly Role[]; all: boolean };

let next = 100;
const member = (name: string, unit: string, roles: readonly Role[], all = false): Member => {
  next += 2;
  return { name, person: idOf(next), post: idOf(next + 1), unit, roles, all };
};

export const cast = {
  owner: member('owner', units.tax, ['handler']),
  measureOwner: member('measureOwner', units.law, ['handler']),
  registrar: member('registrar', units.tax, ['handler']),
  reviewer: member('reviewer', units.tax, ['reviewer']),
  supervisor: member('supervisor', units.law, ['supervisor'], true),
  leader: member('leader', units.law, ['leader'], true),
  office: member('office', units.law, ['office'], true),
  colleague: member('colleague', units.tax, ['handler']),
  farReviewer: member('farReviewer', units.law, ['reviewer']),
  discipline: member('discipline', units.law, ['discipline'], true),
};
export type CastName = keyof typeof cast;

/** The member's own footing. */
export const footing = (who: Member): Capacity => ({
  post: who.post,
  unit: who.unit,
  roles: who.roles,
  scope: who.all ? 'agency' : new Set([who.unit]),
  onBehalfOf: null,
  settings: [{ kind: 'post', id: who.post, seq: 1 }],
});

/** A footing in somebody's place: their post, on their behalf. */
export const inPlaceOf = (who: Member): Capacity => ({ ...footing(who), onBehalfOf: who.person });

/** The member as one who acts; further footings after the own one. */
export const as = (who: Member, ...more: Capacity[]): Actor => ({
  person: who.person,
  capacities: [footing(who), ...more],
});
