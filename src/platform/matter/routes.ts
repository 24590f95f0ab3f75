import { hash } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { isKernelAction } from '../../kernel/matter/kernel-actions.ts';
import type { Command } from '../../kernel/matter/matter.ts';
import { migrators } from '../../kernel/matter/migrate.ts';
import { registering } from '../../kernel/procedure/procedure.ts';
import { type Outcome, refuse } from '../../kernel/refusal.ts';
import { CommandReplyView, ListOf, MatterBrief, MatterView, ProblemDocument } from '../../kernel/view/view.ts';
import type { Viewer } from '../authorization/directory.ts';
import type { CommandReply, Engine, Target } from '../command/engine.ts';
import { execute } from '../command/execute.ts';
import { sendRefusal } from '../http/problem.ts';
import { viewerOf } from '../http/request.ts';
import { procedureOf } from '../settings/settings.ts';
import { matterList, matterPage } from './page.ts';
import { actionView } from './render.ts';

const refusals = { 401: ProblemDocument, 403: ProblemDocument, 404: ProblemDocument, 422: ProblemDocument };
const conflicts = { ...refusals, 409: ProblemDocument, 412: ProblemDocument, 428: ProblemDocument };

const files = z
  .array(z.strictObject({ digest: z.string().regex(/^[0-9a-f]{64}$/), name: z.string().trim().min(1).max(200) }))
  .max(20);

const CommandBody = z.strictObject({
  data: z.record(z.string(), z.unknown()).default({}),
  files: files.default([]),
  reason: z.string().max(4000).optional(),
  occurredAt: z.iso.datetime({ precision: 3 }).optional(),
  post: z.uuid().optional(),
  onBehalfOf: z.uuid().nullable().optional(),
});

const RegisterBody = CommandBody.extend({
  procedure: z.string().max(40),
  parent: z.uuid().optional(),
});

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The client's own id of the command; without it a lost answer could not be asked for again. */
const commandId = (request: FastifyRequest): string | null => {
  const given = String(request.headers['idempotency-key'] ?? '').toLowerCase();
  return uuid.test(given) ? given : null;
};

const missingKey = () =>
  refuse('preconditionMissing', 'idempotencyKey', {}, { fields: [{ path: 'Idempotency-Key', rule: 'format.uuid' }] })
    .refusal;

/** `If-Match: "7"` → 7; absent → undefined; anything else → null. */
const expectedSeq = (request: FastifyRequest): number | undefined | null => {
  const given = request.headers['if-match'];
  if (given === undefined || given === '*') return undefined;
  const match = /^"?(\d{1,15})"?$/.exec(given);
  return match ? Number(match[1]) : null;
};

const digestOf = (request: FastifyRequest): string =>
  hash('sha256', `${request.method} ${request.url}\n${JSON.stringify(request.body ?? null)}`, 'hex');

const replyView = ({ settings }: Viewer, reply: CommandReply): CommandReplyView => ({
  ...reply,
  actions: reply.actions.map((each) => actionView(procedureOf(settings.kit, reply.procedure), each)),
});

type Body = z.infer<typeof CommandBody>;
const commandOf = (action: string, body: Body) => ({
  action,
  data: body.data,
  files: body.files.map((file) => ({ ...file, size: 0, type: '' })),
  reason: body.reason,
  occurredAt: body.occurredAt,
  post: body.post,
  onBehalfOf: body.onBehalfOf,
});

const headers = z.object({ 'idempotency-key': z.string().optional(), 'if-match': z.string().optional() });

