import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Ratings } from '../modules/ledger/index.ts';
import { agencyOf } from '../platform/http/request.ts';
import { sendPrivate } from './page.ts';
import { rateGonePage, ratePage, rateThanksPage } from './pages/rate.ts';
import { type View, viewOf } from './view.ts';

export type RateDeps = { ratings: Pick<Ratings, 'look' | 'answer'> };

const page = { description: '页面', content: { 'text/html': { schema: z.unknown() } } };
/** Nobody who was sent one link needs more; whoever tries tokens is slowed down. */
const tries = { max: 30, timeWindow: 60_000 };

const params = z.object({ token: z.string().max(60) });

/** After the link is used up its own address shows nothing: what looks otherwise leads home. */
const homeward = (view: View): View => ({ ...view, other: (look) => view.link('/open', { ...view.asked, ...look }) });

const sendGone = (request: FastifyRequest, reply: FastifyReply, view: View): FastifyReply =>
  sendPrivate(request, reply, homeward(view), 404, rateGonePage(view));

/** Somebody who was invited says how a problem was solved: a page and one answer, without script and without an account. */
export const rateRoutes = (instance: FastifyInstance, { ratings }: RateDeps): void => {
  void instance.register(async (scope) => {
    // Forms as browsers send them are read here alone: everything else takes JSON.
    scope.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: 16_384 },
      (_request, text, done) => done(null, Object.fromEntries(new URLSearchParams(String(text)))),
    );
    const app = scope.withTypeProvider<ZodTypeProvider>();

    app.get(
      '/rate/:token',
      {
        config: { access: 'public', rateLimit: tries },
        schema: { summary: '受邀评价：看是哪件事', params, response: { 200: page, 404: page } },
      },
      async (request, reply) => {
        const view = await viewOf(request);
        const { token } = request.params;
        const of = await ratings.look(agencyOf(request), token);
        return of
          ? sendPrivate(request, reply, view, 200, ratePage(view, token, of, null))
          : sendGone(request, reply, view);
      },
    );

    app.post(
      '/rate/:token',
      {
        config: { access: 'public', rateLimit: tries },
        schema: {
          summary: '受邀评价：一个链接评一次',
          params,
          body: z.looseObject({ grade: z.string().max(40).optional(), comment: z.string().max(16_000).optional() }),
          response: { 200: page, 404: page, 422: page },
        },
      },
      async (request, reply) => {
        const view = await viewOf(request);
        const { token } = request.params;
        const { grade, comment } = request.body;
        // A browser sends line ends as two characters; what is kept has one.
        const words = (comment ?? '').replaceAll('\r\n', '\n').trim();
        const data = { ...(grade !== undefined && { grade }), ...(words !== '' && { comment: words }) };
        const answer = await ratings.answer(agencyOf(request), token, data);
        if (answer.kind === 'none') return sendGone(request, reply, view);
        if (answer.kind === 'wrong')
          return sendPrivate(request, reply, view, 422, ratePage(view, token, answer.of, { comment: words }));
        return sendPrivate(request, reply, homeward(view), 200, rateThanksPage(view, answer.of));
      },
    );
  });
};
