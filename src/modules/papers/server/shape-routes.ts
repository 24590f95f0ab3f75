import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { isPlainText } from '../../../kernel/form/compile.ts';
import { refuse } from '../../../kernel/refusal.ts';
import { wordType } from '../../../platform/documents/form-word.ts';
import { sendRefusal } from '../../../platform/http/problem.ts';
import { viewerOf } from '../../../platform/http/request.ts';
import { paperKinds } from '../domain/kinds.ts';
import { KindsView, SettingView, TemplateView } from '../domain/views.ts';
import { type PapersDeps, postFor, staff } from './deps.ts';
import { fileAnswer, paperRefusals } from './edge.ts';
import { handOutTemplate } from './hand-out.ts';
import { kindsView } from './kinds.ts';
import { setPaperSetting } from './setting.ts';
import { dropTemplate, largestTemplate, setTemplate, templateVersions, templateView } from './templates.ts';

const office = { roles: ['office'] } as const;
const read = { roles: staff } as const;
const kind = z.object({ kind: z.enum(paperKinds) });

const plain = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .refine((text) => isPlainText(text) && !/[\r\n]/.test(text), 'characters');

const Setting = z.strictObject({
  /** Stands before the year in every number. */
  codeWord: plain(10).refine((text) => !/[〔〕[\]()（）\s\d]/.test(text), 'papers.codeWordSigns'),
  mark: plain(30),
  printer: plain(40),
  site: z
    .url({ protocol: /^https?$/ })
    .max(200)
    .transform((text) => text.replace(/\/+$/, ''))
    .nullable(),
  expected: z.int().min(0),
});

/** How an agency's papers look: its code word and mark, its own templates. */
export const shapeRoutes = (instance: FastifyInstance, deps: PapersDeps): void => {
  const app = instance.withTypeProvider<ZodTypeProvider>();
  const handOf = (request: FastifyRequest) => {
    const viewer = viewerOf(request);
    return {
      agency: viewer.agency,
      actor: viewer.person,
      post: postFor(viewer, ['office']),
      command: deps.engine.newId(),
      now: deps.engine.now(),
    };
  };
  const stores = { pool: deps.pool, newId: deps.engine.newId, files: deps.files };

  app.get(
    '/api/papers/kinds',
    {
      config: { access: read },
      schema: { summary: '公文种类、要填的和模板字段', response: { 200: KindsView, ...paperRefusals } },
    },
    (request) => kindsView(deps, viewerOf(request)),
  );

  app.post(
    '/api/papers/setting',
    {
      config: { access: office },
      schema: {
        summary: '文面设置：代字、版头、印发单位、核对网址',
        body: Setting,
        response: { 200: SettingView, ...paperRefusals },
      },
    },
    async (request, reply) => {
      const { expected, ...setting } = request.body;
      const set = await setPaperSetting(stores, handOf(request), setting, expected);
      return set.ok ? set.value : sendRefusal(reply, request, set.refusal);
    },
  );

  app.get(
    '/api/papers/kinds/:kind/template.docx',
    {
      config: { access: read },
      schema: {
        summary: '公文模板（Word）',
        params: kind,
        querystring: z.strictObject({ of: z.enum(['house']).optional() }),
        response: {
          200: { description: '模板', content: { 'application/octet-stream': { schema: z.unknown() } } },
          ...paperRefusals,
        },
      },
    },
    async (request, reply) => {
      const isHouse = request.query.of === 'house';
      const { name, bytes } = await handOutTemplate(deps, viewerOf(request), request.params.kind, isHouse);
      return fileAnswer(reply, { name, bytes, type: wordType, inline: false, kept: 'no-store' });
    },
  );

  app.get(
    '/api/papers/kinds/:kind/templates',
    {
      config: { access: read },
      schema: { summary: '模板的各版', params: kind, response: { 200: z.array(TemplateView), ...paperRefusals } },
    },
    async (request) => {
      const viewer = viewerOf(request);
      const rows = await templateVersions(deps.engine.runner, viewer.agency.id, request.params.kind);
      return rows.map((row) => templateView(viewer, row));
    },
  );

  app.post(
    '/api/papers/kinds/:kind/templates',
    {
      config: { access: office },
      schema: { summary: '换用自己的模板', params: kind, response: { 201: TemplateView, ...paperRefusals } },
    },
    async (request, reply) => {
      const noFile = refuse('invalid', 'request', {}, { fields: [{ path: 'file', rule: 'required' }] });
      const part = request.isMultipart()
        ? await request.file({ limits: { fileSize: largestTemplate } }).catch(() => undefined)
        : undefined;
      if (part?.fieldname !== 'file') return sendRefusal(reply, request, noFile.refusal);
      const bytes = await part.toBuffer().catch(() => null);
      if (bytes === null)
        return sendRefusal(
          reply,
          request,
          refuse('tooLarge', 'file.size', { limit: largestTemplate }, { mend: 'smallerFile' }).refusal,
        );
      const made = await setTemplate(stores, handOf(request), request.params.kind, bytes, part.filename);
      return made.ok
        ? reply.code(201).send(templateView(viewerOf(request), made.value))
        : sendRefusal(reply, request, made.refusal);
    },
  );

  app.delete(
    '/api/papers/kinds/:kind/templates',
    {
      config: { access: office },
      schema: { summary: '回到内置文面', params: kind, response: { 200: TemplateView, ...paperRefusals } },
    },
    async (request, reply) => {
      const back = await dropTemplate(stores, handOf(request), request.params.kind);
      return back.ok ? templateView(viewerOf(request), back.value) : sendRefusal(reply, request, back.refusal);
    },
  );
};
