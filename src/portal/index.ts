import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { isPlainText } from '../kernel/form/compile.ts';
import { openedProblem, openedProblems, unitPages } from '../modules/ledger/index.ts';
import { agencyOf } from '../platform/http/request.ts';
import { caseRoutes } from './case-routes.ts';
import { sendNothing, sendPage } from './page.ts';
import { homePage } from './pages/home.ts';
import { type Proof, proofPage } from './pages/proof.ts';
import { struckOffOnePage, struckOffPage } from './pages/struck-off.ts';
import { paperQueryRoutes } from './paper-routes.ts';
import { type RateDeps, rateRoutes } from './rate-routes.ts';
import { stylePath, stylesheet, styleVersion } from './stylesheet.ts';
import { zh } from './texts/zh.ts';
import { unitRoutes } from './unit-routes.ts';
import { type View, viewOf } from './view.ts';

type Agency = View['agency'];

export type PortalDeps = RateDeps & {
  runner: Parameters<typeof openedProblems>[0];
  now: () => Date;
  /** What anyone may know of the log; `createPublicLog` of the platform makes it. */
  log: {
    head(agency: Agency): Promise<{ size: number; madeAt: Date } | null>;
    proof(agency: Agency): Promise<Proof | null>;
    /** The newest signed note, noted as handed out. */
    note(agency: Agency): Promise<string | null>;
  };
};

type After = NonNullable<Parameters<typeof openedProblems>[3]>;

const encodeCursor = ({ at, id }: After): string => `${at.getTime().toString(36)}.${id}`;

/** A cursor that is not ours leads nowhere; none leads to the first page. */
const decodeCursor = (text: string | undefined): After | null | 'none' => {
  if (text === undefined) return null;
  const [at = '', id = ''] = text.split('.');
  const known = /^[0-9a-z]{1,9}$/.test(at) && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id);
  return known ? { at: new Date(Number.parseInt(at, 36)), id } : 'none';
};

const shownOnHome = 5;
const shownOnPage = 30;

const look = { size: z.string().max(10).optional(), language: z.string().max(10).optional() };
const page = { description: '页面', content: { 'text/html': { schema: z.unknown() } } };
const pages = { 200: page, 304: page, 404: page };
const publicPage = (summary: string) => ({
  config: { access: 'public' as const },
  schema: { summary, querystring: z.object(look), response: pages },
});

/** Public pages: made here, without script, from what was opened and from the log's signed head. */
export const portalRoutes = (instance: FastifyInstance, { runner, log, now, ratings }: PortalDeps): void => {
  const app = instance.withTypeProvider<ZodTypeProvider>();
  rateRoutes(instance, { ratings });
  unitRoutes(instance, { runner, now });
  caseRoutes(instance, { runner });
  paperQueryRoutes(instance, { runner });

  app.get('/open', publicPage('公开首页'), async (request, reply) => {
    const agency = agencyOf(request);
    const [opened, head, units] = await Promise.all([
      openedProblems(runner, agency.id, shownOnHome),
      log.head(agency),
      unitPages(runner, agency.id, now()),
    ]);
    const view = await viewOf(request);
    return sendPage(request, reply, view, homePage(view, opened, head, units));
  });

  app.get(
    '/open/struck-off',
    {
      config: { access: 'public' },
      schema: {
        summary: '公开的销号问题',
        querystring: z.object({ cursor: z.string().max(60).optional(), ...look }),
        response: pages,
      },
    },
    async (request, reply) => {
      const view = await viewOf(request);
      const after = decodeCursor(request.query.cursor);
      if (after === 'none') return sendNothing(request, reply, view);
      const { items, total, next } = await openedProblems(runner, view.agency.id, shownOnPage, after);
      const shown = { items, total, next: next && encodeCursor(next), isFirst: after === null };
      return sendPage(request, reply, view, struckOffPage(view, shown));
    },
  );

  app.get(
    '/open/struck-off/:number',
    {
      config: { access: 'public' },
      schema: {
        summary: '一件公开的销号问题',
        params: z.object({ number: z.string().max(100) }),
        querystring: z.object(look),
        response: pages,
      },
    },
    async (request, reply) => {
      const view = await viewOf(request);
      const { number } = request.params;
      const problem = isPlainText(number) ? await openedProblem(runner, view.agency.id, number) : null;
      if (!problem) return sendNothing(request, reply, view);
      return sendPage(request, reply, view, struckOffOnePage(view, problem));
    },
  );

  app.get('/open/proof', publicPage('记录校验'), async (request, reply) => {
    const view = await viewOf(request);
    return sendPage(request, reply, view, proofPage(view, await log.proof(view.agency)));
  });

  app.get(
    '/checkpoint',
    {
      config: { access: 'public' },
      schema: {
        summary: '最新签名（C2SP signed note）',
        response: {
          200: { description: '签名', content: { 'text/plain': { schema: z.unknown() } } },
          404: { description: '还没有封存', content: { 'text/plain': { schema: z.unknown() } } },
        },
      },
    },
    async (request, reply) => {
      const note = await log.note(agencyOf(request));
      reply
        .type('text/plain; charset=utf-8')
        .header('cache-control', 'no-store')
        .header('access-control-allow-origin', '*');
      return note === null ? reply.code(404).send(zh.checkpointNone) : reply.send(note);
    },
  );

  app.get(
    stylePath,
    {
      config: { access: 'public' },
      schema: {
        summary: '公开页面的样式',
        querystring: z.object({ v: z.string().max(40).optional() }),
        response: { 200: { description: '样式', content: { 'text/css': { schema: z.unknown() } } } },
      },
    },
    async (request, reply) =>
      reply
        .type('text/css; charset=utf-8')
        // Named with its version it never changes; without, it is asked for again.
        .header('cache-control', request.query.v === styleVersion ? 'public, max-age=31536000, immutable' : 'no-cache')
        .send(stylesheet),
  );
};
