import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { MeView, ProblemDocument } from '../../kernel/view/view.ts';
import type { Directories, Viewer } from '../authorization/directory.ts';
import { dayOf } from '../command/engine.ts';
import { sendRefusal } from '../http/problem.ts';
import { agencyOf, cookieName, viewerOf } from '../http/request.ts';
import { limits, type Sessions } from './sessions.ts';

const meView = (viewer: Omit<Viewer, 'settings'>): MeView => {
  const { directory, agency } = viewer;
  return {
    person: { id: viewer.person, name: directory.personName(viewer.person) },
    agency: { code: agency.code, name: agency.name, demonstration: agency.demonstration },
    footings: viewer.capacities.map((each) => ({
      post: { id: each.post, name: directory.postName(each.post) },
      unit: { id: each.unit, name: directory.unitName(each.unit) },
      roles: [...each.roles],
      onBehalfOf: each.onBehalfOf ? { id: each.onBehalfOf, name: directory.personName(each.onBehalfOf) } : null,
    })),
    idleMinutes: limits.idleMinutes,
  };
};

const setCookie = (request: FastifyRequest, reply: FastifyReply, token: string): void => {
  reply.setCookie(cookieName, token, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: request.protocol === 'https',
  });
};

export type SessionDeps = {
  sessions: Sessions;
  directories: Directories;
  directoryVersion: (agency: string) => Promise<number>;
  now: () => Date;
};

export const sessionRoutes = (instance: FastifyInstance, deps: SessionDeps): void => {
  const app = instance.withTypeProvider<ZodTypeProvider>();
  app.post(
    '/api/session',
    {
      config: { access: 'public', rateLimit: { max: 60, timeWindow: 60_000 } },
      schema: {
        summary: '登录',
        body: z.strictObject({ login: z.string().min(1).max(64), password: z.string().min(1).max(200) }),
        response: { 200: MeView, 401: ProblemDocument, 422: ProblemDocument, 423: ProblemDocument },
      },
    },
    async (request, reply) => {
      const agency = agencyOf(request);
      const outcome = await deps.sessions.signIn({ agency, ...request.body, address: request.ip });
      if (!outcome.ok) return sendRefusal(reply, request, outcome.refusal);
      const { token, person } = outcome.value;
      // A session of before ends with the new one: a token that somebody planted is worth nothing.
      if (request.viewer && request.token) await deps.sessions.signOut(agency.id, request.token, request.viewer.person);
      setCookie(request, reply, token);
      const directory = await deps.directories.of(agency.id, await deps.directoryVersion(agency.id));
      return meView({ agency, person, directory, capacities: directory.capacities(person, dayOf(deps.now())) });
    },
  );

  app.get(
    '/api/session',
    { config: { access: 'signedIn' }, schema: { summary: '我是谁', response: { 200: MeView, 401: ProblemDocument } } },
    async (request) => meView(viewerOf(request)),
  );

  app.delete(
    '/api/session',
    { config: { access: 'signedIn' }, schema: { summary: '退出', response: { 204: z.null(), 401: ProblemDocument } } },
    async (request, reply) => {
      await deps.sessions.signOut(agencyOf(request).id, request.token as string, viewerOf(request).person);
      return reply.clearCookie(cookieName, { path: '/' }).code(204).send(null);
    },
  );
};
