import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { ProblemDocument } from '../../../kernel/view/view.ts';
import type { Engine } from '../../../platform/command/engine.ts';
import { sendRefusal } from '../../../platform/http/problem.ts';
import { viewerOf } from '../../../platform/http/request.ts';
import { groupings, LedgerAddress } from '../domain/filters.ts';
import { LedgerGroups, LedgerPage, LedgerTabs } from '../domain/views.ts';
import { ledgerGroups, ledgerTabs } from './groups.ts';
import { ledgerPage } from './ledger.ts';

const refusals = { 401: ProblemDocument, 403: ProblemDocument, 404: ProblemDocument, 422: ProblemDocument };

/** The ledger's rows, its groups with their figures, and its tabs. */
export const listRoutes = (instance: FastifyInstance, { engine }: { engine: Engine }): void => {
  const app = instance.withTypeProvider<ZodTypeProvider>();
  app.get(
    '/api/ledger/problems',
    {
      config: { access: 'signedIn' },
      schema: {
        summary: '整改台账',
        querystring: LedgerAddress.extend({
          cursor: z.string().max(200).optional(),
          limit: z.coerce.number().int().min(1).max(200).default(50),
        }),
        response: { 200: LedgerPage, ...refusals },
      },
    },
    async (request, reply) => {
      const outcome = await ledgerPage(engine, viewerOf(request), request.query);
      return outcome.ok ? outcome.value : sendRefusal(reply, request, outcome.refusal);
    },
  );

  app.get(
    '/api/ledger/groups',
    {
      config: { access: 'signedIn' },
      schema: {
        summary: '整改台账分组与数',
        querystring: LedgerAddress.extend({ group: z.enum(groupings).default('unit') }),
        response: { 200: LedgerGroups, ...refusals },
      },
    },
    async (request, reply) => {
      const { view, group, sort: _, ...filters } = request.query;
      const outcome = await ledgerGroups(engine, viewerOf(request), view, filters, group);
      return outcome.ok ? outcome.value : sendRefusal(reply, request, outcome.refusal);
    },
  );

  app.get(
    '/api/ledger/tabs',
    {
      config: { access: 'signedIn' },
      schema: { summary: '整改台账各视图的数', response: { 200: LedgerTabs, 401: ProblemDocument } },
    },
    async (request) => ledgerTabs(engine, viewerOf(request)),
  );
};
