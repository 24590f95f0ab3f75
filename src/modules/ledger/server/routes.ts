import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { ProblemDocument } from '../../../kernel/view/view.ts';
import type { Engine } from '../../../platform/command/engine.ts';
import { sendRefusal } from '../../../platform/http/problem.ts';
import { agencyOf, viewerOf } from '../../../platform/http/request.ts';
import { LedgerPage, ReportReading } from '../domain/views.ts';
import { ledgerPage, ledgerViews } from './ledger.ts';
import { reportReading } from './reading.ts';

export type LedgerDeps = { engine: Engine; bytes: (agency: string, digest: string) => Promise<Uint8Array> };

const refusals = { 401: ProblemDocument, 403: ProblemDocument, 404: ProblemDocument, 422: ProblemDocument };

export const ledgerRoutes = (instance: FastifyInstance, { engine, bytes }: LedgerDeps): void => {
  const app = instance.withTypeProvider<ZodTypeProvider>();
  app.get(
    '/api/ledger/problems',
    {
      config: { access: 'signedIn' },
      schema: {
        summary: '整改台账',
        querystring: z.strictObject({
          view: z.enum(ledgerViews).default('all'),
          unit: z.uuid().optional(),
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
    '/api/ledger/reports/:id',
    {
      config: { access: 'signedIn' },
      schema: {
        summary: '报告与拟列条目',
        params: z.object({ id: z.uuid() }),
        response: { 200: ReportReading, ...refusals },
      },
    },
    async (request, reply) => {
      const outcome = await reportReading(engine, viewerOf(request), request.params.id, (digest) =>
        bytes(agencyOf(request).id, digest),
      );
      return outcome.ok ? outcome.value : sendRefusal(reply, request, outcome.refusal);
    },
  );
};
