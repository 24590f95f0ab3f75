import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { refuse } from '../../../kernel/refusal.ts';
import { HistoryView, OnDayView, OrganisationView, PersonView } from '../../../kernel/view/organisation.ts';
import { DirectoryView, ProblemDocument } from '../../../kernel/view/view.ts';
import { dayOf } from '../../../platform/command/engine.ts';
import { sendRefusal } from '../../../platform/http/problem.ts';
import { agencyOf, viewerOf } from '../../../platform/http/request.ts';
import { kinds } from '../domain/organisation.ts';
import type { ChangeDeps } from './change.ts';
import { copyOf, refusals, seesNumbers } from './edge.ts';
import { cursorShape, historyOf } from './history.ts';
import { onDayView, organisationView, personView } from './views.ts';

const id = z.uuid();
const day = z.iso.date();

/** Everybody signed in may read how the house is organised, today and on any day before. */
export const readingRoutes = (instance: FastifyInstance, deps: ChangeDeps): void => {
  const app = instance.withTypeProvider<ZodTypeProvider>();
  const askedBy = (request: FastifyRequest, on: string | undefined, past: boolean) => ({
    day: on ?? dayOf(deps.now()),
    past,
    numbers: seesNumbers(request),
    self: viewerOf(request).person,
  });

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

  app.get(
    '/api/directory/organisation',
    {
      config: { access: 'signedIn' },
      schema: {
        summary: '组织全貌：职责、任职、分管、支部、专班、挂点',
        description: '不带 past 时，day（默认今天）以前已经结束的不列出',
        querystring: z.strictObject({ day: day.optional(), past: z.enum(['yes', 'no']).optional() }),
        response: { 200: OrganisationView, ...refusals },
      },
    },
    async (request) => {
      const { day: on, past } = request.query;
      return organisationView(copyOf(request), askedBy(request, on, past === 'yes'));
    },
  );

  app.get(
    '/api/directory/people/:id',
    {
      config: { access: 'signedIn' },
      schema: {
        summary: '一个人的任职、代理、分管、支部、专班、挂点',
        params: z.object({ id }),
        querystring: z.strictObject({ day: day.optional() }),
        response: { 200: PersonView, ...refusals },
      },
    },
    async (request, reply) => {
      const view = personView(copyOf(request), request.params.id, askedBy(request, request.query.day, true));
      return view ?? sendRefusal(reply, request, refuse('notFound', 'person').refusal);
    },
  );

  app.get(
    '/api/directory/on',
    {
      config: { access: 'signedIn' },
      schema: {
        summary: '某一天由谁负责',
        querystring: z.strictObject({ day, unit: id.optional(), post: id.optional() }),
        response: { 200: OnDayView, ...refusals },
      },
    },
    async (request, reply) => {
      const { day: on, unit, post } = request.query;
      const { organisation } = copyOf(request);
      if (unit === undefined && post === undefined)
        return sendRefusal(
          reply,
          request,
          refuse('invalid', 'request', {}, { fields: [{ path: 'unit', rule: 'required' }] }).refusal,
        );
      const known =
        (post === undefined || organisation.post.has(post)) && (unit === undefined || organisation.unit.has(unit));
      if (!known) return sendRefusal(reply, request, refuse('notFound', 'setting').refusal);
      return onDayView(copyOf(request), on, { unit, post });
    },
  );

  app.get(
    '/api/directory/history/:kind/:id',
    {
      config: { access: 'signedIn' },
      schema: {
        summary: '一个单位、岗位、人员的变更经过',
        params: z.object({ kind: z.enum(kinds), id }),
        querystring: z.strictObject({ cursor: z.string().regex(cursorShape).optional() }),
        response: { 200: HistoryView, ...refusals },
      },
    },
    async (request, reply) => {
      const { kind, id: thing } = request.params;
      const asked = { kind, id: thing, cursor: request.query.cursor };
      const view = await historyOf(deps.pool, deps.vault, agencyOf(request).id, copyOf(request), asked);
      if (view && !seesNumbers(request)) for (const item of view.items) delete item.data.number;
      return view ?? sendRefusal(reply, request, refuse('notFound', 'setting').refusal);
    },
  );
};
