import type { Procedure } from '../../kernel/procedure/procedure.ts';
import type { Viewer } from '../authorization/directory.ts';
import { selvesOf } from '../authorization/visible-to.ts';

/** Ways by which something comes to a desk: the humans its reader is today, and roles with how far they reach. */
export type Lanes = {
  persons: string[];
  everywhere: string[];
  roles: string[];
  units: string[];
  /** Whom the reader stands in for by this seat: a name, null for the reader's own, undefined where it is not for this desk. */
  behalfOf(seat: { person: string | null; role: string | null; unit: string }): string | null | undefined;
};

/** Roles that a seat may ask: whose turn a state is, who decides a request, who reads what is confidential. */
const askedRoles = (procedures: readonly Procedure[]): ReadonlySet<string> =>
  new Set(
    procedures.flatMap((procedure) => [
      ...Object.values(procedure.states).flatMap(({ turn }) => (turn ? [turn] : [])),
      ...Object.values(procedure.requests ?? {}).flatMap(({ grants }) => grants),
      ...(procedure.confidentialRoles ?? []),
    ]),
  );

export const lanesOf = (viewer: Viewer): Lanes => {
  const persons = selvesOf(viewer);
  /** By role, or by role and unit: whose; the reader's own footing goes before that of somebody stood in for. */
  const whose = new Map<string, string | null>();
  const note = (key: string, human: string | null) => {
    if (!whose.has(key) || human === null) whose.set(key, human);
  };
  const asked = askedRoles(viewer.settings.versions);
  const everywhere = new Set<string>();
  const pairs = new Map<string, [role: string, unit: string]>();
  for (const { roles, scope, onBehalfOf } of viewer.capacities)
    for (const role of roles.filter((each) => asked.has(each))) {
      if (scope === 'agency') {
        everywhere.add(role);
        note(role, onBehalfOf);
      } else
        for (const unit of scope) {
          pairs.set(`${role} ${unit}`, [role, unit]);
          note(`${role} ${unit}`, onBehalfOf);
        }
    }
  const near = [...pairs.values()].filter(([role]) => !everywhere.has(role));
  return {
    persons,
    everywhere: [...everywhere],
    roles: near.map(([role]) => role),
    units: near.map(([, unit]) => unit),
    behalfOf: ({ person, role, unit }) => {
      if (person !== null) return person === viewer.person ? null : persons.includes(person) ? person : undefined;
      const own = [whose.get(role ?? ''), whose.get(`${role} ${unit}`)].filter((each) => each !== undefined);
      return own.length === 0 ? undefined : own.includes(null) ? null : own[0];
    },
  };
};
