import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { ProblemDocument } from '../../../kernel/view/view.ts';
import { staffRoles } from '../../../platform/authorization/three-administrators.ts';
import type { Engine } from '../../../platform/command/engine.ts';
import { sendRefusal } from '../../../platform/http/problem.ts';
import { viewerOf } from '../../../platform/http/request.ts';
import { BatchAnswer, BatchAsked, CheckAnswer, CheckAsked } from '../domain/batch.ts';
import { LedgerFigures } from '../domain/figures.ts';
import { Look, NewView, SavedViews } from '../domain/saved-view.ts';
import { batch, checkActions } from './batch.ts';
import { ledgerFigures } from './figures.ts';
import { dropView, keepLookOf, savedViews, saveView } from './saved-views.ts';

const refusals = { 401: ProblemDocument, 403: ProblemDocument, 404: ProblemDocument, 422: ProblemDocument };
/** The three administrators have no view of the ledger to keep and no entry to move. */
const staff = { roles: staffRoles };
const ok = z.object({ ok: z.literal(true) });

/** Saved views, many entries at once, and the figures of the ledger. */
export const workRoutes = (instance: FastifyInstance, { engine }: { engine: Engine }): void => {
  const app = instance.withTypeProvider<ZodTypeProvider>();
  app.get(
    '/api/ledger/views',
    {
      config: { access: 'signedIn' },
      schema: { summary: '另存的台账视图', response: { 200: SavedViews, 401: ProblemDocument } },
    },
    async (request) => savedViews(engine, viewerOf(request)),
  );

  app.post(
    '/api/ledger/views',
    {
      config: { access: staff },
      schema: {
        summary: '另存为视图',
        body: NewView,
        response: { 201: z.object({ id: z.uuid() }), ...refusals, 409: ProblemDocument },
      },
    },
    async (request, reply) => {
      const outcome = await saveView(engine, viewerOf(request), request.body);
      return outcome.ok ? reply.code(201).send(outcome.value) : sendRefusal(reply, request, outcome.refusal);
    },
  );

  app.delete(
    '/api/ledger/views/:id',
    {
      config: { access: staff },
      schema: { summary: '删去视图', params: z.object({ id: z.uuid() }), response: { 200: ok, ...refusals } },
    },
    async (request, reply) => {
      const outcome = await dropView(engine, viewerOf(request), request.params.id);
      return outcome.ok ? { ok: true as const } : sendRefusal(reply, request, outcome.refusal);
    },
  );

  app.post(
    '/api/ledger/looks',
    {
      config: { access: staff },
      schema: { summary: '视图的列与行高', body: Look, response: { 200: ok, ...refusals } },
    },
    async (request) => {
      await keepLookOf(engine, viewerOf(request), request.body);
      return { ok: true as const };
    },
  );

  app.get(
    '/api/ledger/figures',
    {
      config: { access: 'signedIn' },
      schema: {
        summary: '台账统计',
        querystring: z.strictObject({
          year: z.coerce.number().int().min(2000).max(2099).optional(),
          unit: z.uuid().optional(),
        }),
        response: { 200: LedgerFigures, ...refusals },
      },
    },
    async (request, reply) => {
      const { year = null, unit = null } = request.query;
      const outcome = await ledgerFigures(engine, viewerOf(request), { year, unit });
      return outcome.ok ? outcome.value : sendRefusal(reply, request, outcome.refusal);
    },
  );

  app.post(
    '/api/ledger/check-actions',
    {
      config: { access: staff },
      schema: { summary: '所选条目能做什么', body: CheckAsked, response: { 200: CheckAnswer, ...refusals } },
    },
    async (request) => checkActions(engine, viewerOf(request), request.body.ids),
  );

  app.post(
    '/api/ledger/batch',
    {
      config: { access: staff },
      schema: { summary: '逐条办理所选', body: BatchAsked, response: { 200: BatchAnswer, ...refusals } },
    },
    async (request) => batch(engine, viewerOf(request), request.body),
  );
};
