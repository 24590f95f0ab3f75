import { z } from 'zod';
import type { FieldError } from '../refusal.ts';
import type { Field, Form } from './form.ts';

const uuid = z.uuid();
const decimalText = z.string().regex(/^-?(0|[1-9]\d*)(\.\d{1,6})?$/);
const dateText = z.iso.date();

/** No text we take in is nearly as long; what is said of it fits the database's integers. */
const longestText = 1_000_000_000;

/** A place in a source text: the report's matter and `[start, end)` in UTF-16 code units of the decoded text. */
const span = z
  .strictObject({
    report: uuid,
    start: z.int().min(0).max(longestText),
    end: z.int().min(1).max(longestText),
  })
  .refine(({ start, end }) => start < end, { path: ['end'], message: 'afterStart' });

const fileRef = z.strictObject({
  digest: z.string().regex(/^[0-9a-f]{64}$/),
  name: z.string().min(1).max(200),
});

// Control characters other than line breaks and tabs have no place in what people write and break Excel and Word later.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

/** Whether a text can be kept and shown everywhere: whole characters, and no control characters but tabs and line breaks. */
export const isPlainText = (value: string): boolean => !control.test(value) && value.isWellFormed();

const written = (max: number) =>
  z
    .string()
    .transform((value) => value.trim())
    .pipe(z.string().min(1).max(max).refine(isPlainText, 'characters'));

const base = (field: Field): z.ZodType => {
  switch (field.type) {
    case 'text':
      return written(field.max ?? 200).refine((value) => !/[\r\n]/.test(value), 'oneLine');
    case 'longText':
      return written(field.max ?? 5000);
    case 'int':
      return z
        .int()
        .min(field.min ?? 0)
        .max(field.max ?? Number.MAX_SAFE_INTEGER);
    case 'decimal':
    case 'money':
      return decimalText;
    case 'date':
      return dateText;
    case 'choice':
      return z.enum((field.choices ?? []) as [string, ...string[]]);
    case 'yesNo':
      return z.boolean();
    case 'person':
    case 'post':
    case 'unit':
    case 'matter':
      return uuid;
    case 'people':
    case 'units':
      return z.array(uuid).max(field.max ?? 50);
    case 'place':
      return written(field.max ?? 120);
    case 'files':
      return z.array(fileRef).max(field.max ?? 20);
    case 'span':
      return span;
    case 'table':
      return z
        .array(z.strictObject(shape(field.columns ?? [])))
        .min(field.min ?? 0)
        .max(field.max ?? 200);
  }
};

const shape = (fields: readonly Field[]): Record<string, z.ZodType> =>
  Object.fromEntries(
    fields.map((field) => [field.name, field.required === true ? base(field) : base(field).optional()]),
  );

const compiled = new WeakMap<Form, z.ZodType<Record<string, unknown>>>();

/** The form as a strict zod schema (unknown fields are refused), compiled once per form value. */
export const compileForm = (form: Form): z.ZodType<Record<string, unknown>> => {
  const known = compiled.get(form);
  if (known) return known;
  const conditional = form.fields.filter((field) => typeof field.required === 'object');
  const schema = z.strictObject(shape(form.fields)).superRefine((value, issue) => {
    for (const field of conditional) {
      const when = (field.required as { when: { field: string; is: string | boolean } }).when;
      if (value[when.field] === when.is && value[field.name] === undefined)
        issue.addIssue({ code: 'custom', path: [field.name], message: 'required' });
    }
  }) as unknown as z.ZodType<Record<string, unknown>>;
  compiled.set(form, schema);
  return schema;
};

/** The form as JSON Schema, for programs of others: what may be sent, with its limits. Rules over several fields stay ours. */
export const jsonSchemaOf = (form: Form): Record<string, unknown> =>
  z.toJSONSchema(compileForm(form), { io: 'input', unrepresentable: 'any' }) as Record<string, unknown>;

/** Every wrong field at once, as path, rule and limit; the text catalogue words them. */
export const fieldErrors = (error: z.ZodError): FieldError[] =>
  error.issues.flatMap((issue) => {
    const path = issue.path.join('.');
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => ({ path: path ? `${path}.${key}` : key, rule: 'unknown' }));
    if (issue.code === 'too_small')
      return [
        {
          path,
          rule: issue.minimum === 1 && issue.origin === 'string' ? 'required' : 'min',
          limit: Number(issue.minimum),
        },
      ];
    if (issue.code === 'too_big') return [{ path, rule: 'max', limit: Number(issue.maximum) }];
    if ((issue.code === 'invalid_type' || issue.code === 'invalid_value') && issue.input === undefined)
      return [{ path, rule: 'required' }];
    if (issue.code === 'custom') return [{ path, rule: issue.message }];
    if (issue.code === 'invalid_value') return [{ path, rule: 'choice' }];
    if (issue.code === 'invalid_format') return [{ path, rule: `format.${issue.format}` }];
    return [{ path, rule: 'type' }];
  });
