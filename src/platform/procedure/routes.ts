import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Pool } from 'pg';
import { uuidv7 } from 'uuidv7';
import { z } from 'zod';
import { differences } from '../../kernel/procedure/differences.ts';
import { type Outcome, refuse } from '../../kernel/refusal.ts';
import { DifferenceView, ProceduresView, ProcedureView, RunningView } from '../../kernel/view/procedure.ts';
import { ProblemDocument } from '../../kernel/view/view.ts';
import type { Engine } from '../command/engine.ts';
import { inTransaction } from '../database/transaction.ts';
import { sendRefusal } from '../http/problem.ts';
import { agencyOf, viewerOf } from '../http/request.ts';
import type { Hand } from '../log/setting.ts';
import { recordAccess } from '../matter/page.ts';
import { recordSecurity } from '../security/record.ts';
import { procedurePage } from './page.ts';
import {
  drafters,
  footingFor,
  preview,
  publishers,
  type Sent,
  type Shaping,
  type Step,
  saveDraft,
  takeStep,
} from './shape.ts';
import { runningOn } from './standing.ts';
import { openDrafts, versionsOf } from './versions.ts';

const refusals = { 401: ProblemDocument, 403: ProblemDocument, 404: ProblemDocument, 422: ProblemDocument };
const conflicts = { ...refusals, 409: ProblemDocument };
const code = z.string().regex(/^[a-z][A-Za-z0-9]{0,39}$/);

const DraftBody = z
  .strictObject({ overlay: z.unknown().optional(), table: z.unknown().optional() })
  .refine(({ overlay, table }) => (overlay === undefined) !== (table === undefined), 'required');

const sentOf = ({ overlay, table }: z.infer<typeof DraftBody>): Sent =>
  overlay === undefined ? { table } : { overlay };

export type ProcedureDeps = Shaping & { engine: Engine; pool: Pool };

