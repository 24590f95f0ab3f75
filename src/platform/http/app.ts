import type { IncomingMessage } from 'node:http';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import swagger from '@fastify/swagger';
import Fastify, { type FastifyInstance, type FastifyRequest, LogController } from 'fastify';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';
import { uuidv7 } from 'uuidv7';
import { z } from 'zod';
import { fieldErrors } from '../../kernel/form/compile.ts';
import { refuse } from '../../kernel/refusal.ts';
import type { Agencies } from '../agency/agencies.ts';
import type { Directories } from '../authorization/directory.ts';
import { dayOf } from '../command/engine.ts';
import type { Logger } from '../observe/log.ts';
import type { Sessions } from '../session/sessions.ts';
import type { SettingsSource } from '../settings/settings.ts';
import { sendRefusal } from './problem.ts';
import { cookieName, splitAgency } from './request.ts';

export type HttpDeps = {
  agencies: Agencies;
  sessions: Sessions;
  directories: Directories;
  settings: SettingsSource;
  now: () => Date;
  tls?: { cert: string; key: string } | undefined;
  trustProxy: false | number | string[];
  /** Requests a minute and address; 0 = no limit (a bench counts itself). */
  rate: number;
  log: Logger | false;
};

const codes = new WeakMap<IncomingMessage, string>();

const changing = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/** A change must come from our own pages: browsers send Origin with it, other clients may leave it out (DESIGN §7). */
const foreignOrigin = (request: FastifyRequest): boolean => {
  const origin = request.headers.origin;
  if (origin === undefined) return request.headers['sec-fetch-site'] === 'cross-site';
  return origin !== `${request.protocol}://${request.host}`;
};

const policy = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'", 'data:', 'blob:'],
  fontSrc: ["'self'"],
  connectSrc: ["'self'"],
  manifestSrc: ["'self'"],
  baseUri: ["'none'"],
  formAction: ["'self'"],
  frameAncestors: ["'none'"],
  upgradeInsecureRequests: null,
};

/**
 * Helmet's headers are the same on every answer, yet it would make each of them anew each time: they are taken from one
 * answer of a server that does nothing else.
 */
const securityHeaders = async (tls: boolean): Promise<Record<string, string>> => {
  const probe = Fastify();
  const own = new Set(Object.keys((await probe.get('/', () => '').inject('/')).headers));
  const wearing = Fastify();
  await wearing.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: policy },
    hsts: tls ? { maxAge: 31_536_000 } : false,
    referrerPolicy: { policy: 'same-origin' },
    crossOriginEmbedderPolicy: false,
  });
  const { headers } = await wearing.get('/', () => '').inject('/');
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (own.has(name) ? [] : [[name, String(value)]])),
  );
};

const registerIdentity = (app: FastifyInstance, deps: HttpDeps): void => {
  app.decorateRequest('agency', null);
  app.decorateRequest('viewer', null);
  app.decorateRequest('token', null);
  app.decorateRequest('held', null);
  // After every onRequest hook, the rate limit's among them, which stands at the routes: those we turn away count as well.
  app.addHook('preParsing', async (request, reply) => {
    if (changing.has(request.method) && foreignOrigin(request))
      return sendRefusal(reply, request, refuse('notAllowed', 'session.origin').refusal);
    const agency = await deps.agencies.resolve(codes.get(request.raw) ?? null, request.hostname);
    const access = request.routeOptions.config.access;
    // A request without a route falls through to “not found”; nothing else is open unless it says so.
    if (access === undefined || access === 'anywhere') return;
    if (!agency) return sendRefusal(reply, request, refuse('notFound', 'agency').refusal);
    request.agency = agency;
    if (access !== 'public') reply.header('cache-control', 'no-store');
    const token = request.cookies[cookieName];
    if (token) {
      const { quiet } = request.routeOptions.config;
      const held = await deps.sessions.find(agency.id, token, quiet ? 'quiet' : 'active');
      if (held) {
        request.token = token;
        request.held = held;
        // With a step before it a session is nobody yet: what asks for a viewer finds none.
        if (!held.step) {
          const directory = await deps.directories.of(agency.id, held.directoryVersion);
          const capacities = directory.capacities(held.person, dayOf(deps.now()));
          const settings = await deps.settings.of(agency.id, held.directoryVersion);
          request.viewer = { agency, person: held.person, capacities, directory, settings };
        }
      }
    }
    if (access === 'public') return;
    const step = request.held?.step;
    if (step && (access === 'step:any' || access === `step:${step}`)) return;
    if (step)
      return sendRefusal(reply, request, refuse('notSignedIn', 'session.step', { step }, { mend: 'signIn' }).refusal);
    if (!request.viewer)
      return sendRefusal(reply, request, refuse('notSignedIn', 'session.none', {}, { mend: 'signIn' }).refusal);
    if (typeof access === 'string') return;
    const fit = request.viewer.capacities.some((each) => each.roles.some((role) => access.roles.includes(role)));
    if (!fit)
      return sendRefusal(
        reply,
        request,
        refuse('notAllowed', 'role', { roles: [...access.roles] }, { mend: 'otherPerson' }).refusal,
      );
  });
};

