import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { SignOnOffer } from '../../kernel/view/account.ts';
import { ProblemDocument } from '../../kernel/view/view.ts';
import { agencyOf, prefixOf } from '../http/request.ts';
import { setSession, setSignOn, signOnCookie } from './cookies.ts';
import { deviceWords } from './device.ts';
import { tries } from './routes.ts';
import type { Sessions } from './sessions.ts';
import type { SingleSignOn } from './single-sign-on.ts';

const returnPath = '/api/sign-on/return';

/** The address the provider sends the browser back to; it must stand in the provider's own list. */
const redirectOf = (request: FastifyRequest): string =>
  `${request.protocol}://${request.host}${prefixOf(request)}${returnPath}`;

/** A place within our own pages, and nothing that a browser reads as another site. */
const isPlace = (text: string): boolean => /^\/(?![/\\])[^\s\\]*$/.test(text);

export const signOnRoutes = (
  instance: FastifyInstance,
  { singleSignOn, sessions }: { singleSignOn: SingleSignOn; sessions: Sessions },
): void => {
  const app = instance.withTypeProvider<ZodTypeProvider>();
  /** Refusals on this way are met by a browser, not by a program: they go to the sign-in page, which has the words. */
  const toSignIn = (request: FastifyRequest, rule: string): string =>
    `${prefixOf(request)}/?signOn=${encodeURIComponent(rule.replace(/^(signOn|session)\./, ''))}`;

  app.get(
    '/api/sign-on',
    {
      config: { access: 'public' },
      schema: { summary: '这是哪个单位，有没有统一身份认证', response: { 200: SignOnOffer } },
    },
    async (request) => {
      const agency = agencyOf(request);
      const { name, demonstration } = agency;
      return { offered: await singleSignOn.isOffered(agency), agency: { name, demonstration } };
    },
  );

  app.get(
    '/api/sign-on/start',
    {
      config: { access: 'public', rateLimit: tries },
      schema: {
        summary: '去统一身份认证登录',
        querystring: z.object({ to: z.string().max(400).optional() }),
        response: { 303: z.null(), 422: ProblemDocument },
      },
    },
    async (request, reply) => {
      const { to = '/' } = request.query;
      const begun = await singleSignOn.begin(agencyOf(request), redirectOf(request), isPlace(to) ? to : '/');
      reply.header('cache-control', 'no-store');
      if (!begun.ok) return reply.redirect(toSignIn(request, begun.refusal.rule), 303);
      setSignOn(request, reply, begun.value.cookie);
      return reply.redirect(begun.value.address, 303);
    },
  );

  app.get(
    returnPath,
    {
      config: { access: 'public', rateLimit: tries },
      schema: { summary: '从统一身份认证回来', response: { 303: z.null() } },
    },
    async (request, reply) => {
      const agency = agencyOf(request);
      const outcome = await singleSignOn.finish(agency, {
        cookie: request.cookies[signOnCookie],
        address: request.ip,
        device: deviceWords(request.headers['user-agent']),
        back: new URL(`${redirectOf(request)}${new URL(request.originalUrl, 'http://here').search}`),
      });
      reply.header('cache-control', 'no-store').clearCookie(signOnCookie, { path: '/' });
      if (!outcome.ok) return reply.redirect(toSignIn(request, outcome.refusal.rule), 303);
      if (request.held) await sessions.signOut(agency.id, request.held.token, request.held.person);
      setSession(request, reply, outcome.value.token);
      return reply.redirect(`${prefixOf(request)}${outcome.value.destination}`, 303);
    },
  );
};
