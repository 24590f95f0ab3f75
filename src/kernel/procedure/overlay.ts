import { z } from 'zod';
import { parseLimit } from '../calendar/limit.ts';
import { fieldErrors, isPlainText } from '../form/compile.ts';
import type { Field, Form } from '../form/form.ts';
import { type FieldError, granted, type Outcome, refuse } from '../refusal.ts';
import { type CheckContext, checkProcedure } from './check.ts';
import { extraTypes } from './overlay-parts.ts';
import { isForInvited, type LimitRule, type Parameter, type Procedure } from './procedure.ts';

const near = z.strictObject({ ratio: z.number().min(0).max(0.9), days: z.int().min(0).max(60) });
const length = z.string().refine((text) => (parseLimit(text)?.count ?? 0) > 0, 'limit');

const limitShape = z.strictObject({
  kind: z.enum(['firstContact', 'stage', 'promise']).optional(),
  limit: length.optional(),
  states: z.array(z.string().max(40)).min(1).max(40).optional(),
  near: near.optional(),
});

const title = z
  .string()
  .transform((text) => text.trim())
  .pipe(z.string().min(1).max(60).refine(isPlainText, 'characters'))
  .refine((text) => !/[\r\n]/.test(text), 'oneLine');

/** Names of added fields start with `x` and a capital, so that no field the house adds later is ever called the same. */
const extraName = z.string().regex(/^x[A-Z][A-Za-z0-9]{0,38}$/);

const fieldShape = z.strictObject({
  name: extraName,
  type: z.enum(extraTypes),
  required: z.literal(true).optional(),
  personal: z.literal(true).optional(),
  min: z.int().optional(),
  max: z.int().min(1).max(10_000).optional(),
  choices: z
    .array(z.string().regex(/^[a-z][A-Za-z0-9]{0,39}$/))
    .min(2)
    .max(60)
    .optional(),
});

/** A whole number, or some of the values on offer; which of the two is the built-in table's to say. */
const parameterShape = z.union([z.int(), z.array(z.string().max(40)).max(60)]);

/** What an agency sets differently from a built-in table. It only adds: guards, required fields and what is public stay as they are. */
export const Overlay = z.strictObject({
  limits: z.record(z.string().regex(/^[a-z][A-Za-z0-9]{0,39}$/), limitShape).default({}),
  titles: z.record(z.string().max(160), title).default({}),
  fields: z.record(z.string().max(40), z.array(fieldShape).max(20)).default({}),
  parameters: z.record(z.string().max(40), parameterShape).optional(),
});
export type Overlay = z.infer<typeof Overlay>;

const fault = (path: string, rule: string, limit?: number | string): FieldError => ({
  path,
  rule,
  ...(limit !== undefined && { limit }),
});

const limitFaults = (builtIn: Procedure, { limits }: Overlay): FieldError[] =>
  Object.entries(limits).flatMap(([name, change]) => {
    const at = `limits.${name}`;
    const stands = builtIn.limits?.[name];
    if (!stands) {
      const missing = (['kind', 'limit'] as const).filter((part) => change[part] === undefined);
      const unknown = (change.states ?? []).filter((state) => !builtIn.states[state]);
      return [
        ...missing.map((part) => fault(`${at}.${part}`, 'required')),
        ...unknown.map((state) => fault(`${at}.states`, 'unknownState', state)),
      ];
    }
    // What the law grants is not an agency's to change; a fixed date is named case by case.
    if (stands.kind === 'statute') return [fault(at, 'statute')];
    if (stands.kind === 'fixed' && change.limit !== undefined) return [fault(`${at}.limit`, 'fixedDate')];
    const moved = (change.kind !== undefined && change.kind !== stands.kind) || change.states !== undefined;
    return moved ? [fault(at, 'limitStays')] : [];
  });

const isAmong = (parameter: Parameter, value: number | readonly string[]): boolean =>
  parameter.type === 'int'
    ? typeof value === 'number' && value >= parameter.min && value <= parameter.max
    : typeof value !== 'number' &&
      new Set(value).size === value.length &&
      value.every((each) => parameter.of.includes(each));

const parameterFaults = (builtIn: Procedure, { parameters = {} }: Overlay): FieldError[] =>
  Object.entries(parameters).flatMap(([name, value]) => {
    const stands = builtIn.parameters?.[name];
    if (!stands) return [fault(`parameters.${name}`, 'unknownParameter')];
    return isAmong(stands, value) ? [] : [fault(`parameters.${name}`, 'outOfBounds')];
  });

/** Somebody from outside fills it in on a page of its own, which knows the house's fields only. */
const invitedForm = (procedure: Procedure, form: Form): boolean =>
  Object.values(procedure.actions).some((action) => action.form === form.code && isForInvited(action));

const spawnedOnly = (procedure: Procedure, form: Form): boolean =>
  Object.values(procedure.actions).some(
    (action) => action.from === 'new' && action.form === form.code && action.who.every((who) => who === 'parentOwner'),
  );

