import type { Matter, Relative } from './matter.ts';

/** Every human who gave evidence: whoever did it in another's place, and that other. */
export const evidenceGivers = ({ evidence }: Pick<Matter, 'evidence'>): string[] => [
  ...new Set(evidence.flatMap(({ by, onBehalfOf }) => (onBehalfOf ? [by, onBehalfOf] : [by]))),
];

/** A matter as another one's decision sees it. */
export const relativeOf = (matter: Matter): Relative => ({
  id: matter.id,
  seq: matter.seq,
  procedure: matter.procedure,
  state: matter.state,
  owner: matter.owner,
  registrar: matter.registrar,
  answered: matter.answered,
  evidenceBy: evidenceGivers(matter),
  evidenceCount: matter.evidence.length,
});
