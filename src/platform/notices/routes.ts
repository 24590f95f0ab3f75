import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { NoticesView } from '../../kernel/view/desk.ts';
import { ProblemDocument } from '../../kernel/view/view.ts';
import { sendRefusal } from '../http/problem.ts';
import { heldOf, viewerOf } from '../http/request.ts';
import { createReadings } from '../matter/readings.ts';
import { createEventStream } from './event-stream.ts';
import { createHub, type HubDeps } from './hub.ts';
import { noticeList, noticesAfter, seeNotices, unseenOf } from './notices.ts';
import { leastAt } from './told-id.ts';

const refusals = { 401: ProblemDocument, 422: ProblemDocument };

export const noticeRoutes = (instance: FastifyInstance, given: Omit<HubDeps, 'read'>): void => {
  const app = instance.withTypeProvider<ZodTypeProvider>();
  const { engine } = given;
  const deps = { ...given, read: createReadings(engine) };
  const hub = createHub(deps);
  // Before the server waits for its connections to end: these would stay for ever.
  app.addHook('preClose', async () => hub.stop());

  app.get(
    '/api/notices',
    {
      config: { access: 'signedIn' },
      schema: {
        summary: '给我的通知，新的在前',
        querystring: z.strictObject({ cursor: z.string().max(60).optional() }),
        response: { 200: NoticesView, ...refusals },
      },
    },
    async (request, reply) => {
      const outcome = await noticeList(deps, viewerOf(request), request.query.cursor);
      return outcome.ok ? outcome.value : sendRefusal(reply, request, outcome.refusal);
    },
  );

  app.post(
    '/api/notices/seen',
    {
      config: { access: 'signedIn' },
      schema: {
        summary: '通知看过了，到这一条为止',
        body: z.strictObject({ upTo: z.uuid() }),
        response: { 200: z.object({ unseen: z.int() }), ...refusals },
      },
    },
    async (request) => {
      const viewer = viewerOf(request);
      await seeNotices(engine, viewer, request.body.upTo);
      return { unseen: await unseenOf(engine, viewer) };
    },
  );

  app.get(
    '/api/notices/stream',
    {
      config: { access: 'signedIn', quiet: true },
      schema: {
        summary: '新通知，来一条送一条（server-sent events）',
        headers: z.object({ 'last-event-id': z.uuid().optional() }),
        querystring: z.strictObject({
          /** `no`: what came since Last-Event-ID and no waiting, for clients that ask now and then. */
          wait: z.enum(['yes', 'no']).default('yes'),
        }),
        response: {
          200: { description: '事件：notice、moved、end', content: { 'text/event-stream': { schema: z.unknown() } } },
          ...refusals,
        },
      },
    },
    async (request, reply) => {
      const viewer = viewerOf(request);
      const from = request.headers['last-event-id'] ?? leastAt(engine.now().getTime());
      const stream = createEventStream();
      if (request.query.wait === 'no') {
        for (const notice of await noticesAfter(deps, viewer, from)) stream.send('notice', notice, notice.id);
        stream.end();
      } else await hub.listen(viewer, heldOf(request).token, stream, from);
      return (
        reply
          .type('text/event-stream; charset=utf-8')
          // Proxies that gather answers would hold each event back.
          .header('x-accel-buffering', 'no')
          .send(stream.readable)
      );
    },
  );
};
