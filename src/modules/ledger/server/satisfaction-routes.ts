import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Pool } from 'pg';
import { z } from 'zod';
import { ProblemDocument } from '../../../kernel/view/view.ts';
import type { Engine } from '../../../platform/command/engine.ts';
import { sendRefusal } from '../../../platform/http/problem.ts';
import { prefixOf, viewerOf } from '../../../platform/http/request.ts';
import { LinksView, PublicPagesView, SatisfactionView } from '../domain/satisfaction-views.ts';
import { publicPagesView } from './public-pages.ts';
import { issueLinks, satisfactionView } from './satisfaction.ts';

export type SatisfactionDeps = { engine: Engine; pool: Pool };

const refusals = { 401: ProblemDocument, 403: ProblemDocument, 404: ProblemDocument, 422: ProblemDocument };

/** What those affected say of a problem, the links they are asked by, and the pages units opened. */
export const satisfactionRoutes = (instance: FastifyInstance, { engine, pool }: SatisfactionDeps): void => {
  const app = instance.withTypeProvider<ZodTypeProvider>();

  app.get(
    '/api/ledger/problems/:id/satisfaction',
    {
      config: { access: 'signedIn' },
      schema: {
        summary: '一件问题的满意度',
        params: z.object({ id: z.uuid() }),
        response: { 200: SatisfactionView, ...refusals },
      },
    },
    async (request, reply) => {
      const outcome = await satisfactionView(engine, viewerOf(request), request.params.id);
      return outcome.ok ? outcome.value : sendRefusal(reply, request, outcome.refusal);
    },
  );

  app.post(
    '/api/ledger/problems/:id/invitations',
    {
      config: { access: 'signedIn' },
      schema: {
        summary: '给抽中的人生成一次性评价链接，只显示这一次',
        params: z.object({ id: z.uuid() }),
        response: { 201: LinksView, ...refusals, 409: ProblemDocument },
      },
    },
    async (request, reply) => {
      const outcome = await issueLinks(
        engine,
        pool,
        viewerOf(request),
        request.params.id,
        (token) => `${prefixOf(request)}/rate/${token}`,
      );
      return outcome.ok ? reply.code(201).send(outcome.value) : sendRefusal(reply, request, outcome.refusal);
    },
  );

  app.get(
    '/api/ledger/public-pages',
    {
      config: { access: 'signedIn' },
      schema: { summary: '单位公开页', response: { 200: PublicPagesView, ...refusals } },
    },
    async (request, reply) => {
      const outcome = await publicPagesView(
        engine,
        viewerOf(request),
        (code) => `${prefixOf(request)}/u/${encodeURIComponent(code)}`,
      );
      return outcome.ok ? outcome.value : sendRefusal(reply, request, outcome.refusal);
    },
  );
};