/** All errors that are not refusals yet: schema faults become one, the rest is ours and says nothing of itself. */
const registerErrors = (app: FastifyInstance): void => {
  app.setNotFoundHandler((request, reply) => sendRefusal(reply, request, refuse('notFound', 'route').refusal));
  app.setErrorHandler((error: Error & { statusCode?: number; code?: string }, request, reply) => {
    const status = error.statusCode ?? 500;
    if (error instanceof z.ZodError)
      return sendRefusal(reply, request, refuse('invalid', 'request', {}, { fields: fieldErrors(error) }).refusal);
    if (status === 413) return sendRefusal(reply, request, refuse('tooLarge', 'request.size').refusal);
    if (status === 429)
      return sendRefusal(reply, request, refuse('tooMany', 'request.rate', {}, { mend: 'wait' }).refusal);
    if (status >= 400 && status < 500)
      return sendRefusal(reply, request, refuse('invalid', `request.${error.code ?? status}`).refusal);
    request.log.error({ err: error }, 'unexpected');
    return reply
      .code(500)
      .type('application/problem+json; charset=utf-8')
      .send(
        JSON.stringify({
          type: 'urn:xiaoneng:fault',
          title: '系统出错',
          status: 500,
          instance: request.url.split('?')[0],
          requestId: request.id,
          code: 'fault',
          rule: 'http',
          facts: { status: 500 },
        }),
      );
  });
};

/** The schema's own error goes to the handler above: with what was sent, so that what is missing differs from what is wrong. */
const validating =
  ({ schema }: { schema: z.ZodType }) =>
  (data: unknown) => {
    const parsed = schema.safeParse(data, { reportInput: true });
    return parsed.success ? { value: parsed.data } : { error: parsed.error };
  };

/** A route as the router knows it; `answers` are its schemas by status, against which tests hold what it says. */
export type Route = { method: string; url: string; access: string; answers: Readonly<Record<string, unknown>> };

/** Fastify trusts nobody on a bare number of proxies; that many hops from us are the operator's own, who said so. */
const trusting = (proxies: HttpDeps['trustProxy']) =>
  typeof proxies === 'number' ? (_address: string, hop: number) => hop < proxies : proxies;

/** The HTTP server with everything that holds for every route; routes are added by the modules that `main` lists. */
export const createApp = async (deps: HttpDeps): Promise<{ app: FastifyInstance; routes: Route[] }> => {
  const routes: Route[] = [];
  const app = Fastify({
    // A line for each request is written where its answer leaves (platform/observe): what the library would say holds addresses.
    ...(deps.log && { loggerInstance: deps.log }),
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'id' }),
    genReqId: () => uuidv7(),
    trustProxy: trusting(deps.trustProxy),
    bodyLimit: 2 * 1024 * 1024,
    forceCloseConnections: true,
    routerOptions: { ignoreTrailingSlash: true },
    ...(deps.tls && { https: { cert: deps.tls.cert, key: deps.tls.key } }),
    rewriteUrl: (request: IncomingMessage) => {
      const { code, rest } = splitAgency(request.url ?? '/');
      if (code) codes.set(request, code);
      return rest;
    },
  } as Parameters<typeof Fastify>[0]) as unknown as FastifyInstance;
  app.setValidatorCompiler(validating as never);
  // Answers are built from typed views; describing them in OpenAPI is enough, checking each again would cost as much as making it.
  // As bytes, since a text with Chinese in it is measured and converted again by everything below.
  app.setSerializerCompiler((() => (data: unknown) => Buffer.from(JSON.stringify(data))) as never);
  app.addHook('onRoute', (route) => {
    for (const method of [route.method].flat())
      if (method !== 'HEAD' && method !== 'OPTIONS')
        routes.push({
          method,
          url: route.url,
          access: JSON.stringify(route.config?.access ?? null),
          answers: (route.schema?.response ?? {}) as Route['answers'],
        });
  });
  registerErrors(app);
  const security = await securityHeaders(deps.tls !== undefined);
  app.addHook('onRequest', (_request, reply, done) => {
    reply.headers(security);
    done();
  });
  if (deps.rate > 0) await app.register(rateLimit, { global: true, max: deps.rate, timeWindow: 60_000 });
  await app.register(cookie);
  await app.register(multipart, { limits: { files: 1, fileSize: 20 * 1024 * 1024, fields: 4 } });
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Xiaoneng 效能', version: '0.1.0', description: '办件、台账与校验的接口' },
      servers: [{ url: '/' }],
    },
    transform: jsonSchemaTransform,
  });
  registerIdentity(app, deps);
  return { app, routes };
};
