import { z } from 'zod';
import { fieldErrors, isPlainText } from '../form/compile.ts';
import { type Field, fieldTypes } from '../form/form.ts';
import { type FieldError, granted, type Outcome, refuse } from '../refusal.ts';
import type { CheckContext } from './check.ts';
import { tableFaults } from './overlay.ts';
import { type Procedure, roles } from './procedure.ts';
import { withRequests } from './requests.ts';

const name = z.string().regex(/^[a-z][A-Za-z0-9]{0,39}$/);
const names = z.array(name).min(1).max(60);
const who = z.enum(['owner', 'parentOwner', 'registrar', 'named', 'staff', 'asker', 'taker', ...roles]);
const relation = z.enum(['owner', 'measureOwner', 'evidenceGiver', 'standIn', 'registrar', 'asker']);
const need = z.enum(['required', 'optional']);
const ruleNames = z.array(z.string().max(80)).max(20);
const slots = [
  'title',
  'owner',
  'unit',
  'leader',
  'dueWords',
  'dueOn',
  'confidential',
  'accused',
  'recused',
  'about',
] as const satisfies readonly NonNullable<Field['sets']>[];

const field = z.strictObject({
  name,
  type: z.enum(fieldTypes),
  required: z
    .union([
      z.literal(true),
      z.strictObject({ when: z.strictObject({ field: name, is: z.union([z.string(), z.boolean()]) }) }),
    ])
    .optional(),
  personal: z.literal(true).optional(),
  confidential: z.literal(true).optional(),
  public: z.literal(true).optional(),
  min: z.int().optional(),
  max: z.int().min(1).max(100_000).optional(),
  choices: names.optional(),
  procedure: name.optional(),
  sets: z.enum(slots).optional(),
});
const withColumns = field.extend({ columns: z.array(field).min(1).max(30).optional() });

const action = z.strictObject({
  from: z.union([z.literal('new'), names]),
  who: z.array(who).min(1).max(20),
  next: name.optional(),
  form: name.optional(),
  reason: need.optional(),
  evidence: need.optional(),
  notSameAs: z.array(relation).max(6).optional(),
  rules: ruleNames.optional(),
  spawns: z.strictObject({ field: name, procedure: name }).optional(),
  counts: z.enum(['relapse', 'sendBack']).optional(),
  confirm: z.literal(true).optional(),
});

const limit = z.strictObject({
  kind: z.enum(['firstContact', 'stage', 'promise', 'statute', 'fixed']),
  limit: z.string().max(20).optional(),
  states: names.optional(),
  near: z.strictObject({ ratio: z.number().min(0).max(0.9), days: z.int().min(0).max(60) }).optional(),
});

const request = z.strictObject({
  effect: z.enum(['extend', 'transfer', 'merge', 'correct', 'void']),
  from: names,
  asks: z.array(who).min(1).max(20),
  grants: z.array(who).min(1).max(20),
  form: name.optional(),
  reason: need.optional(),
  evidence: need.optional(),
  notSameAs: z.array(relation).max(6).optional(),
  rules: ruleNames.optional(),
  limits: names.optional(),
  next: name.optional(),
});

const text = z.string().trim().min(1).max(60).refine(isPlainText, 'characters');

/** A whole table as an agency writes it: data of the same shape as the built-in ones, with the words for it. */
export const OwnTable = z.strictObject({
  code: name,
  numberPrefix: z.string().regex(/^[\p{L}\p{N}]{1,12}-$/u),
  retention: z.strictObject({ personalYears: z.int().min(1).max(100) }),
  confidentialRoles: z.array(z.enum(roles)).max(9).optional(),
  states: z.record(
    name,
    z.strictObject({
      turn: who.nullable(),
      clock: z.enum(['runs', 'paused', 'stopped']),
      final: z.literal(true).optional(),
      dropped: z.literal(true).optional(),
    }),
  ),
  actions: z.record(name, action),
  forms: z.array(z.strictObject({ code: name, fields: z.array(withColumns).min(1).max(80) })).max(40),
  limits: z.record(name, limit).optional(),
  requests: z.record(name, request).optional(),
  titles: z.record(z.string().max(160), text),
});
export type OwnTable = z.infer<typeof OwnTable>;

/** What of the house an own table must keep clear of. */
export type Neighbours = { codes: ReadonlySet<string>; forms: ReadonlySet<string>; prefixes: ReadonlySet<string> };

const neighbourFaults = (table: OwnTable, { codes, forms, prefixes }: Neighbours): FieldError[] => [
  ...(codes.has(table.code) ? [{ path: 'code', rule: 'taken' }] : []),
  ...(prefixes.has(table.numberPrefix) ? [{ path: 'numberPrefix', rule: 'taken' }] : []),
  ...table.forms.flatMap(({ code }, index) =>
    forms.has(code) ? [{ path: `forms.${index}.code`, rule: 'taken' }] : [],
  ),
];

/** An agency's own table as a procedure of that version, requests and all; or everything that is wrong with it. */
export const ownProcedure = (
  sent: unknown,
  version: number,
  context: CheckContext,
  neighbours: Neighbours,
): Outcome<{ procedure: Procedure; table: OwnTable }> => {
  const parsed = OwnTable.safeParse(sent, { reportInput: true });
  if (!parsed.success) return refuse('invalid', 'ownTable', {}, { fields: fieldErrors(parsed.error) });
  const table = parsed.data;
  const { titles, ...rest } = JSON.parse(JSON.stringify(table)) as OwnTable;
  const forms = rest.forms.map((form) => ({ ...form, version }));
  const procedure = withRequests({ ...rest, version, forms } as unknown as Procedure);
  const codes = new Set([...context.procedures, table.code]);
  const fields = [
    ...neighbourFaults(table, neighbours),
    ...tableFaults(procedure, titles, { ...context, procedures: codes }),
  ];
  return fields.length > 0 ? refuse('invalid', 'ownTable', {}, { fields }) : granted({ procedure, table });
};
