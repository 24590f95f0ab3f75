import type { FastifyRequest } from 'fastify';
import type { Role } from '../../kernel/procedure/procedure.ts';
import type { Agency, Viewer } from '../authorization/directory.ts';
import type { Held } from '../session/sessions.ts';
import type { Step } from '../session/step.ts';

/**
 * Who may use a route at all; what may be done to a matter is asked of its procedure. `anywhere` is public and answers even
 * where there is no agency yet; `step:…` also serves a session that still has this step before it, and no other route does.
 */
export type Access = 'anywhere' | 'public' | 'signedIn' | `step:${Step | 'any'}` | { roles: readonly Role[] };

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access;
    /** Asked by a page by itself: no sign that anybody is at work. */
    quiet?: true;
  }
  interface FastifyRequest {
    agency: Agency | null;
    viewer: Viewer | null;
    token: string | null;
    /** The session, whole or with a step before it. */
    held: Held | null;
  }
}

/** The viewer of a route that is not public; the hook has refused everybody else. */
export const viewerOf = (request: FastifyRequest): Viewer => {
  if (!request.viewer) throw new Error(`route ${request.routeOptions.url} is public and has no viewer`);
  return request.viewer;
};

/** The session of a route that is not public. */
export const heldOf = (request: FastifyRequest): Held => {
  if (!request.held) throw new Error(`route ${request.routeOptions.url} is public and has no session`);
  return request.held;
};

export const agencyOf = (request: FastifyRequest): Agency => {
  if (!request.agency) throw new Error('no agency resolved');
  return request.agency;
};

const sign = /^\/a\/([a-z][a-z0-9-]{1,30})(?=\/|\?|$)/;

/** Splits `/a/<code>/rest` into the agency's code and the rest; other paths keep their host's agency. */
export const splitAgency = (url: string): { code: string | null; rest: string } => {
  const match = sign.exec(url);
  if (!match) return { code: null, rest: url };
  const rest = url.slice(match[0].length);
  return { code: match[1] as string, rest: rest === '' ? '/' : rest.startsWith('?') ? `/${rest}` : rest };
};

/** `/a/<code>` where the address named the agency, else nothing: what our own addresses begin with. */
export const prefixOf = (request: FastifyRequest): string => {
  const { code } = splitAgency(request.originalUrl);
  return code === null ? '' : `/a/${code}`;
};

export const cookieName = 'xn_session';
