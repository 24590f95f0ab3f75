import type { FastifyReply } from 'fastify';
import { ProblemDocument } from '../../../kernel/view/view.ts';

export const paperRefusals = {
  401: ProblemDocument,
  403: ProblemDocument,
  404: ProblemDocument,
  409: ProblemDocument,
  412: ProblemDocument,
  413: ProblemDocument,
  415: ProblemDocument,
  422: ProblemDocument,
  428: ProblemDocument,
};

export const fileAnswer = (
  reply: FastifyReply,
  { name, bytes, type, inline, kept }: { name: string; bytes: Uint8Array; type: string; inline: boolean; kept: string },
): FastifyReply =>
  reply
    .type(type)
    .header('content-disposition', `${inline ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(name)}`)
    .header('x-content-type-options', 'nosniff')
    .header('cache-control', kept)
    .send(Buffer.from(bytes));
