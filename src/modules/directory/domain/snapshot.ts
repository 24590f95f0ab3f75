import type { Capacity, Owner, SettingVersion } from '../../../kernel/matter/matter.ts';
import type { Role } from '../../../kernel/procedure/procedure.ts';
import { type Refusal, refuse } from '../../../kernel/refusal.ts';
import { type Appointment, holdsOn, type Organisation, type Post } from './organisation.ts';

/** Units below each unit that was asked for, as long as the organisation stands as it is. */
const subtrees = new WeakMap<Organisation, Map<string, ReadonlySet<string>>>();

export const subtree = (organisation: Organisation, top: string): ReadonlySet<string> => {
  const known = subtrees.get(organisation) ?? new Map<string, ReadonlySet<string>>();
  subtrees.set(organisation, known);
  const found = known.get(top);
  if (found) return found;
  const made = unitsUnder(organisation, top);
  known.set(top, made);
  return made;
};

const unitsUnder = (organisation: Organisation, top: string): Set<string> => {
  const seen = new Set<string>();
  const queue = [top];
  for (let unit = queue.pop(); unit !== undefined; unit = queue.pop()) {
    if (seen.has(unit)) continue;
    seen.add(unit);
    queue.push(...(organisation.unitsBelow.get(unit) ?? []).map((each) => each.id));
  }
  return seen;
};

const scopeOf = (organisation: Organisation, post: Post): Capacity['scope'] => {
  switch (post.reach) {
    case 'agency':
      return 'agency';
    case 'subtree':
      return subtree(organisation, post.unit);
    case 'unit':
      return new Set([post.unit]);
    case 'own':
      return new Set();
  }
};

/** Order in which footings are tried: one's own posts, then as deputy, then in somebody's place. */
const rank = { holder: 0, deputy: 1, substitute: 2 } as const;

/** The post with its unit, where both stand that day. */
export const standingPost = (organisation: Organisation, id: string, day: string): Post | null => {
  const post = organisation.post.get(id);
  const unit = post && organisation.unit.get(post.unit);
  return post && unit && holdsOn(post, day) && holdsOn(unit, day) ? post : null;
};

/** Does the person answer in this post that day, as holder or deputy? A substitute never does. */
export const answersIn = (organisation: Organisation, { person, post }: Owner, day: string): boolean =>
  organisation.appointmentsOf
    .get(person)
    ?.some((each) => each.post === post && each.kind !== 'substitute' && holdsOn(each, day)) ?? false;

/** What stands between a person and a post: the appointments that lead there, nearest first. */
type Reached = { post: Post; onBehalfOf: string | null; by: readonly Appointment[] };

/**
 * Everything the person may act on: own posts, then the posts of those stood in for, then through them the posts that *they*
 * stand in for: whoever is away is replaced in all they do. Each step must hold that day; nobody is met twice, so that a
 * circle, which the rules forbid, would still end.
 */
const reachedBy = (organisation: Organisation, person: string, day: string, met: ReadonlySet<string>): Reached[] => {
  const held = (organisation.appointmentsOf.get(person) ?? [])
    .filter((each) => holdsOn(each, day))
    .sort((a, b) => rank[a.kind] - rank[b.kind] || (a.id < b.id ? -1 : 1));
  const direct: Reached[] = [];
  const through: Reached[] = [];
  for (const appointment of held) {
    const post = standingPost(organisation, appointment.post, day);
    if (!post) continue;
    const { forPerson } = appointment;
    if (forPerson === null) {
      direct.push({ post, onBehalfOf: null, by: [appointment] });
      continue;
    }
    if (met.has(forPerson)) continue;
    const theirs = reachedBy(organisation, forPerson, day, new Set([...met, forPerson])).filter(
      (each) => each.onBehalfOf !== null,
    );
    const own = answersIn(organisation, { person: forPerson, post: post.id }, day);
    if (own) direct.push({ post, onBehalfOf: forPerson, by: [appointment] });
    // Standing in on a post where that one is a substitute as well replaces them there and nowhere else.
    for (const each of theirs)
      if (own || each.post.id === post.id) through.push({ ...each, by: [appointment, ...each.by] });
  }
  return [...direct, ...through];
};

/**
 * Footings of a person that day. A substitute acts on the post of the person stood in for, on that person's behalf, and only
 * while that person still holds it; the settings name every appointment that leads there.
 */
export const capacitiesOn = (organisation: Organisation, person: string, day: string): Capacity[] => {
  const known = new Set<string>();
  return reachedBy(organisation, person, day, new Set([person])).flatMap(({ post, onBehalfOf, by }) => {
    // Two ways to the same place are one footing, by the shorter way.
    const place = `${post.id} ${onBehalfOf ?? ''}`;
    if (onBehalfOf !== null && known.has(place)) return [];
    known.add(place);
    const settings: SettingVersion[] = [
      ...by.map((each) => ({ kind: 'appointment', id: each.id, seq: each.seq })),
      { kind: 'post', id: post.id, seq: post.seq },
    ];
    const { roles, unit } = post;
    return [{ post: post.id, unit, roles, scope: scopeOf(organisation, post), onBehalfOf, settings }];
  });
};

/** Who acts in whose place that day, by the one replaced: those who are somebody's substitute and reach a post through it. */
export const standInsOn = (organisation: Organisation, day: string): ReadonlyMap<string, readonly string[]> => {
  const found = new Map<string, Set<string>>();
  const substitutes = new Set(
    [...organisation.appointment.values()]
      .filter((each) => each.forPerson !== null && holdsOn(each, day))
      .map(({ person }) => person),
  );
  for (const person of substitutes)
    for (const { onBehalfOf } of capacitiesOn(organisation, person, day))
      if (onBehalfOf !== null) found.set(onBehalfOf, (found.get(onBehalfOf) ?? new Set()).add(person));
  return new Map([...found].map(([person, standIns]) => [person, [...standIns]]));
};

/** May this person be made answerable in this post that day? Only a holder or deputy, never somebody's substitute. */
export const takesOn = (organisation: Organisation, owner: Owner, day: string): Refusal | null =>
  answersIn(organisation, owner, day)
    ? null
    : refuse('invalid', 'notAppointed', { person: owner.person, post: owner.post }).refusal;

/** The leader in charge of a unit that day: named for it, or else for the nearest unit above that has one. */
export const chargeOn = (organisation: Organisation, unit: string, day: string): Owner | null => {
  const seen = new Set<string>();
  for (let at = organisation.unit.get(unit); at && !seen.has(at.id); at = organisation.unit.get(at.parent ?? '')) {
    seen.add(at.id);
    const charge = organisation.chargesOver
      .get(at.id)
      ?.find((each) => holdsOn(each, day) && answersIn(organisation, each, day));
    if (charge) return { person: charge.person, post: charge.post };
  }
  return null;
};

/** Holders and deputies whose post carries the role and reaches the unit that day; holders first. */
export const peopleWith = (organisation: Organisation, role: Role, unit: string, day: string): Owner[] =>
  [...organisation.post.values()]
    .filter((post) => post.roles.includes(role) && standingPost(organisation, post.id, day))
    .filter((post) => {
      const scope = scopeOf(organisation, post);
      return scope === 'agency' || scope.has(unit);
    })
    .flatMap((post) => organisation.appointmentsOn.get(post.id) ?? [])
    .filter((each) => each.kind !== 'substitute' && holdsOn(each, day))
    .sort((a, b) => rank[a.kind] - rank[b.kind] || (a.id < b.id ? -1 : 1))
    .map(({ person, post }) => ({ person, post }));
