import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Pool } from 'pg';
import { z } from 'zod';
import { ProblemDocument } from '../../../kernel/view/view.ts';
import type { Engine } from '../../../platform/command/engine.ts';
import { sendRefusal } from '../../../platform/http/problem.ts';
import { agencyOf, viewerOf } from '../../../platform/http/request.ts';
import { Proposed } from '../domain/proposed.ts';
import { CalendarView, DeadlineView, JobView, PreviewView, PublishedView } from '../domain/views.ts';
import { deadlineOf } from './deadline.ts';
import { publishCalendar } from './publish.ts';
import { calendarPage, jobPage, previewOf } from './reading.ts';

export type CalendarDeps = {
  engine: Engine;
  pool: Pool;
  /** Told when a version was published whose days to come differ. */
  onJob: () => void;
};

const refusals = {
  401: ProblemDocument,
  403: ProblemDocument,
  404: ProblemDocument,
  412: ProblemDocument,
  422: ProblemDocument,
};

const office = { roles: ['office'] } as const;

/** A year's notices and an office's own hours are some kilobytes; twenty years of them some more. */
const bodyLimit = 512 * 1024;

export const calendarRoutes = (instance: FastifyInstance, { engine, pool, onJob }: CalendarDeps): void => {
  const app = instance.withTypeProvider<ZodTypeProvider>();

  app.get(
    '/api/calendar',
    {
      config: { access: 'signedIn' },
      schema: { summary: '工作日历与各版本', response: { 200: CalendarView, ...refusals } },
    },
    (request) => calendarPage(engine, viewerOf(request)),
  );

  app.post(
    '/api/calendar/preview',
    {
      bodyLimit,
      config: { access: office },
      schema: { summary: '试看新版日历改动什么', body: Proposed, response: { 200: PreviewView, ...refusals } },
    },
    async (request, reply) => {
      const outcome = await previewOf(engine, viewerOf(request), request.body);
      return outcome.ok ? outcome.value : sendRefusal(reply, request, outcome.refusal);
    },
  );

  app.post(
    '/api/calendar/versions',
    {
      bodyLimit,
      config: { access: office },
      schema: {
        summary: '发布新版日历',
        body: Proposed.extend({ expected: z.int().min(1).nullable() }),
        response: { 201: PublishedView, ...refusals },
      },
    },
    async (request, reply) => {
      const { expected, ...proposed } = request.body;
      const { person, capacities } = viewerOf(request);
      const post = capacities.find(({ roles }) => roles.includes('office'))?.post ?? null;
      const hand = { agency: agencyOf(request), actor: person, post, command: engine.newId(), now: engine.now() };
      const outcome = await publishCalendar({ pool, newId: engine.newId }, hand, proposed, expected);
      if (!outcome.ok) return sendRefusal(reply, request, outcome.refusal);
      const { version, job } = outcome.value;
      if (job) onJob();
      return reply.code(201).send({ seq: version.seq, job });
    },
  );

  app.get(
    '/api/calendar/jobs/:id',
    {
      config: { access: 'signedIn' },
      schema: {
        summary: '到期日随新版日历移动的进度',
        params: z.object({ id: z.uuid() }),
        response: { 200: JobView, ...refusals },
      },
    },
    async (request, reply) => {
      const outcome = await jobPage(engine, viewerOf(request), request.params.id);
      return outcome.ok ? outcome.value : sendRefusal(reply, request, outcome.refusal);
    },
  );

  app.get(
    '/api/matters/:id/deadline/:clock',
    {
      config: { access: 'signedIn' },
      schema: {
        summary: '为什么是这个日期',
        params: z.object({ id: z.uuid(), clock: z.string().max(40) }),
        response: { 200: DeadlineView, ...refusals },
      },
    },
    async (request, reply) => {
      const outcome = await deadlineOf(engine, viewerOf(request), request.params.id, request.params.clock);
      if (!outcome.ok) return sendRefusal(reply, request, outcome.refusal);
      return reply.header('cache-control', 'no-store').send(outcome.value);
    },
  );
};
