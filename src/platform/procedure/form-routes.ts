import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { jsonSchemaOf } from '../../kernel/form/compile.ts';
import { type Placeholder, placeholdersOf } from '../../kernel/form/placeholders.ts';
import { registering } from '../../kernel/procedure/procedure.ts';
import { refuse } from '../../kernel/refusal.ts';
import { ProblemDocument } from '../../kernel/view/view.ts';
import type { Viewer } from '../authorization/directory.ts';
import { formDocument, wordType } from '../documents/form-word.ts';
import { formWorkbook } from '../documents/form-workbook.ts';
import { spreadsheetType } from '../documents/spreadsheet.ts';
import { sendRefusal } from '../http/problem.ts';
import { agencyOf, viewerOf } from '../http/request.ts';
import { type Roster, vocabularyOf } from './vocabulary.ts';

export type FormDeps = {
  rosterOf: (viewer: Viewer) => Roster;
  /** The catalogue's words; an agency's own stand before them. */
  text: (key: string) => string | undefined;
};

const name = /^[a-z][A-Za-z0-9]{0,39}$/;
const file = z.string().regex(/^[a-z][A-Za-z0-9]{0,39}\.(xlsx|docx)$/);

const PlaceholderView: z.ZodType<Placeholder> = z.lazy(() =>
  z.object({
    name: z.string(),
    title: z.string(),
    type: z.custom<Placeholder['type']>((value) => typeof value === 'string'),
    isRequired: z.boolean(),
    rows: z.array(PlaceholderView),
  }),
);

/** Forms on paper and in sheets: blank ones to fill in, templates with names to replace. */
export const formRoutes = (instance: FastifyInstance, { rosterOf, text }: FormDeps): void => {
  const app = instance.withTypeProvider<ZodTypeProvider>();

  const found = (viewer: Viewer, code: string, form: string) => {
    const procedure = viewer.settings.procedures.find((each) => each.code === code);
    const made = procedure?.forms.find((each) => each.code === form);
    const say = (key: string) => viewer.settings.titles[key] ?? text(key) ?? key;
    if (!procedure || !made) return null;
    const vocabulary = vocabularyOf(rosterOf(viewer), say);
    // A form is called like the action it belongs to; the registering one like the procedure.
    const [action] = Object.entries(procedure.actions).find(([, each]) => each.form === form) ?? [];
    const title =
      action === undefined || action === registering(procedure)
        ? say(`procedure.${code}`)
        : say(`action.${code}.${action}`);
    return { form: made, title, vocabulary };
  };

  app.get(
    '/api/procedures/:code/forms/:file',
    {
      config: { access: 'signedIn' },
      schema: {
        summary: '空白表单（Excel、Word）',
        params: z.object({ code: z.string().regex(name), file }),
        querystring: z.strictObject({ as: z.enum(['template']).optional() }),
        response: {
          200: { description: '空白表单', content: { 'application/octet-stream': { schema: z.unknown() } } },
          401: ProblemDocument,
          404: ProblemDocument,
          422: ProblemDocument,
        },
      },
    },
    async (request, reply) => {
      const viewer = viewerOf(request);
      const [form = '', kind] = request.params.file.split('.');
      const known = found(viewer, request.params.code, form);
      if (!known) return sendRefusal(reply, request, refuse('notFound', 'form').refusal);
      const isSheet = kind === 'xlsx';
      const bytes = isSheet
        ? await formWorkbook(known.form, known.title, [], known.vocabulary)
        : await formDocument(
            known.form,
            { title: known.title, agency: agencyOf(request).name },
            request.query.as ?? 'blank',
            known.vocabulary,
          );
      return reply
        .type(isSheet ? spreadsheetType : wordType)
        .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(`${known.title}.${kind}`)}`)
        .send(Buffer.from(bytes));
    },
  );

  app.get(
    '/api/procedures/:code/forms/:form/placeholders',
    {
      config: { access: 'signedIn' },
      schema: {
        summary: '表单的字段：Word 模板可用的名称和 JSON Schema',
        params: z.object({ code: z.string().regex(name), form: z.string().regex(name) }),
        response: {
          200: z.object({ placeholders: z.array(PlaceholderView), schema: z.record(z.string(), z.unknown()) }),
          401: ProblemDocument,
          404: ProblemDocument,
          422: ProblemDocument,
        },
      },
    },
    async (request, reply) => {
      const known = found(viewerOf(request), request.params.code, request.params.form);
      if (!known) return sendRefusal(reply, request, refuse('notFound', 'form').refusal);
      return { placeholders: placeholdersOf(known.form, known.vocabulary.say), schema: jsonSchemaOf(known.form) };
    },
  );
};
