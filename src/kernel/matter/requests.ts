import { deadlineOf } from '../clock/light.ts';
import type { Action, Procedure, RequestRule } from '../procedure/procedure.ts';
import { isFinal } from '../procedure/procedure.ts';
import { type Refusal, refuse } from '../refusal.ts';
import type { Command, Context, Kit, Matter, OpenRequest, Owner, Relative } from './matter.ts';

/** The open request an action is about, and its row in the table. */
export const requestOf = (
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

const mergeRefusal = (kit: Kit, matter: Matter, into: unknown, context: Context): Refusal | null => {
  if (typeof into !== 'string') return null;
  const field = (rule: string) =>
    refuse('invalid', 'form', { action: 'merge' }, { fields: [{ path: 'into', rule }] }).refusal;
  if (into === matter.id) return field('self');
  const other = context.others.get(into);
  if (!other) return field('unknownId');
  if (other.procedure !== matter.procedure) return field('otherProcedure');
  if (!stillOpen(kit, other)) return field('closed');
  return null;
};

/** An extension is asked before the time is over (DOMAIN B2, B5); afterwards the overrun stands as it is. */
const tooLate = (procedure: Procedure, rule: RequestRule, matter: Matter, context: Context): Refusal | null => {
  const now = Date.parse(context.now);
  const open = (rule.limits ?? []).flatMap((name) => {
    const clock = matter.clocks?.[name];
    return clock && clock.endedAt === null ? [{ name, clock }] : [];
  });
  if (open.length === 0) return refuse('ruleBroken', 'request.noClock', {}, { mend: 'nothing' }).refusal;
  const ends = open.map(({ name, clock }) => deadlineOf(context.calendar.value, clock, procedure.limits?.[name]));
  return ends.some((each) => each === null || now < each.due)
    ? null
    : refuse('ruleBroken', 'request.tooLate', {}, { mend: 'reportProgress' }).refusal;
};

/** What speaks against a step of a request before its data is known; `null` = nothing. */
export const requestRefusal = (
  kit: Kit,
  procedure: Procedure,
  action: Action,
  matter: Matter,
  context: Context,
  command: Command,
): Refusal | null => {
  const found = requestOf(procedure, action, matter);
  if (!found || !action.request) return null;
  const { kind, rule, open } = found;
  const { step } = action.request;
  if (step === 'undo') return matter.merged ? null : refuse('wrongState', 'request.none', { kind }).refusal;
  if (step === 'ask' && open)
    return refuse('ruleBroken', 'request.open', { kind, seq: open.seq }, { mend: 'withdraw' }).refusal;
  if (step !== 'ask' && !open) return refuse('wrongState', 'request.none', { kind }).refusal;
  if (step === 'refuse' || step === 'withdraw') return null;
  const data = step === 'ask' ? command.data : (open as OpenRequest).data;
  switch (rule.effect) {
    case 'extend':
      return step === 'ask' ? tooLate(procedure, rule, matter, context) : null;
    case 'merge':
      return openChildren(kit, context) ?? mergeRefusal(kit, matter, data.into, context);
    case 'void':
      return openChildren(kit, context);
    case 'transfer': {
      const taker = takerOf(data);
      if (!taker) return null;
      if (taker.person === matter.owner.person && taker.post === matter.owner.post)
        return refuse('invalid', 'form', {}, { fields: [{ path: 'owner', rule: 'sameOwner' }] }).refusal;
      const against = context.barred.has(taker.person) ? refuse('invalid', 'barred').refusal : context.takes(taker);
      return against && refuse('invalid', 'form', {}, { fields: [{ path: 'owner', rule: against.rule }] }).refusal;
    }
    case 'correct':
      return null;
  }
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