const fieldFaults = (builtIn: Procedure, { fields }: Overlay): FieldError[] => {
  const taken = new Set<string>();
  return Object.entries(fields).flatMap(([code, extras]) => {
    const at = `fields.${code}`;
    const form = builtIn.forms.find((each) => each.code === code);
    if (!form) return [fault(at, 'unknownForm', code)];
    // Born of another matter's plan: nobody ever fills in this form by itself.
    if (extras.length > 0 && spawnedOnly(builtIn, form)) return [fault(at, 'spawnedForm')];
    if (extras.length > 0 && invitedForm(builtIn, form)) return [fault(at, 'invitedForm')];
    return extras.flatMap((extra, index) => {
      const here = `${at}.${index}`;
      const faults: FieldError[] = [];
      if (taken.has(extra.name)) faults.push(fault(`${here}.name`, 'twice'));
      taken.add(extra.name);
      if ((extra.type === 'choice') !== (extra.choices !== undefined))
        faults.push(fault(`${here}.choices`, 'required'));
      if (extra.choices && new Set(extra.choices).size < extra.choices.length)
        faults.push(fault(`${here}.choices`, 'twice'));
      if (extra.min !== undefined && extra.max !== undefined && extra.min > extra.max)
        faults.push(fault(`${here}.max`, 'min', extra.min));
      return faults;
    });
  });
};

const fieldKeys = (form: string, fields: readonly Field[]): string[] =>
  fields.flatMap((field) => [
    `form.${form}.${field.name}`,
    ...(field.choices ?? []).map((choice) => `choice.${form}.${field.name}.${choice}`),
    ...fieldKeys(form, field.columns ?? []),
  ]);

/** Every key under which words of a procedure stand. */
const titleKeys = (procedure: Procedure): string[] => [
  `procedure.${procedure.code}`,
  ...Object.keys(procedure.states).map((state) => `state.${procedure.code}.${state}`),
  ...Object.keys(procedure.actions).flatMap((action) => [
    `action.${procedure.code}.${action}`,
    `done.${procedure.code}.${action}`,
  ]),
  ...Object.keys(procedure.limits ?? {}).map((limit) => `limit.${procedure.code}.${limit}`),
  ...Object.keys(procedure.requests ?? {}).map((kind) => `request.${procedure.code}.${kind}`),
  ...Object.keys(procedure.parameters ?? {}).map((name) => `parameter.${procedure.code}.${name}`),
  ...procedure.forms.flatMap((form) => fieldKeys(form.code, form.fields)),
];

const titleFaults = (procedure: Procedure, { titles }: Overlay): FieldError[] => {
  const known = new Set(titleKeys(procedure));
  return Object.keys(titles)
    .filter((key) => !known.has(key))
    .map((key) => fault(`titles.${key}`, 'unknownTitle'));
};

const isAdded = (builtIn: Procedure, key: string): boolean => !titleKeys(builtIn).includes(key);

/** Words that the built-in catalogue cannot have: those of added fields, choices and limits. */
const untitled = (builtIn: Procedure, made: Procedure, { titles }: Overlay): FieldError[] =>
  titleKeys(made)
    .filter((key) => isAdded(builtIn, key) && titles[key] === undefined)
    .map((key) => fault(`titles.${key}`, 'required'));

const clean = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as T;

const mergedLimits = (builtIn: Procedure, { limits }: Overlay): Procedure['limits'] => {
  const made: Record<string, LimitRule> = { ...(builtIn.limits ?? {}) };
  for (const [name, change] of Object.entries(limits))
    made[name] = { ...(made[name] ?? { kind: 'stage' }), ...(clean(change) as Partial<LimitRule>) };
  return made;
};

const mergedParameters = (builtIn: Procedure, { parameters = {} }: Overlay): Pick<Procedure, 'parameters'> =>
  builtIn.parameters === undefined
    ? {}
    : {
        parameters: Object.fromEntries(
          Object.entries(builtIn.parameters).map(([name, stands]) => [
            name,
            { ...stands, value: parameters[name] ?? stands.value } as Parameter,
          ]),
        ),
      };

const merged = (builtIn: Procedure, overlay: Overlay, version: number): Procedure => ({
  ...builtIn,
  ...mergedParameters(builtIn, overlay),
  version,
  limits: mergedLimits(builtIn, overlay) ?? {},
  forms: builtIn.forms.map((form) => {
    const extras = overlay.fields[form.code] ?? [];
    return extras.length === 0
      ? form
      : { ...form, version, fields: [...form.fields, ...extras.map((extra) => clean(extra) as Field)] };
  }),
});

/** Faults of the table as the checker names them, at the place where they are. */
export const tableFaults = (procedure: Procedure, titles: Overlay['titles'], context: CheckContext): FieldError[] =>
  checkProcedure(procedure, { ...context, hasText: (key) => titles[key] !== undefined || context.hasText(key) }).map(
    ({ at, fault: words }) => fault(at, 'table', words),
  );

/**
 * A built-in table with an agency's overlay laid on it, as the next version of the same line; or everything that is wrong with
 * the overlay, at once. The whole is checked like a built-in table before it is granted.
 */
export const applyOverlay = (
  builtIn: Procedure,
  sent: unknown,
  version: number,
  context: CheckContext,
): Outcome<{ procedure: Procedure; overlay: Overlay }> => {
  const parsed = Overlay.safeParse(sent, { reportInput: true });
  if (!parsed.success) return refuse('invalid', 'overlay', {}, { fields: fieldErrors(parsed.error) });
  const overlay = parsed.data;
  const made = merged(builtIn, overlay, version);
  const own = [
    ...limitFaults(builtIn, overlay),
    ...fieldFaults(builtIn, overlay),
    ...parameterFaults(builtIn, overlay),
    ...titleFaults(made, overlay),
    ...untitled(builtIn, made, overlay),
  ];
  // A table that its overlay already breaks would be faulted twice for the same thing.
  const fields = own.length > 0 ? own : tableFaults(made, overlay.titles, context);
  return fields.length > 0 ? refuse('invalid', 'overlay', {}, { fields }) : granted({ procedure: made, overlay });
};
