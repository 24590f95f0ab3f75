import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { openedCases } from '../modules/ledger/index.ts';
import { agencyOf } from '../platform/http/request.ts';
import { sendPage } from './page.ts';
import { casesPage } from './pages/cases.ts';
import { viewOf } from './view.ts';

const page = { description: '页面', content: { 'text/html': { schema: z.unknown() } } };
const shown = 100;

/** Cases 正反案例 that were opened to the public. */
export const caseRoutes = (
  instance: FastifyInstance,
  { runner }: { runner: Parameters<typeof openedCases>[0] },
): void => {
  instance.withTypeProvider<ZodTypeProvider>().get(
    '/open/cases',
    {
      config: { access: 'public' },
      schema: {
        summary: '公开的正反案例',
        querystring: z.object({ size: z.string().max(10).optional(), language: z.string().max(10).optional() }),
        response: { 200: page, 304: page, 404: page },
      },
    },
    async (request, reply) => {
      const cases = await openedCases(runner, agencyOf(request).id, shown);
      const view = await viewOf(request);
      return sendPage(request, reply, view, casesPage(view, cases));
    },
  );
};
