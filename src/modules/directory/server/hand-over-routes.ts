import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { isPlainText } from '../../../kernel/form/compile.ts';
import { refuse } from '../../../kernel/refusal.ts';
import { HandOverView, OpenMattersView } from '../../../kernel/view/organisation.ts';
import { ProblemDocument } from '../../../kernel/view/view.ts';
import type { Engine } from '../../../platform/command/engine.ts';
import { sendRefusal } from '../../../platform/http/problem.ts';
import { viewerOf } from '../../../platform/http/request.ts';
import { copyOf, refusals } from './edge.ts';
import { handOver, openIn } from './hand-over.ts';

const Owner = z.strictObject({ person: z.uuid(), post: z.uuid() });
const Body = z.strictObject({
  from: Owner,
  to: Owner,
  /** Left out = every open matter. */
  matters: z.array(z.uuid()).min(1).max(1000).optional(),
  reason: z.string().trim().min(1).max(2000).refine(isPlainText, 'characters'),
});

export const handOverRoutes = (instance: FastifyInstance, deps: { engine: Engine }): void => {
  const app = instance.withTypeProvider<ZodTypeProvider>();
  app.get(
    '/api/directory/people/:id/open',
    {
      config: { access: 'signedIn' },
      schema: {
        summary: '一个人各岗位上未办结的件数',
        description: '本人看自己的；管这个岗位的领导、督查人员和系统管理员看要交接的',
        params: z.object({ id: z.uuid() }),
        response: { 200: OpenMattersView, ...refusals },
      },
    },
    async (request, reply) => {
      const copy = copyOf(request);
      const { post: posts, person } = copy.organisation;
      if (!person.has(request.params.id)) return sendRefusal(reply, request, refuse('notFound', 'person').refusal);
      const unitOf = (post: string): string | null => posts.get(post)?.unit ?? null;
      const items = await openIn(deps.engine.runner, viewerOf(request), request.params.id, unitOf);
      return {
        items: items.map(({ post, count }) => {
          const unit = unitOf(post) ?? post;
          return {
            post: { id: post, name: copy.postName(post) },
            unit: { id: unit, name: copy.unitName(unit) },
            count,
          };
        }),
      };
    },
  );

  app.post(
    '/api/directory/hand-over',
    {
      config: { access: { roles: ['systemAdmin', 'supervisor', 'leader'] } },
      schema: {
        summary: '交接：把一个人未办结的办件交给接手人',
        description: '每次办一批，left 不为 0 就用同样的内容和同一个 Idempotency-Key 再请求一次',
        headers: z.object({ 'idempotency-key': z.string().optional() }),
        body: Body,
        response: { 200: HandOverView, ...refusals, 428: ProblemDocument },
      },
    },
    async (request, reply) => {
      const key = z.uuid().safeParse(request.headers['idempotency-key']);
      if (!key.success)
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
      const { organisation } = copyOf(request);
      const unitOf = (post: string): string | null => organisation.post.get(post)?.unit ?? null;
      const outcome = await handOver(deps.engine, viewerOf(request), request.body, key.data, unitOf);
      return outcome.ok ? outcome.value : sendRefusal(reply, request, outcome.refusal);
    },
  );
};
