import { isIP } from 'node:net';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Pool, PoolClient } from 'pg';
import { z } from 'zod';
import { isPlainText } from '../../kernel/form/compile.ts';
import { type Outcome, refuse } from '../../kernel/refusal.ts';
import {
  MailRuleView,
  MailSettingsView,
  MailTrialView,
  mailSecurities,
  TroubledMailList,
} from '../../kernel/view/mail.ts';
import { ProblemDocument } from '../../kernel/view/view.ts';
import { inTransaction } from '../database/transaction.ts';
import { sendRefusal } from '../http/problem.ts';
import { viewerOf } from '../http/request.ts';
import type { Hand } from '../log/setting.ts';
import { namedPerson } from '../matter/render.ts';
import { recordSecurity } from '../security/record.ts';
import { mailAddress } from './address.ts';
import type { MailDeps } from './deps.ts';
import { sendTest, silenceOf } from './direct.ts';
import { mailAgain, mailFigures, troubledMail } from './queue.ts';
import { mailRule, setMailRule } from './rule.ts';
import { mailServerSetting, setMailServer } from './server.ts';

export type MailSettingDeps = MailDeps & {
  pool: Pool;
  /** The sender looks at once. */
  wake: () => void;
};

const keeping = { roles: ['systemAdmin'] } as const;
const refusals = {
  401: ProblemDocument,
  403: ProblemDocument,
  404: ProblemDocument,
  409: ProblemDocument,
  412: ProblemDocument,
  422: ProblemDocument,
};
const page = 50;
/** Above every id that will be given. */
const newest = 'ffffffff-ffff-ffff-ffff-ffffffffffff';
/** Letters to any address: enough to find out why, too few to trouble strangers. */
const letters = { max: 10, timeWindow: 600_000 };

/** What is empty is refused as that already. */
const isHost = (text: string): boolean =>
  text === '' || isIP(text) !== 0 || /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/i.test(text);
const isSite = (text: string): boolean => {
  if (text === '') return true;
  if (!URL.canParse(text)) return false;
  const { protocol, search, hash, username } = new URL(text);
  return /^https?:$/.test(protocol) && search + hash + username === '';
};
const words = (max: number) => z.string().trim().min(1).max(max).refine(isPlainText, 'characters');
const address = z
  .string()
  .max(400)
  .transform((text, context) => {
    const found = mailAddress(text);
    if (found === null) context.addIssue({ code: 'custom', message: 'mail.address' });
    return found ?? '';
  });

const ServerBody = z.strictObject({
  enabled: z.boolean(),
  host: words(255).refine(isHost, 'mail.host'),
  port: z.int().min(1).max(65_535),
  security: z.enum(mailSecurities),
  login: words(254).nullable(),
  password: z.string().min(1).max(400).optional(),
  sender: address,
  site: words(300)
    .refine(isSite, 'mail.site')
    .transform((text) => text.replace(/\/+$/, '')),
});

