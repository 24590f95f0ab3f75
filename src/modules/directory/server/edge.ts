import type { FastifyRequest } from 'fastify';
import { ProblemDocument } from '../../../kernel/view/view.ts';
import { agencyOf, viewerOf } from '../../../platform/http/request.ts';
import type { Changer } from './change.ts';
import type { DirectoryCopy } from './snapshot.ts';

/** What any route of the directory may answer besides its view. */
export const refusals = {
  401: ProblemDocument,
  403: ProblemDocument,
  404: ProblemDocument,
  409: ProblemDocument,
  412: ProblemDocument,
  422: ProblemDocument,
};

/** The copy that the session came with; `main` fills the platform's interface from this module. */
export const copyOf = (request: FastifyRequest): DirectoryCopy => viewerOf(request).directory as DirectoryCopy;

/** The signed-in administrator, in the post that lets them change settings. */
export const changerOf = (request: FastifyRequest): Changer => {
  const { person, capacities } = viewerOf(request);
  const post = capacities.find((each) => each.roles.includes('systemAdmin'))?.post ?? null;
  return { agency: agencyOf(request), person, post };
};

/** Staff numbers are told to those who keep the register. */
export const seesNumbers = (request: FastifyRequest): boolean =>
  viewerOf(request).capacities.some((each) => each.roles.includes('systemAdmin'));
