import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { ProblemDocument } from '../../../kernel/view/view.ts';
import type { Engine } from '../../../platform/command/engine.ts';
import type { FileStore } from '../../../platform/files/store.ts';
import { sendRefusal } from '../../../platform/http/problem.ts';
import { agencyOf, viewerOf } from '../../../platform/http/request.ts';
import { FileText, LikelyProblems, ReportReading } from '../domain/reading-views.ts';
import { fileText } from './file-text.ts';
import { reportReading } from './reading.ts';
import { likelyProblems } from './reading-likely.ts';

export type ReadingDeps = {
  engine: Engine;
  files: FileStore;
  bytes: (agency: string, digest: string) => Promise<Uint8Array>;
};

const refusals = { 401: ProblemDocument, 403: ProblemDocument, 404: ProblemDocument, 422: ProblemDocument };
const params = z.object({ id: z.uuid() });

export const readingRoutes = (instance: FastifyInstance, { engine, files, bytes }: ReadingDeps): void => {
  const app = instance.withTypeProvider<ZodTypeProvider>();
  app.get(
    '/api/ledger/reports/:id',
    {
      config: { access: 'signedIn' },
      schema: { summary: '报告与拟列条目', params, response: { 200: ReportReading, ...refusals } },
    },
    async (request, reply) => {
      const outcome = await reportReading(engine, viewerOf(request), request.params.id, (digest) =>
        bytes(agencyOf(request).id, digest),
      );
      return outcome.ok ? outcome.value : sendRefusal(reply, request, outcome.refusal);
    },
  );

  app.get(
    '/api/ledger/reports/:id/likely',
    {
      config: { access: 'signedIn' },
      schema: {
        summary: '拟列条目中像是台账上已有的',
        params,
        response: { 200: LikelyProblems, ...refusals },
      },
    },
    async (request, reply) => {
      const viewer = viewerOf(request);
      const outcome = await reportReading(engine, viewer, request.params.id, (digest) =>
        bytes(agencyOf(request).id, digest),
      );
      return outcome.ok ? likelyProblems(engine, viewer, outcome.value) : sendRefusal(reply, request, outcome.refusal);
    },
  );

  app.post(
    '/api/ledger/reports/text',
    {
      config: { access: 'signedIn' },
      schema: {
        summary: '读出已上传文件的文字',
        description: 'Word、PDF、Excel 读出的文字另存为一个文件，与原件一起交存，条目的位置以它为准',
        body: z.strictObject({ digest: z.string().regex(/^[0-9a-f]{64}$/), name: z.string().trim().min(1).max(200) }),
        response: { 200: FileText, ...refusals, 413: ProblemDocument, 415: ProblemDocument },
      },
    },
    async (request, reply) => {
      const outcome = await fileText({ engine, files }, viewerOf(request), request.body);
      return outcome.ok ? outcome.value : sendRefusal(reply, request, outcome.refusal);
    },
  );
};
