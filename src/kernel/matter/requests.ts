import { deadlineOf } from '../clock/light.ts';
import { type Action, formOf, isFinal, type Procedure, type RequestRule } from '../procedure/procedure.ts';
import { type FieldError, type Refusal, refuse } from '../refusal.ts';
import type { Context, Kit, Matter, OpenRequest, Owner, Relative } from './matter.ts';

/** The open request an action is about, and its row in the table. */
const requestOf = (
  procedure: Procedure,
  action: Action,
  matter: Matter,
): { kind: string; rule: RequestRule; open: OpenRequest | null } | null => {
  if (!action.request) return null;
  const { kind } = action.request;
  const rule = procedure.requests?.[kind];
  if (!rule) throw new Error(`request ${kind} is not in the table of ${procedure.code}`);
  return { kind, rule, open: matter.requests?.[kind] ?? null };
};

/** Whom the request names as next: the form's owner field and the post beside it. */
export const takerOf = (data: Record<string, unknown>): Owner | null =>
  typeof data.owner === 'string' && typeof data.ownerPost === 'string'
    ? { person: data.owner, post: data.ownerPost }
    : null;

const stillOpen = (kit: Kit, child: Relative): boolean => {
  const procedure = kit.procedure(child.procedure);
  return procedure === undefined || !isFinal(procedure, child.state);
};

/** Nothing may be left open beneath a matter that goes away: it would stand under nobody. */
const openChildren = (kit: Kit, context: Context): Refusal | null => {
  const open = context.children.filter((child) => stillOpen(kit, child));
  return open.length === 0
    ? null
    : refuse(
        'ruleBroken',
        'request.openChildren',
        { open: open.length, children: open.map((child) => child.id) },
        { mend: 'closeChildren' },
      ).refusal;
};

const mergeFault = (kit: Kit, matter: Matter, into: unknown, context: Context): string | null => {
  if (into === matter.id) return 'self';
  const other = context.others.get(String(into));
  if (!other) return 'unknownId';
  if (other.procedure !== matter.procedure) return 'otherProcedure';
  return stillOpen(kit, other) ? null : 'closed';
};

/** An extension that puts nothing off is none; of several clocks each must end later than it does. */
const extensionFault = (rule: RequestRule, matter: Matter, data: Record<string, unknown>): FieldError | null => {
  for (const name of rule.limits ?? []) {
    const clock = matter.clocks?.[name];
    if (!clock || clock.endedAt !== null) continue;
    if (typeof data.dueOn === 'string' && clock.on !== null && data.dueOn <= clock.on)
      return { path: 'dueOn', rule: 'notLater', limit: clock.on };
    if (typeof data.days === 'number' && data.days < 1) return { path: 'days', rule: 'min', limit: 1 };
  }
  return null;
};

const changesNothing = (matter: Matter, data: Record<string, unknown>): boolean =>
  Object.entries(data).every(
    ([name, value]) => name === 'reason' || JSON.stringify(value) === JSON.stringify(matter.data[name]),
  );

/** What is wrong with the data of a request that is being asked: each at its field, as the form's own faults are. */
export const askedFaults = (
  kit: Kit,
  procedure: Procedure,
  action: Action,
  matter: Matter | null,
  data: Record<string, unknown>,
  context: Context,
): FieldError[] => {
  const found = matter && action.request?.step === 'ask' ? requestOf(procedure, action, matter) : null;
  if (!found || !matter) return [];
  switch (found.rule.effect) {
    case 'extend': {
      const fault = extensionFault(found.rule, matter, data);
      return fault ? [fault] : [];
    }
    case 'transfer':
      return isOwner(matter, takerOf(data)) ? [{ path: 'owner', rule: 'sameOwner' }] : [];
    case 'merge': {
      const fault = mergeFault(kit, matter, data.into, context);
      return fault ? [{ path: 'into', rule: fault }] : [];
    }
    case 'correct': {
      const first = formOf(procedure, action)?.fields[0]?.name ?? '';
      return changesNothing(matter, data) ? [{ path: first, rule: 'nothingChanges' }] : [];
    }
    case 'void':
      return [];
  }
};

