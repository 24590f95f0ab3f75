import type { Procedure } from '../../kernel/procedure/procedure.ts';
import type { Viewer } from './directory.ts';

/** Placeholders that carry a viewer into a statement, in the order `viewerValues` gives them. */
export type ViewerPlaces = { selves: string; units: string; confidential: string };

export const viewerPlaces = (first: number): ViewerPlaces => ({
  selves: `$${first}::uuid[]`,
  units: `$${first + 1}::uuid[]`,
  confidential: `$${first + 2}::text[]`,
});

/** Whoever is accused in or recused from one of these is kept from a matter: itself, what stands above it, what it tells of. */
const barring = (m: string): string => `(${m}.id, ${m}.parent_id, ${m}.root_id, ${m}.about_id)`;
const isBarring = `barred.to_at is null and barred.role in ('accused', 'recused')`;

/** None of these people is kept from the matter. */
export const notBarred = (m: string, selves: string): string => `not exists (
      select 1 from party barred where barred.agency_id = $1 and barred.matter_id in ${barring(m)} and barred.person_id = any(${selves})
      and ${isBarring})`;

/** Everybody who is kept from it, as a JSON list; null where nobody is. */
export const barredFrom = (m: string): string => `(
  select json_agg(barred.person_id) from party barred where barred.agency_id = $1 and barred.matter_id in ${barring(m)}
    and ${isBarring})`;

/**
 * The one predicate that says which matters a viewer may know of (DESIGN §6): first never those where the viewer, or whom the
 * viewer stands in for, is accused or recused, nor what tells of one of those; then own part (also what stands beneath a
 * matter one answers for, and what waits for one's answer, as a transfer does) or reach; then confidentiality as a predicate of its own.
 * What costs a look into another table for each row stands last; one's own seats are read once, not row by row.
 * `m` is the matter's alias; the same text serves lists, counts, search, files and exports.
 */
export const visibleTo = (m: string, places: ViewerPlaces): string => {
  const family = `(${m}.id, ${m}.parent_id, ${m}.root_id)`;
  const own = `(${m}.owner_id = any(${places.selves}) or ${m}.registrar_id = any(${places.selves}) or exists (
      select 1 from party mine where mine.agency_id = $1 and mine.matter_id in ${family} and mine.person_id = any(${places.selves})
      and mine.to_at is null and mine.role not in ('accused', 'recused'))
    or (${m}.parent_id is not null and exists (select 1 from matter above where above.agency_id = $1
      and above.id in (${m}.parent_id, ${m}.root_id) and above.owner_id = any(${places.selves})))
    or ${m}.id in (select seat.matter_id from inbox seat where seat.agency_id = $1 and seat.person_id = any(${places.selves})))`;
  return `${notBarred(m, places.selves)}
    and (${places.units} is null or ${m}.unit_id = any(${places.units}) or ${own})
    and (not ${m}.confidential or ${m}.procedure = any(${places.confidential}) or ${own})`;
};

export const selvesOf = (viewer: Viewer): string[] => [
  ...new Set([viewer.person, ...viewer.capacities.flatMap((each) => (each.onBehalfOf ? [each.onBehalfOf] : []))]),
];

const reachOf = (viewer: Viewer): string[] | null => {
  const units = new Set<string>();
  for (const capacity of viewer.capacities) {
    if (capacity.scope === 'agency') return null;
    for (const unit of capacity.scope) units.add(unit);
  }
  return [...units];
};

const confidentialOf = (viewer: Viewer, procedures: readonly Procedure[]): string[] =>
  procedures
    .filter((procedure) =>
      viewer.capacities.some((capacity) => capacity.roles.some((role) => procedure.confidentialRoles?.includes(role))),
    )
    .map((procedure) => procedure.code);

/** Values for `viewerPlaces`, in that order. */
export const viewerValues = (viewer: Viewer): [string[], string[] | null, string[]] => [
  selvesOf(viewer),
  reachOf(viewer),
  confidentialOf(viewer, viewer.settings.procedures),
];
