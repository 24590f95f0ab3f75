import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Pool } from 'pg';
import { z } from 'zod';
import { granted, type Outcome, refuse } from '../../kernel/refusal.ts';
import { AccountMailView, MailChoiceView, noChoice } from '../../kernel/view/mail.ts';
import { ProblemDocument } from '../../kernel/view/view.ts';
import { inTransaction } from '../database/transaction.ts';
import { sendRefusal } from '../http/problem.ts';
import { viewerOf } from '../http/request.ts';
import { recordSecurity } from '../security/record.ts';
import { mailAddress } from './address.ts';
import type { MailDeps } from './deps.ts';
import { sendCode, silenceOf, silent } from './direct.ts';
import { beginAddress, dropPending, pendingAddress, takeCode } from './pending.ts';
import { dropAddress, keepAddress, keepChoice, recipients } from './person.ts';
import { mailRule } from './rule.ts';

export type MailRouteDeps = MailDeps & { pool: Pool };

const refusals = {
  401: ProblemDocument,
  404: ProblemDocument,
  409: ProblemDocument,
  422: ProblemDocument,
  429: ProblemDocument,
};
/** Letters to addresses of the asker's choosing: few, or we would be somebody's tool for writing to strangers. */
const letters = { max: 6, timeWindow: 600_000 };
const tries = { max: 20, timeWindow: 60_000 };

const fault = (path: string, rule: string) => refuse('invalid', 'form', {}, { fields: [{ path, rule }] });

/** One's own mail: the address, confirmed by a code sent there, and when mail comes and what about. */
export const mailRoutes = (instance: FastifyInstance, deps: MailRouteDeps): void => {
  const app = instance.withTypeProvider<ZodTypeProvider>();
  const { pool, runner, vault, now } = deps;

  app.get(
    '/api/account/mail',
    {
      config: { access: 'signedIn' },
      schema: { summary: '我的邮件通知', response: { 200: AccountMailView, 401: ProblemDocument } },
    },
    async (request) => {
      const { agency, person } = viewerOf(request);
      const [silence, known, pending, { rule }] = await Promise.all([
        silenceOf(deps, agency),
        recipients(runner, vault, agency.id, [person]),
        pendingAddress(runner, vault, agency.id, person, now()),
        mailRule(runner, agency.id),
      ]);
      const own = known.get(person);
      const choice = own?.choice ?? noChoice;
      return {
        silence,
        address: own?.address ?? null,
        pending,
        choice: { ...choice, muted: choice.muted && [...choice.muted] },
        rule: { ...rule, muted: [...rule.muted] },
      };
    },
  );

  app.post(
    '/api/account/mail/address',
    {
      config: { access: 'signedIn', rateLimit: letters },
      schema: {
        summary: '写邮箱地址：先寄一个数字过去，填回来才算数',
        body: z.strictObject({ address: z.string().max(400) }),
        response: { 204: z.null(), ...refusals },
      },
    },
    async (request, reply) => {
      const { agency, person } = viewerOf(request);
      const address = mailAddress(request.body.address);
      if (address === null) return sendRefusal(reply, request, fault('address', 'mail.address').refusal);
      const silence = await silenceOf(deps, agency);
      if (silence !== null) return sendRefusal(reply, request, silent(silence).refusal);
      const begun = await beginAddress(runner, vault, agency.id, person, address, now());
      if (!begun.ok) return sendRefusal(reply, request, begun.refusal);
      const sent = await sendCode(deps, agency, address, begun.value.code);
      if (sent.ok && sent.value.ok) return reply.code(204).send(null);
      await dropPending(runner, agency.id, person);
      if (!sent.ok) return sendRefusal(reply, request, sent.refusal);
      // What the server said of somebody's own address is theirs to know; of the rest the administrator hears.
      const { reason } = sent.value as Exclude<typeof sent.value, { ok: true }>;
      const isOfAddress = reason === 'address' || reason === 'refused';
      const refused = isOfAddress
        ? fault('address', 'mail.addressRefused')
        : refuse('ruleBroken', 'mail.notSent', { reason }, { mend: 'mail.askSystem' });
      return sendRefusal(reply, request, refused.refusal);
    },
  );

  app.post(
    '/api/account/mail/confirm',
    {
      config: { access: 'signedIn', rateLimit: tries },
      schema: {
        summary: '填回寄到邮箱的数字，从此往那里写',
        body: z.strictObject({ code: z.string().trim().min(1).max(40) }),
        response: { 204: z.null(), ...refusals },
      },
    },
    async (request, reply) => {
      const { agency, person } = viewerOf(request);
      // Outside the transaction, so that a wrong try stays counted.
      const taken = await takeCode(runner, vault, agency.id, person, request.body.code, now());
      if (!taken.ok) return sendRefusal(reply, request, taken.refusal);
      await inTransaction(pool, async (client) => {
        await keepAddress(client, agency.id, person, taken.value, now());
        await recordSecurity(client, agency.id, { at: now(), kind: 'mailAddressSet', person, detail: {} });
      });
      return reply.code(204).send(null);
    },
  );

  app.delete(
    '/api/account/mail/address',
    {
      config: { access: 'signedIn' },
      schema: { summary: '不再往这个邮箱写，地址删掉', response: { 204: z.null(), ...refusals } },
    },
    async (request, reply) => {
      const { agency, person } = viewerOf(request);
      const outcome = await inTransaction<Outcome<null>>(pool, async (client) => {
        await dropPending(client, agency.id, person);
        if (await dropAddress(client, agency.id, person, now()))
          await recordSecurity(client, agency.id, { at: now(), kind: 'mailAddressRemoved', person, detail: {} });
        return granted(null);
      });
      return outcome.ok ? reply.code(204).send(null) : sendRefusal(reply, request, outcome.refusal);
    },
  );

  app.post(
    '/api/account/mail/choice',
    {
      config: { access: 'signedIn' },
      schema: {
        summary: '什么时候、哪些事写信；null 是照单位的规定',
        body: MailChoiceView,
        response: { 204: z.null(), ...refusals },
      },
    },
    async (request, reply) => {
      const { agency, person } = viewerOf(request);
      const muted = request.body.muted && [...new Set(request.body.muted)];
      await keepChoice(runner, agency.id, person, { ...request.body, muted }, now());
      return reply.code(204).send(null);
    },
  );
};
