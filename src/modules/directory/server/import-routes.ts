import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { refuse } from '../../../kernel/refusal.ts';
import { ImportedView, ImportPreviewView } from '../../../kernel/view/organisation.ts';
import { ProblemDocument } from '../../../kernel/view/view.ts';
import { spreadsheetType } from '../../../platform/documents/spreadsheet.ts';
import { sendRefusal } from '../../../platform/http/problem.ts';
import { agencyOf, viewerOf } from '../../../platform/http/request.ts';
import { recordSecurity } from '../../../platform/security/record.ts';
import type { ChangeDeps } from './change.ts';
import { changerOf, copyOf, refusals } from './edge.ts';
import { confirmImport, exportWorkbook, previewImport } from './import.ts';

const administrator = { access: { roles: ['systemAdmin' as const] } };
const noFile = () => refuse('invalid', 'request', {}, { fields: [{ path: 'file', rule: 'required' }] }).refusal;

/** The whole organisation out as a workbook and in again: previewed row by row, then confirmed as one change. */
export const importRoutes = (instance: FastifyInstance, deps: ChangeDeps): void => {
  const app = instance.withTypeProvider<ZodTypeProvider>();

  app.get(
    '/api/directory/export.xlsx',
    {
      config: administrator,
      schema: {
        summary: '导出组织全表',
        response: {
          200: { description: '工作簿', content: { [spreadsheetType]: { schema: z.unknown() } } },
          ...refusals,
        },
      },
    },
    async (request, reply) => {
      const viewer = viewerOf(request);
      const bytes = await exportWorkbook(copyOf(request));
      await recordSecurity(deps.pool, viewer.agency.id, {
        at: deps.now(),
        kind: 'export',
        person: viewer.person,
        detail: { kind: 'organisation' },
      });
      return reply
        .type(spreadsheetType)
        .header(
          'content-disposition',
          `attachment; filename="organisation.xlsx"; filename*=UTF-8''${encodeURIComponent('组织.xlsx')}`,
        )
        .send(Buffer.from(bytes));
    },
  );

  app.post(
    '/api/directory/import/preview',
    {
      config: administrator,
      schema: {
        summary: '导入组织：预览',
        description: 'multipart/form-data，一个名为 file 的 .xlsx；逐行给出新增、变更、不变或错误，什么也不改',
        consumes: ['multipart/form-data'],
        response: { 200: ImportPreviewView, ...refusals, 413: ProblemDocument, 415: ProblemDocument },
      },
    },
    async (request, reply) => {
      if (!request.isMultipart()) return sendRefusal(reply, request, noFile());
      const part = await request.file().catch(() => undefined);
      if (part?.fieldname !== 'file') return sendRefusal(reply, request, noFile());
      const bytes = await part.toBuffer().catch((error: { statusCode?: number }) => {
        if (error.statusCode === 413) throw error;
        return null;
      });
      if (!bytes) return sendRefusal(reply, request, noFile());
      const outcome = await previewImport(deps, agencyOf(request).id, viewerOf(request).person, bytes);
      return outcome.ok ? outcome.value : sendRefusal(reply, request, outcome.refusal);
    },
  );

  app.post(
    '/api/directory/import',
    {
      config: administrator,
      schema: {
        summary: '导入组织：确认，全部生效或全部不生效',
        body: z.strictObject({ digest: z.string().regex(/^[0-9a-f]{64}$/), version: z.int().min(0) }),
        response: { 200: ImportedView, ...refusals },
      },
    },
    async (request, reply) => {
      const by = { ...changerOf(request), person: viewerOf(request).person };
      const outcome = await confirmImport(deps, by, request.body);
      return outcome.ok ? outcome.value : sendRefusal(reply, request, outcome.refusal);
    },
  );
};