/** How an agency's mail leaves: its server, its rule, what did not go. It shows to whom and why, never about what. */
export const mailSettingRoutes = (instance: FastifyInstance, deps: MailSettingDeps): void => {
  const app = instance.withTypeProvider<ZodTypeProvider>();
  const { pool, runner, vault, now, wake } = deps;

  /** A setting changed by one event, with its security event, or not at all. */
  const change = async (
    request: FastifyRequest,
    kind: string,
    work: (client: PoolClient, hand: Hand) => Promise<Outcome<null>>,
  ): Promise<Outcome<null>> => {
    const { agency, person, capacities } = viewerOf(request);
    const post = capacities.find((each) => each.roles.includes('systemAdmin'))?.post ?? null;
    const hand = { agency, actor: person, post, command: deps.newId(), now: now() };
    const outcome = await inTransaction<Outcome<null>>(
      pool,
      async (client) => {
        const done = await work(client, hand);
        const event = { at: hand.now, kind: 'settingChanged', person, detail: { kind } } as const;
        if (done.ok) await recordSecurity(client, agency.id, event);
        return done;
      },
      (done) => done.ok,
    );
    if (outcome.ok) wake();
    return outcome;
  };

  app.get(
    '/api/mail/settings',
    {
      config: { access: keeping },
      schema: {
        summary: '邮件怎样发出：服务器、规定、发了多少',
        response: { 200: MailSettingsView, 401: ProblemDocument, 403: ProblemDocument },
      },
    },
    async (request) => {
      const { agency, directory } = viewerOf(request);
      const [silence, server, { rule, witnesses }, figures] = await Promise.all([
        silenceOf(deps, agency),
        mailServerSetting(runner, agency.id),
        mailRule(runner, agency.id),
        mailFigures(runner, agency.id, now()),
      ]);
      return {
        silence,
        server,
        installation: deps.installation?.sender ?? null,
        rule: { ...rule, muted: [...rule.muted] },
        witnesses: witnesses.map((person) => namedPerson(directory, person)),
        figures,
      };
    },
  );

  app.post(
    '/api/mail/server',
    {
      config: { access: keeping },
      schema: {
        summary: '设置邮件服务器；不写密码就用原来的',
        body: ServerBody,
        response: { 204: z.null(), ...refusals },
      },
    },
    async (request, reply) => {
      const outcome = await change(request, 'mailServer', (client, hand) =>
        setMailServer(client, vault, hand, request.body),
      );
      return outcome.ok ? reply.code(204).send(null) : sendRefusal(reply, request, outcome.refusal);
    },
  );

  app.post(
    '/api/mail/rule',
    {
      config: { access: keeping },
      schema: {
        summary: '本单位写信的规定，没有自己选的人都照它；校验点每天寄给谁',
        body: MailRuleView.extend({ witnesses: z.array(z.uuid()).max(20) }),
        response: { 204: z.null(), ...refusals },
      },
    },
    async (request, reply) => {
      const { witnesses, ...rule } = request.body;
      const { directory } = viewerOf(request);
      const asked = { rule: { ...rule, muted: [...new Set(rule.muted)] }, witnesses: [...new Set(witnesses)] };
      const outcome = await change(request, 'mailRule', (client, hand) => setMailRule(client, hand, directory, asked));
      return outcome.ok ? reply.code(204).send(null) : sendRefusal(reply, request, outcome.refusal);
    },
  );

  app.post(
    '/api/mail/test',
    {
      config: { access: keeping, rateLimit: letters },
      schema: {
        summary: '寄一封试试，回答邮件服务器说了什么',
        body: z.strictObject({ to: address }),
        response: { 200: MailTrialView, ...refusals },
      },
    },
    async (request, reply) => {
      const sent = await sendTest(deps, viewerOf(request).agency, request.body.to);
      if (!sent.ok) return sendRefusal(reply, request, sent.refusal);
      const { ok, answer } = sent.value;
      if (ok) wake();
      return { ok, reason: sent.value.ok ? null : sent.value.reason, answer: answer.slice(0, 1000) };
    },
  );

  app.get(
    '/api/mail/troubled',
    {
      config: { access: keeping },
      schema: {
        summary: '没有寄出的信：给谁、为什么，不说内容',
        querystring: z.object({ cursor: z.uuid().optional() }),
        response: { 200: TroubledMailList, 401: ProblemDocument, 403: ProblemDocument, 422: ProblemDocument },
      },
    },
    async (request) => {
      const { agency, directory } = viewerOf(request);
      const rows = await troubledMail(runner, agency.id, request.query.cursor ?? newest, page + 1);
      const items = rows.slice(0, page).map((row) => ({
        id: row.id,
        person: namedPerson(directory, row.person_id),
        kind: row.kind,
        state: row.state,
        madeAt: row.made_at.toISOString(),
        nextTryAt: row.state === 'failed' ? null : row.next_try_at.toISOString(),
        tries: row.tries,
        reason: row.reason,
        answer: row.answer,
      }));
      return { items, next: rows.length > page ? (items.at(-1)?.id ?? null) : null };
    },
  );

  app.post(
    '/api/mail/troubled/again',
    {
      config: { access: keeping },
      schema: {
        summary: '没有寄出的全部再发一次',
        response: { 200: z.object({ again: z.int() }), 401: ProblemDocument, 403: ProblemDocument },
      },
    },
    async (request) => {
      const again = await mailAgain(runner, viewerOf(request).agency.id, null, now());
      wake();
      return { again };
    },
  );

  app.post(
    '/api/mail/troubled/:id/again',
    {
      config: { access: keeping },
      schema: {
        summary: '没有寄出的一封再发一次',
        params: z.object({ id: z.uuid() }),
        response: { 204: z.null(), ...refusals },
      },
    },
    async (request, reply) => {
      const again = await mailAgain(runner, viewerOf(request).agency.id, request.params.id, now());
      if (again === 0) return sendRefusal(reply, request, refuse('notFound', 'mail').refusal);
      wake();
      return reply.code(204).send(null);
    },
  );
};
