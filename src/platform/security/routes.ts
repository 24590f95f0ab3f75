import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Pool, PoolClient } from 'pg';
import { uuidv7 } from 'uuidv7';
import { z } from 'zod';
import { isPlainText } from '../../kernel/form/compile.ts';
import { roles } from '../../kernel/procedure/procedure.ts';
import { granted, type Outcome, refuse } from '../../kernel/refusal.ts';
import { AccountList, ReadingList, SecurityEventList, SecuritySettingsView } from '../../kernel/view/account.ts';
import { ProblemDocument } from '../../kernel/view/view.ts';
import { endTrial, isOnTrial } from '../agency/trial.ts';
import type { Viewer } from '../authorization/directory.ts';
import { dayOf } from '../command/engine.ts';
import { inTransaction } from '../database/transaction.ts';
import { sendRefusal } from '../http/problem.ts';
import { viewerOf } from '../http/request.ts';
import type { Hand } from '../log/setting.ts';
import type { Vault } from '../personal/vault.ts';
import type { Accounts } from '../session/account.ts';
import { oneTimePassword } from '../session/passwords.ts';
import { type SignInRule, setSignInRule, signInRule, signInRules } from '../session/rule.ts';
import type { SecondFactor } from '../session/second-factor.ts';
import { endSessions } from '../session/session-list.ts';
import { claimMatches, linkSubject, setSignOn, signOnSetting } from '../session/single-sign-on.ts';
import { accountFilters, accountList, barAccount, unlockAccount } from './accounts.ts';
import { recordSecurity } from './record.ts';
import { readings, securityEvents } from './records.ts';

export type SecurityDeps = {
  pool: Pool;
  vault: Vault;
  now: () => Date;
  accounts: Accounts;
  secondFactor: SecondFactor;
  secretOf: (agencyCode: string) => string | null;
  /** A login for somebody who has none. */
  openAccount: (
    client: PoolClient,
    vault: Vault,
    agency: string,
    account: { person: string; login: string; password: string; oneTime: true },
    at: Date,
  ) => Promise<Outcome<null>>;
  people: {
    /** Do three people hold the three administrators' roles today? */
    areThreeAdministrators: (viewer: Viewer) => Promise<boolean>;
    /** People whose name holds these words. */
    named: (viewer: Viewer, words: string) => Promise<string[]>;
  };
};

const refusals = {
  401: ProblemDocument,
  403: ProblemDocument,
  404: ProblemDocument,
  409: ProblemDocument,
  412: ProblemDocument,
  422: ProblemDocument,
};
const reading = { 401: ProblemDocument, 403: ProblemDocument, 422: ProblemDocument };
const params = z.object({ id: z.uuid() });
const page = { cursor: z.uuid().optional(), limit: z.coerce.number().int().min(1).max(200).default(50) };
const watching = { roles: ['securityAdmin', 'auditor'] } as const;
const keeping = { roles: ['securityAdmin'] } as const;
const accountActions = ['lock', 'unlock', 'resetPassword', 'dropSecondFactor', 'endSessions'] as const;

const RuleBody = z.strictObject({
  from: z.iso.date(),
  passwordDays: z.int().min(0).max(3650),
  passwordHistory: z.int().min(0).max(24),
  secondFactorRoles: z.array(z.enum(roles)).max(roles.length),
});
const words = (max: number) => z.string().trim().min(1).max(max).refine(isPlainText, 'characters');
const SignOnBody = z.strictObject({
  issuer: words(400),
  clientId: words(200),
  matches: z.enum(claimMatches),
  enabled: z.boolean(),
});

const ruleView = (rule: SignInRule) => ({ ...rule, secondFactorRoles: [...rule.secondFactorRoles] });

