import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { isPlainText } from '../../../kernel/form/compile.ts';
import { type Refusal, refuse } from '../../../kernel/refusal.ts';
import { wordType } from '../../../platform/documents/form-word.ts';
import { pdfType } from '../../../platform/documents/official-pdf.ts';
import { sendRefusal } from '../../../platform/http/problem.ts';
import { prefixOf, viewerOf } from '../../../platform/http/request.ts';
import { paperKinds } from '../domain/kinds.ts';
import { PaperPage, PaperView, paperStates, voidReasons } from '../domain/views.ts';
import { issuers, type PapersDeps, staff } from './deps.ts';
import { discardPaper, draftPaper, rewritePaper } from './drafts.ts';
import { fileAnswer, paperRefusals } from './edge.ts';
import { handOutPaper } from './hand-out.ts';
import { issue, voidIssued } from './issue.ts';
import { paperPage, paperView } from './read.ts';
import { shapeRoutes } from './shape-routes.ts';

const id = z.object({ id: z.uuid() });
const input = z.record(z.string().max(40), z.unknown());
const signed = { roles: issuers } as const;
const read = { roles: staff } as const;

type Answer = { ok: true; value: { id: string } } | { ok: false; refusal: Refusal };

/** The client's own id of a command, as for matters: a retry is told from a second one. */
const commandOf = (request: FastifyRequest): string | null => {
  const given = request.headers['idempotency-key'];
  return typeof given === 'string' && z.uuid().safeParse(given).success ? given.toLowerCase() : null;
};

/** An address that leads to this machine alone is no use on paper; then it is the one the issuer has open. */
const namedUrl = (url: string | undefined): string | null =>
  url === undefined || /^https?:\/\/(localhost|127\.|0\.0\.0\.0|\[::1?\])/.test(url) ? null : url;

/** Official papers: drafted, looked at, issued with a number, handed out, voided. */
export const paperRoutes = (instance: FastifyInstance, deps: PapersDeps): void => {
  const app = instance.withTypeProvider<ZodTypeProvider>();

  /** Whatever was done to a paper, the answer is the paper as it stands. */
  const answer = async (request: FastifyRequest, reply: FastifyReply, done: Answer, status = 200) => {
    if (!done.ok) return sendRefusal(reply, request, done.refusal);
    const view = await paperView(deps, viewerOf(request), done.value.id);
    return view.ok ? reply.code(status).send(view.value) : sendRefusal(reply, request, view.refusal);
  };

  app.get(
    '/api/papers',
    {
      config: { access: read },
      schema: {
        summary: '公文列表',
        querystring: z.strictObject({
          state: z.enum(paperStates).optional(),
          matter: z.uuid().optional(),
          number: z.string().max(60).refine(isPlainText).optional(),
          cursor: z.string().max(200).optional(),
          limit: z.coerce.number().int().min(1).max(100).default(30),
        }),
        response: { 200: PaperPage, ...paperRefusals },
      },
    },
    async (request, reply) => {
      const page = await paperPage(deps, viewerOf(request), request.query);
      return page.ok ? page.value : sendRefusal(reply, request, page.refusal);
    },
  );

  app.post(
    '/api/papers',
    {
      config: { access: read },
      schema: {
        summary: '起草公文',
        body: z.strictObject({ kind: z.enum(paperKinds), matters: z.array(z.uuid()).max(1).default([]), input }),
        response: { 201: PaperView, ...paperRefusals },
      },
    },
    async (request, reply) => answer(request, reply, await draftPaper(deps, viewerOf(request), request.body), 201),
  );

  app.get(
    '/api/papers/:id',
    {
      config: { access: read },
      schema: { summary: '一份公文', params: id, response: { 200: PaperView, ...paperRefusals } },
    },
    async (request, reply) => answer(request, reply, { ok: true, value: request.params }),
  );

  app.post(
    '/api/papers/:id',
    {
      config: { access: read },
      schema: {
        summary: '改写草稿',
        params: id,
        body: z.strictObject({ input, revision: z.int().min(1).max(1_000_000) }),
        response: { 200: PaperView, ...paperRefusals },
      },
    },
    async (request, reply) =>
      answer(request, reply, await rewritePaper(deps, viewerOf(request), request.params.id, request.body)),
  );

  app.delete(
    '/api/papers/:id',
    {
      config: { access: read },
      schema: { summary: '丢弃草稿', params: id, response: { 200: z.object({ id: z.uuid() }), ...paperRefusals } },
    },
    async (request, reply) => {
      const gone = await discardPaper(deps, viewerOf(request), request.params.id);
      return gone.ok ? gone.value : sendRefusal(reply, request, gone.refusal);
    },
  );

  app.post(
    '/api/papers/:id/issue',
    {
      config: { access: signed },
      schema: {
        summary: '印发：给文号、存文件、记入记录',
        params: id,
        body: z.strictObject({ fingerprint: z.string().regex(/^[0-9a-f]{32}$/) }),
        response: { 200: PaperView, ...paperRefusals },
      },
    },
    async (request, reply) => {
      const command = commandOf(request);
      if (command === null)
        return sendRefusal(
          reply,
          request,
          refuse('preconditionMissing', 'command.id', {}, { mend: 'idempotencyKey' }).refusal,
        );
      const site = `${namedUrl(deps.url) ?? `${request.protocol}://${request.host}`}${prefixOf(request)}`;
      const { fingerprint } = request.body;
      return answer(
        request,
        reply,
        await issue(deps, viewerOf(request), request.params.id, { fingerprint, command, site }),
      );
    },
  );

  app.post(
    '/api/papers/:id/void',
    {
      config: { access: signed },
      schema: {
        summary: '作废：文号不收回',
        params: id,
        body: z.strictObject({ reason: z.enum(voidReasons) }),
        response: { 200: PaperView, ...paperRefusals },
      },
    },
    async (request, reply) => {
      const command = commandOf(request) ?? deps.engine.newId();
      return answer(
        request,
        reply,
        await voidIssued(deps, viewerOf(request), request.params.id, request.body.reason, command),
      );
    },
  );

  app.get(
    '/api/papers/:id/:file',
    {
      config: { access: read },
      schema: {
        summary: '公文文件（Word、PDF）',
        params: id.extend({ file: z.enum(['paper.docx', 'paper.pdf']) }),
        querystring: z.strictObject({ as: z.enum(['page']).optional() }),
        response: {
          200: { description: '公文', content: { 'application/octet-stream': { schema: z.unknown() } } },
          ...paperRefusals,
        },
      },
    },
    async (request, reply) => {
      const { id: paper, file } = request.params;
      const format = file === 'paper.pdf' ? 'pdf' : 'docx';
      const handed = await handOutPaper(deps, viewerOf(request), paper, format);
      if (!handed.ok) return sendRefusal(reply, request, handed.refusal);
      const { name, bytes, isDraft, confidential } = handed.value;
      return fileAnswer(reply, {
        name,
        bytes,
        type: format === 'pdf' ? pdfType : wordType,
        inline: format === 'pdf' && request.query.as === 'page',
        kept: isDraft || confidential ? 'no-store' : 'private, no-cache',
      });
    },
  );

  shapeRoutes(instance, deps);
};
