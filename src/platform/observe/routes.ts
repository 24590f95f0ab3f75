import { timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { refuse } from '../../kernel/refusal.ts';
import type { Config } from '../config/config.ts';
import { sendRefusal } from '../http/problem.ts';
import type { Figures } from './figures.ts';
import type { Standing } from './standing.ts';

const Ready = z.object({ status: z.enum(['ready', 'notReady']), reasons: z.array(z.string()) });

const forwarding = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'];

const isLoopback = (address: string): boolean => /^(::ffff:)?127\.|^::1$/.test(address);

const fits = (given: string, token: string): boolean => {
  const [a, b] = [Buffer.from(given), Buffer.from(`Bearer ${token}`)];
  return a.length === b.length && timingSafeEqual(a, b);
};

/** With a token: whoever has it. Without one: this machine alone, and nobody at all where proxies stand before us. */
const mayRead = (request: FastifyRequest, { metricsToken, trustProxy }: Watching): boolean => {
  if (metricsToken !== undefined) return fits(request.headers.authorization ?? '', metricsToken);
  const forwarded = forwarding.some((name) => request.headers[name] !== undefined);
  return trustProxy === false && !forwarded && isLoopback(request.socket.remoteAddress ?? '');
};

type Watching = Pick<Config, 'metricsToken' | 'trustProxy'>;

export type ObserveDeps = Watching & { standing: () => Promise<Standing>; figures: Figures };

/** `/ready` for load balancers, `/metrics` for Prometheus; both answer where there is no agency yet. */
export const observeRoutes = (instance: FastifyInstance, deps: ObserveDeps): void => {
  const app = instance.withTypeProvider<ZodTypeProvider>();
  app.get(
    '/ready',
    { config: { access: 'anywhere' }, schema: { summary: '可以接受请求', response: { 200: Ready, 503: Ready } } },
    async (_request, reply) => {
      const { reasons } = await deps.standing();
      const ready = reasons.length === 0;
      return reply
        .code(ready ? 200 : 503)
        .header('cache-control', 'no-store')
        .send({ status: ready ? 'ready' : 'notReady', reasons });
    },
  );
  // Without a schema's serializer: the answer is text, not JSON.
  const described = {
    summary: '运行指标',
    response: { 200: { description: 'Prometheus 文本', content: { 'text/plain': { schema: z.unknown() } } } },
  };
  instance.get('/metrics', { config: { access: 'anywhere' }, schema: described }, async (request, reply) => {
    if (!mayRead(request, deps)) return sendRefusal(reply, request, refuse('notFound', 'route').refusal);
    const { type, body } = await deps.figures.text();
    return reply.header('cache-control', 'no-store').type(type).send(Buffer.from(body));
  });
};
