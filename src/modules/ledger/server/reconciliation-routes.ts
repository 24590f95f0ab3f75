import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Pool } from 'pg';
import { uuidv7 } from 'uuidv7';
import { z } from 'zod';
import { refuse } from '../../../kernel/refusal.ts';
import { ProblemDocument } from '../../../kernel/view/view.ts';
import { inTransaction } from '../../../platform/database/transaction.ts';
import { sendRefusal } from '../../../platform/http/problem.ts';
import { viewerOf } from '../../../platform/http/request.ts';
import { faultKinds, findingKinds } from '../domain/finding-kinds.ts';
import { FindingPage, Reconciliation, ReconciliationHead, ReconciliationRule } from '../domain/watch-views.ts';
import { findings, type WatchDeps } from './reconciliation.ts';
import { reconciliationRule, setReconciliationRule } from './reconciliation-rule.ts';
import { signedOf, signReconciliation } from './reconciliation-signed.ts';

const refusals = { 401: ProblemDocument, 403: ProblemDocument, 404: ProblemDocument, 422: ProblemDocument };
const month = z.string().regex(/^20\d{2}-(0[1-9]|1[0-2])$/);
const asked = z.strictObject({ month, unit: z.uuid().optional() });
const signers = ['office', 'supervisor'] as const;
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Reconciliation 对账: what a month's ledger cannot prove, kind by kind, and who signed that they looked. */
export const reconciliationRoutes = (instance: FastifyInstance, deps: WatchDeps & { pool: Pool }): void => {
  const app = instance.withTypeProvider<ZodTypeProvider>();
  const { engine, pool } = deps;

  app.get(
    '/api/ledger/reconciliation',
    {
      config: { access: 'signedIn' },
      schema: { summary: '对账：规则与已签的', querystring: asked, response: { 200: ReconciliationHead, ...refusals } },
    },
    async (request) => {
      const viewer = viewerOf(request);
      return {
        month: request.query.month,
        rule: await reconciliationRule(engine.runner, viewer.agency.id),
        maySign: viewer.capacities.some(({ roles }) => signers.some((role) => roles.includes(role))),
        signed: await signedOf(deps, viewer, request.query),
      };
    },
  );

  app.get(
    '/api/ledger/reconciliation/:kind',
    {
      config: { access: 'signedIn' },
      schema: {
        summary: '对账发现的一类',
        params: z.object({ kind: z.enum(findingKinds) }),
        querystring: asked.extend({
          cursor: z.string().max(400).optional(),
          limit: z.coerce.number().int().min(1).max(200).default(50),
        }),
        response: { 200: FindingPage, ...refusals },
      },
    },
    async (request, reply) => {
      const { cursor, limit, ...rest } = request.query;
      const outcome = await findings(deps, viewerOf(request), request.params.kind, rest, cursor, limit);
      return outcome.ok ? outcome.value : sendRefusal(reply, request, outcome.refusal);
    },
  );

  app.post(
    '/api/ledger/reconciliations',
    {
      config: { access: { roles: signers } },
      schema: {
        summary: '签字对账',
        headers: z.object({ 'idempotency-key': z.string().optional() }),
        body: asked.extend({ counts: z.partialRecord(z.enum(faultKinds), z.int().min(0).max(100_000)) }),
        response: { 200: Reconciliation, ...refusals, 412: ProblemDocument, 428: ProblemDocument },
      },
    },
    async (request, reply) => {
      const id = String(request.headers['idempotency-key'] ?? '').toLowerCase();
      if (!uuid.test(id))
        return sendRefusal(
          reply,
          request,
          refuse(
            'preconditionMissing',
            'idempotencyKey',
            {},
            { fields: [{ path: 'Idempotency-Key', rule: 'format.uuid' }] },
          ).refusal,
        );
      const outcome = await signReconciliation(deps, viewerOf(request), id, request.body);
      return outcome.ok ? outcome.value : sendRefusal(reply, request, outcome.refusal);
    },
  );

  app.post(
    '/api/ledger/reconciliation-rule',
    {
      config: { access: { roles: signers } },
      schema: {
        summary: '对账的天数',
        body: ReconciliationRule.strict(),
        response: { 200: ReconciliationRule, ...refusals, 412: ProblemDocument },
      },
    },
    async (request, reply) => {
      const { agency, person, capacities } = viewerOf(request);
      const post = capacities.find(({ roles }) => signers.some((role) => roles.includes(role)))?.post ?? null;
      const hand = { agency, actor: person, post, command: uuidv7(), now: engine.now() };
      const outcome = await inTransaction(pool, (client) => setReconciliationRule(client, hand, request.body));
      return outcome.ok ? outcome.value : sendRefusal(reply, request, outcome.refusal);
    },
  );
};
