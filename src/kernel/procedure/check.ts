import { parseLimit } from '../calendar/limit.ts';
import type { Field, Form, Slot } from '../form/form.ts';
import { fieldTypes } from '../form/form.ts';
import { type Action, isForInvited, type Procedure, roles } from './procedure.ts';

export type ProcedureFault = { procedure: string; at: string; fault: string };

/** What the checker must know of the house: names that rules, procedures and texts go by. */
export type CheckContext = {
  rules: ReadonlySet<string>;
  procedures: ReadonlySet<string>;
  hasText: (key: string) => boolean;
};

const people = new Set<string>([
  'owner',
  'parentOwner',
  'registrar',
  'named',
  'staff',
  'asker',
  'taker',
  'invited',
  ...roles,
]);

const reachable = (procedure: Procedure): Set<string> => {
  const seen = new Set<string>();
  const entries = Object.values(procedure.actions);
  const queue = entries.filter((action) => action.from === 'new').map((action) => action.next ?? '');
  for (let state = queue.pop(); state !== undefined; state = queue.pop()) {
    if (seen.has(state)) continue;
    seen.add(state);
    for (const action of entries)
      if (action.from !== 'new' && action.from.includes(state) && action.next) queue.push(action.next);
  }
  return seen;
};

const fieldFaults = (fields: readonly Field[], at: string): { at: string; fault: string }[] => {
  const names = new Set<string>();
  return fields.flatMap((field) => {
    const here = `${at}.${field.name}`;
    const faults: string[] = [];
    if (names.has(field.name)) faults.push('doubled field');
    names.add(field.name);
    if (!fieldTypes.includes(field.type)) faults.push('unknown field type');
    if ((field.type === 'choice') !== (field.choices !== undefined)) faults.push('choices and type do not go together');
    if ((field.type === 'table') !== (field.columns !== undefined)) faults.push('columns and type do not go together');
    if (field.sets === 'about' && field.type !== 'matter') faults.push('tells of what is no matter');
    if (field.public && (field.personal || field.type === 'longText')) faults.push('protected field marked public');
    if (
      typeof field.required === 'object' &&
      !fields.some((other) => other.name === (field.required as { when: { field: string } }).when.field)
    )
      faults.push('required when: no such field');
    const inner = field.columns ? fieldFaults(field.columns, here) : [];
    return [...faults.map((fault) => ({ at: here, fault })), ...inner];
  });
};

const actionFaults = (procedure: Procedure, name: string, action: Action, context: CheckContext): string[] => {
  const faults: string[] = [];
  const states = procedure.states;
  if (action.next !== undefined && !states[action.next]) faults.push(`unknown next state ${action.next}`);
  if (action.from === 'new' && action.next === undefined) faults.push('registers into no state');
  if (action.from !== 'new') for (const from of action.from) if (!states[from]) faults.push(`unknown state ${from}`);
  if (action.who.length === 0) faults.push('nobody may do it');
  for (const who of action.who) if (!people.has(who)) faults.push(`unknown person ${who}`);
  for (const rule of action.rules ?? []) if (!context.rules.has(rule)) faults.push(`unknown rule ${rule}`);
  const form = action.form === undefined ? undefined : procedure.forms.find((each) => each.code === action.form);
  if (action.form !== undefined && !form) faults.push(`unknown form ${action.form}`);
  if (action.spawns) {
    if (!context.procedures.has(action.spawns.procedure))
      faults.push(`spawns unknown procedure ${action.spawns.procedure}`);
    if (!form?.fields.some((field) => field.name === action.spawns?.field && field.type === 'table'))
      faults.push('spawns from no table field');
  }
  // Somebody with a link answers; everything else is done by people who answer for it.
  const isPlain = action.from !== 'new' && action.next === undefined && !action.evidence && !action.reason;
  if (isForInvited(action) && (action.who.length > 1 || !isPlain || action.spawns || action.notSameAs))
    faults.push('invites to more than an answer');
  if (isForInvited(action) && form?.fields.some(({ sets }) => sets !== undefined))
    faults.push('an answer from outside sets something');
  for (const field of action.discreet?.fields ?? [])
    if (!form?.fields.some(({ name: known }) => known === field)) faults.push(`keeps unknown field ${field} discreet`);
  if (!context.hasText(`action.${procedure.code}.${name}`)) faults.push('missing text');
  return faults;
};

