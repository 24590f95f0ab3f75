import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { DeskPart, DeskView } from '../../kernel/view/desk.ts';
import { deskColumns } from '../../kernel/view/desk-columns.ts';
import { ProblemDocument } from '../../kernel/view/view.ts';
import type { Engine } from '../command/engine.ts';
import { sendRefusal } from '../http/problem.ts';
import { viewerOf } from '../http/request.ts';
import { badCursor } from '../matter/page.ts';
import { createReadings } from '../matter/readings.ts';
import { decode } from './cursor.ts';
import { desk, deskPart } from './desk.ts';

export const deskRoutes = (instance: FastifyInstance, engine: Engine): void => {
  const app = instance.withTypeProvider<ZodTypeProvider>();
  const read = createReadings(engine);
  app.get(
    '/api/desk',
    {
      config: { access: 'signedIn' },
      schema: { summary: '我的工作台：三栏', response: { 200: DeskView, 401: ProblemDocument } },
    },
    async (request) => {
      const viewer = viewerOf(request);
      const view = await desk(engine, viewer);
      const items = deskColumns.flatMap((column) => view[column].items);
      await read(viewer, 'list', items);
      return view;
    },
  );

  app.get(
    '/api/desk/:column',
    {
      config: { access: 'signedIn' },
      schema: {
        summary: '工作台一栏的后续',
        params: z.object({ column: z.enum(deskColumns) }),
        querystring: z.strictObject({ cursor: z.string().max(200).optional() }),
        response: { 200: DeskPart, 401: ProblemDocument, 422: ProblemDocument },
      },
    },
    async (request, reply) => {
      const viewer = viewerOf(request);
      const cursor = decode(request.query.cursor);
      if (!cursor) return sendRefusal(reply, request, badCursor().refusal);
      const part = await deskPart(engine, viewer, request.params.column, cursor);
      await read(viewer, 'list', part.items);
      return part;
    },
  );
};
