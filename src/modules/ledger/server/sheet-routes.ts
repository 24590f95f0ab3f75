import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { refuse } from '../../../kernel/refusal.ts';
import { ProblemDocument } from '../../../kernel/view/view.ts';
import { staffRoles } from '../../../platform/authorization/three-administrators.ts';
import { spreadsheetType } from '../../../platform/documents/spreadsheet.ts';
import { sendRefusal } from '../../../platform/http/problem.ts';
import { viewerOf } from '../../../platform/http/request.ts';
import { LedgerAddress } from '../domain/filters.ts';
import { ImportList, ImportRows, ImportView, outcomes } from '../domain/import-views.ts';
import { exportLedger, mostExported } from './export.ts';
import {
  beginPreview,
  chooseHead,
  confirmImport,
  dropImport,
  type ImportEdge,
  importList,
  importRows,
  importView,
  mostRows,
  takeInPaste,
  takeInWorkbook,
} from './import.ts';

const refusals = {
  401: ProblemDocument,
  403: ProblemDocument,
  404: ProblemDocument,
  409: ProblemDocument,
  413: ProblemDocument,
  415: ProblemDocument,
  422: ProblemDocument,
};

const signedIn = { access: 'signedIn' as const };
/** Who brings no sheet has none to look at. */
const staff = { access: { roles: staffRoles } };
const params = z.object({ id: z.uuid() });
const uuids = z
  .string()
  .max(40 * 1000)
  .transform((text) => text.split(','))
  .pipe(z.array(z.uuid()).min(1).max(1000));

const longestCell = 32_767;
/** A pasted table of the most rows has to fit. */
const pasteBytes = 10 * 1024 * 1024;

const noFile = () => refuse('invalid', 'request', {}, { fields: [{ path: 'file', rule: 'required' }] }).refusal;

const fileIn = async (request: FastifyRequest): Promise<{ bytes: Uint8Array; name: string } | null> => {
  if (!request.isMultipart()) return null;
  const part = await request.file().catch(() => undefined);
  if (part?.fieldname !== 'file') return null;
  const bytes = await part.toBuffer().catch((error: { statusCode?: number }) => {
    if (error.statusCode === 413) throw error;
    return null;
  });
  return bytes && { bytes, name: (part.filename ?? '').slice(0, 200).toWellFormed() };
};

