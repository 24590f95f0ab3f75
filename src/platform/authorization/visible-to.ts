import type { Procedure } from '../../kernel/procedure/procedure.ts';
import type { Viewer } from './directory.ts';

/** Placeholders that carry a viewer into a statement, in the order `viewerValues` gives them. */
export type ViewerPlaces = { selves: string; units: string; confidential: string };

export const viewerPlaces = (first: number): ViewerPlaces => ({
  selves: `$${first}::uuid[]`,
  units: `$${first + 1}::uuid[]`,
  confidential: `$${first + 2}::text[]`,
});

/**
 * The one predicate that says which matters a viewer may know of (DESIGN §6): first never those where the viewer, or whom the
 * viewer stands in for, is accused or recused, nor a case told of one of those; then own part (also what stands beneath a matter one answers for, and
 * what waits for one's answer, as a transfer does) or reach; then confidentiality as a predicate of its own.
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
  return `not exists (
      select 1 from party barred where barred.agency_id = $1 and barred.matter_id in ${family} and barred.person_id = any(${places.selves})
      and barred.to_at is null and barred.role in ('accused', 'recused'))
    and (${m}.procedure <> 'caseStudy' or not exists (
      select 1 from case_study told join party barred on barred.agency_id = $1 and barred.matter_id = told.problem_id
      where told.agency_id = $1 and told.matter_id = ${m}.id and barred.person_id = any(${places.selves})
      and barred.to_at is null and barred.role in ('accused', 'recused')))
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
