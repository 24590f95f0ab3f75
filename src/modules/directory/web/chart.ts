import i18next from 'i18next';
import type { Role } from '../../../kernel/procedure/procedure.ts';
import type { OrganisationView } from '../../../kernel/view/organisation.ts';
import {
  type Appointment,
  holdsOn,
  type Organisation,
  organise,
  type Post,
  type Settings,
  type Unit,
} from '../domain/organisation.ts';
import { chargeOn } from '../domain/snapshot.ts';

/** The organisation as the page was told it, in the shape that the rules are written for. */
export const organisationOf = (view: OrganisationView): Organisation => {
  const standing = <T extends object>(list: readonly T[]) => list.map((each) => ({ ...each, seq: 0 }));
  return organise({
    unit: standing(view.units),
    post: standing(view.posts).map((post) => ({ ...post, roles: post.roles as Role[] })),
    person: standing(view.people),
    appointment: standing(view.appointments),
    charge: standing(view.charges),
    team: standing(view.teams),
    member: standing(view.teams.flatMap(({ id, members }) => members.map((each) => ({ ...each, team: id })))),
    pairing: standing(view.pairings),
  });
};

const byOrder = (a: Unit, b: Unit): number => a.ordinal - b.ordinal || (a.code < b.code ? -1 : 1);

/** Units right below, in the agency's order; without one those that stand at the top. */
export const unitsUnder = ({ unit, unitsBelow }: Organisation, parent: string | null, day: string): Unit[] => {
  const list = parent === null ? [...unit.values()].filter((each) => each.parent === null) : unitsBelow.get(parent);
  return (list ?? []).filter((each) => holdsOn(each, day)).sort(byOrder);
};

const rank = { holder: 0, deputy: 1, substitute: 2 };

/** Who is on a post that day, holder first; and who will be later. */
export const peopleOn = (
  { appointmentsOn }: Organisation,
  post: string,
  day: string,
): { now: Appointment[]; later: Appointment[] } => {
  const all = [...(appointmentsOn.get(post) ?? [])].sort(
    (a, b) => rank[a.kind] - rank[b.kind] || (a.from < b.from ? -1 : 1),
  );
  return { now: all.filter((each) => holdsOn(each, day)), later: all.filter((each) => each.from > day) };
};

export const postsOf = ({ postsIn }: Organisation, unit: string, day: string): Post[] =>
  (postsIn.get(unit) ?? []).filter((each) => holdsOn(each, day));

export type Away = { person: string; by: string; post: string; to: string | null };
export type Summary = { units: number; posts: number; people: number; empty: Post[]; away: Away[]; idle: string[] };

/** What the sentence above the page says of a day. */
export const summaryOf = (organisation: Organisation, day: string): Summary => {
  const { unit, post, person, appointment } = organisation;
  const units = [...unit.values()].filter((each) => holdsOn(each, day));
  const standing = new Set(units.map(({ id }) => id));
  const posts = [...post.values()].filter((each) => holdsOn(each, day) && standing.has(each.unit));
  const now = [...appointment.values()].filter((each) => holdsOn(each, day));
  const own = now.filter(({ kind }) => kind !== 'substitute');
  const held = new Set(own.map((each) => each.post));
  const people = new Set(own.map((each) => each.person));
  return {
    units: units.length,
    posts: posts.length,
    people: people.size,
    empty: posts.filter(({ id }) => !held.has(id)),
    away: now.flatMap((each) =>
      each.forPerson === null ? [] : [{ person: each.forPerson, by: each.person, post: each.post, to: each.to }],
    ),
    idle: [...person.values()].flatMap(({ id, name }) => (name !== null && !people.has(id) ? [id] : [])),
  };
};

/** The leader in charge of a unit that day, and for which unit they are named: it, or one above. */
export const leaderOf = (
  organisation: Organisation,
  unit: string,
  day: string,
): { person: string; post: string; over: string; charge: Settings['charge'] } | null => {
  const owner = chargeOn(organisation, unit, day);
  if (!owner) return null;
  for (let at = organisation.unit.get(unit); at; at = organisation.unit.get(at.parent ?? '')) {
    const charge = organisation.chargesOver
      .get(at.id)
      ?.find((each) => each.person === owner.person && each.post === owner.post && holdsOn(each, day));
    if (charge) return { ...owner, over: at.id, charge };
  }
  return null;
};

export type Found = { person: string; name: string; where: string };

/** People whose name, number, post or unit holds every word that was typed; those whose name begins with it first. */
export const foundBy = (organisation: Organisation, typed: string, day: string): Found[] => {
  const words = typed.trim().toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const first = words[0] ?? '';
  return [...organisation.person.values()]
    .flatMap(({ id, name, number }) => {
      if (name === null) return [];
      const places = (organisation.appointmentsOf.get(id) ?? [])
        .filter((each) => holdsOn(each, day))
        .flatMap(({ post }) => organisation.post.get(post) ?? []);
      const where = [
        ...new Set(places.map((post) => `${organisation.unit.get(post.unit)?.name ?? ''} ${post.name}`)),
      ].join(i18next.t('listed'));
      const text = `${name} ${number ?? ''} ${where}`.toLowerCase();
      return words.every((word) => text.includes(word)) ? [{ person: id, name, where }] : [];
    })
    .sort(
      (a, b) =>
        Number(b.name.toLowerCase().startsWith(first)) - Number(a.name.toLowerCase().startsWith(first)) ||
        a.name.localeCompare(b.name, 'zh'),
    );
};

/** Today in the agency's zone. */
export const today = (now: Date = new Date()): string =>
  new Date(now.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
