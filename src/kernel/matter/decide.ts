import { dateOf, plan } from '../calendar/plan.ts';
import { dayMs, toLocal } from '../calendar/zone.ts';
import type { Form } from '../form/form.ts';
import { type Action, formOf, isForInvited, type Procedure, registering } from '../procedure/procedure.ts';
import { type FieldError, granted, type Outcome, type Refusal, refuse } from '../refusal.ts';
import { checkedData } from './checked-data.ts';
import { capacityFor, sameHumanRefusal } from './guard.ts';
import type {
  Actor,
  Allowed,
  Capacity,
  Command,
  Context,
  Kit,
  Matter,
  MatterEvent,
  Owner,
  SettingVersion,
} from './matter.ts';
import { askedFaults, isIdle, requestRefusal } from './requests.ts';

const isRefusal = (value: Capacity | Refusal): value is Refusal => 'rule' in value;

const ruleRefusal = (
  kit: Kit,
  procedure: Procedure,
  action: Action,
  matter: Matter,
  context: Context,
  command: Command,
): Refusal | null => {
  for (const name of action.rules ?? []) {
    const rule = kit.rule(name);
    if (!rule) throw new Error(`rule ${name} is not registered`);
    const refusal = rule(matter, command, { ...context, parameters: procedure.parameters });
    if (refusal) return refusal;
  }
  return null;
};

const stateRefusal = (name: string, action: Action, matter: Matter): { ok: false; refusal: Refusal } | null =>
  action.from !== 'new' && action.from.includes(matter.state)
    ? null
    : refuse('wrongState', 'from', {
        action: name,
        state: matter.state,
        from: action.from === 'new' ? [] : [...action.from],
      });

/** All that can be said before the data is known: state, person, same human, named rules. */
const guard = (
  kit: Kit,
  procedure: Procedure,
  name: string,
  action: Action,
  matter: Matter,
  actor: Actor,
  context: Context,
  command: Command,
): Outcome<Capacity> => {
  if (context.barred.has(actor.person)) return refuse('notFound', 'matter');
  const capacity = capacityFor(procedure, name, action, matter, actor, context, command);
  if (isRefusal(capacity)) return { ok: false, refusal: capacity };
  const elsewhere = stateRefusal(name, action, matter);
  if (elsewhere) return elsewhere;
  const same = sameHumanRefusal(name, action, matter, actor, context);
  if (same) return { ok: false, refusal: same };
  const asked = requestRefusal(kit, procedure, action, matter, context);
  if (asked) return { ok: false, refusal: asked };
  const against = ruleRefusal(kit, procedure, action, matter, context, command);
  return against ? { ok: false, refusal: against } : granted(capacity);
};

const emptyCommand = (action: string): Command => ({ action, data: {}, files: [], isProbe: true });

/** Every action of the procedure, with the footing it may be taken on, or the reason why not. Buttons, API and guard all ask here. */
export const allowed = (kit: Kit, procedure: Procedure, matter: Matter, actor: Actor, context: Context): Allowed[] =>
  Object.entries(procedure.actions)
    .filter(([, action]) => action.from !== 'new' && !isForInvited(action) && !isIdle(procedure, action, matter))
    .map(([name, action]) => {
      const outcome = guard(kit, procedure, name, action, matter, actor, context, emptyCommand(name));
      return outcome.ok
        ? { action: name, capacity: outcome.value, refusal: null }
        : { action: name, capacity: null, refusal: outcome.refusal };
    });

const slot = (form: Form | undefined, data: Record<string, unknown>, wanted: string): unknown => {
  const field = form?.fields.find((each) => each.sets === wanted);
  return field ? data[field.name] : undefined;
};

/** `owner` fields hold a person and a post: the post stands in the field named like it with `Post` behind. */
export const ownerIn = (form: Form | undefined, data: Record<string, unknown>): Owner | undefined => {
  const field = form?.fields.find((each) => each.sets === 'owner');
  if (!field) return undefined;
  const person = data[field.name];
  const post = data[`${field.name}Post`];
  return typeof person === 'string' && typeof post === 'string' ? { person, post } : undefined;
};

/** Nobody is made answerable for what they may not know of; else the directory says whether the appointment stands. */
const takenBy = (owner: Owner, context: Context): Refusal | null =>
  context.barred.has(owner.person) ? refuse('invalid', 'barred').refusal : context.takes(owner);

