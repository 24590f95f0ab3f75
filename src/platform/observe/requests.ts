import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { refusedAs } from '../http/problem.ts';
import type { Figures } from './figures.ts';

/** The route as it was written, never the address that was asked for: that one holds ids and what people searched. */
const routeOf = (request: FastifyRequest): string => request.routeOptions.url ?? 'none';

/** Requests of load balancers and collectors, every few seconds for ever: in the log only when they fail. */
const quiet = new Set(['/health', '/ready', '/metrics']);

const outcomeOf = (request: FastifyRequest, status: number): string =>
  status >= 500 ? 'fault' : (refusedAs(request) ?? (status < 400 ? 'done' : 'invalid'));

/** One line and one observation for each request, when its answer has left. */
export const watchRequests = (app: FastifyInstance, figures: Figures): void => {
  app.addHook('onResponse', (request: FastifyRequest, reply: FastifyReply, done) => {
    const route = routeOf(request);
    const { method } = request;
    const status = reply.statusCode;
    const ms = Math.round(reply.elapsedTime * 10) / 10;
    figures.request(method, route, status, ms / 1000);
    if (request.headers['idempotency-key'] !== undefined) figures.command(outcomeOf(request, status));
    const fault = status >= 500;
    const facts = { method, route, status, ms, agency: request.agency?.code, refused: refusedAs(request) };
    if (fault) request.log.error(facts, 'request');
    else if (!quiet.has(route) || status >= 400) request.log.info(facts, 'request');
    done();
  });
};
