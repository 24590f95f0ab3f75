import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { refuse } from '../../kernel/refusal.ts';
import { ProblemDocument, UploadView } from '../../kernel/view/view.ts';
import { sendRefusal } from '../http/problem.ts';
import { viewerOf } from '../http/request.ts';
import { type FileDeps, handOut, takeIn } from './attachments.ts';
import { disposition } from './file-name.ts';

/** One byte more than the store takes, so that the store itself sees what is too much and says so. */
const parserLimit = 20 * 1024 * 1024 + 1;

/** Whatever a browser makes of these bytes, it may neither run nor load anything. */
const closed = "default-src 'none'; img-src 'self'; sandbox; frame-ancestors 'none'";

const noFile = () => refuse('invalid', 'request', {}, { fields: [{ path: 'file', rule: 'required' }] }).refusal;

export const fileRoutes = (instance: FastifyInstance, deps: FileDeps): void => {
  const app = instance.withTypeProvider<ZodTypeProvider>();

  app.post(
    '/api/files',
    {
      config: { access: 'signedIn' },
      schema: {
        summary: '上传文件',
        description: 'multipart/form-data，一个名为 file 的部分',
        consumes: ['multipart/form-data'],
        response: {
          201: UploadView,
          401: ProblemDocument,
          413: ProblemDocument,
          415: ProblemDocument,
          422: ProblemDocument,
        },
      },
    },
    async (request, reply) => {
      if (!request.isMultipart()) return sendRefusal(reply, request, noFile());
      // What the parser cannot make parts of holds no file, whatever it says of itself.
      const part = await request.file({ limits: { files: 1, fileSize: parserLimit } }).catch(() => undefined);
      if (part?.fieldname !== 'file') return sendRefusal(reply, request, noFile());
      const outcome = await takeIn(deps, viewerOf(request), part.file, part.filename).catch((error: unknown) => {
        // The form ended in the middle of the file: the sender's fault, not ours.
        if (error === part.file.errored) return { ok: false as const, refusal: noFile() };
        throw error;
      });
      // What is left of a refused body is not waited for.
      if (!outcome.ok) return sendRefusal(reply.header('connection', 'close'), request, outcome.refusal);
      const { digest, size, type, locationRemoved } = outcome.value;
      return reply.code(201).send({ digest, size, type, name: part.filename, locationRemoved });
    },
  );

  app.get(
    '/api/matters/:id/files/:digest',
    {
      config: { access: 'signedIn' },
      schema: {
        summary: '办件的一个文件',
        description: '图片是去掉拍摄信息的副本；as=picture 时图片直接显示，其余一律下载',
        params: z.object({ id: z.uuid(), digest: z.string().regex(/^[0-9a-f]{64}$/) }),
        querystring: z.strictObject({ as: z.enum(['picture']).optional() }),
        response: {
          200: { description: '文件内容', content: { 'application/octet-stream': { schema: z.unknown() } } },
          304: { description: '与上次取得的相同', content: { 'text/plain': { schema: z.unknown() } } },
          401: ProblemDocument,
          404: ProblemDocument,
          422: ProblemDocument,
        },
      },
    },
    async (request, reply) => {
      const { id, digest } = request.params;
      const outcome = await handOut(deps, viewerOf(request), id, digest);
      if (!outcome.ok) return sendRefusal(reply, request, outcome.refusal);
      const file = outcome.value;
      const inline = request.query.as === 'picture' && file.picture;
      const tag = `"${file.digest}"`;
      reply
        .header('content-disposition', disposition(inline ? 'inline' : 'attachment', file.name))
        .header('content-security-policy', closed)
        .header('x-content-type-options', 'nosniff')
        .header('etag', tag)
        // Asked again each time, since what one may see changes; kept nowhere where it is confidential.
        .header('cache-control', file.confidential ? 'no-store' : 'private, no-cache');
      if (request.headers['if-none-match'] === tag) {
        file.stream.destroy();
        return reply.code(304).send();
      }
      return reply.type(file.type).header('content-length', file.size).send(file.stream);
    },
  );
};
