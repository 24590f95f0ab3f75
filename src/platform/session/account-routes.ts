import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { refuse } from '../../kernel/refusal.ts';
import { AccountView, EnrolmentView, RecoveryCodesView, StepView } from '../../kernel/view/account.ts';
import { MeView, ProblemDocument } from '../../kernel/view/view.ts';
import { dayOf } from '../command/engine.ts';
import { sendRefusal } from '../http/problem.ts';
import { agencyOf, heldOf, viewerOf } from '../http/request.ts';
import { recordSecurity } from '../security/record.ts';
import { setSession } from './cookies.ts';
import { answerSignedIn, type SessionDeps, tries } from './routes.ts';
import { signInRule } from './rule.ts';
import type { SecondFactor } from './second-factor.ts';
import { endSession, endSessions, sessionsOf } from './session-list.ts';
import { passwordEnds } from './step.ts';

export type AccountRouteDeps = SessionDeps & { secondFactor: SecondFactor };

const refusals = {
  401: ProblemDocument,
  404: ProblemDocument,
  409: ProblemDocument,
  412: ProblemDocument,
  422: ProblemDocument,
  423: ProblemDocument,
};
const code = z.string().trim().min(1).max(40);

/** One's own account: password, second factor, sessions. Two of them also serve a sign-in that stops for them. */
export const accountRoutes = (instance: FastifyInstance, deps: AccountRouteDeps): void => {
  const app = instance.withTypeProvider<ZodTypeProvider>();
  const { runner, accounts, secondFactor, now } = deps;

  app.get(
    '/api/account',
    {
      config: { access: 'signedIn' },
      schema: { summary: '我的账号', response: { 200: AccountView, 401: ProblemDocument, 404: ProblemDocument } },
    },
    async (request, reply) => {
      const { agency, person, capacities } = viewerOf(request);
      const at = now();
      const [account, factor, rule, sessions] = await Promise.all([
        accounts.standing(agency.id, person),
        secondFactor.standing(agency.id, person),
        signInRule(runner, agency, dayOf(at)),
        sessionsOf(runner, agency.id, person, at),
      ]);
      if (!account) return sendRefusal(reply, request, refuse('notFound', 'account').refusal);
      const view: AccountView = {
        passwordAt: account.passwordAt.toISOString(),
        passwordEnds: passwordEnds(account.passwordAt, rule.passwordDays)?.toISOString() ?? null,
        passwordHistory: rule.passwordHistory,
        secondFactor: factor && { since: factor.since.toISOString(), codesLeft: factor.codesLeft },
        secondFactorRequired: capacities.some(({ roles }) =>
          roles.some((role) => rule.secondFactorRoles.includes(role)),
        ),
        linked: account.linked,
        sessions: sessions.map((each) => ({
          ...each,
          since: each.since.toISOString(),
          seen: each.seen.toISOString(),
          current: each.id === heldOf(request).id,
        })),
      };
      return view;
    },
  );

  app.post(
    '/api/account/password',
    {
      config: { access: 'step:password', rateLimit: tries },
      schema: {
        summary: '修改自己的密码；其他登录全部退出',
        body: z.strictObject({ current: z.string().min(1).max(200), password: z.string().max(200) }),
        response: { 200: MeView, 202: StepView, 204: z.null(), ...refusals },
      },
    },
    async (request, reply) => {
      const [agency, held] = [agencyOf(request), heldOf(request)];
      const outcome = await accounts.changePassword(agency, held, request.body, request.ip);
      if (!outcome.ok) return sendRefusal(reply, request, outcome.refusal);
      if (held.step === null) return reply.code(204).send(null);
      const next = await deps.sessions.advance(agency, held);
      return next.ok ? answerSignedIn(deps, request, reply, next.value) : sendRefusal(reply, request, next.refusal);
    },
  );

  app.post(
    '/api/account/second-factor',
    {
      config: { access: 'step:enrol' },
      schema: {
        summary: '开始绑定动态码：生成密钥，尚未生效',
        response: { 200: EnrolmentView, ...refusals },
      },
    },
    async (request, reply) => {
      const [agency, { person, directoryVersion }] = [agencyOf(request), heldOf(request)];
      const directory = await deps.directories.of(agency.id, directoryVersion);
      const outcome = await secondFactor.begin(agency, person, directory.personName(person) ?? person);
      return outcome.ok ? outcome.value : sendRefusal(reply, request, outcome.refusal);
    },
  );

  app.post(
    '/api/account/second-factor/confirm',
    {
      config: { access: 'step:enrol', rateLimit: tries },
      schema: {
        summary: '用设备上的第一个动态码确认绑定；恢复码只显示这一次',
        body: z.strictObject({ code }),
        response: { 200: RecoveryCodesView, ...refusals },
      },
    },
    async (request, reply) => {
      const [agency, held] = [agencyOf(request), heldOf(request)];
      const outcome = await secondFactor.confirm(agency.id, held.person, request.body.code);
      if (!outcome.ok) return sendRefusal(reply, request, outcome.refusal);
      if (held.step !== null) {
        const next = await deps.sessions.advance(agency, held);
        if (!next.ok) return sendRefusal(reply, request, next.refusal);
        setSession(request, reply, next.value.token);
      }
      return { recoveryCodes: outcome.value };
    },
  );

  app.post(
    '/api/account/second-factor/recovery-codes',
    {
      config: { access: 'signedIn', rateLimit: tries },
      schema: {
        summary: '换一组恢复码，旧的作废',
        body: z.strictObject({ code }),
        response: { 200: RecoveryCodesView, ...refusals },
      },
    },
    async (request, reply) => {
      const { agency, person } = viewerOf(request);
      const proved = await accounts.proveCode(agency, person, request.body.code, request.ip);
      if (!proved.ok) return sendRefusal(reply, request, proved.refusal);
      await recordSecurity(runner, agency.id, { at: now(), kind: 'recoveryCodesRenewed', person, detail: {} });
      return { recoveryCodes: await secondFactor.renewCodes(agency.id, person) };
    },
  );

  app.post(
    '/api/account/second-factor/removal',
    {
      config: { access: 'signedIn', rateLimit: tries },
      schema: {
        summary: '解除自己的动态码；岗位要求的不能解除',
        body: z.strictObject({ code }),
        response: { 204: z.null(), ...refusals },
      },
    },
    async (request, reply) => {
      const { agency, person, capacities } = viewerOf(request);
      const rule = await signInRule(runner, agency, dayOf(now()));
      const asking = capacities.flatMap(({ roles }) => roles.filter((role) => rule.secondFactorRoles.includes(role)));
      if (asking.length > 0) {
        const refused = refuse('ruleBroken', 'secondFactor.required', { who: [...new Set(asking)] });
        return sendRefusal(reply, request, refused.refusal);
      }
      const proved = await accounts.proveCode(agency, person, request.body.code, request.ip);
      if (!proved.ok) return sendRefusal(reply, request, proved.refusal);
      await secondFactor.remove(agency.id, person, person);
      return reply.code(204).send(null);
    },
  );

  app.delete(
    '/api/account/sessions',
    {
      config: { access: 'signedIn' },
      schema: {
        summary: '退出自己的其他全部登录',
        response: { 200: z.object({ ended: z.int() }), 401: ProblemDocument },
      },
    },
    async (request) => {
      const { agency, person } = viewerOf(request);
      const ended = await endSessions(runner, agency.id, person, now(), heldOf(request).id);
      const detail = { subject: person, ended };
      await recordSecurity(runner, agency.id, { at: now(), kind: 'sessionsEnded', person, detail });
      return { ended };
    },
  );

  app.delete(
    '/api/account/sessions/:id',
    {
      config: { access: 'signedIn' },
      schema: {
        summary: '退出自己的某一处登录',
        params: z.object({ id: z.uuid() }),
        response: { 204: z.null(), 401: ProblemDocument, 404: ProblemDocument, 422: ProblemDocument },
      },
    },
    async (request, reply) => {
      const { agency, person } = viewerOf(request);
      const ended = await endSession(runner, agency.id, person, request.params.id, now());
      if (!ended) return sendRefusal(reply, request, refuse('notFound', 'session').refusal);
      const detail = { subject: person, ended: 1 };
      await recordSecurity(runner, agency.id, { at: now(), kind: 'sessionsEnded', person, detail });
      return reply.code(204).send(null);
    },
  );
};
