import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Pool, PoolClient } from 'pg';
import { uuidv7 } from 'uuidv7';
import { z } from 'zod';
import { isPlainText } from '../../../kernel/form/compile.ts';
import { roles } from '../../../kernel/procedure/procedure.ts';
import { type Refusal, refuse } from '../../../kernel/refusal.ts';
import { DirectoryView, ProblemDocument } from '../../../kernel/view/view.ts';
import { dayOf } from '../../../platform/command/engine.ts';
import { inTransaction } from '../../../platform/database/transaction.ts';
import { sendRefusal } from '../../../platform/http/problem.ts';
import { agencyOf, viewerOf } from '../../../platform/http/request.ts';
import type { Hand } from '../../../platform/log/setting.ts';
import type { Vault } from '../../../platform/personal/vault.ts';
import { recordSecurity } from '../../../platform/security/record.ts';
import { openAccount } from './accounts.ts';
import { SettingTaken, setAppointment, setPerson, setPost, setUnit } from './settings.ts';
import type { DirectoryCopy } from './snapshot.ts';

export type DirectoryDeps = { pool: Pool; vault: Vault; now: () => Date };

const day = z.iso.date();
const id = z.uuid();
const words = (max: number) => z.string().trim().min(1).max(max).refine(isPlainText, 'characters');
const UnitBody = z.strictObject({
  id,
  parent: id.nullable(),
  code: words(12),
  name: words(60),
  ordinal: z.int().min(0).max(1_000_000),
  from: day,
  to: day.nullable(),
});
const PostBody = z.strictObject({
  id,
  unit: id,
  name: words(60),
  roles: z.array(z.enum(roles)).max(9),
  reach: z.enum(['own', 'unit', 'subtree', 'agency']),
  from: day,
  to: day.nullable(),
});
const PersonBody = z.strictObject({
  id,
  name: words(40),
  login: z.string().max(64).optional(),
  password: z.string().max(200).optional(),
});
const AppointmentBody = z.strictObject({
  id,
  person: id,
  post: id,
  kind: z.enum(['holder', 'deputy', 'substitute']),
  forPerson: id.nullable(),
  from: day,
  to: day.nullable(),
});

const refusals = { 401: ProblemDocument, 403: ProblemDocument, 409: ProblemDocument, 422: ProblemDocument };

/** Refusals leave a transaction as exceptions of their own kind, so that it rolls back. */
class Refused extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.rule);
    this.refusal = refusal;
  }
}

const field = (path: string, rule: string): Refused =>
  new Refused(refuse('invalid', 'form', {}, { fields: [{ path, rule }] }).refusal);

export const directoryRoutes = (instance: FastifyInstance, deps: DirectoryDeps): void => {
  const app = instance.withTypeProvider<ZodTypeProvider>();
  const copyOf = (request: FastifyRequest) => viewerOf(request).directory as DirectoryCopy;

  app.get(
    '/api/directory',
    {
      config: { access: 'signedIn' },
      schema: { summary: '单位、岗位和人员', response: { 200: DirectoryView, 401: ProblemDocument } },
    },
    async (request) => {
      const directory = copyOf(request);
      const today = dayOf(deps.now());
      return {
        units: directory.units.map(({ id, parent, code, name }) => ({ id, parent, code, name })),
        posts: directory.posts.map(({ id, unit, name, roles }) => ({ id, unit, name, roles: [...roles] })),
        people: directory.people.map(({ id, name }) => ({
          id,
          name,
          posts: directory
            .capacities(id, today)
            .filter((each) => each.onBehalfOf === null)
            .map((each) => each.post),
        })),
      };
    },
  );

  type Change<Body> = (client: PoolClient, hand: Hand, body: Body, directory: DirectoryCopy) => Promise<void>;
  const setting = <Schema extends z.ZodType<{ id: string }>>(
    name: string,
    summary: string,
    body: Schema,
    change: Change<z.output<Schema>>,
  ) =>
    app.post(
      `/api/directory/${name}`,
      {
        config: { access: { roles: ['systemAdmin'] } },
        schema: { summary, body, response: { 200: z.object({ id }), ...refusals } },
      },
      async (request, reply) => {
        const viewer = viewerOf(request);
        const at = deps.now();
        const post = viewer.capacities.find((each) => each.roles.includes('systemAdmin'))?.post ?? null;
        const hand: Hand = {
          agency: agencyOf(request),
          actor: viewer.person,
          post,
          command: uuidv7(),
          now: at,
        };
        const sent = request.body as z.output<Schema>;
        try {
          await inTransaction(deps.pool, async (client) => {
            await change(client, hand, sent, copyOf(request));
            await recordSecurity(client, viewer.agency.id, {
              at,
              kind: 'settingChanged',
              person: viewer.person,
              detail: { kind: name, id: sent.id },
            });
          });
        } catch (error) {
          if (error instanceof Refused) return sendRefusal(reply, request, error.refusal);
          if (error instanceof SettingTaken || (error as { code?: string }).code === '23505')
            return sendRefusal(reply, request, refuse('conflict', 'settingTaken').refusal);
          throw error;
        }
        return reply.send({ id: sent.id });
      },
    );

  const endsAfterStart = ({ from, to }: { from: string; to: string | null }): void => {
    if (to !== null && to < from) throw field('to', 'beforeFrom');
  };

  setting('units', '设立或变更单位', UnitBody, async (client, hand, body, directory) => {
    endsAfterStart(body);
    if (body.parent && !directory.hasUnit(body.parent)) throw field('parent', 'unknownId');
    await setUnit(client, hand, body);
  });
  setting('posts', '设立或变更岗位', PostBody, async (client, hand, body, directory) => {
    endsAfterStart(body);
    if (!directory.hasUnit(body.unit)) throw field('unit', 'unknownId');
    await setPost(client, hand, body);
  });
  setting('people', '登记人员', PersonBody, async (client, hand, { login, password, ...person }, directory) => {
    if (directory.hasPerson(person.id)) throw field('id', 'taken');
    await setPerson(client, deps.vault, hand, person);
    if (login === undefined) return;
    const opened = await openAccount(
      client,
      deps.vault,
      hand.agency.id,
      { person: person.id, login, password: password ?? '' },
      deps.now(),
    );
    if (!opened.ok) throw new Refused(opened.refusal);
  });
  setting('appointments', '任职与代理', AppointmentBody, async (client, hand, body, directory) => {
    endsAfterStart(body);
    // An appointment that stands only ends; somebody else, or another post, is another appointment.
    const stands = directory.appointments.find((each) => each.id === body.id);
    for (const part of ['person', 'post', 'kind', 'forPerson', 'from'] as const)
      if (stands && stands[part] !== body[part]) throw field(part, 'fixed');
    if (!directory.hasPerson(body.person)) throw field('person', 'unknownId');
    if (directory.postName(body.post) === null) throw field('post', 'unknownId');
    if ((body.kind === 'substitute') !== (body.forPerson !== null)) throw field('forPerson', 'required');
    if (body.forPerson !== null && !directory.hasPerson(body.forPerson)) throw field('forPerson', 'unknownId');
    if (body.forPerson === body.person) throw field('forPerson', 'self');
    await setAppointment(client, hand, body);
  });
};
