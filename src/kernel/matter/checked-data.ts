import { compileForm, fieldErrors, isPlainText } from '../form/compile.ts';
import type { Field, Form } from '../form/form.ts';
import type { Action } from '../procedure/procedure.ts';
import { type FieldError, granted, type Outcome, refuse } from '../refusal.ts';
import type { Command, Context } from './matter.ts';

const kinds: Partial<Record<Field['type'], 'person' | 'post' | 'unit'>> = {
  person: 'person',
  people: 'person',
  post: 'post',
  unit: 'unit',
  units: 'unit',
};

/** Ids that name nobody and nothing of this agency; found before an event could carry them. */
const strangers = (
  fields: readonly Field[],
  data: Record<string, unknown>,
  knows: Context['knows'],
  at = '',
): FieldError[] =>
  fields.flatMap((field) => {
    const value = data[field.name];
    const path = `${at}${field.name}`;
    if (value === undefined) return [];
    if (field.type === 'table')
      return (value as Record<string, unknown>[]).flatMap((row, index) =>
        strangers(field.columns ?? [], row, knows, `${path}.${index}.`),
      );
    const kind = kinds[field.type];
    if (!kind) return [];
    return [value].flat().every((id) => knows(kind, id as string)) ? [] : [{ path, rule: 'unknownId' }];
  });

/** Matters a field names that the actor may not know of, or of another kind than the field asks for; a request has rules of its own. */
const unknownMatters = (form: Form, data: Record<string, unknown>, context: Context): FieldError[] =>
  form.fields.flatMap(({ name, type, procedure }) => {
    if (type !== 'matter' || data[name] === undefined) return [];
    const other = context.others.get(data[name] as string);
    return other && (procedure === undefined || other.procedure === procedure)
      ? []
      : [{ path: name, rule: 'unknownId' }];
  });

const fileFaults = (files: Command['files']): FieldError[] =>
  files.flatMap(({ digest, name }, index) => [
    ...(isPlainText(name) ? [] : [{ path: `files.${index}.name`, rule: 'characters' }]),
    ...(files.findIndex((each) => each.digest === digest) < index
      ? [{ path: `files.${index}.digest`, rule: 'twice' }]
      : []),
  ]);

/** What a command brings, held against its form: the values as they may be kept, or everything wrong with it at once. */
export const checkedData = (
  form: Form | undefined,
  action: Action,
  command: Command,
  context: Context,
): Outcome<Record<string, unknown>> => {
  const fields: FieldError[] = [];
  let data: Record<string, unknown> = {};
  if (form) {
    const parsed = compileForm(form).safeParse(command.data, { reportInput: true });
    if (parsed.success) {
      data = parsed.data;
      fields.push(...strangers(form.fields, data, context.knows));
      if (!action.request) fields.push(...unknownMatters(form, data, context));
    } else fields.push(...fieldErrors(parsed.error));
  } else if (Object.keys(command.data).length > 0)
    fields.push(...Object.keys(command.data).map((path) => ({ path, rule: 'unknown' })));
  const reason = command.reason?.trim();
  if (action.reason === 'required' && !reason) fields.push({ path: 'reason', rule: 'required' });
  if (reason && !action.reason) fields.push({ path: 'reason', rule: 'unknown' });
  if (reason && reason.length > 2000) fields.push({ path: 'reason', rule: 'max', limit: 2000 });
  if (reason && !isPlainText(reason)) fields.push({ path: 'reason', rule: 'characters' });
  if (action.evidence === 'required' && command.files.length === 0) fields.push({ path: 'files', rule: 'required' });
  if (!action.evidence && command.files.length > 0) fields.push({ path: 'files', rule: 'unknown' });
  else fields.push(...fileFaults(command.files));
  if (fields.length > 0) return refuse('invalid', 'form', { action: command.action }, { fields });
  return granted(reason ? { ...data, reason } : data);
};