const isOwner = ({ owner }: Matter, taker: Owner | null): boolean =>
  taker !== null && taker.person === owner.person && taker.post === owner.post;

/** What was asked must still make sense when it is granted: others may have acted since. */
const grantRefusal = (
  kit: Kit,
  rule: RequestRule,
  matter: Matter,
  data: Record<string, unknown>,
  context: Context,
): Refusal | null => {
  const more = { mend: 'refuseInstead' };
  switch (rule.effect) {
    case 'extend': {
      const fault = extensionFault(rule, matter, data);
      return (
        fault &&
        refuse('ruleBroken', 'request.notLater', { on: fault.limit ?? null }, { mend: 'refuseInstead' }).refusal
      );
    }
    case 'transfer': {
      const taker = takerOf(data);
      if (!taker) return null;
      if (isOwner(matter, taker)) return refuse('ruleBroken', 'request.taker.sameOwner', {}, more).refusal;
      if (context.barred.has(taker.person)) return refuse('ruleBroken', 'request.taker.barred', {}, more).refusal;
      return context.takes(taker) && refuse('ruleBroken', 'request.taker.notAppointed', {}, more).refusal;
    }
    case 'merge': {
      const fault = mergeFault(kit, matter, data.into, context);
      if (fault === 'unknownId') return refuse('ruleBroken', 'request.into.unknownId', {}, more).refusal;
      return fault ? refuse('ruleBroken', 'request.into.closed', {}, more).refusal : null;
    }
    case 'correct':
    case 'void':
      return null;
  }
};

/** An extension is asked before the time is over (DOMAIN B2, B5); afterwards the overrun stands as it is. */
const tooLate = (procedure: Procedure, rule: RequestRule, matter: Matter, context: Context): Refusal | null => {
  const now = Date.parse(context.now);
  const open = (rule.limits ?? []).flatMap((name) => {
    const clock = matter.clocks?.[name];
    return clock && clock.endedAt === null ? [{ name, clock }] : [];
  });
  if (open.length === 0) return refuse('ruleBroken', 'request.noClock').refusal;
  const ends = open.map(({ name, clock }) => deadlineOf(context.calendar.value, clock, procedure.limits?.[name]));
  return ends.some((each) => each === null || now < each.due)
    ? null
    : refuse('ruleBroken', 'request.tooLate', {}, { mend: 'reportProgress' }).refusal;
};

/** There is nothing to answer, take back or undo. */
export const nothingAsked = (kind: string): Refusal => refuse('wrongState', 'request.none', { kind }).refusal;

/** It was asked already and waits for an answer. */
export const alreadyAsked = (kind: string, seq: number): Refusal =>
  refuse('ruleBroken', 'request.open', { kind, seq }, { mend: 'withdraw' }).refusal;

/** What speaks against a step of a request before its data is known; `null` = nothing. */
export const requestRefusal = (
  kit: Kit,
  procedure: Procedure,
  action: Action,
  matter: Matter,
  context: Context,
): Refusal | null => {
  const found = requestOf(procedure, action, matter);
  if (!found || !action.request) return null;
  const { kind, rule, open } = found;
  const { step } = action.request;
  if (step === 'undo') return matter.merged ? null : nothingAsked(kind);
  if (step === 'ask' && open) return alreadyAsked(kind, open.seq);
  if (step !== 'ask' && !open) return nothingAsked(kind);
  if (step === 'refuse' || step === 'withdraw') return null;
  const below = rule.effect === 'merge' || rule.effect === 'void' ? openChildren(kit, context) : null;
  if (below) return below;
  if (step === 'ask') return rule.effect === 'extend' ? tooLate(procedure, rule, matter, context) : null;
  return open && grantRefusal(kit, rule, matter, open.data, context);
};

/** Steps that make no sense now are not offered at all: nobody can grant what nobody asked. */
export const isIdle = (procedure: Procedure, action: Action, matter: Matter): boolean => {
  const found = requestOf(procedure, action, matter);
  if (!found || !action.request) return false;
  const { step } = action.request;
  if (step === 'ask') return found.open !== null;
  if (step === 'undo') return matter.merged === null || matter.merged === undefined;
  return found.open === null;
};