/** Procedures as the agency shapes them: their page, drafts, and the two people it takes to publish one. */
export const procedureRoutes = (instance: FastifyInstance, deps: ProcedureDeps): void => {
  const app = instance.withTypeProvider<ZodTypeProvider>();
  const { engine, pool } = deps;
  const { runner } = engine;

  app.get(
    '/api/procedures',
    {
      config: { access: 'signedIn' },
      schema: { summary: '流程与表单', response: { 200: ProceduresView, 401: ProblemDocument } },
    },
    async (request) => {
      const { settings, agency } = viewerOf(request);
      const drafts = await openDrafts(runner, agency.id);
      return {
        procedures: [...settings.versions],
        titles: { ...settings.titles },
        drafts: drafts.map(({ titles, ...draft }) => ({ ...draft, title: titles[`procedure.${draft.code}`] ?? null })),
      };
    },
  );

  app.get(
    '/api/procedures/:code',
    {
      config: { access: 'signedIn' },
      schema: { summary: '一个流程', params: z.object({ code }), response: { 200: ProcedureView, ...refusals } },
    },
    async (request, reply) => {
      const page = await procedurePage(runner, deps, viewerOf(request), request.params.code);
      return page ?? sendRefusal(reply, request, refuse('notFound', 'procedure').refusal);
    },
  );

  app.get(
    '/api/procedures/:code/running',
    {
      config: { access: 'signedIn' },
      schema: {
        summary: '仍按旧版办理的事项',
        params: z.object({ code }),
        querystring: z.strictObject({ version: z.coerce.number().int().min(1) }),
        response: { 200: RunningView, ...refusals },
      },
    },
    async (request) => {
      const viewer = viewerOf(request);
      const rows = await runningOn(runner, viewer, request.params.code, request.query.version);
      await recordAccess(engine, viewer, 'list', rows);
      return { items: rows.map(({ confidential: _, ...item }) => item) };
    },
  );

  app.post(
    '/api/procedures/:code/preview',
    {
      config: { access: { roles: [...drafters, ...publishers] } },
      schema: {
        summary: '预览流程的改动',
        params: z.object({ code }),
        body: DraftBody,
        response: { 200: z.object({ differences: z.array(DifferenceView) }), ...conflicts },
      },
    },
    async (request, reply) => {
      const viewer = viewerOf(request);
      const rows = await versionsOf(runner, viewer.agency.id, request.params.code);
      const made = preview(deps, viewer, request.params.code, sentOf(request.body), rows);
      if (!made.ok) return sendRefusal(reply, request, made.refusal);
      const stands = viewer.settings.procedures.find((each) => each.code === request.params.code);
      const { procedure, titles } = made.value;
      const published = rows.find(({ state }) => state === 'published');
      const before = stands && { procedure: stands, titles: published?.titles ?? {} };
      return { differences: before ? differences(before, { procedure, titles }) : [] };
    },
  );

  const change = async (
    request: FastifyRequest,
    kind: string,
    work: (client: Parameters<typeof saveDraft>[0], hand: Hand) => Promise<Outcome<{ version: number }>>,
  ): Promise<Outcome<{ version: number }>> => {
    const viewer = viewerOf(request);
    const at = engine.now();
    const post = footingFor(viewer, [...drafters, ...publishers])?.post ?? null;
    const hand = { agency: agencyOf(request), actor: viewer.person, post, command: uuidv7(), now: at };
    try {
      return await inTransaction(
        pool,
        async (client) => {
          const outcome = await work(client, hand);
          if (outcome.ok)
            await recordSecurity(client, viewer.agency.id, {
              at,
              kind: 'settingChanged',
              person: viewer.person,
              detail: { kind: `procedure.${kind}`, version: outcome.value.version },
            });
          return outcome;
        },
        (outcome) => outcome.ok,
      );
    } catch (error) {
      // Somebody else began a draft, or took the step, in this moment.
      if ((error as { code?: string }).code === '23505') return refuse('conflict', 'settingTaken');
      throw error;
    }
  };

  const answer = z.object({ version: z.int() });

  app.post(
    '/api/procedures/:code/draft',
    {
      config: { access: { roles: drafters } },
      schema: {
        summary: '起草流程的新版本',
        params: z.object({ code }),
        body: DraftBody,
        response: { 200: answer, ...conflicts },
      },
    },
    async (request, reply) => {
      const viewer = viewerOf(request);
      const outcome = await change(request, 'draft', async (client, hand) => {
        const rows = await versionsOf(client, viewer.agency.id, request.params.code);
        return saveDraft(client, deps, viewer, hand, request.params.code, sentOf(request.body), rows);
      });
      return outcome.ok ? outcome.value : sendRefusal(reply, request, outcome.refusal);
    },
  );

  const stepRoute = (name: Step, summary: string, roles: typeof drafters) =>
    app.post(
      `/api/procedures/:code/versions/:version/${name}`,
      {
        config: { access: { roles } },
        schema: {
          summary,
          params: z.object({ code, version: z.coerce.number().int().min(1) }),
          body: z.strictObject({ basis: z.string().trim().min(1).max(200).optional() }),
          response: { 200: answer, ...conflicts },
        },
      },
      async (request, reply) => {
        const viewer = viewerOf(request);
        const outcome = await change(request, name, async (client, hand) => {
          const rows = await versionsOf(client, viewer.agency.id, request.params.code);
          const row = rows.find((each) => each.version === request.params.version);
          if (!row) return refuse('notFound', 'procedure');
          return takeStep(client, deps, viewer, hand, row, name, request.body.basis ?? null, rows);
        });
        return outcome.ok ? outcome.value : sendRefusal(reply, request, outcome.refusal);
      },
    );

  stepRoute('submit', '提交流程的新版本', drafters);
  stepRoute('withdraw', '撤回流程的新版本', drafters);
  stepRoute('sendBack', '退回流程的新版本', publishers);
  stepRoute('publish', '发布流程的新版本', publishers);
};