/** A date to be done by lies not before the day it is said on (of a back-entry, the day it tells of); the agency's own wall clock says which. */
const pastDate = (
  form: Form | undefined,
  data: Record<string, unknown>,
  from: string,
  context: Context,
  at = '',
): Refusal | null => {
  const field = form?.fields.find((each) => each.sets === 'dueOn');
  const on = field && data[field.name];
  if (!field || typeof on !== 'string') return null;
  const today = dateOf(Math.floor(toLocal(plan(context.calendar.value).zone, Date.parse(from)) / dayMs));
  return on >= today
    ? null
    : refuse('invalid', 'form', {}, { fields: [{ path: `${at}${field.name}`, rule: 'past', limit: today }] }).refusal;
};

const occurred = (command: Command, context: Context): Outcome<string> => {
  if (command.occurredAt === undefined) return granted(context.now);
  if (command.occurredAt > context.now)
    return refuse('invalid', 'occurredAt', {}, { fields: [{ path: 'occurredAt', rule: 'future' }] });
  return granted(command.occurredAt);
};

const spawned = (
  kit: Kit,
  action: Action,
  parent: { id: string; root: string; confidential: boolean },
  data: Record<string, unknown>,
  common: Pick<MatterEvent, 'actor' | 'post' | 'onBehalfOf' | 'settings' | 'recordedAt' | 'occurredAt'>,
  context: Context,
): Outcome<MatterEvent[]> => {
  if (!action.spawns) return granted([]);
  const procedure = kit.procedure(action.spawns.procedure);
  if (!procedure) throw new Error(`spawns unknown procedure ${action.spawns.procedure}`);
  const name = registering(procedure);
  const entry = procedure.actions[name] as Action;
  const form = formOf(procedure, entry);
  const secret = form?.fields.find((field) => field.sets === 'confidential');
  const events: MatterEvent[] = [];
  const fields: FieldError[] = [];
  for (const [index, row] of ((data[action.spawns.field] ?? []) as Record<string, unknown>[]).entries()) {
    const owner = ownerIn(form, row);
    const against = owner ? takenBy(owner, context) : null;
    if (against) fields.push({ path: `${action.spawns.field}.${index}.owner`, rule: against.rule });
    const past = pastDate(form, row, common.occurredAt, context, `${action.spawns.field}.${index}.`);
    if (past) fields.push(...(past.fields ?? []));
    const matter = context.ids[index];
    if (!matter) throw new Error('too few ids handed in');
    events.push({
      ...common,
      matter,
      procedure: { code: procedure.code, version: procedure.version },
      parent: parent.id,
      root: parent.root,
      action: name,
      state: { from: null, to: entry.next as string },
      // What is said of a confidential matter's parts is as confidential as the matter.
      data: secret && parent.confidential ? { ...row, [secret.name]: true } : row,
      files: [],
    });
  }
  return fields.length > 0 ? refuse('invalid', 'form', { action: name }, { fields }) : granted(events);
};

/** An event that may start, stop or move a clock names the calendar it is reckoned with. */
export const settingsFor = (
  procedure: Procedure,
  footing: Pick<Capacity, 'settings'>,
  context: Context,
): readonly SettingVersion[] => [
  ...footing.settings,
  ...(procedure.limits && context.calendar.version ? [context.calendar.version] : []),
  ...(procedure.setting ? [procedure.setting] : []),
];

const nextState = (action: Action, matter: Matter | null): string | null =>
  action.request?.step === 'undo' ? (matter?.merged?.before ?? null) : (action.next ?? null);

/** Whose act an event is, and on which footing. */
type Hand = Pick<MatterEvent, 'actor' | 'post' | 'onBehalfOf' | 'settings'>;

const handOf = ({ person }: Actor, { post, onBehalfOf, settings }: Capacity): Hand => ({
  actor: person,
  post,
  onBehalfOf,
  settings,
});

const finish = (
  kit: Kit,
  procedure: Procedure,
  name: string,
  action: Action,
  target: { id: string; parent: string | null; root: string; state: string | null; confidential: boolean },
  matter: Matter | null,
  hand: Hand,
  command: Command,
  context: Context,
): Outcome<MatterEvent[]> => {
  const form = formOf(procedure, action);
  const data = checkedData(form, action, command, context);
  if (!data.ok) return data;
  const when = occurred(command, context);
  if (!when.ok) return when;
  const owner = ownerIn(form, data.value);
  const against = owner ? takenBy(owner, context) : null;
  if (against) return refuse('invalid', 'form', { action: name }, { fields: [{ path: 'owner', rule: against.rule }] });
  const late = pastDate(form, data.value, when.value, context);
  if (late) return { ok: false, refusal: late };
  const asked = askedFaults(kit, procedure, action, matter, data.value, context);
  if (asked.length > 0) return refuse('invalid', 'form', { action: name }, { fields: asked });
  // Nobody is made answerable for a matter about themselves.
  const accused = slot(form, data.value, 'accused');
  if (owner && Array.isArray(accused) && accused.includes(owner.person))
    return refuse('invalid', 'form', { action: name }, { fields: [{ path: 'owner', rule: 'accused' }] });
  const common = {
    actor: hand.actor,
    post: hand.post,
    onBehalfOf: hand.onBehalfOf,
    settings: settingsFor(procedure, hand, context),
    recordedAt: context.now,
    occurredAt: when.value,
  };
  const children = spawned(kit, action, target, data.value, common, context);
  if (!children.ok) return children;
  // What became matters of their own is not kept twice: the parent's event names only how many there were.
  const kept = action.spawns
    ? { ...data.value, [action.spawns.field]: children.value.map((event) => ({ matter: event.matter })) }
    : data.value;
  const own: MatterEvent = {
    ...common,
    matter: target.id,
    procedure: { code: procedure.code, version: procedure.version },
    parent: target.parent,
    root: target.root,
    action: name,
    state: { from: target.state, to: nextState(action, matter) ?? (target.state as string) },
    data: kept,
    files: command.files,
  };
  return granted([own, ...children.value]);
};

