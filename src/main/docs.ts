import type { FastifyInstance } from 'fastify';
import { z } from 'zod';

const safe = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

const page = { description: '页面', content: { 'text/html': { schema: z.unknown() } } };

type Operation = { summary?: string; responses?: Record<string, unknown> };

/** The OpenAPI document, and a page of it that needs no script. */
export const docsRoutes = (app: FastifyInstance): void => {
  app.get(
    '/api/openapi.json',
    {
      config: { access: 'anywhere' },
      schema: { summary: '本接口说明（OpenAPI 3.1）', response: { 200: z.record(z.string(), z.unknown()) } },
    },
    async () => app.swagger(),
  );
  app.get(
    '/api/docs',
    { config: { access: 'anywhere' }, schema: { summary: '接口说明页', response: { 200: page } } },
    async (_request, reply) => {
      const document = app.swagger() as {
        info: { title: string; version: string };
        paths?: Record<string, Record<string, Operation>>;
      };
      const rows = Object.entries(document.paths ?? {}).flatMap(([path, operations]) =>
        Object.entries(operations).map(
          ([method, operation]) =>
            `<tr><td>${method.toUpperCase()}</td><td><code>${safe(path)}</code></td><td>${safe(operation.summary ?? '')}</td><td>${Object.keys(operation.responses ?? {}).join(' ')}</td></tr>`,
        ),
      );
      return reply
        .type('text/html; charset=utf-8')
        .send(
          `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>接口说明</title><link rel="stylesheet" href="/open/style.css"><main class="page"><h1>${safe(document.info.title)} ${safe(document.info.version)} 接口说明</h1><p><a href="/api/openapi.json">OpenAPI 3.1 文件</a></p><div class="scroll"><table class="tbl"><thead><tr><th>方法</th><th>地址</th><th>作用</th><th>状态</th></tr></thead><tbody>${rows.join('')}</tbody></table></div></main></html>`,
        );
    },
  );
};
