import type { Owner } from '../../../kernel/matter/matter.ts';
import type { Role } from '../../../kernel/procedure/procedure.ts';
import { holdsOn, type Organisation, type Unit } from './organisation.ts';
import { chargeOn, standingPost, subtree } from './snapshot.ts';

/** Which roles of a post say that its holder leads the unit, the strongest first. */
const leading: readonly Role[] = ['leader', 'reviewer', 'supervisor', 'discipline', 'office', 'handler'];
/** Of those with the same role the one who sees further leads. */
const further = ['agency', 'subtree', 'unit', 'own'];
const kinds = { holder: 0, deputy: 1, substitute: 2 } as const;

/** Who answers for a unit as a whole that day: holder before deputy of its own posts by their roles; else the leader in charge of it. */
export const headOn = (organisation: Organisation, unit: string, day: string): Owner | null => {
  const found = (organisation.postsIn.get(unit) ?? [])
    .flatMap((post) => {
      const rank = leading.findIndex((role) => post.roles.includes(role));
      return rank < 0 || !standingPost(organisation, post.id, day)
        ? []
        : [{ post: post.id, rank, reach: further.indexOf(post.reach) }];
    })
    .flatMap(({ post, rank, reach }) =>
      (organisation.appointmentsOn.get(post) ?? [])
        .filter((each) => each.kind !== 'substitute' && holdsOn(each, day))
        .map((each) => ({ id: each.id, person: each.person, post, rank, reach, kind: kinds[each.kind] })),
    )
    .sort((a, b) => a.rank - b.rank || a.reach - b.reach || a.kind - b.kind || (a.id < b.id ? -1 : 1))[0];
  return found ? { person: found.person, post: found.post } : chargeOn(organisation, unit, day);
};

const depth = (organisation: Organisation, unit: Unit): number => {
  const seen = new Set<string>();
  let at: Unit | undefined = unit;
  for (; at && !seen.has(at.id); at = organisation.unit.get(at.parent ?? '')) seen.add(at.id);
  return seen.size;
};

/** Every other unit of that day in the order of the register; those right under the same unit stand beside it. */
export const unitsAroundOn = (
  organisation: Organisation,
  unit: string,
  day: string,
): { id: string; beside: boolean }[] => {
  const own = organisation.unit.get(unit);
  const others = [...organisation.unit.values()]
    .filter((each) => each.id !== unit && holdsOn(each, day))
    .sort((a, b) => a.ordinal - b.ordinal || (a.code < b.code ? -1 : 1));
  const siblings = new Set(others.filter(({ parent }) => own && parent === own.parent).map(({ id }) => id));
  const level = own ? depth(organisation, own) : 0;
  return others.map((each) => ({
    id: each.id,
    beside: siblings.size > 0 ? siblings.has(each.id) : depth(organisation, each) === level,
  }));
};

export const unitsOf = (organisation: Organisation, unit: string): ReadonlySet<string> => subtree(organisation, unit);