const formFaults = (form: Form, context: CheckContext): { at: string; fault: string }[] => {
  const titles = (fields: readonly Field[]): { at: string; fault: string }[] =>
    fields.flatMap((field) => [
      ...(context.hasText(`form.${form.code}.${field.name}`)
        ? []
        : [{ at: `${form.code}.${field.name}`, fault: 'missing text' }]),
      ...(field.choices ?? [])
        .filter((choice) => !context.hasText(`choice.${form.code}.${field.name}.${choice}`))
        .map((choice) => ({ at: `${form.code}.${field.name}.${choice}`, fault: 'missing text' })),
      ...titles(field.columns ?? []),
    ]);
  return [...fieldFaults(form.fields, form.code), ...titles(form.fields)];
};

/** A limit must be one the calendar can reckon with, in states that exist; a fixed date needs a field that brings it. */
const limitFaults = (procedure: Procedure): { at: string; fault: string }[] =>
  Object.entries(procedure.limits ?? {}).flatMap(([name, rule]) => {
    const at = `limits.${name}`;
    const faults: string[] = [];
    if (rule.kind === 'fixed') {
      if (rule.limit !== undefined) faults.push('a fixed date has no length');
      if (!procedure.forms.some((form) => form.fields.some((field) => field.sets === 'dueOn')))
        faults.push('no field brings its date');
    } else if (rule.limit === undefined || !parseLimit(rule.limit))
      faults.push('no limit the calendar can reckon with');
    for (const state of rule.states ?? []) {
      if (!procedure.states[state]) faults.push(`unknown state ${state}`);
      else if (procedure.states[state].clock !== 'runs') faults.push(`the clock does not run in ${state}`);
    }
    return faults.map((fault) => ({ at, fault }));
  });

/** A pause is told to whoever waits, so every way into one gives its reason. */
const pauseFaults = (procedure: Procedure): { at: string; fault: string }[] =>
  Object.entries(procedure.actions).flatMap(([name, action]) =>
    action.next !== undefined && procedure.states[action.next]?.clock === 'paused' && action.reason !== 'required'
      ? [{ at: `actions.${name}`, fault: 'pauses without a reason' }]
      : [],
  );

/** What a correction may set: who answers, where, until when and who may know are changed by actions and requests of their own. */
const correctable = new Set<Slot>(['title', 'dueWords', 'leader']);

const requestFaults = (procedure: Procedure, context: CheckContext): { at: string; fault: string }[] =>
  Object.entries(procedure.requests ?? {}).flatMap(([kind, rule]) => {
    const faults: string[] = [];
    const form = procedure.forms.find((each) => each.code === rule.form);
    const has = (name: string) => form?.fields.some((field) => field.name === name) === true;
    if (rule.effect === 'void' || rule.effect === 'merge') {
      const next = rule.next === undefined ? undefined : procedure.states[rule.next];
      if (!next?.final || !next.dropped) faults.push('leads to no dropped final state');
    } else if (rule.next !== undefined) faults.push('has a next state');
    if (rule.effect === 'merge' && !has('into')) faults.push('does not say into what');
    if (rule.effect === 'transfer' && !(has('owner') && has('ownerPost'))) faults.push('does not say to whom');
    if (rule.effect === 'correct' && !form) faults.push('does not say what is right');
    if (rule.effect === 'correct' && form?.fields.some(({ sets }) => sets !== undefined && !correctable.has(sets)))
      faults.push('corrects what has a way of its own');
    if (rule.effect === 'extend') {
      if ((rule.limits ?? []).length === 0) faults.push('extends nothing');
      for (const name of rule.limits ?? []) {
        const limit = procedure.limits?.[name];
        if (!limit) faults.push(`unknown limit ${name}`);
        else if (!has(limit.kind === 'fixed' ? 'dueOn' : 'days')) faults.push(`does not say until when (${name})`);
      }
    }
    if (!context.hasText(`request.${procedure.code}.${kind}`)) faults.push('missing text');
    return faults.map((fault) => ({ at: `requests.${kind}`, fault }));
  });

