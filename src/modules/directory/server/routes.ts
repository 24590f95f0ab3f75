import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { PoolClient } from 'pg';
import { z } from 'zod';
import { granted, type Outcome, refuse } from '../../../kernel/refusal.ts';
import { SettingView } from '../../../kernel/view/organisation.ts';
import type { Engine } from '../../../platform/command/engine.ts';
import { sendRefusal } from '../../../platform/http/problem.ts';
import type { Change, Kind, Settings } from '../domain/organisation.ts';
import { openAccount } from './accounts.ts';
import {
  AppointmentBody,
  ChargeBody,
  MemberBody,
  PairingBody,
  PersonBody,
  PersonChangeBody,
  PostBody,
  TeamBody,
  UnitBody,
} from './bodies.ts';
import { type ChangeDeps, type Changed, makeChanges } from './change.ts';
import { changerOf, refusals } from './edge.ts';
import { handOverRoutes } from './hand-over-routes.ts';
import { importRoutes } from './import-routes.ts';
import { readingRoutes } from './reading-routes.ts';
import type { DirectoryCopy } from './snapshot.ts';

type Making<Body> = {
  name: string;
  kind: Kind;
  summary: string;
  body: z.ZodType<Body>;
  value: (body: Body, copy: DirectoryCopy) => Outcome<{ id: string }>;
  also?: (client: PoolClient, body: Body, agency: string) => Promise<Outcome<null>>;
};

const headers = z.object({ 'if-match': z.string().optional() });

/** `If-Match: "12"`: the version of the directory that the administrator looked at. Absent → undefined, unreadable → null. */
const versionSeen = (request: FastifyRequest): number | undefined | null => {
  const given = request.headers['if-match'];
  if (given === undefined || given === '*') return undefined;
  const match = /^"?(\d{1,15})"?$/.exec(given);
  return match ? Number(match[1]) : null;
};

const badVersion = () =>
  refuse('invalid', 'request', {}, { fields: [{ path: 'If-Match', rule: 'format.etag' }] }).refusal;

const settingRoutes = (instance: FastifyInstance, deps: ChangeDeps): void => {
  const app = instance.withTypeProvider<ZodTypeProvider>();

  const answer = (request: FastifyRequest, reply: FastifyReply, id: string, outcome: Outcome<Changed>) =>
    outcome.ok ? reply.send({ id, ...outcome.value }) : sendRefusal(reply, request, outcome.refusal);

  const setting = <Body extends { id: string }>({ name, kind, summary, body, value, also }: Making<Body>) =>
    app.post(
      `/api/directory/${name}`,
      {
        config: { access: { roles: ['systemAdmin'] } },
        schema: { summary, headers, body, response: { 200: SettingView, ...refusals } },
      },
      async (request, reply) => {
        const seen = versionSeen(request);
        if (seen === null) return sendRefusal(reply, request, badVersion());
        const sent = request.body as Body;
        const by = changerOf(request);
        const outcome = await makeChanges(deps, by, {
          detail: { kind: name, id: sent.id },
          ...(seen !== undefined && { expected: seen }),
          changes: (copy) => {
            const made = value(sent, copy);
            return made.ok ? granted([{ kind, value: made.value } as Change]) : made;
          },
          ...(also && { also: (client: PoolClient) => also(client, sent, by.agency.id) }),
        });
        return answer(request, reply, sent.id, outcome);
      },
    );

  setting({ name: 'units', kind: 'unit', summary: '设立或变更单位', body: UnitBody, value: (body) => granted(body) });
  setting({
    name: 'posts',
    kind: 'post',
    summary: '设立或变更岗位和职责',
    body: PostBody,
    value: (body, { organisation }) =>
      granted({ ...body, duties: body.duties ?? organisation.post.get(body.id)?.duties ?? [] }),
  });
  setting({
    name: 'people',
    kind: 'person',
    summary: '登记人员',
    body: PersonBody,
    value: ({ id, name, number = null }, { organisation }) =>
      organisation.person.has(id)
        ? refuse('invalid', 'form', {}, { fields: [{ path: 'id', rule: 'taken' }] })
        : granted({ id, name, number }),
    also: async (client, { id, login, password }, agency) =>
      login === undefined
        ? granted(null)
        : openAccount(
            client,
            deps.vault,
            agency,
            { person: id, login, password: password ?? '', oneTime: true },
            deps.now(),
          ),
  });
  setting({
    name: 'appointments',
    kind: 'appointment',
    summary: '任职、AB岗与代理',
    body: AppointmentBody,
    value: (body) => granted(body),
  });
  setting({
    name: 'charges',
    kind: 'charge',
    summary: '领导分管单位',
    body: ChargeBody,
    value: (body) => granted(body),
  });
  setting({ name: 'teams', kind: 'team', summary: '党支部与工作专班', body: TeamBody, value: (body) => granted(body) });
  setting({
    name: 'members',
    kind: 'member',
    summary: '支部和专班的成员',
    body: MemberBody,
    value: (body) => granted(body),
  });
  setting({
    name: 'pairings',
    kind: 'pairing',
    summary: '挂点联系',
    body: PairingBody,
    value: (body) => granted(body),
  });

  app.post(
    '/api/directory/people/:id',
    {
      config: { access: { roles: ['systemAdmin'] } },
      schema: {
        summary: '变更人员的姓名、工号',
        headers,
        params: z.object({ id: z.uuid() }),
        body: PersonChangeBody,
        response: { 200: SettingView, ...refusals },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const seen = versionSeen(request);
      if (seen === null) return sendRefusal(reply, request, badVersion());
      const outcome = await makeChanges(deps, changerOf(request), {
        detail: { kind: 'people', id },
        ...(seen !== undefined && { expected: seen }),
        // A name that was erased is not written again: the person is somebody the log knows by id alone.
        changes: ({ organisation }) =>
          (organisation.person.get(id)?.name ?? null) === null
            ? refuse('notFound', 'person')
            : granted([{ kind: 'person', value: { id, ...request.body } satisfies Settings['person'] }]),
      });
      return answer(request, reply, id, outcome);
    },
  );
};

export type DirectoryDeps = ChangeDeps & { engine: Engine };

export const directoryRoutes = (instance: FastifyInstance, deps: DirectoryDeps): void => {
  readingRoutes(instance, deps);
  settingRoutes(instance, deps);
  importRoutes(instance, deps);
  handOverRoutes(instance, deps);
};
