import { z } from 'zod';
import { Named } from '../../../kernel/view/view.ts';
import { paperKinds } from './kinds.ts';

const time = z.iso.datetime();

export const paperStates = ['draft', 'issued', 'voided'] as const;

/** Why an issued paper holds no longer; its number stays with it. */
export const voidReasons = ['wrongContent', 'wrongReceiver', 'duplicate', 'superseded'] as const;

const brief = {
  id: z.uuid(),
  kind: z.enum(paperKinds),
  state: z.enum(paperStates),
  number: z.string().nullable(),
  by: Named,
  changedAt: time,
  issuedAt: time.nullable(),
  day: z.iso.date().nullable(),
  /** The first matters it is about, and how many there are. */
  matters: z.array(z.object({ id: z.uuid(), number: z.string(), title: z.string().nullable() })),
  matterCount: z.int(),
  confidential: z.boolean(),
};

export const PaperBrief = z.object(brief);
export type PaperBrief = z.infer<typeof PaperBrief>;

export const PaperPage = z.object({ items: z.array(PaperBrief), next: z.string().nullable() });
export type PaperPage = z.infer<typeof PaperPage>;

const Block = z.union([
  z.object({ kind: z.literal('heading'), level: z.union([z.literal(1), z.literal(2)]), text: z.string() }),
  z.object({ kind: z.literal('text'), text: z.string() }),
  z.object({ kind: z.literal('note'), text: z.string() }),
  z.object({
    kind: z.literal('grid'),
    columns: z.array(z.object({ title: z.string(), width: z.number() })),
    rows: z.array(z.array(z.string())),
  }),
  z.object({
    kind: z.literal('form'),
    columns: z.array(z.number()),
    rows: z.array(
      z.array(z.object({ text: z.string(), span: z.int(), label: z.boolean(), foot: z.string().nullable() })),
    ),
  }),
]);

/** A draft as it would be issued now, for looking at. */
export const PaperSheet = z.object({
  sheet: z.enum(['a4', 'a3']),
  head: z.string().nullable(),
  number: z.string(),
  title: z.string(),
  subtitle: z.string().nullable(),
  to: z.string().nullable(),
  body: z.array(Block),
  signed: z.object({ unit: z.string(), day: z.string() }).nullable(),
  contact: z.string().nullable(),
  imprint: z.object({ copy: z.string().nullable(), unit: z.string(), day: z.string() }).nullable(),
});
export type PaperSheet = z.infer<typeof PaperSheet>;

export const PaperView = PaperBrief.extend({
  input: z.record(z.string(), z.unknown()).nullable(),
  revision: z.int(),
  sheet: PaperSheet.nullable(),
  /** What the sheet shows, in short: issuing names it, so that nobody issues what nobody has seen. */
  fingerprint: z.string().nullable(),
  /** By a template of the agency's own, of this version. */
  template: z.int().nullable(),
  mayIssue: z.boolean(),
  mayChange: z.boolean(),
  mayVoid: z.boolean(),
  issuedBy: Named.nullable(),
  /** What stands on the issued paper and on the public page. */
  proof: z
    .object({
      code: z.string(),
      word: z.string(),
      pdf: z.string(),
      checkpoint: z.object({ size: z.int(), root: z.string() }).nullable(),
    })
    .nullable(),
  voided: z.object({ by: Named, at: time, reason: z.enum(voidReasons) }).nullable(),
  withheld: z.boolean(),
});
export type PaperView = z.infer<typeof PaperView>;

export const SettingView = z.object({
  codeWord: z.string(),
  mark: z.string(),
  printer: z.string(),
  site: z.string().nullable(),
  seq: z.int(),
});
export type SettingView = z.infer<typeof SettingView>;

export const TemplateView = z.object({
  version: z.int(),
  /** Null: back to the house's own. */
  name: z.string().nullable(),
  by: Named,
  at: time,
});
export type TemplateView = z.infer<typeof TemplateView>;

const PlaceholderRow = z.object({ name: z.string(), title: z.string(), isRequired: z.boolean() });
export const KindView = z.object({
  kind: z.enum(paperKinds),
  about: z.enum(['matter', 'list', 'agency']),
  numbering: z.enum(['document', 'form']),
  input: z.array(
    z.object({
      name: z.string(),
      type: z.string(),
      required: z.boolean(),
      max: z.int().nullable(),
      choices: z.array(z.string()),
    }),
  ),
  fields: z.array(PlaceholderRow.extend({ rows: z.array(PlaceholderRow) })),
  template: TemplateView.nullable(),
});
export type KindView = z.infer<typeof KindView>;

export const KindsView = z.object({
  kinds: z.array(KindView),
  setting: SettingView.nullable(),
  mayIssue: z.boolean(),
  maySet: z.boolean(),
});
export type KindsView = z.infer<typeof KindsView>;
