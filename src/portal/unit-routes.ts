import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { isPlainText } from '../kernel/form/compile.ts';
import { openedOfUnit, unitFigures, unitPage } from '../modules/ledger/index.ts';
import { agencyOf } from '../platform/http/request.ts';
import { sendNothing, sendPage } from './page.ts';
import { unitPageOf } from './pages/unit.ts';
import { viewOf } from './view.ts';

export type UnitDeps = { runner: Parameters<typeof unitPage>[0]; now: () => Date };

const page = { description: '页面', content: { 'text/html': { schema: z.unknown() } } };
const shown = 30;

/** A unit's page, where it asked for one and somebody else opened it; else the page for whatever is not public. */
export const unitRoutes = (instance: FastifyInstance, { runner, now }: UnitDeps): void => {
  instance.withTypeProvider<ZodTypeProvider>().get(
    '/u/:code',
    {
      config: { access: 'public' },
      schema: {
        summary: '一个单位的公开页',
        params: z.object({ code: z.string().max(100) }),
        querystring: z.object({ size: z.string().max(10).optional(), language: z.string().max(10).optional() }),
        response: { 200: page, 304: page, 404: page },
      },
    },
    async (request, reply) => {
      const view = await viewOf(request);
      const { code } = request.params;
      const agency = agencyOf(request).id;
      const found = isPlainText(code) ? await unitPage(runner, agency, now(), code) : null;
      if (!found) return sendNothing(request, reply, view);
      const [figures, problems] = await Promise.all([
        unitFigures(runner, agency, found.unit),
        found.parts.includes('showProblems') ? openedOfUnit(runner, agency, found.unit, shown) : [],
      ]);
      return sendPage(request, reply, view, unitPageOf(view, found, figures, problems));
    },
  );
};