/** The ledger out as a workbook; sheets in: their columns, a preview of every row, and all of it written or nothing. */
export const sheetRoutes = (instance: FastifyInstance, deps: ImportEdge): void => {
  const app = instance.withTypeProvider<ZodTypeProvider>();

  app.get(
    '/api/ledger/export.xlsx',
    {
      config: signedIn,
      schema: {
        summary: '导出整改台账',
        description: `一条措施一行；按列表的条件，或按 ids 选定的。最多 ${mostExported} 条`,
        querystring: LedgerAddress.extend({ ids: uuids.optional() }),
        response: {
          200: { description: '工作簿', content: { [spreadsheetType]: { schema: z.unknown() } } },
          ...refusals,
        },
      },
    },
    async (request, reply) => {
      const { ids, ...address } = request.query;
      const outcome = await exportLedger(deps, viewerOf(request), ids ? { ids } : { address });
      if (!outcome.ok) return sendRefusal(reply, request, outcome.refusal);
      const { bytes, name } = outcome.value;
      return reply
        .type(spreadsheetType)
        .header(
          'content-disposition',
          `attachment; filename="ledger.xlsx"; filename*=UTF-8''${encodeURIComponent(name)}`,
        )
        .send(Buffer.from(bytes));
    },
  );

  app.get(
    '/api/ledger/imports',
    { config: signedIn, schema: { summary: '我导入过的表', response: { 200: ImportList, 401: ProblemDocument } } },
    async (request) => importList(deps, viewerOf(request)),
  );

  app.post(
    '/api/ledger/imports',
    {
      config: staff,
      schema: {
        summary: '导入台账：收下一份表，提出各列对应什么',
        description: 'multipart/form-data，一个名为 file 的 .xlsx；什么也不改',
        consumes: ['multipart/form-data'],
        response: { 201: ImportView, ...refusals },
      },
    },
    async (request, reply) => {
      const file = await fileIn(request);
      if (!file) return sendRefusal(reply, request, noFile());
      const outcome = await takeInWorkbook(deps, viewerOf(request), file.bytes, file.name);
      return outcome.ok ? reply.code(201).send(outcome.value) : sendRefusal(reply, request, outcome.refusal);
    },
  );

  app.post(
    '/api/ledger/imports/paste',
    {
      config: staff,
      bodyLimit: pasteBytes,
      schema: {
        summary: '导入台账：收下从表格里粘贴的单元格',
        body: z.strictObject({
          rows: z.array(z.array(z.string().max(longestCell)).max(200)).max(mostRows),
          merges: z
            .array(
              z.strictObject({
                top: z.int().min(0),
                left: z.int().min(0).max(200),
                bottom: z.int().min(0),
                right: z.int().min(0).max(200),
              }),
            )
            .max(100_000)
            .default([]),
        }),
        response: { 201: ImportView, ...refusals },
      },
    },
    async (request, reply) => {
      const outcome = await takeInPaste(deps, viewerOf(request), request.body);
      return outcome.ok ? reply.code(201).send(outcome.value) : sendRefusal(reply, request, outcome.refusal);
    },
  );

  app.get(
    '/api/ledger/imports/:id',
    { config: signedIn, schema: { summary: '一次导入', params, response: { 200: ImportView, ...refusals } } },
    async (request, reply) => {
      const outcome = await importView(deps, viewerOf(request), request.params.id);
      return outcome.ok ? outcome.value : sendRefusal(reply, request, outcome.refusal);
    },
  );

  app.delete(
    '/api/ledger/imports/:id',
    { config: signedIn, schema: { summary: '不导入这份表', params, response: { 204: z.null(), ...refusals } } },
    async (request, reply) => {
      const outcome = await dropImport(deps, viewerOf(request), request.params.id);
      return outcome.ok ? reply.code(204).send(null) : sendRefusal(reply, request, outcome.refusal);
    },
  );

  app.post(
    '/api/ledger/imports/:id/head',
    {
      config: signedIn,
      schema: {
        summary: '导入台账：换一张工作表，或指明表头在哪一行',
        params,
        body: z.union([
          z.strictObject({
            sheet: z.int().min(0).max(50),
            row: z.int().min(0).max(mostRows),
            height: z.union([z.literal(1), z.literal(2)]),
          }),
          z.strictObject({ sheet: z.int().min(0).max(50) }),
        ]),
        response: { 200: ImportView, ...refusals },
      },
    },
    async (request, reply) => {
      const outcome = await chooseHead(deps, viewerOf(request), request.params.id, request.body);
      return outcome.ok ? outcome.value : sendRefusal(reply, request, outcome.refusal);
    },
  );

  app.post(
    '/api/ledger/imports/:id/preview',
    {
      config: signedIn,
      schema: {
        summary: '导入台账：按各列的对应逐行预览',
        params,
        body: z.strictObject({
          columns: z.array(z.string().max(80).nullable()).max(200),
          reason: z.string().trim().min(1).max(2000),
        }),
        response: { 200: ImportView, ...refusals },
      },
    },
    async (request, reply) => {
      const outcome = await beginPreview(deps, viewerOf(request), request.params.id, request.body);
      return outcome.ok ? outcome.value : sendRefusal(reply, request, outcome.refusal);
    },
  );

  app.get(
    '/api/ledger/imports/:id/rows',
    {
      config: signedIn,
      schema: {
        summary: '导入台账：逐行的结果',
        params,
        querystring: z.strictObject({
          outcome: z.enum(outcomes).optional(),
          cursor: z.coerce.number().int().min(0).max(1_000_000).default(0),
          limit: z.coerce.number().int().min(1).max(500).default(200),
        }),
        response: { 200: ImportRows, ...refusals },
      },
    },
    async (request, reply) => {
      const { outcome: wanted, cursor, limit } = request.query;
      const asked = { outcome: wanted ?? null, from: cursor, limit };
      const outcome = await importRows(deps, viewerOf(request), request.params.id, asked);
      return outcome.ok ? outcome.value : sendRefusal(reply, request, outcome.refusal);
    },
  );

  app.post(
    '/api/ledger/imports/:id/confirm',
    {
      config: signedIn,
      schema: { summary: '导入台账：确认，全部写入或一行不写', params, response: { 200: ImportView, ...refusals } },
    },
    async (request, reply) => {
      const outcome = await confirmImport(deps, viewerOf(request), request.params.id);
      return outcome.ok ? outcome.value : sendRefusal(reply, request, outcome.refusal);
    },
  );
};
