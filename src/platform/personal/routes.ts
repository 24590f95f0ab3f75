import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { ProblemDocument } from '../../kernel/view/view.ts';
import { sendRefusal } from '../http/problem.ts';
import { viewerOf } from '../http/request.ts';
import { type EraseDeps, eraseBases, eraseMatter, erasePerson } from './erase.ts';

const body = z.strictObject({ basis: z.enum(eraseBases), command: z.uuid() });
const params = z.object({ id: z.uuid() });
const response = {
  200: z.object({ seq: z.int() }),
  401: ProblemDocument,
  403: ProblemDocument,
  404: ProblemDocument,
  422: ProblemDocument,
};
const access = { roles: ['securityAdmin'] } as const;

/** Erasure is the security administrator's, over what that administrator may see; it never touches an event. */
export const erasureRoutes = (instance: FastifyInstance, deps: EraseDeps): void => {
  const app = instance.withTypeProvider<ZodTypeProvider>();
  app.post(
    '/api/matters/:id/erasure',
    { config: { access }, schema: { summary: '删除一件办件中的个人信息', params, body, response } },
    async (request, reply) => {
      const { basis, command } = request.body;
      const digest = createHash('sha256').update(`erase ${request.params.id} ${basis}`).digest('hex');
      const outcome = await eraseMatter(deps, viewerOf(request), request.params.id, basis, { id: command, digest });
      return outcome.ok ? outcome.value : sendRefusal(reply, request, outcome.refusal);
    },
  );
  app.post(
    '/api/people/:id/erasure',
    { config: { access }, schema: { summary: '删除一个人的姓名和登录名', params, body, response } },
    async (request, reply) => {
      const outcome = await erasePerson(
        deps,
        viewerOf(request),
        request.params.id,
        request.body.basis,
        request.body.command,
      );
      return outcome.ok ? outcome.value : sendRefusal(reply, request, outcome.refusal);
    },
  );
};
