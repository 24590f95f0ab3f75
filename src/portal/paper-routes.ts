import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { isPlainText } from '../kernel/form/compile.ts';
import { publicPaper } from '../modules/papers/index.ts';
import { sendNothing, sendPage } from './page.ts';
import { paperPage } from './pages/paper.ts';
import { viewOf } from './view.ts';

const page = { description: '页面', content: { 'text/html': { schema: z.unknown() } } };

/** What anyone may ask of a paper in their hands: by the code on it, or by its number. */
export const paperQueryRoutes = (
  instance: FastifyInstance,
  { runner }: { runner: Parameters<typeof publicPaper>[0] },
): void => {
  instance.withTypeProvider<ZodTypeProvider>().get(
    '/open/papers/:asked',
    {
      config: { access: 'public' },
      schema: {
        summary: '核对一份公文',
        params: z.object({ asked: z.string().max(100) }),
        querystring: z.object({ size: z.string().max(10).optional(), language: z.string().max(10).optional() }),
        response: { 200: page, 304: page, 404: page },
      },
    },
    async (request, reply) => {
      const view = await viewOf(request);
      const asked = request.params.asked.trim();
      const paper = isPlainText(asked) ? await publicPaper(runner, view.agency.id, asked) : null;
      return paper ? sendPage(request, reply, view, paperPage(view, paper)) : sendNothing(request, reply, view);
    },
  );
};