/** A start value lies within its own bounds, and what may be chosen has words. */
const parameterFaults = (procedure: Procedure, context: CheckContext): { at: string; fault: string }[] =>
  Object.entries(procedure.parameters ?? {}).flatMap(([name, parameter]) => {
    const at = `parameters.${name}`;
    const isSound =
      parameter.type === 'int'
        ? parameter.min <= parameter.value && parameter.value <= parameter.max
        : parameter.value.every((each) => parameter.of.includes(each));
    const words = parameter.type === 'some' ? parameter.of.map((each) => `choice.${parameter.words}.${each}`) : [];
    const missing = [`parameter.${procedure.code}.${name}`, ...words].some((key) => !context.hasText(key));
    return [
      ...(isSound ? [] : [{ at, fault: 'value out of its bounds' }]),
      ...(missing ? [{ at, fault: 'missing text' }] : []),
    ];
  });

/**
 * Walks the table as a graph: unreachable state, dead end, no way back, nobody whose turn it is, unknown name, missing text.
 * An agency's own table is refused with the same list before two people may publish it.
 */
export const checkProcedure = (procedure: Procedure, context: CheckContext): ProcedureFault[] => {
  const faults: { at: string; fault: string }[] = [];
  const seen = reachable(procedure);
  const actions = Object.entries(procedure.actions);
  if (actions.filter(([, action]) => action.from === 'new').length !== 1)
    faults.push({ at: 'actions', fault: 'needs exactly one registering action' });
  for (const [name, state] of Object.entries(procedure.states)) {
    const at = `states.${name}`;
    const leaving = actions.filter(
      ([, action]) => action.from !== 'new' && action.from.includes(name) && action.next && action.next !== name,
    );
    if (!seen.has(name)) faults.push({ at, fault: 'unreachable' });
    if (!state.final && leaving.length === 0) faults.push({ at, fault: 'dead end' });
    if (!state.final && state.turn === null) faults.push({ at, fault: 'nobody’s turn' });
    if (state.final && state.clock === 'runs') faults.push({ at, fault: 'clock runs in a final state' });
    if (!context.hasText(`state.${procedure.code}.${name}`)) faults.push({ at, fault: 'missing text' });
  }
  // A matter that waits for somebody's decision must be able to come back from it.
  for (const [name, state] of Object.entries(procedure.states)) {
    if (state.final || state.turn === 'owner' || !seen.has(name)) continue;
    const back = actions.some(
      ([, action]) =>
        action.from !== 'new' &&
        action.from.includes(name) &&
        action.next !== undefined &&
        !procedure.states[action.next]?.final &&
        action.next !== name,
    );
    if (!back) faults.push({ at: `states.${name}`, fault: 'no way back' });
  }
  for (const [name, action] of actions)
    for (const fault of actionFaults(procedure, name, action, context)) faults.push({ at: `actions.${name}`, fault });
  for (const form of procedure.forms) faults.push(...formFaults(form, context));
  faults.push(...limitFaults(procedure), ...pauseFaults(procedure), ...requestFaults(procedure, context));
  faults.push(...parameterFaults(procedure, context));
  for (const name of Object.keys(procedure.limits ?? {}))
    if (!context.hasText(`limit.${procedure.code}.${name}`))
      faults.push({ at: `limits.${name}`, fault: 'missing text' });
  if (!context.hasText(`procedure.${procedure.code}`)) faults.push({ at: 'procedure', fault: 'missing text' });
  return faults.map((fault) => ({ procedure: procedure.code, ...fault }));
};
