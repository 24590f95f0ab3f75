import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Refusal, refusalStatus } from '../../kernel/refusal.ts';

const titles: Record<Refusal['code'], string> = {
  invalid: '填写有误',
  notSignedIn: '请先登录',
  notAllowed: '没有这个权限',
  sameHuman: '须由另一人办理',
  notFound: '没有找到',
  wrongState: '现在不能这样办',
  ruleBroken: '不符合规则',
  conflict: '与已有的冲突',
  commandReused: '同一编号的请求内容不同',
  stale: '已有新的变化',
  tooLarge: '太大',
  unsupportedFile: '不支持这种文件',
  preconditionMissing: '缺少必要的请求头',
  tooMany: '请求太频繁',
  locked: '已暂时锁定',
};

/** RFC 9457 problem document of a refusal. The instance is the path asked for; nothing in it tells “not yours” from “not there”. */
const problemOf = (refusal: Refusal, request: FastifyRequest) => ({
  type: `urn:xiaoneng:refusal:${refusal.code}`,
  title: titles[refusal.code],
  status: refusalStatus[refusal.code],
  instance: request.url.split('?')[0] ?? '',
  requestId: request.id,
  ...refusal,
});

const refused = new WeakMap<FastifyRequest, Refusal['code']>();

/** The code a request was refused with; undefined when it was not. */
export const refusedAs = (request: FastifyRequest): Refusal['code'] | undefined => refused.get(request);

export const sendRefusal = (reply: FastifyReply, request: FastifyRequest, refusal: Refusal): FastifyReply => {
  refused.set(request, refusal.code);
  if (refusal.code === 'tooMany' || refusal.code === 'locked') {
    const until = Date.parse(String(refusal.facts.until ?? ''));
    if (until) reply.header('retry-after', Math.max(1, Math.ceil((until - Date.now()) / 1000)));
  }
  return reply
    .code(refusalStatus[refusal.code])
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify(problemOf(refusal, request)));
};