/** Routes of every matter, whatever its procedure. */
export const matterRoutes = (instance: FastifyInstance, engine: Engine): void => {
  const app = instance.withTypeProvider<ZodTypeProvider>();
  const answer = async (
    request: FastifyRequest,
    reply: Parameters<typeof sendRefusal>[0],
    made: Target & { command: Command },
    created: boolean,
  ) => {
    const id = commandId(request);
    if (!id) return sendRefusal(reply, request, missingKey());
    const expected = expectedSeq(request);
    if (expected === null)
      return sendRefusal(
        reply,
        request,
        refuse('invalid', 'request', {}, { fields: [{ path: 'If-Match', rule: 'format.etag' }] }).refusal,
      );
    const outcome: Outcome<CommandReply> = await execute(engine, viewerOf(request), {
      ...made,
      commandId: id,
      digest: digestOf(request),
      expected,
    });
    if (!outcome.ok) return sendRefusal(reply, request, outcome.refusal);
    return reply
      .code(created ? 201 : 200)
      .header('etag', `"${outcome.value.seq}"`)
      .send(replyView(viewerOf(request), outcome.value));
  };

  app.get(
    '/api/matters',
    {
      config: { access: 'signedIn' },
      schema: {
        summary: '办件列表',
        querystring: z.strictObject({
          mine: z.enum(['yes']).optional(),
          /** 现在由谁负责；与 mine 同时给出时以此为准。 */
          owner: z.uuid().optional(),
          open: z.enum(['yes', 'no']).optional(),
          procedure: z
            .string()
            .regex(/^\w{1,40}$/)
            .optional(),
          cursor: z.string().max(200).optional(),
          limit: z.coerce.number().int().min(1).max(200).default(50),
        }),
        response: { 200: ListOf(MatterBrief), ...refusals },
      },
    },
    async (request, reply) => {
      const { mine, owner, open, procedure, cursor, limit } = request.query;
      const outcome = await matterList(engine, viewerOf(request), {
        mine: mine === 'yes',
        ...(owner && { owner }),
        ...(open && { open: open === 'yes' }),
        ...(procedure && { procedure }),
        cursor,
        limit,
      });
      return outcome.ok ? outcome.value : sendRefusal(reply, request, outcome.refusal);
    },
  );

  app.post(
    '/api/matters',
    {
      config: { access: 'signedIn' },
      schema: { summary: '登记办件', headers, body: RegisterBody, response: { 201: CommandReplyView, ...conflicts } },
    },
    async (request, reply) => {
      const { procedure: code, parent, ...body } = request.body;
      const procedure = viewerOf(request).settings.kit.procedure(code);
      if (!procedure)
        return sendRefusal(
          reply,
          request,
          refuse('invalid', 'request', {}, { fields: [{ path: 'procedure', rule: 'choice' }] }).refusal,
        );
      return answer(
        request,
        reply,
        { procedure: code, parent, command: commandOf(registering(procedure), body) },
        true,
      );
    },
  );

  app.get(
    '/api/matters/:id',
    {
      config: { access: 'signedIn' },
      schema: {
        summary: '一件办件',
        params: z.object({ id: z.uuid() }),
        querystring: z.strictObject({ before: z.coerce.number().int().min(1).optional() }),
        response: { 200: MatterView, ...refusals },
      },
    },
    async (request, reply) => {
      const outcome = await matterPage(engine, viewerOf(request), request.params.id, request.query.before);
      if (!outcome.ok) return sendRefusal(reply, request, outcome.refusal);
      return reply.header('etag', `"${outcome.value.seq}"`).header('cache-control', 'no-store').send(outcome.value);
    },
  );

  app.post(
    '/api/matters/:id/actions/:action',
    {
      config: { access: 'signedIn' },
      schema: {
        summary: '办理动作',
        headers,
        params: z.object({ id: z.uuid(), action: z.string().max(40) }),
        body: CommandBody,
        response: { 200: CommandReplyView, ...conflicts },
      },
    },
    async (request, reply) => {
      const { id, action } = request.params;
      // Kernel-wide actions have routes of their own, with rights of their own.
      if (isKernelAction(action)) return sendRefusal(reply, request, refuse('notFound', 'action').refusal);
      return answer(request, reply, { matter: id, command: commandOf(action, request.body) }, false);
    },
  );

  app.post(
    '/api/matters/:id/migrate',
    {
      config: { access: { roles: migrators } },
      schema: {
        summary: '迁移到流程的最新版本',
        headers,
        params: z.object({ id: z.uuid() }),
        body: z.strictObject({
          version: z.int().min(1),
          /** Old state → new state, where they are not called the same. */
          map: z.record(z.string().max(40), z.string().max(40)).default({}),
        }),
        response: { 200: CommandReplyView, ...conflicts },
      },
    },
    async (request, reply) => {
      const { version, map } = request.body;
      const rows = Object.entries(map).map(([from, to]) => ({ from, to }));
      const data = { version, ...(rows.length > 0 && { map: rows }) };
      return answer(
        request,
        reply,
        { matter: request.params.id, command: { action: 'migrate', data, files: [] } },
        false,
      );
    },
  );

  app.post(
    '/api/matters/:id/statements',
    {
      config: { access: 'signedIn' },
      schema: {
        summary: '当事人陈述',
        headers,
        params: z.object({ id: z.uuid() }),
        body: z.strictObject({ seq: z.int().min(1), text: z.string().max(4000) }),
        response: { 200: CommandReplyView, ...conflicts },
      },
    },
    async (request, reply) => {
      const { seq, text } = request.body;
      return answer(
        request,
        reply,
        { matter: request.params.id, command: { action: 'statement', data: { about: seq, text }, files: [] } },
        false,
      );
    },
  );
};
