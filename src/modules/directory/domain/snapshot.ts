import type { Capacity, Owner, SettingVersion } from '../../../kernel/matter/matter.ts';
import type { Role } from '../../../kernel/procedure/procedure.ts';
import { type Refusal, refuse } from '../../../kernel/refusal.ts';

export type Reach = 'own' | 'unit' | 'subtree' | 'agency';
type Span = { from: string; to: string | null };
export type Unit = Span & { id: string; parent: string | null; code: string; name: string; seq: number };
export type Post = Span & { id: string; unit: string; name: string; roles: readonly Role[]; reach: Reach; seq: number };
export type Appointment = Span & {
  id: string;
  person: string;
  post: string;
  kind: 'holder' | 'deputy' | 'substitute';
  forPerson: string | null;
  seq: number;
};

export type Organisation = {
  units: ReadonlyMap<string, Unit>;
  posts: ReadonlyMap<string, Post>;
  appointments: ReadonlyMap<string, readonly Appointment[]>;
};

/** First and last day are both inside; no last day = still going on. */
const holds = (span: Span, day: string): boolean => span.from <= day && (span.to === null || day <= span.to);

const childrenOf = (units: ReadonlyMap<string, Unit>): Map<string, string[]> => {
  const below = new Map<string, string[]>();
  for (const unit of units.values())
    if (unit.parent) below.set(unit.parent, [...(below.get(unit.parent) ?? []), unit.id]);
  return below;
};

const subtree = (below: ReadonlyMap<string, string[]>, top: string): Set<string> => {
  const seen = new Set<string>();
  const queue = [top];
  for (let unit = queue.pop(); unit !== undefined; unit = queue.pop()) {
    if (seen.has(unit)) continue;
    seen.add(unit);
    queue.push(...(below.get(unit) ?? []));
  }
  return seen;
};

const scopeOf = (post: Post, below: ReadonlyMap<string, string[]>): Capacity['scope'] => {
  switch (post.reach) {
    case 'agency':
      return 'agency';
    case 'subtree':
      return subtree(below, post.unit);
    case 'unit':
      return new Set([post.unit]);
    case 'own':
      return new Set();
  }
};

/** Order in which footings are tried: one's own posts, then as deputy, then in somebody's place. */
const rank = { holder: 0, deputy: 1, substitute: 2 } as const;

/**
 * Footings of a person that day. A substitute acts on the post of the person stood in for, on that person's behalf, and only
 * while that person still holds it.
 */
export const capacitiesOn = (organisation: Organisation, person: string, day: string): Capacity[] => {
  const below = childrenOf(organisation.units);
  return [...(organisation.appointments.get(person) ?? [])]
    .filter((appointment) => holds(appointment, day))
    .sort((a, b) => rank[a.kind] - rank[b.kind] || (a.id < b.id ? -1 : 1))
    .flatMap((appointment) => {
      const post = organisation.posts.get(appointment.post);
      const unit = post && organisation.units.get(post.unit);
      if (!post || !unit || !holds(post, day) || !holds(unit, day)) return [];
      const held =
        appointment.forPerson === null ||
        organisation.appointments
          .get(appointment.forPerson)
          ?.some((each) => each.post === post.id && each.kind !== 'substitute' && holds(each, day));
      if (!held) return [];
      const settings: SettingVersion[] = [
        { kind: 'appointment', id: appointment.id, seq: appointment.seq },
        { kind: 'post', id: post.id, seq: post.seq },
      ];
      return [
        {
          post: post.id,
          unit: unit.id,
          roles: post.roles,
          scope: scopeOf(post, below),
          onBehalfOf: appointment.forPerson,
          settings,
        },
      ];
    });
};

/** May this person be made answerable in this post that day? Only a holder or deputy, never somebody's substitute. */
export const takesOn = (organisation: Organisation, owner: Owner, day: string): Refusal | null =>
  organisation.appointments
    .get(owner.person)
    ?.some((each) => each.post === owner.post && each.kind !== 'substitute' && holds(each, day))
    ? null
    : refuse('invalid', 'notAppointed', { person: owner.person, post: owner.post }).refusal;