/** Command on an existing matter → its events (own first, then new children), or the refusal that `allowed` would show. */
export const decide = (
  kit: Kit,
  procedure: Procedure,
  matter: Matter,
  command: Command,
  actor: Actor,
  context: Context,
): Outcome<MatterEvent[]> => {
  // Own names only: what every object inherits is no action, whatever a request calls it.
  const action = Object.hasOwn(procedure.actions, command.action) ? procedure.actions[command.action] : undefined;
  if (!action || action.from === 'new') return refuse('notFound', 'action', { action: command.action });
  const capacity = guard(kit, procedure, command.action, action, matter, actor, context, command);
  if (!capacity.ok) return capacity;
  const hand = handOf(actor, capacity.value);
  return finish(kit, procedure, command.action, action, matter, matter, hand, command, context);
};

/**
 * The act of somebody from outside who holds a valid one-time link: without name, post or footing, and nothing but an action
 * that is meant for the invited. Whoever sets `context.invited` has looked at the link.
 */
export const decideInvited = (
  kit: Kit,
  procedure: Procedure,
  matter: Matter,
  command: Command,
  context: Context,
): Outcome<MatterEvent[]> => {
  const action = Object.hasOwn(procedure.actions, command.action) ? procedure.actions[command.action] : undefined;
  if (!action || !isForInvited(action)) return refuse('notFound', 'action', { action: command.action });
  if (!context.invited) return refuse('notAllowed', 'who', { action: command.action, who: ['invited'] });
  const elsewhere = stateRefusal(command.action, action, matter);
  if (elsewhere) return elsewhere;
  const against = ruleRefusal(kit, procedure, action, matter, context, command);
  if (against) return { ok: false, refusal: against };
  const nobody: Hand = { actor: null, post: null, onBehalfOf: null, settings: [] };
  return finish(kit, procedure, command.action, action, matter, matter, nobody, command, context);
};

/**
 * Command that registers a new matter under the first of `context.ids`; the unit it falls to must be in the actor's reach.
 * What stands beneath another matter is born of that matter's own action (`spawns`), with its confidentiality; never here.
 */
export const register = (
  kit: Kit,
  procedure: Procedure,
  command: Command,
  actor: Actor,
  context: Context,
): Outcome<MatterEvent[]> => {
  const name = registering(procedure);
  const action = procedure.actions[name] as Action;
  if (command.action !== name) return refuse('notFound', 'action', { action: command.action });
  const [id, ...ids] = context.ids;
  if (!id) throw new Error('too few ids handed in');
  const form = formOf(procedure, action);
  const fit = actor.capacities.filter(
    (each) =>
      (command.post === undefined || each.post === command.post) &&
      (command.onBehalfOf === undefined || each.onBehalfOf === command.onBehalfOf) &&
      action.who.some((who) => who === 'staff' || each.roles.some((role) => role === who)),
  );
  if (fit.length === 0)
    return refuse(
      'notAllowed',
      'who',
      { procedure: procedure.code, action: name, who: [...action.who] },
      { mend: 'otherPerson' },
    );
  if (context.parent)
    return refuse('invalid', 'form', { action: name }, { fields: [{ path: 'parent', rule: 'unknown' }] });
  const unit = slot(form, command.data, 'unit');
  const capacity = fit.find((each) => typeof unit !== 'string' || each.scope === 'agency' || each.scope.has(unit));
  if (!capacity) return refuse('invalid', 'form', { action: name }, { fields: [{ path: 'unit', rule: 'outOfReach' }] });
  return finish(
    kit,
    procedure,
    name,
    action,
    { id, parent: null, root: id, state: null, confidential: false },
    null,
    handOf(actor, capacity),
    command,
    { ...context, ids },
  );
};
