import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { refuse } from '../kernel/refusal.ts';
import { displayAttributes, displayOf } from '../kernel/view/display.ts';
import { sendRefusal } from '../platform/http/problem.ts';

const pagesFolder = path.resolve(import.meta.dirname, '../../dist/web');

const policy = (nonce: string): string =>
  `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`;

/** Language, light or dark and size of type stand in the page from the first byte, so that nothing flashes or is read wrongly. */
const rootOf = (request: FastifyRequest): string => {
  const attributes = displayAttributes(displayOf(request.cookies, request.headers['accept-language']));
  return `<html ${Object.entries(attributes)
    .map(([name, value]) => `${name}="${value}"`)
    .join(' ')}>`;
};

/** The desk's pages: hashed assets for ever, the one HTML file anew each time with a nonce for styles made by script. */
export const pageRoutes = async (app: FastifyInstance): Promise<void> => {
  const index = path.join(pagesFolder, 'index.html');
  if (!existsSync(index)) return;
  const html = readFileSync(index, 'utf8');
  await app.register(fastifyStatic, {
    root: path.join(pagesFolder, 'assets'),
    prefix: '/assets/',
    immutable: true,
    maxAge: '365d',
    decorateReply: false,
  });
  app.get('/*', { config: { access: 'anywhere' }, schema: { hide: true } as object }, async (request, reply) => {
    // What is asked for by name is either there or not; only addresses of pages fall back to the one page.
    if (request.url.startsWith('/api/') || /\.[a-z0-9]{1,5}$/i.test(request.url.split('?')[0] ?? ''))
      return sendRefusal(reply, request, refuse('notFound', 'route').refusal);
    const nonce = randomBytes(16).toString('base64');
    return reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-store')
      .header('content-security-policy', policy(nonce))
      .header('vary', 'accept-language, cookie')
      .send(html.replace(/<html[^>]*>/, rootOf(request)).replaceAll('__CSP_NONCE__', nonce));
  });
};
