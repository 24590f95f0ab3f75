import type { Capacity } from '../../../kernel/matter/matter.ts';
import type { OnDayView, OrganisationView, PersonView } from '../../../kernel/view/organisation.ts';
import type { Named } from '../../../kernel/view/view.ts';
import { holdsOn, type Span } from '../domain/organisation.ts';
import type { DirectoryCopy } from './snapshot.ts';

type Naming = { person(id: string): Named; post(id: string): Named; unit(id: string): Named };

const naming = (copy: DirectoryCopy): Naming => ({
  person: (id) => ({ id, name: copy.personName(id) }),
  post: (id) => ({ id, name: copy.postName(id) }),
  unit: (id) => ({ id, name: copy.unitName(id) }),
});

const days = ({ from, to }: Span): Span => ({ from, to });

type Asked = { day: string; past: boolean; numbers: boolean; self: string };

/** The whole organisation with its relations; without `past` what ended before the day is left out. */
export const organisationView = (copy: DirectoryCopy, { day, past, numbers, self }: Asked): OrganisationView => {
  const { organisation } = copy;
  const stands = (span: Span): boolean => past || span.to === null || day <= span.to;
  const standing = <T extends Span>(list: Iterable<T>): T[] => [...list].filter(stands);
  return {
    version: copy.version,
    day,
    units: standing(organisation.unit.values()).map(({ seq: _, ...unit }) => unit),
    posts: standing(organisation.post.values()).map(({ seq: _, roles, duties, ...post }) => ({
      ...post,
      roles: [...roles],
      duties: duties.map(({ kind, text }) => ({ kind, text })),
    })),
    people: copy.people.map(({ id, name, number }) => ({ id, name, number: numbers || id === self ? number : null })),
    appointments: standing(organisation.appointment.values()).map(({ seq: _, ...appointment }) => appointment),
    charges: standing(organisation.charge.values()).map(({ seq: _, ...charge }) => charge),
    teams: standing(organisation.team.values()).map(({ seq: _, ...team }) => ({
      ...team,
      overTerm: team.term !== null && team.term < day && holdsOn(team, day),
      members: standing(organisation.membersOf.get(team.id) ?? []).map(({ seq: __, team: ___, ...member }) => member),
    })),
    pairings: standing(organisation.pairing.values()).map(({ seq: _, ...pairing }) => pairing),
  };
};

/** Through whom a substitute of a substitute reaches the post: the people between, nearest first. */
const throughOf = (copy: DirectoryCopy, { settings, onBehalfOf }: Capacity): string[] =>
  settings.flatMap(({ kind, id }) => {
    const between = kind === 'appointment' ? copy.organisation.appointment.get(id)?.forPerson : null;
    return between && between !== onBehalfOf ? [between] : [];
  });

/** A person's footings that day and every relation; null = there is no such person. */
export const personView = (copy: DirectoryCopy, id: string, { day, numbers, self }: Asked): PersonView | null => {
  const { organisation } = copy;
  const person = organisation.person.get(id);
  if (!person) return null;
  const name = naming(copy);
  const unitOf = (post: string): Named => name.unit(organisation.post.get(post)?.unit ?? post);
  const of = <T extends { person: string | null }>(list: Iterable<T>): T[] =>
    [...list].filter((each) => each.person === id);
  return {
    id,
    name: person.name,
    number: numbers || id === self ? person.number : null,
    footings: copy.capacities(id, day).map((capacity) => ({
      post: name.post(capacity.post),
      unit: name.unit(capacity.unit),
      roles: [...capacity.roles],
      onBehalfOf: capacity.onBehalfOf === null ? null : name.person(capacity.onBehalfOf),
      through: throughOf(copy, capacity).map(name.person),
    })),
    appointments: (organisation.appointmentsOf.get(id) ?? []).map((each) => ({
      id: each.id,
      post: name.post(each.post),
      unit: unitOf(each.post),
      kind: each.kind,
      forPerson: each.forPerson === null ? null : name.person(each.forPerson),
      ...days(each),
    })),
    substitutes: [...organisation.appointment.values()]
      .filter((each) => each.forPerson === id)
      .map((each) => ({ id: each.id, person: name.person(each.person), post: name.post(each.post), ...days(each) })),
    charges: of(organisation.charge.values()).map((each) => ({
      id: each.id,
      unit: name.unit(each.unit),
      post: name.post(each.post),
      ...days(each),
    })),
    teams: of(organisation.member.values()).flatMap((each) => {
      const team = organisation.team.get(each.team);
      if (!team) return [];
      return [{ id: each.id, team: { id: team.id, name: team.name }, kind: team.kind, role: each.role, ...days(each) }];
    }),
    pairings: of(organisation.pairing.values()).map((each) => ({
      id: each.id,
      with: name.unit(each.with),
      ...days(each),
    })),
  };
};

/** Who was responsible that day in a unit's posts, or in one post, from the days of every relation. */
export const onDayView = (
  copy: DirectoryCopy,
  day: string,
  { unit, post }: { unit?: string | undefined; post?: string | undefined },
): OnDayView => {
  const { organisation } = copy;
  const name = naming(copy);
  const single = post === undefined ? undefined : organisation.post.get(post);
  const posts = single ? [single] : (organisation.postsIn.get(unit ?? '') ?? []);
  const leader = copy.chargeOf(single?.unit ?? unit ?? '', day);
  return {
    day,
    posts: posts
      .filter((each) => holdsOn(each, day))
      .map((each) => ({
        post: name.post(each.id),
        unit: name.unit(each.unit),
        people: (organisation.appointmentsOn.get(each.id) ?? [])
          .filter((appointment) => holdsOn(appointment, day))
          .map((appointment) => ({
            person: name.person(appointment.person),
            kind: appointment.kind,
            forPerson: appointment.forPerson === null ? null : name.person(appointment.forPerson),
            ...days(appointment),
          })),
      })),
    leader: leader && { person: name.person(leader.person), post: name.post(leader.post) },
  };
};
