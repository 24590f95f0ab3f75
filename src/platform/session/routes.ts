import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { StepView } from '../../kernel/view/account.ts';
import { MeView, ProblemDocument } from '../../kernel/view/view.ts';
import { isOnTrial } from '../agency/trial.ts';
import type { Directories, Viewer } from '../authorization/directory.ts';
import { dayOf } from '../command/engine.ts';
import type { Runner } from '../database/statement.ts';
import { sendRefusal } from '../http/problem.ts';
import { agencyOf, heldOf, viewerOf } from '../http/request.ts';
import type { Accounts } from './account.ts';
import { clearSession, setSession } from './cookies.ts';
import { deviceWords } from './device.ts';
import { limits, type Sessions, type SignedIn } from './sessions.ts';

export type SessionDeps = {
  runner: Runner;
  sessions: Sessions;
  accounts: Accounts;
  directories: Directories;
  directoryVersion: (agency: string) => Promise<number>;
  now: () => Date;
};

type Seen = Omit<Viewer, 'settings'>;

const meView = async ({ runner }: SessionDeps, viewer: Seen): Promise<MeView> => {
  const { directory, agency } = viewer;
  return {
    person: { id: viewer.person, name: directory.personName(viewer.person) },
    agency: {
      code: agency.code,
      name: agency.name,
      demonstration: agency.demonstration,
      trial: await isOnTrial(runner, agency.id),
    },
    footings: viewer.capacities.map((each) => ({
      post: { id: each.post, name: directory.postName(each.post) },
      unit: { id: each.unit, name: directory.unitName(each.unit) },
      roles: [...each.roles],
      onBehalfOf: each.onBehalfOf ? { id: each.onBehalfOf, name: directory.personName(each.onBehalfOf) } : null,
    })),
    idleMinutes: limits.idleMinutes,
  };
};

/** How many tries a minute an address has at passwords and codes, beside the lock that follows failures. */
export const tries = { max: 60, timeWindow: 60_000 };

/** Who is in now, or the step that comes first; the token goes out in the cookie. */
export const answerSignedIn = async (
  deps: SessionDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  { token, person, step }: SignedIn,
): Promise<FastifyReply> => {
  const agency = agencyOf(request);
  setSession(request, reply, token);
  if (step !== null) return reply.code(202).send({ step });
  const directory = await deps.directories.of(agency.id, await deps.directoryVersion(agency.id));
  const capacities = directory.capacities(person, dayOf(deps.now()));
  return reply.send(await meView(deps, { agency, person, directory, capacities }));
};

const answers = {
  200: MeView,
  202: StepView,
  401: ProblemDocument,
  422: ProblemDocument,
  423: ProblemDocument,
};

export const sessionRoutes = (instance: FastifyInstance, deps: SessionDeps): void => {
  const app = instance.withTypeProvider<ZodTypeProvider>();
  app.post(
    '/api/session',
    {
      config: { access: 'public', rateLimit: tries },
      schema: {
        summary: '登录',
        body: z.strictObject({ login: z.string().min(1).max(64), password: z.string().min(1).max(200) }),
        response: answers,
      },
    },
    async (request, reply) => {
      const agency = agencyOf(request);
      const device = deviceWords(request.headers['user-agent']);
      const outcome = await deps.sessions.signIn({ agency, ...request.body, address: request.ip, device });
      if (!outcome.ok) return sendRefusal(reply, request, outcome.refusal);
      // A session of before ends with the new one: a token that somebody planted is worth nothing.
      if (request.held) await deps.sessions.signOut(agency.id, request.held.token, request.held.person);
      return answerSignedIn(deps, request, reply, outcome.value);
    },
  );

  app.post(
    '/api/session/code',
    {
      config: { access: 'step:code', rateLimit: tries },
      schema: {
        summary: '登录的第二步：动态码或恢复码',
        body: z.strictObject({ code: z.string().min(1).max(40) }),
        response: { ...answers, 409: ProblemDocument },
      },
    },
    async (request, reply) => {
      const held = heldOf(request);
      const { accounts } = deps;
      const outcome = await accounts.giveCode(agencyOf(request), held, request.body.code, request.ip);
      return outcome.ok
        ? answerSignedIn(deps, request, reply, outcome.value)
        : sendRefusal(reply, request, outcome.refusal);
    },
  );

  app.get(
    '/api/session',
    { config: { access: 'signedIn' }, schema: { summary: '我是谁', response: { 200: MeView, 401: ProblemDocument } } },
    async (request) => meView(deps, viewerOf(request)),
  );

  app.delete(
    '/api/session',
    { config: { access: 'step:any' }, schema: { summary: '退出', response: { 204: z.null(), 401: ProblemDocument } } },
    async (request, reply) => {
      const { token, person } = heldOf(request);
      await deps.sessions.signOut(agencyOf(request).id, token, person);
      clearSession(reply);
      return reply.code(204).send(null);
    },
  );
};