/** The security administrator's house keeping and the auditor's reading; neither way leads to a matter. */
export const securityRoutes = (instance: FastifyInstance, deps: SecurityDeps): void => {
  const app = instance.withTypeProvider<ZodTypeProvider>();
  const { pool, now } = deps;

  const handOf = (request: FastifyRequest): Hand => {
    const viewer = viewerOf(request);
    const post = viewer.capacities.find((each) => each.roles.includes('securityAdmin'))?.post ?? null;
    return { agency: viewer.agency, actor: viewer.person, post, command: uuidv7(), now: now() };
  };

  /** A setting changed by one event, with its security event, or not at all. */
  const change = async (
    request: FastifyRequest,
    what: string,
    work: (client: PoolClient, hand: Hand) => Promise<Outcome<null>>,
  ): Promise<Outcome<null>> => {
    const hand = handOf(request);
    return inTransaction<Outcome<null>>(
      pool,
      async (client) => {
        const outcome = await work(client, hand);
        const event = { at: hand.now, kind: 'settingChanged', person: hand.actor, detail: { kind: what } } as const;
        if (outcome.ok) await recordSecurity(client, hand.agency.id, event);
        return outcome;
      },
      (outcome) => outcome.ok,
    );
  };

  app.get(
    '/api/security/accounts',
    {
      config: { access: watching },
      schema: {
        summary: '账号及其状态',
        querystring: z.object({
          ...page,
          filter: z.enum(accountFilters).default('all'),
          name: z.string().max(40).refine(isPlainText).optional(),
        }),
        response: { 200: AccountList, ...reading },
      },
    },
    async (request) => {
      const viewer = viewerOf(request);
      const { name, ...query } = request.query;
      const people = name?.trim() ? await deps.people.named(viewer, name.trim()) : null;
      return accountList(pool, viewer, { ...query, people }, now());
    },
  );

  app.post(
    '/api/security/accounts',
    {
      config: { access: keeping },
      schema: {
        summary: '给在册人员开设账号；一次性密码只显示这一次',
        body: z.strictObject({ person: z.uuid(), login: z.string().trim().min(2).max(64) }),
        response: { 200: z.object({ password: z.string() }), ...refusals },
      },
    },
    async (request, reply) => {
      const { agency, directory } = viewerOf(request);
      const { person, login } = request.body;
      const field = (rule: string) => ({ fields: [{ path: 'person', rule }] });
      if (!directory.hasPerson(person))
        return sendRefusal(reply, request, refuse('invalid', 'form', {}, field('unknownId')).refusal);
      if (await deps.accounts.standing(agency.id, person))
        return sendRefusal(reply, request, refuse('conflict', 'account.stands', {}, field('hasAccount')).refusal);
      const password = oneTimePassword();
      const account = { person, login, password, oneTime: true } as const;
      const outcome = await inTransaction<Outcome<null>>(
        pool,
        (client) => deps.openAccount(client, deps.vault, agency.id, account, now()),
        (result) => result.ok,
      );
      return outcome.ok ? { password } : sendRefusal(reply, request, outcome.refusal);
    },
  );

  app.post(
    '/api/security/accounts/:id/actions/:action',
    {
      config: { access: keeping },
      schema: {
        summary: '锁定、解锁、重置密码、解除动态码、退出全部登录',
        params: z.object({ id: z.uuid(), action: z.enum(accountActions) }),
        response: { 200: z.object({ password: z.string().nullable() }), ...refusals },
      },
    },
    async (request, reply) => {
      const { agency, person: by } = viewerOf(request);
      const { id, action } = request.params;
      // Nobody lends themselves a hand that is meant to be another's; the own account has its own page.
      if (id === by) return sendRefusal(reply, request, refuse('sameHuman', 'security.self').refusal);
      const at = now();
      let password: string | null = null;
      const acts: Record<(typeof accountActions)[number], () => Promise<Outcome<unknown>>> = {
        lock: () => barAccount(pool, agency.id, id, by, at),
        unlock: () => unlockAccount(pool, agency.id, id, by, at),
        resetPassword: async () => {
          const done = await deps.accounts.reset(agency.id, id, { by });
          if (done.ok) password = done.value.password;
          return done;
        },
        dropSecondFactor: async () =>
          (await deps.secondFactor.remove(agency.id, id, by)) ? granted(null) : refuse('notFound', 'secondFactor.none'),
        endSessions: async () => {
          if (!(await deps.accounts.standing(agency.id, id))) return refuse('notFound', 'account');
          const ended = await endSessions(pool, agency.id, id, at);
          const detail = { subject: id, ended };
          await recordSecurity(pool, agency.id, { at, kind: 'sessionsEnded', person: by, detail });
          return granted(null);
        },
      };
      const outcome = await acts[action]();
      return outcome.ok ? { password } : sendRefusal(reply, request, outcome.refusal);
    },
  );

  app.post(
    '/api/security/accounts/:id/subject',
    {
      config: { access: keeping },
      schema: {
        summary: '把账号与统一身份认证里的人对上，或解除',
        params,
        body: z.strictObject({ subject: words(255).nullable() }),
        response: { 204: z.null(), ...refusals },
      },
    },
    async (request, reply) => {
      const { agency, person: by } = viewerOf(request);
      const { id } = request.params;
      const { subject } = request.body;
      if (id === by) return sendRefusal(reply, request, refuse('sameHuman', 'security.self').refusal);
      const outcome = await linkSubject(pool, deps.vault, agency.id, id, subject);
      if (!outcome.ok) return sendRefusal(reply, request, outcome.refusal);
      const kind = subject === null ? 'signOnUnlinked' : 'signOnLinked';
      await recordSecurity(pool, agency.id, { at: now(), kind, person: by, detail: { subject: id } });
      return reply.code(204).send(null);
    },
  );

  app.get(
    '/api/security/events',
    {
      config: { access: watching },
      schema: {
        summary: '安全记录，新的在前',
        querystring: z.object({
          ...page,
          kind: z.string().max(40).refine(isPlainText).optional(),
          person: z.uuid().optional(),
          from: z.iso.date().optional(),
          to: z.iso.date().optional(),
        }),
        response: { 200: SecurityEventList, ...reading },
      },
    },
    async (request) => securityEvents(pool, viewerOf(request), request.query),
  );

  app.get(
    '/api/security/readings',
    {
      config: { access: { roles: ['auditor'] } },
      schema: { summary: '谁看过保密办件', querystring: z.object(page), response: { 200: ReadingList, ...reading } },
    },
    async (request) => readings(pool, viewerOf(request), request.query),
  );

  app.get(
    '/api/security/settings',
    {
      config: { access: watching },
      schema: { summary: '登录规则与统一身份认证', response: { 200: SecuritySettingsView, ...reading } },
    },
    async (request) => {
      const viewer = viewerOf(request);
      const { agency } = viewer;
      const [today, rules, trial, signOn] = await Promise.all([
        signInRule(pool, agency, dayOf(now())),
        signInRules(pool, agency.id),
        isOnTrial(pool, agency.id),
        signOnSetting(pool, agency.id),
      ]);
      return {
        today: ruleView(today),
        rules: rules.map(ruleView),
        trial,
        mayEndTrial: trial && (await deps.people.areThreeAdministrators(viewer)),
        signOn: signOn && { ...signOn, hasSecret: deps.secretOf(agency.code) !== null },
      };
    },
  );

  app.post(
    '/api/security/sign-in-rule',
    {
      config: { access: keeping },
      schema: { summary: '改登录规则，自某日起', body: RuleBody, response: { 204: z.null(), ...refusals } },
    },
    async (request, reply) => {
      const outcome = await change(request, 'signInRule', (client, hand) =>
        setSignInRule(client, hand, request.body, dayOf(hand.now)),
      );
      return outcome.ok ? reply.code(204).send(null) : sendRefusal(reply, request, outcome.refusal);
    },
  );

  app.post(
    '/api/security/single-sign-on',
    {
      config: { access: keeping },
      schema: {
        summary: '设置统一身份认证；客户端密钥只能由命令行存到服务器的文件里',
        body: SignOnBody,
        response: { 204: z.null(), ...refusals },
      },
    },
    async (request, reply) => {
      const outcome = await change(request, 'singleSignOn', (client, hand) => setSignOn(client, hand, request.body));
      return outcome.ok ? reply.code(204).send(null) : sendRefusal(reply, request, outcome.refusal);
    },
  );

  app.post(
    '/api/security/trial-end',
    {
      config: { access: keeping },
      schema: { summary: '结束试用：三员已由三个人担任', response: { 204: z.null(), ...refusals } },
    },
    async (request, reply) => {
      const viewer = viewerOf(request);
      const areThree = await deps.people.areThreeAdministrators(viewer);
      const outcome = await change(request, 'trial', (client, hand) => endTrial(client, hand, areThree));
      return outcome.ok ? reply.code(204).send(null) : sendRefusal(reply, request, outcome.refusal);
    },
  );
};
